"""A development as the rules want to see it: its record, and the book it goes by."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from dangjian.development.models import (
    OPEN,
    Development,
    Edition,
    Guide,
    LocalStep,
    Outcome,
    Part,
    StepTaken,
)
from dangjian.development.rules.reckoning import Rules
from dangjian.development.rules.record import Done, Extra, Record
from dangjian.kernel import calendar, rules
from dangjian.kernel.models import Instrument
from dangjian.openness.models import Result
from dangjian.openness.models import State as NoticeState
from dangjian.registry.models import Organization

UNDER = "development."
GOOD_RESULTS = (Result.NO_OBJECTION, Result.LOOKED_INTO)


def new_rules_from() -> dt.date:
    """The day the rules of 2026 came in force."""
    return Instrument.objects.get(key="development-2026").effective_from


def rules_of_2014_from() -> dt.date:
    """The day the rules of 2014 came in force; what was done earlier went by others."""
    return Instrument.objects.get(key="development-2014").effective_from


def edition_for(applied_on: dt.date) -> Edition:
    """The rules in force on the day of an application."""
    return Edition.NEW if applied_on >= new_rules_from() else Edition.OLD


def book_for(edition: str, path: str, today: dt.date) -> Rules:
    """What a case goes by: the rules of its edition with what is stricter at its place."""
    on = _as_on(edition, new_rules_from(), today)
    return Rules(rules.book(on=on, path=path, under=UNDER), calendar.load())


def books_for(wanted: Iterable[tuple[str, str]], today: dt.date) -> dict[tuple[str, str], Rules]:
    """(edition, path) -> what its cases go by; the same queries for one place and for all."""
    turn, days = new_rules_from(), calendar.load()
    paths: dict[str, set[str]] = defaultdict(set)
    for edition, path in wanted:
        paths[edition].add(path)
    return {
        (edition, path): Rules(book, days)
        for edition, there in paths.items()
        for path, book in rules.books(
            on=_as_on(edition, turn, today), paths=there, under=UNDER
        ).items()
    }


def _as_on(edition: str, turn: dt.date, today: dt.date) -> dt.date:
    """The day whose rules hold: a case under those of 2014 goes by them as they stood last."""
    return turn - dt.timedelta(days=1) if edition == Edition.OLD else max(today, turn)


def rules_for(development: Development, today: dt.date) -> Rules:
    """The rules this case goes by today."""
    return book_for(development.edition, development.organization.path, today)


def taken_in(developments: Iterable[Development]) -> dict[int, list[StepTaken]]:
    """Case id -> its steps, oldest first, with office, notice and papers. Two queries."""
    ids = [one.pk for one in developments]
    found: dict[int, list[StepTaken]] = {pk: [] for pk in ids}
    rows = StepTaken.objects.filter(development__in=ids).select_related(
        "notice", "local", "office", "entered_by"
    )
    for row in rows.prefetch_related("papers"):
        found[row.development_id].append(row)
    return found


def _steps_of(developments: Iterable[Development]) -> dict[int, list[StepTaken]]:
    """Case id -> its steps, oldest first, with nothing but the notice. One query."""
    found: dict[int, list[StepTaken]] = {one.pk: [] for one in developments}
    for row in StepTaken.objects.filter(development__in=found).select_related("notice"):
        found[row.development_id].append(row)
    return found


def record_of(development: Development, today: dt.date) -> Record:
    """The record of one case. Four queries."""
    return records_of([development], today)[development.pk]


def records_of(developments: Sequence[Development], today: dt.date) -> dict[int, Record]:
    """Case id -> record, the same number of queries for one and for many."""
    taken = _steps_of(developments)
    guides = _guides(developments, today)
    extras = list(LocalStep.objects.select_related("organization").order_by("pk"))
    turn = new_rules_from()
    return {
        one.pk: _record(one, taken[one.pk], guides, extras, today, turn) for one in developments
    }


def _guides(developments: Sequence[Development], today: dt.date) -> dict[tuple[int, str], int]:
    counted: dict[tuple[int, str], int] = {}
    rows = Guide.objects.on(today).filter(development__in=[one.pk for one in developments])
    for key in rows.values_list("development_id", "part"):
        counted[key] = counted.get(key, 0) + 1
    return counted


def _record(
    development: Development,
    taken: Sequence[StepTaken],
    guides: dict[tuple[int, str], int],
    extras: Sequence[LocalStep],
    today: dt.date,
    turn: dt.date,
) -> Record:
    return Record(
        edition=development.edition,
        state=development.state,
        applied_on=development.applied_on,
        done=tuple(_done(row) for row in taken if row.local_id is None and not row.withdrawn_at),
        extended=development.extended,
        contacts=guides.get((development.pk, Part.CONTACT.value), 0),
        sponsors=guides.get((development.pk, Part.SPONSOR.value), 0),
        choose=must_choose(development, today, turn),
        extras=tuple(_extras(development.organization, taken, extras, today)),
    )


def must_choose(development: Development, today: dt.date, turn: dt.date) -> bool:
    """Whether a case begun under the old rules still has to be given its rules by a person."""
    return bool(
        development.applied_on < turn <= today
        and development.edition_on is None
        and development.state in OPEN
    )


def _done(row: StepTaken) -> Done:
    notice = row.notice
    return Done(
        row.step,
        row.done_on,
        Outcome(row.outcome),
        row.turn,
        until=notice.until_on if notice else None,
        clear=bool(notice and notice.state == NoticeState.CLOSED and notice.result in GOOD_RESULTS),
        days=row.days,
        hours=row.hours,
    )


def _extras(
    organization: Organization,
    taken: Sequence[StepTaken],
    extras: Sequence[LocalStep],
    today: dt.date,
) -> Iterable[Extra]:
    days = {row.local_id: row.done_on for row in taken if row.local_id and not row.withdrawn_at}
    for one in extras:
        runs = one.from_on <= today and (one.until_on is None or one.until_on >= today)
        here = organization.path.startswith(one.organization.path)
        if here and (runs or one.pk in days):
            yield Extra(one.pk, one.says, one.before, one.paper, one.document, on=days.get(one.pk))


def approver_of(organization: Organization) -> Organization | None:
    """The nearest organization at or above it that may approve admissions. One query."""
    parts = organization.path.strip("/").split("/")
    paths = ["/" + "/".join(parts[: n + 1]) + "/" for n in range(len(parts))]
    above = Organization.objects.open().filter(path__in=paths, may_approve=True)
    return above.order_by("-path").first()
