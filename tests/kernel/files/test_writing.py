"""What is handed out as a table: text only, marked, and readable by our own reader (L9)."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable, Iterable
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from dangjian.kernel.files import Part
from dangjian.kernel.files.writing import (
    Column,
    Doubtful,
    Mark,
    Row,
    safe,
    write_csv,
    write_workbook,
)

MARK = Mark(
    who="李敏（禾丰区委组织部）",
    when=dt.datetime(2026, 11, 23, 10, 20, tzinfo=ZoneInfo("Asia/Shanghai")),
    reason="核对名册 & 补正",
)
NAMES = (Column("姓名", 10), Column("公民身份号码", 22))


def _written(
    rows: Iterable[Row], columns: tuple[Column, ...] = NAMES, title: str = "党员名册"
) -> bytes:
    file = io.BytesIO()
    write_workbook(file, title=title, columns=columns, rows=rows, mark=MARK)
    return file.getvalue()


def _opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_title_mark_and_heads_stand_above_the_rows(
    parts_of: Callable[..., list[Part]],
) -> None:
    (part,) = parts_of(_written([("张三", "110100199003071234"), ("李四", "")]))
    assert part.sheet == "党员名册"
    assert part.rows == [
        ["党员名册", ""],
        [
            f"导出人：李敏（禾丰区委组织部）\u3000时间：2026-11-23 10:20\u3000事由：{MARK.reason}",
            "",
        ],
        ["姓名", "公民身份号码"],
        ["张三", "110100199003071234"],
        ["李四", ""],
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_nothing_that_is_handed_out_can_run_as_a_formula(start: str) -> None:
    """The spreadsheet must see text, also when somebody saves the sheet as CSV later."""
    words = f"{start}HYPERLINK(A1)"
    sheet = _opened(_written([(words, "")], title=words)).worksheets[0]
    cell = sheet["A4"]
    assert cell.data_type == "s" and cell.value[0] == "'"
    assert sheet["A1"].value[0] in "' "  # a title is one line: tab and line end become a space
    file = io.BytesIO()
    assert write_csv(file, heads=["姓名"], rows=[[words]]) == 1
    assert file.getvalue().decode("utf-8-sig").splitlines(keepends=True)[0] == "姓名\r\n"
    assert file.getvalue().decode("utf-8-sig")[4:].lstrip('"')[0] == "'"


def test_harmless_text_stays_as_it_is() -> None:
    assert [safe(text) for text in ("", "张三", "0340-555", "'", "1=1")] == [
        "",
        "张三",
        "0340-555",
        "'",
        "1=1",
    ]


@pytest.mark.parametrize(
    "words",
    [
        "<r></r></is></c><c><f>1+1</f><v>2</v></c><c><is><r></r>",
        'a & b < c > d "e"',
        "  两边空格\u3000",
        "一行\n又一行\r\n再一行",
        "\x0b\x1f\x00",
        "_x000D_ 原样",
        "𠮷\U0002a6d6",
    ],
)
def test_any_text_comes_back_as_it_was(rows_of: Callable[..., list[list]], words: str) -> None:
    """Nothing of it becomes mark-up of the file; titles, heads and candidates become one line."""
    columns = (Column(words, choices=(words,)), Column("乙"))
    data = _written([(words, Doubtful(words, words))], columns, title=words)
    title, _, heads, row, choices = rows_of(data)
    assert row == [safe(words)] * 2
    line = safe(re.sub("[\0-\x1f]", " ", words))
    assert (title[0], heads, choices) == (line, [line, "乙"], [line])


def test_the_mark_is_printed_and_stands_in_the_properties() -> None:
    """Who took it away, when and what for, stays with the paper and with the file."""
    book = _opened(_written([("张三", "")]))
    assert book.properties.creator == MARK.who
    assert book.properties.description == str(MARK)
    assert book.properties.created == dt.datetime(2026, 11, 23, 2, 20)
    sheet = book.worksheets[0]
    assert "事由：核对名册 && 补正" in sheet.oddFooter.left.text
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.freeze_panes == "A4"


def test_a_doubtful_cell_says_why_and_offers_what_fits() -> None:
    """M3: the repair workbook has notes, candidates, and a key nobody edits by accident."""
    columns = (
        Column("编号（请勿改动）", key=True),
        Column("姓名"),
        Column("性别", choices=("男", "女")),
        Column("所在党支部", 40),
    )
    branches = ("中共禾丰区甲支部委员会", "中共禾丰区乙支部委员会")
    rows: list[Row] = [
        (
            "k1",
            "张三",
            Doubtful("男", "与证件号码不一致"),
            Doubtful("甲", "有两个支部都像", branches),
        ),
        ("k2", "李四", "女", Doubtful("乙", "有两个支部都像", branches)),
    ]
    book = _opened(_written(rows, columns))
    sheet, lists = book.worksheets
    assert sheet.protection.sheet and sheet.column_dimensions["A"].hidden
    assert [sheet[place].protection.locked for place in ("A4", "B4", "C4")] == [True, False, False]
    assert sheet["B1"].value == "党员名册"
    assert sheet["C4"].comment.text == "与证件号码不一致"
    assert sheet["C4"].fill.fgColor.rgb != sheet["C5"].fill.fgColor.rgb
    offered = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert offered == {
        "D4": "'选项'!$A$1:$B$1",
        "D5": "'选项'!$A$1:$B$1",
        "C4:C5": "'选项'!$A$2:$B$2",
    }
    assert lists.sheet_state == "hidden"
    assert [[cell.value for cell in row] for row in lists.rows] == [list(branches), ["男", "女"]]


def test_a_title_no_sheet_may_bear_is_shortened() -> None:
    assert _opened(_written([], title="甲/乙[2026]?" + "长" * 40)).sheetnames == [
        "甲乙2026" + "长" * 25
    ]


def test_rows_come_from_a_stream_and_are_counted() -> None:
    file = io.BytesIO()
    rows = ((f"第{n}人", "") for n in range(5_000))
    assert write_workbook(file, title="名册", columns=NAMES, rows=rows, mark=MARK) == 5_000
