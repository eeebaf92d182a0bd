"""Awards of the tiny district, announced, nominated for and granted through the actions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dangjian.honours import actions
from dangjian.honours.actions import Announcement, Where
from dangjian.honours.models import Drive, Nomination, Of
from dangjian.honours.queries import NOMINATES, RUNS
from dangjian.honours.rules import Who
from dangjian.kernel import clock
from dangjian.kernel.evidence import Actor
from dangjian.openness.models import Notice
from dangjian.registry.authority import Purpose
from dangjian.registry.models import Organization, Person
from tests.district import TODAY, District
from tests.openness.notices import expired, sent, step, viewer

DEEDS = "三年来每周为社区八位独居老人送餐、量血压，组织楼道党员轮流值守，没有缺过一天。"


def of(district: District, role: str, purpose: Purpose, place: Organization) -> Actor:
    return viewer(district, role).actor(purpose, place.path)


def announced(district: District, office: Organization | None = None, **more: Any) -> Drive:
    office = office or district.street
    given: dict[str, Any] = {
        "of": Of.MEMBER,
        "award": "优秀共产党员",
        "document": "禾工委〔2026〕7号",
        "criteria": "在基层服务群众，支部党员公认。",
        "closes_on": TODAY + dt.timedelta(days=20),
    }
    what = Announcement(**given | more)
    by = of(district, "office", RUNS, office)
    return actions.announce(office, what, today=TODAY, now=clock.now(), by=by)


def nominated(
    district: District,
    drive: Drive,
    subject: Person | Organization,
    *,
    place: Organization | None = None,
    role: str = "secretary",
    deeds: str = DEEDS,
    today: dt.date = TODAY,
) -> Nomination:
    place = place or district.east
    by = of(district, role, NOMINATES, place)
    return actions.nominate(drive, place, subject, deeds, today=today, now=clock.now(), by=by)


def moved(
    district: District, nomination: Nomination, name: str, *, role: str = "clerk", words: str = ""
) -> Nomination:
    nomination = Nomination.objects.select_related("case", "drive__office").get(pk=nomination.pk)
    by = of(district, role, RUNS, nomination.drive.office)
    return actions.move(
        nomination,
        name,
        part=Who.OFFICE,
        words=words,
        seen=nomination.case.round,
        now=clock.now(),
        by=by,
    )


def on_notice(district: District, drive: Drive, *nominations: Nomination) -> Notice:
    where = Where("东篱街道党建办", "0000-00000000", "示例路2号", 5, "禾工委公示〔2026〕3号")
    by = of(district, "office", Purpose.WRITE, drive.office)
    chosen = [one.pk for one in nominations]
    return actions.put_on_notice(drive, chosen, where, today=TODAY, now=clock.now(), by=by)


def over(district: District, notice: Notice) -> Notice:
    """Signed, before everybody, ended without an objection."""
    notice = sent(district, notice)
    for role in ("clerk", "security_officer", "leader"):
        notice = step(district, notice, role)
    return expired(notice)
