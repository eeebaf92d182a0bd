"""What may follow what to a question put to an expert (C4)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple

from dangjian.forum.models import Consultation, Stage

ASKED, DECLINED, ANSWERED, NOTED, WITHDRAWN = Stage

ANSWER_WITHIN = 5
"""Working days an expert has: our own promise."""


class Part(Enum):
    """What somebody is to a consultation."""

    ASKER = "提问人"
    EXPERT = "专家"


class Step(Enum):
    """What happens to a consultation."""

    ANSWER = "答复"
    DECLINE = "不便答复"
    HAND_ON = "换一位专家"
    NOTE = "存为答问"
    WITHDRAW = "撤回"


class Turn(NamedTuple):
    """One row of the table: from which stages, into which, and by whom."""

    from_: tuple[Stage, ...]
    to: Stage
    who: Part


FLOW: Mapping[Step, Turn] = {
    Step.ANSWER: Turn((ASKED,), ANSWERED, Part.EXPERT),
    Step.DECLINE: Turn((ASKED,), DECLINED, Part.EXPERT),
    Step.HAND_ON: Turn((ASKED, DECLINED), ASKED, Part.ASKER),
    Step.NOTE: Turn((ANSWERED,), NOTED, Part.ASKER),
    Step.WITHDRAW: Turn((ASKED, DECLINED), WITHDRAWN, Part.ASKER),
}


def stands(step: Step, consultation: Consultation) -> bool:
    return consultation.stage in FLOW[step].from_


def may(step: Step, consultation: Consultation, parts: frozenset[Part]) -> bool:
    return FLOW[step].who in parts and stands(step, consultation)
