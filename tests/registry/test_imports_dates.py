"""Days as clerks write them, and what the dates of a row say together (K2, M1)."""

from __future__ import annotations

import datetime as dt

import pytest

from dangjian.kernel.files import Cell
from dangjian.registry.rules.imports import columns as c
from dangjian.registry.rules.imports.roster import months_of_probation
from tests.registry.imports_rows import said, with_cell

SERIAL = 37677  # 25 February 2003


@pytest.mark.parametrize(
    "cell",
    [
        "20030225", "2003.2.25", "2003.02.25", "2003．2．25", "2003年2月25日", "2003年02月25号",
        "2003年2月25", "2003/2/25", "2003-2-25", "2003—2—25", "2003－02－25", "2003 2 25",
        "2003、2、25", "2003,2,25", "2003_2_25", "2003·2·25", "2003-02/25", "2003.2.25日",
        "2003.0225", "200302.25", "2003-02-25 00:00:00", "2003/2/25 0:00", "2003-02-25T00:00:00",
        "2003年2月25日 星期二", "2003年2月25日10时", "2003 年 2 月 25 日", "二〇〇三年二月二十五日",
        "二○○三年二月廿五日", "二OO三年二月二十五日", "2003年二月二十五日", "25/2/2003",
        "2/25/2003",
        "25.02.2003", "25-Feb-2003", "Feb 25, 2003", "2003-02-25。", "20030225.0", 20030225,
    ],
)  # fmt: skip
def test_every_writing_of_a_day_is_that_day(cell: Cell) -> None:
    judged = with_cell(c.FULL, cell)
    assert (said(judged), judged.normalised) == (["N-DATE-TEXT"], {c.FULL: "2003-02-25"})


@pytest.mark.parametrize("cell", [SERIAL, float(SERIAL), SERIAL + 0.5, str(SERIAL), f"{SERIAL}.0"])
def test_a_serial_is_a_day(cell: Cell) -> None:
    judged = with_cell(c.FULL, cell)
    assert (said(judged), judged.normalised) == (["N-DATE-SERIAL"], {c.FULL: "2003-02-25"})


@pytest.mark.parametrize("cell", [dt.date(2003, 2, 25), dt.datetime(2003, 2, 25, 8, 30)])
def test_a_date_cell_is_a_day(cell: Cell) -> None:
    judged = with_cell(c.FULL, cell)
    assert (said(judged), judged.normalised) == (["N-DATE-CELL"], {c.FULL: "2003-02-25"})


def test_wide_digits_and_apostrophes_are_told_as_such() -> None:
    assert said(with_cell(c.FULL, "２００３－０２－２５")) == ["N-FULLWIDTH"]
    assert said(with_cell(c.FULL, "'2003-02-25")) == ["N-APOSTROPHE"]
    assert said(with_cell(c.FULL, "\t2003-02-25 ")) == ["N-TRIM"]


@pytest.mark.parametrize(
    "cell",
    [
        "2003", "2003年", 2003, "2003.2", 2003.2, "2003年2月", "2003年2月份", "2003-02", "2003/2",
        "200302", 200302, "2003-02-00", "2003.2.0", "20030200", "2003-00-00", "2003-02-XX",
        "2003年二月", "二〇〇三年", "03年2月", "03.2", "2003年2月中旬",
    ],
)  # fmt: skip
def test_a_day_that_is_not_known_waits_for_a_person(cell: Cell) -> None:
    assert said(with_cell(c.JOINED, cell)) == ["H-DATE-PARTIAL"]


@pytest.mark.parametrize(
    ("cell", "days"),
    [
        ("1/7/1990", ["1990-01-07", "1990-07-01"]),
        ("08/03/1990", ["1990-03-08", "1990-08-03"]),
        ("98.7.1", ["1998-07-01"]),
        ("98年7月1日", ["1998-07-01"]),
        ("980701", ["1998-07-01"]),
        ("1-Jul-98", ["1998-07-01"]),
        ("6/7/75", ["1975-06-07", "1975-07-06"]),
    ],
)
def test_a_day_that_can_be_read_in_two_ways_waits_with_its_readings(
    cell: str, days: list[str]
) -> None:
    judged = with_cell(c.JOINED, cell)
    assert said(judged) == ["H-DATE-AMBIGUOUS"]
    assert set(days) <= set(judged.issues[0].more["candidates"])
    assert judged.issues[0].more.get("suggestion") == (days[0] if len(days) == 1 else None)


