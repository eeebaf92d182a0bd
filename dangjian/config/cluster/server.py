"""Making, starting and stopping the embedded PostgreSQL of one data directory.

The caller holds the lock of the data directory (`lock.held`).
"""

from __future__ import annotations

import locale
import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg

from dangjian.config.cluster import processes
from dangjian.config.cluster.account import Account
from dangjian.config.cluster.address import embedded
from dangjian.config.cluster.binaries import Binaries
from dangjian.config.cluster.passwords import Passwords
from dangjian.config.cluster.places import Places, Say, own_folder
from dangjian.config.cluster.trouble import ClusterError

SUPERUSER = "postgres"
_RECOVERY = 900.0  # seconds that crash recovery may take
_ANSWER = 60.0  # seconds in which a server that calls itself ready must answer
_REAPING = 30.0  # seconds in which what outlived a killed server must be gone
_DISK_FULL = "磁盘已满，数据库不能启动。保存过的内容还在，请腾出空间后重试。"
_LARGEST_LOG = 10 * 1024 * 1024
_A_LINE = 64 * 1024  # free bytes without which the server may not even tell what is wrong

# Written once into postgresql.conf: an operator may tune these.
_TUNING = """
# dangjian
shared_buffers = 256MB
jit = off
# A page out of order costs little more than the next one, in memory or on any disk without a head;
# with the default of 4, indexes on lists (GIN) are passed over for reading whole tables.
random_page_cost = 1.1
"""


@dataclass(frozen=True)
class Server:
    """All that is needed to run the database of one data directory."""

    places: Places
    account: Account
    binaries: Binaries
    passwords: Passwords
    say: Say

    def connect(self, database: str) -> psycopg.Connection[tuple[object, ...]]:
        """A connection of the superuser, each statement on its own."""
        address = embedded(self.places.socket, SUPERUSER, self.passwords.superuser, database)
        return psycopg.connect(address, autocommit=True, connect_timeout=5)


def initialise(server: Server) -> None:
    """Make the database files: complete, or not there at all."""
    server.say("第一次使用：正在建立数据库……")
    draft = server.places.root / "postgresql.new"
    shutil.rmtree(draft, ignore_errors=True)
    own_folder(draft, server.account)
    password = draft / "password"
    password.touch(mode=0o600)
    password.write_text(server.passwords.superuser)
    server.account.give(password)
    files = draft / "data"
    _initdb(server, str(files), str(password))
    with (files / "postgresql.conf").open("a") as configuration:
        configuration.write(_TUNING)
    files.rename(server.places.data)
    _to_disk(server.places.root)
    shutil.rmtree(draft)


def start(server: Server) -> None:
    """Have the server answer: start it, or wait for a running one to recover.

    What a killed server left behind is ended first. PostgreSQL may still refuse while an orphan
    holds the old shared memory; then this is repeated for a while.
    """
    deadline = time.monotonic() + _REAPING
    while True:
        process = processes.postmaster(server.places, server.account)
        written = _log_size(server)
        if process is None:
            processes.end(processes.orphans(server.places, server.account), server.say)
            process = _spawn(server)
        if _comes_up(server, process):
            if server.places.socket_file.exists():
                return
            stop(server.places, server.account, server.say)  # somebody removed its socket
        elif time.monotonic() > deadline or not _worth_repeating(_log_since(server, written)):
            raise ClusterError(_why(server, _log_since(server, written)))
        time.sleep(0.1)


def stop(places: Places, account: Account, say: Say) -> bool:
    """Stop the server and whatever is left of it. Returns whether there was anything to stop."""
    process = processes.postmaster(places, account)
    left = [] if process else processes.orphans(places, account)
    if process is None:
        processes.end(left, say)
        return bool(left)
    # Fast: end sessions, write everything, leave no recovery behind. Then at once.
    for number, patience in ((signal.SIGINT, 20), (signal.SIGQUIT, 10)):
        process.send_signal(number)
        if _ends_within(process, patience, say):
            break
    processes.end(processes.orphans(places, account), say)
    return True


def _initdb(server: Server, files: str, password: str) -> None:
    arguments = [
        str(server.binaries.folder / "initdb"),
        "--pgdata", files,
        "--username", SUPERUSER,
        "--pwfile", password,
        "--auth-local=scram-sha-256",
        "--auth-host=scram-sha-256",
        "--encoding=UTF8",
        "--data-checksums",
        "--no-instructions",
        *_locale(server.binaries.major),
    ]  # fmt: skip
    made = subprocess.run(
        arguments,
        cwd="/",
        env=_environment(),
        umask=0o077,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        **server.account.process,
    )
    if made.returncode:
        raise ClusterError(_meaning(made.stderr) or f"建立数据库失败：{made.stderr.strip()}")


def _locale(major: int) -> list[str]:
    """Sort by code point, but know what a letter is: with plain C nothing Chinese is a letter."""
    letters = next(filter(_has_locale, ("C.UTF-8", "C.utf8", "en_US.UTF-8", "UTF-8")), "C")
    if major < 17:
        return [f"--locale={letters}", "--lc-messages=C"]
    return [
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--locale=C",
        f"--lc-ctype={letters}",
    ]


def _has_locale(name: str) -> bool:
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, name)
    except locale.Error:
        return False
    locale.setlocale(locale.LC_CTYPE, before)
    return True


