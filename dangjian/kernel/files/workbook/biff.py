"""The records of an .xls: what the reader of values hides in them."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Iterator

from .look import Look, put

_BOF, _EOF, _FILEPASS, _SHEET = 0x809, 0x0A, 0x2F, 0x85
_ROW, _FORMULA, _SHARED, _ARRAY, _ERROR = 0x208, 0x06, 0x4BC, 0x221, 0x205
_HIDDEN_ROW = 0x20
_EXP = 1  # "as in the cell where the shared or array formula stands"
_UNTOLD = "?"  # a formula we cannot put into words
_FAULTS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}

Words = Callable[[bytes, bool], str]


def locked(data: bytes) -> bool:
    """Whether a password is needed: the records after FILEPASS are enciphered."""
    for kind, _ in _records(data, 0):
        if kind == _FILEPASS:
            return True
        if kind in (_SHEET, _EOF):
            return False
    return False


def looks(data: bytes) -> dict[str, Look]:
    """What each sheet hides, by its name."""
    sheets = {}
    for kind, record in _records(data, 0):
        if kind == _SHEET and len(record) > 8:
            sheets[_sheet_name(record)] = struct.unpack_from("<I", record)[0]
        elif kind == _EOF:
            break
    words = _Words(data)
    return {name: _look(data, position, words) for name, position in sheets.items()}


def _records(data: bytes, position: int) -> Iterator[tuple[int, bytes]]:
    """(kind, content) of each record from a position on."""
    head, end = struct.Struct("<HH").unpack_from, len(data) - 4
    while position <= end:
        kind, length = head(data, position)
        yield kind, data[position + 4 : position + 4 + length]
        position += 4 + length


def _sheet_name(record: bytes) -> str:
    length, wide = record[6], record[7] & 1
    return record[8:].decode("utf-16-le" if wide else "latin-1", "replace")[:length]


def _look(data: bytes, position: int, words: Words) -> Look:
    found, shared = Look(), {}
    borrowed: dict[tuple[int, int], tuple[int, int]] = {}
    depth, place = 0, (0, 0)
    for kind, record in _records(data, position):
        if kind == _FORMULA and len(record) >= 22:
            place = struct.unpack_from("<HH", record)
            tokens = record[22 : 22 + struct.unpack_from("<H", record, 20)[0]]
            if tokens[:1] == b"\1" and len(tokens) >= 5:
                borrowed[place] = struct.unpack_from("<HH", tokens, 1)
            else:
                put(found.formulas, place, words(tokens, False))
            if record[12:14] == b"\xff\xff" and record[6] == 2:
                put(found.faults, place, _FAULTS.get(record[8], "#N/A"))
        elif kind in (_SHARED, _ARRAY):
            start = 10 if kind == _SHARED else 14
            shared[place] = words(record[start:], kind == _SHARED)
        elif kind == _ERROR and len(record) >= 8 and record[7]:
            place = struct.unpack_from("<HH", record)
            put(found.faults, place, _FAULTS.get(record[6], "#N/A"))
        elif kind == _ROW and len(record) >= 14:
            row, grbit = struct.unpack_from("<H10xH", record)
            found.last_row = max(found.last_row, row + 1)
            if grbit & _HIDDEN_ROW:
                found.hidden.add(row)
        elif kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth == 0:
                break
    for place, owner in borrowed.items():
        put(found.formulas, place, shared.get(owner, _UNTOLD))
    return found


class _Words:
    """Formulas in words. The library for it is loaded with the first formula only."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.book = None

    def __call__(self, tokens: bytes, relative: bool) -> str:
        import xlrd
        from xlrd.formula import FMLA_TYPE_CELL, FMLA_TYPE_SHARED, decompile_formula

        try:
            if self.book is None:
                self.book = xlrd.open_workbook(
                    file_contents=self.data, on_demand=True, logfile=io.StringIO()
                )
            kind = FMLA_TYPE_SHARED if relative else FMLA_TYPE_CELL
            return decompile_formula(self.book, tokens, len(tokens), kind, 0, 0) or _UNTOLD
        except Exception as error:  # noqa: BLE001 - the library fails in many ways; none is ours
            if isinstance(error, MemoryError):
                raise
            return _UNTOLD
