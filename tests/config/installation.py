"""A data directory of its own for tests that start, kill and stop real servers."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import psycopg
import pytest

from dangjian.config import cluster
from dangjian.config.cluster.account import Account
from dangjian.config.cluster.places import known

PROJECT = Path(__file__).resolve().parents[2]
NOBODY = Account(65534, 65534, "nobody", dropped=True)
# A child of the tests sees its own data directory and no server of somebody else.
CLEAN = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith(("DATABASE_", "DANGJIAN_", "PYTEST_"))
}


@contextmanager
def no_real_server() -> Iterator[None]:
    """The embedded server, whatever the environment of the tests says."""
    with pytest.MonkeyPatch.context() as environment:
        for name in ("DATABASE_URL", "DATABASE_APP_URL", "DATABASE_AUDIT_URL"):
            environment.delenv(name, raising=False)
        yield


@contextmanager
def installation() -> Iterator[Path]:
    """A short path that every account may enter, not made yet; stopped and removed at the end.

    (pytest's own folders are 0700, which root's PostgreSQL could not enter.)
    """
    folder = Path(tempfile.mkdtemp(prefix="dj-", dir="/tmp"))
    folder.chmod(0o755)
    home = folder / "h"
    try:
        yield home
    finally:
        with no_real_server():
            remove(home)
        shutil.rmtree(folder)


@contextmanager
def copy_of(template: Path) -> Iterator[Path]:
    """A stopped installation like `template`: faster than a first start."""
    with installation() as home:
        subprocess.run(["cp", "-a", template, home], check=True)
        marker = home / "cluster.json"
        marker.write_text(json.dumps(json.loads(marker.read_text()) | {"name": home.parent.name}))
        yield home


def remove(home: Path) -> None:
    """Stop the server of `home` and remove what it keeps elsewhere."""
    if not (home / "cluster.json").exists():
        return
    cluster.stop(home, quiet)
    places = known(home)
    assert places is not None
    for elsewhere in (places.root, places.socket):
        if not elsewhere.is_relative_to(home) and elsewhere.exists():
            shutil.rmtree(elsewhere)


def quiet(sentence: str) -> None:
    """Progress nobody reads."""


def command(home: Path, code: str, **options: Any) -> subprocess.Popen[str]:
    """Python code that runs as a command of its own on this data directory."""
    return subprocess.Popen(
        [sys.executable, "-c", code],
        env=CLEAN | {"DANGJIAN_HOME": str(home), "PYTHONPATH": str(PROJECT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        **options,
    )


def as_nobody(home: Path, code: str) -> str:
    """What Python code says that an ordinary user runs on this data directory."""
    paths = [str(PROJECT), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    done = subprocess.run(
        [_interpreter_for_all(), "-c", code],
        env=CLEAN | {"DANGJIAN_HOME": str(home), "PYTHONPATH": ":".join(paths)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd="/",
        text=True,
        timeout=60,
        check=False,
        **NOBODY.process,
    )
    return done.stdout


def _interpreter_for_all() -> str:
    """A Python of this version that everybody may run: ours may lie in root's own folder."""
    name = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for path in (sys.executable, f"/usr/bin/{name}", f"/usr/local/bin/{name}"):
        asked = ["/bin/sh", "-c", '"$1" -c "import json" && cd "$2"', "sh", path, str(PROJECT)]
        if not subprocess.call(asked, stderr=subprocess.DEVNULL, cwd="/", **NOBODY.process):
            return path
    return pytest.skip("no Python or no checkout that an ordinary user may read")


def postmaster(home: Path) -> psutil.Process:
    """The running server's first process."""
    pid = cluster.status(home).pid
    assert pid is not None
    return psutil.Process(pid)


def ask(address: str, question: str) -> object:
    """The first column of the first row."""
    with psycopg.connect(address, autocommit=True) as connection:
        row = connection.execute(question).fetchone()
    return row[0] if row else None


def order(address: str, statement: str) -> None:
    """A statement without an answer, committed."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement)


def keep_busy(address: str) -> psutil.Process:
    """Start an INSERT that takes minutes; returns the back end that works on it."""
    connection = psycopg.connect(address, autocommit=True)
    backend = psutil.Process(connection.info.backend_pid)
    long = "insert into kept select length(repeat(md5(g::text), 9)) from generate_series(1, 1e9) g"

    def work() -> None:
        try:
            connection.execute(long)
        except psycopg.Error:
            connection.close()

    threading.Thread(target=work, daemon=True).start()
    until = time.monotonic() + 10
    while backend.cpu_times().user < 0.05 and time.monotonic() < until:
        time.sleep(0.02)
    return backend


def living(processes: list[psutil.Process]) -> list[int]:
    """Pids of those that still run (a zombie does not)."""
    return [
        one.pid for one in processes if one.is_running() and one.status() != psutil.STATUS_ZOMBIE
    ]


def installed() -> Iterator[Path]:
    """One stopped installation to copy from: made once in a session, with a row in it."""
    with installation() as home:
        with no_real_server():
            owner = cluster.ensure_running(home, quiet).owner
            order(owner, "create table kept (n int)")
            order(owner, "insert into kept values (7)")
            cluster.stop(home, quiet)
        yield home


def running() -> Iterator[Path]:
    """A data directory whose database runs, for tests that leave it as they found it."""
    with installation() as home:
        with no_real_server():
            cluster.ensure_running(home, quiet)
        yield home
