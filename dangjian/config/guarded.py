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
_ROSTER = (
    "(SELECT array_remove(string_to_array(concat_ws(',', current_setting('dangjian.paths', true),"
    " current_setting('dangjian.roster', true)), ','), ''))::text[]"
)
_MYSELF = "(SELECT nullif(current_setting('dangjian.person', true), '')::bigint)"


def _below(column: str, places: str = _MINE) -> str:
    """A path of the row lies in one of the subtrees. Paths end in a slash: no sibling begins so."""
    return f"{column} ^@ ANY ({places})"


def at(column: str = "organization_id") -> str:
    """A row of an organization."""
    return f"{column} IN (SELECT registry_places())"


def of(column: str = "person_id") -> str:
    """A row of a person: of a record in scope, of one who belonged to it, or one's own."""
    return f"registry_may_see_of({column})"


def of_many(column: str = "person_id") -> str:
    """The same, where many rows are read at a time: these people are gathered once for a query."""
    return f"{column} IN (SELECT registry_people_here())"


def mine(column: str) -> str:
    """A row that the person who is asking has himself to do with."""
    return f"{column} = {_MYSELF}"


def follows(column: str, table: str) -> str:
    """A row is seen with the row above it, whose own policy is asked. For tables of which few rows
    are read at a time."""
    return f"EXISTS (SELECT 1 FROM {table} above WHERE above.id = THIS.{column})"  # noqa: S608


def among(column: str, table: str) -> str:
    """The same, where many rows hang on few above them: these are gathered once for a query."""
    return f"{column} IN (SELECT above.id FROM {table} above)"  # noqa: S608


def hangs(column: str, table: str, rule: str) -> str:
    """By a rule about the row above it, `above`, whatever that one's own policy says."""
    return (
        f"EXISTS (SELECT 1 FROM {table} above"  # noqa: S608
        f" WHERE above.id = THIS.{column} AND ({rule}))"
    )


def leads(table: str, column: str) -> str:
    """A row is seen with any row that points to it."""
    return f"EXISTS (SELECT 1 FROM {table} below WHERE below.{column} = THIS.id)"  # noqa: S608


def either(*rules: str) -> str:
    return " OR ".join(f"({rule})" for rule in rules)


def _listed_or(column: str, otherwise: str) -> str:
    """What a roster shows: whoever shares a branch knows who belongs to it. The path first; what
    may take a look elsewhere is only asked of the other rows."""
    return f"CASE WHEN {_below(column, _ROSTER)} THEN true ELSE {otherwise} END"


_TOPMOST = "ARRAY(SELECT path::text FROM registry_organization WHERE parent_id IS NULL)"
_MY_ACCOUNT = f"account_id = (SELECT id FROM registry_account WHERE {mine('person_id')})"  # noqa: S608
# As in voices/queries/sight.py: by the to-dos of its case, not by rank; by nobody who is barred.
# The columns are kept by triggers (voices/migrations/0014).
_GIVEN = (
    "({0}seen_from && (SELECT registry_tops()) OR {0}seen_by && (SELECT flow_in_whose_place()))"
    " AND {0}case_id NOT IN (SELECT flow_barred_here())"
)
_WRITTEN = "letter_id IN (SELECT voices_letters_written())"
_OF_A_GIVEN_LETTER = hangs("letter_id", "voices_letter", _GIVEN.format("above."))
# As in transfers/queries/transfers.py: before it nobody learns where somebody goes.
_THERE_IS_A_LETTER = "way <> 'inside' OR state NOT IN ('checking', 'issuing', 'withdrawn')"

