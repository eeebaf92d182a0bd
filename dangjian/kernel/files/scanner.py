"""An optional virus scanner (clamd) beside us, spoken to in its own language.

Where the operator named one (DANGJIAN_CLAMD), nothing that others would open is handed out before
it has answered; while it does not answer, things wait and nothing is lost.
Protocol: clamd(8), INSTREAM.
"""

from __future__ import annotations

import logging
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from dangjian.kernel.refusal import Refused

logger = logging.getLogger("dangjian.trust")

_PIECE = 1 << 16
_PATIENCE = 60.0  # seconds for the connection and for each answer
_LONGEST_ANSWER = 4096


class Harmful(Refused):
    """The scanner knows the file as harmful. What it called it stands in the log alone."""


class Unanswered(Refused):
    """The scanner does not answer, or cannot look through the file."""


def is_there() -> bool:
    """Whether the operator named a scanner."""
    return bool(settings.CLAMD)


def check(what: Path | bytes) -> None:
    """Let the scanner look at a file or its content; nothing happens where there is no scanner.

    Harmful: it found something. Unanswered: it does not say; to be asked again.
    """
    if not is_there():
        return
    with what.open("rb") if isinstance(what, Path) else BytesIO(what) as file:
        try:
            answer = _asked(file)
        except OSError as error:
            logger.warning("the virus scanner does not answer: %s", type(error).__name__)
            raise Unanswered("病毒检查暂时没有回答，文件先放着，过一会儿再试。") from error
    if answer.endswith("OK"):
        return
    logger.warning("the virus scanner said: %s", answer[:200])
    if answer.endswith("FOUND"):
        raise Harmful("病毒检查发现这个文件有害，没有收。请换一台机器重新做一份再传。")
    raise Unanswered("病毒检查没有看完这个文件，先放着，过一会儿再试。")


def _asked(file: BinaryIO) -> str:
    with _connected() as line:
        line.sendall(b"zINSTREAM\0")
        while piece := file.read(_PIECE):
            line.sendall(struct.pack("!I", len(piece)) + piece)
        line.sendall(struct.pack("!I", 0))
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER:
            piece = line.recv(_LONGEST_ANSWER)
            if not piece:
                break
            answer += piece
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")


@contextmanager
def _connected() -> Iterator[socket.socket]:
    """settings.CLAMD: the path of a local socket, or host:port."""
    place: str = settings.CLAMD
    if place.startswith("/"):
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(_PATIENCE)
        try:
            line.connect(place)
        except OSError:
            line.close()
            raise
    else:
        host, _, port = place.rpartition(":")
        line = socket.create_connection((host, int(port)), timeout=_PATIENCE)
    with line:
        yield line
