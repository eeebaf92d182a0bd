"""M4: a process is killed between act and notice, or between notice and note of it.

Nothing lost: who did not die has told. Nothing doubled: a second try has the key of the first. The
moments are counted, not timed.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from dangjian.courier.models import Delivery, Matter, Message, State
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.registry.actions import organizations
from dangjian.registry.models import Organization, Person
from tests.courier.told import verified
from tests.district import TODAY, District, build
from tests.environment import PROJECT

pytestmark = pytest.mark.faults

MOMENTS = ("3", "8", "13", "17")


@dataclass
class Scene:
    """A member with a proved mail address, in a database where commits are real."""

    database: str
    folder: Path
    member: Person

    def do(self, what: str, *moment: str) -> dict[str, int] | None:
        """In a process of its own: what happened in it, None if it was killed."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.faults.telling", self.database, str(self.folder)]
            + [what, str(self.member.pk), *moment],
            cwd=PROJECT,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        if done.returncode == -signal.SIGKILL:
            return None
        assert done.returncode == 0, done.stderr
        happened: dict[str, int] = json.loads(done.stdout.splitlines()[-1])
        return happened

    def forgotten(self) -> list[str]:
        """What of the act, its message, its delivery and its job is there without the others."""
        there = {
            "the act": Organization.objects.filter(short_name="更名以后").exists(),
            "its message": Message.objects.filter(matter=Matter.RESULT).exists(),
            "its leaf": Leaf.objects.filter(verb="tell", body__contains='"result"').exists(),
            "its delivery": Delivery.objects.filter(message__matter=Matter.RESULT).exists(),
            "its job": ProcrastinateJob.objects.count() > self.jobs,
        }
        return [what for what, so in there.items() if so] if len(set(there.values())) > 1 else []

    def letters(self) -> int:
        return sum("办理结果" in file.read_text() for file in self.folder.glob("*.json"))

    jobs: int = 0


@pytest.fixture
def scene(committed_db: str, tmp_path: Path) -> Iterator[Scene]:
    district: District = build()
    verified(district.people["member"])
    folder = tmp_path / "outbox"
    yield Scene(committed_db, folder, district.people["member"], ProcrastinateJob.objects.count())


def test_a_process_killed_between_act_and_notice_has_done_both_or_neither(scene: Scene) -> None:
    for moment in MOMENTS:
        assert scene.do("act", "statement", moment) is None, moment
        assert not Organization.objects.filter(short_name="更名以后").exists(), moment
        assert scene.forgotten() == [], moment
    assert scene.do("act")
    assert Organization.objects.filter(short_name="更名以后").exists()
    assert scene.forgotten() == []


def test_the_twin_that_commits_the_act_first_is_found_out(scene: Scene) -> None:
    happened = scene.do("act_first")
    assert happened
    _rename_back(scene)
    Message.objects.filter(matter=Matter.RESULT).delete()
    scene.jobs = ProcrastinateJob.objects.count()
    last = str(happened["statement"] - 2)
    assert scene.do("act_first", "statement", last) is None
    assert "the act" in scene.forgotten()


def test_a_process_killed_while_it_sends_loses_nothing_and_doubles_nothing(scene: Scene) -> None:
    """M4: also in the worst moment, after the gateway took it and before that is noted."""
    assert scene.do("act")
    assert scene.do("send", "handed", "1") is None
    assert (scene.letters(), _waiting()) == (1, 1)
    _let_time_pass()
    assert (scene.do("send") or {})["handed"] == 1
    assert (scene.letters(), _waiting()) == (1, 0)
    _let_time_pass()
    assert "handed" not in (scene.do("send") or {})
    assert Leaf.objects.filter(verb="deliver").count() == 1


def test_a_process_killed_at_any_moment_of_sending_is_followed_by_one_that_ends_it(
    scene: Scene,
) -> None:
    assert scene.do("act")
    for moment in ("1", "5", "9"):
        assert scene.do("send", "statement", moment) is None, moment
        assert scene.letters() <= 1, moment
        _let_time_pass()
    assert scene.do("send")
    assert (scene.letters(), _waiting()) == (1, 0)


def test_the_twin_without_keys_is_found_out(scene: Scene) -> None:
    assert scene.do("act")
    assert scene.do("send_keyless", "handed", "1") is None
    _let_time_pass()
    assert scene.do("send_keyless")
    assert scene.letters() == 2


def _waiting() -> int:
    return Delivery.objects.filter(message__matter=Matter.RESULT, state=State.QUEUED).count()


def _let_time_pass() -> None:
    """Until the next try may begin."""
    Delivery.objects.filter(state=State.QUEUED).update(due_at="2026-11-23T04:00:00Z")


def _rename_back(scene: Scene) -> None:
    branch = Organization.objects.get(short_name="更名以后")
    organizations.rename(
        branch, name="中共改回支部委员会", short_name="改回", on=TODAY, today=TODAY, by=SYSTEM
    )