GUARDED: dict[str, str] = {
    "registry_person": _listed_or("path", "registry_may_know(id)"),
    # The columns `person_path` are kept by triggers (registry/migrations/0020, 0021).
    "registry_membership": _listed_or(
        "person_path",
        either(mine("person_id"), "organization_id IN (SELECT registry_places_listed())"),
    ),
    "registry_standing": _listed_or(
        "person_path", "person_id IN (SELECT registry_earlier_listed())"
    ),
    "registry_lostcontact": of(),
    "registry_floating": either(of(), "id IN (SELECT transfers_away_here())"),
    "registry_education": of(),
    "registry_employment": of(),
    "registry_relative": of(),
    "registry_stayabroad": of(),
    "registry_hardship": of(),
    "registry_sanction": of(),
    "registry_distinction": either(of("one_id"), of("other_id")),
    "registry_merger": either(of("kept_id"), of("gone_id")),
    # One for no organization is for everything below the topmost.
    "registry_import": either(
        mine("started_by_id"),
        at(),
        f"organization_id IS NULL AND {_MINE} && {_TOPMOST}",
    ),
    "registry_importrow": among("run_id", "registry_import"),
    # A development belongs to its branch, and to whoever is developed once he is in the register.
    "development_development": either(at(), mine("person_id")),
    "development_applicant": leads("development_development", "applicant_id"),
    "development_casemove": follows("development_id", "development_development"),
    "development_guide": follows("development_id", "development_development"),
    "development_vote": follows("development_id", "development_development"),
    "development_steptaken": follows("development_id", "development_development"),
    "development_paper": follows("taken_id", "development_steptaken"),
    "development_scan": follows("taken_id", "development_steptaken"),
    # Both sides of a transfer; where somebody goes nobody learns of it before there is a letter.
    "transfers_transfer": either(
        mine("person_id"),
        at("from_branch_id"),
        at("sender_id"),
        f"({_THERE_IS_A_LETTER}) AND ({at('to_branch_id')} OR {at('receiver_id')})",
    ),
    "transfers_introduction": either(
        at("issuer_id"), of(), follows("transfer_id", "transfers_transfer")
    ),
    "transfers_guest": either(at(), of(), follows("floating_id", "registry_floating")),
    "transfers_contactnote": either(
        at(), follows("guest_id", "transfers_guest"), follows("floating_id", "registry_floating")
    ),
    # An errand: the member's keepers, whoever asked for it, and whoever was asked.
    "membership_errand": either(mine("asker_id"), mine("helper_id"), of()),
    "membership_step": follows("errand_id", "membership_errand"),
    "membership_proposeditem": follows("errand_id", "membership_errand"),
    "membership_correctionrequest": of(),
    "membership_requesteditem": follows("request_id", "membership_correctionrequest"),
    "membership_datacheck": of(),
    # What was paid stands with the ledger it was booked in, and with whoever paid it.
    "dues_declaration": of(),
    "dues_entry": either(at(), of_many("payer_id")),
    "dues_share": either(at("place_id"), of_many("payer_id")),
    "dues_relief": either(at(), of_many(), mine("decided_by_id")),
    # Sums without names; a published one is for every member of what lies below.
    "dues_branchaccount": either(
        at(), "state = 'published' AND organization_id IN (SELECT registry_places_above())"
    ),
    # A member reads his own line, and no other with it.
    "appraisal_appraisal": either(at(), "id IN (SELECT appraisal_of_mine())"),
    "appraisal_line": either(
        mine("person_id"),
        hangs("appraisal_id", "appraisal_appraisal", at("above.organization_id")),
    ),
    "appraisal_excuse": of(),
    "appraisal_inactivity": of(),
    "appraisal_visit": either(at(), of()),
    # The vote on a development goes with it, also to a branch it went on at.
    "meetings_meeting": either(at(), "id IN (SELECT meetings_of_developments_here())"),
    "meetings_item": follows("meeting_id", "meetings_meeting"),
    "meetings_voter": follows("meeting_id", "meetings_meeting"),
    "meetings_exemption": follows("meeting_id", "meetings_meeting"),
    "meetings_count": follows("item_id", "meetings_item"),
    "meetings_candidate": follows("item_id", "meetings_item"),
    # Both sides of a hand-over, wherever they belong, and those above the post.
    "handover_handover": either(mine("giver_id"), mine("successor_id"), at()),
    "handover_line": follows("handover_id", "handover_handover"),
    "handover_call": follows("handover_id", "handover_handover"),
    "handover_review": hangs("cooling_off_id", "registry_coolingoff", of("above.person_id")),
    # What was published is for everybody. Who objects is seen by those who look into it, not by
    # the organization whose notice it is.
    "openness_personnelentry": either("listed_at IS NOT NULL", at(), mine("reviewed_by_id")),
    "openness_application": either(
        "published_at IS NOT NULL",
        at(),
        mine("reviewed_by_id"),
        _MY_ACCOUNT,
    ),
    "openness_objection": hangs("case_id", "flow_case", at("above.organization_id")),
    # Who wrote: himself, none of those who wrote with him, and the offices that were given the
    # letter and are not barred from it. Himself: signed in, or by the code of his receipt.
    "voices_writer": either("id IN (SELECT voices_writers_of_mine())", _OF_A_GIVEN_LETTER),
    "voices_message": either(
        _OF_A_GIVEN_LETTER,
        "writer_id IN (SELECT voices_writers_of_mine())",
        f"writer_id IS NULL AND {_WRITTEN}",
    ),
    "voices_rating": follows("writer_id", "voices_writer"),
    # The letter itself also where another was joined to it; once published, everybody. Of a
    # notice only those of one's own letter: that of another names its number and matter.
    "voices_letter": either(
        "published_at IS NOT NULL", _GIVEN.format(""), "id IN (SELECT voices_letters_of_mine())"
    ),
    "voices_answer": either(
        _OF_A_GIVEN_LETTER,
        "signed_at IS NOT NULL AND letter_id IN (SELECT voices_letters_of_mine())",
    ),
    "voices_notice": either(_OF_A_GIVEN_LETTER, _WRITTEN),
    # That somebody was led to the discipline organ is known to no office, and on no page.
    "voices_referral": "false",
}
"""Table → when one of its rows is seen by somebody whose scope is not the whole register."""

