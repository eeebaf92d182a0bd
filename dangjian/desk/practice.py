"""跟着做一遍: tasks for somebody new, in the practice copy only.

Each is checked off by what the evidence log holds, never by a click on "done". No marks, no clock,
no report to anybody.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dangjian.kernel.models import Leaf
from dangjian.registry.authority import Purpose, Viewer


@dataclass(frozen=True)
class Act:
    """What one leaf says of an act: the verb, whom it was about, and the canonical body."""

    verb: str
    subject: uuid.UUID
    body: str


@dataclass(frozen=True)
class Task:
    """One thing to try. steps: what to click, in the words of the pages. way: where it begins.

    purpose: what somebody must be allowed to do it. shows: whether an act of his is this task done.
    """

    title: str
    steps: tuple[str, ...]
    way: str
    purpose: Purpose
    shows: Callable[[Act, Viewer], bool]


TASKS = (
    Task(
        "找到名单，看一位同志的手机号",
        (
            "点“党员”，在“姓名”里写一个姓，再点“查找”。",
            "点开一位同志，点“看完整的号码和住址”，勾上“手机号”，写明理由。",
        ),
        "members",
        Purpose.REVEAL,
        lambda act, me: act.verb == "reveal" and act.subject != me.person_uid,
    ),
    Task(
        "看谁看过我的号码",
        (
            "点“我的”，再点“我的信息”，点“看完整的号码和住址”，看一次自己的号码。",
            "回到“我的”，“谁看过我的信息”里就有这一条。别人看，也是这样记下来的。",
        ),
        "member_home",
        Purpose.REVEAL,
        lambda act, me: act.verb == "reveal" and act.subject == me.person_uid,
    ),
    Task(
        "更正一个手机号",
        (
            "在名单里点开一位同志，点“更正信息”。",
            "改一位手机号，保存。改错了也不要紧，再改回来就行。",
        ),
        "members",
        Purpose.MAINTAIN,
        lambda act, me: act.verb == "correct_items" and '"mobile":' in act.body,
    ),
    Task(
        "登记一名新党员",
        (
            "点“组织”，点开一个党支部，点“登记新党员”。",
            "姓名、号码都用编的。号码校验不对的，页面会请您写明原因，写了照样能登记。",
        ),
        "tree",
        Purpose.MAINTAIN,
        lambda act, me: act.verb == "register_member",
    ),
    Task(
        "登记一次换届选举",
        (
            "点“组织”，点开一个党支部，点“登记换届选举”。",
            "填选举日期，选出书记和委员。登记后看一看：任期哪天届满，页面自己算好了。",
        ),
        "tree",
        Purpose.STRUCTURE,
        lambda act, me: act.verb == "record_election",
    ),
    Task(
        "导入一张名册",
        (
            "点“党员”，再点“导入名册”，下载一张空表，填两三个编的人。",
            "交上来，点“读这份表”。读完先看有没有疑问，再点“登记入册”。",
        ),
        "imports",
        Purpose.MAINTAIN,
        lambda act, me: act.verb == "enter_import",
    ),
    Task(
        "给一位同志发启用码",
        ("在名单里点开一位同志，点“发启用码”。", "页面上出现 12 位数字，可以打印成纸条。"),
        "members",
        Purpose.ACCOUNTS,
        lambda act, me: act.verb == "issue_code",
    ),
)


@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    """What this person may try, and which of it the records say he has done."""
    me: Viewer = request.viewer  # type: ignore[attr-defined]
    acts = [
        Act(*row)
        for row in Leaf.objects.filter(actor_account=me.account_id).values_list(
            "verb", "subject_uid", "body"
        )
    ]
    mine = [task for task in TASKS if me.may_anywhere(task.purpose)]
    shown = [(task, any(task.shows(act, me) for act in acts)) for task in mine]
    return render(
        request,
        "desk/practice.html",
        {"tasks": shown, "left": sum(not done for _, done in shown)},
    )
