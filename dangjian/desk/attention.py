"""What somebody should look into in a part of the tree, and the lists behind each line.

It composes what the registry's queries found, with a possible reason and a way to act. Units stand
in the order of the tree; nothing is ranked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.urls import reverse

from dangjian.kernel import rules
from dangjian.kernel.refusal import Missing
from dangjian.kernel.rules import Book
from dangjian.registry.authority import Purpose, Scope, Viewer
from dangjian.registry.models import Organization, OrganizationForm, Person
from dangjian.registry.queries import figures, matters
from dangjian.registry.queries import organizations as organization_queries
from dangjian.registry.queries import tree as trees
from dangjian.registry.queries.matters import Finding
from dangjian.registry.queries.people import organization_for
from dangjian.registry.queries.tree import Node, Tree
from dangjian.registry.rules import advice
from dangjian.registry.views.addresses import number_in

PER_PAGE = 50
_NAMED = 4  # places a line names before it says 等


@dataclass(frozen=True)
class Kind:
    """How a matter is told. unit: what is counted; state and tag: how pressing it is."""

    title: str
    unit: str
    state: str
    tag: str
    said: str
    reason: str
    action: str
    law: tuple[str, ...] = ()


KINDS: Mapping[str, Kind] = {
    matters.TERM_OVER: Kind(
        "任期已满的班子",
        "个班子",
        "late",
        "已超期",
        "任期已经届满，没有登记换届",
        "开过会还没有登记，或者延期的批复没有录入",
        "看是哪些班子",
    ),
    matters.PROBATION_OVER: Kind(
        "预备期已满的预备党员",
        "名预备党员",
        "late",
        "已超期",
        "预备期已满，还是预备党员",
        "支部大会或审批的结果没有登记，或者延长了预备期",
        "看是哪些人",
    ),
    matters.TERM_ENDING: Kind(
        "快届满的班子",
        "个班子",
        "soon",
        "快到期",
        "任期快要届满",
        "该请示上级、定选举日期了",
        "看什么时候到期",
    ),
    matters.NO_SECRETARY: Kind(
        "没有书记的组织",
        "个组织",
        "soon",
        "要补上",
        "没有登记书记",
        "调走后还没有补选，或者补选了没有登记",
        "看缺书记的组织",
    ),
    matters.NO_ELECTION: Kind(
        "没有登记过选举的组织",
        "个组织",
        "soon",
        "要补上",
        "没有登记过换届选举，算不出任期",
        "成立后还没有选举，或者选举没有登记",
        "看是哪些组织",
    ),
    matters.TOO_FEW: Kind(
        "正式党员太少的支部",
        "个支部",
        "wait",
        "请核对",
        "正式党员不够成立支部的人数",
        "转走、去世后人数变少，可以和邻近的支部联合",
        "看是哪些支部",
        ("branch.min_full_members",),
    ),
    matters.TOO_MANY: Kind(
        "党员太多的支部",
        "个支部",
        "wait",
        "请核对",
        "党员超过支部一般的人数",
        "并入、转入后人数变多，可以分设支部或改设总支",
        "看是哪些支部",
        ("branch.max_members",),
    ),
    matters.SET_UP: Kind(
        "人数不合设置标准的组织",
        "个组织",
        "wait",
        "请核对",
        "党总支、党委的党员人数不在设置标准内",
        "人数变了；经上级批准设立的，核对批复就行",
        "看是哪些组织",
        (
            "general_branch.min_members",
            "general_branch.max_members",
            "grassroots_committee.min_members",
        ),
    ),
    matters.LOST: Kind(
        "失联党员",
        "名党员",
        "wait",
        "要查找",
        "登记为失联",
        "换了住处和号码；先查找，怎么处理由支部研究",
        "看失联党员名单",
    ),
}
"""In the order of the page: what is overdue, what soon will be, what is to be checked."""

LISTED = (matters.NO_ELECTION, matters.TOO_FEW, matters.TOO_MANY, matters.SET_UP)
"""Matters of organizations that have their list here."""


# --- where ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """What part of the tree is looked at: its scope, and the organization if it is one."""

    scope: Scope
    organization: Organization | None

    @property
    def name(self) -> str:
        if self.organization is None:
            return ""
        return self.organization.short_name if self.organization.parent_id else "全区"

    def query(self, **asked: str) -> str:
        at = {"at": str(self.organization.pk)} if self.organization else {}
        query = urlencode({**asked, **at})
        return f"?{query}" if query else ""


def place_of(who: Viewer, at: str) -> Place:
    """The organization asked for, else all the viewer may read. Missing where that is nothing."""
    scope = who.scope(Purpose.READ)
    if not scope.paths:
        raise Missing("没有这一页，或者不在您的权限范围内。")
    if at:
        found = organization_for(who, Purpose.READ, number_in(at))
    elif len(scope.paths) == 1:
        found = Organization.objects.get(path=scope.paths[0])
    else:
        return Place(scope, None)
    if found.form == OrganizationForm.GROUP or found.closed_on is not None:
        raise Missing("没有这个组织的总览。")
    return Place(Scope.of([found.path]), found)


def book_for(place: Place, today: dt.date) -> Book:
    """The rules as they hold there, local ones included."""
    return rules.book(on=today, path=place.organization.path if place.organization else "")


# --- the lines ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """One line of 需要您过问. where: which parts of the tree, in its order, with their numbers."""

    kind: Kind
    count: int
    where: str
    url: str


def lines(place: Place, tree: Tree, today: dt.date, book: Book) -> list[Line]:
    found = matters.of_organizations(tree, place.scope, today, book)
    parts = _parts(tree)
    spread: dict[str, dict[str, int]] = {slug: {} for slug in KINDS}
    for finding in found:
        _add(spread[finding.matter], parts[finding.node.id], 1)
    by_branch = matters.of_members(place.scope, today, book)
    for slug, node in product(by_branch, tree.nodes.values()):
        if node.id in by_branch[slug]:
            _add(spread[slug], parts[node.id], by_branch[slug][node.id])
    return [
        Line(kind, sum(spread[slug].values()), _where(spread[slug]), _line_url(slug, place))
        for slug, kind in KINDS.items()
        if spread[slug]
    ]


def _add(counted: dict[str, int], name: str, n: int) -> None:
    counted[name] = counted.get(name, 0) + n


def _parts(tree: Tree) -> dict[int, str]:
    """Of each organization the part of the page it belongs to: what stands directly below here."""
    tops = tree.roots[0].children if len(tree.roots) == 1 else tree.roots
    parts = {root.id: root.short_name for root in tree.roots}
    for top in tops:
        parts |= {node.id: top.short_name for node in (top, *top.below())}
    return parts


def _where(counted: Mapping[str, int]) -> str:
    if len(counted) == 1:
        return next(iter(counted))
    named = "、".join(f"{name} {n}" for name, n in list(counted.items())[:_NAMED])
    return named + (f" 等 {len(counted)} 处" if len(counted) > _NAMED else "")


_REMINDERS: Mapping[str, Mapping[str, str]] = {
    matters.TERM_OVER: {"kind": "terms", "due": "over"},
    matters.TERM_ENDING: {"kind": "terms", "due": "ahead"},
    matters.NO_SECRETARY: {"kind": "secretary"},
    matters.PROBATION_OVER: {"kind": "probation", "due": "over"},
}
"""Matters the inbox keeps a list of, by what that list is asked for."""


def _line_url(slug: str, place: Place) -> str:
    if slug == matters.LOST:
        return reverse("members") + place.query(mark="lost")
    if slug in _REMINDERS:
        return reverse("inbox") + place.query(**_REMINDERS[slug])
    return reverse("overview_list", args=[slug]) + place.query()


# --- the lists behind the lines -------------------------------------------------------------------


@dataclass(frozen=True)
class OrganizationRow:
    """An organization with its matter, who leads it and how to reach it."""

    node: Node
    above: str
    said: str
    secretary: str
    phone: str
    url: str
    act_url: str
    act: str


@dataclass(frozen=True)
class MemberRow:
    """A member with his matter; act_url where the viewer may enter what is missing."""

    person: Person
    said: str
    act_url: str
    act: str


def listing(who: Viewer, slug: str, at: str, number: str | None, today: dt.date) -> dict[str, Any]:
    """Everybody a line or a gap of the overview counts, fifty on a page; else Missing."""
    place = place_of(who, at)
    book = book_for(place, today)
    context = {"place": place, "back": reverse("overview") + place.query()}
    if slug in LISTED:
        tree = trees.tree(place.scope, today, today)
        found = matters.of_organizations(tree, place.scope, today, book)
        mine = [finding for finding in found if finding.matter == slug]
        page = Paginator(mine, PER_PAGE).get_page(number)
        rows: Sequence[Any] = _organization_rows(who, tree, page.object_list, today)
        context |= {"organizations": rows}
    elif slug in figures.GAPS:
        page = Paginator(figures.lacking(place.scope, slug), PER_PAGE).get_page(number)
        context |= {"people": [_lacking(who, person, slug) for person in page.object_list]}
    else:
        raise Missing("没有这份名单。")
    kind = KINDS.get(slug)
    return context | {
        "page": page,
        "title": kind.title if kind else f"信息不全：{figures.GAPS[slug][0]}",
        "reason": kind.reason if kind else "",
        "laws": advice.guide(book, kind.law) if kind else [],
    }


def _organization_rows(
    who: Viewer, tree: Tree, found: Sequence[Finding], today: dt.date
) -> list[OrganizationRow]:
    ids = [finding.node.id for finding in found]
    secretaries = organization_queries.secretaries_on(ids, today)
    stored = Organization.objects.in_bulk(ids)
    return [
        OrganizationRow(
            finding.node,
            " › ".join(node.short_name for node in tree.chain(finding.node.id)[:-1]),
            finding.said,
            secretaries.get(finding.node.id, ""),
            stored[finding.node.id].phone,
            reverse("organization", args=[finding.node.id]),
            *_act(who, finding, stored[finding.node.id].path),
        )
        for finding in found
    ]


def _act(who: Viewer, finding: Finding, path: str) -> tuple[str, str]:
    """The way to enter what is missing, where something is and the viewer may."""
    if finding.matter != matters.NO_ELECTION or not who.may(Purpose.STRUCTURE, path):
        return "", ""
    return reverse("election_record", args=[finding.node.id]), "登记换届选举"


def _lacking(who: Viewer, person: Person, slug: str) -> MemberRow:
    said = figures.GAPS[slug][0]
    if not who.may(Purpose.MAINTAIN, person.path):
        return MemberRow(person, said, "", "")
    return MemberRow(person, said, reverse("member_correct", args=[person.pk]), "补上")