# Before a policy is asked, an index may only be used with operators that tell nothing; those of
# arrays and of patterns are none. `registry_named` and three functions about letters look instead,
# each within the scope or among what is published.
_PUBLIC_PAIRS = "public.voices_pairs(public_text || ' ' || public_answer)"
_NAMED = "string_to_array(p.name, NULL) @> string_to_array(part, NULL) AND strpos(p.name, part) > 0"
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
CREATE OR REPLACE FUNCTION registry_places_listed() RETURNS SETOF bigint {_HOW} ROWS 10 AS $$
    SELECT o.id FROM unnest({_ROSTER}) mine(path)
    JOIN registry_organization o ON o.path >= mine.path AND o.path < mine.path || '~'
$$;
CREATE OR REPLACE FUNCTION registry_places_above() RETURNS SETOF bigint {_HOW} ROWS 5 AS $$
    SELECT step::bigint FROM unnest({_ROSTER}) mine(path), string_to_table(mine.path, '/') step
    WHERE step ~ '^[0-9]+$'
$$;
CREATE OR REPLACE FUNCTION registry_earlier_here() RETURNS SETOF bigint {_HOW} ROWS 10 AS $$
    SELECT m.person_id FROM registry_membership m
    WHERE m.organization_id IN (SELECT registry_places()) AND NOT upper_inf(m.valid)
    UNION ALL SELECT {_MYSELF}
$$;
CREATE OR REPLACE FUNCTION registry_earlier_listed() RETURNS SETOF bigint {_HOW} ROWS 10 AS $$
    SELECT m.person_id FROM registry_membership m
    WHERE m.organization_id IN (SELECT registry_places_listed()) AND NOT upper_inf(m.valid)
    UNION ALL SELECT {_MYSELF}
