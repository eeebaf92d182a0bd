"""What the calendar, terms and rules pages show, ready for their templates."""

from __future__ import annotations

import calendar as weeks
import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from dangjian.kernel import rules, terms
from dangjian.kernel.calendar import Calendar, Day, DayKind
from dangjian.kernel.confirmation import Confirmation
from dangjian.kernel.refusal import Refused
from dangjian.kernel.rule_values import RuleValue, say

HIGHLIGHTS = (
    "branch.min_full_members",
    "development.notice.min_working_days",
    "petition.finish.max_days",
)
"""The rules people ask for most, shown on the home page."""

_GROUPS = {
    "development": "发展党员",
    "branch": "设立组织",
    "joint_branch": "设立组织",
    "project_branch": "设立组织",
    "group": "设立组织",
    "general_branch": "设立组织",
    "grassroots_committee": "设立组织",
    "village": "设立组织",
    "village_branch": "设立组织",
    "township": "设立组织",
    "enterprise": "设立组织",
    "enterprise_standing": "设立组织",
    "university": "设立组织",
    "committee": "任期和换届",
    "dues": "党费",
    "election": "选举",
    "resolution": "表决",
    "transfer": "组织关系",
    "mobile": "流动党员",
    "abroad": "流动党员",
    "lost": "失联和不合格党员",
    "absence": "失联和不合格党员",
    "correction": "失联和不合格党员",
    "petition": "信访",
    "leaving": "岗位移交和离岗",
    "life": "组织生活",
    "appraisal": "组织生活",
    "sanction": "处分",
    "study": "组织生活",
}


@dataclass(frozen=True)
class Cell:
    """One day of a month's sheet; `out` where it belongs to the month before or after."""

    date: dt.date
    kind: str
    mark: str
    title: str
    out: bool
    today: bool


@dataclass(frozen=True)
class Month:
    year: int
    number: int
    weeks: list[list[Cell]]
    working_days: int
    missing: bool


def month(working: Calendar, year: int, number: int, today: dt.date) -> Month:
    """A month in weeks from Monday, each day with what it is."""
    sheet = weeks.Calendar(firstweekday=0).monthdatescalendar(year, number)
    cells = [[_cell(working, day, number, today) for day in week] for week in sheet]
    own = [cell for week in cells for cell in week if not cell.out]
    works = sum(cell.kind in (DayKind.WORK, DayKind.MAKEUP) for cell in own)
    return Month(year, number, cells, works, year not in working.years)


def _cell(working: Calendar, date: dt.date, number: int, today: dt.date) -> Cell:
    day = working.day(date)
    mark = {DayKind.HOLIDAY: "休", DayKind.MAKEUP: "班"}.get(day.kind, "")
    title = day.name or (day.kind.label if mark else "")
    return Cell(date, day.kind, mark, title, date.month != number, date == today)


def next_rest(working: Calendar, today: dt.date) -> tuple[str, dt.date] | None:
    """The next public holiday's name and first day within a year, if a notice tells of one."""
    for step in range(1, 366):
        date = today + dt.timedelta(days=step)
        day = working.day(date)
        if day.kind == DayKind.HOLIDAY and day.name:
            return day.name, date
    return None


def year(working: Calendar, number: int, today: dt.date) -> dict[str, Any]:
    """The year's twelve sheets with its notice and sums."""
    months = [month(working, number, m, today) for m in range(1, 13)]
    notice = next((n for n in working.notices if n.year == number), None)
    return {
        "year": number,
        "months": months,
        "notice": notice,
        "confirmation": Confirmation(notice.number_confirmation).label if notice else "",
        "working_days": sum(m.working_days for m in months),
        "shown": sorted({*working.years, number, today.year + 1}),
    }


@dataclass(frozen=True)
class Answer:
    """A last day with how it was counted."""

    start: dt.date
    n: int
    unit: str
    day: dt.date
    provisional: str
    skipped: list[tuple[str, dt.date, dt.date]]
    made_up: list[dt.date]


def answer(
    working: Calendar, start: dt.date, n: int, unit: str, start_counts: bool = False
) -> Answer:
    """The last day of a term, and the days on the way that a Monday–Friday count gets wrong."""
    term = terms.last_day(start, n, unit, working, start_counts=start_counts)
    between = [start + dt.timedelta(days=i) for i in range(1, (term.day - start).days + 1)]
    days = [working.day(date) for date in between] if unit == "working" else []
    return Answer(
        start,
        n,
        terms.LABELS[unit],
        term.day,
        terms.say_provisional(term.missing_years),
        _spells([day for day in days if day.kind == DayKind.HOLIDAY]),
        [d.date for d in days if d.kind == DayKind.MAKEUP],
    )


def _spells(holidays: list[Day]) -> list[tuple[str, dt.date, dt.date]]:
    """Holidays that follow each other day by day, as (name, first, last)."""
    spells: list[tuple[str, dt.date, dt.date]] = []
    for day in holidays:
        if spells and spells[-1][0] == day.name and (day.date - spells[-1][2]).days == 1:
            spells[-1] = (day.name, spells[-1][1], day.date)
        else:
            spells.append((day.name, day.date, day.date))
    return spells


@dataclass(frozen=True)
class Shown:
    """A rule as the page shows it."""

    sentence: str
    citation: str
    confirmation: str
    confirmed: bool
    since: dt.date
    local: str
    note: str


def _shown(rule: RuleValue) -> Shown:
    return Shown(
        rule.sentence,
        rule.provision,
        Confirmation(rule.confirmation).label,
        rule.confirmation == Confirmation.READ,
        rule.effective[0],
        f"{say(rule.local.value, rule.unit)}（{rule.local.reason}）" if rule.local else "",
        rule.note,
    )


def highlights(on: dt.date) -> list[Shown]:
    """The rules people ask for most, as in force on that day."""
    book = rules.book(on=on)
    found = []
    for key in HIGHLIGHTS:
        try:
            found.append(_shown(book.value(key)))
        except Refused:
            continue
    return found


def rule_groups(on: dt.date) -> dict[str, list[Shown]]:
    """Every rule in force on a day, under headings, in the order of the headings."""
    groups: dict[str, list[Shown]] = defaultdict(list)
    for key, rule in sorted(rules.book(on=on).rules.items()):
        groups[_GROUPS.get(key.split(".")[0], "其他")].append(_shown(rule))
    order = [*dict.fromkeys(_GROUPS.values()), "其他"]
    return {name: groups[name] for name in order if name in groups}


def rules_page(on: dt.date, group: str, text: str) -> dict[str, Any]:
    """One heading's rules, or those of any heading in which the text occurs."""
    groups = rule_groups(on)
    if text:
        found = [r for shown in groups.values() for r in shown if text in r.sentence + r.citation]
        heading = f"含“{text}”的规定"
    else:
        heading = group if group in groups else next(iter(groups), "")
        found = groups.get(heading, [])
    chips = [
        {
            "label": name,
            "url": f"?{urlencode({'on': on.isoformat(), 'group': name})}",
            "count": len(shown),
            "current": name == heading,
        }
        for name, shown in groups.items()
    ]
    return {"on": on, "chips": chips, "heading": heading, "rules": found, "text": text}
