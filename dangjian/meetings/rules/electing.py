"""What may be elected, by whom, with how many candidates; when a branch has a committee."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import ceil

from dangjian.kernel.refusal import Refused
from dangjian.kernel.rule_values import RuleValue
from dangjian.kernel.rules import Book
from dangjian.meetings.models import DELEGATE, ELECTS, Kind
from dangjian.meetings.rules.votes import Sentence, cited
from dangjian.registry.models import OrganizationForm as Form
from dangjian.registry.models import PostTitle
from dangjian.registry.rules import HAS_MEMBERS

COMMITTEES: Mapping[Form, str] = {
    Form.BRANCH: "支部委员会",
    Form.JOINT_BRANCH: "支部委员会",
    Form.GENERAL_BRANCH: "总支部委员会",
    Form.COMMITTEE: "党的委员会",
}
"""What is elected by a meeting of all members. (The district's committee is elected by a congress,
work committees and leading groups are appointed.)"""

BRANCHES = (Form.BRANCH, Form.JOINT_BRANCH)
DIRECT = (PostTitle.SECRETARY, PostTitle.DEPUTY)
"""Posts a meeting elects itself; a committee divides the others among its members."""
TITLES = tuple(one for one in PostTitle if one != PostTitle.GROUP_LEADER)


def misfit(form: str, kind: Kind) -> Refused | None:
    """Why members of such an organization do not vote on that; None where they do.

    Temporary branches neither admit nor elect nor punish; other forms than branches have their
    members in branches, and meet only to elect.
    """
    form = Form(form)
    if kind in ELECTS:
        if form in COMMITTEES:
            return None
        return Refused(f"{form.label}不由党员大会选举产生，不能在这里办选举。", field="kind")
    if form not in HAS_MEMBERS:
        return Refused(f"{form.label}不直接编入党员，这类会由党支部召开。", field="kind")
    if form == Form.TEMPORARY_BRANCH and kind != Kind.ORDINARY:
        return Refused(
            "临时党支部一般不接收党员、不处置党员、不讨论转正，请由组织关系所在的党支部召开。",
            clause="《中国共产党支部工作条例（试行）》",
            field="kind",
        )
    return None


def has_a_committee(full: int, book: Book) -> bool:
    """Whether a branch with so many full members sets up a committee (7 or more)."""
    return book.value("branch.committee.min_full_members").holds(full)


def check_committee(form: str, full: int, book: Book, *, elects_one: bool) -> None:
    """Refused for a branch that elects a committee and is too small for one, or is large enough and
    elects none. (支部工作条例 2018, ch. 6)"""
    if Form(form) not in BRANCHES or has_a_committee(full, book) == elects_one:
        return
    rule = book.value("branch.committee.min_full_members")
    if elects_one:
        sentence = f"现有正式党员{full}名，不足{rule.number}名，不设支部委员会，请直接选举书记。"
    else:
        sentence = f"现有正式党员{full}名，达到{rule.number}名，应当选举支部委员会。"
    raise Refused(sentence, clause=cited(rule), field="post")


def check_seats(form: str, post: str, seats: int, candidates: int, book: Book) -> None:
    """Refused with fewer candidates than the difference asks for, or than seats.

    A committee, and delegates, are elected with at least a fifth more candidates than seats; a
    secretary or deputy may be the only candidate.
    """
    if candidates < seats:
        raise Refused(f"应选{seats}名，候选人只有{candidates}名，请核对。", field="candidates")
    if post in DIRECT:
        return
    margin = margin_of(post, book)
    if not margin.holds(Fraction(candidates - seats, seats)):
        raise Refused(
            f"应选{seats}名，候选人至少{least_candidates(seats, margin.share)}名，"
            f"现在是{candidates}名。",
            clause=cited(margin),
            field="candidates",
        )


def margin_of(post: str, book: Book) -> RuleValue:
    """How many more candidates than seats an election to such a post asks for."""
    of = "delegates" if post == DELEGATE else "committee"
    return book.value(f"election.margin.{of}")


def least_candidates(seats: int, margin: Fraction) -> int:
    """The least number of candidates for so many seats: 5 seats with a fifth more take 6."""
    return ceil(seats * (1 + margin))


def usual_size(form: str, seats: int, book: Book) -> Sentence | None:
    """What to say where a committee is smaller or larger than is usual; None where it is not. The
    statutes say "generally": it is told, and refused to nobody."""
    group = "branch.committee" if Form(form) in BRANCHES else f"{form}.committee"
    for end in ("min_members", "usual_max_members"):
        rule = book.rules.get(f"{group}.{end}")
        if rule is not None and not rule.holds(seats):
            return Sentence(f"应选{seats}名。{rule.sentence}", cited(rule))
    return None


def by_delegates(full: int, book: Book) -> Sentence | None:
    """What to say where so many members may send delegates instead."""
    rule = book.rules.get("election.delegates_meeting.min_members")
    return Sentence(rule.sentence, cited(rule)) if rule and rule.holds(full) else None