def _settings(places: Places) -> dict[str, str]:
    """Settings nobody changes: given on the command line, they outrank every file."""
    folder = str(places.socket).replace('"', '""')
    return {
        "listen_addresses": "",
        "unix_socket_directories": f'"{folder}"',
        "unix_socket_permissions": "0700",
        "cluster_name": places.title,
        "fsync": "on",
        "full_page_writes": "on",
        "synchronous_commit": "on",
        # Statements and details of errors carry names and numbers of people: not into a log.
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
        "log_line_prefix": "%m [%p] %q%u@%d ",
    }


def _spawn(server: Server) -> psutil.Process:
    """Start the server as its own session: it outlives this command, Ctrl-C and the terminal."""
    arguments = [str(server.binaries.folder / "postgres"), "-D", str(server.places.data)]
    for name, value in _settings(server.places).items():
        arguments += ["-c", f"{name}={value}"]
    environment = _environment()
    mistaken = processes.mistaken_pid(server.places, server.account)
    if mistaken:
        # PostgreSQL's own way to say "that pid in postmaster.pid is not a server": it replaces
        # the stale file itself and still refuses while old processes hold the shared memory.
        environment["PG_GRANDPARENT_PID"] = str(mistaken)
    with _log(server) as log:
        child = subprocess.Popen(
            arguments,
            cwd="/",
            env=environment,
            umask=0o077,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            **server.account.process,
        )
    process = psutil.Process(child.pid)
    # In a command that lives on (the web server) a server that was killed must not stay a zombie.
    threading.Thread(target=child.wait, daemon=True).start()
    return process


def _environment() -> dict[str, str]:
    """Nothing of ours: no PGDATA, no locale, no secrets."""
    kept = ("PATH", "LD_LIBRARY_PATH", "LOCPATH", "TMPDIR")
    return {name: os.environ[name] for name in kept if name in os.environ} | {"LC_ALL": "C"}


def _comes_up(server: Server, process: psutil.Process) -> bool:
    """Wait until the server answers (True) or has ended (False), and say what takes so long."""
    began = ready = time.monotonic()
    for waited in _ticks(began, server.say):
        lock = processes.read_lock(server.places)
        if lock is None or lock.pid != process.pid or lock.state != "ready":
            ready = time.monotonic()
        elif not server.places.socket_file.exists() or _answers(server):
            return True
        if not processes.runs(process):
            return False
        if waited > _RECOVERY or time.monotonic() - ready > _ANSWER:
            raise ClusterError(
                f"数据库进程 {process.pid} 没有应答，请看 {server.places.log}，"
                f"或先运行 dangjian down 再试。"
            )
    return False


def _ticks(began: float, say: Say) -> Iterator[float]:
    """Seconds waited so far, at short steps; now and then a sentence."""
    spoken = began - 2
    while True:
        now = time.monotonic()
        yield now - began
        if now - spoken > 5:
            say(f"数据库正在启动；上次若没有正常关闭，会先自动恢复（已 {now - began:.0f} 秒）……")
            spoken = now
        time.sleep(0.01 if now - began < 1 else 0.1)


def _answers(server: Server) -> bool:
    """Whether it lets us in; it does not while it starts, recovers or has just been killed."""
    try:
        server.connect("postgres").close()
    except psycopg.OperationalError as error:
        if "authentication failed" in str(error):
            raise ClusterError(
                "数据库口令与 secrets/database.json 不符，请从备份恢复这个文件。"
            ) from error
        return False
    return True


def _ends_within(process: psutil.Process, patience: float, say: Say) -> bool:
    for _ in range(int(patience / 5)):
        if not processes.wait([process], 5):
            return True
        say("正在关闭数据库，等待未完成的写入……")
    return False


@contextmanager
def _log(server: Server) -> Iterator[int]:
    """The server's log, open for appending; a long one makes room first."""
    path = server.places.log
    if _log_size(server) > _LARGEST_LOG:
        path.replace(path.with_suffix(".log.1"))
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW
    descriptor = os.open(path, flags, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _log_size(server: Server) -> int:
    path = server.places.log
    return path.stat().st_size if path.exists() else 0


def _log_since(server: Server, position: int) -> str:
    if position > _log_size(server):
        position = 0  # a new log was begun
    with server.places.log.open("rb") as log:
        log.seek(position)
        return log.read(64 * 1024).decode(errors="replace")


def _worth_repeating(text: str) -> bool:
    """Whether what PostgreSQL complained of goes away once old processes are gone."""
    return not text or "pre-existing shared memory block" in text or '" already exists' in text


def _why(server: Server, text: str) -> str:
    serious = [line for line in text.splitlines() if "FATAL" in line or "PANIC" in line]
    if not serious and shutil.disk_usage(server.places.log.parent).free < _A_LINE:
        return _DISK_FULL  # which leaves no room to say so in the log
    last = serious[-1].partition("  ")[2] if serious else "没有留下原因"
    return _meaning(text) or f"数据库没有启动成功：{last}（详见 {server.places.log}）。"


def _meaning(text: str) -> str | None:
    """What the commonest complaints of PostgreSQL mean to the person at the shell."""
    known = {
        "No space left on device": _DISK_FULL,
        "Check free disk space": _DISK_FULL,
        "could not look up effective user ID": (
            "当前账号在系统账号表里没有名字，PostgreSQL 不能建立数据库。请换一个有名字的账号运行。"
        ),
        "could not map anonymous shared memory": "内存不够，数据库启动不了。请关闭别的程序后重试。",
    }
    return next((sentence for sign, sentence in known.items() if sign in text), None)


def _to_disk(folder: Path) -> None:
    """Make a rename in this folder outlive a power failure."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
