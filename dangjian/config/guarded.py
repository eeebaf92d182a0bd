"""Which rows of each table the database shows to whom: one list, applied after every migration.

The policies read what `kernel.row_scope` has put on the connection. They hold for the application's
role; the owner (migrations, backups, the functions below) sees every row, as it has to. Each rule
says where a row of a table belongs. How it is asked, and why so: docs/decisions/0013.
"""

from __future__ import annotations

import hashlib
from typing import Any

from django.apps import apps
from psycopg import sql

# An empty path would begin every other: it is none.
_MINE = (
    "(SELECT array_remove(string_to_array(current_setting('dangjian.paths', true), ','), ''))"
    "::text[]"
)
_MYSELF = "(SELECT nullif(current_setting('dangjian.person', true), '')::bigint)"


def _below(column: str) -> str:
    """A path of the row lies in one of the subtrees. Paths end in a slash: no sibling begins so."""
    return f"{column} ^@ ANY ({_MINE})"


def at(column: str = "organization_id") -> str:
    """A row of an organization."""
    return f"{column} IN (SELECT registry_places())"


def of(column: str = "person_id") -> str:
    """A row of a person: of a record in scope, of one who belonged to it, or one's own."""
    return f"registry_may_see_of({column})"


def mine(column: str) -> str:
    """A row that the person who is asking has himself to do with."""
    return f"{column} = {_MYSELF}"


def follows(column: str, table: str) -> str:
    """A row is seen with the row above it."""
    return f"EXISTS (SELECT 1 FROM {table} above WHERE above.id = THIS.{column})"  # noqa: S608


def either(*rules: str) -> str:
    return " OR ".join(f"({rule})" for rule in rules)


def _path_or(column: str, otherwise: str) -> str:
    """The path first; what may take a look elsewhere is only asked of the other rows."""
    return f"CASE WHEN {_below(column)} THEN true ELSE {otherwise} END"


GUARDED: dict[str, str] = {
    "registry_person": _path_or("path", "registry_may_know(id)"),
    # The columns `person_path` are kept by triggers (registry/migrations/0020, 0021).
    "registry_membership": _path_or("person_path", either(mine("person_id"), at())),
    "registry_standing": _path_or("person_path", "person_id IN (SELECT registry_earlier_here())"),
    "registry_lostcontact": of(),
    "registry_floating": of(),
    "registry_education": of(),
    "registry_employment": of(),
    "registry_relative": of(),
    "registry_stayabroad": of(),
    "registry_hardship": of(),
    "registry_sanction": of(),
}
"""Table → when one of its rows is seen by somebody whose scope is not the whole register."""

# Cheap to the planner, which shall go the ways it went without them.
_HOW = "LANGUAGE sql STABLE SECURITY DEFINER COST 1 SET search_path = public, pg_temp"
_FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION registry_whole() RETURNS boolean {_HOW} AS $$
    SELECT current_setting('dangjian.paths', true) = '/' OR (
        current_setting('dangjian.paths', true) <> '' AND NOT EXISTS (
            SELECT 1 FROM registry_organization o
            WHERE o.parent_id IS NULL AND NOT {_below("o.path")}))
$$;
CREATE OR REPLACE FUNCTION registry_places() RETURNS SETOF bigint {_HOW} ROWS 10 AS $$
    SELECT o.id FROM unnest({_MINE}) mine(path)
    JOIN registry_organization o ON o.path >= mine.path AND o.path < mine.path || '~'
$$;
CREATE OR REPLACE FUNCTION registry_earlier_here() RETURNS SETOF bigint {_HOW} ROWS 10 AS $$
    SELECT m.person_id FROM registry_membership m
    WHERE m.organization_id IN (SELECT registry_places()) AND NOT upper_inf(m.valid)
    UNION ALL SELECT {_MYSELF}
$$;
CREATE OR REPLACE FUNCTION registry_may_see_of(who bigint) RETURNS boolean {_HOW} AS $$
    SELECT who = {_MYSELF}
        OR EXISTS (SELECT 1 FROM registry_person p WHERE p.id = who AND {_below("p.path")})
        OR EXISTS (
            SELECT 1 FROM registry_membership m
            JOIN registry_organization o ON o.id = m.organization_id
            WHERE m.person_id = who AND {_below("o.path")})
$$;
CREATE OR REPLACE FUNCTION registry_may_know(who bigint) RETURNS boolean {_HOW} AS $$
    SELECT registry_may_see_of(who) OR {_MYSELF} IS NOT NULL AND (
        EXISTS (SELECT 1 FROM registry_post p WHERE p.person_id = who)
        OR EXISTS (SELECT 1 FROM registry_rolegrant g WHERE g.holder_id = who)
        OR EXISTS (SELECT 1 FROM forum_expert e WHERE e.person_id = who)
        OR EXISTS (
            SELECT 1 FROM transfers_transfer t WHERE t.person_id = who
            AND (t.to_branch_id IN (SELECT registry_places())
                OR t.receiver_id IN (SELECT registry_places())))
        OR EXISTS (
            SELECT 1 FROM transfers_guest g
            WHERE g.person_id = who AND g.organization_id IN (SELECT registry_places()))
        OR EXISTS (
            SELECT 1 FROM handover_handover h WHERE who IN (h.giver_id, h.successor_id)
            AND (h.organization_id IN (SELECT registry_places())
                OR {_MYSELF} IN (h.giver_id, h.successor_id))))
