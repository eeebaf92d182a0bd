"""Random bytes for many rows, drawn from the operating system many at a time.

Each call of the system lets the other threads of the process go on and asks for its turn again. A
thread that seals forty thousand rows would so keep another, which only has to hand the last ones
to the database, waiting for its own turn all the while: the interpreter gives way to whoever waits
without a break, and there is none.

What was drawn belongs to one thread, serves once, and is forgotten by a process that is forked.
"""

from __future__ import annotations

import os
import threading
import uuid

_MANY = 4096


class _Drawn(threading.local):
    data = b""
    at = 0


_drawn = _Drawn()


def _forget() -> None:
    _drawn.data = b""
    _drawn.at = 0


os.register_at_fork(after_in_child=_forget)


def random_bytes(count: int) -> bytes:
    """So many bytes as `os.urandom` gives them; at most 4,096."""
    start = _drawn.at
    end = start + count
    if end > len(_drawn.data):
        _drawn.data = os.urandom(_MANY)
        start, end = 0, count
    _drawn.at = end
    return _drawn.data[start:end]


def random_uuid() -> uuid.UUID:
    """A random UUID (RFC 9562, version 4)."""
    return uuid.UUID(bytes=random_bytes(16), version=4)
