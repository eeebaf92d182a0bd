"""The overview of a part of the tree, and the lists behind its lines, ready for their templates.

It composes what the registry's queries found: what somebody should look into (with a possible
reason and a way to act), then the figures, each with what it means. Units stand in the order of the
tree; nothing is ranked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.urls import reverse

from dangjian.kernel import rules
from dangjian.kernel.refusal import Missing
from dangjian.kernel.rules import Book
from dangjian.kit.charts import Bar, bars, pyramid, share
from dangjian.registry.authority import Purpose, Scope, Viewer
from dangjian.registry.models import Organization, OrganizationForm, Person
from dangjian.registry.queries import figures, matters
from dangjian.registry.queries import organizations as organization_queries
from dangjian.registry.queries import tree as trees
from dangjian.registry.queries.figures import Figures
from dangjian.registry.queries.matters import Finding
from dangjian.registry.queries.people import around, organization_for
from dangjian.registry.queries.tree import BRANCHES, Node, Tree
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
        ("committee.term.max_shift_months",),
    ),
    matters.PROBATION_OVER: Kind(
        "预备期已满的预备党员",
        "名预备党员",
        "late",
        "已超期",
        "预备期已满，还是预备党员",
        "支部大会或审批的结果没有登记，或者延长了预备期",
        "看是哪些人",
        ("development.probation.months", "development.probation.extension.max_months"),
    ),
    matters.TERM_ENDING: Kind(
        "半年内届满的班子",
        "个班子",
        "soon",
        "快到期",
        "任期半年内届满",
        "该请示上级、定选举日期了",
        "看什么时候到期",
        ("committee.term.remind_months",),
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
        ("lost.suspend_months",),
    ),
}
"""In the order of the page: what is overdue, what soon will be, what is to be checked."""


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


def overview(who: Viewer, at: str, today: dt.date) -> dict[str, Any]:
    """The whole page, at a number of queries that does not depend on the size of the tree."""
    place = place_of(who, at)
    tree = trees.tree(place.scope, today, today)
    book = _book(place, today)
    counted = figures.figures(place.scope, today)
    return {
        "place": place,
        "choices": _choices(who, place),
        "lines": _lines(place, tree, today, book),
        "figures": _figures(place, tree, counted),
        "meanings": figures.MEANINGS,
        "gaps": _gaps(place, counted),
        "gaps_missing": sum(bool(n) for n in counted.gaps.values()),
        "members": counted.count(),
        **_ages(counted),
        **_periods(counted),
        **_forms(tree),
        **_units(tree),
    }


def _book(place: Place, today: dt.date) -> Book:
    return rules.book(on=today, path=place.organization.path if place.organization else "")


def _choices(who: Viewer, place: Place) -> list[tuple[int, str]]:
    """(id, label) of where one can look from here, indented by level."""
    return [
        (one.pk, "　" * level + one.short_name)
        for level, one in around(who.scope(Purpose.READ), place.organization)
        if one.form != OrganizationForm.GROUP
    ]


# --- what to look into ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """One line of 需要您过问. where: which parts of the tree, in its order, with their numbers."""

    kind: Kind
    count: int
    where: str
    url: str


def _lines(place: Place, tree: Tree, today: dt.date, book: Book) -> list[Line]:
    found = matters.of_organizations(tree, place.scope, today, book)
    parts = _parts(tree)
    spread: dict[str, dict[str, int]] = {slug: {} for slug in KINDS}
    for finding in found:
        _add(spread[finding.matter], parts[finding.node.id], 1)
    for slug in matters.OF_MEMBERS:
        by_branch = matters.members_by_branch(place.scope, slug, today, book)
        for node in tree.nodes.values():
            if node.id in by_branch:
                _add(spread[slug], parts[node.id], by_branch[node.id])
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


def _line_url(slug: str, place: Place) -> str:
    if slug == matters.LOST:
        return reverse("members") + place.query(mark="lost")
    return reverse("overview_list", args=[slug]) + place.query()


# --- figures --------------------------------------------------------------------------------------


def _figures(place: Place, tree: Tree, counted: Figures) -> list[dict[str, str]]:
    nodes = [node for node in tree.nodes.values() if node.form != OrganizationForm.GROUP]
    branches = sum(node.form in BRANCHES for node in nodes)
    members = counted.count()
    full = counted.count(lambda cell: cell.standing == "full")
    roster = reverse("members")
    return [
        {
            "label": "党组织",
            "value": f"{len(nodes):,}",
            "unit": "个",
            "note": f"其中党支部 {branches:,} 个",
            "url": reverse("tree") + place.query(),
        },
        {
            "label": "党员",
            "value": f"{members:,}",
            "unit": "名",
            "note": f"正式 {full:,}，预备 {members - full:,}",
            "url": roster + place.query(),
        },
        _part("女党员", counted.count(lambda cell: cell.sex == "2"), members)
        | {"url": roster + place.query(sex="2")},
        _part("少数民族党员", counted.count(lambda cell: cell.minority), members),
        _part("大专及以上学历", counted.count(lambda cell: cell.college), members),
    ]


def _part(label: str, n: int, whole: int) -> dict[str, str]:
    percent = share(n, whole).removesuffix("%")
    return {"label": label, "value": percent or "0", "unit": "%", "note": f"{n:,} 名"}


def _ages(counted: Figures) -> dict[str, Any]:
    rows, members = counted.by_age(), counted.count()
    old = sum(men + women for _, men, women in rows[:3])
    young = sum(rows[-1][1:])
    return {
        "age_said": (
            f"60 岁以上 {old:,} 名，占 {share(old, members)}；30 岁以下 {young:,} 名，"
            f"占 {share(young, members)}。"
        )
        if members
        else "",
        "by_age": pyramid(rows, title="党员年龄与性别", head="年龄", left="男", right="女"),
    }


def _periods(counted: Figures) -> dict[str, Any]:
    rows, members = counted.by_period(), counted.count()
    known = sum(n for _, n in rows)
    latest = rows[-1][1]
    unknown = f"另有 {members - known:,} 名没有入党日期。" if known < members else ""
    return {
        "period_said": f"十八大以来入党 {latest:,} 名，占 {share(latest, known)}。{unknown}"
        if known
        else "",
        "by_period": bars(
            [Bar(label, n) for label, n in rows],
            title="党员入党时间",
            head="入党时间",
            unit="人数",
            whole=known,
        ),
    }


def _forms(tree: Tree) -> dict[str, Any]:
    counted = {form: 0 for form in OrganizationForm}
    for node in tree.nodes.values():
        counted[OrganizationForm(node.form)] += 1
    groups = counted.pop(OrganizationForm.GROUP)
    rows = [Bar(str(form.label), n) for form, n in counted.items() if n]
    branches = sum(counted[form] for form in BRANCHES)
    total = sum(counted.values())
    return {
        "form_said": f"支部（含联合、临时支部）{branches:,} 个，占 {share(branches, total)}；"
        f"另有党小组 {groups:,} 个。",
        "by_form": bars(rows, title="各类党组织", head="组织类别", unit="个数", whole=total),
    }


def _units(tree: Tree) -> dict[str, Any]:
    """The members of what stands directly below, in the order of the tree."""
    tops = tree.roots[0].children if len(tree.roots) == 1 else tree.roots
    units = [node for node in tops if node.form != OrganizationForm.GROUP]
    rows = [Bar(node.short_name, node.members, url=_down(node)) for node in units]
    return {
        "units": len(units),
        "by_unit": bars(rows, title="各单位党员", head="单位", unit="人数"),
    }


def _down(node: Node) -> str:
    """Further down where something stands below, else the organization itself."""
    if any(child.form != OrganizationForm.GROUP for child in node.children):
        return f"{reverse('overview')}?at={node.id}"
    return reverse("organization", args=[node.id])


def _gaps(place: Place, counted: Figures) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "count": counted.gaps[slug],
            "url": reverse("overview_list", args=[slug]) + place.query(),
        }
        for slug, (label, _) in figures.GAPS.items()
    ]


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
    """Everybody a line or a gap of the overview counts, fifty on a page. Missing for other slugs."""
    place = place_of(who, at)
    book = _book(place, today)
    context = {"place": place, "back": reverse("overview") + place.query()}
    if slug in matters.OF_ORGANIZATIONS:
        tree = trees.tree(place.scope, today, today)
        found = matters.of_organizations(tree, place.scope, today, book)
        mine = [finding for finding in found if finding.matter == slug]
        page = Paginator(mine, PER_PAGE).get_page(number)
        rows: Sequence[Any] = _organization_rows(who, tree, page.object_list, today)
        context |= {"organizations": rows}
    elif slug == matters.PROBATION_OVER:
        people = matters.members_with(place.scope, slug, today, book)
        page = Paginator(people, PER_PAGE).get_page(number)
        context |= {"people": [_overdue(who, person, book) for person in page.object_list]}
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


_ACTS = {
    matters.TERM_OVER: ("election_record", "登记换届选举"),
    matters.TERM_ENDING: ("election_record", "登记换届选举"),
    matters.NO_ELECTION: ("election_record", "登记换届选举"),
    matters.NO_SECRETARY: ("post_appoint", "登记任职"),
}


def _act(who: Viewer, finding: Finding, path: str) -> tuple[str, str]:
    name, label = _ACTS.get(finding.matter, ("", ""))
    if not name or not who.may(Purpose.STRUCTURE, path):
        return "", ""
    return reverse(name, args=[finding.node.id]), label


def _overdue(who: Viewer, person: Person, book: Book) -> MemberRow:
    ends = matters.probation_ends(person, book)
    said = f"{ends.year}年{ends.month}月{ends.day}日预备期满" if ends else ""
    if not who.may(Purpose.STANDING, person.path):
        return MemberRow(person, said, "", "")
    return MemberRow(person, said, reverse("standing_change", args=[person.pk]), "登记转正或其他决定")


def _lacking(who: Viewer, person: Person, slug: str) -> MemberRow:
    said = figures.GAPS[slug][0]
    if not who.may(Purpose.MAINTAIN, person.path):
        return MemberRow(person, said, "", "")
    return MemberRow(person, said, reverse("member_correct", args=[person.pk]), "补上")
