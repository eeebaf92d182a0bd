"""Whatever is killed while clerks post forms: what they were told is stored is stored, once.

The same trial is shown to go red: without form keys, and with a database that does not wait for
the disk.
"""

from __future__ import annotations

import os
import random
import time

import pytest

from tests.faults.books import lost_so_far, report
from tests.faults.clerks import PATIENCE, Tally
from tests.faults.harness import District, a_site, order_of, trial

SEED = int(os.environ.get("SEED", "0")) or int(time.time())


def _strikes(count: int) -> list[str]:
    return order_of(count, random.Random(SEED))


def _kills(district: District, count: int, forms: int, capsys: pytest.CaptureFixture[str]) -> None:
    """So many kills, each after so many more forms, at any moment."""
    dice = random.Random(SEED)

    def some_work(tally: Tally) -> None:
        tally.wait_for_work(forms, 5.0)
        time.sleep(dice.uniform(0, 0.2))

    with a_site(district) as site:
        verdict = trial(site, district.desks, _strikes(count), seed=SEED, before=some_work)
    report(capsys, f"kill test (SEED={SEED}, site started {site.starts}x)", verdict)
    verdict.check()


@pytest.mark.guards
def test_nothing_acknowledged_is_lost_or_doubled_whatever_is_killed(
    furnished: District, capsys: pytest.CaptureFixture[str]
) -> None:
    _kills(furnished, int(os.environ.get("KILLS", "4")), 4, capsys)


@pytest.mark.faults
def test_without_form_keys_the_trial_goes_red(
    furnished: District, capsys: pytest.CaptureFixture[str]
) -> None:
    """Lost lines and double clicks are enough: a form that is sent twice happens twice."""

    def several_repeats(tally: Tally) -> None:
        while tally.repeats < 20:
            assert tally.wait_for_work(1, PATIENCE)

    with a_site(furnished, "tests.faults.twin_without_keys") as site:
        verdict = trial(site, furnished.desks, ["worker"], seed=SEED, before=several_repeats)
    report(capsys, f"twin without form keys (SEED={SEED})", verdict)
    with pytest.raises(AssertionError):
        verdict.check()
    assert verdict.doubled


@pytest.mark.faults
def test_without_waiting_for_the_disk_the_trial_goes_red(
    furnished: District, capsys: pytest.CaptureFixture[str]
) -> None:
    def an_acknowledgement(tally: Tally) -> None:
        tally.wait_for_post_after(time.monotonic(), PATIENCE)

    with a_site(furnished, "tests.faults.twin_without_waiting") as site:
        verdict = trial(
            site,
            furnished.desks,
            ["database"] * 8,
            seed=SEED,
            before=an_acknowledgement,
            enough=lambda tally: lost_so_far(site.home, tally),
        )
    report(capsys, f"twin that does not wait for the disk (SEED={SEED})", verdict)
    with pytest.raises(AssertionError):
        verdict.check()
    assert verdict.lost


@pytest.mark.faults
def test_a_hundred_kills(furnished: District, capsys: pytest.CaptureFixture[str]) -> None:
    _kills(furnished, int(os.environ.get("KILLS", "100")), 12, capsys)
