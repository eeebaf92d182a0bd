"""Files that want to harm the reader, by name; each with the codes it may be refused with.

"rows" means that it may also be read. Every file is made in well under a second.
"""

from __future__ import annotations

import random
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from tests.kernel.files import makers
from tests.kernel.files.makers import packed, parts, record, row, text, xlsx

MIB = 1024 * 1024
LARGE, DAMAGED, LOCKED, NO_BOOK = "F-TOO-LARGE", "F-DAMAGED", "F-ENCRYPTED", "F-NOT-A-WORKBOOK"
ONE = row(1, text("A1", "姓名"))
SHEET = "xl/worksheets/sheet1.xml"

Hostile = Iterator[tuple[str, bytes, set[str]]]


def every() -> Hostile:
    yield from _bombs()
    yield from _crooked_zips()
    yield from _crooked_xml()
    yield from _sheets()
    yield from _compound()
    yield from _noise()


def _without_sheet() -> bytes:
    found = parts(ONE)
    del found[SHEET]
    return packed(found)


def bomb(mebibytes: int, declared: int | None = None) -> bytes:
    """A workbook of one cell with so much text."""
    opening = f'<worksheet xmlns="{makers.MAIN}"><sheetData><row r="1"><c r="A1" t="str"><v>'
    closing = "</v></c></row></sheetData></worksheet>"
    data, size = makers.repeated(b"a" * MIB, mebibytes, opening.encode(), closing.encode())
    checksum = zlib.crc32(zlib.decompress(data, -15)) if mebibytes < 10 else 0
    return makers.with_entry(_without_sheet(), SHEET, data, declared or size, checksum)


def _bombs() -> Hostile:
    yield "a string of 400 MiB", bomb(400), {LARGE}
    yield "a string of 400 MiB that says it has 100 bytes", bomb(400, 100), {LARGE}
    yield "a string of 60 MiB", bomb(60), {LARGE}
    shared = "".join(f'<c r="A{n}" t="s"><v>0</v></c>' for n in range(1, 60_001))
    found = parts(re.sub(r'(<c r="A(\d+)".*?</c>)', r'<row r="\2">\1</row>', shared))
    found["xl/sharedStrings.xml"] = (
        f'<sst xmlns="{makers.MAIN}"><si><t>{"字" * 30_000}</t></si></sst>'
    )
    found["xl/_rels/workbook.xml.rels"] = str(found["xl/_rels/workbook.xml.rels"]).replace(
        "</Relationships>",
        f'<Relationship Id="rId9" Type="{makers.LINKS}/sharedStrings" Target="sharedStrings.xml"/>'
        "</Relationships>",
    )
    yield "one long shared string in 60,000 cells", packed(found), {LARGE}
    zeros, size = makers.repeated(bytes(MIB), 40)
    picture = makers.with_entry(xlsx(ONE), "xl/media/image1.png", zeros, size)
    yield "a picture that unpacks to 40 MiB and is not looked at", picture, {"rows"}
    yield (
        "a picture that says it has 4 GiB",
        makers.with_entry(xlsx(ONE), "xl/media/a.png", zeros, 0xFFFFFFFE),
        {LARGE},
    )
    yield "2,000 entries", packed(parts(ONE) | {f"x/{n}.xml": "" for n in range(2_000)}), {LARGE}


def _crooked_zips() -> Hostile:
    good = xlsx(ONE)
    yield "an entry twice", makers.with_entry(good, SHEET, *makers.repeated(b"x", 1)), {DAMAGED}
    yield (
        "an entry twice in another case",
        makers.with_entry(good, SHEET.upper(), *makers.repeated(b"x", 1)),
        {DAMAGED},
    )
    begin = good.index(b"PK\1\2")
    flag = good[: begin + 8] + b"\1" + good[begin + 9 :]
    yield "locked entries", flag, {LOCKED}
    yield (
        "an unknown way of packing",
        good.replace(struct.pack("<HH", 0, 8), struct.pack("<HH", 0, 97)),
        {DAMAGED},
    )
    outside = parts(ONE) | {"../../etc/passwd": "x", "/etc/shadow": "x", "..\\..\\a.xml": "<a/>"}
    yield "paths that lead out", packed(outside), {"rows"}
    many = _overlapping(good, 900)
    yield "900 names for one stretch of bytes", many, {LARGE, DAMAGED}
    yield "a zip with nothing in it", b"PK\5\6" + bytes(18), {NO_BOOK}
    yield "a zip inside a zip", packed({"名册.xlsx": good}), {NO_BOOK}
    yield "a document", packed({"word/document.xml": "<a/>"}), {NO_BOOK}
    yield "slides", packed({"ppt/presentation.xml": "<a/>"}), {NO_BOOK}
    yield "an ODF table", packed({"mimetype": "x", "content.xml": "<a/>"}), {NO_BOOK}
    yield "a binary workbook", packed({"xl/workbook.bin": b"x"}), {NO_BOOK}
    yield "a workbook with a macro", packed(parts(ONE) | {"xl/vbaProject.bin": b"x"}), {NO_BOOK}
    yield (
        "a workbook with an old macro sheet",
        packed(parts(ONE) | {"xl/macrosheets/sheet1.xml": "<a/>"}),
        {NO_BOOK},
    )
    links = parts(ONE) | {
        "xl/externalLinks/externalLink1.xml": "<a href='http://example.invalid'/>"
    }
    yield "links to other files", packed(links), {"rows"}
    yield "a sheet that is not there", _without_sheet(), {DAMAGED}
    yield (
        "nothing but a workbook part",
        packed({"xl/workbook.xml": "<workbook/>"}),
        {
            DAMAGED,
            "F-EMPTY",
        },
    )


