"""Whoever must not have a case neither gets it nor finds it, whatever he holds (J3)."""

from __future__ import annotations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dangjian.flow import actions, queries
from dangjian.flow.models import Task
from dangjian.flow.queries.offices import holders
from dangjian.flow.rules import Office, may_do
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.authority import Purpose, viewer_of
from dangjian.registry.models import Organization, Person
from tests.district import ROLES, TODAY, District
from tests.flow.probe import NOON, PROBE, case_of, handled, move, office, opened, who

PLACES = ("root", "street", "other_street", "east", "west", "foreign", "group")
PEOPLE = ("member", "secretary", "clerk", "organizer", "office", "foreigner")
WHOM = st.one_of(st.sampled_from(PLACES[1:]), st.sampled_from(PEOPLE))


def named(district: District, name: str) -> Organization | Person:
    return district.people.get(name) or getattr(district, name)


def within(person: Person, place: Organization) -> bool:
    """Worked out by hand: whether somebody works or is a member below a place."""
    held = [grant.organization.path for grant in person.grants.all()]
    held += [post.organization.path for post in person.posts.all()]
    return any(path.startswith(place.path) for path in [*held, person.path])


def barred(person: Person, whom: Organization | Person) -> bool:
    return person == whom if isinstance(whom, Person) else within(person, whom)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_no_to_do_ever_reaches_whoever_is_barred(district: District, data: st.DataObject) -> None:
    with transaction.atomic():
        first = [named(district, one) for one in data.draw(st.sets(WHOM, max_size=2))]
        letter = opened(district, barred=[(whom, "来信反映的就是他") for whom in first])
        case = case_of(letter)
        for _ in range(data.draw(st.integers(1, 6))):
            _try(district, letter, data)
        bars = [bar.organization or bar.person for bar in queries.standing_bars(case)]
        for todo in case.todos.filter(closed_at__isnull=True):
            place, person = todo.for_organization, todo.for_person
            for bar in bars:
                if place is not None:
                    assert not (
                        isinstance(bar, Organization) and place.path.startswith(bar.path)
                    ), todo
                else:
                    assert person is not None and bar is not None and not barred(person, bar)
            for role in ROLES:
                viewer, he = who(district, role), district.people[role]
                if any(barred(he, bar) for bar in bars if bar is not None):
                    assert not may_do(viewer, todo, TODAY), role
                    found = queries.inbox(viewer, TODAY)
                    assert todo.pk not in [row.id for row in found.rows]
                    assert queries.open_count(viewer, TODAY, 99) == found.total
        transaction.set_rollback(True)


def _try(district: District, letter: object, data: st.DataObject) -> None:
    """Give the case to somebody, or bar somebody; what is refused changes nothing."""
    whom = named(district, data.draw(st.sampled_from(PLACES + PEOPLE)))
    to = office(whom) if isinstance(whom, Organization) else whom
    what = data.draw(st.sampled_from(["give", "join", "hand_on", "bar"]))
    case = case_of(letter)  # type: ignore[arg-type]
    turn = case.todos.get(task=Task.LEAD, closed_at__isnull=True)
    try:
        with transaction.atomic():
            if what == "give" and letter.state == "received":  # type: ignore[attr-defined]
                move(letter, "accept", "registrar", to=[to])  # type: ignore[arg-type]
            elif what == "join":
                actions.ask_share(
                    letter,
                    Task.JOIN,
                    what="请协助",
                    to=[to],
                    part="handler",
                    now=NOON,
                    by=SYSTEM,  # type: ignore[arg-type]
                )
            elif what == "hand_on":
                actions.hand_on(turn, to=to, now=NOON, by=SYSTEM)
            else:
                actions.bar(case, whom, reason="应当回避", now=NOON, by=SYSTEM)
    except Refused:
        letter.refresh_from_db()  # type: ignore[attr-defined]


