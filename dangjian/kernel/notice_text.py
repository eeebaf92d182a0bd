"""Reading a holiday notice from what a clerk has: JSON, typed lines, or the pasted notice itself.

Typed lines, one holiday each, in any order (dates also as 2026/10/1 or 2026年10月1日):

    年份 2026
    文号 国办发明电〔2025〕7号
    发文日期 2025-11-04
    国庆节 2026-10-01 至 2026-10-07
    调休上班 2026-09-20 2026-10-10

Pasted: 《国务院办公厅关于……年部分节假日安排的通知》 as published. What it says of itself
(共几天, 星期几) is compared with what was read, so that a damaged copy is refused.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from dangjian.kernel.confirmation import Confirmation
from dangjian.kernel.notices import WEEKDAYS, Holiday, Notice, check, from_mapping
from dangjian.kernel.refusal import Refused

_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_HEADS = {"年份": "year", "标题": "title", "文号": "number", "来源": "source"}
_TITLE = re.compile(r"国务院办公厅关于\s*(\d{4})\s*年部分节假日安排的通知")
_NUMBER = re.compile(r"国办发[^〔\[(（\s]*[〔\[(（]\s*\d{4}\s*[〕\])）]\s*\d+\s*号")
_ORDINAL, _NAMED = r"[一二三四五六七八九十]+、\s*", r"[^：:\n（）()。，\d]{2,12}?"
_ITEM = re.compile(
    rf"{_ORDINAL}({_NAMED})\s*[：:](.*?)(?={_ORDINAL}{_NAMED}\s*[：:]|\Z)", re.DOTALL
)
_DAY = re.compile(
    r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:\s*[（(][^（）()]*?(?:周|星期)([一二三四五六日天])[)）])?"
)


def read(given: str | Mapping[str, Any]) -> Notice:
    """A checked notice from JSON (text or mapping), typed lines or the pasted notice.

    Refused, with a sentence naming the line or the day, if it cannot be read or cannot be true.
    """
    notice = _read(given)
    check(notice)
    return notice


def _read(given: str | Mapping[str, Any]) -> Notice:
    if not isinstance(given, str):
        return from_mapping(given)
    text = given.lstrip("\ufeff").strip()
    if not text:
        raise Refused("没有内容，请把通知全文粘贴进来，或者逐行填写。")
    if text.startswith("{"):
        return _from_json(text)
    if _ITEM.search(text):
        return _from_published(text)
    return _from_lines(unicodedata.normalize("NFKC", text))


def _from_json(text: str) -> Notice:
    try:
        return from_mapping(json.loads(text))
    except json.JSONDecodeError as wrong:
        raise Refused(f"文件第{wrong.lineno}行不是正确的JSON，请核对。") from wrong


# --- typed lines ------------------------------------------------------------------------------


def _from_lines(text: str) -> Notice:
    told: dict[str, Any] = {}
    holidays: list[Holiday] = []
    makeup: list[dt.date] = []
    for number, line in enumerate(text.splitlines(), start=1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        word, _, rest = line.replace(":", " ", 1).partition(" ")
        if word in _HEADS:
            told[_HEADS[word]] = rest.strip()
            continue
        days = [_day(match.groups(), number) for match in _DATE.finditer(line)]
        if word == "发文日期" and len(days) == 1:
            told["issued_on"] = days[0]
        elif word in ("调休上班", "上班", "补班") and days:
            makeup.extend(days)
        elif word not in ("调休上班", "上班", "补班", "发文日期") and len(days) in (1, 2):
            holidays.append(Holiday(_name(line, number), days[0], days[-1]))
        else:
            raise Refused(
                f"第{number}行读不懂：“{line[:30]}”。"
                "请写成“国庆节 2026-10-01 至 2026-10-07”或“调休上班 2026-09-20”。"
            )
    return _assemble(told, holidays, makeup)


def _name(line: str, number: int) -> str:
    first = _DATE.search(line)
    name = line[: first.start()].strip(" :") if first else ""
    if not name:
        raise Refused(f"第{number}行没有写节日名称，请补上。")
    return name


def _day(parts: tuple[str, ...], line: int) -> dt.date:
    try:
        return dt.date(*(int(part) for part in parts))
    except ValueError as wrong:
        raise Refused(f"第{line}行的日期{'-'.join(parts)}不存在，请核对。") from wrong


def _assemble(told: dict[str, Any], holidays: list[Holiday], makeup: list[dt.date]) -> Notice:
    if not holidays:
        raise Refused("没有读到任何节日，请每行写一个节日。")
    years = {holiday.last.year for holiday in holidays}
    year = told.get("year") or (str(min(years)) if len(years) == 1 else "")
    if not str(year).rstrip("年").isdigit():
        raise Refused("看不出是哪一年的通知，请加一行“年份 2027”。", field="year")
    return Notice(
        year=int(str(year).rstrip("年")),
        holidays=tuple(sorted(holidays, key=lambda holiday: holiday.first)),
        makeup=tuple(sorted(makeup)),
        title=told.get("title", ""),
        number=told.get("number", ""),
        issued_on=told.get("issued_on"),
        source=told.get("source", ""),
    )


# --- the notice as published --------------------------------------------------------------------


def _from_published(text: str) -> Notice:
    title = _TITLE.search(text)
    if not title:
        raise Refused(
            "没有找到“国务院办公厅关于……年部分节假日安排的通知”这个标题，请连同标题一起粘贴。"
        )
    year = int(title.group(1))
    holidays: list[Holiday] = []
    makeup: list[dt.date] = []
    for name, body in _ITEM.findall(text):
        holidays.append(_published_holiday(name, body, year))
        makeup.extend(_published_makeup(name, body, year))
    if not holidays:
        raise Refused("没有读到任何节日，请粘贴通知全文。")
    number = _NUMBER.search(text)
    issued = [_day(match.groups(), 0) for match in _DATE.finditer(text[title.end() :])]
    before = [day for day in issued if day.year == year - 1 and day.month >= 9]
    return Notice(
        year=year,
        holidays=tuple(sorted(holidays, key=lambda holiday: holiday.first)),
        makeup=tuple(sorted(makeup)),
        title=title.group(0),
        number=number.group(0) if number else "",
        number_confirmation=(Confirmation.SECONDARY if number else Confirmation.UNCONFIRMED).value,
        issued_on=before[-1] if before and text.rstrip().endswith("日") else None,
        source="粘贴通知全文",
    )


def _published_holiday(name: str, body: str, year: int) -> Holiday:
    rest = body.partition("放假")[0] if "放假" in body else body
    days = _published_days(name, rest, year)
    if not 1 <= len(days) <= 2:
        raise Refused(f"“{name}”的放假日期读不懂，请改用逐行填写。", field="holidays")
    first, last = days[0], days[-1]
    stated = re.search(r"共\s*(\d+)\s*天", body)
    if stated and int(stated.group(1)) != (last - first).days + 1:
        raise Refused(
            f"“{name}”写明共{stated.group(1)}天，但{first}至{last}不是这个天数，请核对。",
            field="holidays",
        )
    if "与周末连休" in body:
        first, last = _with_weekend(first, last, year)
    return Holiday(name, first, last)


def _published_makeup(name: str, body: str, year: int) -> list[dt.date]:
    _, _, after = body.partition("放假")
    sentences = re.split(r"[。；;]", after)
    return [
        day
        for sentence in sentences
        if "上班" in sentence
        for day in _published_days(name, sentence.partition("上班")[0], year)
    ]


def _published_days(name: str, text: str, year: int) -> list[dt.date]:
    """Days in the order of the text; a day without month (至3日) takes the month before it."""
    days: list[dt.date] = []
    month = 0
    # "12月30日至1月1日": without a year written, a December before January is the year before.
    spills = "元旦" in name and "12月" in text
    for stated_year, stated_month, number, weekday in _DAY.findall(text):
        month = int(stated_month) if stated_month else month
        spilled = year - 1 if spills and month == 12 else year
        try:
            day = dt.date(int(stated_year) if stated_year else spilled, month, int(number))
        except ValueError as wrong:
            raise Refused(f"“{name}”里有不存在的日期，请核对。", field="holidays") from wrong
        if weekday and weekday.replace("天", "日") != WEEKDAYS[day.weekday()]:
            raise Refused(
                f"“{name}”里{day}写的是星期{weekday}，与日历不符，请核对。", field="holidays"
            )
        days.append(day)
    return days


def _with_weekend(first: dt.date, last: dt.date, year: int) -> tuple[dt.date, dt.date]:
    """与周末连休: the weekend next to the holiday belongs to it, within the year."""
    one = dt.timedelta(days=1)
    while (first - one).weekday() >= 5 and (first - one).year == year:
        first -= one
    while (last + one).weekday() >= 5 and (last + one).year == year:
        last += one
    return first, last
