"""Quorum and majority by rule: the exact tests, an oracle that reads the rule anew, a twin."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dangjian.kernel import rules
from dangjian.kernel.refusal import Refused
from dangjian.meetings.models import ELECTS, Kind
from dangjian.meetings.queries.results import shares_of
from dangjian.meetings.rules import electing, sheets
from dangjian.meetings.rules.sheets import Sheet, Votes
from dangjian.meetings.rules.votes import (
    Ballots,
    Base,
    Shares,
    Verdict,
    judge,
    judge_election,
)
from tests.meetings.meetings import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def of(django_db_setup: None, django_db_blocker: object) -> dict[Kind, Shares]:
    """The shares of every kind of meeting, read once from the rules as they are installed."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        book = rules.book(on=DAY)
        return {kind: shares_of(kind, book) for kind in Kind}


def full_sheet(present: int, in_favour: int) -> Ballots:
    return Ballots(present, present, in_favour)


@pytest.mark.parametrize("kind", [Kind.ADMISSION, Kind.CONVERSION, Kind.DISPOSAL, Kind.ORDINARY])
def test_6_a_branch_with_21_voting_members_needs_11_present_and_11_in_favour(
    kind: Kind, of: dict[Kind, Shares]
) -> None:
    """X12 (DOMAIN §15 test 6): 10 present, invalid; 11 present and 11 for, passed; 20 present and
    10 for, not passed: the majority is of those due."""
    shares = of[kind]
    short = judge(shares, full_sheet(10, 10), 10, 21)
    assert (short.valid, short.passed) == (False, False)
    assert "应到会21人，实到会10人，没有达到“超过应到会人数的半数”，不能表决。" in short.why[0].text
    assert judge(shares, full_sheet(11, 11), 11, 21).passed
    assert not judge(shares, full_sheet(12, 7), 12, 21).passed, "more than half of those present"
    many = judge(shares, full_sheet(20, 10), 20, 21)
    assert (many.valid, many.passed) == (True, False)
    assert many.why[1].text == "赞成10票，没有超过应到会人数（21人）的半数，没有通过。"
    assert "《" in many.why[1].clause


def test_7_an_election_with_30_due_needs_24_present_and_elects_with_13_of_24(
    of: dict[Kind, Shares],
) -> None:
    """X12 (DOMAIN §15 test 7): 23 present, invalid; 24, valid; 12 votes of 24 present do not elect,
    13 do."""
    shares = of[Kind.ELECTION]
    assert not judge_election(shares, {"林": 23}, 1, Ballots(23, 23, 0), 23, 30).valid
    twelve = judge_election(shares, {"林": 12}, 1, Ballots(24, 24, 0), 24, 30)
    assert (twelve.valid, twelve.elected, twelve.vacant) == (True, (), 1)
    thirteen = judge_election(shares, {"林": 13}, 1, Ballots(24, 24, 0), 24, 30)
    assert thirteen.elected == ("林",)


def test_7_five_seats_need_at_least_six_candidates() -> None:
    """X12 (DOMAIN §15 test 7): a fifth more candidates than seats; a secretary may stand alone."""
    book = rules.book(on=DAY)
    with pytest.raises(Refused, match="候选人至少6名") as refusal:
        electing.check_seats("branch", "member", 5, 5, book)
    assert "《中国共产党基层组织选举工作条例》" in refusal.value.clause
    electing.check_seats("branch", "member", 5, 6, book)
    electing.check_seats("branch", "secretary", 1, 1, book)
    fifth = Fraction(1, 5)
    assert [electing.least_candidates(n, fifth) for n in (1, 3, 5, 6, 7, 10)] == [2, 4, 6, 8, 9, 12]


