"""One organization on any day: superiors, units, committee, history; and what would end with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

from django.db import connection
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from dangjian.kernel import pinyin
from dangjian.kernel.refusal import Missing
from dangjian.kit.words import cn_date
from dangjian.registry.authority import Purpose, Scope, Viewer
from dangjian.registry.models import (
    IN_THE_PARTY,
    CommitteeTerm,
    Membership,
    Naming,
    Organization,
    OrganizationForm,
    Parentage,
    Person,
    Post,
    PostTitle,
    RoleGrant,
    Unit,
    UnitLink,
    after_subtree,
)

_TITLES = {title: place for place, title in enumerate(PostTitle.values)}


@dataclass(frozen=True)
class Superior:
    """An organization above another on a day: as it was called then, where it stands today."""

    id: int
    short_name: str
    form: str
    path: str


def superiors_on(organization: Organization, on: dt.date) -> list[Superior]:
    """The organizations above on a day, from the root down. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH RECURSIVE up(id, height) AS (
                SELECT p.parent_id, 1 FROM registry_parentage p
                WHERE p.organization_id = %(id)s AND p.valid @> %(on)s::date
                UNION ALL
                SELECT p.parent_id, up.height + 1 FROM registry_parentage p
                JOIN up ON p.organization_id = up.id WHERE p.valid @> %(on)s::date
            )
            SELECT o.id, n.short_name, n.form, o.path
            FROM up JOIN registry_organization o ON o.id = up.id
            JOIN registry_naming n ON n.organization_id = o.id AND n.valid @> %(on)s::date
            ORDER BY up.height DESC
            """,
            {"id": organization.pk, "on": on},
        )
        return [Superior(*row) for row in cursor.fetchall()]


def units_on(organization: Organization, on: dt.date) -> list[Unit]:
    """The units behind an organization on a day, in the order they were recorded."""
    return list(
        Unit.objects.filter(links__organization=organization, links__valid__contains=on).order_by(
            "links__pk"
        )
    )


def term_on(organization: Organization, on: dt.date) -> CommitteeTerm | None:
    """The committee in office on a day, if one is recorded."""
    return CommitteeTerm.objects.on(on).filter(organization=organization).first()


def terms_ending(scope: Scope, on: dt.date, until: dt.date) -> list[tuple[Organization, dt.date]]:
    """Organizations whose committee of that day has its last day by `until`, the longest overdue
    first, each with that last day (of an approved extension where there is one)."""
    terms = (
        CommitteeTerm.objects.on(on)
        .filter(scope.q("organization__path"), organization__closed_on__isnull=True)
        .annotate(runs_until=Coalesce("extended_to", "due_on"))
        .filter(runs_until__lte=until)
        .select_related("organization")
        .order_by("runs_until", "organization__path")
    )
    return [(term.organization, term.runs_until) for term in terms]


def posts_on(organization: Organization, on: dt.date) -> list[Post]:
    """Who held which post on a day, in the order of the titles; `person` is loaded."""
    held = Post.objects.on(on).filter(organization=organization).select_related("person")
    return sorted(held, key=lambda post: (_TITLES[post.title], post.person.name_key, post.pk))


def secretaries_on(organizations: Collection[int], on: dt.date) -> dict[int, str]:
    """The names of the secretaries of these organizations on a day."""
    held = Post.objects.on(on).filter(organization__in=organizations, title=PostTitle.SECRETARY)
    return dict(held.values_list("organization", "person__name"))


def post_for(viewer: Viewer, purpose: Purpose, pk: int) -> Post:
    """One post, if the viewer may see its organization for this purpose. Missing otherwise."""
    scope = viewer.scope(purpose)
    held = Post.objects.select_related("organization", "person").filter(
        scope.q("organization__path"), valid__isempty=False
    )
    found = held.filter(pk=pk).first()
    if found is None:
        raise Missing("没有这条任职记录，或者不在您的管理范围内。")
    return found


# --- history -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Event:
    """Something that happened to an organization on a day, with the paper it rests on."""

    on: dt.date
    title: str
    text: str = ""
    document: str = ""


def history(organization: Organization) -> list[Event]:
    """Foundings, names, superiors, units, committees and the closing; newest first."""
    events = [
        *_named(organization),
        *_moved(organization),
        *_linked(organization),
        *_elected(organization),
        *_closed(organization),
    ]
    # What happened on one day stays in the order above, which is the order of its making.
    return sorted(events, key=lambda event: event.on)[::-1]


def _named(organization: Organization) -> list[Event]:
    namings = Naming.objects.filter(organization=organization, valid__isempty=False)
    events: list[Event] = []
    before: Naming | None = None
    for naming in namings.order_by("valid"):
        if before is None:
            title = f"成立，名称为{naming.name}"
            document = organization.founding_document or naming.document
            events.append(Event(naming.valid.lower, title, naming.get_form_display(), document))
        elif (naming.name, naming.short_name, naming.form) != (
            before.name,
            before.short_name,
            before.form,
        ):
            events.append(_renamed(before, naming))
        before = naming
    return events


def _renamed(before: Naming, after: Naming) -> Event:
    if before.name == after.name and before.form == after.form:
        title, text = f"简称改为{after.short_name}", f"原来是{before.short_name}"
        return Event(after.valid.lower, title, text, after.document)
    changed = []
    if before.name != after.name:
        changed.append(f"改名为{after.name}")
    if before.form != after.form:
        changed.append(f"由{before.get_form_display()}改为{after.get_form_display()}")
    text = f"原来是{before.name}" if before.name != after.name else ""
    return Event(after.valid.lower, "，".join(changed), text, after.document)


def _moved(organization: Organization) -> list[Event]:
    """Changes of superior, each superior called as on the day."""
    called = Naming.objects.filter(
        organization=OuterRef("parent"), valid__startswith__lte=OuterRef("valid__startswith")
    ).order_by("-valid")
    parentages = (
        Parentage.objects.filter(organization=organization, valid__isempty=False)
        .order_by("valid")
        .values_list("valid", "parent", "document", Subquery(called.values("short_name")[:1]))
    )
    return [
        Event(valid.lower, f"改由{superior}领导", f"原来的上级是{old_superior}", document)
        for (_, old, _, old_superior), (valid, new, document, superior) in pairwise(parentages)
        if old != new
    ]


def _linked(organization: Organization) -> list[Event]:
    """Units that came and went; those of one day are told together."""
    links = UnitLink.objects.filter(organization=organization, valid__isempty=False)
    came: dict[dt.date, list[str]] = {}
    went: dict[dt.date, list[str]] = {}
    for link in links.select_related("unit").order_by("valid", "pk"):
        came.setdefault(link.valid.lower, []).append(link.unit.name)
        if link.ended_on and link.ended_on != organization.closed_on:
            went.setdefault(link.ended_on, []).append(link.unit.name)
    return [
        *(Event(day, f"{'、'.join(units)}不再是所在单位") for day, units in went.items()),
        *(Event(day, f"所在单位登记为{'、'.join(units)}") for day, units in came.items()),
    ]


def _elected(organization: Organization) -> list[Event]:
    terms = CommitteeTerm.objects.filter(organization=organization, valid__isempty=False)
    return [
        Event(
            term.valid.lower,
            "选举产生新一届班子",
            f"任期 {term.years} 年，到 {cn_date(term.due_on)}",
            term.document,
        )
        for term in terms.order_by("valid")
    ]


def _closed(organization: Organization) -> list[Event]:
    if organization.closed_on is None:
        return []
    told = (organization.closing_reason, organization.closing_document)
    return [Event(organization.closed_on, "撤销", *told)]


# --- before a change ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Ending:
    """What stands in the way of closing an organization (children, members), and what would end
    with it (posts, grants, units)."""

    children: int
    members: int
    posts: int
    grants: int
    units: int

    @property
    def in_the_way(self) -> bool:
        return bool(self.children or self.members)


def ending(organization: Organization) -> Ending:
    """Counted as the action counts; one query each."""
    here = {"organization": organization}
    in_it = Q(organization=organization) | Q(group=organization)
    return Ending(
        children=Organization.objects.open().filter(parent=organization).count(),
        members=Membership.objects.current().filter(in_it).count(),
        posts=Post.objects.current().filter(**here).count(),
        grants=RoleGrant.objects.current().filter(**here).count(),
        units=UnitLink.objects.current().filter(**here).count(),
    )


def superiors_to_choose(
    scope: Scope, organization: Organization, forms: Collection[str]
) -> QuerySet[Organization]:
    """Open organizations of these forms an organization could be moved under, in tree order.

    Not itself, nothing below it, not its present superior; `parent` is loaded.
    """
    path = organization.path
    return (
        Organization.objects.open()
        .filter(scope.q(), form__in=forms)
        .exclude(Q(path__gte=path, path__lt=after_subtree(path)) | Q(pk=organization.parent_id))
        .select_related("parent")
        .order_by("path")
    )


def likely_superiors(organization: Organization, text: str) -> Q:
    """Those with the text in their name; without a text the superior's neighbours and what stands
    above them."""
    if text:
        return named_like(text)
    above = organization.parent.parent_id if organization.parent else None
    return Q(parent=above) | Q(pk=above)


def named(scope: Scope, text: str, most: int) -> list[Organization]:
    """The open organizations of the scope that are called like the text. One query."""
    rows = Organization.objects.open().filter(scope.q(), named_like(text))
    return list(rows.order_by("path")[:most])


def named_like(text: str) -> Q:
    """Today's names with the text in them, or with a short name read like it in pinyin."""
    fits = Q(name__icontains=text) | Q(short_name__icontains=text)
    if text.isascii():
        for key in pinyin.query_keys(text):
            fits |= Q(name_key__startswith=key) | Q(name_key__contains=f" {key}")
    return fits


