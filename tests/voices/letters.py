"""Letters of the tiny district, and hands that deal with them."""

from __future__ import annotations

import datetime as dt

from dangjian.kernel.evidence import SYSTEM
from dangjian.registry.authority import Purpose, viewer_of
from dangjian.registry.models import Organization
from dangjian.voices.actions import registering
from dangjian.voices.actions.receiving import NewWriter, receive
from dangjian.voices.models import Category, Kind, Letter
from dangjian.voices.recording.drafts import Draft
from dangjian.voices.recording.hands import Hand
from dangjian.voices.rules import Part
from tests.district import TODAY, District

CST = dt.timezone(dt.timedelta(hours=8))
DAY = dt.timedelta(days=1)
TEXT = "东篱社区三期楼道的灯坏了快半年，老人晚上下楼很危险，请帮忙催一下。"
OPINION = Draft(
    text="9处线路12月5日前换完，请您和楼栋党小组一起验收。",
    request="修好楼道照明",
    facts="现场查明14处损坏，其中9处是线路老化。",
    basis="《物业管理条例》第三十五条",
    public=True,
)


NOON = dt.datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=CST)


def noon(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, 12, tzinfo=CST)


def hand(district: District, role: str, part: Part, day: dt.date = TODAY) -> Hand:
    viewer = viewer_of(district.accounts[role], day)
    return Hand(viewer.actor(Purpose.LETTERS), part, noon(day))


def petition(district: District, **more: object) -> Letter:
    given = {"kind": Kind.PETITION, "at": district.root, "writers": [NewWriter(name="方禾")]}
    return receive(TEXT, now=noon(TODAY), by=SYSTEM, **(given | more)).letter  # type: ignore[arg-type]


def registered(district: District) -> Letter:
    letter = petition(district)
    return registering.register(
        letter,
        category=Category.APPEAL,
        matter="楼道照明长期损坏",
        hand=hand(district, "office", Part.REGISTRAR),
    )


def dealt_with(district: District, street: Organization) -> Letter:
    """A petition that was taken up at a street; whoever holds the right there or not."""
    letter = petition(district, at=street)
    by = hand(district, "office", Part.REGISTRAR)
    registering.register(letter, category=Category.APPEAL, matter="楼道照明长期损坏", hand=by)
    registering.accept(letter, hand=by)
    return letter
