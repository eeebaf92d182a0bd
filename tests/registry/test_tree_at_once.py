"""Changes of the tree made at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections

from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.actions import organizations, posts
from dangjian.registry.models import (
    CommitteeTerm,
    Naming,
    Organization,
    OrganizationForm,
    PostTitle,
)
from tests.district import TODAY, District, build, open_below, register


@pytest.fixture
def live(committed_db: str) -> District:
    """The tiny district, committed."""
    return build()


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each act returned or was refused with; all begin together, each on its connection."""
    ready = threading.Barrier(len(acts))
    answers: list[Any] = [None] * len(acts)

    def run(number: int, act: Callable[[], Any]) -> None:
        try:
            ready.wait()
            answers[number] = act()
        except Refused as refusal:
            answers[number] = refusal
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return answers


def test_two_moves_at_once_that_would_make_a_circle_leave_one(live: District) -> None:
    """A1: A under B and B under A in the same moment, five times over."""
    for number in range(5):
        _two_moves(live, f"甲{number}党委", f"乙{number}党委")


def _two_moves(live: District, one_name: str, two_name: str) -> None:
    one = open_below(live.street, one_name, OrganizationForm.COMMITTEE)
    two = open_below(live.street, two_name, OrganizationForm.COMMITTEE)
    answers = at_once(
        lambda: organizations.move(one, parent=two, on=TODAY, today=TODAY, by=SYSTEM),
        lambda: organizations.move(two, parent=one, on=TODAY, today=TODAY, by=SYSTEM),
    )
    refusals = [str(answer) for answer in answers if isinstance(answer, Refused)]
    assert refusals == ["新的上级在这段时间里是它自己或它的下级，不能这样移动。"]
    one.refresh_from_db()
    two.refresh_from_db()
    assert {one.path.startswith(two.path), two.path.startswith(one.path)} == {True, False}


def test_of_two_clerks_with_the_same_form_one_is_told_that_it_is_stale(live: District) -> None:
    seen = live.west.version

    def rename(name: str) -> Organization:
        return organizations.rename(
            live.west, name=name, short_name=name, on=TODAY, today=TODAY, by=SYSTEM, seen=seen
        )

    answers = at_once(lambda: rename("甲"), lambda: rename("乙"))
    assert sum(isinstance(answer, Stale) for answer in answers) == 1
    assert Naming.objects.current().filter(organization=live.west).count() == 1


def test_of_two_elections_at_once_one_is_recorded(live: District) -> None:
    first, second = register(live.west, "钟离秋"), register(live.west, "司徒岚")

    def elect(person: Any) -> CommitteeTerm:
        return posts.record_election(
            live.west,
            elected_on=TODAY,
            holders=[(person, PostTitle.SECRETARY)],
            today=TODAY,
            by=SYSTEM,
        )

    answers = at_once(lambda: elect(first), lambda: elect(second))
    assert sum(isinstance(answer, Refused) for answer in answers) == 1
    assert CommitteeTerm.objects.filter(organization=live.west).count() == 1


def test_a_branch_closed_while_a_group_is_set_up_below_it_is_not_left_with_one(
    live: District,
) -> None:
    answers = at_once(
        lambda: organizations.close(live.west, on=TODAY, today=TODAY, by=SYSTEM, reason="撤并"),
        lambda: open_below(live.west, "第一党小组", OrganizationForm.GROUP),
    )
    assert sum(isinstance(answer, Refused) for answer in answers) == 1
