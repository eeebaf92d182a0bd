"""A process is killed while it reads or enters a table: nothing half done, nothing doubled (K2).

The moments are counted, not timed: before a statement, or before a row that is copied.
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

from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.registry.actions import imports
from dangjian.registry.importing import spool
from dangjian.registry.models import Import, ImportRow, Membership, Person, Standing
from tests.district import District, build
from tests.environment import PROJECT
from tests.registry.imports_brought import begin, bring, line, table

pytestmark = pytest.mark.faults

MANY = 200
MOMENTS = 3


@dataclass
class Scene:
    """The tiny district in a database where commits are real, and a table to bring in."""

    database: str
    path: Path
    before: int

    def act(self, act: str, run: Import, *moment: str) -> dict[str, int] | None:
        """Do the act in a process of its own: what happened in it, None if it was killed."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.faults.importing", self.database, act, str(run.pk)]
            + list(moment),
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

    def entered(self) -> int:
        return Person.objects.count() - self.before


@pytest.fixture
def scene(committed_db: str, tmp_path: Path) -> Iterator[Scene]:
    district: District = build()
    rows = [line(district.west, f"共{chr(0x4E00 + n)}", n) for n in range(MANY)]
    yield Scene(committed_db, table(tmp_path, rows), Person.objects.count())


def moments(happened: dict[str, int]) -> list[tuple[str, str]]:
    """Some moments of an act, spread over it, the last one right before its end."""
    return [
        (kind, str(max(1, number * part // MOMENTS)))
        for kind, number in happened.items()
        for part in range(1, MOMENTS + 1)
    ]


def half_done(run: Import) -> list[str]:
    """What of an import and its people does not belong together."""
    run = Import.objects.get(pk=run.pk)
    people = Person.objects.filter(name__startswith="共")
    rows = ImportRow.objects.filter(run=run)
    linked = set(rows.filter(state="entered").values_list("person", flat=True))
    leaves = Leaf.objects.filter(verb="register_member", body__contains="花名册导入").count()
    wrong = {
        "some are in, some are not": people.count() not in (0, MANY),
        "people without their row": set(people.values_list("pk", flat=True)) != linked,
        "people without their leaf": leaves != people.count(),
        "no branch": Membership.objects.filter(person__in=people).count() != people.count(),
        "no standing": Standing.objects.filter(person__in=people).count() != 2 * people.count(),
        "rows of a reading that died": rows.count() not in (0, MANY + 1),
        "a file that is gone too early": not rows.exists() and not spool.place(run.uid).exists(),
        "entered, and nobody there": run.state == "entered" and not people.exists(),
    }
    return [sentence for sentence, so in wrong.items() if so]


def test_a_killed_reading_leaves_nothing_and_is_done_again(scene: Scene) -> None:
    happened = scene.act("read", begin(scene.path))
    assert happened
    run = begin(scene.path)
    for moment in moments(happened):
        assert scene.act("read", run, *moment) is None, moment
        assert not ImportRow.objects.filter(run=run).exists(), moment
        assert half_done(run) == [], moment
    assert scene.act("read", run)
    run.refresh_from_db()
    assert (run.state, ImportRow.objects.filter(run=run).count()) == ("read", MANY + 1)
    assert Leaf.objects.filter(verb="read_import", subject_uid=run.uid).count() == 1


def test_a_killed_entering_leaves_nobody_and_is_done_again(scene: Scene) -> None:
    happened = scene.act("enter", bring(scene.path, enter=False))
    assert happened
    assert scene.entered() == MANY
    imports.undo(Import.objects.latest("pk"), reason="再来一次", by=SYSTEM)
    run = bring(scene.path, enter=False)
    already = Leaf.objects.filter(verb="register_member").count()
    for moment in moments(happened):
        assert scene.act("enter", run, *moment) is None, moment
        assert not Person.objects.filter(name__startswith="共").exists(), moment
        assert Leaf.objects.filter(verb="register_member").count() == already, moment
    assert scene.act("enter", run)
    assert scene.act("enter", run), "done once more it changes nothing"
    people = Person.objects.filter(name__startswith="共")
    assert (people.count(), Import.objects.get(pk=run.pk).entered) == (MANY, MANY)
    assert Leaf.objects.filter(verb="register_member").count() == already + MANY


def test_the_twin_that_commits_on_the_way_is_found_out(scene: Scene) -> None:
    run = bring(scene.path, enter=False)
    assert half_done(run) == []
    assert scene.act("in_chunks", run, "row", str(MANY * 3)) is None
    assert "some are in, some are not" in half_done(run)
