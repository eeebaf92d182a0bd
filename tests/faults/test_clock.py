"""The day of a site jumps ahead and back while clerks post forms: nothing is lost or doubled."""

from __future__ import annotations

import datetime as dt
import random
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from tests.config.installation import PROJECT
from tests.district import TODAY
from tests.faults.books import Verdict, report
from tests.faults.clerks import PATIENCE, Tally
from tests.faults.harness import (
    REAL,
    District,
    a_site,
    at_work,
    back_after,
    environment_of,
    set_clock,
)

pytestmark = pytest.mark.faults

SEED = 7
JUMPS = (40, 0, 400, 1, 90, 0)
"""Days ahead of the right one, and back; before it nobody held his office. Sessions and codes go by
the machine's clock, not by the day."""


def jumping(
    district: District, jumps: tuple[int, ...], between: Callable[[Tally], object], settings: str
) -> tuple[Verdict, str]:
    """The verdict on clerks at work meanwhile, and what verifying the evidence said."""
    with a_site(district, settings) as site:
        with at_work(site, district.desks, SEED) as (tally, verdict):
            for days in jumps:
                between(tally)
                set_clock(site.home, TODAY + dt.timedelta(days=days))
                moment = time.monotonic()
                took = back_after(site, tally, moment, "a jump of the clock")
                verdict.injections["clock"] += 1
                verdict.recovery["clock"] = max(took, verdict.recovery.get("clock", 0))
        time.sleep(3)  # the log is placed within a second
        told = subprocess.run(
            [sys.executable, "-P", "-m", "dangjian.config.cli", "evidence", "verify"],
            env=environment_of(site.home),
            cwd=PROJECT,
            capture_output=True,
            text=True,
            check=False,
        )
    return verdict, f"{told.returncode} {told.stdout}{told.stderr}"


def test_a_day_that_jumps_loses_doubles_and_disorders_nothing(
    furnished: District, capsys: pytest.CaptureFixture[str]
) -> None:
    def some_work(tally: Tally) -> None:
        tally.wait_for_work(8, 5.0)

    verdict, told = jumping(furnished, JUMPS * 2, some_work, REAL)
    report(capsys, "clock test", verdict)
    verdict.check()
    assert told.startswith("0 "), told


def test_the_twin_that_forgets_by_the_day_does_things_twice(
    furnished: District, capsys: pytest.CaptureFixture[str]
) -> None:
    dice = random.Random(SEED)

    def repeats(tally: Tally) -> None:
        until = tally.repeats + dice.randint(3, 5)
        while tally.repeats < until:
            assert tally.wait_for_work(1, PATIENCE)

    verdict, _ = jumping(furnished, (400, 0) * 6, repeats, "tests.faults.twin_forgetful")
    report(capsys, "twin that forgets by the day", verdict)
    with pytest.raises(AssertionError):
        verdict.check()
    assert verdict.doubled
