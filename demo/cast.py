"""The people whom the screens and the guides know by name, with the branch they belong to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from demo.districts import FIRST
from demo.numbers import FEMALE, MALE, Ledger
from demo.profiles import HAN, Profile, full_on
from demo.shares import Work

STREET_OFFICE = "柳岸街道机关第一党支部"
PERSONNEL = "区委组织部党支部"

SECRETARY, ORGANIZATION_MEMBER, PUBLICITY_MEMBER = "林禾青", "周望禾", "方晴川"
NEW_MEMBER = "宋怀石"
"""Admitted some eight months ago: a probationary member."""


@dataclass(frozen=True)
class Role:
    """One person of the cast, as written in the table below."""

    name: str
    sex: str
    born_on: dt.date
    joined_on: dt.date
    education: str
    occupation: str
    work: Work
    branch: str


_TABLE = """
林禾青 2 1984-04-16 2008-06-20 21 社区工作者 other
周望禾 1 1979-09-03 2003-07-01 31 社区工作者 other
方晴川 2 1990-11-22 2012-05-18 21 中小学教师 professional
何清越 2 1987-02-08 2011-06-28 21 会计 professional
陆时雨 1 1993-08-19 2014-11-07 21 工程师 professional
宋怀石 1 1996-05-27 - 21 个体工商户 other
沈立秋 2 1958-08-08 1986-06-30 61 退休工人 retired
叶知渔 2 1962-03-15 1990-12-21 31 退休教师 retired
许长庚 1 1941-10-06 1966-03-11 71 退休工人 retired
顾南溪 2 1964-07-23 1993-06-25 41 退休干部 retired
程远山 1 1949-01-17 1973-07-01 61 退休干部 retired
唐景和 1 1953-05-30 1976-12-08 61 退休工人 retired
魏晓禾 2 1989-12-02 2010-06-17 21 自由职业者 other
秦书岚 2 1960-06-11 1987-07-01 31 退休教师 retired
邵闻笛 1 1975-03-28 1999-12-24 31 企业管理人员 manager
姜一苇 2 1982-10-14 2005-05-20 21 企业管理人员 manager
白仲谦 1 1947-04-02 1971-09-15 71 退休工人 retired
冯若谷 1 1965-09-26 1991-06-28 31 退休干部 retired
"""
_OFFICES = f"""
何秋实 2 1986-07-12 2009-11-30 21 公务员 official {STREET_OFFICE}
许怀谷 1 1981-01-25 2004-06-18 21 公务员 official {STREET_OFFICE}
苏见山 1 1985-06-07 2007-12-05 14 公务员 official {PERSONNEL}
梁叙白 1 1974-11-19 1996-06-21 14 公务员 official {PERSONNEL}
陶云起 1 1988-03-09 2011-05-13 21 参公管理人员 official {PERSONNEL}
孟听澜 2 1983-12-21 2006-10-27 21 参公管理人员 official {PERSONNEL}
纪明澈 1 1979-05-05 2002-12-20 21 参公管理人员 official {PERSONNEL}
"""
_ADMITTED_DAYS_AGO = 256


def roles(today: dt.date) -> Iterator[Role]:
    """Everybody of the cast; joining days that move with the day of the build are filled in."""
    rows = [row.split() for row in (_TABLE + _OFFICES).splitlines() if row]
    for name, sex, born, joined, education, occupation, work, *branch in rows:
        yield Role(
            name,
            {"1": MALE, "2": FEMALE}[sex],
            dt.date.fromisoformat(born),
            dt.date.fromisoformat(joined)
            if joined != "-"
            else today - dt.timedelta(days=_ADMITTED_DAYS_AGO),
            education,
            occupation,
            Work(work),
            branch[0] if branch else FIRST,
        )


def profile(role: Role, ledger: Ledger, today: dt.date) -> Profile:
    """Everything the register collects of one of the cast."""
    employed = role.work is not Work.STUDENT
    return Profile(
        name=role.name,
        sex=role.sex,
        born_on=role.born_on,
        ethnic=HAN,
        native_place="禾丰",
        education=role.education,
        work=role.work,
        joined_on=role.joined_on,
        full_on=full_on(role.joined_on, today),
        started_work_on=dt.date(role.born_on.year + 22, 8, 1) if employed else None,
        id_number=ledger.identity(role.born_on, role.sex),
        mobile=ledger.mobile(),
    )
