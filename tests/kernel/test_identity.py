"""Identity, credit and telephone numbers: what is wrong with them, in one sentence."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from dangjian.kernel import codes, identity

GOOD = "11010519491231002X"


def numbered(region: str, born: str, order: str) -> str:
    body = region + born + order
    return body + ric.calc_check_digit(body + "0")


@pytest.mark.parametrize(
    "number",
    [
        GOOD,
        "11010519491231002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        " 110105 19491231 002X ",
        "'11010519491231002X",
        numbered("810000", "19800101", "001"),
        numbered("820000", "19800101", "001"),
        numbered("830000", "19800101", "001"),
        numbered("911124", "19800101", "001"),
        numbered("999999", "19350229"[:6] + "28", "997"),
    ],
)
def test_a_good_number_is_good_however_it_is_written(number: str) -> None:
    assert identity.problem(number) == ""
    assert identity.clean(number).isascii()


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("", "没有填"),
        ("110105194912310021", "校验位不对"),
        ("1101051949123100", "现在是16位"),
        ("11010519491231002A", "只能有数字"),
        ("1101051949123100２Ｙ", "只能有数字"),
        (numbered("110105", "19491301", "002"), "出生日期19491301不存在"),
        (numbered("110105", "20230229", "002"), "出生日期20230229不存在"),
        (numbered("110105", "17491231", "002"), "不存在"),
        ("110105491231002", f"可能是{GOOD}"),
        ("110105491331002", "15位的旧号码，请"),
    ],
)
def test_a_bad_number_is_told_what_is_wrong(number: str, sentence: str) -> None:
    assert sentence in identity.problem(number)


def test_a_number_must_agree_with_the_record_beside_it() -> None:
    born = dt.date(1949, 12, 31)
    assert identity.problem(GOOD, born_on=born, sex="2") == ""
    assert "出生日期是1949-12-31" in identity.problem(GOOD, born_on=dt.date(1950, 1, 1))
    assert "表示女性" in identity.problem(GOOD, born_on=born, sex="1")
    assert identity.problem(GOOD, sex="9") == ""


def test_a_number_tells_birthday_sex_and_card() -> None:
    assert (identity.birth_date(GOOD), identity.sex_of(GOOD)) == (dt.date(1949, 12, 31), "2")
    assert identity.document(GOOD) == "居民身份证"
    assert identity.document(numbered("830000", "19800101", "001")) == "台湾居民居住证"
    assert identity.birth_date("no number") is None


def test_an_odd_region_is_a_warning_and_never_an_error() -> None:
    old = numbered("990000", "19500101", "001")
    assert identity.problem(old) == ""
    assert "省级代码" in identity.warning("77" + GOOD[2:])
    assert identity.warning(GOOD) == identity.warning(numbered("820000", "19800101", "001")) == ""


def test_all_numbers_of_the_roster_pass(shared_data: Path) -> None:
    text = (shared_data / "roster-300.csv").read_text(encoding="gb18030")
    rows = list(csv.DictReader(text.splitlines()))
    assert len(rows) == 300
    for row in rows:
        born = dt.date.fromisoformat(row["出生日期"])
        sex = codes.SEX.code(row["性别"]) or ""
        assert identity.problem(row["公民身份号码"], born_on=born, sex=sex) == ""
        assert not row["手机号"] or identity.is_mobile(row["手机号"])


@given(st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(position: int, step: int) -> None:
    digit = str((int(GOOD[position]) + step) % 10)
    assert identity.problem(GOOD[:position] + digit + GOOD[position + 1 :])


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        ("2008-06-30", "2026-06-29", 17),
        ("2008-06-30", "2026-06-30", 18),
        ("2008-02-29", "2026-02-28", 17),
        ("2008-02-29", "2026-03-01", 18),
    ],
)
def test_age_is_in_completed_years(born: str, day: str, age: int) -> None:
    assert identity.age_on(dt.date.fromisoformat(born), dt.date.fromisoformat(day)) == age


@pytest.mark.parametrize(
    ("number", "good"),
    [
        ("15400000001", True),
        ("19912345678", True),
        ("12345678901", False),
        ("1540000000", False),
        ("+8615400000001", False),
        ("１５４００００００01", False),
    ],
)
def test_a_mobile_number_has_eleven_digits(number: str, good: bool) -> None:
    assert identity.is_mobile(number) is good


def test_a_credit_code_has_two_check_digits() -> None:
    assert identity.is_credit_code("91110000600037341L")
    assert not identity.is_credit_code("91110000600037341M")
    assert not identity.is_credit_code("")


def test_a_masked_number_never_shows_the_birthday() -> None:
    assert identity.mask_id(GOOD) == "110***********002X"
    assert identity.mask_id("") == ""
    assert identity.mask_id("1101") == "**01"
    assert identity.mask_phone("15400000001") == "154****0001"
    assert identity.mask_phone("0340-5559664") == "**********64"
    assert identity.mask_phone("1") == "1"
