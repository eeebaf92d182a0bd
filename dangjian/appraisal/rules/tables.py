"""How an appraisal goes: the branch does it, the superior committee looks and confirms."""

from __future__ import annotations

from enum import StrEnum

from dangjian.appraisal.models import State
from dangjian.flow.rules import Flow, Move
from dangjian.flow.rules import State as Place


class Who(StrEnum):
    """What somebody is to an appraisal."""

    BRANCH = "branch"
    SUPERIOR = "superior"


def _who(*parts: Who) -> frozenset[str]:
    return frozenset(parts)


AT_WORK = (State.OPENED, State.RETURNED)
"""Where the branch may still write into it."""

APPRAISALS = Flow(
    key="appraisal",
    says="民主评议党员",
    revision=1,
    opening="open",
    states=(
        Place(State.OPENED, "支部正在评议", Who.BRANCH, "做完本支部的民主评议，报上级党委"),
        Place(State.REPORTED, "等上级党委确认", Who.SUPERIOR, "确认一个支部的民主评议结果"),
        Place(State.RETURNED, "退回支部", Who.BRANCH, "看退回的原因，改好民主评议再报"),
        Place(State.CONFIRMED, "上级党委确认了", closed=True),
        Place(State.DROPPED, "不办了", closed=True),
    ),
    moves=(
        Move("open", "发起", (), State.OPENED, _who(Who.BRANCH)),
        Move("report", "报上级党委", AT_WORK, State.REPORTED, _who(Who.BRANCH)),
        Move("send_back", "退回", (State.REPORTED,), State.RETURNED, _who(Who.SUPERIOR),
             words=True),
        Move("confirm", "确认", (State.REPORTED,), State.CONFIRMED, _who(Who.SUPERIOR)),
        Move("drop", "不办了", AT_WORK, State.DROPPED, _who(Who.BRANCH), words=True),
    ),
)  # fmt: skip
