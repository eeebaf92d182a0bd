"""Quorum and majority. Three denominators, each for itself: those due, those present, those due.

An election is valid with so many of those DUE present, and elects with more than half of those
PRESENT; everything else needs more than half of those due present and more than half of those DUE
in favour (选举工作条例 2020; 支部工作条例 2018 Art. 11; 发展党员工作细则 2026 Art. 19, 20). Pure.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import Generic, TypeVar

from dangjian.kernel.confirmation import Confirmation
from dangjian.kernel.rule_values import RuleValue, say
from dangjian.meetings.models import Kind

C = TypeVar("C", bound=Hashable)


class Base(StrEnum):
    """Of whom the majority is reckoned."""

    DUE = "due"
    PRESENT = "present"


@dataclass(frozen=True)
class Keys:
    """Which rules count for a kind of meeting, and of whom its majority is reckoned. written: the
    rule by which opinions written before the meeting are counted, "" where there are none."""

    quorum: str
    majority: str
    base: Base
    written: str = ""


_WRITTEN = "development.written_opinions"


_RESOLUTION = Keys("resolution.quorum", "resolution.approval", Base.DUE)
KEYS: Mapping[Kind, Keys] = {
    Kind.ELECTION: Keys("election.quorum", "election.elected", Base.PRESENT),
    Kind.DELEGATES: Keys("election.quorum", "election.elected", Base.PRESENT),
    Kind.ADMISSION: Keys(
        "development.admission.quorum", "development.admission.approval", Base.DUE, _WRITTEN
    ),
    Kind.CONVERSION: replace(_RESOLUTION, written=_WRITTEN),
    Kind.DISPOSAL: _RESOLUTION,
    Kind.ORDINARY: _RESOLUTION,
}


@dataclass(frozen=True)
class Sentence:
    """What was found, and where it stands that it counts ("" where nothing had to be looked up)."""

    text: str
    clause: str = ""

    def __str__(self) -> str:
        return f"{self.text}（{self.clause}）" if self.clause else self.text


@dataclass(frozen=True)
class Shares:
    """Quorum and majority as they stood on the day of the meeting. written: the rule for opinions
    written before it, None where they do not count."""

    quorum: RuleValue
    majority: RuleValue
    base: Base
    written: RuleValue | None = None

    def enough_came(self, present: int, due: int) -> bool:
        """Whether the meeting may vote at all."""
        return due > 0 and self.quorum.holds(Fraction(present, due))

    def carries(self, in_favour: int, present: int, due: int) -> bool:
        """Whether so many votes carry, reckoned of those due or of those present."""
        whole = due if self.base == Base.DUE else present
        return whole > 0 and self.majority.holds(Fraction(in_favour, whole))


@dataclass(frozen=True)
class Ballots:
    """One count sheet of a question. in_favour: of the valid ones; written: opinions in favour
    that were written before the meeting, by those who did not come."""

    issued: int
    returned: int
    in_favour: int
    written: int = 0

    @property
    def void(self) -> bool:
        """More came back than were handed out: nothing of it counts."""
        return self.returned > self.issued


@dataclass(frozen=True)
class Verdict:
    """valid: enough came and the ballot counts; passed: it was carried; why: in sentences."""

    valid: bool
    passed: bool
    why: tuple[Sentence, ...]


@dataclass(frozen=True)
class Elected(Generic[C]):
    """valid as above. elected: the most votes first; tied: who stand level for the seats that are
    left, and none of them is elected; vacant: seats that nobody has yet."""

    valid: bool
    elected: tuple[C, ...]
    tied: tuple[C, ...]
    vacant: int
    why: tuple[Sentence, ...]


def cited(rule: RuleValue) -> str:
    """Where a rule stands, and that it was not checked where it was not."""
    checked = rule.confirmation == Confirmation.READ
    return rule.provision + ("" if checked else f"，{Confirmation(rule.confirmation).label}")


def attendance(shares: Shares, present: int, due: int) -> Sentence:
    """Whether enough came, in a sentence."""
    wanted = f"{shares.quorum.direction.label}应到会人数的{_share(shares.quorum)}"
    met = shares.enough_came(present, due)
    said = f"{wanted}，会议有效" if met else f"没有达到“{wanted}”，不能表决"
    return Sentence(f"应到会{due}人，实到会{present}人，{said}。", cited(shares.quorum))


def judge(shares: Shares, ballots: Ballots, present: int, due: int) -> Verdict:
    """What came of the ballots on one question."""
    came = attendance(shares, present, due)
    if not shares.enough_came(present, due):
        return Verdict(False, False, (came,))
    if ballots.void:
        return Verdict(False, False, (came, _void(ballots.issued, ballots.returned)))
    carried = shares.carries(ballots.in_favour + ballots.written, present, due)
    return Verdict(True, carried, (came, _majority(shares, ballots, present, due, carried)))


def judge_election(
    shares: Shares, votes: Mapping[C, int], seats: int, sheet: Ballots, present: int, due: int
) -> Elected[C]:
    """Who is elected to so many seats. sheet: issued and returned of the ballot.

    Level votes for the last seats are told, never decided: nobody of those level is elected.
    """
    came = attendance(shares, present, due)
    if not shares.enough_came(present, due):
        return Elected(False, (), (), seats, (came,))
    if sheet.void:
        return Elected(False, (), (), seats, (came, _void(sheet.issued, sheet.returned)))
    ranked = sorted(votes, key=lambda one: -votes[one])
    carried = [one for one in ranked if shares.carries(votes[one], present, due)]
    elected, tied = carried[:seats], []
    if len(carried) > seats and votes[carried[seats]] == votes[carried[seats - 1]]:
        level = votes[carried[seats]]
        elected = [one for one in carried if votes[one] > level]
        tied = [one for one in carried if votes[one] == level]
    return Elected(
        True,
        tuple(elected),
        tuple(tied),
        seats - len(elected),
        (came, *_filled(shares, len(elected), len(tied), seats, present)),
    )


def _majority(
    shares: Shares, ballots: Ballots, present: int, due: int, carried: bool
) -> Sentence:
    whole, of = (due, "应到会") if shares.base == Base.DUE else (present, "实到会")
    wanted = f"{shares.majority.direction.label}{of}人数（{whole}人）的{_share(shares.majority)}"
    said = f"{wanted}，通过" if carried else f"没有{wanted}，没有通过"
    clause, votes = cited(shares.majority), f"赞成{ballots.in_favour}票"
    if ballots.written and shares.written is not None:
        together = ballots.in_favour + ballots.written
        votes += f"，加上会前书面意见赞成{ballots.written}份，共{together}"
        clause += f"；{cited(shares.written)}"
    return Sentence(f"{votes}，{said}。", clause)


def _filled(
    shares: Shares, elected: int, tied: int, seats: int, present: int
) -> tuple[Sentence, ...]:
    wanted = f"赞成票{shares.majority.direction.label}实到会人数（{present}人）的"
    wanted += _share(shares.majority)
    said = [Sentence(f"应选{seats}名，{wanted}的当选，选出{elected}名。", cited(shares.majority))]
    if tied:
        said.append(
            Sentence(f"有{tied}名候选人票数相同，名额只剩{seats - elected}个，要对他们再投一次票。")
        )
    elif elected < seats:
        said.append(
            Sentence(
                f"还缺{seats - elected}名。可以再投一次票，也可以经大会同意暂时空缺，由会议决定。"
            )
        )
    return tuple(said)


def _void(issued: int, returned: int) -> Sentence:
    return Sentence(
        f"发出{issued}张票，收回{returned}张，收回的比发出的多，这次投票无效，要重新投。"
    )


def _share(rule: RuleValue) -> str:
    return say(rule.value, rule.unit)
