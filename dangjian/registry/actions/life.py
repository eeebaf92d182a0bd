"""Split, merge, upgrade, dissolve: one act that carries members, groups and organizations (A4).

Each is one transaction as of a day, made of the verbs of the tree. What ends with an organization
(posts, the running term, grants, units) ends that day; nothing is deleted, and a mistake is made
good by a later act. What others still have to do there is handed on by `desk`, which sees it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F

from dangjian.kernel import evidence, rules
from dangjian.kernel.evidence import Actor, Trace
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry import paths
from dangjian.registry.actions import organizations, posts
from dangjian.registry.models import (
    Arrival,
    Membership,
    Organization,
    OrganizationForm,
    Person,
    Post,
    StandingKind,
    sectors_behind,
)
from dangjian.registry.models.validity import since
from dangjian.registry.rules import HAS_MEMBERS, may_stand_under
from dangjian.registry.rules.advice import Numbers
from dangjian.registry.rules.life import Part, check_act, check_size, may_split, next_form, takes_in


@dataclass(frozen=True)
class Warrant:
    """By what an act is done: as of which day, by which paper, for which reason, and by whom."""

    on: dt.date
    document: str
    reason: str
    today: dt.date
    by: Actor
    seen: int | None = None


@evidence.action
def merge(organization: Organization, *, into: Organization, warrant: Warrant) -> Organization:
    """Let an organization go into another: its members and groups, or the organizations below it.

    Refused: no paper; two that do not fit; a size that asks for a reason; a member or organization
    that came later than the day. Stale: changed meanwhile.
    """
    organization, into = _begun(organization, warrant), _other(organization, into, warrant)
    if not takes_in(into.form, organization.form):
        raise Refused(
            f"{organization.get_form_display()}不能并入{into.get_form_display()}。", field="into"
        )
    if into.path.startswith(organization.path):
        raise Refused("不能并入它自己下面的组织。", field="into")
    moved = _carry_children(organization, into, warrant)
    carried = _carry_members(organization, into, warrant)
    _check_size(into, warrant)
    _close(organization, warrant, f"并入{into.short_name}")
    _follow(organization, into)
    _leaf("merge", organization, warrant, into=into.pk, members=carried, organizations=moved)
    return into


@evidence.action
def split(organization: Organization, *, part: Part, warrant: Warrant) -> Organization:
    """Set up another branch beside this one, with some of its members and groups.

    Posts of those who leave end here; the new branch has none before its election. Refused as for
    `merge`, and where too few full members are left on either side, or nobody is named.
    """
    organization = _begun(organization, warrant)
    if not may_split(organization.form):
        raise Refused(f"{organization.get_form_display()}没有直接的党员，不用分设。")
    if organization.parent is None or not (part.people or part.groups):
        raise Refused("请选哪些党员到新的支部。", field="people")
    made = _set_up(part, organization.parent, warrant)
    carried = _take(organization, made, part, warrant, posts_end=True)
    for one in (made, organization):
        _check_size(one, warrant)
    _leaf("split", organization, warrant, into=made.pk, members=carried)
    return made


@evidence.action
def upgrade(
    organization: Organization,
    *,
    name: str,
    short_name: str,
    parts: Sequence[Part],
    warrant: Warrant,
) -> Organization:
    """Make a general branch of a branch, or a committee of a general branch.

    parts: of a branch, the branches its members and groups go to; nobody is left over. The
    organization stays what it is: posts and the running term go on until the new committee is
    elected. Refused as for `merge`; for a form that grows into nothing; for somebody left over.
    """
    organization = _begun(organization, warrant)
    form = next_form(organization.form)
    parent = organization.parent
    if parent is None or not may_stand_under(form, parent.form):
        raise Refused(f"{form.label}不能设在现在的上级下面。")
    was, has_members = organization.form, OrganizationForm(organization.form) in HAS_MEMBERS
    if bool(parts) != has_members:
        raise Refused("支部升格，党员要分到下面的支部里，请至少写一个。", field="parts")
    taken = (organization.name, organization.short_name) != (name, short_name)
    if taken:
        organizations.check_name(name, short_name, parent, besides=organization)
    organizations.call_it(organization, name, short_name, form, warrant.on, warrant.document)
    carried = 0
    for part in parts:
        made = _set_up(part, organization, warrant)
        carried += _take(organization, made, part, warrant, posts_end=False)
        _check_size(made, warrant)
    left = Membership.objects.current().filter(organization=organization).count()
    groups = organization.children.open().filter(form=OrganizationForm.GROUP).count()
    if left or groups:
        raise Refused(f"还有 {left} 名党员、{groups} 个党小组没有分到支部。", field="parts")
    _check_size(organization, warrant)
    _leaf("upgrade", organization, warrant, before=was, after=str(form), members=carried)
    return organization


@evidence.action
def dissolve(
    organization: Organization,
    *,
    people: Mapping[int, Organization],
    groups: Mapping[int, Organization],
    warrant: Warrant,
) -> Organization:
    """Dissolve an organization: each member and group goes to the branch named for him or it, the
    organizations below go to its superior.

    people: those in no group, by id; a group takes its members along. Refused as for `merge`, and
    for anybody nothing is named for.
    """
    organization = _begun(organization, warrant)
    parent = organization.parent
    if parent is None:
        raise Refused("区委是最上级，不能撤销。")
    moved, carried = 0, 0
    if OrganizationForm(organization.form) not in HAS_MEMBERS:
        moved = _carry_children(organization, parent, warrant)
    wanted: dict[int, tuple[set[int], set[int]]] = {}
    receivers = {one.pk: one for one in (*people.values(), *groups.values())}
    for pk, place in people.items():
        wanted.setdefault(place.pk, (set(), set()))[0].add(pk)
    for pk, place in groups.items():
        wanted.setdefault(place.pk, (set(), set()))[1].add(pk)
    for place_pk, (who, which) in sorted(wanted.items()):
        place = _other(organization, receivers[place_pk], warrant)
        part = Part(place.name, place.short_name, who, which)
        carried += _take(organization, place, part, warrant, posts_end=True)
        _check_size(place, warrant)
    _close(organization, warrant, "")
    _leaf("dissolve", organization, warrant, members=carried, organizations=moved)
    return organization


# --- the steps ------------------------------------------------------------------------------------


def _begun(organization: Organization, warrant: Warrant) -> Organization:
    """The organization, locked with the tree. Refused: closed, no paper, a day to come."""
    check_act(warrant.on, warrant.today, warrant.document)
    paths.lock_the_tree()
    stored = Organization.objects.select_for_update().get(pk=organization.pk)
    if stored.closed_on is not None:
        raise Refused(f"{stored.short_name}已经撤销，不能再改。")
    if warrant.seen is not None and warrant.seen != stored.version:
        raise Stale(f"{stored.short_name}刚被别人改过，请看过新内容后再办。")
    if stored.parent_id is None:
        raise Refused("区委是最上级，不能这样办。")
    if warrant.on <= stored.opened_on:
        raise Refused("日期应在它成立以后。", field="on")
    return stored


def _other(organization: Organization, other: Organization, warrant: Warrant) -> Organization:
    """The receiving organization, locked. Refused: the same one, closed, not yet there."""
    stored = Organization.objects.select_for_update().get(pk=other.pk)
    if stored.pk == organization.pk:
        raise Refused("请选另一个组织。", field="into")
    if stored.closed_on is not None or stored.opened_on > warrant.on:
        raise Refused(f"{stored.short_name}这一天不存在，请核对日期。", field="into")
    return stored


def _set_up(part: Part, parent: Organization, warrant: Warrant) -> Organization:
    return organizations.open_organization(
        name=part.name,
        short_name=part.short_name,
        form=part.form,
        parent=parent,
        on=warrant.on,
        today=warrant.today,
        by=warrant.by,
        document=warrant.document,
    )


def _carry_children(old: Organization, to: Organization, warrant: Warrant) -> int:
    """Every organization below goes under another; how many."""
    children = list(old.children.open().order_by("pk"))
    for child in children:
        _move(child, to, warrant)
    return len(children)


def _move(child: Organization, to: Organization, warrant: Warrant) -> None:
    """Under another superior; where a sister there is called so already, by its old place too."""
    alike = to.children.open().exclude(pk=child.pk)
    if alike.filter(short_name=child.short_name).exists() or (
        alike.filter(name=child.name).exists()
    ):
        came_from = child.parent.short_name if child.parent else ""
        organizations.rename(
            child,
            name=f"{child.name}（原{came_from}）",
            short_name=f"{child.short_name}（原{came_from}）",
            on=warrant.on,
            today=warrant.today,
            by=warrant.by,
            document=warrant.document,
        )
    organizations.move(
        child,
        parent=to,
        on=warrant.on,
        today=warrant.today,
        by=warrant.by,
        document=warrant.document,
    )


def _take(
    old: Organization, to: Organization, part: Part, warrant: Warrant, *, posts_end: bool
) -> int:
    """The groups and members of a part go from one branch to another; how many members.

    Refused where one of them is not there, or stands in a group that stays.
    """
    groups = list(old.children.open().filter(pk__in=list(part.groups)).order_by("pk"))
    if len(groups) != len(set(part.groups)):
        raise Refused("有的党小组不在这个支部，请刷新再选。", field="groups")
    for group in groups:
        _move(group, to, warrant)
    current = Membership.objects.current().filter(organization=old)
    named = current.filter(person__in=list(part.people))
    if named.count() != len(set(part.people)):
        raise Refused("有的同志不在这个支部，请刷新再选。", field="people")
    if named.filter(group__isnull=False).exclude(group__in=groups).exists():
        raise Refused("有的同志在留下的党小组里，请选整个党小组。", field="people")
    rows = named.union(current.filter(group__in=groups)) if groups else named
    found = [row.pk for row in rows]
    return _reassign(Membership.objects.filter(pk__in=found), to, warrant, posts_end)


def _carry_members(old: Organization, to: Organization, warrant: Warrant) -> int:
    """All members go to another branch. Their groups went before, with what stood below."""
    rows = Membership.objects.filter(organization=old)
    return _reassign(rows, to, warrant, posts_end=True)


def _reassign(rows: object, to: Organization, warrant: Warrant, posts_end: bool) -> int:
    """End these memberships and begin others; one leaf for each person. A few queries in all.

    Refused for somebody who came on that day or later.
    """
    stored = list(
        rows.current()  # type: ignore[attr-defined]
        .select_related("person", "organization")
        .order_by("person_id")
    )
    people = [row.person_id for row in stored]
    list(Person.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk"))
    late = [row.person.name for row in stored if row.valid.lower >= warrant.on]
    if late:
        raise Refused(f"{'、'.join(late[:5])}在这一天以后才编入，请核对日期。", field="on")
    Membership.objects.filter(pk__in=[row.pk for row in stored]).end(warrant.on)
    Membership.objects.bulk_create(
        Membership(
            person_id=row.person_id,
            organization=to,
            group_id=row.group_id,
            arrival=Arrival.REORGANIZED,
            document=warrant.document,
            valid=since(warrant.on),
        )
        for row in stored
    )
    Person.objects.filter(pk__in=people).update(
        organization=to, path=to.path, version=F("version") + 1
    )
    if posts_end and stored:
        held = Post.objects.filter(organization=stored[0].organization, person__in=people)
        posts.end_all(held, warrant.on)
    _tell_each(stored, to, warrant)
    return len(stored)


def _tell_each(rows: Sequence[Membership], to: Organization, warrant: Warrant) -> None:
    """One leaf for each person, as where he is put into another branch by himself."""
    detail = {
        "on": warrant.on.isoformat(),
        "before": rows[0].organization_id if rows else None,
        "after": to.pk,
        "document": warrant.document,
    }
    traces = [Trace("person", row.person.uid, to.path, detail) for row in rows]
    evidence.record_many(warrant.by, "reassign", traces)


def _check_size(organization: Organization, warrant: Warrant) -> None:
    """What the statutes say about the numbers as they are now, the whole subtree counted."""
    found = Organization.objects.get(pk=organization.pk)
    here = Person.objects.filter(
        path__gte=found.path, path__lt=found.path[:-1] + chr(ord("/") + 1)
    ).values_list("standing", flat=True)
    standings: Collection[str] = list(here)
    numbers = Numbers(
        found.form,
        sum(one == StandingKind.FULL for one in standings),
        sum(one == StandingKind.PROBATIONARY for one in standings),
        sectors=sectors_behind(found, warrant.on),
    )
    check_size(found, numbers, rules.book(on=warrant.on, path=found.path), warrant.reason)


def _close(organization: Organization, warrant: Warrant, said: str) -> None:
    organizations.close(
        organization,
        on=warrant.on,
        today=warrant.today,
        by=warrant.by,
        reason=f"{said}{'：' if said and warrant.reason else ''}{warrant.reason}"[:200] or "撤销",
        document=warrant.document,
    )


def _follow(organization: Organization, into: Organization) -> None:
    """What is kept of a merged organization stands under its heir: whoever keeps that one reads
    its cases, letters, notices and accounts from now on, wherever the two had stood."""
    closed = Organization.objects.get(pk=organization.pk)
    heir = Organization.objects.get(pk=into.pk)
    paths.rewrite_paths(closed.path, f"{heir.path}{closed.pk}/")


def _leaf(verb: str, organization: Organization, warrant: Warrant, **detail: object) -> None:
    evidence.record(
        warrant.by,
        verb,
        "organization",
        organization.uid,
        organization.path,
        on=warrant.on.isoformat(),
        document=warrant.document,
        reason=warrant.reason,
        **detail,
    )
