"""How a relation moves: inside the district, out of it by letter, into it by letter.

Until he is accepted a member belongs to the branch he comes from (教育管理条例 2019, Art. 25).
Nobody may send back or refuse without a reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from dangjian.flow.rules import Clock, Flow, Move, Tables
from dangjian.flow.rules import State as Place
from dangjian.registry.authority import Purpose
from dangjian.transfers.models import Stage, Way


class Part(StrEnum):
    """What somebody is to a transfer."""

    MEMBER = "member"
    OLD_BRANCH = "old_branch"
    SENDER = "sender"
    RECEIVER = "receiver"
    NEW_BRANCH = "new_branch"


RIGHT: Mapping[Part, Purpose] = {
    Part.OLD_BRANCH: Purpose.MAINTAIN,
    Part.SENDER: Purpose.STANDING,
    Part.RECEIVER: Purpose.STANDING,
    Part.NEW_BRANCH: Purpose.MAINTAIN,
}
"""The right each part asks for, over the organization that has the part."""

_C, _I, _T, _A, _PR = Stage.CHECKING, Stage.ISSUING, Stage.TRANSIT, Stage.AWAY, Stage.PRESENTED
_PL, _R = Stage.PLACING, Stage.RETURNED


def _who(*parts: Part) -> frozenset[str]:
    return frozenset(parts)


_CHECK = "transfer.check.max_working_days"
_ISSUE = "transfer.issue.max_working_days"
_RECEIVE = "transfer.receive.max_working_days"
_PLACE = "transfer.place.max_working_days"
_SETTLE = "transfer.settle.max_working_days"

_START = (
    Move("start", "提出转出", (), _C, _who(Part.MEMBER, Part.OLD_BRANCH)),
    Move("forward", "核实无误，报党委", (_C,), _I, _who(Part.OLD_BRANCH)),
    Move("decline", "不能转，说明理由", (_C,), Stage.REFUSED, _who(Part.OLD_BRANCH), words=True),
    Move("withdraw", "撤回", (_C,), Stage.WITHDRAWN, _who(Part.MEMBER, Part.OLD_BRANCH)),
    Move("disapprove", "不同意转出，说明理由", (_I,), Stage.REFUSED, _who(Part.SENDER),
         words=True),
)  # fmt: skip

INSIDE = Flow(
    key="transfer_inside",
    says="组织关系转接（区内）",
    revision=1,
    opening="start",
    states=(
        Place(_C, "等原支部核实", Part.OLD_BRANCH, "核实一位党员的转出"),
        Place(_I, "等原党委审批", Part.SENDER, "审批一位党员的转出，开介绍信"),
        Place(_T, "介绍信在途，等新党委接收", Part.RECEIVER, "核对转来的介绍信"),
        Place(_PL, "等新支部接收", Part.NEW_BRANCH, "接收一位转来的党员"),
        Place(_R, "介绍信退回，等原党委处理", Part.SENDER, "处理一封退回的介绍信"),
        Place(Stage.PLACED, "已经接收", closed=True),
        Place(Stage.REFUSED, "没有办成", closed=True),
        Place(Stage.WITHDRAWN, "撤回了", closed=True),
    ),
    moves=(
        *_START,
        Move("issue", "同意转出，开介绍信", (_I,), _T, _who(Part.SENDER)),
        Move("pass_on", "同意转出（同一党委内）", (_I,), _PL, _who(Part.SENDER)),
        Move("receive", "核对无误，转新支部", (_T,), _PL, _who(Part.RECEIVER)),
        Move("give_back", "退回，说明理由", (_T,), _R, _who(Part.RECEIVER), words=True),
        Move("recall", "收回介绍信，说明理由", (_T,), _R, _who(Part.SENDER), words=True),
        Move("place", "接收", (_PL,), Stage.PLACED, _who(Part.NEW_BRANCH)),
        Move("hand_back", "退回党委，说明理由", (_PL,), _T, _who(Part.NEW_BRANCH), words=True),
        Move("reissue", "重新开介绍信", (_R,), _T, _who(Part.SENDER)),
        Move("end", "不转了，说明理由", (_R,), Stage.REFUSED, _who(Part.SENDER), words=True),
    ),
    clocks=(
        Clock("check", "支部核实", _CHECK, ("start",), ("forward", "decline", "withdraw")),
        Clock("issue", "党委审批", _ISSUE, ("forward",), ("issue", "pass_on", "disapprove")),
        Clock("receive", "党委接收", _RECEIVE, ("issue", "reissue", "hand_back"),
              ("receive", "give_back", "recall")),
        Clock("place", "支部接收", _PLACE, ("receive", "pass_on"), ("place", "hand_back")),
        Clock("settle", "处理退回的介绍信", _SETTLE, ("give_back", "recall"),
              ("reissue", "end")),
    ),
)  # fmt: skip

OUT = Flow(
    key="transfer_out",
    says="组织关系转往区外",
    revision=1,
    opening="start",
    states=(
        Place(_C, "等原支部核实", Part.OLD_BRANCH, "核实一位党员的转出"),
        Place(_I, "等原党委审批", Part.SENDER, "审批一位党员的转出，开介绍信"),
        Place(_A, "介绍信已开出，等回执", Part.SENDER, "登记一封介绍信的回执"),
        Place(_R, "介绍信作废，等原党委处理", Part.SENDER, "处理一封作废的介绍信"),
        Place(Stage.GONE, "已经转出", closed=True),
        Place(Stage.REFUSED, "没有办成", closed=True),
        Place(Stage.WITHDRAWN, "撤回了", closed=True),
    ),
    moves=(
        *_START,
        Move("send", "同意转出，开介绍信", (_I,), _A, _who(Part.SENDER)),
        Move("receipt", "登记回执", (_A,), Stage.GONE, _who(Part.SENDER)),
        Move("recall", "介绍信作废，说明理由", (_A,), _R, _who(Part.SENDER), words=True),
        Move("resend", "重新开介绍信", (_R,), _A, _who(Part.SENDER)),
        Move("end", "不转了，说明理由", (_R,), Stage.REFUSED, _who(Part.SENDER), words=True),
    ),
    clocks=(
        Clock("check", "支部核实", _CHECK, ("start",), ("forward", "decline", "withdraw")),
        Clock("issue", "党委审批", _ISSUE, ("forward",), ("send", "disapprove")),
        Clock("receipt", "回执", "transfer.letter.max_months", ("send", "resend"),
              ("receipt", "recall")),
        Clock("settle", "处理作废的介绍信", _SETTLE, ("recall",), ("resend", "end")),
    ),
)  # fmt: skip

IN = Flow(
    key="transfer_in",
    says="组织关系从区外转来",
    revision=1,
    opening="present",
    states=(
        Place(_PR, "等党委核对介绍信", Part.RECEIVER, "核对一封区外来的介绍信"),
        Place(_PL, "等新支部接收", Part.NEW_BRANCH, "接收一位转来的党员"),
        Place(Stage.PLACED, "已经接收", closed=True),
        Place(Stage.REFUSED, "没有办成", closed=True),
    ),
    moves=(
        Move("present", "收到介绍信", (), _PR, _who(Part.RECEIVER, Part.NEW_BRANCH)),
        Move("accept", "核对无误，转新支部", (_PR,), _PL, _who(Part.RECEIVER)),
        Move("turn_away", "退回，说明理由", (_PR,), Stage.REFUSED, _who(Part.RECEIVER),
             words=True),
        Move("enter", "接收，登记入册", (_PL,), Stage.PLACED, _who(Part.NEW_BRANCH)),
        Move("hand_back", "退回党委，说明理由", (_PL,), _PR, _who(Part.NEW_BRANCH), words=True),
    ),
    clocks=(
        Clock("receive", "党委核对", _RECEIVE, ("present", "hand_back"),
              ("accept", "turn_away")),
        Clock("place", "支部接收", _PLACE, ("accept",), ("enter", "hand_back")),
    ),
)  # fmt: skip

FLOWS: Mapping[str, Flow] = {Way.INSIDE: INSIDE, Way.OUT: OUT, Way.IN: IN}
TABLES: Tables = {(flow.key, flow.revision): flow for flow in FLOWS.values()}