def _overlapping(good: bytes, times: int) -> bytes:
    """A directory that names the sheet's bytes many times over."""
    data, size = makers.repeated(b" " * MIB, 1)
    archive = makers.with_entry(good, "xl/a0000.xml", data, size)
    begin = archive.rindex(b"PK\1\2")
    entry, end = archive[begin:-22], archive[-22:]
    copies = b"".join(entry.replace(b"a0000", b"a%04d" % n) for n in range(1, times))
    first = struct.unpack_from("<I", end, 16)[0]
    directory = archive[first:-22] + copies
    counts = struct.unpack_from("<H", end, 8)[0] + times - 1
    return (
        archive[:first]
        + directory
        + b"PK\5\6"
        + struct.pack("<HHHHIIH", 0, 0, counts, counts, len(directory), first, 0)
    )


def _crooked_xml() -> Hostile:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    document = f'<!DOCTYPE worksheet [<!ENTITY l0 "ha">{laughs}]>'
    outside = '<!DOCTYPE worksheet [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>'
    for name, head in (("a billion laughs", document), ("an entity from outside", outside)):
        found = parts(row(1, '<c r="A1" t="str"><v>&l9;</v></c>'))
        found[SHEET] = str(found[SHEET]).replace("<worksheet", head + "<worksheet")
        yield name, packed(found), {DAMAGED}
        found = parts(ONE)
        found["xl/workbook.xml"] = head.replace("worksheet", "workbook") + str(
            found["xl/workbook.xml"]
        )
        yield f"{name} in the workbook part", packed(found), {DAMAGED}
    found = parts(ONE)
    wide = str(found[SHEET]).replace("UTF-8", "UTF-16").encode("utf-16")
    yield "XML in UTF-16", packed(found | {SHEET: wide}), {DAMAGED}
    seven = str(found[SHEET]).replace("UTF-8", "UTF-7")
    yield "XML in an odd encoding", packed(found | {SHEET: seven}), {DAMAGED}
    deep = "<a>" * 100_000 + "</a>" * 100_000
    yield "XML 100,000 deep", xlsx(deep + ONE), {"rows", DAMAGED}
    yield (
        "XML 100,000 deep with a formula",
        xlsx(row(1, '<c r="A1"><f>1</f><v>1</v></c>') + deep),
        {"rows", DAMAGED},
    )
    yield (
        "XML cut short",
        packed(parts(ONE) | {SHEET: str(parts(ONE)[SHEET])[:-30]}),
        {
            "rows",
            DAMAGED,
        },
    )
    yield (
        "many attributes",
        xlsx(f'<row r="1" {" ".join(f"a{n}=" + chr(34) * 2 for n in range(50_000))}/>' + ONE),
        {"rows", DAMAGED},
    )
    broken = row(1, '<c r="A1"><f>1</f><v>1</v></c><c r="B1" <<')
    yield "broken XML with a formula", xlsx(broken), {DAMAGED}


