"""Properties of periods, texts and the table of moves."""

from __future__ import annotations

import datetime as dt
import itertools
import uuid
from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from dangjian.flow.rules import Flow
from dangjian.kernel import terms
from dangjian.kernel.calendar import Calendar, seeds
from dangjian.openness.models import OVER, PUBLIC, State
from dangjian.openness.rules import NOTICES, periods, texts

CALENDAR = Calendar(tuple(seeds()))
DAYS = st.dates(dt.date(2025, 1, 1), dt.date(2027, 12, 31))


@given(DAYS, st.integers(1, 60))
@settings(max_examples=200)
def test_the_last_day_is_the_nth_working_day_after_posting(posted: dt.date, days: int) -> None:
    """I7: counted one by one, as people do on a wall calendar."""
    until = periods.last_day(posted, days, CALENDAR).day
    assert CALENDAR.works(until)
    span = (posted + dt.timedelta(days=n) for n in range(1, (until - posted).days + 1))
    assert sum(CALENDAR.works(day) for day in span) == days
    assert terms.last_day(posted, days, "working", CALENDAR).day == until


@given(DAYS, st.integers(1, 30), st.integers(0, 60))
@settings(max_examples=200)
def test_the_countdown_never_skips_and_ends_at_nought(
    posted: dt.date, days: int, after: int
) -> None:
    """I7: as many cells as days, on every day of the period and after it."""
    until = periods.last_day(posted, days, CALENDAR).day
    today = posted + dt.timedelta(days=after)
    found = periods.progress(posted, until, today, CALENDAR)
    assert found.total == days and len(found.cells) == days
    assert (found.left > 0) == (today <= until)
    assert found.cells.count("now") == (posted < today <= until and CALENDAR.works(today))
    if today < until:
        tomorrow = periods.progress(posted, until, today + dt.timedelta(days=1), CALENDAR)
        assert found.left - tomorrow.left in (0, 1)


@given(st.uuids(version=4))
def test_a_code_finds_its_notice_and_no_other_part_of_the_uids(uid: uuid.UUID) -> None:
    """X3."""
    first, last = texts.uids_of(texts.code_of(uid)) or (uid, uid)
    assert first <= uid <= last and last.int - first.int == (1 << 64) - 1


def paths(flow: Flow, longest: int = 9) -> Iterator[list[str]]:
    """Every path through the table to an end, without going round twice."""
    waiting = [[flow.opening]]
    while waiting:
        path = waiting.pop()
        here = _after(flow, path)
        if here in flow.closing:
            yield path
            continue
        for move in flow.moves:
            if here in move.from_ and path.count(move.name) < 2 and len(path) < longest + 4:
                waiting.append([*path, move.name])


def _after(flow: Flow, path: list[str]) -> str:
    here = ""
    for name in path:
        here = flow.move(name).to or here
    return here


def test_no_path_of_the_table_ends_a_public_notice_without_a_result_or_with_names() -> None:
    """I7, X21: whatever is done, a notice that was public ends closed with its result, or withdrawn
    with its reason; and no move leads from where names are gone back to where they stand."""
    ends = {
        (path[-1], _after(NOTICES, path))
        for path in itertools.islice(paths(NOTICES), 4000)
        if "post" in path
    }
    assert ends == {
        ("close", "closed"),
        ("conclude", "closed"),
        ("withdraw", "withdrawn"),
    }
    back = [m.name for m in NOTICES.moves if set(m.from_) & set(OVER) and m.to == State.RUNNING]
    assert back == []
    leaves = {m.name for m in NOTICES.moves if State.RUNNING in m.from_ and m.to}
    assert {NOTICES.move(name).to for name in leaves} <= set(OVER)
    into = {m.name for m in NOTICES.moves if m.to in PUBLIC and not set(m.from_) & set(PUBLIC)}
    assert into == {"post"}, "nothing becomes public but by approval"
