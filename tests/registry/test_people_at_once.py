"""Two clerks at the same moment: one act happens, the other is told in a sentence."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from django.db import connections

from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Refused
from dangjian.registry.actions import people, standing
from dangjian.registry.models import Membership, Person, Standing
from tests.district import TODAY, District, build, new_member, register

Act = Callable[[], object]


@pytest.fixture
def live(committed_db: str) -> Iterator[District]:
    """The tiny district in a database where commits are real."""
    yield build()


def at_once(*acts: Act) -> list[str]:
    """Start all acts together; what each came to: "done", or the sentence of its refusal."""
    start = threading.Barrier(len(acts))
    outcomes = [""] * len(acts)

    def run(place: int, act: Act) -> None:
        start.wait()
        try:
            act()
            outcomes[place] = "done"
        except Refused as refusal:
            outcomes[place] = refusal.sentence
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=turn) for turn in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes, key=lambda said: said != "done")


def test_one_number_registered_twice_at_once_is_one_person(live: District) -> None:
    member = new_member(live.west, "甲")
    twin = replace(member, organization=live.foreign, name="乙")

    def act(new: people.NewMember) -> Act:
        return lambda: people.register_member(new, today=TODAY, by=SYSTEM)

    first, second = at_once(act(member), act(twin))
    assert first == "done"
    assert "公民身份号码已经登记在册" in second
    assert Person.objects.filter(name__in=["甲", "乙"]).count() == 1


def test_one_number_corrected_into_two_people_at_once_stays_with_one(live: District) -> None:
    spare = new_member(live.west, "甲")
    items = {"id_number": spare.id_number, "born_on": spare.born_on, "sex": spare.sex}
    pair = [register(live.west, name) for name in ("乙", "丙")]

    def act(person: Person) -> Act:
        return lambda: people.correct_items(person, items, today=TODAY, by=SYSTEM)

    first, second = at_once(*(act(person) for person in pair))
    assert first == "done"
    assert "已经登记在册" in second


def test_two_decisions_at_once_are_one_decision(live: District) -> None:
    person = live.people["member"]

    def act(kind: str, reason: str) -> Act:
        return lambda: standing.change_standing(
            person,
            kind=kind,
            on=TODAY,
            reason=reason,
            document="东工委〔2026〕3号",
            today=TODAY,
            by=SYSTEM,
            seen=1,
        )

    first, second = at_once(act("suspended", "其他"), act("left", "除名"))
    assert first == "done"
    assert "刚被别人改过" in second
    assert Standing.objects.filter(person=person).count() == 3
    verbs = Leaf.objects.filter(subject_uid=person.uid).values_list("verb", flat=True)
    assert list(verbs).count("change_standing") == 1


def test_two_moves_at_once_leave_him_in_one_branch(live: District) -> None:
    person = live.people["member"]

    def act(branch: object) -> Act:
        return lambda: people.reassign(
            person,
            organization=branch,
            on=TODAY,
            today=TODAY,
            by=SYSTEM,  # type: ignore[arg-type]
        )

    first, second = at_once(act(live.west), act(live.foreign))
    assert first == "done"
    assert "日期应晚于 2026-11-23" in second
    person.refresh_from_db()
    stay = Membership.objects.current().get(person=person)
    assert (stay.organization_id, person.path) == (person.organization_id, stay.organization.path)
