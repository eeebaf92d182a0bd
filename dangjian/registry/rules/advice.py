"""What the statutes say about an organization's numbers and its term: advice, not refusal.

Every number comes from kernel.rules with its clause; one whose wording was not checked says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta

from dangjian.kernel.confirmation import Confirmation
from dangjian.kernel.rule_values import RuleValue
from dangjian.kernel.rules import Book
from dangjian.kit.words import cn_date
from dangjian.registry.models import OrganizationForm as Form
from dangjian.registry.models import PostTitle, Sector

_BRANCHES = (Form.BRANCH, Form.JOINT_BRANCH)
SETTING_UP = (
    "branch.min_full_members",
    "branch.max_members",
    "joint_branch.max_units",
    "project_branch.min_months",
    "group.min_members",
    "general_branch.min_members",
    "grassroots_committee.min_members",
)
"""Rules a clerk wants to see while choosing the form of an organization."""


def electing(form: str) -> tuple[str, ...]:
    """Rules a clerk wants to see while recording an election for an organization of this form."""
    size: tuple[str, ...] = ()
    if form in _BRANCHES:
        size = ("branch.committee.min_full_members", "branch.committee.usual_max_members")
    elif form == Form.GENERAL_BRANCH:
        group = "general_branch.committee"
        size = (f"{group}.min_members", f"{group}.usual_max_members")
    term = {
        Form.DISTRICT: "committee.term.years.local",
        Form.COMMITTEE: "committee.term.years.grassroots",
        Form.GENERAL_BRANCH: "committee.term.years.general_branch",
    }.get(Form(form), "committee.term.years.branch")
    return (*size, term, "committee.term.years.village_community", "election.quorum")


@dataclass(frozen=True)
class Advice:
    """what is so here (may be empty), what the rule says, where, and how well that was checked."""

    what: str
    sentence: str
    citation: str
    mark: str


@dataclass(frozen=True)
class Numbers:
    """What is counted: members by standing, and the holders of committee posts by title."""

    form: str
    full: int
    probationary: int
    titles: Collection[str] = ()
    sectors: Collection[str] = ()

    @property
    def members(self) -> int:
        return self.full + self.probationary

    @property
    def committee(self) -> int:
        return sum(title != PostTitle.GROUP_LEADER for title in self.titles)

    @property
    def village(self) -> bool:
        return Sector.VILLAGE in self.sectors


def advice(rule: RuleValue, what: str = "") -> Advice:
    """A rule as something to tell a clerk."""
    checked = rule.confirmation == Confirmation.READ
    mark = "" if checked else str(Confirmation(rule.confirmation).label)
    return Advice(what, rule.sentence, rule.provision, mark)


def guide(book: Book, keys: Collection[str] = SETTING_UP) -> list[Advice]:
    """The rules of these keys that are in force."""
    return [advice(book.rules[key]) for key in keys if key in book.rules]


def about(numbers: Numbers, book: Book) -> list[Advice]:
    """What the numbers call for; empty where nothing does."""
    found = []
    for key, measured, what in (*sizes(numbers), *_committee(numbers, book)):
        rule = book.rules.get(key)
        if rule is not None and not rule.holds(measured):
            found.append(advice(rule, what))
    return found


Check = tuple[str, int, str]
"""A rule's key, the number it is held against, and that number in words."""


def sizes(n: Numbers) -> Iterator[Check]:
    """Thresholds for having this form (支部工作条例 ch. 2; 机关基层组织工作条例 ch. 2)."""
    members = f"现有党员 {n.members} 名。"
    full = f"现有正式党员 {n.full} 名。"
    place = "village." if n.village else ""
    if n.form in _BRANCHES:
        yield "branch.min_full_members", n.full, full
        yield "branch.max_members", n.members, members
    elif n.form == Form.GENERAL_BRANCH:
        yield f"{place}general_branch.min_members", n.members, members
        yield "general_branch.max_members", n.members, members
    elif n.form == Form.COMMITTEE:
        yield f"{place}grassroots_committee.min_members", n.members, members
    elif n.form == Form.GROUP:
        yield "group.min_members", n.members, members
        yield "group.min_full_members", n.full, full


