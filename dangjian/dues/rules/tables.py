"""How a relief is proposed and approved, and how the account of a half-year is signed."""

from __future__ import annotations

from enum import StrEnum

from dangjian.dues.models import AccountState, ReliefState
from dangjian.flow.rules import Flow, Move
from dangjian.flow.rules import State as Place


class Hand(StrEnum):
    """What somebody is to a relief or an account."""

    PROPOSER = "proposer"
    APPROVER = "approver"
    TREASURER = "treasurer"
    SIGNER = "signer"


def _who(*parts: Hand) -> frozenset[str]:
    return frozenset(parts)


RELIEFS = Flow(
    key="dues_relief",
    says="少交或免交党费",
    revision=1,
    opening="propose",
    states=(
        Place(ReliefState.PROPOSED, "等上级党委审批", Hand.APPROVER, "审批一件少交或免交党费"),
        Place(ReliefState.APPROVED, "批准了", closed=True),
        Place(ReliefState.REFUSED, "没有批准", closed=True),
        Place(ReliefState.WITHDRAWN, "支部撤回了", closed=True),
    ),
    moves=(
        Move("propose", "支部提出", (), ReliefState.PROPOSED, _who(Hand.PROPOSER)),
        Move("approve", "批准", (ReliefState.PROPOSED,), ReliefState.APPROVED,
             _who(Hand.APPROVER)),
        Move("refuse", "不批准", (ReliefState.PROPOSED,), ReliefState.REFUSED,
             _who(Hand.APPROVER), words=True),
        Move("withdraw", "撤回", (ReliefState.PROPOSED,), ReliefState.WITHDRAWN,
             _who(Hand.PROPOSER)),
    ),
)  # fmt: skip

ACCOUNTS = Flow(
    key="dues_account",
    says="党费收支公布",
    revision=1,
    opening="prepare",
    states=(
        Place(AccountState.PREPARED, "等审签", Hand.SIGNER, "审签一期党费收支，签了就公布"),
        Place(AccountState.PUBLISHED, "已经公布", closed=True),
        Place(AccountState.RETURNED, "退回了", closed=True),
    ),
    moves=(
        Move("prepare", "编制", (), AccountState.PREPARED, _who(Hand.TREASURER)),
        Move("publish", "审签，公布", (AccountState.PREPARED,), AccountState.PUBLISHED,
             _who(Hand.SIGNER)),
        Move("return_it", "退回", (AccountState.PREPARED,), AccountState.RETURNED,
             _who(Hand.SIGNER, Hand.TREASURER), words=True),
    ),
)  # fmt: skip
