"""Reading a workbook in a process of its own, which may fail without harm to us."""

from __future__ import annotations

import importlib.util
import json
import logging
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from dangjian.kernel.files.cells import Fault, Formula, Part
from dangjian.kernel.files.refusals import FileError
from dangjian.kernel.files.workbook import wire
from dangjian.kernel.files.workbook.limits import Limits
from dangjian.kernel.files.workbook.stop import DAMAGED, TOO_LARGE

logger = logging.getLogger("dangjian")

_START = "import sys; sys.path[:0] = sys.argv[3:]; from workbook.main import main; main()"
_DIGITS = 8
_LAST_BREATH = 10  # seconds a process may take to end
_ENVIRONMENT = ("LD_LIBRARY_PATH",)  # some builds of Python need it to start at all
# How a process ends that asked for more than it may have: the allocator gives up, or the kernel.
_ASKED_TOO_MUCH = {-signal.SIGABRT, -signal.SIGXCPU, -signal.SIGKILL}


def parts(file: BinaryIO, limits: Limits) -> Iterator[Part | float]:
    """Parts of a workbook, and between them how far the work is (0 to 1).

    The first answer is 0, as soon as the child is at work.
    """
    with _start(file, limits) as child:
        try:
            yield 0.0
            yield from _received(child, limits)
        finally:
            child.kill()


def _start(file: BinaryIO, limits: Limits) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", _START]
        + [json.dumps(limits), str(os.getpid()), *_folders()],
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
        cwd="/",
    )


def _folders() -> list[str]:
    """Where the child finds its own code and the one library it needs."""
    library = importlib.util.find_spec("python_calamine")
    assert library and library.origin
    return [str(Path(__file__).parent), str(Path(library.origin).parent.parent)]


def _received(child: subprocess.Popen[bytes], limits: Limits) -> Iterator[Part | float]:
    pipe = _Pipe(child, limits.wait)
    ended = False
    while not ended:
        try:
            said = _said(pipe.message(4 * limits.part_text))
            ended = said == []
        except (ValueError, LookupError, TypeError, RecursionError) as error:
            # Our own child never does; one that a file has taken over may.
            logger.warning("a workbook's reader wrote nonsense: %s", type(error).__name__)
            raise FileError(DAMAGED) from error
        yield from said


def _said(data: bytes) -> list[Part | float]:
    """What a message holds; nothing is the end. FileError where it says why there is no more."""
    line, _, rows = data.decode("utf-8", "surrogatepass").partition("\n")
    head = json.loads(line)
    if "stop" in head:
        if "error" in head:
            logger.warning("a workbook's reader gave up: %s", head["error"])
        raise FileError(head["stop"], head["why"])
    if "end" in head:
        return []
    done = float(head["done"])
    return [_part(head, rows), done] if "sheet" in head else [done]


def _part(head: dict, rows: str) -> Part:
    return Part(
        sheet=head["sheet"],
        hidden=head["hidden"],
        first_row=head["first_row"],
        rows=wire.unpacked(rows, Formula, Fault),
        hidden_rows=frozenset(head["hidden_rows"]),
        merged=tuple((top, left, bottom, right) for top, left, bottom, right in head["merged"]),
    )


class _Pipe:
    """Messages of a child. Only the time we wait for it counts, not the time we take ourselves."""

    def __init__(self, child: subprocess.Popen[bytes], seconds: float) -> None:
        assert child.stdout
        self.child = child
        self.descriptor = child.stdout.fileno()
        self.poll = select.poll()
        self.poll.register(self.descriptor, select.POLLIN)
        self.left = seconds

    def message(self, most: int) -> bytes:
        length = int(self.read(_DIGITS), 16)
        if length > most:
            raise ValueError("a message beyond the cap")
        return self.read(length)

    def read(self, length: int) -> bytes:
        data = bytearray()
        while len(data) < length:
            self.wait()
            piece = os.read(self.descriptor, length - len(data))
            if not piece:
                raise self.ended()
            data += piece
        return bytes(data)

    def wait(self) -> None:
        began = time.monotonic()
        ready = self.poll.poll(max(self.left, 0) * 1000)
        self.left -= time.monotonic() - began
        if not ready:
            raise FileError(TOO_LARGE, "work")

    def ended(self) -> FileError:
        """The child is gone without a last word, or pretends to be."""
        with suppress(subprocess.TimeoutExpired):
            self.child.wait(_LAST_BREATH)
        status = self.child.returncode
        if status in _ASKED_TOO_MUCH:
            return FileError(TOO_LARGE, "work")
        logger.warning("a workbook's reader ended with %s", status)
        return FileError(DAMAGED)
