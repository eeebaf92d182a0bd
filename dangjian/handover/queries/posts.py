"""What stands in somebody's name: his posts, roles and to-dos, as a list would name them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Q

from dangjian.flow.models import Absence, ToDo
from dangjian.flow.queries.offices import nearest_with
from dangjian.flow.rules import Office
from dangjian.flow.rules.offices import barred_cases, not_barred
from dangjian.handover.models import Agreed, Handover, Kind, Line
from dangjian.handover.rules import FIXED, Ways
from dangjian.kit.words import cn_date
from dangjian.registry.authority import POSTS_THAT_LEAD, PURPOSES, Held, Purpose, Viewer
from dangjian.registry.models import (
    Account,
    Organization,
    OrganizationForm,
    Person,
    Post,
    PostTitle,
    Role,
    RoleGrant,
)

OFFERED = 20


@dataclass(frozen=True)
class Holding:
    """The whole post of a person at an organization: posts of the Party, and roles."""

    person: Person
    organization: Organization
    posts: tuple[Post, ...]
    grants: tuple[RoleGrant, ...]

    @property
    def held(self) -> tuple[Held, ...]:
        """The rights it carries."""
        roles = [(Role(g.role), g.organization) for g in self.grants]
        if any(p.title in POSTS_THAT_LEAD for p in self.posts):
            roles.append((Role.SECRETARY, self.organization))
        return tuple(Held(role, at.pk, at.path, at.short_name) for role, at in roles)

    @property
    def said(self) -> str:
        """How people call it."""
        names = [PostTitle(p.title).label for p in self.posts]
        names += [Role(g.role).label for g in self.grants]
        return f"{self.organization.short_name}{'、'.join(dict.fromkeys(map(str, names)))}"


def holdings_of(person: Person, on: dt.date) -> list[Holding]:
    """Every post of a person, by organization. Two queries."""
    posts = Post.objects.on(on).filter(person=person, organization__closed_on__isnull=True)
    grants = RoleGrant.objects.on(on).filter(holder=person, organization__closed_on__isnull=True)
    at: dict[int, tuple[Organization, list[Post], list[RoleGrant]]] = {}
    for post in posts.select_related("organization").order_by("pk"):
        if post.organization.form != OrganizationForm.GROUP:
            at.setdefault(post.organization_id, (post.organization, [], []))[1].append(post)
    for grant in grants.select_related("organization").order_by("pk"):
        at.setdefault(grant.organization_id, (grant.organization, [], []))[2].append(grant)
    return [Holding(person, place, tuple(p), tuple(g)) for place, p, g in at.values()]


def holds_elsewhere(person: Person, place: Organization, on: dt.date) -> bool:
    """Whether somebody keeps a post besides the one at this organization. Two queries."""
    return any(one.organization.pk != place.pk for one in holdings_of(person, on))


def viewer_with(person: Person, held: Sequence[Held]) -> Viewer:
    """The person as one who holds this: what rules on to-dos are asked with."""
    account = Account.objects.filter(person=person).values_list("pk", flat=True).first()
    return Viewer(account or 0, person.pk, person.uid, person.name, tuple(held))


def todos_of(
    holding: Holding, ways: Ways, *, everything: bool, calls: Collection[int] = ()
) -> list[ToDo]:
    """The open to-dos of the post: its offices', and the person's own as far as they are no matter
    of himself. A few queries.

    everything: whether he holds nothing else, so that all that was put to him belongs to the post;
    otherwise only what belongs to cases at or below the organization. calls: to-dos left out.
    """
    giver = viewer_with(holding.person, holding.held)
    office = Q(pk__in=())
    for held in holding.held:
        rights = [purpose.name for purpose in PURPOSES[held.role]]
        office |= Q(for_organization=held.organization_id, right__in=rights)
    mine = Q(for_person=holding.person)
    if not everything:
        mine &= Q(case__organization__path__startswith=holding.organization.path)
    rows = (
        ToDo.objects.filter((office | mine) & not_barred(giver), closed_at__isnull=True)
        .exclude(pk__in=calls)
        .select_related("case__edition__procedure", "for_organization", "for_person")
        .order_by("due_on", "pk")
    )
    found = list(rows)
    own = ways.own([row.pk for row in found if row.for_person_id])
    return [row for row in found if row.pk not in own]


def barred_from(successor: Person, held: Sequence[Held]) -> set[int]:
    """Cases the successor must not have, once he holds this besides. One query."""
    return set(barred_cases(viewer_with(successor, held)))


def absences_of(person: Person, today: dt.date) -> list[Absence]:
    """Absences of his that run or are to come, and those in which he stands in. One query."""
    running = Q(ended_on__isnull=True) | Q(ended_on__gt=today)
    rows = Absence.objects.filter(
        running, Q(person=person) | Q(substitute=person), until_on__gte=today
    )
    return list(rows.select_related("person", "substitute").order_by("from_on", "pk"))


def lines_of(
    holding: Holding,
    successor: Person,
    ways: Ways,
    today: dt.date,
    *,
    everything: bool,
    calls: Collection[int] = (),
) -> list[Line]:
    """The list as it stands today, unsaved, in the order of the paper."""
    place = holding.organization
    barred = barred_from(successor, holding.held)
    found = [
        Line(
            kind=Kind.POST,
            title=f"{place.short_name}{PostTitle(post.title).label}",
            detail=f"{cn_date(post.began_on)}任职" if post.began_on else "",
            post=post,
        )
        for post in holding.posts
    ]
    found += [
        Line(
            kind=Kind.ROLE,
            title=f"{grant.organization.short_name}{Role(grant.role).label}",
            detail=f"{cn_date(grant.began_on)}授予" if grant.began_on else "",
            grant=grant,
        )
        for grant in holding.grants
    ]
    for todo in todos_of(holding, ways, everything=everything, calls=calls):
        due = f"{cn_date(todo.due_on, today)}前办完" if todo.due_on else "没有期限"
        where = todo.for_organization.short_name if todo.for_organization else "交给本人"
        aside = todo.case_id in barred if todo.case_id else False
        found.append(
            Line(
                kind=Kind.TODO,
                title=todo.what,
                detail=f"{where}，{due}",
                todo=todo,
                barred=aside,
            )
        )
    for entry in (one for listed in ways.lists for one in listed(holding.person, place, today)):
        found.append(Line(kind=entry.kind, title=entry.title[:200], detail=entry.detail[:200]))
    found += [
        Line(kind=Kind.ABSENCE, title=_absence(one), detail="移交以后结束")
        for one in absences_of(holding.person, today)
    ]
    return found + [Line(kind=e.kind, title=e.title, detail=e.detail) for e in FIXED]


def _absence(one: Absence) -> str:
    days = f"{cn_date(one.from_on)}到{cn_date(one.until_on)}"
    return f"{days}{one.person.name}不在，由{one.substitute.name}代办"


def candidates(text: str) -> list[Person]:
    """Members with an account whose name is exactly this, for whoever says who takes over.

    A whole name only: this is no way to look through the district.
    """
    wanted = text.strip()
    if len(wanted) < 2:
        return []
    rows = Person.objects.filter(name=wanted, account__is_active=True)
    return list(rows.select_related("organization").order_by("path", "pk")[:OFFERED])


def superior_for(handover: Handover, what: Agreed, on: dt.date) -> Office | None:
    """The nearest office that may agree and is neither of the two; None where there is nobody."""
    place = handover.organization
    if what is Agreed.ROLES:
        return nearest_with(place, Purpose.GRANT, [handover.giver_id, handover.successor_id], on)
    above = place.parent or place
    return nearest_with(above, Purpose.STRUCTURE, [handover.giver_id, handover.successor_id], on)


def holding_of(handover: Handover, today: dt.date) -> Holding:
    """What the giver still holds there; of a leaver what he held when he was given notice."""
    found = next(
        (
            one
            for one in holdings_of(handover.giver, today)
            if one.organization.pk == handover.organization_id
        ),
        Holding(handover.giver, handover.organization, (), ()),
    )
    if handover.cooling_off_id is None:
        return found
    grants = [
        line.grant
        for line in handover.lines.filter(kind=Kind.ROLE).select_related("grant__organization")
        if line.grant is not None
    ]
    return Holding(handover.giver, handover.organization, (), tuple(grants))
