"""Two hands at the same moment: one act happens, the other is told in a sentence."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dangjian.flow.models import ToDo
from dangjian.forum.actions import contributions, opinions
from dangjian.forum.models import Contribution, Removal, Screening
from dangjian.registry.authority import Purpose
from tests.district import District, build
from tests.forum.forum import NOON, appeal, by, hide, of, opinion, say, topic
from tests.registry.test_people_at_once import at_once


@pytest.fixture
def live(committed_db: str) -> Iterator[District]:
    yield build()


def test_two_hands_at_the_same_moment(live: District) -> None:
    """Hidden twice, decided two ways, answered twice, held twice: once each, with one to-do."""
    member = live.people["member"]
    said = say(topic(live, "clerk").thread, member)
    outcomes = at_once(lambda: hide(live, said, "clerk"), lambda: hide(live, said, "office"))
    assert outcomes[0] == "done" and "刚才的操作没有办成" in outcomes[1]
    assert Removal.objects.count() == 1

    appeal(said, of(member))
    hider = Removal.objects.get().hidden_by
    judge = "office" if hider == live.people["clerk"] else "clerk"
    actor = by(live, judge, Purpose.HEAR)
    outcomes = at_once(
        lambda: contributions.grant(said, answer="恢复", now=NOON, by=actor),
        lambda: contributions.uphold(
            said, answer="维持", now=NOON, by=by(live, "leader", Purpose.HEAR)
        ),
    )
    assert outcomes[0] == "done" and "刚才的操作没有办成" in outcomes[1]
    shown = Contribution.objects.get(pk=said.pk).state == "shown"
    assert (Removal.objects.get().outcome == "granted") == shown

    one = opinion(live)
    outcomes = at_once(
        *(
            lambda: opinions.answer(one, text="改了。", now=NOON, by=by(live, "office"))
            for _ in range(2)
        )
    )
    assert outcomes[0] == "done" and "已经答复过" in outcomes[1]

    thread = topic(live, screening=Screening.FIRST).thread
    assert at_once(lambda: say(thread, member), lambda: say(thread, None)) == ["done", "done"]
    assert ToDo.objects.filter(closed_at__isnull=True).count() == 1
