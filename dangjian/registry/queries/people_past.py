"""Lists of members as they were on a past day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db.models import Q, QuerySet

from dangjian.kernel import codes
from dangjian.registry.authority import Scope
from dangjian.registry.models import (
    IN_THE_PARTY,
    Floating,
    LostContact,
    Membership,
    Organization,
    OrganizationForm,
    Parentage,
    Person,
    Standing,
    StandingKind,
)
from dangjian.registry.models.validity import ValidQuerySet
from dangjian.registry.queries.people import (
    EVERYBODY,
    MARKS,
    Row,
    Slice,
    Wanted,
    _names_on,
    _page,
    _posts_on,
    _text,
    _titles,
)


def members_on(scope: Scope, on: dt.date, wanted: Wanted) -> QuerySet[Membership]:
    """The memberships of that day in the organizations of the scope, by pinyin.

    The person's own row may have moved on since; standing and branch are those of the day. `within`
    follows the tree of that day, the scope today's.
    """
    fits = Q(person__in=Standing.objects.on(on).filter(kind__in=_kinds(wanted)).values("person"))
    if wanted.within is not None:
        fits &= _within_on(wanted.within, on)
    if wanted.sex:
        fits &= Q(person__sex=wanted.sex)
    if wanted.mark in MARKS:
        spells = {"lost": LostContact, "floating": Floating}[wanted.mark]
        fits &= Q(person__in=spells.objects.on(on).values("person"))
    if wanted.text.strip():
        fits &= Q(person__in=Person.objects.filter(_text(wanted, gone_too=True)).values("pk"))
    return _listed().on(on).filter(scope.q("organization__path"), fits)


def _listed() -> ValidQuerySet:
    rows = Membership.objects.select_related("person", "organization")
    return rows.order_by("person__name_key", "pk")


def page_on(scope: Scope, wanted: Wanted, on: dt.date, *, limit: int, offset: int = 0) -> Slice:
    """One page of a past day's list. Five queries, and one more where `within` is given."""
    memberships = members_on(scope, on, wanted)
    found, total = _page(memberships, _listed(), "person__name_key", limit, offset)
    return Slice(rows_on(found, on), total)


def rows_on(memberships: Sequence[Membership], on: dt.date) -> list[Row]:
    """Rows of a page of `members_on`, with standing, post and branch name of that day."""
    people = [m.person for m in memberships]
    kinds = dict(Standing.objects.on(on).filter(person__in=people).values_list("person", "kind"))
    posts = _posts_on(people, on)
    places = {m.organization_id for m in memberships}
    places |= {post.organization_id for held in posts.values() for post in held}
    names = _names_on(places, on)
    return [
        Row(
            person_id=m.person_id,
            name=m.person.name,
            sex=codes.SEX.name(m.person.sex),
            branch_id=m.organization_id,
            branch=(here := names.get(m.organization_id, m.organization.short_name)),
            branch_path=m.organization.path,
            path_now=m.person.path,
            standing=kinds[m.person_id],
            joined_on=m.person.joined_on,
            posts=_titles(posts.get(m.person_id, ()), m.organization_id, names, here),
        )
        for m in memberships
    ]


def _kinds(wanted: Wanted) -> Sequence[str]:
    if wanted.standing in StandingKind.values:
        return (wanted.standing,)
    return StandingKind.values if wanted.standing == EVERYBODY else IN_THE_PARTY


def _within_on(place: Organization, on: dt.date) -> Q:
    if place.form == OrganizationForm.GROUP:
        return Q(group=place)
    return Q(organization__in=_below_on(place.pk, on))


def _below_on(root: int, on: dt.date) -> set[int]:
    """The organization and everything that stood under it on that day."""
    children: dict[int | None, list[int]] = {}
    for child, parent in Parentage.objects.on(on).values_list("organization", "parent"):
        children.setdefault(parent, []).append(child)
    found, ahead = {root}, [root]
    while ahead:
        below = [pk for pk in children.get(ahead.pop(), ()) if pk not in found]
        found.update(below)
        ahead.extend(below)
    return found
