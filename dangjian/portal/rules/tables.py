"""How an article is reviewed: 三审三校, with the secrecy review before the last one.

A column of two reviews leaves out the second. Whoever wrote signs nothing, and nobody signs twice
(`rules.signing`); sent back, the author begins again with a new submission.
"""

from __future__ import annotations

from enum import StrEnum

from dangjian.flow.rules import Clock, Flow, Move, Tables
from dangjian.flow.rules import State as Place
from dangjian.portal.models import Kind, State, Submission
from dangjian.registry.authority import Purpose


class Who(StrEnum):
    """What somebody is to a submission; the signers are called like their kind of review."""

    AUTHOR = "author"
    FIRST = "first"
    SECOND = "second"
    SECRECY = "secrecy"
    FINAL = "final"
    PLATFORM = "platform"


RIGHT = {
    Kind.FIRST: Purpose.REVIEW,
    Kind.SECOND: Purpose.REVIEW,
    Kind.SECRECY: Purpose.SECRECY,
    Kind.FINAL: Purpose.FINAL,
}
"""The right that a kind of review asks for."""

AT = {
    State.FIRST: Kind.FIRST,
    State.SECOND: Kind.SECOND,
    State.SECRECY: Kind.SECRECY,
    State.FINAL: Kind.FINAL,
}
"""Which review a state waits for."""

_IN_REVIEW = tuple(AT)
_SIGNERS = frozenset({Who.FIRST, Who.SECOND, Who.SECRECY, Who.FINAL})


def _who(*parts: Who) -> frozenset[str]:
    return frozenset(parts)


REVIEWS = Flow(
    key="publishing",
    says="信息发布审核",
    revision=1,
    opening="send_in",
    states=(
        Place(State.FIRST, "等一审", Who.FIRST, "一审一校一篇稿件"),
        Place(State.SECOND, "等二审", Who.SECOND, "二审二校一篇稿件"),
        Place(State.SECRECY, "等保密审查", Who.SECRECY, "保密审查一篇稿件"),
        Place(State.FINAL, "等终审", Who.FINAL, "三审三校、签发一篇稿件"),
        Place(State.SIGNED, "已签，到时间发布"),
        Place(State.PUBLISHED, "已发布", closed=True),
        Place(State.RETURNED, "退回修改", closed=True),
        Place(State.WITHDRAWN, "撤回了", closed=True),
    ),
    moves=(
        Move("send_in", "送审", (), State.FIRST, _who(Who.AUTHOR)),
        Move("sign_first", "一审一校通过", (State.FIRST,), State.SECOND, _who(Who.FIRST)),
        Move("sign_only", "一审一校通过，送保密审查", (State.FIRST,), State.SECRECY,
             _who(Who.FIRST)),
        Move("sign_second", "二审二校通过", (State.SECOND,), State.SECRECY, _who(Who.SECOND)),
        Move("sign_secrecy", "保密审查通过", (State.SECRECY,), State.FINAL, _who(Who.SECRECY)),
        Move("sign_final", "三审三校通过，签发", (State.FINAL,), State.SIGNED, _who(Who.FINAL)),
        Move("send_back", "退回修改", _IN_REVIEW, State.RETURNED, _SIGNERS, words=True),
        Move("take_back", "撤回", (*_IN_REVIEW, State.SIGNED), State.WITHDRAWN,
             _who(Who.AUTHOR)),
        Move("appear", "发布", (State.SIGNED,), State.PUBLISHED, _who(Who.PLATFORM)),
    ),
    clocks=(
        Clock("review", "审稿", "publishing.review.max_working_days", ("send_in",),
              ("sign_final", "send_back", "take_back")),
    ),
)  # fmt: skip

TABLES: Tables = {(REVIEWS.key, REVIEWS.revision): REVIEWS}


def kinds(reviews: int) -> tuple[Kind, ...]:
    """The signatures a column demands that wants so many reviews of the contents (2 or 3)."""
    return tuple(kind for kind in Kind if reviews == 3 or kind is not Kind.SECOND)


def signing_move(submission: Submission) -> str:
    """The move by which the review is signed that the submission waits for."""
    kind = AT[State(submission.state)]
    return "sign_only" if kind is Kind.FIRST and submission.reviews == 2 else f"sign_{kind.value}"


def next_kind(submission: Submission) -> Kind | None:
    """The review after the one the submission waits for; None after the last."""
    wanted = kinds(submission.reviews)
    place = wanted.index(AT[State(submission.state)])
    return wanted[place + 1] if place + 1 < len(wanted) else None
