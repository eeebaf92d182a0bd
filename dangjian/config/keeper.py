"""What the watching process keeps alive beside the web workers: the database, the jobs' worker.

In processes of their own: the watching one forks, and carries no Django.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from dangjian.config import cluster

_PAUSE = 0.5  # seconds before a worker that ended is started again; twice as many each time
_LONGEST_PAUSE = 60.0
_STEADY = 60.0  # a worker that lived so long was well
_GRACE = 8.0  # seconds in which a worker told to stop must have ended

# A process is started through a pipe that closes when it is on its way. A web worker forked in that
# moment would keep the pipe open, and whoever starts the process would wait as long as that lives.
_STARTING = threading.Lock()
os.register_at_fork(
    before=_STARTING.acquire,
    after_in_parent=_STARTING.release,
    after_in_child=_STARTING.release,
)


def start(command: list[str]) -> subprocess.Popen[bytes]:
    """Start a process in a group of its own: Ctrl-C is for the watching process, which tells it."""
    with _STARTING:
        return subprocess.Popen(command, process_group=0)


def keep_database(home: Path) -> None:
    """Bring the database back when it went down; one that was told to stop stays stopped."""
    up = [sys.executable, "-P", "-m", "dangjian.config.cli", "up"]
    while True:
        time.sleep(1)
        if cluster.went_down(home):
            print("数据库意外停止，正在恢复……", file=sys.stderr, flush=True)
            if start(up).wait():
                time.sleep(4)  # a full disk is not emptied in a second


def pause_after(pause: float, lived: float) -> float:
    """Seconds to wait before a worker that lived so long is started again, after such a pause.

    One that cannot live (no tables yet, a full disk) must not keep a core busy with its starts.
    """
    return _PAUSE if not pause or lived >= _STEADY else min(2 * pause, _LONGEST_PAUSE)


class Worker:
    """The worker of the jobs: started again whenever it ends, until it is told to stop."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._stopping = threading.Event()
        # A thread that lives as long as this process: the kernel ends the worker with its parent,
        # and takes the thread that started it for the parent.
        threading.Thread(target=self._keep, daemon=True).start()

    def stop(self) -> None:
        """End the worker. What it had begun and could not finish is taken up at the next start."""
        self._stopping.set()
        process = self._process
        if process is None:
            return
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            process.kill()

    def _keep(self) -> None:
        command = [sys.executable, "-P", "-m", "dangjian.config.worker", str(os.getpid())]
        pause = 0.0
        while not self._stopping.is_set():
            began = time.monotonic()
            self._process = start(command)
            self._process.wait()
            if self._stopping.is_set():
                return
            pause = pause_after(pause, time.monotonic() - began)
            self._stopping.wait(pause)
