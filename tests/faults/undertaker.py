"""Run as a command: clears away what a test left running when the test itself was killed.

It waits at the end of a pipe that only the test holds open; nobody else ends these servers.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from dangjian.config import cluster
from tests.config.installation import CLEAN, PROJECT, quiet, remove


@contextmanager
def watched(home: Path) -> Iterator[None]:
    """Everything of this data directory ends with this process, however it ends."""
    undertaker = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.undertaker", str(home)],
        env=CLEAN | {"PYTHONPATH": str(PROJECT)},
        stdin=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        yield
    finally:
        undertaker.kill()
        undertaker.wait()


def bury(home: Path) -> None:
    """End the site and the database of a data directory and remove it."""
    for process in psutil.process_iter(["environ"]):
        environment = process.info["environ"] or {}
        if environment.get("DANGJIAN_HOME") == str(home):
            process.kill()
    if (home / "cluster.json").exists():
        cluster.stop(home, quiet)
        remove(home)
    if os.path.ismount(home):
        subprocess.run(["umount", "--lazy", home], check=False)
    shutil.rmtree(home.parent)


if __name__ == "__main__":
    sys.stdin.read()
    bury(Path(sys.argv[1]))
