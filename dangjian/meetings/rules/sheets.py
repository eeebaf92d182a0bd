"""What a count sheet may say: every number must fit the roll and the other numbers. Pure."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from dangjian.kernel.refusal import Refused

C = TypeVar("C", bound=Hashable)


@dataclass(frozen=True)
class Votes:
    """Marks on valid ballots, for a question or for one candidate."""

    in_favour: int
    against: int
    abstained: int

    @property
    def all(self) -> int:
        return self.in_favour + self.against + self.abstained

    def __add__(self, other: Votes) -> Votes:
        return Votes(
            self.in_favour + other.in_favour,
            self.against + other.against,
            self.abstained + other.abstained,
        )


@dataclass(frozen=True)
class Sheet:
    """Ballots handed out, taken back, and valid among the latter."""

    issued: int
    returned: int
    valid: int

    @property
    def void(self) -> bool:
        return self.returned > self.issued


def check_sheet(sheet: Sheet, present: int) -> None:
    """Refused where the numbers of ballots cannot be. More returned than issued can be: it makes
    the ballot void, and is kept."""
    if min(sheet.issued, sheet.returned, sheet.valid) < 0:
        raise Refused("票数不能是负数，请核对。")
    if sheet.issued == 0:
        raise Refused("一张票也没有发出，请核对。", field="issued")
    if sheet.issued > present:
        raise Refused(
            f"到会有表决权的{present}人，发出的票不能是{sheet.issued}张，请核对签到和发票。",
            field="issued",
        )
    if sheet.valid > sheet.returned:
        raise Refused(
            f"收回{sheet.returned}张票，有效票不能是{sheet.valid}张，请核对。", field="valid"
        )


def check_votes(sheet: Sheet, votes: Votes) -> None:
    """Refused where the votes on a question are not exactly the valid ballots."""
    if min(votes.in_favour, votes.against, votes.abstained) < 0:
        raise Refused("票数不能是负数，请核对。")
    if votes.all != sheet.valid:
        raise Refused(
            f"赞成{votes.in_favour}、不赞成{votes.against}、弃权{votes.abstained}，"
            f"合计{votes.all}票，和有效票{sheet.valid}张对不上，请核对。",
            field="in_favour",
        )


def check_written(written: Votes, given: int) -> None:
    """Refused where more opinions are counted than were given in writing before the meeting."""
    if min(written.in_favour, written.against, written.abstained) < 0:
        raise Refused("份数不能是负数，请核对。")
    if written.all > given:
        raise Refused(
            f"签到册上会前提了书面意见的有{given}人，这里填了{written.all}份，请核对。",
            field="written_in_favour",
        )


def check_election(
    sheet: Sheet, votes: Mapping[C, Votes], written_in: Mapping[C, int], seats: int
) -> None:
    """Refused where the votes of an election cannot be those of the valid ballots.

    On each valid ballot a candidate has one mark, and nobody may be named beyond the seats: a
    ballot that names more is not valid, so all votes in favour together are at most valid × seats.
    """
    for each in votes.values():
        check_votes(sheet, each)
    for many in written_in.values():
        if not 0 <= many <= sheet.valid:
            raise Refused(
                f"另选他人的票数应在0和有效票{sheet.valid}张之间，请核对。", field="written_in"
            )
    named = sum(one.in_favour for one in votes.values()) + sum(written_in.values())
    if named > sheet.valid * seats:
        raise Refused(
            f"应选{seats}名，{sheet.valid}张有效票最多赞成{sheet.valid * seats}人次，"
            f"填的合计{named}人次。多选的票是废票，不能算在有效票里，请核对。",
            field="valid",
        )
