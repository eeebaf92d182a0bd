"""The parent: what a scan is, its pages as pictures, and its words as the child reads them."""

from __future__ import annotations

import base64
import importlib.util
import logging
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from dangjian.kernel.files import words
from dangjian.kernel.files.confined import Caps, Failed, said
from dangjian.kernel.files.words.reading import MOST_BYTES, NoWords

logger = logging.getLogger("dangjian")

IMAGES = "image"
_SIGNS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
_PROGRAM = Path(__file__).with_name("child.py")
_LONGEST = 8 * 2**20
_GLANCE = Caps(memory=2**30, cpu=60, patience=90, longest=_LONGEST)  # to look at and to show
# The reader of pictures asks for much more room than it uses (about 1 GB); patience is for a page.
_READING = Caps(6 * 2**30, cpu=4 * 3600, patience=180, longest=_LONGEST, each=True)

TROUBLES = {
    "missing": "这台机器没有装文字识别，这一页没有读。",
    "large": "这一页太大，没有读出来。",
    "damaged": "这一页打不开，没有读出来。",
}


class Look(NamedTuple):
    """pages: how many there are; bare: how many of them are a picture without words."""

    pages: int
    bare: int


class PageRead(NamedTuple):
    """A page that was read, or why it was not. machine: recognised from its picture."""

    number: int
    text: str
    machine: bool
    trouble: str = ""


def can_recognise() -> bool:
    """Whether the extra that recognises words is installed."""
    return all(importlib.util.find_spec(name) for name in ("rapidocr", "onnxruntime"))


def sort_of(path: Path) -> str:
    """image for PNG, JPEG and TIFF, else what `words.sort_of` says. Refused for anything else."""
    if path.stat().st_size <= MOST_BYTES:
        with path.open("rb") as file:
            if file.read(8).startswith(_SIGNS):
                return IMAGES
    return words.sort_of(path)


def look(path: Path, sort: str) -> Look:
    """Open a PDF or picture really, and count. NoWords (Refused): damaged, locked, too large."""
    said = next(_said(path, "look", sort, (), _GLANCE), None)
    if said is None:
        raise NoWords("damaged")
    return Look(int(said["pages"]), int(said["bare"]))


def picture(path: Path, sort: str, number: int) -> bytes:
    """A page as a JPEG. NoWords (Refused) where it cannot be shown."""
    said = next(_said(path, "picture", sort, (number,), _GLANCE), None)
    if said is None:
        raise NoWords("damaged")
    return base64.b64decode(said["jpeg"])


def read_pages(path: Path, sort: str, numbers: Sequence[int]) -> Iterator[PageRead]:
    """These pages (from 1), one after the other, as each is read.

    A page at which the reader dies is told as one that was not read; the next ones are begun anew.
    NoWords where the file itself cannot be opened.
    """
    left = list(numbers)
    while left:
        at = 0
        try:
            for said in _said(path, "read", sort, left, _READING):
                if "begun" in said:
                    at = int(said["begun"])
                    continue
                one = _page(said)
                if one.number not in left:
                    raise NoWords("damaged")
                left.remove(one.number)
                at = 0
                yield one
            if left:
                raise NoWords("damaged")
        except NoWords as failure:
            if at not in left:
                raise
            logger.warning("the reader of scans stopped at page %s: %s", at, failure.why)
            left.remove(at)
            trouble = failure.why if failure.why in TROUBLES else "damaged"
            yield PageRead(at, "", False, TROUBLES[trouble])


def _page(said: dict[str, Any]) -> PageRead:
    if "trouble" in said:
        return PageRead(int(said["page"]), "", False, TROUBLES[str(said["trouble"])])
    text = str(said["text"]).replace("\x00", " ").replace("\r\n", "\n").strip()
    return PageRead(int(said["page"]), text, bool(said["machine"]))


def _said(
    path: Path, act: str, sort: str, numbers: Sequence[int], caps: Caps
) -> Iterator[dict[str, Any]]:
    """What the child says, message by message. NoWords where it says no more, or nonsense."""
    wanted = ",".join(str(number) for number in numbers)
    try:
        with closing(said(_PROGRAM, act, sort, wanted, path=path, caps=caps)) as messages:
            yield from messages
    except Failed as failure:
        raise NoWords(failure.why) from failure


def checked(path: Path) -> tuple[str, int]:
    """Sort of an upload, and its pages if it is a scan (0 for a file with its words in it).

    Every sort is really opened. Refused for what is none of them, broken, locked, too large, or
    acts by itself.
    """
    sort = sort_of(path)
    if sort in (IMAGES, "pdf"):
        seen = look(path, sort)
        return sort, seen.pages if seen.bare else 0
    return words.checked(path), 0
