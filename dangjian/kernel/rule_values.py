"""The values Party rules carry: how they are stored, compared and said. Pure."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from django.db import models

from dangjian.kernel.confirmation import Confirmation
from dangjian.kernel.refusal import Refused


class Unit(models.TextChoices):
    MONTHS = "months", "个月"
    YEARS = "years", "年"
    WORKING_DAYS = "working_days", "个工作日"
    NATURAL_DAYS = "natural_days", "日"
    DAYS_OF_CLASS = "class_days", "天"
    HOURS_OF_CLASS = "class_hours", "学时"
    AGE = "age", "周岁"
    PERSONS = "persons", "人"
    UNITS = "units", "个单位"
    TIMES = "times", "次"
    SHARE = "share", ""
    YUAN = "yuan", "元"
    RATE = "rate", ""
    NONE = "none", ""


# What `terms.last_day` calls the units that are terms.
TERM_UNITS = {"months": "months", "working_days": "working", "natural_days": "natural"}


class Direction(models.TextChoices):
    """What the rule demands of the measured number, and so what is stricter."""

    AT_LEAST = "at_least", "不少于"
    MORE_THAN = "more_than", "超过"
    AT_MOST = "at_most", "不超过"
    EXACTLY = "exactly", "为"


class ValueType(models.TextChoices):
    """How a value stands in JSON: a number, a string for the exact ones, pairs for bands."""

    INTEGER = "integer", "整数"
    DECIMAL = "decimal", "小数"
    FRACTION = "fraction", "分数"
    BANDS = "bands", "分档"
    TEXT = "text", "文字"


@dataclass(frozen=True)
class Band:
    """One band of a scale: `up_to` (inclusive; None for the last band) and its rate."""

    up_to: Decimal | None
    rate: Decimal


@dataclass(frozen=True)
class Bands:
    """A scale in which the band an amount falls into decides the rate of the whole amount."""

    bands: tuple[Band, ...]

    def rate(self, amount: Decimal) -> Decimal:
        """The rate for the whole amount (yuan)."""
        return next(b.rate for b in self.bands if b.up_to is None or amount <= b.up_to)


Value = int | Decimal | Fraction | Bands | str


@dataclass(frozen=True)
class LocalValue:
    """The stricter value an organization set for itself and those below it."""

    value: Value
    organization_uid: uuid.UUID
    reason: str


@dataclass(frozen=True)
class RuleValue:
    """What a rule says on a day, with everything needed to answer "why?".

    value: the one to apply (the local one where there is one); unit, direction: as declared.
    clause, instrument (with its 《》): where it stands; confirmation: C, S or M; effective: first
    day and the day after the last (None: open); version: the stored one, for cases that keep it.
    """

    key: str
    value: Value
    unit: Unit
    direction: Direction
    sentence: str
    clause: str
    instrument: str
    confirmation: Confirmation
    effective: tuple[dt.date, dt.date | None]
    version: uuid.UUID
    note: str = ""
    local: LocalValue | None = None

    @property
    def provision(self) -> str:
        """《中国共产党支部工作条例（试行）》第四条, for who says beside it how far it was read."""
        return f"{self.instrument}{self.clause}"

    @property
    def citation(self) -> str:
        """The provision as pages and `Refused` want it: （未核对） where nobody compared it."""
        unread = self.confirmation == Confirmation.UNCONFIRMED
        return f"{self.provision}（{self.confirmation.label}）" if unread else self.provision

    @property
    def term_unit(self) -> str:
        """The unit for `terms.last_day`. KeyError if the rule is no term."""
        return TERM_UNITS[self.unit]

    @property
    def number(self) -> int:
        """The value of a rule that counts whole things. TypeError for any other rule."""
        if not isinstance(self.value, int):
            raise TypeError(f"{self.key} is not a whole number")
        return self.value

    @property
    def share(self) -> Fraction:
        """The value of a rule that is a share. TypeError for any other rule."""
        if not isinstance(self.value, Fraction):
            raise TypeError(f"{self.key} is not a share")
        return self.value

    def holds(self, measured: int | Decimal | Fraction) -> bool:
        """Does the measured number satisfy the rule? Exact arithmetic, never floats."""
        return meets(self.direction, measured, self.value)


def meets(direction: str, measured: Any, value: Any) -> bool:
    """Compare by direction. A value that meets the rule's own value is at least as strict."""
    return bool(
        {
            Direction.AT_LEAST: lambda: measured >= value,
            Direction.MORE_THAN: lambda: measured > value,
            Direction.AT_MOST: lambda: measured <= value,
            Direction.EXACTLY: lambda: measured == value,
        }[Direction(direction)]()
    )


