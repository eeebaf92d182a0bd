"""The parent: starts the child, hears its messages, and ends it."""

from __future__ import annotations

import json
import logging
import os
import select
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

logger = logging.getLogger("dangjian")

_CHILD = Path(__file__).with_name("child.py")
_ENVIRONMENT = ("LD_LIBRARY_PATH",)  # some builds of Python need it to start at all
_DIGITS = 8
_LAST_BREATH = 10  # seconds a process may take to end


class Caps(NamedTuple):
    """What a child may use. patience: seconds we wait, for all of it or (`each`) for a message;
    longest: bytes of a message."""

    memory: int
    cpu: int
    patience: float
    longest: int
    each: bool = False


class Failed(Exception):
    """The child gave up, or is gone. why: what its program said, else large or damaged."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def said(
    program: Path, *arguments: str, path: Path, caps: Caps
) -> Generator[dict[str, Any], None, None]:
    """What a program says about the file at path, message by message. Failed where it says no more.

    The child ends with the iterator.
    """
    with path.open("rb") as file, _start(program, arguments, file, caps) as child:
        deadline = time.monotonic() + caps.patience
        try:
            while True:
                if caps.each:
                    deadline = time.monotonic() + caps.patience
                length = int(_taken(child, _DIGITS, deadline), 16)
                if length > caps.longest:
                    raise ValueError("a message beyond the cap")
                one = json.loads(_taken(child, length, deadline))
                if "stop" in one:
                    raise Failed(str(one["stop"]))
                if "end" in one:
                    return
                yield one
        except (ValueError, TypeError, RecursionError) as error:
            # Our own child never does; one that a file has taken over may.
            logger.warning("%s wrote nonsense: %s", program.stem, type(error).__name__)
            raise Failed("damaged") from error
        finally:
            child.kill()


def _start(
    program: Path, arguments: tuple[str, ...], file: BinaryIO, caps: Caps
) -> subprocess.Popen[bytes]:
    libraries = json.dumps([path for path in sys.path if path.endswith("site-packages")])
    limits = [str(caps.memory), str(caps.cpu), str(os.getpid()), libraries]
    return subprocess.Popen(
        [sys.executable, "-I", "-S", str(_CHILD), str(program), *limits, *arguments],
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
        cwd="/",
    )


def _taken(child: subprocess.Popen[bytes], length: int, deadline: float) -> bytes:
    """So many bytes of what a child says. Failed where it is gone, or the time is up."""
    assert child.stdout
    descriptor, data = child.stdout.fileno(), bytearray()
    while len(data) < length:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([descriptor], [], [], left)[0]:
            raise Failed("large")
        piece = os.read(descriptor, length - len(data))
        if not piece:
            raise _ended(child)
        data += piece
    return bytes(data)


def _ended(child: subprocess.Popen[bytes]) -> Failed:
    """The child is gone without a last word: killed for what it asked for, or crashed."""
    with suppress(subprocess.TimeoutExpired):
        child.wait(_LAST_BREATH)
    return Failed("large" if (child.returncode or 0) < 0 else "damaged")
