"""The rehearsal: a backup is restored elsewhere on this machine, counted, and removed again."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dangjian.config import cluster
from dangjian.config.cluster.trouble import ClusterError

_ENOUGH = 4 * 3600  # seconds after which a rehearsal has failed


@dataclass(frozen=True)
class Rehearsed:
    """restored_s: seconds until the restored platform could have been opened; said: its words."""

    restored_s: float
    said: str


def rehearse(backup: Path, key: Path) -> Rehearsed:
    """Restore a backup into a place of its own and verify the evidence log there.

    Another process does it, exactly as the operator would in an emergency; every table is counted
    by `restore` itself. ClusterError, with what that process said, where it does not succeed.
    """
    with _elsewhere() as home:
        began = time.monotonic()
        what = ("restore", "--rehearsal", str(backup.absolute()))
        said = _run(home, *what, "--key", str(key.absolute()))
        took = time.monotonic() - began
        said += _run(home, "evidence", "verify")
    return Rehearsed(took, said.strip())


@contextmanager
def _elsewhere() -> Iterator[Path]:
    """A data directory that goes with everything in it. (Its path is short: sockets want that.)"""
    folder = Path(tempfile.mkdtemp(prefix="dangjian-drill-"))
    folder.chmod(0o711)  # the database's own account has to come through
    try:
        yield folder / "home"
    finally:
        cluster.discard(folder / "home", lambda _: None)
        shutil.rmtree(folder)


def _run(home: Path, *words: str) -> str:
    """What a command of the platform says on another data directory."""
    own = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("DATABASE_", "DANGJIAN_", "PG"))
    }
    done = subprocess.run(
        [sys.executable, "-P", "-m", "dangjian.config.cli", *words],
        env=own | {"DANGJIAN_HOME": str(home)},
        cwd=Path(__file__).parents[3],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=_ENOUGH,
        check=False,
    )
    if done.returncode:
        last = done.stdout.strip().splitlines()[-1:] or ["程序中断了"]
        raise ClusterError(f"演练没有通过：{last[0]}")
    return done.stdout
