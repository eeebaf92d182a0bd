"""How a notice comes before everybody and ends with a result; how an objection is looked into.

Four people, each another: whoever wrote it, content review, secrecy review, approval (Art. 15).
"""

from __future__ import annotations

from enum import StrEnum

from dangjian.flow.rules import Clock, Flow, Move
from dangjian.flow.rules import State as Place
from dangjian.openness.models import Standing, State
from dangjian.registry.authority import Purpose


class Who(StrEnum):
    """What somebody is to a notice or an objection."""

    AUTHOR = "author"
    CONTENT = "content"
    SECRECY = "secrecy"
    APPROVER = "approver"
    CONCLUDER = "concluder"
    CITIZEN = "citizen"
    PLATFORM = "platform"


RIGHT = {
    State.CONTENT: Purpose.REVIEW,
    State.SECRECY: Purpose.SECRECY,
    State.APPROVAL: Purpose.FINAL,
}
"""The right that a signature asks for."""
PART = {State.CONTENT: Who.CONTENT, State.SECRECY: Who.SECRECY, State.APPROVAL: Who.APPROVER}
AFTER = {State.CONTENT: State.SECRECY, State.SECRECY: State.APPROVAL}
WRITABLE = (State.DRAFT, State.RETURNED)
_IN_REVIEW = tuple(PART)


def _who(*parts: Who) -> frozenset[str]:
    return frozenset(parts)


NOTICES = Flow(
    key="notices",
    says="公示",
    revision=1,
    opening="begin",
    states=(
        Place(State.DRAFT, "起草"),
        Place(State.CONTENT, "等内容审核", Who.CONTENT, "审核一份公示的内容"),
        Place(State.SECRECY, "等保密审查", Who.SECRECY, "保密审查一份公示"),
        Place(State.APPROVAL, "等审批发布", Who.APPROVER, "审批一份公示，同意就发布"),
        Place(State.RETURNED, "退回修改", Who.AUTHOR, "修改退回的公示，再送审"),
        Place(State.RUNNING, "公示中"),
        Place(State.CHECKING, "公示期满，等核查结果", Who.CONCLUDER,
              "核查公示期间的反映，写明公示结果"),
        Place(State.CLOSED, "公示结束", closed=True),
        Place(State.WITHDRAWN, "已撤回", closed=True),
        Place(State.DROPPED, "不发了", closed=True),
    ),
    moves=(
        Move("begin", "起草公示", (), State.DRAFT, _who(Who.AUTHOR)),
        Move("send_in", "送审", WRITABLE, State.CONTENT, _who(Who.AUTHOR)),
        Move("pass_content", "内容审核通过", (State.CONTENT,), State.SECRECY, _who(Who.CONTENT)),
        Move("pass_secrecy", "保密审查通过", (State.SECRECY,), State.APPROVAL,
             _who(Who.SECRECY)),
        Move("post", "同意发布", (State.APPROVAL,), State.RUNNING, _who(Who.APPROVER)),
        Move("send_back", "退回", _IN_REVIEW, State.RETURNED, frozenset(PART.values()),
             words=True),
        Move("drop", "不发了", (*WRITABLE, *_IN_REVIEW), State.DROPPED, _who(Who.AUTHOR)),
        Move("extend", "延长公示期", (State.RUNNING,), "", _who(Who.APPROVER), words=True),
        Move("close", "公示期满", (State.RUNNING,), State.CLOSED, _who(Who.PLATFORM)),
        Move("hold", "公示期满，核查反映", (State.RUNNING,), State.CHECKING, _who(Who.PLATFORM)),
        Move("conclude", "写明结果", (State.CHECKING,), State.CLOSED, _who(Who.CONCLUDER)),
        Move("withdraw", "撤回公示", (State.RUNNING, State.CHECKING), State.WITHDRAWN,
             _who(Who.APPROVER), words=True),
    ),
    clocks=(
        Clock("review", "审核", "openness.review.max_working_days", ("send_in",),
              ("post", "drop")),
        Clock("check", "核查反映", "openness.objection.max_working_days", ("hold",),
              ("conclude", "withdraw")),
    ),
)  # fmt: skip

OBJECTIONS = Flow(
    key="objections",
    says="公示期间的反映",
    revision=1,
    opening="object",
    states=(
        Place(Standing.OPEN, "正在核查", Who.CONCLUDER, "核查一件公示期间的反映"),
        Place(Standing.SETTLED, "核查完了", closed=True),
    ),
    moves=(
        Move("object", "反映情况", (), Standing.OPEN, _who(Who.CITIZEN)),
        Move("settle", "核查完，写明结果", (Standing.OPEN,), Standing.SETTLED,
             _who(Who.CONCLUDER)),
    ),
    clocks=(
        Clock("check", "核查", "openness.objection.max_working_days", ("object",), ("settle",)),
    ),
)  # fmt: skip