# --- who may be chosen for a post --------------------------------------------------------------


def candidates(organization: Organization, chosen: Collection[int]) -> list[Person]:
    """The people a form offers for posts, by pinyin; `organization` is loaded.

    Of a branch all its members (of a group those of its branch); of others, whose members are in
    the branches below, the present holders and the chosen ones as far as they belong there.
    """
    people = Person.objects.filter(standing__in=IN_THE_PARTY).select_related("organization")
    if organization.form in _WITH_MEMBERS:
        return list(people.filter(organization=organization).order_by("name_key", "pk"))
    if organization.form == OrganizationForm.GROUP:
        return list(people.filter(organization=organization.parent_id).order_by("name_key", "pk"))
    holders = Post.objects.current().filter(organization=organization).values("person")
    below = Q(path__gte=organization.path, path__lt=after_subtree(organization.path))
    wanted = Q(pk__in=holders) | (Q(pk__in=list(chosen)) & below)
    return list(people.filter(wanted).order_by("name_key", "pk"))


_WITH_MEMBERS = (
    OrganizationForm.BRANCH,
    OrganizationForm.JOINT_BRANCH,
    OrganizationForm.TEMPORARY_BRANCH,
)


def offers_everybody(organization: Organization) -> bool:
    """Whether the form offers all who could be chosen, so that nobody needs to be looked for."""
    return organization.form in (*_WITH_MEMBERS, OrganizationForm.GROUP)
