"""Whatever stands in a table: no error, and what was put right is right (K2, M1)."""

from __future__ import annotations

import datetime as dt

from hypothesis import example, given, settings
from hypothesis import strategies as st

from dangjian.kernel.files import Cell, Fault, Formula
from dangjian.registry.rules.imports import ROSTER_COLUMNS, SENTENCES, VERDICTS
from dangjian.registry.rules.imports import columns as c
from dangjian.registry.rules.imports import organizations as o
from tests.registry.imports_rows import OTHER, PLACES, RIGHT, judge, roster, with_cell
from tests.registry.test_imports_organizations import ROOT, TOWN, VILLAGE
from tests.registry.test_imports_organizations import judge as judge_organizations

ROSTER = roster()
WORDS = st.sampled_from(
    [
        "是",
        "否",
        "男",
        "汉",
        "无",
        "—",
        "-",
        "/",
        "正式",
        "预备",
        "本科",
        "2019.7",
        "20190701",
        "98.7.1",
        "+86",
        "15409339512",
        "1.1E+17",
        "=1+1",
        "第三支部",
        "中共",
        "禾丰区",
        "合计",
        "小计",
        "姓名",
        "注：",
    ]
)
ALPHABET = st.characters(codec="utf-8", exclude_categories=("Cs",))
TEXT = st.one_of(
    st.text(max_size=30),
    st.text(ALPHABET, max_size=12),
    st.text("0123456789-./年月日xX ０１９'’　\t+=@第一二三支部·", max_size=22),
    st.lists(WORDS, max_size=4).map("".join),
)
VALUES = st.one_of(
    TEXT,
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.builds(Fault, st.text(max_size=8)),
)
CELLS: st.SearchStrategy[Cell] = st.one_of(VALUES, st.builds(Formula, TEXT, VALUES))
DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2025, 12, 31))
WRITINGS = (
    "{0:%Y-%m-%d}", "{0:%Y.%m.%d}", "{0:%Y%m%d}", "{0:%Y/%m/%d}", "{0:%Y年%m月%d日}",
    "{0.year}.{0.month}.{0.day}", "{0.year}年{0.month}月{0.day}日", "{0.year}-{0.month}-{0.day}",
    " {0:%Y-%m-%d} 00:00:00", "'{0:%Y-%m-%d}", "{0.year} 年 {0.month} 月 {0.day} 号",
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(CELLS, min_size=19, max_size=19))
def test_any_cells_give_a_verdict_with_known_codes(cells: list[Cell]) -> None:
    row = judge([ROSTER_COLUMNS, cells])[-1]
    assert row.verdict in VERDICTS
    assert {issue.code for issue in row.issues} <= set(SENTENCES)
    assert all(isinstance(text, str) for text in row.cells.values())


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(ROSTER_COLUMNS), CELLS)
@example("家庭住址", float("-inf"))
def test_what_was_put_right_is_right(column: str, cell: Cell) -> None:
    row = with_cell(column, cell)
    if row.verdict not in ("accept", "normalise"):
        return
    assert (row.verdict == "accept") == (row.issues == [])
    again = ROSTER.again(row.texts())
    assert (again.verdict, again.normalised) == ("accept", {})
    assert again.entry == row.entry is not None


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=21), max_size=6))
def test_any_rows_around_a_roster_are_no_error(rows: list[list[Cell]]) -> None:
    table: list[list[Cell]] = [
        *rows,
        [*ROSTER_COLUMNS],
        [*RIGHT.values()],
        *rows,
        [*OTHER.values()],
    ]
    judged = judge(table)
    assert [row.row for row in judged] == [*range(1, len(table) + 1)]


@settings(max_examples=80, deadline=None)
@given(DAYS, st.sampled_from(WRITINGS))
def test_every_writing_of_one_day_is_one_day(day: dt.date, writing: str) -> None:
    row = with_cell(c.LOST_ON, writing.format(day), **{c.LOST: "是"})
    assert row.text(c.LOST_ON) == day.isoformat()
    assert row.verdict in ("accept", "normalise")


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(PLACES.branches), st.booleans(), st.booleans(), st.sampled_from(" \u3000\t"))
def test_every_writing_of_one_branch_is_one_branch(
    place: object, party: bool, district: bool, space: str
) -> None:
    name = place.name  # type: ignore[attr-defined]
    text = name if party else name.removeprefix("中共")
    text = text if district else text.replace("禾丰区", "", 1)
    for written in (
        text,
        f"{space}{text}",
        text.replace("支部委员会", "党支部"),
        text[:4] + space + text[4:],
    ):
        assert PLACES.find(written.strip()).place == place


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(o.COLUMNS), CELLS)
def test_any_cell_of_a_list_of_organizations_gives_a_verdict(column: str, cell: Cell) -> None:
    for row in judge_organizations({**VILLAGE, column: cell}, TOWN, ROOT):
        assert row.verdict in VERDICTS
        assert {issue.code for issue in row.issues} <= set(SENTENCES)
        assert (row.entry is not None) == (row.verdict in ("accept", "normalise"))