$$;
CREATE OR REPLACE FUNCTION registry_people_here() RETURNS SETOF bigint {_HOW} ROWS 100 AS $$
    SELECT p.id FROM unnest({_MINE}) mine(path)
    JOIN registry_person p ON p.path >= mine.path AND p.path < mine.path || '~'
    UNION ALL SELECT registry_earlier_here()
$$;
CREATE OR REPLACE FUNCTION appraisal_of_mine() RETURNS SETOF bigint {_HOW} ROWS 10 AS $$
    SELECT l.appraisal_id FROM appraisal_line l WHERE l.person_id = {_MYSELF}
$$;
CREATE OR REPLACE FUNCTION meetings_of_developments_here() RETURNS SETOF bigint {_HOW} ROWS 10
AS $$
    SELECT i.meeting_id FROM development_development d
    JOIN development_vote v ON v.development_id = d.id
    JOIN meetings_item i ON i.id = v.item_id
    WHERE d.organization_id IN (SELECT registry_places())
$$;
CREATE OR REPLACE FUNCTION registry_tops() RETURNS bigint[] {_HOW} AS $$
    SELECT array_agg(substring(path FROM '([0-9]+)/$')::bigint) FROM unnest({_MINE}) mine(path)
$$;
CREATE OR REPLACE FUNCTION flow_in_whose_place() RETURNS bigint[] {_HOW} AS $$
    SELECT ARRAY(SELECT {_MYSELF}
        UNION ALL SELECT person_id FROM flow_absence WHERE {mine("substitute_id")})
$$;
CREATE OR REPLACE FUNCTION flow_barred_here() RETURNS SETOF bigint {_HOW} ROWS 10 AS $$
    SELECT case_id FROM flow_bar WHERE lifted_at IS NULL AND {mine("person_id")}
    UNION ALL SELECT case_id FROM flow_bar
    WHERE lifted_at IS NULL AND organization_id IN (SELECT registry_places_above())
$$;
CREATE OR REPLACE FUNCTION voices_writers_of_mine() RETURNS SETOF bigint {_HOW} ROWS 10 AS $$
    SELECT id FROM voices_writer WHERE {_MY_ACCOUNT}
    UNION ALL SELECT nullif(current_setting('dangjian.writer', true), '')::bigint
$$;
CREATE OR REPLACE FUNCTION voices_letters_written() RETURNS SETOF bigint {_HOW} ROWS 10 AS $$
    SELECT letter_id FROM voices_writer WHERE id IN (SELECT voices_writers_of_mine())
$$;
CREATE OR REPLACE FUNCTION voices_letters_of_mine() RETURNS SETOF bigint {_HOW} ROWS 10 AS $$
    WITH RECURSIVE mine(id) AS (
        SELECT voices_letters_written()
        UNION SELECT l.leading_id FROM mine JOIN voices_letter l ON l.id = mine.id
        WHERE l.leading_id IS NOT NULL)
    SELECT id FROM mine
$$;
CREATE OR REPLACE FUNCTION voices_sharing(marks int[], without bigint, most int)
RETURNS SETOF bigint {_HOW} ROWS 500 AS $$
    SELECT l.id FROM voices_letter l
    WHERE l.shingles && marks AND l.leading_id IS NULL AND l.text IS NOT NULL AND l.id <> without
        AND ((SELECT registry_whole()) OR {_GIVEN.format("l.")})
    ORDER BY cardinality(ARRAY(SELECT unnest(l.shingles) INTERSECT SELECT unnest(marks))) DESC,
        l.id DESC
    LIMIT most
$$;
CREATE OR REPLACE FUNCTION voices_published_with(words text[]) RETURNS SETOF bigint {_HOW}
ROWS 1000 AS $$
    SELECT id FROM voices_letter
    WHERE published_at IS NOT NULL AND {_PUBLIC_PAIRS} @> ARRAY(
        SELECT pair FROM unnest(words) word, unnest(public.voices_pairs(word)) pair)
