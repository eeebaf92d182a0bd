"""Working days by the State Council's notices (调休 included), as an immutable value.

`load()` asks the database once; the value it returns is passed to `terms`. A year whose notice is
not there is computed Monday to Friday and every answer about it says so (暂算): never silently.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction

from dangjian.kernel import evidence, notice_text
from dangjian.kernel.evidence import SYSTEM, Actor
from dangjian.kernel.models import HolidayNotice
from dangjian.kernel.notices import Notice, to_mapping
from dangjian.kernel.refusal import Refused

# The earliest day of December that a New Year notice has ever changed (that of 2019 did).
YEAR_END = (12, 29)

# The month in which the next year's notice is published as a rule.
NOTICE_MONTH = 11


class DayKind(StrEnum):
    WORK = "work"
    MAKEUP = "makeup"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"

    @property
    def label(self) -> str:
        return {"work": "工作日", "makeup": "调休上班", "weekend": "周末", "holiday": "放假"}[self]


@dataclass(frozen=True)
class Day:
    """One day of the calendar. `name`: the holiday's, else empty. `missing`: years whose notice
    would be needed to be sure of it (empty: certain)."""

    date: dt.date
    kind: DayKind
    name: str = ""
    missing: tuple[int, ...] = ()

    @property
    def works(self) -> bool:
        return self.kind in (DayKind.WORK, DayKind.MAKEUP)

    @property
    def provisional(self) -> bool:
        return bool(self.missing)


@dataclass(frozen=True)
class Calendar:
    """The working days that a set of notices makes. Equal notices make equal calendars."""

    notices: tuple[Notice, ...] = ()
    years: frozenset[int] = field(init=False, repr=False, compare=False)
    _special: Mapping[dt.date, tuple[DayKind, str]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "years", frozenset(notice.year for notice in self.notices))
        object.__setattr__(self, "_special", _special_days(self.notices))

    def day(self, date: dt.date) -> Day:
        """What kind of day it is, and whether we can be sure."""
        kind, name = self._special.get(date) or (_by_weekday(date), "")
        return Day(date, kind, name, self.missing(date))

    def works(self, date: dt.date) -> bool:
        """Do people work on that day? (Monday to Friday where the notice is missing.)"""
        kind = self._special.get(date, (None, ""))[0] or _by_weekday(date)
        return kind in (DayKind.WORK, DayKind.MAKEUP)

    def wanted(self, today: dt.date) -> tuple[int, ...]:
        """Years whose notice should be entered by now and is not: this year, and from November,
        when the State Council usually publishes it, the next."""
        due = [today.year, today.year + 1] if today.month >= NOTICE_MONTH else [today.year]
        return tuple(year for year in due if year not in self.years)

    def missing(self, date: dt.date) -> tuple[int, ...]:
        """Years whose notice is needed to be sure of the day and is not there.

        The last days of December also depend on the next year's notice, whose New Year holiday and
        make-up days may reach back to them.
        """
        needed = [date.year]
        if (date.month, date.day) >= YEAR_END:
            needed.append(date.year + 1)
        return tuple(year for year in needed if year not in self.years)


def _by_weekday(date: dt.date) -> DayKind:
    return DayKind.WORK if date.weekday() < 5 else DayKind.WEEKEND


def _special_days(notices: Iterable[Notice]) -> dict[dt.date, tuple[DayKind, str]]:
    """Days that are not what their weekday says; of two notices the later year's decides."""
    days: dict[dt.date, tuple[DayKind, str]] = {}
    for notice in sorted(notices, key=lambda notice: notice.year):
        for holiday in notice.holidays:
            days |= dict.fromkeys(holiday.days(), (DayKind.HOLIDAY, holiday.name))
        days |= dict.fromkeys(notice.makeup, (DayKind.MAKEUP, ""))
    return days


def load() -> Calendar:
    """The calendar of all notices in force. One query; equal notices give the same object."""
    rows = HolidayNotice.objects.in_force().order_by("year")
    return _calendar(tuple(row.notice for row in rows))


@lru_cache(maxsize=4)
def _calendar(notices: tuple[Notice, ...]) -> Calendar:
    # Keyed by the content itself: nothing to invalidate, only the days are not built again.
    return Calendar(notices)


# --- importing -----------------------------------------------------------------------------------


@evidence.action
def import_notice(
    data: str | Mapping[str, Any], *, by: Actor, on: dt.date, replace: bool = False
) -> HolidayNotice:
    """Put a year's notice into force; `data` as `notice_text.read` accepts it.

    Refused if it cannot be read or cannot be true, and if the year is already there unless
    `replace`: then the old version is kept, marked as superseded on that day.
    """
    return _put_in_force(notice_text.read(data), by=by, on=on, replace=replace, seeded=False)


def import_notice_file(
    path: Path | str, *, on: dt.date, by: Actor = SYSTEM, replace: bool = False
) -> HolidayNotice:
    """`import_notice` from a text or JSON file, UTF-8 or GB18030 (what old editors save)."""
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise Refused(f"打不开文件“{path}”，请核对文件名和权限。") from error
    return import_notice(_decoded(content), by=by, on=on, replace=replace)


def install_seeds(*, on: dt.date) -> list[HolidayNotice]:
    """Put the notices of this release into force; returns the rows it added.

    Called after migrations. A year that a clerk imported is left alone, and so is an unchanged one:
    a second run adds nothing. A seed that a release corrects supersedes the older seed.
    """
    current = {row.year: row for row in HolidayNotice.objects.in_force()}
    added = []
    for notice in seeds():
        row = current.get(notice.year)
        if row is None or (row.seeded and row.notice != notice):
            added.append(_install_seed(notice, on=on))
    return added


def seeds() -> list[Notice]:
    """The notices packaged with this release, by year."""
    folder = resources.files("dangjian.kernel") / "data" / "holidays"
    files = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".json")),
        key=lambda file: file.name,
    )
    return [notice_text.read(json.loads(file.read_text(encoding="utf-8"))) for file in files]


@evidence.action
def _install_seed(notice: Notice, *, on: dt.date) -> HolidayNotice:
    return _put_in_force(notice, by=SYSTEM, on=on, replace=True, seeded=True)


def _put_in_force(
    notice: Notice, *, by: Actor, on: dt.date, replace: bool, seeded: bool
) -> HolidayNotice:
    old = HolidayNotice.objects.in_force().select_for_update().filter(year=notice.year).first()
    if old is not None:
        _may_replace(old, notice, replace)
        old.superseded_on = on
        old.save(update_fields=["superseded_on"])
    row = HolidayNotice.of(notice)
    row.imported_on, row.seeded, row.replaces = on, seeded, old
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as clash:
        raise Refused(f"{notice.year}年的放假通知刚刚被别人录入，请刷新后核对。") from clash
    evidence.record(
        by,
        "calendar.import_notice",
        "holiday_notice",
        row.uid,
        replaces=str(old.uid) if old else None,
        notice=to_mapping(notice),
    )
    return row


def _may_replace(old: HolidayNotice, notice: Notice, replace: bool) -> None:
    number = f"（{old.number}）" if old.number else ""
    if not replace:
        raise Refused(
            f"{old.year}年的放假通知{number}已经录入。如要更正，请选择“替换原通知”，原通知会保留备查。",
            field="replace",
        )
    if old.notice == notice:
        raise Refused(f"与已录入的{old.year}年放假通知{number}完全相同，不需要替换。")


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("文件不是文本（UTF-8或GB18030），请另存为文本文件后再导入。")
