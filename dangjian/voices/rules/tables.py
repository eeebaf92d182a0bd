"""How a letter moves: two tables for letters that want an answer, one for petitions.

A petition follows 《信访工作条例》: registered and routed within 15 days (22), the receiver says
within 15 days what becomes of it or objects within 5 working days (23), done 60 days after it was
accepted, 30 more at most (34), review and re-review with 30 days each (35, 36).
"""

from __future__ import annotations

from enum import StrEnum

from dangjian.flow.rules import EARLIER, Clock, Flow, Move, State, Tables
from dangjian.voices.models import Kind, Letter


class Part(StrEnum):
    """What somebody is to a letter."""

    CITIZEN = "citizen"
    REGISTRAR = "registrar"
    HANDLER = "handler"
    LEADER = "leader"
    REVIEWER = "reviewer"
    REVIEW_LEADER = "review_leader"
    PLATFORM = "platform"


SAYS = {
    Part.CITIZEN: "来信人",
    Part.REGISTRAR: "登记",
    Part.HANDLER: "承办",
    Part.LEADER: "审签",
    Part.REVIEWER: "复查复核",
    Part.REVIEW_LEADER: "复查复核审签",
    Part.PLATFORM: "系统",
}

_OFFICE = frozenset({Part.REGISTRAR, Part.HANDLER})


def _who(*parts: Part) -> frozenset[str]:
    return frozenset(parts)


_BEGIN = (
    State("received", "待登记", Part.REGISTRAR, "登记一封来信"),
    State("aside", "待复核（拟不作为来信办理）", Part.LEADER, "复核一封拟不作为来信办理的来信"),
    State("passed", "已转交，等接收", Part.HANDLER, "接收转来的来信"),
    State("handling", "办理中", Part.HANDLER, "办理并答复来信"),
    State("signing", "待审签", Part.LEADER, "审签来信答复"),
)
_ENDS = (
    State("withdrawn", "来信人撤回了", closed=True),
    State("merged", "并入同一事项的来信", closed=True),
    State("set_aside", "不作为来信办理", closed=True),
    State("referred", "已告知向纪检监察机关反映", closed=True),
)
_OPEN = ("received", "passed", "handling", "signing")

_MOVES = (
    Move("submit", "来信", (), "received", _who(Part.CITIZEN, Part.REGISTRAR, Part.PLATFORM)),
    Move("register", "登记", ("received",), "", _who(Part.REGISTRAR)),
    Move("pass_on", "转交", ("received",), "passed", _who(Part.REGISTRAR)),
    Move("pass_further", "再转交", ("passed",), "passed", _who(Part.HANDLER)),
    Move("object", "提出异议，退回", ("passed",), "received", _who(Part.HANDLER), words=True),
    Move("add", "补充", _OPEN, "", _who(Part.CITIZEN)),
    Move("ask", "请来信人补充", ("received", "passed", "handling"), "", _OFFICE),
    Move("draft", "起草答复，送审签", ("handling",), "signing", _who(Part.HANDLER)),
    Move("send_back", "退回修改", ("signing",), "handling", _who(Part.LEADER), words=True),
    Move("return", "退回前面的一步", ("handling",), EARLIER, _who(Part.HANDLER), words=True),
    Move("propose_aside", "拟不作为来信办理", ("received",), "aside", _who(Part.REGISTRAR),
         words=True),
    Move("confirm_aside", "同意不作为来信办理", ("aside",), "set_aside", _who(Part.LEADER),
         words=True),
    Move("keep", "仍作为来信办理", ("aside",), "received", _who(Part.LEADER), words=True),
    Move("refer", "告知向纪检监察机关反映", ("received",), "referred", _who(Part.REGISTRAR)),
    Move("merge", "并入同一事项", ("received", "passed", "handling"), "merged", _OFFICE),
    Move("withdraw", "撤回", _OPEN, "withdrawn", _who(Part.CITIZEN)),
)  # fmt: skip
_ENDING = ("confirm_aside", "refer", "merge", "withdraw")
_ANSWERED = ("sign", *_ENDING)


def _letter_table(kind: Kind) -> Flow:
    """Mailbox and consultation: the same way, other terms."""
    return Flow(
        key=kind.value,
        says=kind.label,
        revision=1,
        opening="submit",
        states=(
            *_BEGIN,
            State("answered", "已答复"),
            State("closed", "已归档", closed=True),
            *_ENDS,
            State("converted", "已转为信访事项", closed=True),
        ),
        moves=(
            *_MOVES,
            Move("accept", "受理", ("received",), "handling", _who(Part.REGISTRAR)),
            Move("take", "接收办理", ("passed",), "handling", _who(Part.HANDLER)),
            Move("convert", "转为信访事项", ("received", "passed"), "converted", _OFFICE,
                 words=True),
            Move("sign", "签发答复", ("signing",), "answered", _who(Part.LEADER), waits=True),
            Move("rate", "评价", ("answered",), "", _who(Part.CITIZEN)),
            Move("again", "不满意，要求再办", ("answered",), "handling", _who(Part.CITIZEN),
                 words=True),
            Move("reopen", "重新办理", ("answered",), "handling", _OFFICE, words=True),
            Move("lapse", "期满归档", ("answered",), "closed", _who(Part.PLATFORM)),
        ),
        clocks=(
            Clock("answer", "答复", f"{kind.value}.answer.max_working_days",
                  ("submit", "again", "reopen"), (*_ANSWERED, "convert"),
                  extension=f"{kind.value}.extension.max_working_days"),
            Clock("follow_up", "来信人评价", "letters.follow_up.max_days",
                  ("sign",), ("again", "reopen", "lapse"), theirs=True),
        ),
    )  # fmt: skip


