"""How much one file may ask of us. Caps are data: a test can lift one and see that it matters."""

from __future__ import annotations

from typing import NamedTuple

MIB = 1024 * 1024


class Limits(NamedTuple):
    """Caps on one workbook. What passes none of them is refused as too large."""

    file: int = 40 * MIB  # bytes of the file as it comes
    entries: int = 1_000  # files inside the zip
    unpacked: int = 64 * MIB  # bytes of all of them, as declared and as they really are
    ratio: int = 100  # unpacked to packed, of an entry of more than a mebibyte
    sheets: int = 100
    rows: int = 200_000  # of one sheet, empty ones included
    columns: int = 1_000
    cells: int = 4_000_000  # of one sheet: rows times columns
    merged: int = 50_000  # merged ranges of one sheet
    cell_text: int = 32_767  # characters of one cell, as in Excel
    part_text: int = 16 * MIB  # characters of one run of rows
    text: int = 256 * MIB  # characters of all rows
    memory: int = 512 * MIB  # address space of the child
    cpu: int = 20  # seconds of the child
    wait: int = 120  # seconds we wait for the child, all in all


LIMITS = Limits()
