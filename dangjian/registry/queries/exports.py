"""The list of members as rows of a table to take away: which columns there are, and their cells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from dangjian.kernel import codes
from dangjian.kernel.refusal import Missing
from dangjian.registry.authority import Scope, Viewer
from dangjian.registry.models import Export, Organization, Person
from dangjian.registry.queries.people import (
    EVERYBODY,
    Row,
    Wanted,
    members,
    rows_today,
)
from dangjian.registry.queries.people_past import members_on, rows_on

_AT_A_TIME = 2000


@dataclass(frozen=True)
class Column:
    """One column: its header, how a cell is read, and whether it is known of a past day."""

    header: str
    read: Callable[[Person, Row], str]
    past: bool = False


def _yes(value: bool) -> str:
    return "是" if value else "否"


def _day(value: dt.date | None) -> str:
    return value.isoformat() if value else ""


def _sealed(name: str) -> Callable[[Person, Row], str]:
    return lambda person, row: person.unseal(name)


OPEN: Mapping[str, Column] = {
    "name": Column("姓名", lambda p, r: r.name, past=True),
    "branch": Column("所在党支部", lambda p, r: r.branch, past=True),
    "posts": Column("党内职务", lambda p, r: "、".join(r.posts), past=True),
    "standing": Column("身份", lambda p, r: r.standing_label, past=True),
    "sex": Column("性别", lambda p, r: r.sex, past=True),
    "ethnic": Column("民族", lambda p, r: codes.ETHNIC.name(p.ethnic), past=True),
    "born_on": Column("出生日期", lambda p, r: _day(p.born_on), past=True),
    "native_place": Column("籍贯", lambda p, r: p.native_place, past=True),
    "education": Column("学历", lambda p, r: r.education),
    "joined_on": Column("加入党组织日期", lambda p, r: _day(p.joined_on), past=True),
    "full_on": Column("转为正式党员日期", lambda p, r: _day(p.full_on)),
    "occupation": Column("工作岗位", lambda p, r: p.occupation),
    "started_work_on": Column("参加工作日期", lambda p, r: _day(p.started_work_on)),
    "landline": Column("固定电话", lambda p, r: p.landline),
    "lost": Column("是否为失联党员", lambda p, r: _yes(r.lost)),
    "floating": Column("是否为流动党员", lambda p, r: _yes(r.floating)),
}
KEY: Mapping[str, Column] = {
    "id_number": Column("公民身份号码", _sealed("id_number"), past=True),
    "mobile": Column("手机号", _sealed("mobile")),
    "address": Column("家庭住址", _sealed("address")),
}
"""Sealed items: each row of them is an opening, and stands in the log as one."""

NOT_YOURS = "不在可查看的范围内"
"""Stands in a cell of KEY where the viewer may read the record, but not open its sealed items."""


def offered(columns: Mapping[str, Column], past: bool) -> list[tuple[str, str]]:
    """(name, header) of the columns that can be told of today, or of a past day."""
    return [(name, c.header) for name, c in columns.items() if c.past or not past]


def headers(columns: Sequence[str]) -> list[str]:
    """How the columns are called, in the order they stand in."""
    known = {**OPEN, **KEY}
    return [known[name].header for name in known if name in columns]


@dataclass(frozen=True)
class Line:
    """One person of the table; opened: whether sealed items stand in the cells."""

    person: Person
    cells: list[str]
    opened: bool


def ids(scope: Scope, wanted: Wanted, on: dt.date, today: dt.date) -> list[int]:
    """The rows of the table in their order: people as today, memberships of a past day."""
    return list(_listed(scope, wanted, on, today).values_list("pk", flat=True))


def wanted_of(payload: Mapping[str, Any], place: Organization) -> Wanted:
    """What a list was narrowed by, as it stands in a request that a second person agreed to."""
    names = ("text", "standing", "sex", "education", "mark")
    return Wanted(within=place, **{name: str(payload[name]) for name in names})


def export_of(viewer: Viewer, pk: int) -> Export:
    """A long table that the viewer himself ordered. Missing for everybody else, as if none were."""
    rows = Export.objects.select_related("consent__organization", "consent__checker")
    found = rows.filter(pk=pk, consent__maker=viewer.person_id).first()
    if found is None:
        raise Missing("没有这份表格，或者不是您申请的。")
    return found


def count(scope: Scope, wanted: Wanted, on: dt.date, today: dt.date) -> int:
    """How many rows the table would have."""
    return _listed(scope, wanted, on, today).count()


def _listed(scope: Scope, wanted: Wanted, on: dt.date, today: dt.date) -> QuerySet[Any]:
    return members_on(scope, on, wanted) if on < today else members(scope, wanted)


def lines(
    found: Sequence[int],
    columns: Sequence[str],
    *,
    scope: Scope,
    reveals: Scope,
    on: dt.date,
    today: dt.date,
) -> Iterator[Line]:
    """The lines of `ids`, read in runs, so that a whole district fits into little memory.

    scope: as `ids` was asked. reveals: where sealed items may be opened, by where the record stands
    today.
    """
    open_columns = {name: OPEN[name].read for name in columns if name in OPEN}
    key_columns = {name: KEY[name].read for name in columns if name in KEY}
    for start in range(0, len(found), _AT_A_TIME):
        for person, row in _run(found[start : start + _AT_A_TIME], scope, on, today):
            opened = bool(key_columns) and reveals.covers(row.path_now)
            cells = [
                open_columns[name](person, row)
                if name in open_columns
                else (key_columns[name](person, row) if opened else NOT_YOURS)
                for name in columns
            ]
            yield Line(person, cells, opened)


def _run(
    found: Sequence[int], scope: Scope, on: dt.date, today: dt.date
) -> list[tuple[Person, Row]]:
    everybody = Wanted(standing=EVERYBODY)
    if on < today:
        stays = list(members_on(scope, on, everybody).filter(pk__in=found))
        return list(zip([stay.person for stay in stays], rows_on(stays, on), strict=True))
    # Each branch is read once for a run, not once for each of its members.
    listed = members(scope, everybody).filter(pk__in=found)
    people = list(listed.select_related(None).prefetch_related("organization"))
    return list(zip(people, rows_today(people, today), strict=True))
