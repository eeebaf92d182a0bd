"""A11: what a member owes, to the cent, and the sentence that says why."""

from __future__ import annotations

import ast
import datetime as dt
import uuid
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dangjian.dues.models import Payer, ReliefKind
from dangjian.dues.queries.scales import scale_at
from dangjian.dues.rules import months
from dangjian.dues.rules.standards import (
    BASED,
    Declared,
    Granted,
    Scale,
    money,
    spread,
    standard,
    yuan,
)
from dangjian.kernel import rule_seeds
from dangjian.kernel.confirmation import Confirmation
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.refusal import Refused
from dangjian.kernel.rule_values import Direction, RuleValue, Unit, Value, typed
from dangjian.kernel.rules import add_version, book
from tests.district import TODAY, District

NOVEMBER = dt.date(2026, 11, 1)
ROOM = Path(__file__).parents[2] / "dangjian" / "dues"


@pytest.fixture
def scale(db: None) -> Scale:
    return Scale.of(book(on=NOVEMBER), Decimal("0.50"), "示例组发〔2026〕1号")


def owed(scale: Scale, payer: Payer, base: str = "") -> Decimal | None:
    return standard(Declared(payer, Decimal(base) if base else None), scale).amount


@pytest.mark.parametrize(
    ("payer", "base", "amount"),
    [
        (Payer.EMPLOYED, "3000", "15.00"),
        (Payer.EMPLOYED, "3000.01", "30.00"),
        (Payer.EMPLOYED, "5000", "50.00"),
        (Payer.EMPLOYED, "5000.01", "75.00"),
        (Payer.EMPLOYED, "10000", "150.00"),
        (Payer.EMPLOYED, "10000.01", "200.00"),
        (Payer.ANNUAL, "10000.01", "200.00"),
        (Payer.SELF_EMPLOYED, "3000", "15.00"),
        (Payer.RETIRED, "5000", "25.00"),
        (Payer.RETIRED, "5000.01", "50.00"),
        (Payer.STUDENT, "", "0.20"),
        (Payer.LOW_INCOME, "", "0.20"),
        (Payer.FARMER, "", "0.50"),
    ],
)
def test_9_the_dues_values_of_the_regulation(
    payer: Payer, base: str, amount: str, scale: Scale
) -> None:
    """A11: rule test 9 of the domain: rates on the whole base, fixed amounts for the others."""
    assert owed(scale, payer, base) == Decimal(amount)


def test_the_sentence_says_how_it_was_computed_and_the_other_one_does_not_tell_the_base(
    scale: Scale,
) -> None:
    """A11."""
    found = standard(Declared(Payer.EMPLOYED, Decimal("3000.01")), scale)
    assert found.sentence == (
        "按月领取工资，基数是每月税后相对固定的收入3,000.01元，全部基数按1%交纳，"
        "四舍五入到0.01元，每月30.00元。"
    )
    assert "3,000" not in found.told and "30.00元" in found.told
    assert "党费收缴" in found.citation


def test_nothing_is_guessed_where_class_or_amount_is_missing(scale: Scale) -> None:
    """A11: a gap is said, no number made up."""
    nobody = standard(None, scale)
    assert (nobody.amount, nobody.gap) == (None, "还没有登记交纳类别和基数")
    unset = standard(Declared(Payer.FARMER), Scale.of(book(on=NOVEMBER)))
    assert (unset.amount, unset.gap) == (None, "还没有登记当地农民党员的数额")


def test_a_relief_takes_off_and_never_adds(scale: Scale) -> None:
    """A11."""
    member = Declared(Payer.EMPLOYED, Decimal("5000"))
    exempt = standard(member, scale, Granted(ReliefKind.EXEMPT, None, "会议记录"))
    assert (exempt.amount, exempt.sentence) == (Decimal("0.00"), "经批准免交（会议记录）。")
    less = standard(member, scale, Granted(ReliefKind.LESS, Decimal("10.00")))
    assert less.amount == Decimal("10.00") and "经批准少交" in less.sentence
    more = standard(member, scale, Granted(ReliefKind.LESS, Decimal("80.00")))
    assert more.amount == Decimal("50.00")


def test_rounding_is_a_rule_of_the_district_and_of_its_month(district: District) -> None:
    """A11: another rounding holds from its day on and nowhere before."""
    member = Declared(Payer.EMPLOYED, Decimal("1001.00"))
    add_version(
        "dues.rounding",
        value="只舍不入",
        instrument="dues-2008",
        effective_from=NOVEMBER,
        by=SYSTEM,
        on=TODAY,
    )
    add_version(
        "dues.min_unit",
        value="0.1",
        instrument="dues-2008",
        effective_from=NOVEMBER,
        by=SYSTEM,
        on=TODAY,
    )
    path = district.east.path
    found = standard(member, scale_at(path, NOVEMBER))
    assert found.amount == Decimal("5.00") and "只舍不入到0.1元" in found.sentence
    before = standard(member, scale_at(path, dt.date(2026, 10, 1)))
    assert before.amount == Decimal("5.01")  # 5.005, half up


