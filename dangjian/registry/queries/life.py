"""What an act of an organization's life would carry along, by number and by name (A4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.models import (
    CommitteeTerm,
    Membership,
    Organization,
    OrganizationForm,
    Post,
    RoleGrant,
    UnitLink,
)
from dangjian.registry.rules.life import takes_in


@dataclass(frozen=True)
class Load:
    """Everything that hangs on an organization today. members: with their group, by pinyin."""

    members: Sequence[Membership]
    groups: Sequence[Organization]
    children: Sequence[Organization]
    posts: Sequence[Post]
    term: CommitteeTerm | None
    grants: int
    units: int

    @property
    def alone(self) -> list[Membership]:
        """Those who are in no group."""
        return [one for one in self.members if one.group_id is None]

    def of_group(self, pk: int) -> list[Membership]:
        return [one for one in self.members if one.group_id == pk]


def load_of(organization: Organization, today: dt.date) -> Load:
    """Six queries, whatever the size."""
    members = Membership.objects.current().filter(organization=organization)
    below = list(organization.children.open().order_by("position", "pk"))
    here = {"organization": organization}
    return Load(
        list(members.select_related("person").order_by("person__name_key", "person_id")),
        [one for one in below if one.form == OrganizationForm.GROUP],
        [one for one in below if one.form != OrganizationForm.GROUP],
        list(Post.objects.on(today).filter(**here).select_related("person").order_by("pk")),
        CommitteeTerm.objects.on(today).filter(**here).first(),
        RoleGrant.objects.on(today).filter(**here).count(),
        UnitLink.objects.on(today).filter(**here).count(),
    )


def receivers(viewer: Viewer, organization: Organization) -> QuerySet[Organization]:
    """Organizations of the viewer's scope that could take it in, its sisters first."""
    rows = Organization.objects.open().filter(viewer.scope(Purpose.STRUCTURE).q())
    forms = [form for form in OrganizationForm if takes_in(form, organization.form)]
    rows = rows.filter(form__in=forms).exclude(path__startswith=organization.path)
    return rows.select_related("parent").order_by("path")
