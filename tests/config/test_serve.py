"""The web server ends when it is told to or killed, and never takes the database with it."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from dangjian.config import cluster
from dangjian.config.serve import trouble_with
from tests.config.installation import CLEAN, PROJECT, living, postmaster, quiet


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answer(port: int) -> int | None:
    """Status of a page that does not exist, or None where nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/nowhere/")
        return connection.getresponse().status
    except OSError:
        return None
    finally:
        connection.close()


def _wait_for(port: int) -> None:
    until = time.monotonic() + 90
    while _answer(port) is None:
        assert time.monotonic() < until, "the web server does not answer"
        time.sleep(0.1)


@pytest.fixture
def served(running: Path, tmp_path: Path) -> Iterator[tuple[psutil.Process, int]]:
    port = _free_port()
    with (tmp_path / "log").open("w") as log:
        child = subprocess.Popen(
            [sys.executable, "-P", "-m", "dangjian.config.serve", str(port)],
            env=CLEAN | {"DANGJIAN_HOME": str(running), "PYTHONPATH": str(PROJECT)},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    server = psutil.Process(child.pid)
    try:
        _wait_for(port)
        yield server, port
    finally:  # one that never answered would otherwise start its worker until the suite ends
        for process in [server, *server.children()] if living([server]) else []:
            process.kill()
        child.wait()


def test_ctrl_c_stops_the_web_server_and_nothing_else(
    running: Path, served: tuple[psutil.Process, int]
) -> None:
    server, port = served
    workers = server.children()
    os.killpg(server.pid, signal.SIGINT)
    assert server.wait(timeout=10) == 0
    assert living(workers) == []
    assert trouble_with(port) is None
    assert postmaster(running).is_running()


@pytest.mark.faults
def test_a_killed_web_server_leaves_no_worker_behind_on_its_port(
    served: tuple[psutil.Process, int],
) -> None:
    server, port = served
    workers = server.children()
    server.kill()
    assert trouble_with(port) is None
    assert living(workers) == []


@pytest.mark.faults
def test_killed_workers_are_replaced_again_and_again(
    served: tuple[psutil.Process, int],
) -> None:
    server, port = served
    for _ in range(3):
        for worker in server.children():
            worker.kill()
        time.sleep(0.5)
        _wait_for(port)
    assert server.is_running()


@pytest.mark.faults
def test_a_killed_database_is_brought_back_without_anybody_typing_a_command(
    running: Path, served: tuple[psutil.Process, int]
) -> None:
    killed = postmaster(running)
    killed.kill()
    until = time.monotonic() + 20
    while not cluster.status(running).running:
        assert time.monotonic() < until
        time.sleep(0.1)
    cluster.ensure_running(running, quiet)
    assert postmaster(running).pid != killed.pid


def test_a_database_that_was_told_to_stop_stays_stopped(made: Path) -> None:
    cluster.ensure_running(made, quiet)
    assert not cluster.went_down(made)
    killed = postmaster(made)
    killed.kill()
    while living([killed]):
        time.sleep(0.01)
    assert cluster.went_down(made)
    cluster.ensure_running(made, quiet)
    cluster.stop(made, quiet)
    assert not cluster.went_down(made)
