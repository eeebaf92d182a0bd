"""Whatever happens to transfers in whatever order: nobody in two branches, nobody in none."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable

import pytest
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused
from dangjian.registry.models import Membership, Organization, Person
from dangjian.registry.models.validity import since
from dangjian.transfers.actions import arriving, moving, starting
from dangjian.transfers.models import CLOSED, Stage, Transfer
from dangjian.transfers.rules import FLOWS, Part
from tests.district import TODAY, District, register
from tests.transfers.moved import committees

pytestmark = pytest.mark.django_db

FIRST = dt.date(2026, 9, 1)
SOME = Actor(account_id=None, role="office")
NAMES = ("秦书岚", "冯若谷", "苏晚照")
PLACES = ("east", "west", "foreign")

# A day, whom it is about, where to, and which of the open moves is made.
acts = st.tuples(
    st.integers(0, (TODAY - FIRST).days),
    st.integers(0, len(NAMES) - 1),
    st.sampled_from(PLACES),
    st.integers(0, 9),
    st.integers(0, 6),
)


class Undone(Exception):
    """Thrown to leave no trace of one example."""


@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(acts, min_size=3, max_size=16))
def test_everybody_is_in_one_branch_on_every_day(
    district: District, sequence: list[tuple[int, int, str, int, int]]
) -> None:
    """The member counts at the old branch all the time in transit, and at the new one from the day
    of acceptance: on every day exactly once, and every branch's sum is that of its members."""
    committees(district)
    try:
        with transaction.atomic():
            people = [
                register(getattr(district, PLACES[n]), name) for n, name in enumerate(NAMES)
            ]
            for days, whom, place, choice, back in sorted(sequence, key=lambda one: one[0]):
                now = dt.datetime.combine(
                    FIRST + dt.timedelta(days), dt.time(12), dt.timezone(dt.timedelta(hours=8))
                )
                _move_on(people[whom], getattr(district, place), choice, back, now)
                _holds_together(people)
            raise Undone
    except Undone:
        pass


def _move_on(
    person: Person, place: Organization, choice: int, back: int, now: dt.datetime
) -> None:
    """One of the moves that are open for him, or a transfer begun; whatever is refused is not."""
    transfer = Transfer.objects.filter(person=person).exclude(state__in=CLOSED).first()
    try:
        with transaction.atomic():
            if transfer is None:
                starting.start(
                    Person.objects.get(pk=person.pk),
                    to=place,
                    reason="调动",
                    part=Part.OLD_BRANCH,
                    now=now,
                    by=SOME,
                )
            else:
                _go(transfer, place, choice, now.date() - dt.timedelta(back), now)
    except Refused:
        return


def _go(
    transfer: Transfer, place: Organization, choice: int, on: dt.date, now: dt.datetime
) -> None:
    flow = FLOWS[transfer.way]
    moves = [m for m in flow.moves if transfer.state in m.from_]
    move = moves[choice % len(moves)]
    facts = {
        "part": next(part for part in Part if part in move.who),
        "seen": transfer.case.round,
        "now": now,
        "by": SOME,
    }
    special: dict[str, Callable[[], object]] = {
        "pass_on": lambda: moving.pass_on(transfer, **facts),
        "receive": lambda: moving.receive(transfer, branch=place, **facts),
        "place": lambda: arriving.place(transfer, on=on, **facts),
    }
    if move.name in ("issue", "reissue"):
        until = now.date() + dt.timedelta(days=30)
        moving.approve(transfer, dues_until=FIRST, valid_until=until, **facts)
    elif move.name in special:
        special[move.name]()
    else:
        moving.step(transfer, move.name, words="情况有变", **facts)


def _holds_together(people: list[Person]) -> None:
    stays = list(Membership.objects.filter(person__in=people, valid__isempty=False))
    transfers = Transfer.objects.filter(person__in=people, state=Stage.PLACED)
    ends = {day for stay in stays for day in (stay.valid.lower, stay.valid.upper) if day}
    days = {FIRST, TODAY} | {day + dt.timedelta(n) for day in ends for n in (-1, 0)}
    for day in sorted(day for day in days if FIRST <= day <= TODAY):
        held = Counter(stay.person_id for stay in stays if day in stay.valid)
        assert held == {person.pk: 1 for person in people}, day
    for one in transfers:
        [stay] = [s for s in stays if s.person_id == one.person_id and one.settled_on in s.valid]
        assert (stay.valid.lower, stay.organization_id) == (one.settled_on, one.to_branch_id)
    for person in people:
        person.refresh_from_db()
        [now] = [s for s in stays if s.person_id == person.pk and s.valid.upper is None]
        assert person.organization_id == now.organization_id


def test_the_check_of_histories_can_fail(district: District) -> None:
    """The broken twin: a day between two branches, and it goes red."""
    person = register(district.east, NAMES[0])
    _holds_together([person])
    Membership.objects.filter(person=person).update(
        valid=DateRange(dt.date(2012, 7, 1), dt.date(2026, 10, 1))
    )
    Membership.objects.create(
        person=person,
        organization=district.west,
        arrival="reorganized",
        valid=since(dt.date(2026, 10, 3)),
    )
    with pytest.raises(AssertionError):
        _holds_together([person])
