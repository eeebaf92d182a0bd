"""The kill test: clerks post forms while parts of the site are killed; then the books are compared.

furnished() is a stopped installation with the tiny district in it, made once; a_site() a copy of it
that is served; trial() lets clerks work at a site, strikes it and gives the verdict.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from dangjian.config import cluster
from tests.config.installation import (
    CLEAN,
    PROJECT,
    copy_of,
    installation,
    no_real_server,
    quiet,
)
from tests.district import TODAY
from tests.faults.books import Verdict, judge
from tests.faults.clerks import PATIENCE, Clerk, Desk, Tally
from tests.faults.undertaker import watched

REAL = "dangjian.config.settings"


@dataclass(frozen=True)
class District:
    """A stopped installation to copy from, and the browsers that are signed in to it."""

    home: Path
    desks: tuple[Desk, ...]


def furnished() -> Iterator[District]:
    """Made once in a session."""
    with installation() as home, watched(home):
        made = subprocess.run(
            [sys.executable, "-m", "tests.faults.furnish"],
            env=environment_of(home),
            stdout=subprocess.PIPE,
            check=True,
        )
        with no_real_server():
            cluster.stop(home, quiet)
        yield District(home, tuple(Desk(**desk) for desk in json.loads(made.stdout)))


def environment_of(home: Path, settings: str = REAL) -> dict[str, str]:
    """What a process of a site sees."""
    return CLEAN | {
        "DANGJIAN_HOME": str(home),
        "DANGJIAN_CLOCK": str(_clock(home)),
        "DJANGO_SETTINGS_MODULE": settings,
        "PYTHONPATH": str(PROJECT),
    }


def _clock(home: Path) -> Path:
    """The file that says what day it is at a site; beside the data, so that it may be moved."""
    file = home.parent / "clock"
    if not file.exists():
        set_clock(home, TODAY)
    return file


def set_clock(home: Path, day: dt.date) -> None:
    """From now on it is that day, at the real time of day. Read whole or not at all."""
    draft = home.parent / "clock.new"
    draft.write_text(day.isoformat())
    draft.chmod(0o644)
    draft.replace(home.parent / "clock")


# --- the site and what can be killed ----------------------------------------------------------


class Site:
    """`dangjian serve` on a data directory, started again whenever it ends (as systemd would)."""

    def __init__(self, home: Path, settings: str = REAL) -> None:
        self.home, self.settings = home, settings
        self.port = _free_port()
        self.log = home.parent / "site.log"
        self.starts = 0
        self.closing = threading.Event()
        self.process: subprocess.Popen[bytes] | None = None
        self.keeper = threading.Thread(target=self._keep, daemon=True)

    def open(self) -> None:
        self.keeper.start()

    def close(self) -> None:
        self.closing.set()
        while self.keeper.is_alive():
            kill(self.web())
            self.keeper.join(0.1)
        kill(self.web())

    def _keep(self) -> None:
        with self.log.open("ab") as log:
            while not self.closing.is_set():
                self.starts += 1
                self.process = subprocess.Popen(
                    [sys.executable, "-P", "-m", "dangjian.config.cli", "serve"]
                    + ["--port", str(self.port)],
                    env=environment_of(self.home, self.settings),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
                self.process.wait()

    def server(self) -> list[psutil.Process]:
        """The process that watches over the workers."""
        process = self.process
        return _living(process.pid) if process and process.returncode is None else []

    def workers(self) -> list[psutil.Process]:
        return [one for one in _below(self.server()) if "dangjian.config.serve" in _words(one)]

    def job_worker(self) -> list[psutil.Process]:
        return [one for one in _below(self.server()) if "dangjian.config.worker" in _words(one)]

    def web(self) -> list[psutil.Process]:
        return [*self.server(), *_below(self.server())]

    def postmaster(self) -> list[psutil.Process]:
        return _living(cluster.status(self.home).pid)

    def back_ends(self) -> list[psutil.Process]:
        """Those that work for the application."""
        return [one for one in _below(self.postmaster()) if " dangjian_app " in _words(one)]

    def database(self) -> list[psutil.Process]:
        return [*self.postmaster(), *_below(self.postmaster())]


Strike = Callable[[Site, random.Random], list[psutil.Process]]

STRIKES: Mapping[str, Strike] = {
    "worker": lambda site, dice: _one_of(site.workers(), dice),
    "job worker": lambda site, dice: site.job_worker(),
    "server": lambda site, dice: site.server(),
    "back end": lambda site, dice: _one_of(site.back_ends(), dice),
    "postmaster": lambda site, dice: site.postmaster(),
    "database": lambda site, dice: site.database(),
    "everything": lambda site, dice: [*site.database(), *site.web()],
}
"""What one blow kills. The database and everything die within a millisecond, like a power cut."""


def order_of(count: int, dice: random.Random, kinds: Sequence[str] = tuple(STRIKES)) -> list[str]:
    """So many strikes, every kind as often as the others, in no order."""
    strikes = [kinds[number % len(kinds)] for number in range(count)]
    dice.shuffle(strikes)
    return strikes


def kill(processes: Sequence[psutil.Process]) -> int:
    """SIGKILL to each that still lives; returns how many."""
    struck = 0
    for process in processes:
        try:
            os.kill(process.pid, signal.SIGKILL)
            struck += 1
        except ProcessLookupError:
            continue
    return struck


@contextmanager
def a_site(district: District, settings: str = REAL) -> Iterator[Site]:
    """A copy of the district, served; whatever happens, nothing of it is left running."""
    with no_real_server(), copy_of(district.home) as home, watched(home):
        site = Site(home, settings)
        try:
            yield site
        finally:
            site.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _living(pid: int | None) -> list[psutil.Process]:
    try:
        return [psutil.Process(pid)] if pid else []
    except psutil.NoSuchProcess:
        return []


def _below(processes: Sequence[psutil.Process]) -> list[psutil.Process]:
    try:
        return [child for one in processes for child in one.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _words(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return ""


def _one_of(processes: list[psutil.Process], dice: random.Random) -> list[psutil.Process]:
    return [dice.choice(processes)] if processes else []


# --- the trial -----------------------------------------------------------------------------------


def trial(
    site: Site,
    desks: Sequence[Desk],
    strikes: Sequence[str],
    *,
    seed: int = 1,
    before: Callable[[Tally], object],
    enough: Callable[[Tally], object] = lambda _: False,
) -> Verdict:
    """Let clerks work at a site while it is struck, then compare what they were told with the
    books. before: waits for what has to happen before each blow. enough: asked after each.
    """
    dice = random.Random(seed)
    with at_work(site, desks, seed) as (tally, verdict):
        for kind in strikes:
            before(tally)
            _strike(site, tally, verdict, kind, dice)
            if enough(tally):
                break
    return verdict


@contextmanager
def at_work(site: Site, desks: Sequence[Desk], seed: int) -> Iterator[tuple[Tally, Verdict]]:
    """Clerks work as long as the block runs; at its end the verdict is there."""
    tally, verdict = Tally(), Verdict()
    clerks = [Clerk(n, desk, site.port, tally, seed) for n, desk in enumerate(desks)]
    site.open()
    for clerk in clerks:
        clerk.start()
    try:
        back_after(site, tally, time.monotonic(), "the first start")
        yield tally, verdict
    finally:
        tally.closing.set()
        for clerk in clerks:
            clerk.join(PATIENCE + 60)
    assert all(clerk.went_home for clerk in clerks), "a clerk failed"
    judge(site.home, tally, verdict)


def _strike(site: Site, tally: Tally, verdict: Verdict, kind: str, dice: random.Random) -> None:
    """Kill, and measure how long it takes until a post sent afterwards is acknowledged."""
    victims = STRIKES[kind](site, dice)
    until = time.monotonic() + PATIENCE
    while not victims and time.monotonic() < until:
        time.sleep(0.05)  # it is just being started again
        victims = STRIKES[kind](site, dice)
    moment = time.monotonic()
    assert kill(victims), f"nothing to kill: {kind}"
    verdict.injections[kind] += 1
    took = back_after(site, tally, moment, kind)
    verdict.recovery[kind] = max(took, verdict.recovery.get(kind, 0))


def back_after(site: Site, tally: Tally, moment: float, what: str) -> float:
    """Seconds from a moment until a post sent after it is acknowledged."""
    back = tally.wait_for_post_after(moment, PATIENCE)
    told = site.log.read_text(errors="replace")[-3000:] if site.log.exists() else ""
    assert back, f"not back within {PATIENCE:.0f} s after {what}; {tally.complaints[:3]}\n{told}"
    return time.monotonic() - moment
