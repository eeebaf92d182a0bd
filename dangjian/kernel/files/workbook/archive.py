"""The zip around an .xlsx: looked at before any parser sees it, unpacked once, within the caps.

The parser gets a new, plain archive of the parts named here and nothing of the original file, so
that no second reading of a crooked zip can differ from ours.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from typing import BinaryIO

from .limits import MIB, Limits
from .stop import DAMAGED, ENCRYPTED, NOT_A_WORKBOOK, TOO_LARGE, Stop

_LOCAL = struct.Struct("<4s22xHH")  # signature, length of the name, length of the extra field
_STORED, _DEFLATED = 0, 8
_CROOKED = (
    zipfile.BadZipFile,
    NotImplementedError,
    ValueError,
    OverflowError,
    EOFError,
    OSError,
    struct.error,
)

# What other files of a workbook's build are, by an entry that only they have.
_OTHERS = {
    "word/document.xml": "docx",
    "ppt/presentation.xml": "pptx",
    "xl/workbook.bin": "xlsb",
    "content.xml": "ods",
    "index/document.iwa": "numbers",
}
# Parts that say nothing about cells: pictures, themes, links to other files, forms, pivots.
_UNREAD = re.compile(
    r"docprops/|customxml/|xl/(?:media|theme|drawings|charts|externallinks|printersettings"
    r"|ctrlprops|activex|embeddings|pivot\w+|querytables|threadedcomments|comments)",
)


def parts(file: BinaryIO, limits: Limits) -> dict[str, bytes]:
    """The XML parts of the workbook by name. Stop where this is no workbook, or a crooked one."""
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
    except _CROOKED as error:
        raise Stop(DAMAGED) from error
    _inspect(entries, limits)
    return _unpacked(file, entries, limits)


def plain(parts: dict[str, bytes]) -> io.BytesIO:
    """The same parts as a plain archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    file.seek(0)
    return file


def _inspect(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(entries) > limits.entries:
        raise Stop(TOO_LARGE, "unpacked")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Stop(ENCRYPTED)
    names = [_name(entry) for entry in entries]
    _workbook(set(names))
    if len(set(names)) < len(names):
        raise Stop(DAMAGED)
    if sum(entry.file_size for entry in entries) > limits.unpacked:
        raise Stop(TOO_LARGE, "unpacked")


def _workbook(names: set[str]) -> None:
    """Stop unless these are the parts of a workbook without macros."""
    if any(name.endswith("vbaproject.bin") or name.startswith("xl/macrosheets/") for name in names):
        raise Stop(NOT_A_WORKBOOK, "macros")
    if "xl/workbook.xml" in names:
        return
    for name, kind in _OTHERS.items():
        if name in names:
            raise Stop(NOT_A_WORKBOOK, kind)
    raise Stop(NOT_A_WORKBOOK, "zip")


def _name(entry: zipfile.ZipInfo) -> str:
    return entry.filename.replace("\\", "/").lower()


def _unpacked(file: BinaryIO, entries: list[zipfile.ZipInfo], limits: Limits) -> dict[str, bytes]:
    found, room = {}, limits.unpacked
    for entry in entries:
        if not _name(entry).endswith((".xml", ".rels")) or _UNREAD.match(_name(entry)):
            continue
        data = _data(file, entry, room, limits.ratio)
        room -= len(data)
        found[entry.filename.replace("\\", "/")] = data
    return found


def _data(file: BinaryIO, entry: zipfile.ZipInfo, room: int, ratio: int) -> bytes:
    """One entry, whatever size the directory gives it: no more than room is ever unpacked."""
    file.seek(entry.header_offset)
    header = file.read(_LOCAL.size)
    if len(header) < _LOCAL.size:
        raise Stop(DAMAGED)
    signature, name, extra = _LOCAL.unpack(header)
    if signature != b"PK\3\4" or entry.compress_type not in (_STORED, _DEFLATED):
        raise Stop(DAMAGED)
    file.seek(name + extra, io.SEEK_CUR)
    packed = file.read(entry.compress_size)
    data = packed if entry.compress_type == _STORED else _inflated(packed, room)
    if len(data) > room or len(data) > max(MIB, ratio * len(packed)):
        raise Stop(TOO_LARGE, "unpacked")
    if len(data) != entry.file_size or zlib.crc32(data) != entry.CRC:
        raise Stop(DAMAGED)
    return data


def _inflated(packed: bytes, room: int) -> bytes:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        data = inflater.decompress(packed, room + 1)
    except zlib.error as error:
        raise Stop(DAMAGED) from error
    if not inflater.eof and len(data) <= room:
        raise Stop(DAMAGED)
    return data
