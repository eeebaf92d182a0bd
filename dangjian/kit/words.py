"""Days, terms and numbers as people say them. Pure functions: the day is passed in."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

WEEKDAYS = "一二三四五六日"
SOON = 3  # days before the end that are told as "soon"


class Due(NamedTuple):
    """How long there is left: state late|soon|ok, a sentence, and the parts of the large block."""

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
    if days < 0:
        return Due("late", f"逾期 {-days} 天", "逾期", str(-days), "天")
    if days == 0:
        return Due("soon", "今天截止", "截止", "今天", "")
    return Due("soon" if days < SOON else "ok", f"还有 {days} 天", "还有", str(days), "天")


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
