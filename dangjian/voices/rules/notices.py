"""The wording of the written notices, from the record alone (《信访工作条例》22、23、32、34—36)."""

from __future__ import annotations

import datetime as dt

from dangjian.voices.models import Answer, Letter, NoticeKind

REGULATION = "《信访工作条例》"

ROUTES = {
    "litigation": "诉讼（涉及民商事、行政、刑事等诉讼权利救济的，向政法单位提出）",
    "arbitration": "仲裁（按照法律规定应当由仲裁解决的）",
    "party": "党员申诉、申请复审（按照党章党规提出）",
    "administrative": "行政复议、行政裁决、行政确认、行政许可、行政处罚等行政程序",
    "duty": "申请查处违法行为、履行保护人身权或者财产权等合法权益职责",
    "opinion": "信访处理（不属于以上各项的）",
}
"""Art. 31 (6): the six ways an appeal may have to take. All but the last lead elsewhere."""

REFUSALS = {
    "elsewhere": "同一事项已经由有权处理的机关、单位受理，正在办理",
    "rechecked": "已经复核终结，又以同一事实和理由提出",
    "reviewing": "还在复查、复核期限内，或者正在复查、复核",
    "outside": "不属于本机关、单位职权范围",
    "unclear": "没有具体事项，联系来信人补充后仍不清楚",
}
"""Why a petition may be turned down; a closed list, told to the writer and counted in public."""


def day(on: dt.date) -> str:
    """2026年11月23日."""
    return f"{on.year}年{on.month}月{on.day}日"


def opening(letter: Letter) -> str:
    """The first sentence of every notice."""
    matter = f"（{letter.matter}）" if letter.matter else ""
    return f"您于{day(letter.received_on)}提出的信访事项{matter}收悉，编号{letter.number}。"


def accepted(letter: Letter, due_on: dt.date | None) -> list[str]:
    """Taken up: by when, and what may be done then."""
    until = f"，于{day(due_on)}前办结" if due_on else ""
    return [
        opening(letter),
        f"经审查，决定予以受理，由{letter.organization.name}办理。我们将自受理之日起60日内{until}，"
        "情况复杂需要延长的，另行告知。",
        f"您可以凭受理码在网上或者打电话查询办理情况。（依据：{REGULATION}第二十三条、第三十四条）",
    ]


def passed_on(letter: Letter) -> list[str]:
    """Given to the office whose matter it is."""
    return [
        opening(letter),
        f"经审查，该事项由{letter.organization.name}负责，已转送办理。"
        "该单位将自收到之日起15日内告知您接收情况和处理途径、程序。",
        f"（依据：{REGULATION}第二十二条、第二十三条）",
    ]


def refused(letter: Letter, because: str, words: str) -> list[str]:
    """Not taken up, and why."""
    return [
        opening(letter),
        f"经审查，该事项不予受理，理由：{REFUSALS[because]}。{words}",
        f"（依据：{REGULATION}第十九条、第二十三条、第三十六条）",
    ]


def guided(letter: Letter, route: str, words: str) -> list[str]:
    """Led to the way the law has for it."""
    return [
        opening(letter),
        f"该事项应当通过法定途径解决：{ROUTES[route]}。{words}",
        f"（依据：{REGULATION}第三十一条第六项）",
    ]


def extended(letter: Letter, days: int, due_on: dt.date | None, words: str) -> list[str]:
    """More days, and why."""
    until = f"，延长后于{day(due_on)}前办结" if due_on else ""
    return [
        opening(letter),
        f"因{words.rstrip('。')}，经负责人批准，办理期限延长{days}日{until}。",
        f"（依据：{REGULATION}第三十四条）",
    ]


def opinion(letter: Letter, answer: Answer) -> list[str]:
    """The signed opinion, with what may be asked for after it."""
    parts = (
        ("您的请求", answer.unseal("request")),
        ("查明的事实", answer.unseal("facts")),
        ("处理意见", answer.unseal("text")),
        ("依据", answer.unseal("basis")),
    )
    after = {
        "first": "对本处理意见不服的，可以自收到之日起30日内请求原办理机关、单位的上一级复查。"
        f"（依据：{REGULATION}第三十五条）",
        "review": "对本复查意见不服的，可以自收到之日起30日内请求复查机关、单位的上一级复核。"
        f"（依据：{REGULATION}第三十六条）",
        "recheck": "本复核意见为信访终结意见。再以同一事实和理由提出的，不再受理。"
        f"（依据：{REGULATION}第三十六条）",
    }
    return [
        opening(letter),
        *(f"{title}：{text}" for title, text in parts if text),
        after[answer.instance],
    ]


OPINIONS = {
    "first": NoticeKind.OPINION,
    "review": NoticeKind.REVIEW,
    "recheck": NoticeKind.RECHECK,
}
