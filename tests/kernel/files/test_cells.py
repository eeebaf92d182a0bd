"""What a cell is, survives the reading: kinds, formulas, errors, hidden and merged rows (M2)."""

from __future__ import annotations

import datetime as dt
import struct
from collections.abc import Callable

import pytest

from dangjian.kernel.files import Fault, Formula, Part
from dangjian.kernel.files.workbook import wire
from tests.kernel.files import makers

Parts = Callable[..., list[Part]]


def test_numbers_text_and_truth_keep_their_kinds(rows_of: Callable[..., list]) -> None:
    sheet = makers.row(
        1,
        makers.text("A1", "张三"),
        '<c r="B1"><v>38</v></c>',
        '<c r="C1"><v>1.5</v></c>',
        '<c r="D1" t="b"><v>1</v></c>',
        makers.text("F1", "00123"),
        '<c r="G1" t="str"><v>文</v></c>',
    )
    (row,) = rows_of(makers.xlsx(sheet))
    assert row == ["张三", 38, 1.5, True, "", "00123", "文"]
    assert [type(cell) for cell in row[1:4]] == [int, float, bool]


def test_an_identity_number_stored_as_a_number_stays_a_number(rows_of: Parts) -> None:
    """Its last digits are gone; the rules must be able to see that."""
    ((cell,),) = rows_of(makers.xlsx(makers.row(1, '<c r="A1"><v>110101199003071234</v></c>')))
    assert type(cell) is int and len(str(cell)) == 18


def test_days_are_days_by_their_number_format(rows_of: Parts) -> None:
    """Format 31 is 年月日 in a Chinese Excel, which writes no more than the number."""
    cells = '<c r="A1" s="1"><v>36969</v></c><c r="B1"><v>36969</v></c>'
    moment = '<c r="C1" s="1"><v>36969.5</v></c>'
    assert rows_of(makers.xlsx(makers.row(1, cells, moment))) == [
        [dt.date(2001, 3, 19), 36969, dt.datetime(2001, 3, 19, 12)]
    ]


def test_a_workbook_that_counts_days_from_1904(rows_of: Parts) -> None:
    data = makers.xlsx(makers.row(1, '<c r="A1" s="1"><v>35507</v></c>'), date1904=True)
    assert rows_of(data) == [[dt.date(2001, 3, 19)]]


@pytest.mark.parametrize("quote", ['"', "'"])
def test_an_error_value_is_not_an_empty_cell(rows_of: Parts, quote: str) -> None:
    cell = f"<c r={quote}B1{quote} t={quote}e{quote}><v>#N/A</v></c>"
    assert rows_of(makers.xlsx(makers.row(1, makers.text("A1", "甲"), cell))) == [
        ["甲", Fault("#N/A")]
    ]


def test_formulas_stand_beside_their_stored_values(rows_of: Parts) -> None:
    sheet = makers.row(
        1,
        '<c r="A1" t="str"><f>MID(B1,1,2)</f><v>甲</v></c>',
        '<c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
        '<c r="C1"><f>NOW()</f></c>',
    )
    assert rows_of(makers.xlsx(sheet)) == [
        [Formula("MID(B1,1,2)", "甲"), Formula("1/0", Fault("#DIV/0!")), Formula("NOW()", "")]
    ]


def test_a_formula_filled_down_stands_in_every_cell(rows_of: Parts) -> None:
    sheet = makers.row(
        1, '<c r="A1"><f t="shared" ref="A1:A2" si="0">LEN(B1)</f><v>2</v></c>'
    ) + makers.row(2, '<c r="A2"><f t="shared" si="0"/><v>3</v></c>')
    assert rows_of(makers.xlsx(sheet)) == [[Formula("LEN(B1)", 2)], [Formula("LEN(B1)", 3)]]


def test_formulas_without_values_below_the_last_value_are_seen(rows_of: Parts) -> None:
    sheet = makers.row(1, makers.text("A1", "甲")) + makers.row(3, '<c r="B3"><f>A1</f></c>')
    assert rows_of(makers.xlsx(sheet)) == [["甲"], [""], ["", Formula("A1", "")]]


