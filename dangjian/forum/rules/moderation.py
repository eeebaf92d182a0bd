"""What may be done to a contribution, by whom, for which reasons (TRUST 2.10)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple

from dangjian.forum.models import Audience, Contribution, Reason, State, Thread
from dangjian.forum.models.threads import IN_FORCE
from dangjian.kernel.refusal import Refused

HELD, SHOWN, HIDDEN = State

LOOK_WITHIN = 2
"""Working days in which the office looks at what is held: our own promise."""
JUDGE_WITHIN = 5
"""Working days in which an appeal is decided: our own promise."""


class Ground(NamedTuple):
    """What a reason means, and the clause it rests on; "" where the moderator has to name it."""

    meaning: str
    clause: str


_OWN = "《讨论须知》"
GROUNDS: Mapping[Reason, Ground] = {
    Reason.PERSONAL: Ground(
        "写了本人或者别人的证件号、电话、住址等", "《中华人民共和国个人信息保护法》第十条"
    ),
    Reason.SECRECY: Ground("带有密级标志", "《中华人民共和国保守国家秘密法》"),
    Reason.INSULT: Ground(
        "骂人、威胁人、编造事实毁人名声", "《中华人民共和国民法典》第一千零二十四条"
    ),
    Reason.ADVERTISING: Ground("推销商品、服务，或者反复发同样的内容", f"{_OWN}第四条"),
    Reason.ILLEGAL: Ground("违反法律的明文规定，写明是哪一条", ""),
    Reason.OFF_TOPIC: Ground("与这个话题无关", f"{_OWN}第五条"),
}
"""The closed list. What somebody thinks, and how sharply he says it, is no reason."""


def clause_for(reason: Reason, named: str) -> str:
    """The clause a removal rests on. Refused where it has to be named and is not."""
    clause = named.strip() or GROUNDS[reason].clause
    if not clause:
        raise Refused("“违反法律”要写明是哪部法律、哪一条。", field="clause")
    return clause


class Part(Enum):
    """What somebody is to a contribution."""

    AUTHOR = "作者"
    MODERATOR = "办理人"
    JUDGE = "复核人"


class Move(Enum):
    """What happens to a contribution."""

    HOLD = "先收起来"
    SHOW = "公开"
    HIDE = "隐藏"
    RESTORE = "恢复"
    APPEAL = "申诉"
    UPHOLD = "维持"
    GRANT = "支持申诉"


class Turn(NamedTuple):
    """One row of the table: from which states, into which, and by whom."""

    from_: tuple[State, ...]
    to: State
    who: Part


FLOW: Mapping[Move, Turn] = {
    Move.HOLD: Turn((SHOWN,), HELD, Part.MODERATOR),
    Move.SHOW: Turn((HELD,), SHOWN, Part.MODERATOR),
    Move.HIDE: Turn((HELD, SHOWN), HIDDEN, Part.MODERATOR),
    Move.RESTORE: Turn((HIDDEN,), SHOWN, Part.MODERATOR),
    Move.APPEAL: Turn((HIDDEN,), HIDDEN, Part.AUTHOR),
    Move.UPHOLD: Turn((HIDDEN,), HIDDEN, Part.JUDGE),
    Move.GRANT: Turn((HIDDEN,), SHOWN, Part.JUDGE),
}
"""No row leads out of the three states: nothing that was said is ever destroyed."""


def stands(move: Move, contribution: Contribution) -> bool:
    """Whether the move can follow where the contribution, and what hid it, stand now."""
    if contribution.state not in FLOW[move].from_:
        return False
    removal = contribution.removal
    if removal is None or move is Move.HIDE:
        return True
    if removal.outcome != "":
        return False
    appealed = removal.appealed_at is not None
    return {
        Move.RESTORE: True,
        Move.APPEAL: not appealed,
        Move.UPHOLD: appealed,
        Move.GRANT: appealed,
    }[move]


def may(move: Move, contribution: Contribution, parts: frozenset[Part]) -> bool:
    """Whether somebody who is these parts may make the move now."""
    return FLOW[move].who in parts and stands(move, contribution)


def in_force(outcome: str) -> bool:
    return outcome in IN_FORCE


def takes(thread: Thread, today: dt.date) -> bool:
    """Whether a thread takes contributions on a day."""
    return (
        thread.closed_at is None
        and thread.from_on <= today
        and (thread.until_on is None or today <= thread.until_on)
    )


def open_to(thread: Thread, signed_in: bool) -> bool:
    return signed_in or thread.audience == Audience.ANYBODY