def _rule(key: str, value: object) -> RuleValue:
    return RuleValue(
        key,
        typed_value(key, value),
        Unit.NONE,
        Direction.EXACTLY,
        "",
        "",
        "",
        Confirmation.READ,
        (dt.date(2008, 4, 1), None),
        uuid.uuid4(),
    )


def typed_value(key: str, value: object) -> Value:
    return typed("bands" if "rate" in key else "text" if "rounding" in key else "decimal", value)


def packaged() -> Scale:
    """The rules as they come with a release, without a database."""
    stored = {one["key"]: one["version"][-1]["value"] for one in rule_seeds.read()[1]}
    keys = ("rate.employed", "rate.retired", "student", "low_income", "min_unit", "rounding")
    return Scale(*(_rule(f"dues.{key}", stored[f"dues.{key}"]) for key in keys))


_PLAIN = packaged()
CENTS = st.integers(0, 3_000_000).map(lambda cents: Decimal(cents) / 100)


@given(bases=st.tuples(CENTS, CENTS), payer=st.sampled_from(BASED))
@settings(max_examples=120)
def test_whoever_earns_more_owes_no_less_and_to_the_cent(
    bases: tuple[Decimal, Decimal], payer: Payer
) -> None:
    """A11: the rates are steps upwards, and the amount is the base by the rate, rounded once."""
    scale = _PLAIN
    low, high = sorted(bases)
    less, more = (standard(Declared(payer, one), scale).amount for one in (low, high))
    assert less is not None and more is not None and less <= more
    assert more == more.quantize(Decimal("0.01"))
    rates = {Decimal("0.005"), Decimal("0.01"), Decimal("0.015"), Decimal("0.02")}
    assert any(abs(high * rate - more) <= Decimal("0.005") for rate in rates)


def test_the_property_finds_marginal_rates() -> None:
    """The broken twin: by marginal rates, as most programs of the field have it, 10,000.01 yuan
    would owe 110.00, which is no rate of the whole base."""
    bands = [(3000, "0.005"), (2000, "0.01"), (5000, "0.015")]
    wrong = sum((Decimal(width) * Decimal(rate) for width, rate in bands), Decimal(0))
    right = standard(Declared(Payer.EMPLOYED, Decimal("10000.01")), _PLAIN).amount
    assert wrong == Decimal("110.000") and right == Decimal("200.00")
    rates = ("0.005", "0.01", "0.015", "0.02")
    assert all(abs(Decimal("10000.01") * Decimal(r) - wrong) > Decimal("0.005") for r in rates)


@given(
    amount=st.integers(1, 500_000).map(lambda cents: Decimal(cents) / 100),
    owed=st.lists(
        st.integers(0, 20_000).map(lambda cents: Decimal(cents) / 100), min_size=1, max_size=24
    ),
)
@settings(max_examples=80)
def test_a_receipt_spreads_over_its_months_without_loss(
    amount: Decimal, owed: list[Decimal]
) -> None:
    """A11: the parts sum up to the cent, none is negative, earlier months are filled first."""
    span = months.span(NOVEMBER, dt.date(2028, 12, 1))
    by_month = dict(zip(span, owed, strict=False))
    parts = spread(amount, by_month)
    assert sum(parts.values()) == amount and min(parts.values()) >= 0
    *earlier, _ = parts
    assert all(parts[month] <= by_month[month] for month in earlier)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("十五", "不是金额"),
        ("15.005", "最多写到分"),
        ("NaN", "太大"),
        ("Infinity", "太大"),
        ("1e12", "太大"),
        ("0x10", "不是金额"),
    ],
)
def test_what_is_no_amount_is_told_in_a_sentence(typed: str, said: str) -> None:
    """A11."""
    with pytest.raises(Refused, match=said):
        money(typed)


def test_amounts_are_read_as_people_write_them() -> None:
    """A11."""
    assert [money(one) for one in ("15", " 1,234.50元 ", "1，000")] == [
        Decimal("15.00"),
        Decimal("1234.50"),
        Decimal("1000.00"),
    ]
    assert yuan(Decimal("1234.5")) == "1,234.50"


def floats_in(source: str) -> list[int]:
    """The lines on which a float is written or made."""
    found = []
    for node in ast.walk(ast.parse(source)):
        written = isinstance(node, ast.Constant) and isinstance(node.value, float)
        made = isinstance(node, ast.Name) and node.id in ("float", "FloatField")
        named = isinstance(node, ast.Attribute) and node.attr == "FloatField"
        divided = isinstance(node, ast.Constant) and node.value == "floatformat"
        if written or made or named or divided:
            found.append(node.lineno)
    return found


def test_no_float_is_anywhere_in_the_dues() -> None:
    """A11: binary floats cannot hold a cent. (The room divides only decimals: mypy types it.)"""
    files = [*ROOM.rglob("*.py")]
    assert len(files) > 20
    assert [file.name for file in files if floats_in(file.read_text())] == []
    assert "float" not in "".join(file.read_text() for file in ROOM.rglob("*.html"))


def test_the_guard_finds_a_float() -> None:
    """The broken twin."""
    assert floats_in("rate = 0.005\nx = float('1')\nm = models.FloatField()") == [1, 2, 3]