def test_the_same_day_and_month_are_not_ambiguous() -> None:
    assert with_cell(c.JOINED, "7/7/2001", **{c.FULL: "2002-07-07"}).verdict == "normalise"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("2003-02-30", "R-DATE-IMPOSSIBLE"),
        ("2003-13-01", "R-DATE-IMPOSSIBLE"),
        ("20030631", "R-DATE-IMPOSSIBLE"),
        ("1998.0.15", "R-DATE-IMPOSSIBLE"),
        ("2003-25-02", "R-DATE-IMPOSSIBLE"),
        ("30/2/2003", "R-DATE-IMPOSSIBLE"),
        ("1853-02-25", "R-DATE-IMPOSSIBLE"),
        ("2026-01-01", "R-DATE-FUTURE"),
        ("2205-06-18", "R-DATE-FUTURE"),
        ("2027", "R-DATE-FUTURE"),
        ("2027.5", "R-DATE-FUTURE"),
        (dt.date(2027, 3, 1), "R-DATE-FUTURE"),
        (60000, "R-DATE-FUTURE"),
        ("见档案", "R-DATE-UNPARSEABLE"),
        ("不详", "R-DATE-UNPARSEABLE"),
        ("待查", "R-DATE-UNPARSEABLE"),
        ("1998年夏", "R-DATE-UNPARSEABLE"),
        ("文革期间", "R-DATE-UNPARSEABLE"),
        ("2o03-02-25", "R-DATE-UNPARSEABLE"),
        ("民国三十八年", "R-DATE-UNPARSEABLE"),
        ("约1990年", "R-DATE-UNPARSEABLE"),
        ("2003.2.25-2004.2.25", "R-DATE-UNPARSEABLE"),
        (True, "R-DATE-UNPARSEABLE"),
        (-5, "R-DATE-UNPARSEABLE"),
        (1e300, "R-DATE-UNPARSEABLE"),
        (float("nan"), "R-DATE-UNPARSEABLE"),
        (float("inf"), "R-DATE-UNPARSEABLE"),
    ],
)
def test_what_is_no_day_goes_back(cell: Cell, code: str) -> None:
    assert said(with_cell(c.JOINED, cell)) == [code]


def test_a_zero_is_no_date() -> None:
    assert said(with_cell(c.LOST_ON, 0)) == ["N-EMPTY-MARK"]
    assert said(with_cell(c.LOST_ON, "0")) == ["N-EMPTY-MARK"]


@pytest.mark.parametrize(
    ("joined", "full"),
    [
        ("2002-02-25", "2003-02-25"),
        ("2020-02-29", "2021-02-28"),
        ("2020-02-29", "2021-03-01"),
        ("1969-04-14", "1969-04-14"),
        ("1977-08-18", "1977-08-18"),
        ("1973-06-22", "1974-06-22"),
    ],
)
def test_a_year_of_probation_or_none_between_1969_and_1977_is_right(joined: str, full: str) -> None:
    assert months_of_probation(dt.date.fromisoformat(joined), dt.date.fromisoformat(full)) is None


@pytest.mark.parametrize(
    ("joined", "full", "months"),
    [
        ("2002-02-25", "2003-08-25", 18),
        ("2002-02-25", "2002-08-25", 6),
        ("2002-02-25", "2003-02-26", 12),
        ("2024-01-29", "2025-07-28", 18),
        ("1978-01-01", "1978-01-01", 0),
        ("1969-04-13", "1969-04-13", 0),
        ("1977-08-19", "1977-08-19", 0),
        ("1973-06-22", "1975-06-22", 24),
    ],
)
def test_another_probation_waits_for_a_person(joined: str, full: str, months: int) -> None:
    born = "1950-07-14"
    judged = with_cell(c.JOINED, joined, **{c.FULL: full, c.BORN: born})
    gap = next(issue for issue in judged.issues if issue.code == "H-PROBATION-GAP")
    assert (gap.column, gap.more, judged.verdict) == (c.FULL, {"months": months}, "human")


def test_nobody_is_full_before_he_joined() -> None:
    assert said(with_cell(c.FULL, "2002-02-24")) == ["R-FULL-BEFORE-JOIN"]


@pytest.mark.parametrize(
    ("joined", "verdict"), [("1998-07-13", "reject"), ("1998-07-14", "accept")]
)
def test_nobody_joins_before_his_eighteenth_birthday(joined: str, verdict: str) -> None:
    full = joined.replace("1998", "1999")
    judged = with_cell(c.JOINED, joined, **{c.FULL: full})
    assert judged.verdict == verdict
    assert said(judged) == (["R-UNDER-18"] if verdict == "reject" else [])


def test_class_and_full_date_must_agree() -> None:
    judged = with_cell(c.KIND, "预备党员")
    assert [(i.column, i.code) for i in judged.issues] == [(c.KIND, "H-STATUS-CONFLICT")]
    judged = with_cell(c.FULL, "")
    assert [(i.column, i.code) for i in judged.issues] == [(c.FULL, "H-STATUS-CONFLICT")]
    judged = with_cell(c.KIND, "预备党员", **{c.FULL: "", c.JOINED: "2025-07-01"})
    assert (judged.verdict, judged.entry.standing) == ("accept", "probationary")
    assert said(with_cell(c.KIND, "")) == ["N-STATUS"]


def test_lost_and_floating_must_agree_with_date_and_destination() -> None:
    assert said(with_cell(c.LOST, "是")) == ["H-LOST-NO-DATE"]
    assert said(with_cell(c.LOST_ON, "2020-01-01")) == ["H-LOST-NO-DATE"]
    judged = with_cell(c.LOST, "√", **{c.LOST_ON: "2020.1.1"})
    assert (judged.verdict, judged.entry.lost_on) == ("normalise", dt.date(2020, 1, 1))
    assert said(with_cell(c.FLOATING, "是")) == ["H-MOBILE-CONFLICT"]
    assert said(with_cell(c.DESTINATION, "省城")) == ["H-MOBILE-CONFLICT"]
    assert with_cell(c.FLOATING, "是", **{c.DESTINATION: "省城"}).verdict == "accept"
