"""Every number of the demo passes the checks and belongs to nobody."""

from __future__ import annotations

import datetime as dt
import gzip
import re
import zipfile
from pathlib import Path
from random import Random

import pytest
from stdnum.cn import ric, uscc

from dangjian.kernel import identity
from demo.numbers import FEMALE, MALE, REGIONS, Ledger

BORN = dt.date(1958, 3, 14)


@pytest.fixture
def ledger() -> Ledger:
    return Ledger(Random(1))


@pytest.mark.parametrize("sex", [MALE, FEMALE])
def test_an_identity_number_agrees_with_birthday_and_sex(ledger, sex):
    number = ledger.identity(BORN, sex)
    assert ric.is_valid(number)
    assert identity.problem(number, born_on=BORN, sex=sex) == ""


def test_only_order_numbers_of_the_hundred_year_old_are_used(ledger):
    numbers = [ledger.identity(BORN, sex) for sex in (MALE, FEMALE) for _ in range(20)]
    assert {number[14:17] for number in numbers} == {"996", "997", "998", "999"}
    assert len(set(numbers)) == 40


def test_regions_are_rows_of_whole_prefectures():
    assert all(re.fullmatch(r"\d\d0?[1-9]00", region[:6]) for region in REGIONS)
    assert all(region.endswith("00") and region[2:4] != "00" for region in REGIONS)


def test_no_twenty_first_person_of_one_birthday_and_sex(ledger):
    for _ in range(20):
        ledger.identity(BORN, MALE)
    with pytest.raises(OverflowError):
        ledger.identity(BORN, MALE)


def test_telephones_are_of_segments_nobody_has(ledger):
    assert all(re.fullmatch(r"154[78]\d{7}", ledger.mobile()) for _ in range(50))
    assert identity.is_mobile(ledger.mobile())
    assert all(re.fullmatch(r"0340-66\d{5}", ledger.landline()) for _ in range(50))


def test_no_telephone_is_handed_out_twice(ledger):
    numbers = [ledger.landline() for _ in range(2000)]
    assert len(set(numbers)) == 2000


def test_credit_codes_have_both_check_digits_right(ledger):
    codes = [ledger.credit_code(kind) for kind in ("11", "12", "52", "54", "55", "91", "93")]
    assert all(uscc.is_valid(code) and identity.is_credit_code(code) for code in codes)
    assert len(set(codes)) == 7
    assert codes[0] == "11419000XYXY00013W"


def test_the_same_ledger_hands_out_the_same_numbers():
    def some() -> list[str]:
        ledger = Ledger(Random(7))
        return [ledger.mobile(), ledger.landline(), ledger.identity(BORN, FEMALE)]

    assert some() == some()


def test_no_number_of_the_demo_occurs_in_the_test_data(shared_data: Path):
    text = _everything_in(shared_data)
    numbers = set(re.findall(r"(?<!\d)\d{17}[\dX](?!\d)", text))
    assert len(numbers) > 38_000
    assert not {number[:6] for number in numbers} & set(REGIONS)
    assert not re.search(r"(?<!\d)154[78]\d{7}(?!\d)", text)
    assert not re.search(r"0340-?66\d{5}(?!\d)", text)
    assert "419000XYXY" not in text


def _everything_in(folder: Path) -> str:
    """The readable text of every file: sheets of workbooks, packed and plain text."""
    parts: list[str] = []
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as book:
                names = [name for name in book.namelist() if name.endswith(".xml")]
                parts += [re.sub(r"<[^>]+>", "\n", book.read(n).decode()) for n in names]
        elif file.suffix == ".gz":
            parts.append(gzip.decompress(file.read_bytes()).decode())
        else:
            parts.append(file.read_bytes().decode("gb18030", errors="replace"))
    return "\n".join(parts)
