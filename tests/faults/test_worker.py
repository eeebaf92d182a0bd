"""The worker of the jobs: killed in the middle of one, told to stop, without a database."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator

import psutil
import psycopg
import pytest

from dangjian.config import cluster
from tests.config.installation import living, quiet
from tests.faults.harness import District, Site, a_site, kill
from tests.faults.slow_jobs import NAME

pytestmark = pytest.mark.guards


@pytest.fixture
def site(furnished: District) -> Iterator[Site]:
    with a_site(furnished, "tests.faults.slow_settings") as site:
        site.open()
        _until(lambda: _ask(site, "select count(*) from procrastinate_workers") == 1, "a worker")
        yield site


def _until(holds: Callable[[], object], what: str, patience: float = 60) -> None:
    until = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < until, f"no {what} after {patience} s"
        time.sleep(0.1)


def _ask(site: Site, question: str) -> object:
    """One figure from the site's database; None while it does not answer."""
    try:
        with psycopg.connect(cluster.addresses(site.home).owner, autocommit=True) as connection:
            row = connection.execute(question).fetchone()
    except psycopg.OperationalError:
        return None
    return row[0] if row else None


def _begin_a_slow_job(site: Site) -> None:
    _ask(
        site,
        "insert into procrastinate_jobs (queue_name, task_name, args) select 'default',"
        " 'tests.rename_slowly', jsonb_build_object('organization_id', min(id))"
        " from registry_organization where form = 'branch' returning id",
    )
    _until((site.home / "begun").exists, "sign that the job was begun")


def _is_done_once(site: Site) -> None:
    left = "select count(*) from procrastinate_jobs"
    _until(lambda: _ask(site, left) == 0, "end of the job", patience=180)
    named = f"select count(*) from registry_naming where name = '{NAME}'"
    assert _ask(site, named) == 1
    assert _ask(site, "select count(*) from kernel_leaf where verb = 'rename'") == 1


@pytest.mark.faults
def test_a_job_whose_worker_was_killed_is_taken_up_again_and_done_once(site: Site) -> None:
    _begin_a_slow_job(site)
    assert kill(site.job_worker()) == 1
    _is_done_once(site)
    assert (site.home / "begun").read_text() == "xx"


@pytest.mark.faults
def test_ctrl_c_does_not_wait_for_a_long_job_which_is_done_after_the_next_start(
    site: Site,
) -> None:
    _begin_a_slow_job(site)
    worker, began = site.job_worker(), time.monotonic()
    server = site.server()[0]
    os.killpg(server.pid, signal.SIGINT)
    psutil.wait_procs([server], timeout=30)
    assert time.monotonic() - began < 15
    assert living(worker) == []
    _is_done_once(site)


@pytest.mark.faults
def test_a_killed_site_takes_its_worker_along(site: Site) -> None:
    worker = site.job_worker()
    kill(site.server())
    _until(lambda: living(worker) == [], "end of the worker", 5)


@pytest.mark.faults
def test_the_worker_is_back_after_the_database_was_killed(site: Site) -> None:
    kill(site.database())
    _until(lambda: _ask(site, "select 1") == 1, "database")
    cluster.ensure_running(site.home, quiet)
    _ask(site, "delete from procrastinate_workers returning id")
    _until(lambda: _ask(site, "select count(*) from procrastinate_workers") == 1, "worker")
