"""Members: the verdict on each row of a roster."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping
from operator import getitem
from typing import Any, cast

from dateutil.relativedelta import relativedelta

from dangjian.kernel import codes, identity
from dangjian.kernel.files import Cell
from dangjian.registry.rules.imports import columns as c
from dangjian.registry.rules.imports import words
from dangjian.registry.rules.imports.cells import (
    NOTHING,
    Doubt,
    Memo,
    as_written,
    careful,
    nothing,
    open_cell,
    unremembered,
)
from dangjian.registry.rules.imports.dates import reader as date_reader
from dangjian.registry.rules.imports.entries import MemberEntry
from dangjian.registry.rules.imports.names import read_name
from dangjian.registry.rules.imports.numbers import (
    Identity,
    identity_reader,
    read_landline,
    read_mobile,
)
from dangjian.registry.rules.imports.places import Found, Place, Places
from dangjian.registry.rules.imports.sheets import Sheet, Sheets
from dangjian.registry.rules.imports.verdicts import (
    CONFIRMABLE,
    Issue,
    Judged,
    gravest,
)

NO_PROBATION = (dt.date(1969, 4, 14), dt.date(1977, 8, 18))
"""Between the ninth and the eleventh congress the charter knew no probation: who joined then was a
full member the same day."""

PROBATION_MONTHS = 12
_FULL, _PROBATIONARY = "full", "probationary"
_NO_ISSUES: list[Issue] = []
_NO_CHANGES: dict[str, str] = {}
_ALL = frozenset(c.ROSTER)
_LISTS = re.compile(
    r"^附件\s*\d*\s*[:：]?|^.*?(?:单位|支部|组织)\s*(?:[(（].*?[)）])?\s*[:：]"
    r"|(?:\d{4}年度?)?(?:党员)?(?:基本)?(?:信息)?(?:花名册|名册|名单|信息表|登记表|统计表|台账|情况表|一览表|信息).*$"
)


class Roster(Sheets):
    """Judges the rows of a roster. posts: the posts that map to an occupation.

    Pure: the same part with the same places and day gives the same verdicts.
    """

    table = c.MEMBERS
    columns = c.ROSTER

    def __init__(
        self,
        places: Places,
        *,
        as_of: dt.date,
        posts: Collection[str],
        minimum_age: int = 18,
    ) -> None:
        super().__init__()
        self.places = places
        self._age = minimum_age
        self._present = _ALL
        self._home: Place | None = None
        on_any_day = Memo(date_reader(as_of, optional=True))
        self._memos = [
            unremembered(read_name),
            Memo(careful(self._branch)),
            unremembered(identity_reader(as_of)),
            Memo(words.read_sex),
            Memo(words.read_ethnic),
            on_any_day,
            Memo(words.read_education),
            Memo(words.read_kind),
            Memo(date_reader(as_of, optional=False)),
            on_any_day,
            Memo(words.post_reader(posts, 60)),
            unremembered(read_mobile),
            unremembered(read_landline),
            unremembered(words.text_reader(200)),
            Memo(words.read_state),
            Memo(words.read_yes_no),
            on_any_day,
            Memo(words.read_yes_no),
            Memo(words.text_reader(120)),
        ]

    def again(self, cells: Mapping[str, str]) -> Judged[MemberEntry]:
        """A row repaired on screen or in a workbook: the same rules, by canonical columns."""
        before, self._present = self._present, frozenset(cells)
        home, self._home = self._home, None
        try:
            raw = tuple(cells.get(column, "") for column in c.ROSTER)
            return self._row(0, raw, frozenset(), cells.get(c.SUPERIOR, ""))
        finally:
            self._present, self._home = before, home

    # --- sheets ----------------------------------------------------------------------------------

    def _begin(self, sheet: Sheet) -> tuple[str, ...]:
        assert sheet.header is not None
        self._present = frozenset(sheet.header.places)
        self._home = None
        missing = sheet.header.missing
        if c.BRANCH in missing:
            names = [*sheet.titles, sheet.name]
            self._home = next((home for name in names if (home := self._named_in(name))), None)
            if self._home:
                self.notes.append(f"工作表“{sheet.name}”没有党支部一列，按{self._home.name}处理。")
                missing = tuple(column for column in missing if column != c.BRANCH)
        return missing

    def _named_in(self, title: str) -> Place | None:
        """The branch a title, a note or the name of a sheet names."""
        return self.places.find(title).place or self.places.find(_LISTS.sub("", title)).place

    def _section(self, text: str) -> bool:
        home = self.places.find(text).place
        if home and c.BRANCH not in self._present:
            self._home = home
        return home is not None

    # --- one row ---------------------------------------------------------------------------------

    def _row(
        self, row: int, raw: tuple[Cell, ...], filled: frozenset[str], hint: str
    ) -> Judged[MemberEntry]:
        readings: list[Any] = [*map(getitem, self._memos, raw)]
        if filled or Doubt in {*map(type, readings)}:
            return self._slowly(row, raw, readings, filled, hint)
        (name, place, number, sex, ethnic, born, education, kind, joined, full, post, mobile,
         landline, address, _, lost, lost_on, floating, destination) = readings  # fmt: skip
        if (
            not (name and place and number and joined)
            or born != number.born_on
            or sex != number.sex
            or lost is (lost_on is None)
            or floating is (destination == "")
            or not _is_of_age(born, joined, self._age)
            or not _agrees(kind, joined, full)
        ):
            return self._slowly(row, raw, readings, filled, hint)
        entry = MemberEntry(
            place, name, sex, ethnic, born, education, number.number, joined, full, kind,
            post, mobile, landline, address, lost, lost_on, floating, destination,
        )  # fmt: skip
        return Judged("", row, "accept", _NO_ISSUES, raw, _NO_CHANGES, entry)

    def _slowly(
        self,
        row: int,
        raw: tuple[Cell, ...],
        readings: list[Any],
        filled: frozenset[str],
        hint: str,
    ) -> Judged[MemberEntry]:
        """The same with something to say."""
        return _Row(self, raw, readings, filled, hint).judged(row)

    # --- the branch ------------------------------------------------------------------------------

    def _branch(self, cell: Cell) -> object:
        if isinstance(cell, str):
            exact = self.places.by_name.get(cell)
            if exact and len(exact) == 1:
                return exact[0].id
        opened = open_cell(cell)
        if nothing(opened, optional=False) == "":
            return None
        return self.said_of_branch(opened.text, list(opened.codes), self.places.find(opened.text))

    def said_of_branch(self, text: str, codes: list[str], found: Found) -> Doubt:
        """The reading of a branch that was found, found several times, or not found."""
        said = [(code, NOTHING) for code in dict.fromkeys(codes)]
        if found.place:
            if found.place.name != text:
                said.append(("N-ORG-VARIANT", NOTHING))
            return Doubt(found.place.id, found.place.name, tuple(said))
        names = [place.name for place in found.candidates or found.nearest]
        code = "H-ORG-AMBIGUOUS" if found.candidates else "R-ORG-UNKNOWN"
        more = {"candidates": names} if names else NOTHING
        return Doubt(None, None, (*said, (code, more)))


def _is_of_age(born: dt.date, on: dt.date, age: int) -> bool:
    years = on.year - born.year
    return years > age or (years == age and (on.month, on.day) >= (born.month, born.day))


def _agrees(kind: object, joined: dt.date, full: dt.date | None) -> bool:
    """Whether class of member and dates are plainly right."""
    if full is None:
        return kind == _PROBATIONARY
    if kind != _FULL:
        return False
    if full.day == joined.day and full.month == joined.month and full.year == joined.year + 1:
        return True
    return full == joined and NO_PROBATION[0] <= joined <= NO_PROBATION[1]


def months_of_probation(joined: dt.date, full: dt.date) -> int | None:
    """Months from one day's month to the other's; None where the days are as they should be.

    A year later, at the end of a shorter month or on the day after it; the same day in the years
    without probation.
    """
    due = joined + relativedelta(months=PROBATION_MONTHS)
    if full == due or (due.day < joined.day and full == due + dt.timedelta(days=1)):
        return None
    if full == joined and NO_PROBATION[0] <= joined <= NO_PROBATION[1]:
        return None
    return (full.year - joined.year) * 12 + full.month - joined.month


class _Row:
    """One row with something to say: its readings by column, and what the columns say together."""

    def __init__(
        self,
        roster: Roster,
        raw: tuple[Cell, ...],
        readings: list[Any],
        filled: frozenset[str],
        hint: str,
    ) -> None:
        self.roster = roster
        self.cells = {column: as_written(cell) for column, cell in zip(c.ROSTER, raw, strict=True)}
        self.issues: list[Issue] = []
        self.normalised: dict[str, str] = {}
        self.values: dict[str, Any] = {}
        self.said: set[str] = set()
        for column, reading in zip(c.ROSTER, readings, strict=True):
            if column == c.BRANCH:
                reading = self._branch(reading, hint)
            self._take(column, reading, column in filled)

    def _take(self, column: str, reading: object, filled: bool) -> None:
        value = reading
        if filled:
            self.say(column, "N-MERGED-FILL")
            self.normalised[column] = self.cells[column]
        if isinstance(reading, Doubt):
            value = reading.value
            for code, more in reading.issues:
                self.say(column, code, more)
            if reading.text is not None and (reading.issues or filled):
                self.normalised[column] = reading.text
        if column in self.said and filled:
            self.normalised.pop(column, None)
        self.values[column] = value

    def _branch(self, reading: object, hint: str) -> object:
        text = self.cells[c.BRANCH]
        home = self.roster._home
        if home and not text:
            return Doubt(home.id, home.name, (("N-MERGED-FILL", NOTHING),))
        if hint and isinstance(reading, Doubt) and reading.issues[-1][0] == "H-ORG-AMBIGUOUS":
            opened = open_cell(text)
            found = self.roster.places.find(opened.text, hint)
            if found.place:
                return self.roster.said_of_branch(opened.text, list(opened.codes), found)
        return reading

    def say(self, column: str, code: str, more: Mapping[str, object] = NOTHING) -> None:
        self.issues.append(Issue(column, code, more))
        if code[0] in "HR":
            self.said.add(column)

    def judged(self, row: int) -> Judged[MemberEntry]:
        for column, code in (
            (c.NAME, "R-NAME-MISSING"),
            (c.BRANCH, "R-ORG-MISSING"),
            (c.NUMBER, "R-ID-MISSING"),
            (c.JOINED, "R-JOIN-MISSING"),
        ):
            if not self.values[column] and column not in self.said:
                self.say(column, code)
        self._against_number()
        self._dates()
        self._lost()
        self._floating()
        verdict = gravest([issue.code for issue in self.issues])
        return Judged("", row, verdict, self.issues, self.cells, self.normalised, self._entry())

    def _against_number(self) -> None:
        """Sex and birthday as the number has them; they are taken from it where they are blank."""
        number = self.values[c.NUMBER]
        if isinstance(number, str):
            self._suggest(number)
        if not isinstance(number, Identity):
            return
        for column, code, own, text in (
            (c.SEX, "H-ID-SEX", number.sex, codes.SEX.name(number.sex)),
            (c.BORN, "H-ID-BIRTH", number.born_on, number.born_on.isoformat()),
        ):
            value = self.values[column]
            if column in self.said:
                continue
            if not value:
                self.values[column] = own
                if column in self.roster._present and number.certain:
                    self.say(column, "N-FROM-ID")
                    self.normalised[column] = text
            elif value != own and number.certain:
                self.say(column, code)

    def _suggest(self, fifteen: str) -> None:
        """A number of fifteen digits in the century of the birthday beside it."""
        born = self.values[c.BORN]
        century = "19"
        if isinstance(born, dt.date) and f"{born:%y%m%d}" == fifteen[6:12]:
            century = f"{born:%Y}"[:2]
        longer = identity.upgraded(fifteen, century=century)
        self.say(c.NUMBER, "H-ID-15", {"suggestion": longer} if longer else NOTHING)

    def _dates(self) -> None:
        joined, full = self.values[c.JOINED], self.values[c.FULL]
        born, kind = self.values[c.BORN], self.values[c.KIND]
        if not kind and c.KIND not in self.said and c.FULL not in self.said:
            kind = self.values[c.KIND] = _FULL if full else _PROBATIONARY
            if c.KIND in self.roster._present or not full:
                self._fill_kind(bool(full))
        elif kind == _PROBATIONARY and full:
            self.say(c.KIND, "H-STATUS-CONFLICT")
        elif kind == _FULL and not full and c.FULL not in self.said:
            self.say(c.FULL, "H-STATUS-CONFLICT")
        if not isinstance(joined, dt.date):
            return
        if isinstance(full, dt.date):
            months = months_of_probation(joined, full)
            if full < joined:
                self.say(c.FULL, "R-FULL-BEFORE-JOIN")
            elif months is not None:
                self.say(c.FULL, "H-PROBATION-GAP", {"months": months})
        if isinstance(born, dt.date) and not _is_of_age(born, joined, self.roster._age):
            self.say(c.JOINED, "R-UNDER-18")

    def _fill_kind(self, full: bool) -> None:
        """A blank class of member: with a full date it is plain, without one a person must say."""
        if not full:
            self.say(c.KIND, "H-STATUS-CONFLICT")
            return
        self.say(c.KIND, "N-STATUS")
        self.normalised[c.KIND] = "正式党员"

    def _lost(self) -> None:
        lost, since = self.values[c.LOST], self.values[c.LOST_ON]
        if c.LOST in self.said or c.LOST_ON in self.said:
            return
        if since and not lost and c.LOST not in self.roster._present:
            self.values[c.LOST] = True
        elif bool(lost) != bool(since):
            self.say(c.LOST, "H-LOST-NO-DATE")

    def _floating(self) -> None:
        floating, destination = self.values[c.FLOATING], self.values[c.DESTINATION]
        if c.FLOATING in self.said or c.DESTINATION in self.said:
            return
        if destination and not floating and c.FLOATING not in self.roster._present:
            self.values[c.FLOATING] = True
        elif bool(floating) != bool(destination):
            self.say(c.DESTINATION, "H-MOBILE-CONFLICT")

    def _entry(self) -> MemberEntry | None:
        """The values, where nothing is left to be repaired."""
        if any(i.code[0] in "HR" and i.code not in CONFIRMABLE for i in self.issues):
            return None
        v = self.values
        number = cast(Identity, v[c.NUMBER])
        return MemberEntry(
            v[c.BRANCH], v[c.NAME], v[c.SEX], v[c.ETHNIC] or "", v[c.BORN], v[c.EDUCATION] or "",
            number.number, v[c.JOINED], v[c.FULL] or None, v[c.KIND], v[c.POST], v[c.MOBILE],
            v[c.LANDLINE], v[c.ADDRESS], bool(v[c.LOST]), v[c.LOST_ON] or None,
            bool(v[c.FLOATING]), v[c.DESTINATION],
        )  # fmt: skip
