"""Tables for people to take away: text only, nothing a spreadsheet would run, marked with a name.

Every cell is written as text (also numbers and days), so that no identity number loses its end.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

import xlsxwriter
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from dangjian.kernel.refusal import Refused

# What makes a spreadsheet take text for a formula; the full-width forms count too.
# <r> is what the library that writes workbooks takes for its own mark-up, unescaped.
_RUNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", "<r>")
_MOST_ROWS = 1_000_000
_HEADER_TEXT = 200  # characters of the printed header and footer
_FIRST_ROW = 3  # below the title, the mark and the heads
_CHOICES = "选项"
# Characters the library cannot write into a file that opens again.
_ODD = re.compile("[\ud800-\udfff\ufffe\uffff]")
_UNFIT = re.compile("[\0-\x1f\ud800-\udfff\ufffe\uffff]")
_INK, _PALE, _DOUBT = "#8A1C14", "#F6EFEA", "#FFF2CC"


@dataclass(frozen=True)
class Mark:
    """Who took the table away, when (in the district's time) and what for."""

    who: str
    when: dt.datetime
    reason: str

    def __str__(self) -> str:
        return _line(f"导出人：{self.who}　时间：{self.when:%Y-%m-%d %H:%M}　事由：{self.reason}")


@dataclass(frozen=True)
class Column:
    """A column. choices: offered as a list. key: hidden and locked, for finding the row again."""

    head: str
    width: float = 14
    choices: Sequence[str] = ()
    key: bool = False


class Doubtful(NamedTuple):
    """A cell somebody must look at: highlighted, with a note and perhaps candidates to pick.

    Where its column has choices, those are offered.
    """

    text: str
    note: str
    choices: Sequence[str] = ()


Row = Sequence[str | Doubtful]


def safe(text: str) -> str:
    """The text with ' before it where a spreadsheet would run it."""
    return f"'{text}" if text.startswith(_RUNS) else text


def write_workbook(
    file: BinaryIO, *, title: str, columns: Sequence[Column], rows: Iterable[Row], mark: Mark
) -> int:
    """Write one sheet named after its title into an open file; the number of rows written.

    Row 1 is the title, row 2 the mark, row 3 the heads. The mark also stands in the printed
    footer and in the document's properties. Memory does not grow with the rows.
    """
    title = _line(title)
    with tempfile.TemporaryDirectory(prefix="table-") as folder:
        options = {"constant_memory": True, "tmpdir": folder, "strings_to_urls": False}
        book = xlsxwriter.Workbook(file, options)
        book.set_properties(
            {
                "title": title,
                "author": _line(mark.who),
                "comments": str(mark),
                "created": _utc(mark.when),
            }
        )
        sheet = _Sheet(book, title, columns)
        sheet.top(title, mark)
        written = sheet.fill(rows)
        book.close()
    return written


def write_csv(file: BinaryIO, *, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """The same for programs: UTF-8 with mark, formula-safe; the number of rows written."""
    text = io.TextIOWrapper(file, "utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(map(safe, heads))
    written = 0
    for row in rows:
        writer.writerow(map(safe, row))
        written += 1
    text.detach()
    return written


def _utc(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC).replace(tzinfo=None)


class _Sheet:
    """The sheet being written, from the top down."""

    def __init__(self, book: xlsxwriter.Workbook, title: str, columns: Sequence[Column]) -> None:
        self.columns = columns
        self.sheet: Worksheet = book.add_worksheet(_sheet_name(title))
        self.lists = _Lists(book)
        locked = any(column.key for column in columns)
        text = {"num_format": "@", "valign": "top", "text_wrap": True, "locked": False}
        self.plain = book.add_format(text)
        self.key = book.add_format({**text, "locked": True})
        self.doubt = book.add_format({**text, "bg_color": _DOUBT, "border": 1})
        self.head = book.add_format({"bold": True, "bg_color": _PALE, "bottom": 1, "valign": "top"})
        self.large = book.add_format({"bold": True, "font_size": 16, "font_color": _INK})
        self.small = book.add_format({"font_size": 9, "font_color": "#666666"})
        if locked:
            free = ("format_columns", "format_rows", "sort", "autofilter")
            self.sheet.protect("", dict.fromkeys(free, True))

    def top(self, title: str, mark: Mark) -> None:
        """Title, mark, heads; what is printed on every page."""
        sheet = self.sheet
        first = next(at for at, column in enumerate(self.columns) if not column.key)
        for at, column in enumerate(self.columns):
            form = self.key if column.key else self.plain
            sheet.set_column(at, at, column.width, form, {"hidden": column.key})
        sheet.write_string(0, first, safe(title), self.large)
        sheet.write_string(1, first, safe(str(mark)), self.small)
        for at, column in enumerate(self.columns):
            sheet.write_string(_FIRST_ROW - 1, at, safe(_line(column.head)), self.head)
        sheet.freeze_panes(_FIRST_ROW, 0)
        sheet.repeat_rows(_FIRST_ROW - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_header("&L" + _printed(title) + "&R&P / &N")
        sheet.set_footer("&L" + _printed(str(mark)))

    def fill(self, rows: Iterable[Row]) -> int:
        """All rows; then the lists to choose from."""
        last = _FIRST_ROW - 1
        for last, row in enumerate(rows, _FIRST_ROW):  # noqa: B007 - the last number is wanted
            if last >= _MOST_ROWS:
                raise Refused(f"一张表最多放 {_MOST_ROWS} 行，请缩小范围，分几次导出。")
            for at, cell in enumerate(row):
                self.write(last, at, cell)
        for at, column in enumerate(self.columns):
            if column.choices and last >= _FIRST_ROW:
                self.lists.offer(self.sheet, (_FIRST_ROW, at, last, at), column.choices)
        return last - _FIRST_ROW + 1

    def write(self, row: int, at: int, cell: str | Doubtful) -> None:
        column = self.columns[at]
        if isinstance(cell, Doubtful):
            self.sheet.write_string(row, at, _fit(cell.text), self.doubt)
            self.sheet.write_comment(row, at, _line(cell.note), {"author": "", "x_scale": 2})
            if cell.choices and not column.choices:
                self.lists.offer(self.sheet, (row, at, row, at), cell.choices)
        elif cell:
            self.sheet.write_string(row, at, _fit(cell), self.key if column.key else self.plain)


def _fit(text: str) -> str:
    """A cell's text: nothing that runs, nothing that XML cannot hold."""
    return safe(_ODD.sub("�", text))


def _line(text: str) -> str:
    """A title, head, mark, note or candidate: one line of what XML can hold."""
    return _UNFIT.sub(" ", text)


class _Lists:
    """Lists to choose from, on a hidden sheet, each only once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.book = book
        self.sheet: Worksheet | None = None
        self.known: dict[tuple[str, ...], int] = {}

    def offer(
        self, sheet: Worksheet, cells: tuple[int, int, int, int], choices: Sequence[str]
    ) -> None:
        """Offer the choices at these cells; something else may still be typed, after a warning."""
        if self.sheet is None:
            self.sheet = self.book.add_worksheet(_CHOICES)
            self.sheet.hide()
        key = tuple(choices)
        if key not in self.known:
            self.known[key] = len(self.known)
            for at, choice in enumerate(choices):
                self.sheet.write_string(self.known[key], at, safe(_line(choice)))
        row = self.known[key]
        source = xl_range_abs(row, 0, row, len(choices) - 1)
        options = {
            "validate": "list",
            "source": f"='{_CHOICES}'!{source}",
            "error_type": "warning",
            "error_title": "不在候选里",
            "error_message": "候选里没有这一项。确实要这样填，请点“是”。",
        }
        sheet.data_validation(*cells, options)


def _sheet_name(title: str) -> str:
    """What may be the name of a sheet: 31 characters, none of those formulas use."""
    return title.translate(str.maketrans("", "", "[]:*?/\\'"))[:31] or "表"


def _printed(text: str) -> str:
    return text[:_HEADER_TEXT].replace("&", "&&")
