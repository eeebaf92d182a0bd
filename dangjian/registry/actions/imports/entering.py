"""The rows of which nothing is doubtful go into the register, all in one transaction (K2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import NamedTuple

from django.db import connection, transaction

from dangjian.kernel import evidence
from dangjian.kernel.copying import new_ids
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused
from dangjian.registry import progress
from dangjian.registry import rules as party_rules
from dangjian.registry.actions import foundings
from dangjian.registry.importing import known, rows, waiting
from dangjian.registry.importing.counting import settle
from dangjian.registry.importing.founding import Founding, founding_of, in_order
from dangjian.registry.importing.guests import Guests, Ready
from dangjian.registry.importing.planning import checked_at_once, uncollected
from dangjian.registry.importing.register import refresh
from dangjian.registry.importing.turns import alone, leaf, one_entering_at_a_time
from dangjian.registry.importing.waiting import Waiting
from dangjian.registry.models import (
    Import,
    ImportKind,
    ImportRow,
    ImportState,
    Organization,
    Person,
    RowState,
)
from dangjian.registry.newcomers import Reception
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
    if run.kind == ImportKind.ORGANIZATIONS:
        return _enter_organizations(run, today, by, tell)
    return _enter_members(run, today, by, tell)


# --- members ----------------------------------------------------------------------------------


def _enter_members(run: Import, today: dt.date, by: Actor, tell: progress.Tell) -> int:
    """Run by run: the database stores one run of rows while the next is opened and sealed."""
    total = waiting.doubtless(run)
    if not total:
        return 0
    tell(0, total)
    branches = kept(Organization.objects.filter(pk__in=waiting.branches_named(run)))
    reception = Reception(branches, today=today, least=party_rules.minimum_age(today))
    guests = Guests(run, reception, by)
    entered = 0
    with ThreadPoolExecutor(1) as ahead, checked_at_once():
        coming = _come(run, guests, -1, ahead, waiting.FIRST)
        while coming.rows:
            following = _come(run, guests, coming.rows[-1].position, ahead)
            entered += _receive(run, guests, coming)
            tell(entered, total)
            coming = following
    return entered


class _Coming(NamedTuple):
    """A run of rows, and what becomes of them in another thread meanwhile."""

    rows: list[Waiting]
    ready: Future[Ready]


def _come(
    run: Import,
    guests: Guests,
    position: int,
    ahead: ThreadPoolExecutor,
    most: int = waiting.MANY,
) -> _Coming:
    found = waiting.after(run, position, most)
    fit = refresh(run, found, guests.register)
    ids = new_ids(Person._meta.db_table, len(fit))
    return _Coming(found, ahead.submit(guests.receive, fit, ids))


def _receive(run: Import, guests: Guests, coming: _Coming) -> int:
    """Write a run of rows. What the register refuses of one row stays with that row."""
    ready = coming.ready.result()
    _keep_out(run, ready.refused)
    for left in reversed(range(_TRIES)):
        try:
            with transaction.atomic():
                ready.newcomers.write()
            break
        except Refused:  # a number that somebody registered this very moment
            if not left:
                raise
        fit = refresh(run, waiting.again(ready.rows), guests.register)
        ready = guests.receive(fit, new_ids(Person._meta.db_table, len(fit)))
    _link([row.pk for row in ready.rows], ready.newcomers.ids, "person_id")
    return len(ready.rows)


def _keep_out(run: Import, refused: Mapping[int, str]) -> None:
    """What the register refuses of a row stays with the row, with the register's own sentence."""
    for row in ImportRow.objects.filter(pk__in=refused) if refused else ():
        row.run = run
        one = rows.judged_of(row)
        one.amend(Issue(WHOLE_ROW, "R-REGISTER", {"sentence": refused[row.pk]}))
        rows.put_back(row, one)


def _link(entered: Sequence[int], made: Sequence[int], column: str) -> None:
    """Row by row what it became. column: ours."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE registry_importrow r SET state = 'entered', {column} = made.made"  # noqa: S608
            " FROM unnest(%s::bigint[], %s::bigint[]) AS made (id, made) WHERE r.id = made.id",
            [list(entered), list(made)],
        )


# --- organizations ----------------------------------------------------------------------------


def _enter_organizations(run: Import, today: dt.date, by: Actor, tell: progress.Tell) -> int:
    there = ImportRow.objects.filter(run=run, state=RowState.WAITING, verdict__in=DOUBTLESS)
    rows_in = list(there.order_by("position"))
    tell(0, len(rows_in))
    for row in rows_in:
        row.run = run
    rows_in = known.refresh(run, rows_in)
    ordered = in_order([(row, founding_of(row)) for row in rows_in])
    wrong = foundings.misfits([new for _, new in ordered], today=today)
    wrong |= _beyond(run, ordered)
    _keep_out(run, {ordered[at][0].pk: sentence for at, sentence in wrong.items()})
    ordered = [one for at, one in enumerate(ordered) if at not in wrong]
    if not ordered:
        return 0
    made = foundings.found_organizations([new for _, new in ordered], today=today, by=by)
    _link([row.pk for row, _ in ordered], [o.pk for o in made], "organization_id")
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
