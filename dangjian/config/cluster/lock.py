"""One command at a time starts or stops the database of a data directory; the others wait."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dangjian.config.cluster.places import Say, not_ours
from dangjian.config.cluster.trouble import ClusterError

_PATIENCE = 1000.0  # seconds; a little more than the longest recovery


@contextmanager
def held(home: Path, say: Say) -> Iterator[None]:
    """Hold the lock of the data directory. The kernel frees it when a holder is killed."""
    try:
        descriptor = os.open(home / "lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    except PermissionError as error:
        raise not_ours(home) from error
    try:
        _wait(descriptor, say)
        yield
    finally:
        os.close(descriptor)


def _wait(descriptor: int, say: Say) -> None:
    began = time.monotonic()
    speak_at = began + 2
    while not _taken(descriptor):
        now = time.monotonic()
        if now - began > _PATIENCE:
            raise ClusterError("另一个命令一直占用着数据库的启动锁，请先结束它。")
        if now > speak_at:
            say("另一个命令正在启动或停止数据库，请稍候……")
            speak_at = now + 10
        time.sleep(0.05)


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
