"""Days, terms and numbers as people say them. Pure functions: the day is passed in."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

WEEKDAYS = "一二三四五六日"
SOON = 3  # days before the end that are told as "soon"


class Due(NamedTuple):
    """What the large block of a to-do says: state late|soon|ok, a sentence, and its parts."""

    state: str
    text: str
    lead: str
    number: str
    unit: str


def due(on: date | None, today: date) -> Due | None:
    """What to say about a day by which something is to be done; None when there is no such day."""
    if on is None:
        return None
    days = (_day(on) - today).days
    if days == 0:
        return Due("soon", "今天截止", "截止", "今天", "")
    if days < 0:
        return _told("late", "逾期", *span(_day(on), today))
    return _told("soon" if days < SOON else "ok", "还有", *span(today, _day(on)))


def since(lead: str, on: date, today: date, state: str = "soon") -> Due:
    """What lasts since a day, such as 失联 14 个月."""
    return _told(state, lead, *span(on, today))


def span(first: date, last: date) -> tuple[str, str]:
    """The time between two days, roughly: days up to two months, then months, then years."""
    apart = relativedelta(last, first)
    months = apart.years * 12 + apart.months
    if months < 2:
        return str((last - first).days), "天"
    return (str(months), "个月") if months < 24 else (str(apart.years), "年")


def _told(state: str, lead: str, number: str, unit: str) -> Due:
    return Due(state, f"{lead} {number} {unit}", lead, number, unit)


def cn_date(on: date | None, today: date | None = None) -> str:
    """2026年11月23日, or 11月23日 where it lies in the year of `today`."""
    if on is None:
        return ""
    short = f"{on.month}月{on.day}日"
    return short if today is not None and on.year == today.year else f"{on.year}年{short}"


def cn_day(on: date | None) -> str:
    """11月23日 星期一."""
    return f"{on.month}月{on.day}日 星期{WEEKDAYS[on.weekday()]}" if on else ""


def cn_moment(at: datetime | None, today: date | None = None) -> str:
    """今天 09:02, 11月18日 14:30 or 2025年11月18日 14:30; `at` in local time."""
    if at is None:
        return ""
    day = "今天" if at.date() == today else cn_date(at.date(), today)
    return f"{day} {at:%H:%M}"


def zh_count(number: float | None, unit: str = "") -> str:
    """38,412 人; a dash where the number is not known."""
    if number is None:
        return "—"
    return f"{number:,} {unit}".strip()


def in_fours(code: str) -> list[str]:
    """A code in groups of four, so that it can be read aloud."""
    bare = code.replace(" ", "").replace("-", "")
    return [bare[start : start + 4] for start in range(0, len(bare), 4)]


def is_writing(text: str) -> bool:
    """Whether a posted value is something a person wrote (Chinese or several lines)."""
    return "\n" in text.strip() or any("一" <= letter <= "鿿" for letter in text)


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