def _sheets() -> Hostile:
    far = row(1, text("A1", "甲")) + row(1_048_576, text("XFD1048576", "乙"))
    yield "two cells in opposite corners", xlsx(far), {LARGE}
    low = row(1, text("A1", "甲")) + row(1_048_576, text("A1048576", "乙"))
    yield "a cell in the last row", xlsx(low), {LARGE}
    yield "a cell in the last column", xlsx(row(1, text("A1", "甲"), text("XFD1", "乙"))), {LARGE}
    formula = ONE + row(1_048_576, '<c r="A1048576"><f>1</f></c>')
    yield "a formula in the last row", xlsx(formula), {LARGE}
    yield "a blank row at the very end", xlsx(ONE + row(1_048_576)), {"rows"}
    yield (
        "a row beyond the last",
        xlsx(ONE + row(4_000_000_000, text("A4000000000", "x"))),
        {
            LARGE,
            DAMAGED,
            "rows",
        },
    )
    odd = [f'<row r="{r}"><f>1</f><c r="{c}"><f>1</f><v>1</v></c></row>' for r, c in _ODD_PLACES]
    for (r, c), sheet in zip(_ODD_PLACES, odd, strict=True):
        yield f"a cell {c!r} in row {r!r}", xlsx(sheet), {"rows", DAMAGED, LARGE, "F-EMPTY"}
    many = packed(parts(many_cells(2_000, 1_000)), zipfile.ZIP_STORED)
    yield "two million cells", many, {"rows"}
    yield "150 sheets", xlsx(*[ONE] * 150), {LARGE}
    yield (
        "two sheets of one name",
        packed(
            parts(ONE, ONE)
            | {"xl/workbook.xml": str(parts(ONE, ONE)["xl/workbook.xml"]).replace("表2", "表1")}
        ),
        {DAMAGED},
    )
    yield "a sound file", xlsx(ONE, ONE), {"rows"}
    merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="B2"/></mergeCells>'
    yield "everything merged", xlsx(ONE, tail=merged), {"rows", DAMAGED}
    yield "no cells", xlsx("", ""), {"F-EMPTY"}
    for value in ("NaN", "inf", "1e999", "-0", "", "x", "9" * 400):
        yield (
            f"the number {value[:9]!r}",
            xlsx(row(1, f'<c r="A1"><v>{value}</v></c>')),
            {
                "rows",
                DAMAGED,
                "F-EMPTY",
            },
        )
    for value in ("1e300", "-5", "0", "3000000", "1e-300"):
        cell = f'<c r="A1" s="1"><v>{value}</v></c>'
        yield f"the day {value}", xlsx(row(1, cell)), {"rows", DAMAGED}


_ODD_PLACES = (("0", "A0"), ("-1", "A-1"), ("x", "B1"), ("1", "ZZZZZZ1"), ("1", "1"), ("1", ""))


def many_cells(rows: int, columns: int) -> str:
    chance = random.Random(7)
    lines = [
        "".join(f"<c><v>{chance.randrange(100)}</v></c>" for _ in range(columns)) for _ in range(20)
    ]
    return "".join(f'<row r="{n}">{lines[chance.randrange(20)]}</row>' for n in range(1, rows + 1))


def _compound() -> Hostile:
    number = record(0x203, struct.pack("<HHHd", 0, 0, 0, 7))
    good = makers.xls(number)
    yield "a sound old file", good, {"rows"}
    yield "a locked old file", makers.xls(number, before=record(0x2F, bytes(54))), {LOCKED}
    yield "a text document", makers.compound({"WordDocument": b"x"}), {NO_BOOK}
    yield "slides of old", makers.compound({"PowerPoint Document": b"x"}), {NO_BOOK}
    yield "something else", makers.compound({"Etwas": b"x"}), {NO_BOOK}
    macros = makers.compound({"Workbook": b"x", "_VBA_PROJECT_CUR": b"x"})
    yield "an old file with macros", macros, {NO_BOOK}
    far = record(0x203, struct.pack("<HHHd", 65_535, 255, 0, 7))
    yield "an old file with far corners", makers.xls(number + far), {"rows", LARGE}
    yield (
        "records of no length",
        makers.xls(record(0x208) + record(0x06) + record(0x205)),
        {
            "rows",
            DAMAGED,
            "F-EMPTY",
        },
    )
    tokens = bytes(range(256))
    formula = struct.pack("<HHH", 0, 0, 0) + bytes(14) + struct.pack("<H", 256) + tokens
    yield "a formula of nonsense", makers.xls(number + record(0x06, formula)), {"rows", DAMAGED}
    loop = good[:512] + struct.pack("<128I", *[1] * 128) + good[1024:]
    yield "sectors in a ring", loop, {DAMAGED, LARGE}
    chance = random.Random(3)
    for n in range(8):
        broken = bytearray(good)
        for _ in range(20):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        yield (
            f"an old file with 20 bytes changed ({n})",
            bytes(broken),
            {
                "rows",
                DAMAGED,
                NO_BOOK,
                LOCKED,
                LARGE,
                "F-EMPTY",
            },
        )


def _noise() -> Hostile:
    chance = random.Random(5)
    anything = {"rows", DAMAGED, NO_BOOK, LOCKED, LARGE, "F-EMPTY"}
    good = xlsx(*[row(1, *[text(f"{c}1", "姓名" * 9) for c in "ABCDEF"])] * 3)
    for n in range(16):
        cut = len(good) * n // 16
        yield f"cut off after {n} of 16", good[:cut], {DAMAGED, "F-EMPTY"}
    for n in range(8):
        broken = bytearray(good)
        for _ in range(5):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        yield f"five bytes changed ({n})", bytes(broken), anything
    for n in range(8):
        yield f"noise ({n})", chance.randbytes(3_000), {DAMAGED, NO_BOOK}
        yield f"noise with a zip's sign ({n})", b"PK\3\4" + chance.randbytes(3_000), {DAMAGED}
        noise = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + chance.randbytes(3_000)
        yield f"noise with an old file's sign ({n})", noise, {DAMAGED}
