"""The rows of which nothing is doubtful go into the register, all in one transaction (K2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import connection

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused
from dangjian.registry.actions import foundings
from dangjian.registry.actions.people import NewMember, misfits, register_members
from dangjian.registry.importing import known, progress, rows
from dangjian.registry.importing.counting import settle
from dangjian.registry.importing.founding import Founding, founding_of, in_order
from dangjian.registry.importing.planning import uncollected, uncounted
from dangjian.registry.importing.register import refresh
from dangjian.registry.importing.turns import alone, leaf, one_entering_at_a_time
from dangjian.registry.models import (
    Import,
    ImportKind,
    ImportRow,
    ImportState,
    Organization,
    RowState,
)
from dangjian.registry.rules.imports import DOUBTLESS, Issue
from dangjian.registry.rules.imports.verdicts import WHOLE_ROW
from dangjian.registry.rules.people import kept

_TRIES = 3
_MAY_ENTER = (ImportState.READ, ImportState.ENTERING, ImportState.ENTERED)


@evidence.action
def enter(run: Import, *, today: dt.date, by: Actor, also: progress.Tell | None = None) -> Import:
    """Let the doubtless rows of an import into the register.

    All in one transaction: an entering that dies has entered nothing, and is simply done again.
    Rows whose people came into the register meanwhile are told so and stay out; what the register
    refuses of one row stays with that row. Refused: an import that was not read, or was undone.
    """
    run = alone(run)
    if run.state not in _MAY_ENTER:
        raise Refused("这份表现在不能入册：要先读完，已经撤回的请重新导入。")
    with uncollected(), progress.shown(run, ImportState.ENTERING, also) as tell:
        count = enter_doubtless(run, today, by, tell)
    run.state, run.done, run.total = ImportState.ENTERED, 0, 0
    run.error_code = run.error = ""
    settle(run, "error_code", "error")
    leaf(by, "enter_import", run, digest=run.digest, entered=count, counts=run.counts)
    return run


def enter_doubtless(run: Import, today: dt.date, by: Actor, tell: progress.Tell) -> int:
    """Enter what may go in now, within the act of the caller; how many rows did."""
    one_entering_at_a_time()
    waiting = _doubtless(run)
    tell(0, len(waiting))
    if run.kind == ImportKind.ORGANIZATIONS:
        return _enter_organizations(run, waiting, today, by)
    return _enter_members(run, waiting, today, by, tell)


def _doubtless(run: Import) -> list[ImportRow]:
    rows = ImportRow.objects.filter(run=run, state=RowState.WAITING, verdict__in=DOUBTLESS)
    waiting = list(rows.order_by("position"))
    for row in waiting:
        row.run = run
    return waiting


# --- members ----------------------------------------------------------------------------------


def _enter_members(
    run: Import, waiting: Sequence[ImportRow], today: dt.date, by: Actor, tell: progress.Tell
) -> int:
    for left in reversed(range(_TRIES)):
        waiting = refresh(run, waiting)
        if not waiting:
            return 0
        tell(len(waiting) // 10, len(waiting))
        members = _members(run, waiting)
        try:
            people = register_members(members, today=today, by=by)
            break
        except Refused:
            wrong = misfits(members, today=today)
            # Without a misfit it was a number that somebody registered this very moment.
            if not wrong and not left:
                raise
            _keep_out(waiting, wrong)
            waiting = [row for at, row in enumerate(waiting) if at not in wrong]
    tell(len(waiting) * 9 // 10, len(waiting))
    _link(waiting, [person.pk for person in people], "person_id")
    return len(waiting)


def _members(run: Import, waiting: Sequence[ImportRow]) -> list[NewMember]:
    entries = [rows.member_entry(row.opened["entry"]) for row in waiting]
    wanted = Organization.objects.filter(pk__in={entry.organization_id for entry in entries})
    branches = kept(wanted)
    document = f"花名册导入（{run.as_of:%Y-%m-%d}）"
    return [
        NewMember(
            organization=branches[entry.organization_id],
            name=entry.name,
            sex=entry.sex,
            born_on=entry.born_on,
            id_number=entry.id_number,
            joined_on=entry.joined_on,
            full_on=entry.full_on,
            ethnic=entry.ethnic,
            education=entry.education,
            occupation=entry.occupation,
            mobile=entry.mobile,
            landline=entry.landline,
            address=entry.address,
            document=document,
            id_doubt_reason=row.opened.get("reason", ""),
            # The register knows a member from joining on; what the table says stays with its row.
            lost_on=max(entry.lost_on, entry.joined_on) if entry.lost and entry.lost_on else None,
            destination=entry.destination if entry.floating else "",
            floating_since=max(run.as_of, entry.joined_on) if entry.floating else None,
        )
        for row, entry in zip(waiting, entries, strict=True)
    ]


def _keep_out(waiting: Sequence[ImportRow], wrong: dict[int, str]) -> None:
    """What the register refuses of a row stays with the row, with the register's own sentence."""
    for at, sentence in wrong.items():
        one = rows.judged_of(waiting[at])
        one.amend(Issue(WHOLE_ROW, "R-REGISTER", {"sentence": sentence}))
        rows.put_back(waiting[at], one)


def _link(waiting: Sequence[ImportRow], made: Sequence[int], column: str) -> None:
    """Row by row what it became. column: ours."""
    with uncounted(), connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE registry_importrow r SET state = 'entered', {column} = made.made"  # noqa: S608
            " FROM unnest(%s::bigint[], %s::bigint[]) AS made (id, made) WHERE r.id = made.id",
            [[row.pk for row in waiting], list(made)],
        )


# --- organizations ----------------------------------------------------------------------------


def _enter_organizations(
    run: Import, waiting: Sequence[ImportRow], today: dt.date, by: Actor
) -> int:
    waiting = known.refresh(run, waiting)
    ordered = in_order([(row, founding_of(row)) for row in waiting])
    wrong = foundings.misfits([new for _, new in ordered], today=today)
    wrong |= _beyond(run, ordered)
    _keep_out([row for row, _ in ordered], wrong)
    ordered = [one for at, one in enumerate(ordered) if at not in wrong]
    if not ordered:
        return 0
    made = foundings.found_organizations([new for _, new in ordered], today=today, by=by)
    _link([row for row, _ in ordered], [o.pk for o in made], "organization_id")
    return len(made)


def _beyond(run: Import, ordered: Sequence[Founding]) -> dict[int, str]:
    """Which rows, superiors first, would stand elsewhere than where the importer keeps the tree."""
    if run.organization is None:
        return {}
    everywhere = Organization.objects.open()
    within = set(everywhere.below(run.organization.path).values_list("name", flat=True))
    outside = everywhere.exclude(pk__in=everywhere.below(run.organization.path).values("pk"))
    within -= set(outside.values_list("name", flat=True))
    wrong = {}
    for at, (_, new) in enumerate(ordered):
        if new.superior in within:
            within.add(new.name)
        else:
            wrong[at] = "上级党组织不在您的管理范围内，请改正，或交给上级组织导入。"
    return wrong
