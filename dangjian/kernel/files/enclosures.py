"""A scan or document that somebody puts beside a record: looked at, cleaned, ready to be sealed.

Nothing is handed out here. Whoever keeps one asks `scanner.check` before he gives it to anybody.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from dangjian.kernel import leaks
from dangjian.kernel.files import scans, taking, words
from dangjian.kernel.refusal import Refused

SORTS = frozenset({"pdf", "image", "docx"})
"""What is taken: scans and pictures, and a document as it was written."""

_MARKED = "里有密级标志，不能放在这个平台上，没有保存，请按保密规定处理。"
_SECRECY = "《中华人民共和国保守国家秘密法》"


@dataclass(frozen=True)
class Enclosure:
    """What may be kept. name: as it came, without anything that could not be shown; digest: SHA-256
    of the content, hexadecimal; removed: in words what was taken out, "" for nothing."""

    name: str
    sort: str
    content: bytes
    digest: str
    removed: str


def enclosed(path: Path, name: str, *, most: int) -> Enclosure:
    """Look at a file that came in; what may be kept of it. most: bytes.

    Refused (field "file"), and then nothing of it is kept: empty; larger; of another sort; named as
    something else; damaged or locked; acting by itself; with a secrecy mark in its name or its
    words. A scan has no words to look at.
    """
    size = path.stat().st_size
    if size == 0:
        raise Refused("这个文件是空的，请另选一个。", field="file")
    if size > most:
        raise Refused(f"文件太大，请压缩到 {most >> 20} MB 以内，或者分成几个。", field="file")
    _check_marks("文件名", name)
    try:
        sort, pages = scans.checked(path)
    except Refused as refusal:
        raise Refused(refusal.sentence, field="file") from refusal
    if sort not in SORTS:
        raise Refused("请用照片（JPG、PNG）、PDF 或者 Word（.docx）文件。", field="file")
    taking.check_name(name, sort)
    if not pages:
        _check_marks("文件", _words(path, sort))
    with taking.cleaned(path, sort) as clean:
        content = clean.path.read_bytes()
    if len(content) > most:
        raise Refused(f"文件太大，请压缩到 {most >> 20} MB 以内，或者分成几个。", field="file")
    return Enclosure(
        "".join(letter for letter in name if letter.isprintable())[-120:],
        sort,
        content,
        hashlib.sha256(content).hexdigest(),
        clean.removed,
    )


def _words(path: Path, sort: str) -> str:
    try:
        return "".join(part.text for part in words.read_words(path, sort))
    except words.NoWords as none:
        if none.why == "silent":
            return ""
        raise Refused(none.sentence, field="file") from none


def _check_marks(what: str, text: str) -> None:
    if leaks.secrecy_marks(text):
        raise Refused(f"{what}{_MARKED}", clause=_SECRECY, field="file")
