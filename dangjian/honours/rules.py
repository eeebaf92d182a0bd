"""How a nomination goes, and what may stand in it. Nobody is scored or ranked."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from dangjian.flow.rules import Flow, Move, Tables
from dangjian.flow.rules import State as Place
from dangjian.honours.models import OPEN, State
from dangjian.kernel import leaks
from dangjian.kernel.refusal import Refused
from dangjian.openness.models import Notice, Result
from dangjian.openness.models import State as NoticeState

LEAST_DEEDS, MOST_DEEDS = 20, 2000


class Who(StrEnum):
    """What somebody is to a nomination."""

    BRANCH = "branch"
    OFFICE = "office"


def _who(*parts: Who) -> frozenset[str]:
    return frozenset(parts)


_REVIEW = (State.NOMINATED, State.SHORTLISTED, State.NOTICED)

NOMINATIONS = Flow(
    key="award_nomination",
    says="评优推荐",
    revision=1,
    opening="nominate",
    states=(
        Place(State.NOMINATED, "等复核", Who.OFFICE, "复核一份评优推荐"),
        Place(State.RETURNED, "退回补充", Who.BRANCH, "补充一份退回的评优推荐"),
        Place(State.SHORTLISTED, "通过复核，等公示"),
        Place(State.NOTICED, "公示中，等表彰决定"),
        Place(State.AWARDED, "已表彰", closed=True),
        Place(State.REFUSED, "没有通过", closed=True),
        Place(State.WITHDRAWN, "撤回了", closed=True),
    ),
    moves=(
        Move("nominate", "推荐", (), State.NOMINATED, _who(Who.BRANCH)),
        Move("send_back", "退回补充", (State.NOMINATED,), State.RETURNED, _who(Who.OFFICE),
             words=True),
        Move("send_again", "补充好了，再报", (State.RETURNED,), State.NOMINATED,
             _who(Who.BRANCH)),
        Move("shortlist", "通过复核", (State.NOMINATED,), State.SHORTLISTED, _who(Who.OFFICE)),
        Move("put_on_notice", "公示", (State.SHORTLISTED,), State.NOTICED, _who(Who.OFFICE)),
        Move("take_off", "公示没有发成，回到等公示", (State.NOTICED,), State.SHORTLISTED,
             _who(Who.OFFICE)),
        Move("grant", "表彰", (State.NOTICED,), State.AWARDED, _who(Who.OFFICE)),
        Move("refuse", "不通过", _REVIEW, State.REFUSED, _who(Who.OFFICE), words=True),
        Move("withdraw", "撤回推荐", (State.NOMINATED, State.RETURNED, State.SHORTLISTED),
             State.WITHDRAWN, _who(Who.BRANCH), words=True),
    ),
)  # fmt: skip

TABLES: Tables = {(NOMINATIONS.key, NOMINATIONS.revision): NOMINATIONS}

BY_BRANCH = ("send_again", "withdraw")
BY_OFFICE = ("shortlist", "send_back", "refuse")
_FROM: Mapping[str, tuple[str, ...]] = {
    move.name: tuple(move.from_) for move in NOMINATIONS.moves if move.name != "nominate"
}


def may_move(state: str, move: str) -> bool:
    """Whether the table knows this move from there."""
    return state in _FROM.get(move, ())


def check_deeds(deeds: str) -> str:
    """The deeds as they are kept. Refused: too few words, a secrecy mark, somebody's numbers."""
    deeds = deeds.strip()
    if not LEAST_DEEDS <= len(deeds) <= MOST_DEEDS:
        raise Refused(f"事迹请写{LEAST_DEEDS}到{MOST_DEEDS}字。", field="deeds")
    if leaks.secrecy_marks(deeds):
        raise Refused(
            "事迹里有密级标志。这样的内容不能放在本系统，没有保存；请线下处理并告诉保密员。",
            field="deeds",
        )
    for one in leaks.find(deeds):
        if one.kind != "name":
            raise Refused(f"事迹里好像有{one.name}，请删去。", field="deeds")
    return deeds


def check_notice(notice: Notice) -> None:
    """Refused until the notice has ended and nothing in its result stands in the way."""
    if notice.state != NoticeState.CLOSED:
        raise Refused("公示还没有结束，要等公示期满、写明结果以后才能表彰。")
    if notice.result == Result.STOPPED:
        raise Refused("公示期间收到反映，经核查不再按公示的办理，不能表彰。")


def is_over(state: str) -> bool:
    return state not in OPEN
