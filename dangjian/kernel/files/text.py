"""CSV and its kin: any usual encoding and delimiter, a million rows in a few mebibytes."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from dangjian.kernel.files.cells import Cell, Part
from dangjian.kernel.files.refusals import FileError
from dangjian.kernel.files.workbook.stop import DAMAGED, TOO_LARGE

BLOCK = 1024 * 1024
RUN = 4_000  # rows of one part
ROW_TEXT = 1024 * 1024  # characters of one row; more is an unclosed quotation mark, or mischief
ROWS = 3_000_000
COLUMNS = 1_000
_DELIMITERS = ",\t;"
_TRIED, _TRIED_TEXT = 30, 4_000  # lines, and characters of each, the delimiter is judged by
# What no text has: control characters other than white space and the end mark of old systems.
_NO_TEXT = bytes(set(range(32)) - set(b"\t\n\v\f\r") - {26})


def parts(file: BinaryIO, name: str) -> Iterator[Part | float]:
    """Parts of a text file, and between them how far the work is (0 to 1).

    Everything is decoded once beforehand: a file with a broken character gives no part at all.
    """
    size = file.seek(0, io.SEEK_END)
    encoding = _encoding(file)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding, newline="")
    lines = _Lines(text)
    rows = csv.reader(lines, delimiter=_delimiter(text))
    text.seek(0)
    first = 1
    try:
        for block in _blocks(rows, lines):
            yield Part(Path(name).stem, False, first, block)
            first += len(block)
            yield min(file.tell() / size, 1.0)
    except csv.Error as error:
        raise FileError(TOO_LARGE, "cell") from error


def _blocks(rows: Iterator[list[str]], lines: _Lines) -> Iterator[list[list[Cell]]]:
    block: list[list[Cell]] = []
    count = 0
    for row in rows:
        lines.taken = 0
        if len(row) > COLUMNS:
            raise FileError(TOO_LARGE, "columns")
        block.append(row)  # type: ignore[arg-type]
        if len(block) == RUN:
            yield block
            count += RUN
            block = []
            if count > ROWS:
                raise FileError(TOO_LARGE, "rows")
    if block:
        yield block


class _Lines:
    """Lines for the reader, counting what one row takes: a row may span lines, but not the file."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self.text = text
        self.taken = 0

    def __iter__(self) -> Iterator[str]:
        for line in self.text:
            self.taken += len(line)
            if self.taken > ROW_TEXT:
                raise FileError(DAMAGED)
            yield line


def _encoding(file: BinaryIO) -> str:
    """The encoding in which the whole file can be read: UTF-8, UTF-16 or GB18030."""
    file.seek(0)
    head = file.read(BLOCK)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        candidates = ["utf-16"]
    elif b"\0" in head:
        little = head[1::2].count(0) > head[0::2].count(0)
        candidates = ["utf-16-le" if little else "utf-16-be"]
    else:
        candidates = ["utf-8-sig", "gb18030"]
    for encoding in candidates:
        if _reads(file, encoding):
            return encoding
    raise FileError(DAMAGED)


def _reads(file: BinaryIO, encoding: str) -> bool:
    """Whether every character can be read and none is a control character, line by line."""
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    ended = False
    while not ended:
        block = file.read(BLOCK)
        ended = not block
        try:
            text = decoder.decode(block, final=ended)
        except UnicodeDecodeError:
            return False
        if block and "\n" not in text and "\r" not in text and len(block) == BLOCK:
            raise FileError(DAMAGED)
        if _controls(block if "16" not in encoding else text.encode("utf-8", "ignore")):
            return False
    return True


def _controls(block: bytes) -> bool:
    return len(block.translate(None, _NO_TEXT)) < len(block)


def _delimiter(text: io.TextIOWrapper) -> str:
    """The one that cuts the most of the first lines into the most columns, equally many in each."""
    text.seek(0)
    lines = [line[:_TRIED_TEXT] for line in islice(text, _TRIED) if line.strip()]

    def cuts(delimiter: str) -> int:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter))
        return max((count * (width - 1) for width, count in widths.items()), default=0)

    return max(_DELIMITERS, key=cuts)