def test_a_case_is_taken_from_them_before_they_are_barred(district: District) -> None:
    letter = handled(district)
    case = case_of(letter)
    with pytest.raises(Refused, match="现在就在他们手里"):
        actions.bar(case, district.street, reason="来信反映的就是它", now=NOON, by=SYSTEM)
    assert queries.standing_bars(case) == []
    turn = case.todos.get(task=Task.LEAD, closed_at__isnull=True)
    with pytest.raises(Refused, match="写明为什么"):
        actions.bar(case, district.west, reason=" ", now=NOON, by=SYSTEM)
    actions.hand_on(turn, to=office(district.other_street), now=NOON, by=SYSTEM)
    one = actions.bar(case, district.street, reason="来信反映的就是它", now=NOON, by=SYSTEM)
    with pytest.raises(Refused, match="东篱街道党工委与这件事有关，不能交给它办"):
        _draft(letter, district.street)
    with pytest.raises(Refused, match="东篱社区第二党支部与这件事有关"):
        _draft(letter, district.west)
    assert queries.fit(case, [district.west, district.root]) == [district.root]
    actions.lift_bar(one, now=NOON, by=SYSTEM)
    with pytest.raises(Stale, match="已经解除"):
        actions.lift_bar(one, now=NOON, by=SYSTEM)
    _draft(letter, district.street)


def _draft(letter: object, place: Organization) -> None:
    with transaction.atomic():
        move(letter, "draft", "handler", to=[office(place)])  # type: ignore[arg-type]


def test_somebody_who_works_there_is_barred_with_his_unit(district: District) -> None:
    """He would not find it, and nobody would do it."""
    letter = opened(district, to=[office(district.other_street)], at=district.other_street)
    case = case_of(letter)
    actions.bar(case, district.street, reason="来信反映的就是它", now=NOON, by=SYSTEM)
    turn = case.todos.get(task=Task.LEAD)
    with pytest.raises(Refused, match="周望禾应当回避"):
        actions.hand_on(turn, to=district.people["clerk"], now=NOON, by=SYSTEM)
    assert isinstance(office(district.root), Office)


def test_the_last_one_of_an_office_hands_on_before_he_is_barred(district: District) -> None:
    """A to-do that nobody may do would be forgotten; whoever records the bar is told."""
    letter = opened(district, to=[office(district.street)], at=district.street)
    case = case_of(letter)
    *others, last = holders(office(district.street), TODAY)
    assert others
    for one in others:
        actions.bar(case, one, reason="亲属", now=NOON, by=SYSTEM)
    with pytest.raises(Refused, match="没有人能办这件事了"), transaction.atomic():
        actions.bar(case, last, reason="亲属", now=NOON, by=SYSTEM)
    turn = case.todos.get(task=Task.LEAD)
    actions.hand_on(turn, to=office(district.root), now=NOON, by=SYSTEM)
    assert actions.bar(case, last, reason="亲属", now=NOON, by=SYSTEM).person == last


def test_a_substitute_finds_to_dos_and_acts_for_the_other_unless_he_is_barred(
    district: District,
) -> None:
    """G3: the clerk is away, the organizer of the same street stands in for him."""
    clerk, organizer = district.people["clerk"], district.people["organizer"]
    letter = opened(district, to=[clerk])
    todo = case_of(letter).todos.get(task=Task.LEAD)
    viewer = who(district, "organizer")
    assert (queries.inbox(viewer, TODAY).total, may_do(viewer, todo, TODAY)) == (0, False)
    away = actions.go_away(
        clerk, substitute=organizer, from_on=TODAY, until_on=TODAY, today=TODAY, by=SYSTEM
    )
    [item] = queries.inbox(viewer, TODAY).rows
    assert (item.id, may_do(viewer, todo, TODAY)) == (todo.pk, True)
    assert queries.acting_for(viewer, todo, TODAY) == clerk
    assert queries.acting_for(who(district, "clerk"), todo, TODAY) is None
    actor = viewer.actor(Purpose.LETTERS, district.root.path, behalf=clerk.uid)
    move(letter, "accept", "registrar", to=[clerk], by=actor)
    step = case_of(letter).steps.get(move="accept")
    assert (step.by, step.behalf) == (organizer, clerk)
    todo = case_of(letter).todos.get(task=Task.LEAD, closed_at__isnull=True)
    actions.bar(case_of(letter), organizer, reason="亲属", now=NOON, by=SYSTEM)
    assert (queries.inbox(viewer, TODAY).total, may_do(viewer, todo, TODAY)) == (0, False)
    actions.come_back(away, today=TODAY, by=SYSTEM)
    again = viewer_of(district.accounts["organizer"], TODAY)
    assert not may_do(again, todo, TODAY)
    assert PROBE.state(letter.state).turn == "handler"
