"""Spreadsheets made by hand, honest and hostile: the smallest bytes that show the point."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def packed(parts: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these entries."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return file.getvalue()


def parts(
    *sheets: str, states: Iterable[str] = (), date1904: bool = False, tail: str = ""
) -> dict[str, bytes | str]:
    """The parts of an .xlsx whose sheets hold this XML inside <sheetData>; states of the sheets.

    tail: XML behind the first sheet's data (merged cells).
    """
    marks = [f' state="{state}"' if state else "" for state in states] + [""] * len(sheets)
    listed = "".join(
        f'<sheet name="表{n}" sheetId="{n}"{marks[n - 1]} r:id="rId{n}"/>'
        for n in range(1, len(sheets) + 1)
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{LINKS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    flag = '<workbookPr date1904="1"/>' if date1904 else ""
    found: dict[str, bytes | str] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" '
        f'Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}">{flag}'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{links}</Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/>'
        '<xf numFmtId="31"/></cellXfs></styleSheet>',
    }
    for n, rows in enumerate(sheets, 1):
        found[f"xl/worksheets/sheet{n}.xml"] = (
            f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}">'
            f"<sheetData>{rows}</sheetData>{tail if n == 1 else ''}</worksheet>"
        )
    return found


def xlsx(*sheets: str, **more: object) -> bytes:
    """An .xlsx of such sheets."""
    return packed(parts(*sheets, **more))  # type: ignore[arg-type]


def text(place: str, words: str) -> str:
    """A cell of text."""
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(words)}</t></is></c>'


def row(number: int, *cells: str, hidden: bool = False) -> str:
    return f'<row r="{number}"{" hidden=" + chr(34) + "1" + chr(34) if hidden else ""}>' + (
        "".join(cells) + "</row>"
    )


def repeated(unit: bytes, times: int, before: bytes = b"", after: bytes = b"") -> tuple[bytes, int]:
    """(deflated, unpacked size) of a huge text, made without ever holding it."""
    deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
    head = deflater.compress(before) + deflater.flush(zlib.Z_FULL_FLUSH)
    body = deflater.compress(unit) + deflater.flush(zlib.Z_FULL_FLUSH)
    tail = deflater.compress(after) + deflater.flush()
    return head + body * times + tail, len(before) + len(unit) * times + len(after)


def with_entry(
    archive: bytes, name: str, deflated: bytes, declared: int, checksum: int = 0
) -> bytes:
    """The zip with one more entry of raw deflated bytes that says it unpacks to so many bytes."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        begin = opened.start_dir
    central, count = archive[begin:-22], struct.unpack_from("<H", archive, len(archive) - 12)[0]
    sizes = struct.pack("<IIIHH", checksum, len(deflated), declared, len(name), 0)
    local = b"PK\3\4" + struct.pack("<HHHHH", 20, 0, 8, 0, 33) + sizes + name.encode() + deflated
    entry = (
        b"PK\1\2"
        + struct.pack("<HHHHHH", 20, 20, 0, 8, 0, 33)
        + sizes
        + struct.pack("<HHHII", 0, 0, 0, 0, begin)
        + name.encode()
    )
    directory = central + entry
    end = struct.pack("<HHHHIIH", 0, 0, count + 1, count + 1, len(directory), begin + len(local), 0)
    return archive[:begin] + local + directory + b"PK\5\6" + end


# --- compound files -----------------------------------------------------------------------------
_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def compound(streams: Mapping[str, bytes]) -> bytes:
    """An OLE file with these streams in its root (each padded past the small-stream limit)."""
    padded = {name: data.ljust(4096, b"\0") for name, data in streams.items()}
    sectors, table, entries = b"", [_FAT], [_entry("Root Entry", 5, _END, 0, child=1)]
    for at, (name, data) in enumerate(padded.items(), 1):
        data = data.ljust(-(-len(data) // _SECTOR) * _SECTOR, b"\0")
        start = len(table)
        table += [*range(start + 1, start + len(data) // _SECTOR), _END]
        right = at + 1 if at < len(padded) else _FREE
        entries.append(_entry(name, 2, start, len(padded[name]), right=right))
        sectors += data
    directory = b"".join(entries).ljust(-(-len(entries) // 4) * _SECTOR, b"\0")
    first = len(table)
    table += [*range(first + 1, first + len(directory) // _SECTOR), _END]
    assert len(table) <= _SECTOR // 4
    table += [_FREE] * (_SECTOR // 4 - len(table))
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
        + struct.pack("<IIIIIIIII", 0, 1, first, 0, 4096, _END, 0, _END, 0)
        + struct.pack("<I", 0)
        + struct.pack("<I", _FREE) * 108
    )
    return header + struct.pack("<128I", *table) + sectors + directory


def _entry(
    name: str, kind: int, start: int, size: int, child: int = _FREE, right: int = _FREE
) -> bytes:
    label = name.encode("utf-16-le") + b"\0\0"
    return (
        label.ljust(64, b"\0")
        + struct.pack("<HBB", len(label), kind, 1)
        + struct.pack("<III", _FREE, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def record(kind: int, data: bytes = b"") -> bytes:
    """One record of an .xls."""
    return struct.pack("<HH", kind, len(data)) + data


def xls(cells: bytes, before: bytes = b"") -> bytes:
    """An .xls with one sheet 表 of these records; before: records of the workbook itself."""
    name = "表".encode("utf-16-le")
    opening = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)) + before
    sheet = struct.pack("<IBBBB", 0, 0, 0, 1, 1) + name
    position = len(opening) + len(record(0x85, sheet)) + len(record(0x0A))
    sheet = struct.pack("<I", position) + sheet[4:]
    book = opening + record(0x85, sheet) + record(0x0A)
    book += record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    return compound({"Workbook": book + cells + record(0x0A)})
