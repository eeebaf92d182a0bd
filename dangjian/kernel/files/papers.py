"""A paper of the office as a Word file, to be signed: filled from the record, text only.

Page and type are those of official documents (GB/T 9704-2012): A4, 37 mm above, 28 mm at the
binding, 156 × 225 mm of text; headings of 22, text of 16, tables of 14 points.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Sequence

from docx import Document
from docx.document import Document as Opened
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_HEADING, _TEXT, _HEAD = "方正小标宋简体", "仿宋", "黑体"
_TABLE, _NAMES = Mm(156), Mm(46)
_BLANK = "\u3000" * 6
# What no XML can hold.
_UNFIT = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def form(title: str, rows: Sequence[tuple[str, str]], *, made_by: str, at: dt.datetime) -> bytes:
    """A form of names and values, the empty ones to be filled in by hand; as a .docx.

    made_by, at: stand small in the footer of every page, in the district's time.
    """
    document = _sheet(made_by, at)
    _line(document.add_paragraph(), title, _HEADING, 22).alignment = WD_ALIGN_PARAGRAPH.CENTER
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for name, value in rows:
        cells = table.add_row().cells
        for cell, text, face, width in (
            (cells[0], name, _HEAD, _NAMES),
            (cells[1], value, _TEXT, _TABLE - _NAMES),
        ):
            cell.width = width
            _line(cell.paragraphs[0], text, face, 14)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def record(
    title: str,
    paragraphs: Sequence[str],
    signs: Sequence[str],
    *,
    note: str = "",
    made_by: str,
    at: dt.datetime,
) -> bytes:
    """A text under its title, to be signed by hand at its end; as a .docx.

    paragraphs: two characters in from the left; one that begins with 第 and holds an em blank (as
    "第1项　…") heads what follows and stands in 黑体. signs: who signs, one line each at the right.
    note: stands small under the title ("草稿"). made_by, at: as for `form`.
    """
    document = _sheet(made_by, at)
    _line(document.add_paragraph(), title, _HEADING, 22).alignment = WD_ALIGN_PARAGRAPH.CENTER
    if note:
        _line(document.add_paragraph(), note, _TEXT, 12).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text in paragraphs:
        heads = text.startswith("第") and "\u3000" in text
        line = _line(document.add_paragraph(), text, _HEAD if heads else _TEXT, 16)
        line.paragraph_format.first_line_indent = Pt(32)
        line.paragraph_format.line_spacing = Pt(28)
        line.paragraph_format.space_after = Pt(0)
        line.paragraph_format.keep_with_next = heads
    for who in signs:
        line = _line(document.add_paragraph(), f"{who}签字：{_BLANK}", _TEXT, 16)
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        line.paragraph_format.space_before = Pt(14)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _sheet(made_by: str, at: dt.datetime) -> Opened:
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin = Mm(37), Mm(35)
    page.left_margin, page.right_margin = Mm(28), Mm(26)
    told = f"由平台登记的内容生成　{made_by}　{at:%Y-%m-%d %H:%M}"
    _line(page.footer.paragraphs[0], told, _TEXT, 9)
    return document


def _line(paragraph: Paragraph, text: str, face: str, points: int) -> Paragraph:
    """One line of text in a face. Word takes Chinese letters from another setting than Latin."""
    run = paragraph.add_run(_UNFIT.sub("", text))
    run.font.name, run.font.size = face, Pt(points)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)
    paragraph.paragraph_format.space_after = Pt(6)
    return paragraph
