"""`kill -9` of any part of the database: the next command has it running again, nothing is lost.

Each test has a row that was committed before, and a back end that is busy when the blow falls.
"""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from dangjian.config import cluster
from dangjian.config.cluster import ClusterError, processes
from tests.config.installation import (
    ask,
    command,
    copy_of,
    installation,
    keep_busy,
    living,
    no_real_server,
    order,
    postmaster,
    quiet,
)

PATIENCE = 20.0  # seconds in which the register must be back


@pytest.fixture
def home(installed: Path) -> Iterator[Path]:
    """A running database of its own with the row 7 in the table kept."""
    with no_real_server(), copy_of(installed) as home:
        cluster.ensure_running(home, quiet)
        yield home


def _recover(home: Path) -> None:
    """The next command brings the district back, with what was committed and nothing else."""
    lock = home / "postgresql" / "postmaster.pid"
    began = time.monotonic()
    owner = cluster.ensure_running(home, quiet).owner
    assert time.monotonic() - began < PATIENCE
    assert ask(owner, "select array_agg(n) from kept") == [7]
    assert int(lock.read_text().split()[0]) == postmaster(home).pid


def _family(home: Path) -> list[psutil.Process]:
    parent = postmaster(home)
    return [parent, *parent.children()]


def test_a_killed_postmaster_leaves_a_busy_orphan_and_both_are_overcome(home: Path) -> None:
    """An orphan was once seen to block every restart for more than ninety seconds."""
    orphan = keep_busy(cluster.addresses(home).owner)
    postmaster(home).kill()
    time.sleep(0.3)
    assert living([orphan]) == [orphan.pid]
    _recover(home)
    assert living([orphan]) == []


def test_a_postmaster_that_nobody_waits_for_does_not_block_the_next(home: Path) -> None:
    """In a container whose first process reaps nobody, a killed server stays a zombie."""
    cluster.stop(home, quiet)
    negligent = command(
        home,
        "import threading, time; threading.Thread.start = lambda self: None\n"
        "from dangjian.config import cluster\n"
        "cluster.ensure_running(cluster.home()); print('up', flush=True); time.sleep(60)",
    )
    assert negligent.stdout is not None
    assert negligent.stdout.readline().strip() == "up"
    server = postmaster(home)
    server.kill()
    time.sleep(0.2)
    assert server.status() == psutil.STATUS_ZOMBIE
    _recover(home)
    assert server.status() == psutil.STATUS_ZOMBIE  # still there, and in nobody's way
    negligent.kill()
    negligent.communicate()


@pytest.mark.faults
def test_a_stopped_orphan_is_ended_by_force(home: Path) -> None:
    orphan = keep_busy(cluster.addresses(home).owner)
    orphan.suspend()
    postmaster(home).kill()
    _recover(home)
    assert living([orphan]) == []


@pytest.mark.faults
def test_a_killed_back_end_brings_the_server_down_only_for_a_moment(home: Path) -> None:
    server = postmaster(home)
    keep_busy(cluster.addresses(home).owner).kill()
    _recover(home)
    assert postmaster(home).pid == server.pid


@pytest.mark.faults
def test_the_killed_process_group_is_started_again(home: Path) -> None:
    keep_busy(cluster.addresses(home).owner)
    os.killpg(os.getpgid(postmaster(home).pid), signal.SIGKILL)
    _recover(home)


@pytest.mark.faults
def test_every_process_killed_at_once_is_started_again(home: Path) -> None:
    keep_busy(cluster.addresses(home).owner)
    for process in _family(home):
        process.kill()
    _recover(home)


@pytest.mark.faults
def test_after_a_reboot_the_old_pid_may_belong_to_somebody_else(home: Path) -> None:
    """PostgreSQL alone would refuse for ever if that process is of the same account."""
    family = _family(home)
    account = family[0].uids().real
    for process in family:
        process.kill()
    stranger = subprocess.Popen(["sleep", "60"], user=account if os.geteuid() == 0 else None)
    lock = home / "postgresql" / "postmaster.pid"
    lines = lock.read_text().splitlines()
    lock.write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n")
    _recover(home)
    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