def _committee(n: Numbers, book: Book) -> Iterator[Check]:
    """How many a committee should have; nothing while none is recorded."""
    if not n.committee:
        return
    what = f"现任班子 {n.committee} 人。"
    if n.form in _BRANCHES:
        yield from _branch_committee(n, book, what)
    elif n.form == Form.GENERAL_BRANCH:
        yield from _between("general_branch.committee", n.committee, what, book)
    elif n.form == Form.COMMITTEE and Sector.ENTERPRISE in n.sectors:
        yield from _between("enterprise.committee", n.committee, what, book)


def _branch_committee(n: Numbers, book: Book, what: str) -> Iterator[Check]:
    deputies = sum(title == PostTitle.DEPUTY for title in n.titles)
    yield "branch.max_deputy_secretaries", deputies, f"现有副书记 {deputies} 名。"
    needed = book.rules.get("branch.committee.min_full_members")
    if needed is None:
        return
    if needed.holds(n.full):
        group = "village_branch.committee" if n.village else "branch.committee"
        yield from _between(group, n.committee, what, book)
    elif any(title not in (PostTitle.SECRETARY, PostTitle.DEPUTY) for title in n.titles):
        yield needed.key, n.full, f"现有正式党员 {n.full} 名，设了委员。"


def _between(group: str, size: int, what: str, book: Book) -> Iterator[Check]:
    """At least the least; of the two upper limits only the one that is passed furthest."""
    yield f"{group}.min_members", size, what
    usual, most = f"{group}.usual_max_members", f"{group}.max_members"
    passed = most in book.rules and not book.rules[most].holds(size)
    yield (most if passed or usual not in book.rules else usual), size, what


# --- the term of a committee ---------------------------------------------------------------------


@dataclass(frozen=True)
class Reelection:
    """How far off the end of a term is; state: late | soon | ok; begin_on: when to prepare."""

    last_day: dt.date
    begin_on: dt.date
    state: str
    days: int
    title: str
    sentence: str
    rule: Advice


def reminded_until(today: dt.date, book: Book) -> dt.date:
    """Terms that end up to that day are to be prepared for now."""
    return today + relativedelta(months=book.value("committee.term.remind_months").number)


def reelection(last_day: dt.date, today: dt.date, book: Book) -> Reelection:
    """What to say about a term that ends with `last_day` (任期的意见; 选举工作条例 Art. 3)."""
    reminder = book.value("committee.term.remind_months")
    shift = book.value("committee.term.max_shift_months")
    begin_on = last_day - relativedelta(months=reminder.number)
    days = (last_day - today).days
    end = f"任期到 {cn_date(last_day)}"
    ahead = f"请提前 {reminder.number} 个月准备换届"
    if days < 0:
        title = f"任期已经届满，超过 {spell(last_day, today)}"
        sentence = (
            f"{end}。请尽快换届；确需延期的，应当已有上级批复，一般不超过 {shift.number} 个月。"
        )
        return Reelection(last_day, begin_on, "late", days, title, sentence, advice(shift))
    if today >= begin_on:
        title = f"{end}，" + (f"还有 {spell(today, last_day)}" if days else "就是今天")
        sentence = "现在就要准备换届：先向上级党组织请示，再定选举日期和候选人。"
        return Reelection(last_day, begin_on, "soon", days, title, sentence, advice(reminder))
    title = f"{end}，还有 {spell(today, last_day)}"
    sentence = f"{ahead}，也就是从 {cn_date(begin_on)}开始。"
    return Reelection(last_day, begin_on, "ok", days, title, sentence, advice(reminder))


def spell(first: dt.date, last: dt.date) -> str:
    """The time between two days as people say it: 23 天, 3 个月零 20 天, 2 年 4 个月, 今天到期."""
    span = relativedelta(last, first)
    if span.years:
        return f"{span.years} 年" + (f" {span.months} 个月" if span.months else "")
    if span.months:
        return f"{span.months} 个月" + (f"零 {span.days} 天" if span.days else "")
    return f"{span.days} 天"
