"""How much somebody owes for a month, and the sentence that says why (关于党费收缴的规定, 2008).

Exact decimals throughout. The rate of the band a base falls into holds for the whole base.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal, InvalidOperation

from dangjian.dues.models import Payer, ReliefKind
from dangjian.dues.rules import months
from dangjian.kernel.refusal import Refused
from dangjian.kernel.rule_values import Bands, RuleValue
from dangjian.kernel.rules import Book

ZERO = Decimal("0.00")
MOST_BASE = Decimal("9999999.99")
BASED = (Payer.EMPLOYED, Payer.ANNUAL, Payer.SELF_EMPLOYED, Payer.RETIRED)
"""Classes whose dues are a share of a base; the others pay a fixed amount."""

BASES: Mapping[Payer, str] = {
    Payer.EMPLOYED: "每月税后相对固定的收入",
    Payer.ANNUAL: "每月实际领取的薪酬（税后）",
    Payer.SELF_EMPLOYED: "上一季度的月平均纯收入",
    Payer.RETIRED: "每月实际领取的离退休费或者养老金",
}
"""What is the base of each class that has one."""

ROUNDINGS = {"四舍五入": ROUND_HALF_UP, "只舍不入": ROUND_DOWN, "只入不舍": ROUND_UP}


@dataclass(frozen=True)
class Declared:
    """What is on record of a member for a month: base in yuan, None where none counts."""

    payer: Payer
    base: Decimal | None = None


@dataclass(frozen=True)
class Granted:
    """An approved relief as it bears on a month. amount: None for an exemption."""

    kind: ReliefKind
    amount: Decimal | None
    document: str = ""


@dataclass(frozen=True)
class Scale:
    """The rules of a month at a place. farmer: what the locality set, None where it set nothing."""

    employed: RuleValue
    retired: RuleValue
    student: RuleValue
    low_income: RuleValue
    unit: RuleValue
    rounding: RuleValue
    farmer: Decimal | None = None
    farmer_document: str = ""

    @classmethod
    def of(cls, book: Book, farmer: Decimal | None = None, document: str = "") -> Scale:
        return cls(
            book.value("dues.rate.employed"),
            book.value("dues.rate.retired"),
            book.value("dues.student"),
            book.value("dues.low_income"),
            book.value("dues.min_unit"),
            book.value("dues.rounding"),
            farmer,
            document,
        )


@dataclass(frozen=True)
class Standard:
    """What is owed for a month. amount: yuan, None where it cannot be computed; then `gap` says
    what is missing. sentence: how it was computed; it tells the base. told: the same without it.
    """

    amount: Decimal | None
    sentence: str
    told: str
    citation: str = ""
    gap: str = ""


def standard(declared: Declared | None, scale: Scale, granted: Granted | None = None) -> Standard:
    """The standard of one month, less what an approved relief takes off."""
    return _relieved(_full(declared, scale), granted)


def _full(declared: Declared | None, scale: Scale) -> Standard:
    if declared is None:
        gap = "还没有登记交纳类别和基数"
        return Standard(None, f"{gap}，算不出应交数额。", f"{gap}。", gap=gap)
    payer = declared.payer
    if payer in BASED:
        return _of_base(payer, declared.base or ZERO, scale)
    if payer is Payer.FARMER and scale.farmer is None:
        gap = "还没有登记当地农民党员的数额"
        return Standard(None, f"{gap}，算不出应交数额。", f"{gap}。", gap=gap)
    if payer is Payer.FARMER:
        told = f"农民党员每月{yuan(scale.farmer or ZERO)}元（{scale.farmer_document}）。"
        return Standard(scale.farmer, told, told, scale.student.citation)
    rule = scale.student if payer is Payer.STUDENT else scale.low_income
    amount = Decimal(str(rule.value)).quantize(ZERO)
    told = f"{payer.label}的党员每月{yuan(amount)}元。"
    return Standard(amount, told, told, rule.citation)


def _of_base(payer: Payer, base: Decimal, scale: Scale) -> Standard:
    rule = scale.retired if payer is Payer.RETIRED else scale.employed
    if not isinstance(rule.value, Bands):
        raise TypeError(f"{rule.key} is no scale")
    rate = rule.value.rate(base)
    amount = rounded(base * rate, scale)
    percent = f"{(rate * 100).normalize():f}%"
    exact = base * rate == amount
    after = "" if exact else f"，{scale.rounding.value}到{scale.unit.value}元"
    what = f"{payer.label}，基数是{BASES[payer]}"
    return Standard(
        amount,
        f"{what}{yuan(base)}元，全部基数按{percent}交纳{after}，每月{yuan(amount)}元。",
        f"{what}，全部基数按{percent}交纳{after}，每月{yuan(amount)}元。",
        rule.citation,
    )


def _relieved(full: Standard, granted: Granted | None) -> Standard:
    if granted is None:
        return full
    paper = f"（{granted.document}）" if granted.document else ""
    if granted.kind is ReliefKind.EXEMPT:
        said = f"经批准免交{paper}。"
        return Standard(ZERO, said, said, full.citation)
    amount = granted.amount or ZERO
    if full.amount is not None and full.amount <= amount:
        return full
    said = f"经批准少交，每月{yuan(amount)}元{paper}。"
    return replace(
        full,
        amount=amount,
        sentence=f"{full.sentence}{said}",
        told=f"{full.told}{said}",
        gap="",
    )


def rounded(amount: Decimal, scale: Scale) -> Decimal:
    """To the smallest unit, in the way the rule says. Yuan with two decimals."""
    unit = Decimal(str(scale.unit.value))
    way = ROUNDINGS.get(str(scale.rounding.value))
    if way is None:
        raise Refused(f"规定里写的取整办法“{scale.rounding.value}”系统不认识，请先更正规定。")
    return (amount / unit).quantize(Decimal(1), way) * unit.quantize(ZERO)


def spread(amount: Decimal, owed: Mapping[dt.date, Decimal]) -> dict[dt.date, Decimal]:
    """How a receipt spreads over its months (in order): each what is still owed for it, and the
    last whatever is left. The parts sum up to the amount; none is below zero.
    """
    left, found = amount, {}
    last = max(owed)
    for month in sorted(owed):
        part = left if month == last else min(left, owed[month])
        found[month] = part
        left -= part
    return found


def money(text: str) -> Decimal:
    """Yuan as somebody typed them, with two decimals. Refused for anything else.

    ValueError never: a sentence tells what is wrong.
    """
    typed = text.strip().replace(",", "").replace("，", "").removesuffix("元").strip()
    try:
        amount = Decimal(typed)
    except InvalidOperation as bad:
        raise Refused(f"“{text.strip()[:20]}”不是金额，请写成 15 或 15.50 这样。") from bad
    if not amount.is_finite() or not -MOST_BASE <= amount <= MOST_BASE:
        raise Refused("这个金额太大了，请核对。")
    cents = amount.quantize(ZERO)
    if cents != amount:
        raise Refused("金额最多写到分，就是两位小数。")
    return cents


def yuan(amount: Decimal) -> str:
    """15.00, 1,234.50: for people."""
    return f"{amount:,.2f}"


def check_base(payer: Payer, base: Decimal | None) -> Decimal | None:
    """The base as it is kept. Refused: none where one counts, or one below zero."""
    if payer not in BASED:
        return None
    if base is None:
        raise Refused(f"请写{BASES[payer]}，单位是元。", field="base")
    if not ZERO <= base <= MOST_BASE:
        raise Refused("基数应当在 0 和 999 万元之间，请核对。", field="base")
    return base


def check_farmer_amount(amount: Decimal, book: Book) -> None:
    """Refused where a locality sets less or more than the rule allows."""
    for key, said in (("dues.farmer.min", "不少于"), ("dues.farmer.max", "不超过")):
        rule = book.value(key)
        if not rule.holds(amount):
            raise Refused(
                f"农民党员每月交纳党费{said}{rule.value}元，{yuan(amount)}元不行。",
                clause=rule.citation,
                field="amount",
            )


def check_since(month: dt.date, today: dt.date) -> None:
    """Refused for a month no change can count from: further than next month, or long ago."""
    if month > months.after(months.first_of(today)):
        raise Refused("最远只能从下个月起算。", field="month")
    if month < months.first_of(today).replace(year=today.year - 5):
        raise Refused("只能登记最近五年的变化。", field="month")
