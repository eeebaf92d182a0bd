"""Reading any table a clerk may bring. What a file is, its content says, not its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from dangjian.kernel.files import child, text
from dangjian.kernel.files.cells import Part
from dangjian.kernel.files.refusals import FileError
from dangjian.kernel.files.workbook.limits import LIMITS, Limits
from dangjian.kernel.files.workbook.stop import EMPTY, NOT_A_WORKBOOK, TOO_LARGE

_WORKBOOKS = (b"PK\3\4", b"PK\5\6", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_OTHERS = (
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"ID3", "media"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"\x09\x08\x10", "old"),
    (b"\x09\x04\x06", "old"),
    (b"\x09\x02\x06", "old"),
    (b"\x09\0\x04", "old"),
)


def read(
    path: Path,
    name: str,
    *,
    progress: Callable[[float], object] | None = None,
    limits: Limits = LIMITS,
) -> Iterator[Part]:
    """The sheets of a file in runs of rows, in order. The reading begins at once, beside us.

    name:     the file's own name; it names the sheet of a text file.
    progress: called with how far the work is, from 0 to 1.
    Raises FileError, mostly before the first part; a caller keeps nothing of a file that failed.
    """
    parts = _read(path, name, progress or (lambda _fraction: None), limits)
    next(parts)
    return (part for part in parts if part is not None)


def _read(
    path: Path, name: str, told: Callable[[float], object], limits: Limits
) -> Iterator[Part | None]:
    """Nothing, once the reading is under way; then the parts."""
    seen = False
    with path.open("rb") as file:
        workbook = _is_workbook(file.read(1024))
        file.seek(0)
        if workbook and path.stat().st_size > limits.file:
            raise FileError(TOO_LARGE, "file")
        items = child.parts(file, limits) if workbook else text.parts(file, name)
        if workbook:
            next(items)
        yield None
        for item in items:
            if isinstance(item, Part):
                seen = seen or any(cell != "" for row in item.rows for cell in row)
                yield item
            else:
                told(item)
    if not seen:
        raise FileError(EMPTY)
    told(1.0)


def _is_workbook(head: bytes) -> bool:
    """Whether to start the reader of workbooks; FileError for what is neither that nor text."""
    if not head:
        raise FileError(EMPTY)
    if head.startswith(_WORKBOOKS):
        return True
    for sign, kind in _OTHERS:
        if head.startswith(sign):
            raise FileError(NOT_A_WORKBOOK, kind)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"mime-version:")):
        raise FileError(NOT_A_WORKBOOK, "html")
    if start.startswith(b"<"):
        raise FileError(NOT_A_WORKBOOK, "html" if b"<html" in start else "xml")
    return False
