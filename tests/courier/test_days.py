"""M4 as properties: whatever happens, one digest a day, nothing in quiet hours, nothing lost."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dangjian.courier import actions, reading, sending, transports
from dangjian.courier.models import Delivery, Kind, Matter, Message, State, Urgency
from dangjian.courier.rules import Times, check_times
from dangjian.courier.transports import NotSent
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.refusal import Refused
from dangjian.registry.models import Person
from tests.courier.told import DAY, HOUR, MINUTE, NOON, Gateway, verified
from tests.district import District

hours = st.integers(0, 23)


@st.composite
def times(draw: Any) -> Times:
    """Hours as somebody may choose them."""
    chosen = Times(draw(hours), draw(hours), draw(hours))
    try:
        check_times(chosen)
    except Refused:
        return Times(chosen.quiet_from, chosen.quiet_until, chosen.quiet_until)
    return chosen


# --- hours ----------------------------------------------------------------------------------------


@given(times(), st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2027, 1, 1)))
def test_the_first_moment_that_is_not_quiet_is_not_quiet_and_the_first(
    chosen: Times, moment: dt.datetime
) -> None:
    """M4: somebody is told within a day, and never earlier than he may be."""
    opens = chosen.opens_at(moment)
    assert moment <= opens < moment + DAY
    assert not chosen.quiet(opens.hour)
    if opens > moment:
        assert chosen.quiet(moment.hour) and chosen.quiet((opens - MINUTE).hour)
        assert all(
            chosen.quiet((moment + n * HOUR).hour) for n in range(24) if moment + n * HOUR < opens
        )


@given(times())
def test_every_day_has_a_moment_for_its_digest(chosen: Times) -> None:
    moments = [NOON.replace(hour=hour) for hour in range(24)]
    due = [moment for moment in moments if chosen.digest_due(moment)]
    assert due and due[0].hour == chosen.digest_at


def test_quiet_over_midnight_by_the_defaults() -> None:
    usual = Times()
    assert [hour for hour in range(24) if not usual.quiet(hour)] == list(range(8, 21))
    assert usual.opens_at(NOON.replace(hour=21)) == NOON.replace(hour=8) + DAY
    assert usual.opens_at(NOON.replace(hour=3)) == NOON.replace(hour=8)


# --- some days of a person ------------------------------------------------------------------------


@dataclass
class Life:
    """A person with a mail channel, the worker, and a gateway that is down for some hours."""

    person: Person
    times: Times
    down: frozenset[int]
    sent: list[tuple[dt.datetime, str, str]] = field(default_factory=list)
    now: dt.datetime = NOON

    def gateway(self, kind: Kind, to: str, title: str, body: str, key: str) -> None:
        if self.now.hour in self.down:
            raise NotSent("网关没有接收")
        self.sent.append((self.now, key, body))

    def tick(self) -> None:
        """What the worker does in an hour; where nothing can be due it is not even asked."""
        if self.times.digest_due(self.now):
            sending.gather_digests(self.now)
        if Delivery.objects.filter(state=State.QUEUED, due_at__lte=self.now).exists():
            sending.send_due(lambda: self.now)

    def told(self, urgency: Urgency, ends_today: bool) -> Message:
        (message,) = actions.tell(
            self.person,
            "请看一看",
            matter=Matter.TERM if ends_today else Matter.TODO,
            urgency=urgency,
            ends_today=ends_today,
            now=self.now,
            by=SYSTEM,
        )
        return message


events = st.tuples(
    st.integers(0, 47),  # the hour it happens in
    st.sampled_from(["now", "can_wait", "ends_today", "read"]),
)


@pytest.mark.django_db
@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(times(), st.lists(events, max_size=12), st.frozensets(hours, max_size=20))
def test_one_digest_a_day_nothing_in_quiet_hours_and_nothing_lost(
    district: District,
    gateway: Gateway,
    chosen: Times,
    happens: list[tuple[int, str]],
    down: frozenset[int],
) -> None:
    """M4: two days of a person whose gateway fails for hours, then two days of calm."""
    with _undone(), pytest.MonkeyPatch.context() as patch:
        person = district.people["member"]
        verified(person, now=NOON - DAY)
        actions.set_times(person, chosen, by=SYSTEM)
        life = Life(person, chosen, down)
        patch.setattr(transports, "send", life.gateway)
        _live(life, happens)
        _judge(life)


def _live(life: Life, happens: list[tuple[int, str]]) -> None:
    begin = NOON.replace(hour=0)
    for step in range(4 * 24):
        life.now = begin + step * HOUR
        if step == 2 * 24:
            life.down = frozenset()
        for what in [what for at, what in happens if at == step]:
            if what == "read":
                first = Message.objects.filter(person=life.person, read_at__isnull=True).first()
                if first is not None:
                    reading.read(life.person.pk, first.pk, life.now)
            elif what == "ends_today":
                life.told(Urgency.NOW, True)
            else:
                life.told(Urgency(what), False)
        life.tick()


def _judge(life: Life) -> None:
    bodies = [(at, body) for at, _, body in life.sent]
    digests = [at.date() for at, body in bodies if "不能等" not in body]
    assert max(Counter(digests).values(), default=0) <= 1, "two digests in a day"
    assert len({key for _, key, _ in life.sent}) == len(life.sent), "one delivery sent twice"
    for at, body in bodies:
        assert not life.times.quiet(at.hour) or "期限提醒" in body, f"sent at {at}"
    said = Message.objects.filter(person=life.person).exclude(matter=Matter.ACCOUNT)
    for message in said.filter(read_at__isnull=True, urgency=Urgency.CAN_WAIT):
        assert message.digest is not None, "waits for a digest for days"
        assert message.digest.deliveries.filter(state=State.SENT).exists(), "its digest was lost"
    for message in said.filter(read_at__isnull=True, urgency=Urgency.NOW):
        (delivery,) = message.deliveries.all()
        if delivery.state != State.SENT:
            assert delivery.state == State.FAILED, "neither sent nor given up"
            warned = Message.objects.filter(person=life.person, sentence__contains="没有发出去")
            assert warned.exists(), "given up without a word"


@contextmanager
def _undone() -> Iterator[None]:
    """What happens in the block is rolled back: each example begins anew."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
