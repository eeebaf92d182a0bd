"""Mailboxes that take letters, and who may keep them."""

from __future__ import annotations

from django.db.models import QuerySet

from dangjian.kernel.refusal import Missing
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.models import Organization, Person, Post, RoleGrant
from dangjian.voices.models import Mailbox


def open_ones() -> QuerySet[Mailbox]:
    """All that take letters, in the order of the tree."""
    return (
        Mailbox.objects.filter(closed_on__isnull=True)
        .select_related("organization", "leader")
        .order_by("organization__path", "pk")
    )


def kept_by(viewer: Viewer) -> QuerySet[Mailbox]:
    """Those the viewer keeps: of the organizations where he maintains the structure."""
    return open_ones().filter(viewer.scope(Purpose.STRUCTURE).q("organization__path"))


def kept(viewer: Viewer, pk: int) -> Mailbox:
    """One of them. Missing where the viewer does not keep it."""
    found = kept_by(viewer).filter(pk=pk).first()
    if found is None:
        raise Missing("没有这个信箱。")
    return found


def leaders_of(organization: Organization) -> QuerySet[Person]:
    """Who may sign there: holders of posts that lead, and of the leader's role."""
    posts = Post.objects.filter(organization=organization, valid__upper_inf=True)
    grants = RoleGrant.objects.filter(organization=organization, valid__upper_inf=True)
    ids = [*posts.values_list("person", flat=True), *grants.values_list("holder", flat=True)]
    return Person.objects.filter(pk__in=ids).order_by("name_key")
