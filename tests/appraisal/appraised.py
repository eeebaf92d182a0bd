"""Appraisals, visits and notes of the tiny district, made through the actions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from dangjian.appraisal.actions import appraising, confirming, participating, visiting
from dangjian.appraisal.actions.visiting import Seen
from dangjian.appraisal.models import Appraisal, Excuse, Inactivity, Line, Taking, Visit
from dangjian.appraisal.queries.appraisals import lines_of
from dangjian.kernel import clock
from dangjian.kernel.evidence import Actor
from dangjian.registry.actions import sanctions
from dangjian.registry.actions.sanctions import Decision
from dangjian.registry.models import Organization, Person, Sanction
from tests.district import TODAY, District

OPINION = "按时参加组织生活，主动认领服务岗位；学习抓得还不够紧。"
DAYS = {
    "self_on": dt.date(2026, 11, 16),
    "mutual_on": dt.date(2026, 11, 18),
    "poll_on": dt.date(2026, 11, 18),
    "opinion_on": dt.date(2026, 11, 20),
}


def actor(district: District, role: str) -> Actor:
    """Somebody of the district as he acts; who has no account acts by paper."""
    account = district.accounts[role].pk if role in district.accounts else None
    return Actor(account, role, district.people[role].uid)


def opened(
    district: District, branch: Organization | None = None, *, role: str = "secretary",
    year: int = 2026, day: dt.date = TODAY,
) -> Appraisal:  # fmt: skip
    return appraising.open_appraisal(
        branch or district.east, year=year, day=day, joined=True, today=TODAY, now=clock.now(),
        by=actor(district, role),
    )  # fmt: skip


def seen(appraisal: Appraisal) -> int:
    return Appraisal.objects.select_related("case").get(pk=appraisal.pk).case.round


def held(
    district: District, appraisal: Appraisal, *, role: str = "secretary", **more: Any
) -> Appraisal:
    """Every step held, ten papers out and nine back."""
    given: dict[str, Any] = {"days": DAYS, "opinion_by": "committee", "joined": True}
    given |= {"issued": 10, "returned": 9} | more
    return appraising.set_days(
        appraisal, **given, seen=seen(appraisal), today=TODAY, by=actor(district, role)
    )


def counted(
    district: District,
    appraisal: Appraisal,
    votes: Mapping[int, list[int | None]] | None = None,
    *,
    role: str = "secretary",
) -> Appraisal:
    """The same four sums for everybody, or those given."""
    due = appraisal.lines.filter(taking=Taking.DUE)
    same: dict[int, list[int | None]] = {
        one: [6, 3, 0, 0] for one in due.values_list("person", flat=True)
    }
    by = actor(district, role)
    return appraising.count(appraisal, votes or same, seen=seen(appraisal), by=by)


def said(
    district: District, line: Line, grade: str = "qualified", *, role: str = "secretary"
) -> Line:
    line = Line.objects.select_related("appraisal").get(pk=line.pk)
    return appraising.say(
        line, grade=grade, opinion=OPINION, seen=seen(line.appraisal), by=actor(district, role)
    )


def finished(
    district: District, appraisal: Appraisal, *, role: str = "secretary", other: str = "clerk"
) -> Appraisal:
    """All that has to be there before it goes up; who leads it has his own line said by another."""
    held(district, appraisal, role=role)
    counted(district, appraisal, role=role)
    for line in lines_of(appraisal):
        if line.taking == Taking.DUE:
            own = line.person_id == district.people[role].pk
            said(district, line, role=other if own else role)
    return appraisal


def reported(district: District, appraisal: Appraisal, *, role: str = "secretary") -> Appraisal:
    return confirming.report(
        appraisal, seen=seen(appraisal), now=clock.now(), by=actor(district, role)
    )


def confirmed(
    district: District, appraisal: Appraisal, *, role: str = "clerk", **more: Any
) -> Appraisal:
    given: dict[str, Any] = {"document": "党工委会议记录2026年第12号", "office": district.street}
    return confirming.confirm(
        appraisal, **given | more, seen=seen(appraisal), now=clock.now(), by=actor(district, role)
    )


def inactive(
    district: District, person: Person, on: dt.date, *, what: str = "life", role: str = "secretary"
) -> Inactivity:
    return participating.note_inactive(
        person, what=what, on=on, efforts="11月2日书记上门谈过，说工作忙。", today=TODAY,
        now=clock.now(), by=actor(district, role),
    )  # fmt: skip


def excused(
    district: District,
    person: Person,
    on: dt.date,
    until_on: dt.date | None = None,
    *,
    ground: str = "illness",
    role: str = "secretary",
) -> Excuse:
    return participating.excuse(
        person, ground=ground, on=on, until_on=until_on, words="住院治疗。", today=TODAY,
        now=clock.now(), by=actor(district, role),
    )  # fmt: skip


def planned(district: District, person: Person, *, role: str = "secretary") -> Visit:
    return visiting.plan(
        person, occasion="hardship", day=TODAY, visitors="书记林禾青", today=TODAY,
        now=clock.now(), by=actor(district, role),
    )  # fmt: skip


def visited(district: District, person: Person, *, role: str = "secretary", **more: Any) -> Visit:
    given: dict[str, Any] = {"day": TODAY, "visitors": "书记林禾青", "brought": "米、油各一份"}
    given |= {"needs": "家里的灯坏了"} | more
    return visiting.visited(
        person, occasion="hardship", seen=Seen(**given), today=TODAY, now=clock.now(),
        by=actor(district, role),
    )  # fmt: skip


def sanctioned(
    district: District, person: Person, kind: str = "warning", *, role: str = "clerk", **more: Any
) -> Sanction:
    given: dict[str, Any] = {
        "kind": kind,
        "on": dt.date(2026, 3, 2),
        "organ": "中共禾丰区东篱街道纪工委",
        "document": "东纪决〔2026〕3号",
        "decided_on": dt.date(2026, 3, 2),
        "reason": "违反工作纪律。",
        "months": 12 if kind in ("watched", "correction") else None,
    }
    return sanctions.impose(
        person, Decision(**given | more), today=TODAY, now=clock.now(), by=actor(district, role)
    )
