"""The watching process starts its helpers while it forks web workers, and does not hang on that."""

from __future__ import annotations

import subprocess
import sys

from dangjian.config.keeper import pause_after
from tests.config.installation import CLEAN, PROJECT

FORK_WHILE_STARTING = """
import os, subprocess, sys, threading, time
from dangjian.config import keeper

begun, pipe, started = threading.Event(), os.pipe, []
def slow_pipe():
    ends = pipe()
    begun.set()
    time.sleep(0.5)
    return ends
os.pipe = slow_pipe
def run():
    started.append({how}([sys.executable, "-c", ""]))
starter = threading.Thread(target=run)
starter.start()
begun.wait()
child = os.fork()
if not child:
    time.sleep(30)
    os._exit(0)
starter.join({patience})
os.kill(child, 9)
print("started" if not starter.is_alive() and started else "hangs")
"""


def _outcome(how: str, patience: int) -> str:
    script = FORK_WHILE_STARTING.replace("{how}", how).replace("{patience}", str(patience))
    run = subprocess.run(
        [sys.executable, "-c", script],
        env=CLEAN | {"PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return run.stdout.strip()


def test_a_web_worker_forked_while_the_worker_of_the_jobs_starts_does_not_hold_it_up() -> None:
    assert _outcome("keeper.start", patience=20) == "started"
    assert _outcome("subprocess.Popen", patience=3) == "hangs"  # the broken twin


def test_a_worker_that_cannot_live_is_started_ever_more_rarely_and_a_killed_one_at_once() -> None:
    pauses = [0.0]
    for _ in range(12):
        pauses.append(pause_after(pauses[-1], lived=3))
    assert pauses[1:5] == [0.5, 1, 2, 4] and pauses[-1] == 60
    assert pause_after(60, lived=3600) == 0.5
