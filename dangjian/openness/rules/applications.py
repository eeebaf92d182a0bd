"""What an application and its answer may say."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dangjian.kernel import leaks, rules
from dangjian.kernel.refusal import Refused
from dangjian.openness.models import GROUNDED, Ground, Outcome
from dangjian.openness.rules.persons import check_public

_COUNTS = "openness.application.supplement.counts"


@dataclass(frozen=True)
class Answer:
    """What is answered. ground: only where something is withheld; question, reply: what everybody
    is to read, both "" where nothing is published."""

    outcome: Outcome
    text: str
    ground: Ground | None = None
    question: str = ""
    reply: str = ""


def pauses(on: dt.date, path: str) -> bool:
    """Whether days on which the applicant is waited for do not count, by the rule of that day."""
    return rules.value(_COUNTS, on=on, path=path).value == "不计入"


def check_kept(*texts: str) -> None:
    """A secrecy mark is a hard stop: nothing of such a text is kept."""
    if any(leaks.secrecy_marks(text) for text in texts):
        raise Refused("内容里有密级标志，不能在网上提交，没有保存。请当面或者书面提出。")


def check_answer(answer: Answer) -> None:
    """Refused: no words; something withheld without a reason of the list; leaks in what is to be
    published."""
    if len(answer.text.strip()) < 4:
        raise Refused("请写答复的内容，申请人凭受理码看得到。", field="text")
    check_kept(answer.text, answer.question, answer.reply)
    if answer.outcome in GROUNDED and answer.ground is None:
        raise Refused("不公开或者只公开一部分的，请选理由。", field="ground")
    if answer.outcome not in GROUNDED and answer.ground is not None:
        raise Refused("只有不公开或者部分公开才选理由。", field="ground")
    if bool(answer.question.strip()) != bool(answer.reply.strip()):
        raise Refused("要登出来的，问题和答复都要写。", field="reply")
    office = frozenset({"landline", "address"})
    check_public(
        [("登出来的问题", answer.question), ("登出来的答复", answer.reply)],
        allowed=office,
        family=False,
    )
