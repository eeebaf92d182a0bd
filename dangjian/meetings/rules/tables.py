"""How a meeting is called, held, counted and confirmed; how an election goes on to the superior.

An election has the same first half and a second one: what was elected is reported, and enters the
register with the superior's reply.
"""

from __future__ import annotations

from enum import StrEnum

from dangjian.flow.rules import Flow, Move
from dangjian.flow.rules import State as Place
from dangjian.meetings.models import Kind, State


class Who(StrEnum):
    """What somebody is to a meeting."""

    KEEPER = "keeper"
    CONFIRMER = "confirmer"
    SUPERIOR = "superior"


def _who(*parts: Who) -> frozenset[str]:
    return frozenset(parts)


_OPEN = (State.CALLED, State.FIXED)
_HELD_PLACES = (
    Place(State.CALLED, "已经通知，还没有签到"),
    Place(State.FIXED, "签到完了，等计票"),
    Place(State.COUNTED, "计完票，等核对", Who.CONFIRMER, "对着计票单核对一次会议的票数"),
)
_HELD = (
    Move("call", "通知开会", (), State.CALLED, _who(Who.KEEPER)),
    Move("put", "增加表决事项", _OPEN, "", _who(Who.KEEPER)),
    Move("take_off", "撤下表决事项", (State.CALLED,), "", _who(Who.KEEPER), words=True),
    Move("exempt", "登记不计入应到会", (State.CALLED,), "", _who(Who.KEEPER)),
    Move("count_in", "撤回不计入应到会", (State.CALLED,), "", _who(Who.KEEPER)),
    Move("fix_roll", "签到", (State.CALLED,), State.FIXED, _who(Who.KEEPER)),
    Move("correct_roll", "更正签到", (State.FIXED,), "", _who(Who.KEEPER)),
    Move("write", "写会议情况", _OPEN, "", _who(Who.KEEPER)),
    Move("count", "登记计票", (State.FIXED,), "", _who(Who.KEEPER)),
    Move("hand_over", "交另一位同志核对", (State.FIXED,), State.COUNTED, _who(Who.KEEPER)),
    Move("send_back", "退回更正", (State.COUNTED,), State.FIXED, _who(Who.CONFIRMER), words=True),
    Move("confirm", "核对无误", (State.COUNTED,), State.CONFIRMED, _who(Who.CONFIRMER)),
    Move("annul", "作废", (*_OPEN, State.COUNTED), State.VOID, _who(Who.KEEPER, Who.CONFIRMER),
         words=True),
)  # fmt: skip

BALLOTS = Flow(
    key="meeting_ballots",
    says="支部大会表决",
    revision=1,
    opening="call",
    states=(
        *_HELD_PLACES,
        Place(State.CONFIRMED, "核对无误", closed=True),
        Place(State.VOID, "作废", closed=True),
    ),
    moves=_HELD,
)

ELECTIONS = Flow(
    key="meeting_elections",
    says="换届选举",
    revision=1,
    opening="call",
    states=(
        *_HELD_PLACES,
        Place(State.CONFIRMED, "核对无误，等报上级", Who.KEEPER, "把换届选举的结果报上级"),
        Place(State.REPORTED, "已报上级，等批复", Who.SUPERIOR, "批复一次换届选举的结果"),
        Place(State.APPROVED, "上级已经批复", closed=True),
        Place(State.VOID, "作废", closed=True),
    ),
    moves=(
        *_HELD,
        Move("report", "把选举结果报上级", (State.CONFIRMED,), State.REPORTED, _who(Who.KEEPER)),
        Move("approve", "登记批复", (State.REPORTED,), State.APPROVED, _who(Who.SUPERIOR)),
        Move("hand_back", "退回", (State.REPORTED,), State.CONFIRMED, _who(Who.SUPERIOR),
             words=True),
        Move("set_aside", "没有选出，另行选举", (State.CONFIRMED,), State.VOID, _who(Who.KEEPER),
             words=True),
    ),
)  # fmt: skip


def table_of(kind: str) -> Flow:
    """The table a meeting of this kind goes by."""
    return ELECTIONS if kind == Kind.ELECTION else BALLOTS
