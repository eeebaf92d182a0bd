"""The parent: what a file is by its content, and its words as the child tells them."""

from __future__ import annotations

import codecs
import zipfile
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from dangjian.kernel.files.confined import Caps, Failed, said
from dangjian.kernel.refusal import Refused

MOST_BYTES = 40 * 2**20
MOST_TEXT = 5_000_000
_HEAD = 4096
_CAPS = Caps(memory=2**30, cpu=60, patience=120, longest=8 * MOST_TEXT)
_PROGRAM = Path(__file__).with_name("child.py")

NAMES = {"pdf": "PDF", "docx": "Word", "xlsx": "表格", "ofd": "OFD", "txt": "文本"}
OLD = "old"
_SAYS = {
    "old": "这是老格式（.doc、.wps、.xls 等），文字读不出来。请另存为 .docx 或 PDF。",
    "silent": "里面没有文字，大概是扫描件，可以下载来看。",
    "locked": "文件加了密码，文字读不出来。",
    "damaged": "文件打不开，可能没有传完整，或者已经损坏。",
    "large": "文件太大或太复杂，文字没有读完。",
    "active": "文件里带有会自动运行或者自动从别处取内容的东西（宏、控件、外部模板等），不收。",
}


class Words(NamedTuple):
    """A part of the words, and how far the reading is (0 to 1)."""

    text: str
    done: float


class NoWords(Refused):
    """No words can be read. why: old, silent, locked, damaged, large, active."""

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
        raise NoWords("active")
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


def checked(path: Path) -> str:
    """What a file is, as `sort_of`; every sort but a PDF was really opened.

    Refused for what is none of them, locked, damaged, too large, or acts by itself.
    """
    sort = sort_of(path)
    if sort != "pdf":
        try:
            next(_told(path, sort), None)
        except NoWords as failure:
            if failure.why != "silent":
                raise Refused(failure.sentence) from failure
    return sort


def read_words(path: Path, sort: str) -> Iterator[Words]:
    """The words of a file, part by part. NoWords where there are none, or no more of them."""
    if sort == OLD:
        raise NoWords("old")
    yield from _told(path, sort)


def _told(path: Path, sort: str) -> Iterator[Words]:
    some, held = False, 0
    try:
        with closing(said(_PROGRAM, sort, path=path, caps=_CAPS)) as messages:
            for one in messages:
                text = str(one["text"])
                some = some or bool(text.strip())
                held += len(text)
                if held > MOST_TEXT:
                    raise NoWords("large")
                yield Words(text, min(1.0, max(0.0, float(one["done"]))))
    except (Failed, LookupError, TypeError, ValueError) as failure:
        why = failure.why if isinstance(failure, Failed) else "damaged"
        raise NoWords(why if why in _SAYS else "damaged") from failure
    if not some:
        raise NoWords("silent")
