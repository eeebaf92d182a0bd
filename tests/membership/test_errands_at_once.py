"""Two hands on one errand at the same moment: one act happens, the other is told in a sentence."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dangjian.flow.models import ToDo
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.membership import actions
from dangjian.membership.models import Errand
from dangjian.registry.actions import people
from dangjian.registry.models import Person
from tests.district import TODAY, District, build
from tests.membership.errands import DUE, NOON, asked, confirm, filled, helper, who
from tests.registry.test_people_at_once import at_once


@pytest.fixture
def live(committed_db: str) -> Iterator[District]:
    yield build()


def test_confirmed_and_withdrawn_at_once_is_one_of_the_two(live: District) -> None:
    errand = filled(live, asked(live))
    member = who(live, "member").myself()
    first, second = at_once(
        lambda: confirm(live, errand),
        lambda: actions.withdraw(errand, now=NOON, by=member),
    )
    assert first == "done"
    assert "刚才的操作没有办成" in second
    stored = Errand.objects.get(pk=errand.pk)
    changed = Person.objects.get(pk=errand.person_id).education == "31"
    assert changed == (stored.state == "confirmed")
    assert Leaf.objects.filter(verb="correct_items").count() == changed
    assert not ToDo.objects.filter(closed_at__isnull=True).exists()


def test_confirmed_twice_at_once_is_confirmed_once(live: District) -> None:
    errand = filled(live, asked(live))
    first, second = at_once(lambda: confirm(live, errand), lambda: confirm(live, errand))
    assert (first, "刚才的操作没有办成" in second) == ("done", True)
    assert Leaf.objects.filter(verb="correct_items").count() == 1


def test_filled_in_and_handed_on_at_once_leaves_one_open_todo(live: District) -> None:
    errand = asked(live)
    member, clerk = who(live, "member").myself(), helper(live, "clerk")
    at_once(
        lambda: filled(live, errand),
        lambda: actions.hand_on(errand, helper=clerk, due_on=DUE, now=NOON, by=member),
    )
    assert ToDo.objects.filter(errand_step__errand=errand, closed_at__isnull=True).count() == 1


def test_a_correction_at_the_moment_of_confirming_is_not_overwritten(live: District) -> None:
    errand = filled(live, asked(live))
    person = Person.objects.get(pk=errand.person_id)
    outcomes = at_once(
        lambda: confirm(live, errand, seen=person.version),
        lambda: people.correct_items(
            person, {"education": "41"}, today=TODAY, by=SYSTEM, seen=person.version
        ),
    )
    assert outcomes[0] == "done"
    assert "刚被别人改过" in outcomes[1]
    assert Leaf.objects.filter(verb="correct_items").count() == 1