def test_8_a_branch_of_six_full_members_cannot_have_a_committee_and_one_of_seven_must() -> None:
    """A3 (DOMAIN §15 test 8): refused both ways with the clause; a size that is only "generally" so
    is told, and refused to nobody."""
    book = rules.book(on=DAY)
    with pytest.raises(Refused, match="6名，不足7名，不设支部委员会") as small:
        electing.check_committee("branch", 6, book, elects_one=True)
    with pytest.raises(Refused, match="7名，达到7名，应当选举支部委员会") as large:
        electing.check_committee("branch", 7, book, elects_one=False)
    assert "支部工作条例" in small.value.clause and "支部工作条例" in large.value.clause
    electing.check_committee("branch", 6, book, elects_one=False)
    electing.check_committee("branch", 7, book, elects_one=True)
    told = electing.usual_size("branch", 6, book)
    assert told is not None and "一般由3至5人组成" in told.text
    assert electing.usual_size("branch", 5, book) is None


# --- an oracle: the rule read anew, with whole numbers only ---------------------------------------


def oracle(kind: Kind, issued: int, returned: int, votes: int, present: int, due: int) -> Verdict:
    """The sentences of the statutes, multiplied out."""
    if kind in ELECTS:
        quorate = present * 5 >= due * 4
        carried = votes * 2 > present
    else:
        quorate = present * 2 > due
        carried = votes * 2 > due
    valid = quorate and returned <= issued
    return Verdict(valid, valid and carried, ())


@st.composite
def counts(draw: st.DrawFn) -> tuple[int, int, int, int, int]:
    """due, present, issued, returned, votes in favour; returned may be more than issued."""
    due = draw(st.integers(1, 400))
    present = draw(st.integers(1, due))
    issued = draw(st.integers(1, present))
    returned = draw(st.integers(0, issued + 2))
    return due, present, issued, returned, draw(st.integers(0, returned))


def verdict(kind: Kind, shares: Shares, drawn: tuple[int, int, int, int, int]) -> tuple[bool, bool]:
    due, present, issued, returned, votes = drawn
    if kind in ELECTS:
        came = judge_election(shares, {0: votes}, 1, Ballots(issued, returned, 0), present, due)
        return came.valid, came.elected == (0,)
    said = judge(shares, Ballots(issued, returned, votes), present, due)
    return said.valid, said.passed


@settings(deadline=None, max_examples=150)
@given(drawn=counts(), kind=st.sampled_from(list(Kind)))
def test_every_count_is_judged_as_the_rule_reads(
    drawn: tuple[int, int, int, int, int], kind: Kind, of: dict[Kind, Shares]
) -> None:
    """X12: the same as an independent reading, for every kind; nothing passes without a quorum, and
    a vote more in favour never makes it fail."""
    due, present, issued, returned, votes = drawn
    read = oracle(kind, issued, returned, votes, present, due)
    valid, passed = verdict(kind, of[kind], drawn)
    assert (valid, passed) == (read.valid, read.passed)
    assert valid or not passed
    if votes < returned:
        more = verdict(kind, of[kind], (due, present, issued, returned, votes + 1))
        assert more[1] or not passed


@settings(deadline=None, max_examples=80)
@given(drawn=counts(), written=st.integers(0, 60))
def test_what_was_written_before_counts_among_the_votes_and_not_among_those_present(
    drawn: tuple[int, int, int, int, int], written: int, of: dict[Kind, Shares]
) -> None:
    """X12: 发展党员工作细则 on opinions written before the meeting: they never make a quorum, and
    carry exactly where as many votes more would have."""
    due, present, issued, returned, votes = drawn
    written = min(written, due - present)
    shares = of[Kind.ADMISSION]
    said = judge(shares, Ballots(issued, returned, votes, written), present, due)
    quorate = present * 2 > due
    assert said.valid == (quorate and returned <= issued)
    assert said.passed == (said.valid and (votes + written) * 2 > due)


