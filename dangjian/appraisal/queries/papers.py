"""What stands on the papers of an appraisal: names and values, in the order of the form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from dangjian.appraisal.models import VOTED, Appraisal, Decided, Grade, Line, State, Taking
from dangjian.appraisal.rules import appraising
from dangjian.kernel import codes
from dangjian.kit.words import cn_date

Rows = list[tuple[str, str]]


def form_rows(appraisal: Appraisal, line: Line) -> Rows:
    """民主评议党员登记表 of one member; what is said by hand stays empty."""
    one = line.person
    said = line.unseal("opinion")
    grade = str(Grade(line.grade).label) if line.grade else ""
    return [
        ("姓名", one.name),
        ("性别", codes.SEX.name(one.sex)),
        ("民族", codes.ETHNIC.name(one.ethnic)),
        ("出生年月", f"{one.born_on.year}年{one.born_on.month}月"),
        ("学历", codes.EDUCATION.name(one.education) if one.education else ""),
        ("工作岗位", one.occupation),
        ("入党时间", _day(one.joined_on)),
        ("转为正式党员时间", _day(one.full_on)),
        ("所在党支部", appraisal.organization.name),
        ("评议年度", f"{appraisal.year}年"),
        ("个人自评", _day(appraisal.self_on)),
        ("党员互评", _day(appraisal.mutual_on)),
        ("民主测评", _poll(appraisal, line)),
        ("支部意见", "。".join(filter(None, (said.rstrip("。"), f"评为{grade}" if grade else "")))),
        ("提出意见的会议", _meeting(appraisal)),
        ("上级党组织意见", appraisal.document if appraisal.state == State.CONFIRMED else ""),
    ]


def summary_rows(appraisal: Appraisal, lines: Sequence[Line]) -> Rows:
    """The branch's summary: sums only, nobody's name."""
    due = sum(one.taking == Taking.DUE for one in lines)
    probation = sum(one.taking == Taking.PROBATIONARY for one in lines)
    excused = sum(one.taking == Taking.EXCUSED for one in lines)
    papers = (
        f"发出{appraisal.issued}张，收回{appraisal.returned}张"
        if appraisal.returned is not None
        else ""
    )
    grades = [(name, f"{many}名") for name, many in appraising.how_many(lines).items()]
    return [
        ("党支部", appraisal.organization.name),
        ("评议年度", f"{appraisal.year}年"),
        ("和组织生活会一并开展", "是" if appraisal.joined else "否"),
        ("党员名单的日期", _day(appraisal.day)),
        ("正式党员", f"{due + excused}名"),
        ("其中参加评议", f"{due}名"),
        ("有正当理由没有参加", f"{excused}名"),
        ("预备党员（不定等次）", f"{probation}名"),
        *((said, _day(getattr(appraisal, name))) for name, said in appraising.STEPS.items()),
        ("测评表", papers),
        ("提出意见的会议", _meeting(appraisal)),
        *grades,
        ("上级党组织意见", appraisal.document if appraisal.state == State.CONFIRMED else ""),
    ]


def _poll(appraisal: Appraisal, line: Line) -> str:
    if line.excellent is None:
        return ""
    sums = "，".join(f"{Grade(name).label}{getattr(line, name)}票" for name in VOTED)
    return f"{_day(appraisal.poll_on)}，收回{appraisal.returned}张：{sums}"


def _meeting(appraisal: Appraisal) -> str:
    if appraisal.opinion_on is None or not appraisal.opinion_by:
        return ""
    return f"{_day(appraisal.opinion_on)}，{Decided(appraisal.opinion_by).label}"


def _day(day: dt.date | None) -> str:
    return cn_date(day) if day else ""
