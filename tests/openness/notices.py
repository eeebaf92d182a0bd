"""Notices of the tiny district, written, signed and ended through the actions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dangjian.kernel import clock
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.proofs.sequencing import Sequencer
from dangjian.openness.actions import drafting, objecting, running, signing
from dangjian.openness.actions.drafting import Draft
from dangjian.openness.models import Finding, Kind, Notice, Objection, State
from dangjian.openness.queries.office import notice_for
from dangjian.openness.recording import VISITOR
from dangjian.openness.rules.persons import Subject
from dangjian.openness.rules.tables import RIGHT
from dangjian.registry.authority import Purpose, Viewer, viewer_of
from tests.district import TODAY, District

SHEN = Subject("沈知渔", "女", "1984年6月", "区财政局副局长", "拟任区直单位正职")
XU = Subject("许怀谷", "男", "1981年2月", "柳岸街道党工委副书记", "拟任街道党政正职")
SIGNERS = {"at_content": "clerk", "at_secrecy": "security_officer", "at_approval": "leader"}


def viewer(district: District, role: str) -> Viewer:
    return viewer_of(district.accounts[role], TODAY)


def draft(**more: Any) -> Draft:
    given: dict[str, Any] = {
        "title": "拟任职干部任前公示（2026年第9号）",
        "text": "为接受群众监督，现将拟任职干部有关情况公示如下。",
        "subjects": [SHEN, XU],
        "office": "禾丰区委组织部干部监督科",
        "phone": "0000-00000000",
        "address": "示例路1号305室",
        "days": 5,
        "document": "禾组公示〔2026〕9号",
    }
    return Draft(**given | more)


def begun(
    district: District,
    kind: Kind = Kind.APPOINTMENT,
    *,
    now: dt.datetime | None = None,
    author: str = "organizer",
    at: Any = None,
    **more: Any,
) -> Notice:
    place = at or district.street
    by = viewer(district, author).actor(Purpose.WRITE, place.path)
    return drafting.begin(place, kind, draft(**more), now=now or clock.now(), by=by)


def round_of(notice: Notice) -> int:
    return Notice.objects.select_related("case").get(pk=notice.pk).case.round


def sent(district: District, notice: Notice, *, now: dt.datetime | None = None) -> Notice:
    notice.refresh_from_db()
    by = viewer(district, "organizer").actor(Purpose.WRITE, notice.organization.path)
    return drafting.send_in(notice, seen=notice.case.round, now=now or clock.now(), by=by)


def step(
    district: District, notice: Notice, role: str, *, now: dt.datetime | None = None
) -> Notice:
    """Whoever holds the role takes his turn: a review, or the approval."""
    who = viewer(district, role)
    sight = notice_for(who, notice.pk, TODAY)
    assert sight.todo is not None, f"not the turn of {role}"
    here = State(sight.notice.state)
    act = signing.post if here == State.APPROVAL else signing.sign
    place = sight.todo.for_organization
    return act(
        sight.notice,
        office=place,
        seen=sight.notice.case.round,
        now=now or clock.now(),
        by=who.actor(RIGHT[here], place.path),
    )


def reviewed(district: District, **more: Any) -> Notice:
    """Content and secrecy reviewed: waits for the leader."""
    now = more.get("now")
    notice = sent(district, begun(district, **more), now=now)
    for state in (State.CONTENT, State.SECRECY):
        notice = step(district, notice, SIGNERS[state], now=now)
    return notice


def posted(district: District, **more: Any) -> Notice:
    """Before everybody, since `now` (default: today)."""
    return step(district, reviewed(district, **more), "leader", now=more.get("now"))


def on(day: dt.date, hour: int = 9) -> dt.datetime:
    return clock.now().replace(year=day.year, month=day.month, day=day.day, hour=hour, minute=0)


def day_after(notice: Notice) -> dt.datetime:
    """Just after midnight of the day after the last."""
    assert notice.until_on is not None
    return on(notice.until_on + dt.timedelta(days=1), 0)


def expired(notice: Notice) -> Notice:
    return running.expire(notice, now=day_after(notice), by=SYSTEM)


def objected(notice: Notice, text: str = "他的工作经历写得不对。", **more: Any) -> Objection:
    return objecting.object_to(notice, text=text, now=clock.now(), by=VISITOR, **more)[0]


def settled(
    district: District, objection: Objection, finding: Finding = Finding.HARMLESS
) -> Objection:
    objection.refresh_from_db()
    return objecting.settle(
        objection,
        finding,
        answer="查了档案，写得对。",
        office=district.root,
        seen=objection.case.round,
        now=clock.now(),
        by=viewer(district, "office").actor(Purpose.OBJECTIONS, district.root.path),
    )


def placed() -> None:
    """Give the new leaves their place in the public log, as the worker does."""
    Sequencer().step()
