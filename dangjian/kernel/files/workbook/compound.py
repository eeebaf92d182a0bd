"""A compound (OLE) file: an .xls or .et of any name, a locked workbook, or something else."""

from __future__ import annotations

import struct
from typing import BinaryIO

import olefile
import python_calamine as calamine

from . import biff
from .limits import Limits
from .sheets import Sender
from .stop import DAMAGED, ENCRYPTED, NOT_A_WORKBOOK, TOO_LARGE, Stop
from .xlsx import load, opened

_BOOKS = ("workbook", "book")
_MACROS = ("_vba_project_cur", "macros", "vba")
_OTHERS = {"worddocument": "docx", "powerpoint document": "pptx"}


def send(file: BinaryIO, sender: Sender, limits: Limits) -> None:
    """All sheets with rows, in the order of the workbook."""
    stream = _stream(file, limits)
    book = opened(file)
    metas = [
        (index, meta)
        for index, meta in enumerate(book.sheets_metadata)
        if meta.typ == calamine.SheetTypeEnum.WorkSheet
    ]
    if len(metas) > limits.sheets:
        raise Stop(TOO_LARGE, "sheets")
    looks = biff.looks(stream)
    for at, (index, meta) in enumerate(metas):
        if meta.name not in looks:
            raise Stop(DAMAGED)
        hidden = meta.visible != calamine.SheetVisibleEnum.Visible
        share = (at / len(metas), (at + 1) / len(metas))
        load(sender, book, index, hidden, looks[meta.name], share, limits)


def _stream(file: BinaryIO, limits: Limits) -> bytes:
    """The workbook's records. Stop for what is no workbook, has macros or is locked."""
    try:
        with olefile.OleFileIO(file) as compound:
            names = {path[0].lower(): path[0] for path in compound.listdir(storages=True)}
            name = _book(names)
            if compound.get_size(name) > limits.unpacked:
                raise Stop(TOO_LARGE, "unpacked")
            data = compound.openstream(name).read()
    except (OSError, ValueError, IndexError, KeyError, AttributeError, struct.error) as error:
        raise Stop(DAMAGED) from error
    file.seek(0)
    if biff.locked(data):
        raise Stop(ENCRYPTED)
    return data


def _book(names: dict[str, str]) -> str:
    if "encryptedpackage" in names:
        raise Stop(ENCRYPTED)
    if any(name in names for name in _MACROS) and any(name in names for name in _BOOKS):
        raise Stop(NOT_A_WORKBOOK, "macros")
    for name in _BOOKS:
        if name in names:
            return names[name]
    for name, kind in _OTHERS.items():
        if name in names:
            raise Stop(NOT_A_WORKBOOK, kind)
    raise Stop(NOT_A_WORKBOOK, "compound")
