"""互动: the ways to be heard, from whichever room they come; rooms are listed here by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from dangjian.forum.models import Topic
from dangjian.forum.queries import threads
from dangjian.registry.authority import Purpose, Viewer

LATEST = 3


@dataclass(frozen=True)
class Way:
    """A tile: its words, address, sign, and what is done there in a few words."""

    label: str
    url: str
    sign: str
    said: str


def interaction(viewer: Viewer | None, today: dt.date) -> dict[str, Any]:
    return {"ways": _ways(), "work": _work(viewer), "topics": latest_topics(today)}


def latest_topics(today: dt.date) -> list[Topic]:
    """The topics that were opened last and still run. One query."""
    return list(threads.topics(today, over=False)[:LATEST])


def _ways() -> list[Way]:
    return [
        Way("写信", reverse("write"), "mail", "来信、咨询、反映"),
        Way("查来信进度", reverse("follow"), "track", "凭受理码"),
        Way("来信答复", reverse("answers"), "done", "看别人问过的"),
        Way("来信办理情况", reverse("service_times"), "chart", "多少天答复，超期多少"),
        Way("热点讨论", reverse("topics"), "chat", "话题和答复"),
        Way("理论研讨", reverse("seminars"), "book", "征文和论文"),
        Way("专家答问", reverse("notes"), "quiz", "查以前的答复"),
        Way("对本系统提意见", reverse("opinions"), "pen", "意见和答复都公开"),
        Way("用受理码查发言", reverse("contribution_find"), "track", "没有登录就发言的"),
        Way("讨论须知和处理公示", reverse("removals"), "shield", "隐藏了多少，为什么"),
    ]


def _work(viewer: Viewer | None) -> list[Way]:
    """What a signed-in person has of his own; what his office has to see to."""
    if viewer is None:
        return []
    work = [Way("我的发言", reverse("my_contributions"), "user", "公开没有，怎么申诉")]
    work.append(Way("我的公开申请", reverse("disclosure_mine"), "doc", "办到哪一步，答复"))
    if viewer.may_anywhere(Purpose.WRITE):
        work.append(Way("公示", reverse("notices_desk"), "doc", "起草、审核、结果"))
        work.append(Way("公开目录", reverse("catalogue_desk"), "doc", "提出、变更、撤下"))
        work.append(Way("干部任免", reverse("personnel_desk"), "people", "录入、更正"))
        work.append(Way("栏目和稿件", reverse("publishing"), "doc", "写稿、送审、撤下"))
        work.append(Way("管理图书馆", reverse("holding_list"), "book", "放文章、读扫描件、送审"))
        work.append(Way("网站健康", reverse("site_health"), "shield", "哪些栏目要更新"))
    if viewer.may_anywhere(Purpose.REVIEW):
        work.append(Way("各地的来源", reverse("sources"), "layers", "批准、选登、撤回"))
    if viewer.may_anywhere(Purpose.LETTERS):
        work.append(Way("依申请公开", reverse("applications"), "mail", "答复、补充、延期"))
    if any(map(viewer.may_anywhere, (Purpose.MODERATE, Purpose.HEAR))):
        work.append(Way("讨论和意见", reverse("forum_desk"), "board", "审看、答复、复核"))
    if viewer.may_anywhere(Purpose.CONSULT):
        work.append(Way("请教专家", reverse("consult"), "send", "问题和答复"))
        work.append(Way("专家名册", reverse("experts"), "people", "聘请和停聘"))
    work.append(Way("我的咨询", reverse("consultations"), "chat", "我问的，请我答的"))
    return work
