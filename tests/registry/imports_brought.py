"""Tables for tests of imports: made of members of the tiny district, brought in as a clerk does."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from dangjian.kernel.evidence import SYSTEM
from dangjian.registry.actions import imports
from dangjian.registry.models import Import, ImportRow, Organization
from dangjian.registry.rules.imports import ROSTER_COLUMNS
from tests.district import TODAY, invented_number

AT = dt.datetime(2026, 11, 23, 9, tzinfo=dt.timezone(dt.timedelta(hours=8)))
Row = dict[str, str]


def line(branch: Organization | str, name: str, serial: int, **cells: str) -> Row:
    """A row of a roster of which nothing is doubtful; every cell can be given instead."""
    # Nobody of the district was born that late.
    born_on = dt.date(1995, 1, 2) + dt.timedelta(days=serial % 700)
    return {
        "姓名": name,
        "所在党支部": branch if isinstance(branch, str) else branch.name,
        "公民身份号码": invented_number(born_on, "1", serial),
        "性别": "男",
        "民族": "汉族",
        "出生日期": born_on.isoformat(),
        "学历": "大学本科",
        "人员类别": "正式党员",
        "加入党组织日期": "2015-07-01",
        "转为正式党员日期": "2016-07-01",
        "工作岗位": "社区工作者",
        "手机号": f"154{serial:08d}",
        "固定电话": "",
        "家庭住址": f"东篱路{serial}号",
        "党籍状态": "正常",
        "是否为失联党员": "否",
        "失去联系日期": "",
        "是否为流动党员": "否",
        "外出流向": "",
    } | cells


def table(folder: Path, rows: Iterable[Mapping[str, str]], name: str = "花名册.csv") -> Path:
    """The rows as a file."""
    path = folder / name
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.DictWriter(file, ROSTER_COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


def begin(
    path: Path,
    *,
    kind: str = "roster",
    organization: Organization | None = None,
    as_of: dt.date = TODAY,
) -> Import:
    """Bring a file in, not read yet."""
    return imports.start(
        path,
        name=path.name,
        kind=kind,
        as_of=as_of,
        today=TODAY,
        at=AT,
        by=SYSTEM,
        organization=organization,
    )


def bring(
    path: Path,
    *,
    kind: str = "roster",
    organization: Organization | None = None,
    enter: bool = True,
    as_of: dt.date = TODAY,
) -> Import:
    """Bring a file in: started, read and (unless told otherwise) its doubtless rows entered."""
    run = imports.read(begin(path, kind=kind, organization=organization, as_of=as_of), by=SYSTEM)
    return imports.enter(run, today=TODAY, by=SYSTEM) if enter else run


def rows_of(run: Import) -> list[ImportRow]:
    """The rows of persons, in the order of the file."""
    rows = ImportRow.objects.filter(run=run).exclude(issues__contains=[{"code": "S-HEADER"}])
    return list(rows.select_related("run").order_by("position"))


def said(rows: Sequence[ImportRow]) -> list[tuple[str, str, tuple[str, ...]]]:
    """Verdict, state and codes of each row."""
    return [(row.verdict, row.state, tuple(issue["code"] for issue in row.issues)) for row in rows]
