"""The sequencer of the public log is killed before any of its statements, and goes on from there.

No place is given twice, none is left out, no head covers what is not there.
"""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from dangjian.kernel.models import Leaf
from dangjian.kernel.proofs import sequencing
from dangjian.kernel.proofs.findings import Kind
from tests.environment import PROJECT
from tests.faults.placing import BATCH
from tests.kernel.proofs.written import kinds, leave, placed, verified

pytestmark = pytest.mark.faults


def place(database: str, what: str = "place", number: int = 0) -> int | None:
    """In a process of its own: how many statements it took, None if it was killed."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.placing", database, what, str(number)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    if done.returncode == -signal.SIGKILL:
        return None
    assert done.returncode == 0, done.stderr
    return int(done.stdout.split()[-1])


def test_a_sequencer_killed_before_any_statement_is_followed_by_one_that_ends_it(
    committed_db: str,
) -> None:
    sequencing.sequence()  # what setting up left, in one batch
    leave(2 * BATCH - 1)
    statements = place(committed_db)
    assert statements and statements > 16
    for number in range(1, statements + 1):
        leave(2 * BATCH - 1)  # and what the one before left behind
        assert place(committed_db, number=number) is None
        assert verified().good, number
    assert place(committed_db) is not None
    assert placed() == sorted(Leaf.objects.values_list("id", flat=True))
    report = verified()
    assert (report.good, report.waiting) == (True, 0)


def test_the_twin_that_commits_places_before_their_head_is_found_out(committed_db: str) -> None:
    sequencing.sequence()
    leave(BATCH)
    statements = place(committed_db, "place_apart")
    assert statements
    for number in range(statements, 0, -1):
        leave(BATCH)
        assert place(committed_db, "place_apart", number) is None
        if not verified().good:
            break
    assert kinds(verified()) == {Kind.UNSIGNED}
