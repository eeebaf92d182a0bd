"""Small tables as clerks send them, for tests of imports."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence

from django.core.files.uploadedfile import SimpleUploadedFile

from dangjian.registry.models import Organization
from dangjian.registry.rules.imports import ROSTER_COLUMNS
from tests.district import invented_number

Row = dict[str, str]


def member(branch: Organization, name: str, serial: int, **changed: str) -> Row:
    """A valid row of a roster; any cell can be given instead."""
    born_on = dt.date(1980, 1, 2) + dt.timedelta(days=serial)
    return {
        "姓名": name,
        "所在党支部": branch.name,
        "公民身份号码": invented_number(born_on, "2", 7000 + serial),
        "性别": "女",
        "民族": "汉族",
        "出生日期": born_on.isoformat(),
        "学历": "大学本科",
        "人员类别": "正式党员",
        "加入党组织日期": "2010-07-01",
        "转为正式党员日期": "2011-07-01",
        "工作岗位": "社区工作者",
        "手机号": f"1540000{serial:04d}",
        "党籍状态": "正常",
        "是否为失联党员": "否",
        "是否为流动党员": "否",
    } | changed


def roster(rows: Iterable[Row], columns: Sequence[str] = ROSTER_COLUMNS) -> bytes:
    """A roster as CSV, its header first."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([row.get(column, "") for column in columns] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def upload(rows: Iterable[Row], name: str = "花名册.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, roster(rows), content_type="text/csv")
