"""The parent: what a file is by its content, and its words as the child tells them."""

from __future__ import annotations

import codecs
import json
import logging
import os
import select
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple

from dangjian.kernel.refusal import Refused

logger = logging.getLogger("dangjian")

MOST_BYTES = 40 * 2**20
MOST_TEXT = 5_000_000
_HEAD = 4096
_MEMORY, _CPU, _WAIT = 2**30, 60, 120
_LONGEST_MESSAGE = 8 * MOST_TEXT
_LAST_BREATH = 10
_ENVIRONMENT = ("LD_LIBRARY_PATH",)
_CHILD = Path(__file__).with_name("child.py")

NAMES = {"pdf": "PDF", "docx": "Word", "xlsx": "表格", "ofd": "OFD", "txt": "文本"}
OLD = "old"
_SAYS = {
    "old": "这是老格式（.doc、.wps、.xls 等），文字读不出来。请另存为 .docx 或 PDF。",
    "silent": "里面没有文字，大概是扫描件，可以下载来看。",
    "locked": "文件加了密码，文字读不出来。",
    "damaged": "文件打不开，可能没有传完整，或者已经损坏。",
    "large": "文件太大或太复杂，文字没有读完。",
}


class Words(NamedTuple):
    """A part of the words, and how far the reading is (0 to 1)."""

    text: str
    done: float


class NoWords(Refused):
    """No words can be read. why: old, silent, locked, damaged or large."""

    def __init__(self, why: str) -> None:
        super().__init__(_SAYS[why])
        self.why = why


def sort_of(path: Path) -> str:
    """pdf, docx, xlsx, ofd, txt or old, by content. Refused for anything else, and beyond 40 MB."""
    if path.stat().st_size > MOST_BYTES:
        raise Refused("文件超过 40 MB，请压小一些或者分成几个。")
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        raise Refused("文件是空的。")
    if head[:1024].find(b"%PDF-") >= 0:
        return "pdf"
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return OLD
    if head.startswith(b"PK\3\4"):
        return _packed(path)
    if _is_text(head):
        return "txt"
    raise Refused("只收 PDF、Word（.docx）、表格（.xlsx）、OFD 和文本文件。")


def _packed(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as packed:
            names = set(packed.namelist()[:20_000])
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise Refused(_SAYS["damaged"]) from None
    if any("vbaproject" in name.lower() for name in names):
        raise Refused("文件里带有宏（会自动运行的程序），不收。")
    for sign, sort in (
        ("word/document.xml", "docx"),
        ("xl/workbook.xml", "xlsx"),
        ("ofd.xml", "ofd"),
    ):
        if any(name.lower() == sign for name in names):
            return sort
    raise Refused("只收 PDF、Word（.docx）、表格（.xlsx）、OFD 和文本文件，不收压缩包。")


def _is_text(head: bytes) -> bool:
    if b"\0" in head or head.lstrip()[:1] == b"<":  # a page or a drawing would be shown as one
        return False
    for encoding in ("utf-8-sig", "gb18030"):
        with suppress(UnicodeDecodeError):
            # The last character of a long file may be cut.
            codecs.getincrementaldecoder(encoding)().decode(head, final=len(head) < _HEAD)
            return True
    return False


def read_words(path: Path, sort: str) -> Iterator[Words]:
    """The words of a file, part by part. NoWords where there are none, or no more of them."""
    if sort == OLD:
        raise NoWords("old")
    some, held = False, 0
    with path.open("rb") as file, _start(file, sort) as child:
        try:
            for text, done in _messages(child):
                some = some or bool(text.strip())
                held += len(text)
                if held > MOST_TEXT:
                    raise NoWords("large")
                yield Words(text, done)
        finally:
            child.kill()
    if not some:
        raise NoWords("silent")


def _start(file: BinaryIO, sort: str) -> subprocess.Popen[bytes]:
    libraries = [path for path in sys.path if path.endswith("site-packages")]
    caps = [str(_MEMORY), str(_CPU), str(os.getpid()), *libraries]
    return subprocess.Popen(
        [sys.executable, "-I", "-S", str(_CHILD), sort, *caps],
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
        cwd="/",
    )


def _messages(child: subprocess.Popen[bytes]) -> Iterator[tuple[str, float]]:
    """(text, done) of each message; NoWords where the child says why, or is gone."""
    deadline = time.monotonic() + _WAIT
    while True:
        try:
            length = int(taken(child, 8, deadline), 16)
            if length > _LONGEST_MESSAGE:
                raise ValueError("a message beyond the cap")
            said = json.loads(taken(child, length, deadline))
            if "stop" in said:
                raise NoWords(said["stop"] if said["stop"] in _SAYS else "damaged")
            if "end" in said:
                return
            yield str(said["text"]), min(1.0, max(0.0, float(said["done"])))
        except (ValueError, LookupError, TypeError, RecursionError) as error:
            # Our own child never does; one that a file has taken over may.
            logger.warning("a reader of words wrote nonsense: %s", type(error).__name__)
            raise NoWords("damaged") from error


def taken(child: subprocess.Popen[bytes], length: int, deadline: float) -> bytes:
    """So many bytes of what a child says. NoWords where it is gone, or the time is up."""
    assert child.stdout
    descriptor, data = child.stdout.fileno(), bytearray()
    while len(data) < length:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([descriptor], [], [], left)[0]:
            raise NoWords("large")
        piece = os.read(descriptor, length - len(data))
        if not piece:
            raise _ended(child)
        data += piece
    return bytes(data)


def _ended(child: subprocess.Popen[bytes]) -> NoWords:
    """The child is gone without a last word: killed for what it asked for, or crashed."""
    with suppress(subprocess.TimeoutExpired):
        child.wait(_LAST_BREATH)
    return NoWords("large" if (child.returncode or 0) < 0 else "damaged")
