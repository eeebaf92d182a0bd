"""How an item of the catalogue is proposed, reviewed, approved and put into effect; how a line of
the list of appointments is let through.

Four people for the catalogue, each another (Art. 15); two for a line that states what was decided.
"""

from __future__ import annotations

from enum import StrEnum

from dangjian.flow.rules import Clock, Flow, Move
from dangjian.flow.rules import State as Place
from dangjian.openness.models import Listing, Stage
from dangjian.registry.authority import Purpose


class Hand(StrEnum):
    """What somebody is to a proposal or an entry."""

    PROPOSER = "proposer"
    REVIEWER = "reviewer"
    APPROVER = "approver"
    PUBLISHER = "publisher"


TURN_RIGHT = {
    Stage.REVIEW: Purpose.SECRECY,
    Stage.APPROVAL: Purpose.FINAL,
    Stage.APPROVED: Purpose.COLUMNS,
}
"""The right that a step of the catalogue asks for."""
TURN_PART = {
    Stage.REVIEW: Hand.REVIEWER,
    Stage.APPROVAL: Hand.APPROVER,
    Stage.APPROVED: Hand.PUBLISHER,
}
NEXT = {Stage.REVIEW: Stage.APPROVAL, Stage.APPROVAL: Stage.APPROVED}
DRAFTED = (Stage.DRAFT, Stage.RETURNED)
_IN_HAND = tuple(TURN_PART)


def _who(*parts: Hand) -> frozenset[str]:
    return frozenset(parts)


CATALOGUE = Flow(
    key="catalogue",
    says="公开目录事项",
    revision=1,
    opening="begin",
    states=(
        Place(Stage.DRAFT, "起草"),
        Place(Stage.REVIEW, "等保密和准确性审查", Hand.REVIEWER,
              "审查一件公开事项：要不要公开、准不准确、涉不涉密"),
        Place(Stage.APPROVAL, "等审批", Hand.APPROVER, "审批一件公开事项"),
        Place(Stage.APPROVED, "批准了，等实施", Hand.PUBLISHER, "实施一件批准了的公开事项"),
        Place(Stage.RETURNED, "退回修改", Hand.PROPOSER, "修改退回的公开事项，再送审"),
        Place(Stage.DONE, "已经实施", closed=True),
        Place(Stage.DROPPED, "不提了", closed=True),
    ),
    moves=(
        Move("begin", "起草", (), Stage.DRAFT, _who(Hand.PROPOSER)),
        Move("propose", "提出", DRAFTED, Stage.REVIEW, _who(Hand.PROPOSER)),
        Move("pass_review", "审查通过", (Stage.REVIEW,), Stage.APPROVAL, _who(Hand.REVIEWER)),
        Move("approve", "批准", (Stage.APPROVAL,), Stage.APPROVED, _who(Hand.APPROVER)),
        Move("implement", "实施", (Stage.APPROVED,), Stage.DONE, _who(Hand.PUBLISHER)),
        Move("send_back", "退回", _IN_HAND, Stage.RETURNED, frozenset(TURN_PART.values()),
             words=True),
        Move("drop", "不提了", (*DRAFTED, *_IN_HAND), Stage.DROPPED, _who(Hand.PROPOSER)),
    ),
    clocks=(
        Clock("carry", "审查、审批和实施", "openness.catalogue.max_working_days", ("propose",),
              ("implement", "drop")),
    ),
)  # fmt: skip

PERSONNEL = Flow(
    key="personnel",
    says="干部任免动态",
    revision=1,
    opening="enter",
    states=(
        Place(Listing.ENTERED, "等保密审查", Hand.REVIEWER, "审查一条干部任免动态"),
        Place(Listing.LISTED, "已经登出", closed=True),
        Place(Listing.REFUSED, "没有登出", closed=True),
    ),
    moves=(
        Move("enter", "录入", (), Listing.ENTERED, _who(Hand.PROPOSER)),
        Move("let_through", "审查通过，登出", (Listing.ENTERED,), Listing.LISTED,
             _who(Hand.REVIEWER)),
        Move("turn_down", "不登，退给录入的同志", (Listing.ENTERED,), Listing.REFUSED,
             _who(Hand.REVIEWER), words=True),
    ),
    clocks=(
        Clock("review", "审查", "openness.personnel.max_working_days", ("enter",),
              ("let_through", "turn_down")),
    ),
)  # fmt: skip