MAILBOX = _letter_table(Kind.MAILBOX)
CONSULTATION = _letter_table(Kind.CONSULTATION)

_REVIEWING = (
    State("review_asked", "待复查", Part.REVIEWER, "复查信访事项"),
    State("review_signing", "复查意见待审签", Part.REVIEW_LEADER, "审签复查意见"),
    State("reviewed", "已复查"),
    State("recheck_asked", "待复核", Part.REVIEWER, "复核信访事项"),
    State("recheck_signing", "复核意见待审签", Part.REVIEW_LEADER, "审签复核意见"),
)

PETITION = Flow(
    key=Kind.PETITION.value,
    says=Kind.PETITION.label,
    revision=1,
    opening="submit",
    states=(
        *_BEGIN,
        State("answered", "已出具处理意见"),
        *_REVIEWING,
        State("closed", "已归档", closed=True),
        State("final", "复核终结", closed=True),
        State("refused", "不予受理", closed=True),
        State("guided", "已告知法定途径", closed=True),
        *_ENDS,
    ),
    moves=(
        *_MOVES,
        Move("accept", "受理", ("received",), "handling", _who(Part.REGISTRAR)),
        Move("take", "受理", ("passed",), "handling", _who(Part.HANDLER)),
        Move("refuse", "不予受理", ("received", "passed"), "refused", _OFFICE, words=True),
        Move("guide", "告知法定途径", ("received", "passed", "handling"), "guided", _OFFICE,
             words=True),
        Move("sign", "签发处理意见", ("signing",), "answered", _who(Part.LEADER), waits=True),
        Move("rate", "评价", ("answered", "reviewed"), "", _who(Part.CITIZEN)),
        Move("reopen", "重新办理", ("answered",), "handling", _OFFICE, words=True),
        Move("ask_review", "请求复查", ("answered",), "review_asked", _who(Part.CITIZEN),
             words=True),
        Move("draft_review", "起草复查意见，送审签", ("review_asked",), "review_signing",
             _who(Part.REVIEWER)),
        Move("send_back_review", "退回修改", ("review_signing",), "review_asked",
             _who(Part.REVIEW_LEADER), words=True),
        Move("sign_review", "签发复查意见", ("review_signing",), "reviewed",
             _who(Part.REVIEW_LEADER), waits=True),
        Move("ask_recheck", "请求复核", ("reviewed",), "recheck_asked", _who(Part.CITIZEN),
             words=True),
        Move("draft_recheck", "起草复核意见，送审签", ("recheck_asked",), "recheck_signing",
             _who(Part.REVIEWER)),
        Move("send_back_recheck", "退回修改", ("recheck_signing",), "recheck_asked",
             _who(Part.REVIEW_LEADER), words=True),
        Move("sign_recheck", "签发复核意见", ("recheck_signing",), "final",
             _who(Part.REVIEW_LEADER), waits=True),
        Move("lapse", "期满归档", ("answered", "reviewed"), "closed", _who(Part.PLATFORM)),
    ),
    clocks=(
        Clock("register", "登记和处理", "petition.register.max_days",
              ("submit", "object", "keep"),
              ("accept", "pass_on", "refuse", "guide", *_ENDING)),
        Clock("transfer", "接收后告知", "petition.transfer_notice.max_days",
              ("pass_on", "pass_further"),
              ("take", "pass_further", "object", "refuse", "guide", "merge", "withdraw")),
        Clock("objection", "提出异议", "petition.objection.max_working_days",
              ("pass_on", "pass_further"),
              ("take", "pass_further", "object", "refuse", "guide", "merge", "withdraw"),
              theirs=True),
        Clock("finish", "办结", "petition.finish.max_days",
              ("accept", "take", "reopen"), ("sign", "guide", "merge", "withdraw"),
              extension="petition.extension.max_days"),
        Clock("review_request", "来信人请求复查", "petition.review_request.max_days",
              ("sign",), ("ask_review", "reopen", "lapse"), theirs=True),
        Clock("review", "复查", "petition.review.max_days",
              ("ask_review",), ("sign_review",)),
        Clock("recheck_request", "来信人请求复核", "petition.recheck_request.max_days",
              ("sign_review",), ("ask_recheck", "lapse"), theirs=True),
        Clock("recheck", "复核", "petition.recheck.max_days",
              ("ask_recheck",), ("sign_recheck",), pausable="听证时间不计算在内"),
    ),
)  # fmt: skip

TABLES: Tables = {(flow.key, flow.revision): flow for flow in (MAILBOX, CONSULTATION, PETITION)}
"""Every table of the room, older revisions included while cases go by them."""


def table_of(letter: Letter) -> Flow:
    """The table a letter goes by: that of its case's edition."""
    edition = letter.case.edition
    return TABLES[edition.procedure.key, edition.table]
