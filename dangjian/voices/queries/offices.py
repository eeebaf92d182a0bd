"""Offices that deal with letters: somebody there holds the right on that day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from dangjian.flow.queries import fit
from dangjian.registry.authority import POSTS_THAT_LEAD, PURPOSES, Purpose
from dangjian.registry.models import Organization, Post, Role, RoleGrant
from dangjian.voices.models import Letter


def can_deal_with(
    organization: Organization, on: dt.date, purpose: Purpose = Purpose.LETTERS
) -> bool:
    """Whether somebody holds the right at that very organization. At most two queries."""
    return bool(holding([organization.pk], on, purpose))


def offered(letter: Letter, on: dt.date) -> list[Organization]:
    """Where the letter may be passed on to: below the office that has it, somebody there deals with
    letters, not barred. Three queries."""
    below = Organization.objects.filter(
        path__startswith=letter.organization.path, closed_on__isnull=True
    ).exclude(pk=letter.organization_id)
    found = below.filter(pk__in=holding(None, on, Purpose.LETTERS)).order_by("path")
    return fit(letter.case, found)


def superior_of(letter: Letter, on: dt.date) -> Organization | None:
    """Who reviews: the nearest organization above that deals with letters and is not barred."""
    paths = _above(letter.organization.path)
    there = holding(None, on, Purpose.LETTERS)
    above = Organization.objects.filter(path__in=paths, pk__in=there).order_by("-path")
    return next(iter(fit(letter.case, above)), None)


def holding(only: Iterable[int] | None, on: dt.date, purpose: Purpose) -> set[int]:
    """The organizations, of some or of all, where somebody holds the right. Two queries."""
    roles = [role for role in Role if purpose in PURPOSES[role]]
    grants = RoleGrant.objects.on(on).filter(role__in=roles)
    posts = Post.objects.on(on).filter(title__in=POSTS_THAT_LEAD)
    if only is not None:
        grants, posts = grants.filter(organization__in=only), posts.filter(organization__in=only)
    found = set(grants.values_list("organization", flat=True))
    if purpose in PURPOSES[Role.SECRETARY]:
        found |= set(posts.values_list("organization", flat=True))
    return found


def _above(path: str) -> list[str]:
    parts = path.rstrip("/").split("/")
    return ["/".join(parts[:i]) + "/" for i in range(1, len(parts))]
