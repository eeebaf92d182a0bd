"""What may follow what to a paper, and who may review it (J7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple

from dangjian.forum.models import Paper, PaperState, Seminar
from dangjian.registry.models import Person

SUBMITTED, REVIEWED, ACCEPTED, DECLINED, WITHDRAWN = PaperState

FIND_WITHIN, REVIEW_WITHIN, DECIDE_WITHIN = 5, 15, 5
"""Working days to find reviewers, to review, to decide: our own promise."""


class Step(Enum):
    """What happens to a paper."""

    ASK_REVIEWERS = "请人评审"
    ACCEPT = "录用"
    DECLINE = "不录用"
    WITHDRAW = "撤回"


class Turn(NamedTuple):
    """One row of the table. by_author: whether it is the author's, else the office's."""

    from_: tuple[PaperState, ...]
    to: PaperState
    by_author: bool = False


FLOW: Mapping[Step, Turn] = {
    Step.ASK_REVIEWERS: Turn((SUBMITTED, REVIEWED), REVIEWED),
    Step.ACCEPT: Turn((REVIEWED,), ACCEPTED),
    Step.DECLINE: Turn((REVIEWED,), DECLINED),
    Step.WITHDRAW: Turn((SUBMITTED, REVIEWED), WITHDRAWN, by_author=True),
}


def stands(step: Step, paper: Paper) -> bool:
    return paper.state in FLOW[step].from_


def takes(seminar: Seminar, today: dt.date) -> bool:
    """Whether papers can still be sent in."""
    return today <= seminar.last_day


def may_review(person: Person, author: Person) -> bool:
    """Never the author, and nobody of the author's own branch."""
    same_branch = (
        person.organization_id is not None and person.organization_id == author.organization_id
    )
    return person.pk != author.pk and not same_branch
