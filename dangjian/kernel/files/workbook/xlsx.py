"""An .xlsx: values by calamine, the rest by a look into the sheets' XML."""

from __future__ import annotations

import posixpath
from typing import BinaryIO
from xml.parsers import expat

import python_calamine as calamine

from . import archive
from .limits import Limits
from .look import Look, check, look
from .sheets import Sender, Sheet
from .stop import DAMAGED, TOO_LARGE, Stop

# How far the work is once the file is unpacked, and what part of a sheet's work loading it is.
_UNPACKED, _LOADED = 0.1, 0.6


def send(file: BinaryIO, sender: Sender, limits: Limits) -> None:
    """All sheets with rows, in the order of the workbook."""
    parts = archive.parts(file, limits)
    for data in parts.values():
        check(data)
    places = _places(parts)
    if len(places) > limits.sheets:
        raise Stop(TOO_LARGE, "sheets")
    looks = {name: look(parts[place]) for name, place in places.items()}
    sizes = {name: len(parts[place]) for name, place in places.items()}
    file = archive.plain(parts)
    del parts
    book = opened(file)
    sender.done(_UNPACKED)
    at, whole = 0, sum(sizes.values()) or 1
    for index, meta in enumerate(book.sheets_metadata):
        if meta.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        if meta.name not in places:
            raise Stop(DAMAGED)
        low, high = (_UNPACKED + (1 - _UNPACKED) * x / whole for x in (at, at + sizes[meta.name]))
        at += sizes[meta.name]
        hidden = meta.visible != calamine.SheetVisibleEnum.Visible
        load(sender, book, index, hidden, looks[meta.name], (low, high), limits)


def opened(file: BinaryIO) -> calamine.CalamineWorkbook:
    """The workbook, its sheets not loaded yet."""
    try:
        return calamine.load_workbook(file)
    except calamine.CalamineError as error:
        raise Stop(DAMAGED) from error


def load(
    sender: Sender,
    book: calamine.CalamineWorkbook,
    index: int,
    hidden: bool,
    seen: Look,
    share: tuple[float, float],
    limits: Limits,
) -> None:
    """Send one sheet of an open workbook."""
    try:
        sheet = book.get_sheet_by_index(index)
    except calamine.CalamineError as error:
        raise Stop(DAMAGED) from error
    low, high = share
    low += (high - low) * _LOADED
    sender.done(low)
    height, width = (at + 1 for at in sheet.end or (-1, -1))
    if width > limits.columns:
        raise Stop(TOO_LARGE, "columns")
    if height > limits.rows or height * width > limits.cells:
        raise Stop(TOO_LARGE, "rows")
    merged = sheet.merged_cell_ranges or []
    values = Sheet(sheet.name, hidden, sheet.iter_rows(), height, width, merged)
    sender.sheet(values, seen, (low, high))


def _places(parts: dict[str, bytes]) -> dict[str, str]:
    """The part of each sheet, by the sheet's name."""
    names = {name.lower(): name for name in parts}
    targets = {
        item.get("Id", ""): item.get("Target", "")
        for item in _elements(parts, names.get("xl/_rels/workbook.xml.rels"), "Relationship")
    }
    places: dict[str, str] = {}
    for sheet in _elements(parts, names["xl/workbook.xml"], "sheet"):
        link = next((value for key, value in sheet.items() if key.rpartition(":")[2] == "id"), "")
        target = targets.get(link, "")
        place = names.get(posixpath.normpath(posixpath.join("/xl", target)).lstrip("/").lower())
        name = sheet.get("name", "")
        if place is None or name in places:
            raise Stop(DAMAGED)
        places[name] = place
    return places


def _elements(parts: dict[str, bytes], place: str | None, wanted: str) -> list[dict[str, str]]:
    """The attributes of all elements of a name in one part."""
    if place is None:
        raise Stop(DAMAGED)
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == wanted:
            found.append(attributes)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    try:
        parser.Parse(parts[place], True)
    except expat.ExpatError as error:
        raise Stop(DAMAGED) from error
    return found