$$;
"""  # noqa: S608

FUNCTIONS = (
    "registry_whole",
    "registry_places",
    "registry_earlier_here",
    "registry_may_see_of",
    "registry_may_know",
)


def policy_of(table: str) -> str:
    """The condition of a table's policy: everything, or what its rule says."""
    rule = GUARDED[table].replace("THIS.", f"{table}.")
    return f"CASE WHEN (SELECT registry_whole()) THEN true ELSE ({rule}) END"


def apply_guards(cursor: Any) -> None:
    """Bring functions and policies in line with the list, as the owner, within the transaction of
    the privileges. What stands already as it is written here is left alone."""
    wanted = hashlib.sha256(
        (_FUNCTIONS + "".join(map(policy_of, sorted(GUARDED)))).encode()
    ).hexdigest()
    cursor.execute("SELECT obj_description(to_regprocedure('registry_whole()'), 'pg_proc')")
    if cursor.fetchone()[0] == wanted:
        return
    cursor.execute(_FUNCTIONS)
    cursor.execute("SELECT tablename FROM pg_policies WHERE policyname = 'within_scope'")
    for (table,) in cursor.fetchall():
        name = sql.Identifier(table)
        cursor.execute(sql.SQL("DROP POLICY within_scope ON {}").format(name))
        cursor.execute(sql.SQL("ALTER TABLE {} DISABLE ROW LEVEL SECURITY").format(name))
    for table in GUARDED:
        name = sql.Identifier(table)
        cursor.execute(sql.SQL("ALTER TABLE {} ENABLE ROW LEVEL SECURITY").format(name))
        cursor.execute(
            sql.SQL("CREATE POLICY within_scope ON {} USING ({})").format(
                name, sql.SQL(policy_of(table))
            )
        )
    cursor.execute(
        sql.SQL("COMMENT ON FUNCTION registry_whole() IS {}").format(sql.Literal(wanted))
    )


def undecided_tables() -> set[str]:
    """Tables of our models that are neither guarded nor left open for a reason."""
    ours = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("dangjian.")
    }
    return ours - set(GUARDED) - set(UNGUARDED)


_NOT_YET = "personal data, filtered by its room alone so far: a policy is still to be written"
_TREE = "organizations, their names and places: open to everybody who signs in"
_KEYS = "read to find out who somebody is and what he may: accounts, roles, posts, second persons"
_OWN = "addressed to one person, or an office, who need not stand below the sender"
_PUBLIC = "written for readers of the whole district, or for everybody"
_WORKS = "how the platform works; nothing of a person"
_LOG = "evidence, read by its proofs and by the auditor: `kernel.evidence` says who and what"

_OPEN: dict[str, str] = {
    _NOT_YET: (
        "appraisal: appraisal excuse inactivity line visit;"
        "development: applicant casemove development guide paper scan steptaken vote;"
        "dues: branchaccount declaration entry relief share;"
        "handover: call handover line review;"
        "meetings: candidate count exemption item meeting voter;"
        "membership: correctionrequest datacheck errand proposeditem requesteditem step;"
        "openness: application objection personnelentry;"
        "registry: distinction import importrow merger;"
        "transfers: contactnote guest introduction transfer;"
        "voices: answer letter message notice rating referral writer"
    ),
    _TREE: (
        "registry: organization naming parentage unit unitlink committeeterm;"
        "development: localstep; dues: farmeramount; voices: mailbox channel"
    ),
    _KEYS: (
        "registry: account activationcode consent coolingoff emergency export inspection opening"
        " post restorecode rolegrant session signinbrake; voices: draft"
    ),
    _OWN: (
        "courier: channel delivery digest hours message;"
        "flow: absence bar case caseterm extension pause step todo transfer"
    ),
    _PUBLIC: (
        "feeds: entry sighting source;"
        "forum: answer consultation contribution expert opinion paper removal review seminar"
        " thread topic;"
        "honours: drive honour nomination;"
        "library: admission attachment document draft generation link reading scanpage upload;"
        "openness: audience item notice proposal;"
        "portal: article column generation picture probe publication signature submission theme;"
        "search: entry passage rebuild term uncounted"
    ),
    _WORKS: (
        "flow: edition editionpaper editionrecipient editionterm editionword procedure;"
        "kernel: holidaynotice instrument localoverride rule ruleversion tally usedformkey"
    ),
    _LOG: (
        "kernel: cosignature knownwitness leaf logcheckpoint position sm3node treenode verification"
    ),
}


def _named(rooms: str) -> list[str]:
    return [
        f"{room.strip()}_{table}"
        for room, _, tables in (one.partition(":") for one in rooms.split(";"))
        for table in tables.split()
    ]


UNGUARDED: dict[str, str] = {
    table: reason for reason, rooms in _OPEN.items() for table in _named(rooms)
}
"""Table → why it has no policy."""