$$;
CREATE OR REPLACE FUNCTION voices_published_near(pairs text[], most int, few int)
RETURNS TABLE (letter bigint, shared text[]) {_HOW} ROWS 100 AS $$
    WITH near AS (
        SELECT held.id FROM unnest(pairs) AS pair, LATERAL (
            SELECT id, ln(1 + most::float / count(*) OVER ()) AS worth FROM (
                SELECT id FROM voices_letter
                WHERE published_at IS NOT NULL AND {_PUBLIC_PAIRS} @> ARRAY[pair] LIMIT most
            ) AS holders
        ) AS held
        GROUP BY held.id ORDER BY sum(worth) DESC, held.id LIMIT few
    )
    SELECT id, ARRAY(SELECT unnest({_PUBLIC_PAIRS}) INTERSECT SELECT unnest(pairs))
    FROM voices_letter WHERE id IN (SELECT id FROM near)
$$;
CREATE OR REPLACE FUNCTION transfers_away_here() RETURNS SETOF bigint {_HOW} ROWS 10 AS $$
    SELECT g.floating_id FROM transfers_guest g
    WHERE g.floating_id IS NOT NULL AND g.organization_id IN (SELECT registry_places())
$$;
CREATE OR REPLACE FUNCTION registry_named(part text) RETURNS SETOF bigint {_HOW} ROWS 100 AS $$
    SELECT p.id FROM registry_person p
    WHERE (SELECT registry_whole()) AND {_NAMED}
    UNION ALL
    SELECT here.id FROM unnest({_ROSTER}) mine(path), LATERAL (
        SELECT p.id FROM registry_person p
        WHERE p.path >= mine.path AND p.path < mine.path || '~' AND {_NAMED} OFFSET 0) here
    WHERE NOT (SELECT registry_whole())
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
        EXISTS (
            SELECT 1 FROM registry_membership m
            JOIN registry_organization o ON o.id = m.organization_id
            WHERE m.person_id = who AND {_below("o.path", _ROSTER)})
        OR EXISTS (SELECT 1 FROM registry_post p WHERE p.person_id = who)
        OR EXISTS (SELECT 1 FROM registry_rolegrant g WHERE g.holder_id = who)
        OR EXISTS (SELECT 1 FROM forum_expert e WHERE e.person_id = who)
        OR EXISTS (
            SELECT 1 FROM transfers_transfer t WHERE t.person_id = who AND ({_THERE_IS_A_LETTER})
            AND (t.to_branch_id IN (SELECT registry_places())
                OR t.receiver_id IN (SELECT registry_places())))
        OR EXISTS (
            SELECT 1 FROM development_guide g JOIN development_development d
            ON d.id = g.development_id
            WHERE g.person_id = who AND d.organization_id IN (SELECT registry_places()))
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
    "registry_places_listed",
    "registry_places_above",
    "registry_earlier_here",
    "registry_earlier_listed",
    "registry_people_here",
    "appraisal_of_mine",
    "meetings_of_developments_here",
    "registry_tops",
    "flow_in_whose_place",
    "flow_barred_here",
    "voices_writers_of_mine",
    "voices_letters_written",
    "voices_letters_of_mine",
    "voices_sharing",
    "voices_published_with",
    "voices_published_near",
    "transfers_away_here",
    "registry_named",
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


_TREE = "organizations, their names and places: open to everybody who signs in"
_KEYS = "read to find out who somebody is and what he may: accounts, roles, posts, second persons"
_OWN = "addressed to one person, or an office, who need not stand below the sender"
_PUBLIC = "written for readers of the whole district, or for everybody"
_WORKS = "how the platform works; nothing of a person"
_LOG = "evidence, read by its proofs and by the auditor: `kernel.evidence` says who and what"

_OPEN: dict[str, str] = {
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
