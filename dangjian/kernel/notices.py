"""A holiday notice of the State Council as a value: its days, and whether it can be true.

Pure: no database, no clock. `notice_text` makes one from what a clerk types or pastes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dangjian.kernel.confirmation import Confirmation
from dangjian.kernel.refusal import Refused

CLAUSE = "《全国年节及纪念日放假办法》"
EARLIEST, LATEST = 1900, 2200
WEEKDAYS = "一二三四五六日"
# Since 2008 these seven are holidays; a notice that lacks one would make a year look known.
STATUTORY = ("元旦", "春节", "清明", "劳动", "端午", "中秋", "国庆")
FIXED = {"元旦": (1, 1), "劳动": (5, 1), "国庆": (10, 1)}
LONGEST = 15  # days in one holiday; anything longer is a slip of the pen
SPILL = (12, 20)  # the New Year holiday and its make-up days may reach back into December


@dataclass(frozen=True)
class Holiday:
    """One run of days off, first and last included."""

    name: str
    first: dt.date
    last: dt.date

    def days(self) -> Iterator[dt.date]:
        for step in range((self.last - self.first).days + 1):
            yield self.first + dt.timedelta(days=step)


@dataclass(frozen=True)
class Notice:
    """What one year's notice says. `makeup`: weekend days on which people work."""

    year: int
    holidays: tuple[Holiday, ...]
    makeup: tuple[dt.date, ...]
    title: str = ""
    number: str = ""
    number_confirmation: str = Confirmation.UNCONFIRMED.value
    issued_on: dt.date | None = None
    source: str = ""


def from_mapping(data: Mapping[str, Any]) -> Notice:
    """A notice from our JSON shape (dates as ISO text); Refused where a part is not readable.

    {"year": 2026, "holidays": [{"name": "元旦", "first": "2026-01-01", "last": "2026-01-03"}, …],
     "makeup": ["2026-01-04", …], "title": "…", "number": "国办发明电〔2025〕7号",
     "number_confirmation": "C" | "S" | "M", "issued_on": "2025-11-04", "source": "…"}
    Everything after "makeup" may be absent. The content is not checked here: see `check`.
    """
    try:
        holidays = tuple(
            Holiday(str(entry["name"]).strip(), _date(entry["first"]), _date(entry["last"]))
            for entry in data["holidays"]
        )
        makeup = tuple(sorted(_date(entry) for entry in data["makeup"]))
        issued = data.get("issued_on")
        return Notice(
            year=int(data["year"]),
            holidays=tuple(sorted(holidays, key=lambda holiday: holiday.first)),
            makeup=makeup,
            title=str(data.get("title", "")).strip(),
            number=str(data.get("number", "")).strip(),
            number_confirmation=Confirmation(data.get("number_confirmation", "M")).value,
            issued_on=_date(issued) if issued else None,
            source=str(data.get("source", "")).strip(),
        )
    except KeyError as lack:
        raise Refused(f"通知缺少“{lack.args[0]}”这一项，请按说明补全后再导入。") from lack
    except (TypeError, ValueError, AttributeError) as wrong:
        raise Refused("通知内容读不懂，请核对年份、日期和格式后再导入。") from wrong


def to_mapping(notice: Notice) -> dict[str, Any]:
    """The JSON shape of a notice; `from_mapping` reads it back unchanged."""
    return {
        "year": notice.year,
        "holidays": [
            {"name": h.name, "first": h.first.isoformat(), "last": h.last.isoformat()}
            for h in notice.holidays
        ],
        "makeup": [day.isoformat() for day in notice.makeup],
        "title": notice.title,
        "number": notice.number,
        "number_confirmation": str(notice.number_confirmation),
        "issued_on": notice.issued_on.isoformat() if notice.issued_on else None,
        "source": notice.source,
    }


def check(notice: Notice) -> None:
    """Refused, with a sentence, if this cannot be the notice of its year."""
    if not EARLIEST <= notice.year <= LATEST:
        raise Refused(f"年份应在{EARLIEST}年至{LATEST}年之间。", field="year")
    for holiday in notice.holidays:
        _check_holiday(holiday, notice.year)
    _check_overlaps(notice.holidays)
    resting = {day for holiday in notice.holidays for day in holiday.days()}
    _check_makeup(notice.makeup, notice.year, resting)
    if notice.year >= 2008:
        _check_complete(notice)


def say(day: dt.date) -> str:
    """A day as people write it: 2026年10月1日（星期四）."""
    return f"{day.year}年{day.month}月{day.day}日（星期{WEEKDAYS[day.weekday()]}）"


def _check_holiday(holiday: Holiday, year: int) -> None:
    if not holiday.name:
        raise Refused("有一段放假没有写节日名称，请补上。", field="holidays")
    if holiday.last < holiday.first:
        raise Refused(f"“{holiday.name}”的结束日期早于开始日期，请核对。", field="holidays")
    if (holiday.last - holiday.first).days >= LONGEST:
        raise Refused(f"“{holiday.name}”放假超过{LONGEST}天，请核对起止日期。", field="holidays")
    starts_before = dt.date(year - 1, *SPILL) <= holiday.first
    spills = starts_before and holiday.first < dt.date(year, 1, 1) <= holiday.last
    if holiday.last.year != year or not (holiday.first.year == year or spills):
        raise Refused(
            f"“{holiday.name}”（{holiday.first}至{holiday.last}）不在{year}年之内，"
            "请核对年份；只有元旦假期可以从上一年12月下旬开始。",
            field="holidays",
        )


def _check_overlaps(holidays: Iterable[Holiday]) -> None:
    ordered = sorted(holidays, key=lambda holiday: holiday.first)
    for earlier, later in zip(ordered, ordered[1:], strict=False):
        if later.first <= earlier.last:
            raise Refused(
                f"“{earlier.name}”和“{later.name}”的放假日期重叠，请核对。", field="holidays"
            )


def _check_makeup(makeup: tuple[dt.date, ...], year: int, resting: set[dt.date]) -> None:
    for day in makeup:
        if not dt.date(year - 1, *SPILL) <= day <= dt.date(year, 12, 31):
            raise Refused(f"调休上班日{day}不在{year}年之内，请核对年份。", field="makeup")
        if day.weekday() < 5:
            raise Refused(f"{say(day)}本来就是工作日，不能列为调休上班日，请核对。", field="makeup")
        if day in resting:
            raise Refused(f"{say(day)}既写了放假又写了上班，请核对。", field="makeup")
        if makeup.count(day) > 1:
            raise Refused(f"调休上班日{day}写了两次，请删去一个。", field="makeup")


def _check_complete(notice: Notice) -> None:
    """All seven statutory holidays are there: half a notice must not make a year look known."""
    for name in STATUTORY:
        named = [holiday for holiday in notice.holidays if name in holiday.name]
        if not named:
            shown = name if name in ("元旦", "春节") else f"{name}节"
            raise Refused(
                f"通知里没有{shown}。请把全年七个节日录全后再导入，否则期限会算错。",
                clause=CLAUSE,
                field="holidays",
            )
        fixed = FIXED.get(name)
        day = dt.date(notice.year, *fixed) if fixed else None
        if day and not any(holiday.first <= day <= holiday.last for holiday in named):
            raise Refused(
                f"“{named[0].name}”没有包括{notice.year}年{day.month}月{day.day}日，请核对。",
                clause=CLAUSE,
                field="holidays",
            )


def _date(value: Any) -> dt.date:
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value))
