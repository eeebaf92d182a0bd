"""The disk under the data directory fills up while clerks post forms.

They are shown a page that says so and keeps what they typed. After room is made everything that was
acknowledged is there, once, and the site works again without anybody typing a command.
"""

from __future__ import annotations

import errno
import json
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest

from dangjian.config import cluster
from dangjian.config.cluster import passwords
from dangjian.config.cluster.address import embedded
from dangjian.config.cluster.places import known
from dangjian.config.cluster.server import SUPERUSER
from tests.config.installation import installation, no_real_server, quiet
from tests.faults.books import lost_so_far, report
from tests.faults.clerks import PATIENCE, Tally
from tests.faults.harness import District, Site, at_work, back_after
from tests.faults.undertaker import watched

pytestmark = pytest.mark.faults

SIZE = "110m"


@contextmanager
def small_disk(district: District) -> Iterator[Path]:
    """A copy of the district on a disk of its own. Needs root and the right to mount."""
    with no_real_server(), installation() as home, watched(home):
        home.mkdir()
        options = ["-t", "tmpfs", "-o", f"size={SIZE},mode=755", "dangjian-test", str(home)]
        if subprocess.call(["mount", *options], stderr=subprocess.DEVNULL):
            pytest.skip("may not mount a small disk")
        try:
            subprocess.run(["cp", "-a", f"{district.home}/.", home], check=True)
            marker = home / "cluster.json"
            name = {"name": home.parent.name}
            marker.write_text(json.dumps(json.loads(marker.read_text()) | name))
            yield home
        finally:
            cluster.stop(home, quiet)
            subprocess.run(["umount", "--lazy", home], check=True)


def fill(disk: Path) -> Path:
    """A file that takes all the room there is."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 65536)
        except OSError as full:
            assert full.errno == errno.ENOSPC
    return ballast


def use_up_the_log(home: Path) -> None:
    """Have the database want new files for its write-ahead log, as a busy day would."""
    found, secret = known(home), passwords.read(home)
    assert found
    assert secret
    address = embedded(found.socket, SUPERUSER, secret.superuser, "postgres")
    until = time.monotonic() + PATIENCE / 2
    while cluster.status(home).running:
        assert time.monotonic() < until, "the database goes on"
        with (
            suppress(psycopg.OperationalError),
            psycopg.connect(address, autocommit=True) as connection,
        ):
            connection.execute("SELECT pg_logical_emit_message(false, 'ballast', '')")
            connection.execute("SELECT pg_switch_wal()")
        time.sleep(0.1)


def wait_for_refusals(tally: Tally, count: int) -> None:
    until = time.monotonic() + PATIENCE / 2
    while tally.outages < count:
        assert time.monotonic() < until, "nobody notices the full disk"
        time.sleep(0.05)


def test_a_full_disk_loses_nothing_that_was_acknowledged(
    furnished: District, capsys: pytest.CaptureFixture[str]
) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    with small_disk(furnished) as home:
        site = Site(home)
        try:
            with at_work(site, furnished.desks, seed=1) as (tally, verdict):
                ballast = fill(home)
                before = tally.outages
                wait_for_refusals(tally, before + 5)
                refused = tally.outages - before
                use_up_the_log(home)
                time.sleep(3)  # it is tried in vain to bring it back
                ballast.unlink()
                took = back_after(site, tally, time.monotonic(), "room was made")
                verdict.injections["full disk"], verdict.recovery["full disk"] = 1, took
                time.sleep(1)
        finally:
            site.close()
            log = site.log.read_text()
    report(capsys, f"full disk ({refused} forms refused before the database gave up)", verdict)
    verdict.check()
    assert "磁盘已满" in log


def test_the_twin_that_says_stored_all_the_same_is_found_out(
    furnished: District, capsys: pytest.CaptureFixture[str]
) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    with small_disk(furnished) as home:
        site = Site(home, "tests.faults.twin_optimistic")
        try:
            with at_work(site, furnished.desks, seed=1) as (tally, verdict):
                ballast = fill(home)
                until = time.monotonic() + PATIENCE / 2
                while not lost_so_far(home, tally) and time.monotonic() < until:
                    time.sleep(0.2)
                ballast.unlink()
                verdict.injections["full disk"] = 1
                took = back_after(site, tally, time.monotonic(), "room was made")
                verdict.recovery["full disk"] = took
        finally:
            site.close()
    report(capsys, "twin that says stored on a full disk", verdict)
    with pytest.raises(AssertionError):
        verdict.check()
    assert verdict.lost
