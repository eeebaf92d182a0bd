"""How a draft comes onto the shelf: one review; for what anybody may read secrecy and final review.

Whoever wrote a draft signs nothing of it, and nobody signs twice (`check_other_eyes`).
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from dangjian.flow.rules import Clock, Flow, Move, Tables
from dangjian.flow.rules import State as Place
from dangjian.kernel.refusal import Refused
from dangjian.library.models import Admission, Stage
from dangjian.registry.authority import Purpose


class Who(StrEnum):
    """What somebody is to an admission."""

    AUTHOR = "author"
    REVIEW = "review"
    SECRECY = "secrecy"
    FINAL = "final"


AT = {Stage.REVIEW: Who.REVIEW, Stage.SECRECY: Who.SECRECY, Stage.FINAL: Who.FINAL}
"""Whose signature a stage waits for."""

RIGHT = {
    Who.REVIEW: Purpose.REVIEW,
    Who.SECRECY: Purpose.SECRECY,
    Who.FINAL: Purpose.FINAL,
}
"""The right a signature asks for."""

LABEL = {Who.REVIEW: "审校", Who.SECRECY: "保密审查", Who.FINAL: "终审"}

_IN_REVIEW = tuple(AT)
_SIGNERS = frozenset(Who) - {Who.AUTHOR}


def _who(*parts: Who) -> frozenset[str]:
    return frozenset(parts)


ADMISSIONS = Flow(
    key="library",
    says="图书馆文章上架审核",
    revision=1,
    opening="send_in",
    states=(
        Place(Stage.REVIEW, "等审校", Who.REVIEW, "审校一篇图书馆文章"),
        Place(Stage.SECRECY, "等保密审查", Who.SECRECY, "保密审查一篇图书馆文章"),
        Place(Stage.FINAL, "等终审", Who.FINAL, "终审一篇图书馆文章"),
        Place(Stage.SHELVED, "已上架", closed=True),
        Place(Stage.RETURNED, "退回修改", closed=True),
        Place(Stage.WITHDRAWN, "撤回了", closed=True),
    ),
    moves=(
        Move("send_in", "送审", (), Stage.REVIEW, _who(Who.AUTHOR)),
        Move("sign_only", "审校通过，上架", (Stage.REVIEW,), Stage.SHELVED, _who(Who.REVIEW)),
        Move("sign_review", "审校通过，送保密审查", (Stage.REVIEW,), Stage.SECRECY,
             _who(Who.REVIEW)),
        Move("sign_secrecy", "保密审查通过", (Stage.SECRECY,), Stage.FINAL, _who(Who.SECRECY)),
        Move("sign_final", "终审通过，上架", (Stage.FINAL,), Stage.SHELVED, _who(Who.FINAL)),
        Move("send_back", "退回修改", _IN_REVIEW, Stage.RETURNED, _SIGNERS, words=True),
        Move("take_back", "撤回", _IN_REVIEW, Stage.WITHDRAWN, _who(Who.AUTHOR)),
    ),
    clocks=(
        Clock("review", "审稿", "publishing.review.max_working_days", ("send_in",),
              ("sign_only", "sign_final", "send_back", "take_back")),
    ),
)  # fmt: skip

TABLES: Tables = {(ADMISSIONS.key, ADMISSIONS.revision): ADMISSIONS}


def signing_move(admission: Admission) -> str:
    """The move by which the signature is given that the admission waits for."""
    part = AT[Stage(admission.state)]
    return "sign_only" if part is Who.REVIEW and not admission.public else f"sign_{part}"


def next_part(admission: Admission) -> Who | None:
    """Who signs after the one it waits for; None after the last."""
    if not admission.public:
        return None
    line = list(AT.values())
    place = line.index(AT[Stage(admission.state)])
    return line[place + 1] if place + 1 < len(line) else None


def check_other_eyes(person: int, *, author: int, signers: Collection[int]) -> None:
    """Refused (403) for whoever wrote the draft or sent it in, and for whoever signed it before."""
    if person == author:
        raise Refused("这一稿是您写的或者送审的，要由另一位同志审。", status=403)
    if person in signers:
        raise Refused("您已经签过这一稿，后面的要由另一位同志签。", status=403)