def test_swapped_denominators_are_found(of: dict[Kind, Shares]) -> None:
    """The broken twin: reckon an admission of those present, an election of those due, and the
    reading anew says otherwise."""
    admission = replace(of[Kind.ADMISSION], base=Base.PRESENT)
    assert judge(admission, full_sheet(12, 7), 12, 21).passed, "7 of 21 due would carry"
    assert not oracle(Kind.ADMISSION, 12, 12, 7, 12, 21).passed
    election = replace(of[Kind.ELECTION], base=Base.DUE)
    wrong = judge_election(election, {"林": 13}, 1, Ballots(24, 24, 0), 24, 30)
    assert wrong.elected == () and oracle(Kind.ELECTION, 24, 24, 13, 24, 30).passed


@settings(deadline=None, max_examples=100)
@given(
    votes=st.lists(st.integers(0, 40), min_size=1, max_size=9),
    seats=st.integers(1, 7),
)
def test_an_election_fills_no_seat_by_chance(
    votes: list[int], seats: int, of: dict[Kind, Shares]
) -> None:
    """X12: never more than the seats; whoever is elected has more votes than whoever is not; those
    who stand level for the last seats are told together, and none of them is elected."""
    given_ = dict(enumerate(votes))
    came = judge_election(of[Kind.ELECTION], given_, seats, Ballots(40, 40, 0), 40, 45)
    carried = {one for one, many in given_.items() if many * 2 > 40}
    assert len(came.elected) + came.vacant == seats and came.vacant >= 0
    assert set(came.elected) <= carried and set(came.tied) <= carried
    assert not set(came.elected) & set(came.tied)
    left = [given_[one] for one in given_ if one not in came.elected]
    assert all(given_[one] > max(left) for one in came.elected) if left and came.elected else True
    assert len({given_[one] for one in came.tied}) <= 1
    if came.tied:
        assert len(came.tied) > came.vacant > 0
    elif len(carried) >= seats:
        assert came.vacant == 0
    else:
        assert set(came.elected) == carried


# --- the count sheet ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sheet", "votes", "sentence"),
    [
        (Sheet(12, 11, 11), Votes(11, 0, 0), "到会有表决权的11人，发出的票不能是12张"),
        (Sheet(11, 10, 11), Votes(11, 0, 0), "收回10张票，有效票不能是11张"),
        (Sheet(11, 11, 10), Votes(6, 3, 0), "合计9票，和有效票10张对不上"),
        (Sheet(0, 0, 0), Votes(0, 0, 0), "一张票也没有发出"),
        (Sheet(11, 11, -1), Votes(0, 0, -1), "不能是负数"),
    ],
)
def test_a_count_that_does_not_add_up_is_refused_in_a_sentence(
    sheet: Sheet, votes: Votes, sentence: str
) -> None:
    """X12: issued, returned and valid are reconciled with the roll and with each other."""
    with pytest.raises(Refused, match=sentence):
        sheets.check_sheet(sheet, 11)
        sheets.check_votes(sheet, votes)


def test_more_returned_than_issued_is_kept_and_makes_the_ballot_void(
    of: dict[Kind, Shares],
) -> None:
    """X12: told, and cast again; it is no mistake of whoever types it."""
    sheets.check_sheet(Sheet(11, 12, 12), 11)
    said = judge(of[Kind.ORDINARY], Ballots(11, 12, 12), 11, 21)
    assert (said.valid, said.passed) == (False, False)
    assert "收回的比发出的多，这次投票无效" in said.why[1].text


def test_a_ballot_that_names_more_than_the_seats_cannot_be_a_valid_one() -> None:
    """X12: all votes in favour together are at most valid ballots × seats."""
    each = {1: Votes(10, 0, 0), 2: Votes(10, 0, 0), 3: Votes(1, 9, 0)}
    with pytest.raises(Refused, match="多选的票是废票"):
        sheets.check_election(Sheet(10, 10, 10), each, {}, 2)
    sheets.check_election(Sheet(10, 10, 10), each | {3: Votes(0, 10, 0)}, {}, 2)
    with pytest.raises(Refused, match="多选的票是废票"):
        sheets.check_election(Sheet(10, 10, 10), each | {3: Votes(0, 10, 0)}, {4: 1}, 2)
