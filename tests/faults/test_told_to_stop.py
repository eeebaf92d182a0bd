"""A database that was told to stop stays stopped while the site runs, until it is told to start."""

from __future__ import annotations

import time

import pytest

from dangjian.config import cluster
from tests.config.installation import quiet
from tests.faults.harness import District, a_site, at_work, back_after

pytestmark = pytest.mark.faults


def test_a_running_site_does_not_start_a_database_that_was_told_to_stop(
    furnished: District,
) -> None:
    with a_site(furnished) as site, at_work(site, furnished.desks, seed=1) as (tally, verdict):
        cluster.stop(site.home, quiet)
        time.sleep(1)  # answers of just before may still be on their way
        refused, acknowledged = tally.outages, tally.last_sent
        time.sleep(5)
        assert not cluster.status(site.home).running
        assert tally.outages > refused
        assert tally.last_sent == acknowledged
        moment = time.monotonic()
        cluster.ensure_running(site.home, quiet)
        back_after(site, tally, moment, "it was told to start")
    verdict.check()
    assert site.starts == 1
