"""How an application for disclosure is handled: one who answers, another who reviews the answer."""

from __future__ import annotations

from enum import StrEnum

from dangjian.flow.rules import Clock, Flow, Move
from dangjian.flow.rules import State as Place
from dangjian.openness.models import Progress


class Part(StrEnum):
    """What somebody is to an application."""

    APPLICANT = "applicant"
    HANDLER = "handler"
    REVIEWER = "reviewer"
    PLATFORM = "platform"


_RUNNING = (Progress.HANDLING, Progress.WAITING, Progress.REVIEW)


def _who(*parts: Part) -> frozenset[str]:
    return frozenset(parts)


APPLICATIONS = Flow(
    key="applications",
    says="依申请公开",
    revision=1,
    opening="apply",
    states=(
        Place(Progress.HANDLING, "正在办理", Part.HANDLER, "答复一件公开申请"),
        Place(Progress.WAITING, "等申请人补充"),
        Place(Progress.REVIEW, "答复等保密审查", Part.REVIEWER, "审查一件公开申请的答复"),
        Place(Progress.ANSWERED, "已经答复", closed=True),
        Place(Progress.WITHDRAWN, "申请人撤回", closed=True),
        Place(Progress.LAPSED, "没有补充，终止办理", closed=True),
    ),
    moves=(
        Move("apply", "申请", (), Progress.HANDLING, _who(Part.APPLICANT, Part.HANDLER)),
        Move("pass_on", "转给应当答复的单位", (Progress.HANDLING,), Progress.HANDLING,
             _who(Part.HANDLER), words=True),
        Move("ask_more", "请申请人补充", (Progress.HANDLING,), Progress.WAITING,
             _who(Part.HANDLER), words=True),
        Move("supplement", "申请人补充", (Progress.WAITING,), Progress.HANDLING,
             _who(Part.APPLICANT)),
        Move("draft_answer", "拟好答复", (Progress.HANDLING,), Progress.REVIEW,
             _who(Part.HANDLER)),
        Move("return_answer", "退回重拟", (Progress.REVIEW,), Progress.HANDLING,
             _who(Part.REVIEWER), words=True),
        Move("give_answer", "审查通过，答复", (Progress.REVIEW,), Progress.ANSWERED,
             _who(Part.REVIEWER)),
        Move("withdraw", "撤回申请", _RUNNING, Progress.WITHDRAWN, _who(Part.APPLICANT)),
        Move("lapse", "没有补充", (Progress.WAITING,), Progress.LAPSED, _who(Part.PLATFORM)),
    ),
    clocks=(
        Clock("answer", "答复", "openness.application.max_working_days", ("apply",),
              ("give_answer", "withdraw", "lapse"),
              extension="openness.application.extension.max_working_days",
              pausable="等申请人补充"),
        Clock("supplement", "补充", "openness.application.supplement.max_working_days",
              ("ask_more",), ("supplement", "withdraw", "lapse"), theirs=True),
    ),
)  # fmt: skip