def test_a_sheet_written_with_prefixes_hides_nothing(rows_of: Parts) -> None:
    """Some programs write <x:f> for <f>; a search for <f would pass it by."""
    parts = makers.parts("")
    parts["xl/worksheets/sheet1.xml"] = (
        f'<x:worksheet xmlns:x="{makers.MAIN}"><x:sheetData><x:row r="1" hidden="1"><x:c r="A1">'
        "<x:f>1+1</x:f><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    )
    assert rows_of(makers.packed(parts)) == [[Formula("1+1", 2)]]


def test_hidden_rows_hidden_sheets_and_merged_ranges(parts_of: Parts) -> None:
    merged = '<mergeCells count="1"><mergeCell ref="A2:B3"/></mergeCells>'
    first = makers.row(1, makers.text("A1", "甲"), hidden=True) + makers.row(
        2, makers.text("A2", "乙"), makers.text("C2", "丙")
    )
    first += makers.row(3)
    second = makers.row(1, makers.text("A1", "丁"))
    data = makers.xlsx(first, second, second, states=("", "hidden", "veryHidden"), tail=merged)
    parts = parts_of(data)
    assert [part.hidden for part in parts] == [False, True, True]
    assert parts[0].hidden_rows == {1}
    assert parts[0].merged == ((2, 0, 3, 1),)


def test_a_merged_range_is_never_cut_between_two_parts(parts_of: Parts) -> None:
    rows = "".join(makers.row(n, makers.text(f"A{n}", "甲")) for n in range(1, 8_001))
    tail = '<mergeCells count="1"><mergeCell ref="B3990:B4100"/></mergeCells>'
    parts = parts_of(makers.xlsx(rows, tail=tail))
    assert [(part.first_row, len(part.rows)) for part in parts] == [(1, 4_100), (4_101, 3_900)]
    assert [part.merged for part in parts] == [((3990, 1, 4100, 1),), ()]


def test_separators_inside_a_cell_do_not_move_other_cells(rows_of: Parts) -> None:
    odd = "a_x001F_b_x001E_c_x001D_"
    sheet = makers.row(1, makers.text("A1", odd), makers.text("B1", "乙"))
    assert rows_of(makers.xlsx(sheet)) == [["a\x1fb\x1ec\x1d", "乙"]]


@pytest.mark.parametrize(
    "cell",
    ["", "a\x1d", "\x1f", 0, -1, 1.25, True, False, dt.date(1935, 1, 2), Fault("#REF!")]
    + [dt.datetime(2026, 11, 23, 9, 5, 1), Formula("A\x1f1", "x\x1e"), Formula("A1", 1.5)],
)
def test_what_the_child_packs_we_unpack(cell: object) -> None:
    sent = cell
    if isinstance(cell, Formula):
        sent = wire.Formula(*cell)
    elif isinstance(cell, Fault):
        sent = wire.Fault(*cell)
    (line,) = wire.packed([["前", sent, "后"]])
    ((before, got, after),) = wire.unpacked(line, Formula, Fault)
    assert (before, after) == ("前", "后")
    assert got == cell and type(got) is type(cell)


# --- .xls ---------------------------------------------------------------------------------------
_ONE = b"\x1e\x01\x00"  # the number 1 in a formula


def _formula(row: int, column: int, tokens: bytes, value: bytes = struct.pack("<d", 2)) -> bytes:
    head = struct.pack("<HHH", row, column, 0) + value + bytes(6)
    return makers.record(0x06, head + struct.pack("<H", len(tokens)) + tokens)


def _number(row: int, column: int, value: float) -> bytes:
    return makers.record(0x203, struct.pack("<HHHd", row, column, 0, value))


def test_an_old_workbook_shows_its_formulas_errors_and_hidden_rows(parts_of: Parts) -> None:
    """M1, M2: also the formulas of .xls and .et come in words."""
    broken = b"\x02\x00\x07\x00\x00\x00\xff\xff"  # the stored value #DIV/0!
    cells = (
        makers.record(0x208, struct.pack("<HHHHHHHH", 1, 0, 3, 255, 0, 0, 0x20, 0))
        + _number(0, 0, 7)
        + _formula(1, 0, _ONE + _ONE + b"\x03")
        + _formula(1, 1, _ONE + b"\x1e\x00\x00\x06", broken)
        + makers.record(0x205, struct.pack("<HHHBB", 1, 2, 0, 0x2A, 1))
        + _formula(2, 0, b"\x01" + struct.pack("<HH", 2, 0))
        + makers.record(0x4BC, struct.pack("<HHBBBBH", 2, 3, 0, 0, 0, 2, 3) + _ONE)
        + _formula(3, 0, b"\x01" + struct.pack("<HH", 2, 0))
    )
    (part,) = parts_of(makers.xls(cells), "名册.et")
    assert part.hidden_rows == {2}
    assert part.rows == [
        [7, "", ""],
        [Formula("1.0+1.0", 2), Formula("1.0/0.0", Fault("#DIV/0!")), Fault("#N/A")],
        [Formula("1.0", 2), "", ""],
        [Formula("1.0", 2), "", ""],
    ]
