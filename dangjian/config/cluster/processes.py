"""PostgreSQL's processes of one data directory: the postmaster, and what outlives it.

`postmaster.pid` is PostgreSQL's interlock and is only ever read here. A back end orphaned by
`kill -9` of the postmaster may go on writing and blocks every restart, so it is ended first.
"""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass

import psutil

from dangjian.config.cluster.account import Account
from dangjian.config.cluster.places import Places, Say
from dangjian.config.cluster.trouble import ClusterError

# Each with the seconds it gets before the next: ask, then stop at once, then end.
_ENDING = ((signal.SIGTERM, 1.0), (signal.SIGQUIT, 2.0), (signal.SIGKILL, 10.0))


@dataclass(frozen=True)
class Lock:
    """What `postmaster.pid` says: the process, and `ready`, `starting`, `stopping` or nothing."""

    pid: int
    state: str


def read_lock(places: Places) -> Lock | None:
    """The content of `postmaster.pid`, or None where there is none (a clean stop removes it)."""
    try:
        lines = (places.data / "postmaster.pid").read_text().splitlines()
        return Lock(abs(int(lines[0])), lines[7].strip() if len(lines) > 7 else "")
    except (FileNotFoundError, IndexError, ValueError):
        return None


def postmaster(places: Places, account: Account) -> psutil.Process | None:
    """The living postmaster of this data directory."""
    lock = read_lock(places)
    if lock is None:
        return None
    try:
        process = psutil.Process(lock.pid)
    except psutil.NoSuchProcess:
        return None
    return process if _belongs(process, places, account) else None


def mistaken_pid(places: Places, account: Account) -> int | None:
    """The pid in `postmaster.pid` if it lives but is no postmaster of ours.

    It is a zombie that nobody waits for (a container whose first process does not), or after a
    reboot somebody else's process. PostgreSQL would take either for a running server.
    """
    lock = read_lock(places)
    if lock is None or not psutil.pid_exists(lock.pid) or postmaster(places, account):
        return None
    return lock.pid


def orphans(places: Places, account: Account) -> list[psutil.Process]:
    """Every process of this data directory; call it only when no postmaster lives."""
    return [one for one in psutil.process_iter() if _belongs(one, places, account)]


def end(processes: list[psutil.Process], say: Say) -> None:
    """End processes with growing force and wait until the last is gone."""
    alive = processes
    for number, patience in _ENDING:
        for process in alive:
            _signal(process, number)
        alive = wait(alive, patience)
        if not alive:
            return
        say("旧的数据库进程还没有退出，正在结束它……")
    pids = "、".join(str(process.pid) for process in alive)
    raise ClusterError(f"旧的数据库进程（{pids}）结束不了，可能卡在磁盘读写上，请检查磁盘后重试。")


def wait(processes: list[psutil.Process], patience: float) -> list[psutil.Process]:
    """Wait until all have ended, at most `patience` seconds. Returns those that still run."""
    until = time.monotonic() + patience
    while (alive := [one for one in processes if runs(one)]) and time.monotonic() < until:
        time.sleep(0.01)
    return alive


def runs(process: psutil.Process) -> bool:
    """Whether the process lives; a zombie does not, though it may never go away."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _belongs(process: psutil.Process, places: Places, account: Account) -> bool:
    """Whether this is a living PostgreSQL process of our account and of this data directory."""
    try:
        if process.name() != "postgres" or process.uids().real != account.uid:
            return False
        if process.status() == psutil.STATUS_ZOMBIE:
            return False
        return _works_in(process, places)
    except psutil.NoSuchProcess:
        return False


def _works_in(process: psutil.Process, places: Places) -> bool:
    """By its working directory; by what it calls itself where root may not look (containers)."""
    try:
        return process.cwd() == os.path.realpath(places.data)
    except psutil.AccessDenied:
        words = process.cmdline()
        called = " ".join(words).startswith(f"postgres: {places.title}: ")
        return called or str(places.data) in words


def _signal(process: psutil.Process, number: signal.Signals) -> None:
    try:
        process.send_signal(number)
    except psutil.NoSuchProcess:
        return  # it has ended by itself
