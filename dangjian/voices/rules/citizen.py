"""What somebody who wrote may still do, and how the case is told to him."""

from __future__ import annotations

from collections.abc import Mapping

from dangjian.voices.models import Kind, Letter

AGAIN_AT_MOST = 1
"""How often a letter that was answered may be taken up again at the writer's wish."""

ASKS: Mapping[str, tuple[str, str]] = {
    "again": ("不满意，请再办一次", "请写明哪里没有解决、希望怎样办。"),
    "ask_review": ("请求复查", "请写明对处理意见哪里不服、为什么。"),
    "ask_recheck": ("请求复核", "请写明对复查意见哪里不服、为什么。"),
}
"""The ways on for a writer who is not content: what the button says, and what he is asked."""

BEYOND = (
    "{office}的上一级不在本平台。不服的，请在{until}以前，带上打印的书面答复，"
    "向上一级机关、单位{asks}。"
)
"""What is said where the office that would review stands above everybody on the platform: an office
never reviews itself (信访工作条例, Art. 35 and 36: the next one above does)."""

ASK_CLOCKS: Mapping[str, tuple[str, str]] = {
    "again": ("follow_up", "letters.follow_up.max_days"),
    "ask_review": ("review_request", "petition.review_request.max_days"),
    "ask_recheck": ("recheck_request", "petition.recheck_request.max_days"),
}
"""Until when: the clock that runs for the writer, and the rule it follows."""

NOW: Mapping[str, str] = {
    "received": "{office}收到了您的来信，正在登记，看该由哪里办。",
    "aside": "{office}收到了您的来信，正在核对该怎样办。",
    "passed": "已经转给{office}，等它接收。",
    "handling": "{office}正在办理。",
    "signing": "{office}办好了，答复正等负责人审签。",
    "answered": "{office}已经答复您。",
    "review_asked": "{office}正在复查。",
    "review_signing": "{office}复查好了，意见正等负责人审签。",
    "reviewed": "{office}已经出具复查意见。",
    "recheck_asked": "{office}正在复核。",
    "recheck_signing": "{office}复核好了，意见正等负责人审签。",
    "final": "{office}已经出具复核意见，这件信访事项到此终结。",
    "closed": "{office}已经答复，评价期满，来信已经归档。",
    "refused": "{office}不予受理，理由写在告知书里。",
    "guided": "{office}已经告诉您该走哪条法定途径，写在告知书里。",
    "withdrawn": "您已经撤回这封信，不再办理。",
    "merged": "已经和同一件事的来信合并办理。",
    "set_aside": "{office}看过了，这封信不作为来信办理。",
    "referred": "这件事属于纪检监察机关管，请向他们反映。",
    "converted": "已经转为信访事项办理。",
}
"""Who has it now and why, for every state of the tables."""

TOO_LATE = "现在不能撤回了，来信已经答复或者办结。"
CONFIRM_WITHDRAW = "撤回以后不再办理，也不能恢复。只是想改一改的，用“补充情况”就行。"
CONFIRM_LEAVE = (
    "这件事还有别人一起反映。退出以后，您不再是来信人，不再联系您，信照常替其他人办理；退出不能恢复。"
)
WITHDRAWN = "来信已经撤回，不再办理。"
LEFT = "您已经退出。信照常替其他来信人办理。"

UNTIL: Mapping[str, str] = {
    "register": "最晚{day}告诉您受不受理、由哪里办",
    "transfer": "最晚{day}告诉您受不受理",
    "finish": "最晚{day}给您处理意见",
    "answer": "最晚{day}答复您",
    "review": "最晚{day}给您复查意见",
    "recheck": "最晚{day}给您复核意见",
}
"""Until which day, by the clock that runs for the office."""

THEIRS: Mapping[str, str] = {
    "follow_up": "{day}以前您可以评价，不满意的可以要求再办一次",
    "review_request": "不服处理意见的，{day}以前可以请求复查",
    "recheck_request": "不服复查意见的，{day}以前可以请求复核",
}
"""Until which day the writer himself may act."""

TOLD: Mapping[str, str] = {
    "submit": "收到来信",
    "register": "登记",
    "accept": "受理，开始办理",
    "pass_on": "转交办理",
    "pass_further": "转交办理",
    "take": "接收，开始办理",
    "object": "重新确定由哪里办",
    "ask": "请来信人补充情况",
    "add": "来信人补充了情况",
    "merge": "和同一件事的来信合并办理",
    "refuse": "不予受理，已出具告知书",
    "guide": "告知法定途径，已出具告知书",
    "convert": "转为信访事项办理",
    "sign": "作出答复",
    "rate": "来信人作了评价",
    "again": "来信人要求再办一次",
    "reopen": "重新办理",
    "ask_review": "来信人请求复查",
    "sign_review": "出具复查意见",
    "ask_recheck": "来信人请求复核",
    "sign_recheck": "出具复核意见",
    "grant_extension": "办理期限延长，已告知",
    "pause": "暂停计算期限",
    "resume": "恢复计算期限",
    "withdraw": "来信人撤回",
    "refer": "告知向纪检监察机关反映",
    "confirm_aside": "不作为来信办理",
    "lapse": "评价期满，归档",
}
"""Steps that a writer is told. What offices do among themselves (drafts, countersigning, returns)
is not among them."""


def ask_in(letter: Letter) -> str:
    """The move by which a writer who is not content may go on from here; "" where there is none."""
    if letter.kind == Kind.PETITION:
        return {"answered": "ask_review", "reviewed": "ask_recheck"}.get(letter.state, "")
    if letter.state == "answered" and letter.again < AGAIN_AT_MOST:
        return "again"
    return ""
