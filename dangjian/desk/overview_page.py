"""The overview of a part of the tree: what to look into, then figures, each with what it means."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse

from dangjian.desk import inbox, navigation
from dangjian.desk.attention import Place, book_for, lines, place_of
from dangjian.flow import queries as flow
from dangjian.kit.charts import Bar, bars, pyramid, share
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.models import OrganizationForm, StandingKind
from dangjian.registry.queries import figures
from dangjian.registry.queries import tree as trees
from dangjian.registry.queries.figures import Figures
from dangjian.registry.queries.imports import PURPOSE as IMPORTS
from dangjian.registry.queries.people import around
from dangjian.registry.queries.tree import BRANCHES, Node, Tree

FEW = 3
"""To-dos that are told before the way to all of them."""

ONE_TABLE = 12
"""Units up to which they stand in one table."""


def overview(who: Viewer, at: str, today: dt.date) -> dict[str, Any]:
    """The whole page, at a number of queries that does not depend on the size of the tree."""
    place = place_of(who, at)
    tree = trees.tree(place.scope, today, today)
    counted = figures.figures(place.scope, today)
    return {
        "place": place,
        "choices": _choices(who, place),
        "imports": any(map(who.may_anywhere, IMPORTS.values())),
        **_todos(who, today),
        "lines": lines(place, tree, today, book_for(place, today)),
        "figures": _figures(place, tree, counted),
        "meanings": figures.MEANINGS,
        "gaps": _gaps(place, counted),
        "gaps_asked": len(figures.GAPS),
        "members": counted.count(),
        **_ages(counted),
        **_periods(counted),
        **_forms(tree),
        **_units(tree),
    }


def _todos(who: Viewer, today: dt.date) -> dict[str, Any]:
    """What others asked of whoever begins here, wherever in the tree: the most pressing of it."""
    if navigation.first_page(who) != "overview":
        return {"todos": [], "todos_total": 0}
    asked = flow.inbox(who, today, limit=FEW)
    return {"todos": inbox.as_items(asked.rows, today, flow.Show.MINE), "todos_total": asked.total}


def _choices(who: Viewer, place: Place) -> list[tuple[int | str, str]]:
    """(id, label) of where one can look from here, indented by level."""
    scope = who.scope(Purpose.READ)
    everywhere: list[tuple[int | str, str]] = [("", "全部")] if len(scope.paths) > 1 else []
    return everywhere + [
        (one.pk, "　" * level + one.short_name)
        for level, one in around(scope, place.organization)
        if one.form != OrganizationForm.GROUP
    ]


# --- figures --------------------------------------------------------------------------------------


def _figures(place: Place, tree: Tree, counted: Figures) -> list[dict[str, str]]:
    nodes = [node for node in tree.nodes.values() if node.form != OrganizationForm.GROUP]
    branches = sum(node.form in BRANCHES for node in nodes)
    members = counted.count()
    full = counted.count(lambda cell: cell.standing == StandingKind.FULL)
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
    counted = dict.fromkeys(OrganizationForm, 0)
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
    """The members of what stands directly below, in the order of the tree; many in two tables."""
    tops = tree.roots[0].children if len(tree.roots) == 1 else tree.roots
    units = [node for node in tops if node.form != OrganizationForm.GROUP]
    rows = [Bar(node.short_name, node.members, url=_down(node)) for node in units]
    half = -(-len(rows) // 2) if len(rows) > ONE_TABLE else len(rows)
    most = max((node.members for node in units), default=0)
    return {
        "units": len(units),
        "by_unit": [
            bars(part, title=f"各单位党员{mark}", head="单位", unit="人数", most=most)
            for part, mark in ((rows[:half], ""), (rows[half:], "（续）"))
            if part
        ],
    }


def _down(node: Node) -> str:
    """Further down where something stands below, else the organization itself."""
    if any(child.form != OrganizationForm.GROUP for child in node.children):
        return f"{reverse('overview')}?at={node.id}"
    return reverse("organization", args=[node.id])


def _gaps(place: Place, counted: Figures) -> list[dict[str, Any]]:
    """What is missing, and of how many members."""
    return [
        {
            "label": label,
            "count": counted.gaps[slug],
            "url": reverse("overview_list", args=[slug]) + place.query(),
        }
        for slug, (label, _) in figures.GAPS.items()
        if counted.gaps[slug]
    ]
