"""Whatever is entered in whatever order: one standing and one branch on any day, and a person's own
row says what the dated tables say of today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Refused
from dangjian.registry.actions import people, posts, standing
from dangjian.registry.models import (
    Floating,
    LostContact,
    Membership,
    Person,
    Post,
    Standing,
    StandingKind,
)
from dangjian.registry.models.validity import Dated
from dangjian.registry.rules.people import DECISIONS, OUT
from tests.district import TODAY, District, register

JOINED = dt.date(2025, 1, 1)
Act = Callable[[Person, District], object]


class Undone(Exception):
    """Thrown to leave no trace of one example."""


days = st.integers(-5, (TODAY - JOINED).days + 5).map(lambda n: JOINED + dt.timedelta(days=n))


def _decide(kind: StandingKind, reason: int, on: dt.date) -> Act:
    def act(person: Person, district: District) -> object:
        reasons = DECISIONS.get((person.standing, kind), ("其他",))
        return standing.change_standing(
            person,
            kind=kind,
            on=on,
            reason=reasons[reason % len(reasons)],
            document="东工委〔2026〕3号",
            today=TODAY,
            by=SYSTEM,
        )

    return act


def _move(place: str, on: dt.date) -> Act:
    def act(person: Person, district: District) -> object:
        group = district.group if place == "group" else None
        branch = district.east if group else getattr(district, place)
        return people.reassign(
            person, organization=branch, group=group, on=on, today=TODAY, by=SYSTEM
        )

    return act


def _report(verb: str, on: dt.date) -> Act:
    more = {
        "report_lost": {"efforts": ""},
        "report_floating": {"destination": "杭州", "contact": ""},
    }.get(verb, {})

    def act(person: Person, district: District) -> object:
        return getattr(standing, verb)(person, on=on, today=TODAY, by=SYSTEM, **more)

    return act


acts = st.one_of(
    st.builds(_decide, st.sampled_from(list(StandingKind)), st.integers(0, 9), days),
    st.builds(_move, st.sampled_from(["east", "west", "foreign", "group"]), days),
    st.builds(
        _report,
        st.sampled_from(["report_lost", "report_found", "report_floating", "report_returned"]),
        days,
    ),
)


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(acts, min_size=1, max_size=12), st.booleans())
def test_any_history_holds_together(district: District, sequence: list[Act], full: bool) -> None:
    try:
        with transaction.atomic():
            full_on = dt.date(2025, 3, 1) if full else None
            person = register(district.west, "唐景和", joined_on=JOINED, full_on=full_on)
            if full_on:
                posts.appoint(
                    district.west, person, title="member", on=full_on, today=TODAY, by=SYSTEM
                )
            for act in sequence:
                _try(act, person, district)
                _holds_together(person)
            raise Undone
    except Undone:
        pass


def _try(act: Act, person: Person, district: District) -> None:
    """Whatever is refused changed nothing; whatever happened left one more leaf at least."""
    person.refresh_from_db()
    before = (person.version, Leaf.objects.count())
    try:
        with transaction.atomic():
            act(person, district)
    except Refused:
        person.refresh_from_db()
        assert (person.version, Leaf.objects.count()) == before
    else:
        assert Leaf.objects.count() > before[1]


def _holds_together(person: Person) -> None:
    person.refresh_from_db()
    facts = {
        model: list(model.objects.filter(person=person, valid__isempty=False))
        for model in (Standing, Membership, LostContact, Floating, Post)
    }

    def on(model: type, day: dt.date) -> list:
        return [fact for fact in facts[model] if day in fact.valid]

    for day in _days_that_matter(fact for rows in facts.values() for fact in rows):
        (held,) = on(Standing, day)
        out = held.kind in OUT
        assert len(on(Membership, day)) == (0 if out else 1), (day, held.kind)
        if out:
            assert not [on(model, day) for model in (Post, LostContact, Floating) if on(model, day)]
    (today,) = on(Standing, TODAY)
    assert person.standing == today.kind
    assert person.lost == bool(on(LostContact, TODAY))
    assert person.floating == bool(on(Floating, TODAY))
    for stay in on(Membership, TODAY):
        assert person.organization_id == stay.organization_id
        assert person.path == stay.organization.path
    assert person.joined_on == JOINED
    fulls = [fact.valid.lower for fact in facts[Standing] if fact.kind == StandingKind.FULL]
    assert person.full_on == min(fulls, default=None)


def _days_that_matter(facts: Iterable[Dated]) -> set[dt.date]:
    """Every day on which something begins or ends, and its neighbours, from joining to today."""
    found = {JOINED, TODAY}
    for fact in facts:
        for day in (fact.valid.lower, fact.valid.upper):
            found |= {day, day - dt.timedelta(1)} if day else set()
    return {day for day in found if JOINED <= day <= TODAY}