@pytest.mark.faults
def test_a_shell_that_stands_in_the_data_folder_is_left_alone(home: Path) -> None:
    bystander = subprocess.Popen(["sleep", "60"], cwd=home / "postgresql")
    postmaster(home).kill()
    _recover(home)
    assert bystander.poll() is None
    bystander.kill()
    bystander.wait()


@pytest.mark.faults
def test_several_commands_recover_it_together(home: Path) -> None:
    keep_busy(cluster.addresses(home).owner)
    postmaster(home).kill()
    code = "from dangjian.config import cluster; cluster.ensure_running(cluster.home())"
    commands = [command(home, code) for _ in range(3)]
    said = [one.communicate(timeout=60)[0] for one in commands]
    assert [one.returncode for one in commands] == [0, 0, 0], said
    _recover(home)


@pytest.mark.faults
def test_a_server_whose_socket_was_removed_is_started_anew(home: Path) -> None:
    (home / "run" / ".s.PGSQL.5432").unlink()
    _recover(home)


@pytest.mark.faults
def test_nothing_acknowledged_is_lost_over_repeated_kills(home: Path) -> None:
    address = cluster.addresses(home).owner
    order(address, "create table told (n int primary key)")
    acknowledged: list[int] = []
    done = threading.Event()

    def insert() -> None:
        number = 0
        while not done.is_set():
            try:
                with psycopg.connect(address, autocommit=True) as connection:
                    while not done.is_set():
                        number += 1
                        connection.execute("insert into told values (%s)", [number])
                        acknowledged.append(number)
            except psycopg.Error:
                time.sleep(0.02)

    writer = threading.Thread(target=insert)
    writer.start()
    for _ in range(5):
        time.sleep(0.3)
        postmaster(home).kill()
        cluster.ensure_running(home, quiet)
    time.sleep(0.2)
    done.set()
    writer.join()
    with psycopg.connect(address) as connection:
        stored = {row[0] for row in connection.execute("select n from told")}
    assert len(acknowledged) > 50
    assert set(acknowledged) <= stored


def test_a_process_that_cannot_be_ended_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """For instance one that hangs in a read of a broken disk."""
    monkeypatch.setattr(processes, "_ENDING", ((signal.SIGCONT, 0.05),))
    stuck = subprocess.Popen(["sleep", "60"])
    with pytest.raises(ClusterError, match=f"{stuck.pid}"):
        processes.end([psutil.Process(stuck.pid)], quiet)
    stuck.kill()
    stuck.wait()


@pytest.mark.faults
def test_a_full_disk_is_named_and_what_was_saved_is_there_once_it_has_room(tmp_path: Path) -> None:
    """The last acknowledged row is the last stored one, or the one after it."""
    with no_real_server(), installation() as home:
        home.mkdir()
        if subprocess.call(["mount", "-t", "tmpfs", "-o", "size=110m,mode=755", "t", home]):
            pytest.skip("may not mount a small disk")
        try:
            owner = cluster.ensure_running(home, quiet).owner
            order(owner, "create table told (n int, ballast text)")
            last = _fill(owner)
            with pytest.raises(ClusterError, match="磁盘已满"):
                cluster.ensure_running(home, quiet)
            subprocess.run(["mount", "-o", "remount,size=300m", home], check=True)
            owner = cluster.ensure_running(home, quiet).owner
            assert ask(owner, "select max(n) from told") in {last, last + 1}
        finally:
            cluster.stop(home, quiet)
            subprocess.run(["umount", home], check=True)


def _fill(address: str) -> int:
    """Insert until the disk is full; the last number that was acknowledged."""
    number = 0
    ballast = "select %s, repeat(md5(g::text), 30) from generate_series(1, 1000) g"
    try:
        with psycopg.connect(address, autocommit=True) as connection:
            while True:
                connection.execute("insert into told " + ballast, [number + 1])
                number += 1
    except psycopg.Error:
        return number