def at_least_as_strict(direction: str, local: Any, national: Any) -> bool:
    """May a locality set `local` where the rule says `national`?"""
    if direction == Direction.MORE_THAN:
        return bool(local >= national)
    return meets(direction, local, national)


def typed(value_type: str, stored: Any) -> Value:
    """The Python value of what stands in JSON. Refused if it is none of that type."""
    try:
        return _READERS[ValueType(value_type)](stored)
    except (TypeError, ValueError, ArithmeticError, InvalidOperation, AttributeError) as wrong:
        raise Refused(
            f"“{stored}”不是{ValueType(value_type).label}，请核对。", field="value"
        ) from wrong


def stored(value: Value) -> Any:
    """The JSON of a value; `typed` reads it back unchanged."""
    if isinstance(value, Bands):
        return [[None if b.up_to is None else str(b.up_to), str(b.rate)] for b in value.bands]
    return value if isinstance(value, int | str) else str(value)


def say(value: Value, unit: str) -> str:
    """A value as people read it: 3人, 5个工作日, 五分之四, 3000元以下0.5%…"""
    if isinstance(value, Bands):
        return _say_bands(value)
    if isinstance(value, Fraction):
        return {Fraction(1, 2): "半数"}.get(
            value, f"{_digits(value.denominator)}分之{_digits(value.numerator)}"
        )
    return f"{value}{Unit(unit).label}"


def _say_bands(scale: Bands) -> str:
    told, over = [], ""
    for band in scale.bands:
        percent = f"{(band.rate * 100).normalize():f}%"
        limit = f"{band.up_to}元（含{band.up_to}元）" if band.up_to is not None else ""
        span = f"{over}至{limit}" if over and limit else over or f"{limit}以下"
        told.append(f"{span}的{percent}")
        over = f"{band.up_to}元以上"
    return "，".join(told)


def _digits(number: int) -> str:
    return "零一二三四五六七八九十"[number] if number <= 10 else str(number)


def _integer(stored: Any) -> int:
    if isinstance(stored, bool) or (isinstance(stored, float) and not stored.is_integer()):
        raise ValueError(stored)
    return int(stored)


def _decimal(stored: Any) -> Decimal:
    if isinstance(stored, float):
        raise TypeError("decimals are stored as strings")
    return Decimal(stored)


def _fraction(stored: Any) -> Fraction:
    if isinstance(stored, float):
        raise TypeError("shares are stored as text, such as 4/5")
    return Fraction(stored)


def _bands(stored: Any) -> Bands:
    # TOML has no null: an empty limit also means "and above".
    bands = tuple(Band(_decimal(up) if up else None, _decimal(rate)) for up, rate in stored)
    limits = [band.up_to for band in bands]
    if limits.count(None) != 1 or limits[-1] is not None:
        raise ValueError(stored)
    closed = [limit for limit in limits if limit is not None]
    if closed != sorted(set(closed)):
        raise ValueError(stored)
    return Bands(bands)


_READERS: dict[ValueType, Any] = {
    ValueType.INTEGER: _integer,
    ValueType.DECIMAL: _decimal,
    ValueType.FRACTION: _fraction,
    ValueType.BANDS: _bands,
    ValueType.TEXT: str,
}
