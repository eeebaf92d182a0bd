"""Files of every sort the library takes, made here; none of them holds anybody's data."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path

import docx
import xlsxwriter

from dangjian.kernel.evidence import SYSTEM
from dangjian.library.actions import bring_in
from dangjian.library.actions.bringing_in import Told
from dangjian.library.models import Document
from tests.search.shelves import NOW, text

WORDS = "芦花渡口的防汛预案"


def word(words: str = WORDS) -> bytes:
    document, held = docx.Document(), io.BytesIO()
    document.add_paragraph(words)
    document.add_table(1, 1).cell(0, 0).text = "表里的字：竹篙"
    document.save(held)
    return held.getvalue()


def table(words: str = WORDS) -> bytes:
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held)
    sheet = book.add_worksheet("值班")
    sheet.write(0, 0, words)
    sheet.write(1, 1, 2026)
    book.close()
    return held.getvalue()


def pdf(words: str = "Luhua ferry plan 2026") -> bytes:
    """A page with a line of Latin letters; without words a page like a scan's."""
    stream = f"BT /F1 18 Tf 60 700 Td ({words}) Tj ET".encode() if words else b"0 0 m 9 9 l S"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    made, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    start = len(made)
    made += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % p for p in places)
    return made + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % start


def chinese_pdf(words: str) -> bytes:
    """A page with a line of Chinese, in a font that every reader is expected to have."""
    latin = pdf("words here")
    line = latin.replace(b"(words here)", b"<%s>" % words.encode("utf-16-be").hex().encode())
    font = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
        b" /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>] >>"
    )
    return line.replace(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", font)


def ofd(words: str = WORDS) -> bytes:
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    parts = {
        "OFD.xml": f'<ofd:OFD {space} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo>'
        "<ofd:DocID>1</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        "</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {space}><ofd:CommonData><ofd:MaxUnitID>9"
        "</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
        '</ofd:PageArea></ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/'
        'Content.xml"/></ofd:Pages></ofd:Document>',
        "Doc_0/Pages/Page_0/Content.xml": f'<ofd:Page {space}><ofd:Content><ofd:Layer ID="2">'
        '<ofd:TextObject ID="3" Boundary="10 10 150 10" Font="4" Size="5"><ofd:TextCode X="0"'
        f' Y="5" DeltaX="g {len(words) - 1} 5">{words}</ofd:TextCode></ofd:TextObject>'
        "</ofd:Layer></ofd:Content></ofd:Page>",
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{content}')
    return held.getvalue()


def with_a_file(
    code: str = "plan", name: str = "plan.txt", data: bytes = WORDS.encode()
) -> Document:
    """A document that came in with this file; its words are not read yet."""
    told = brought_in(code, name, data)
    assert told.verdict != "refused", told.sentence
    return Document.objects.get(code=code)


def brought_in(code: str, name: str, data: bytes) -> Told:
    """What was said of a document with this file beside it."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / name).write_bytes(data)
        given = text(code, "附带一个文件。", "一份材料", file=name)
        [told] = bring_in(
            [given.__class__(given.name, given.text, folder=place)], now=NOW, by=SYSTEM
        )
    return told
