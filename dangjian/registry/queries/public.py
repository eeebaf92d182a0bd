"""What anybody may know of the Party organizations: fields of class public, and sums of members.

The one place of this room that asks for no scope. What leaves it is named in FIELDS (a test holds
them against their classes); of members it tells the district's total and shares, never a part.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.functions import Length, Replace

from dangjian.kernel import codes
from dangjian.kernel.refusal import Missing
from dangjian.kernel.row_scope import widening
from dangjian.registry.models import (
    IN_THE_PARTY,
    Organization,
    OrganizationForm,
    Person,
    UnitLink,
    after_subtree,
)
from dangjian.registry.queries.organizations import named_like
from dangjian.registry.queries.tree import tells_form

FIELDS = ("id", "name", "short_name", "form", "phone", "parent", "path", "position")
"""Of an organization; beside them the names and sectors of its units."""

PUBLISHED_FROM = 100
"""Members a district must have before their number and shares are published."""


@dataclass(frozen=True)
class Known:
    """An organization as anybody may know it. parent: None for the district's own committee."""

    id: int
    name: str
    short_name: str
    form: str
    phone: str
    parent: int | None
    path: str
    position: int

    @property
    def form_label(self) -> str:
        return str(OrganizationForm(self.form).label)

    @property
    def name_tells_form(self) -> bool:
        return tells_form(self.short_name, self.form)


def listed() -> QuerySet[Organization]:
    """The open organizations the public finds: a group is a part of its branch."""
    return Organization.objects.open().exclude(form=OrganizationForm.GROUP)


def found(text: str, within: Known | None = None) -> QuerySet[Organization]:
    """Organizations called like the text, or with a unit called so; the highest first, in the
    order of the tree: 第二 comes after 第一, whatever the sound.

    Several words must all fit. Without a text everything within.
    """
    depth = Length("path") - Length(Replace("path", Value("/"), Value("")))
    rows = listed().filter(*map(_called, _words(text)))
    if within is not None:
        rows = rows.filter(path__gte=within.path, path__lt=after_subtree(within.path))
    return rows.order_by(depth, "parent__path", "position", "pk")


def _words(text: str) -> list[str]:
    """Pinyin stays together: its blanks part syllables."""
    return [text] if text.isascii() and text else text.split()


def _called(word: str) -> Q:
    units = UnitLink.objects.current().filter(unit__name__icontains=word)
    return named_like(word) | Q(pk__in=units.values("organization"))


def known(rows: QuerySet[Organization]) -> list[Known]:
    """The rows with nothing but what is public. One query."""
    return [Known(**row) for row in rows.values(*FIELDS)]


def one(pk: int) -> Known:
    """One organization the public finds; Missing for any other number."""
    rows = known(listed().filter(pk=pk))
    if not rows:
        raise Missing("没有这个党组织，可能已经撤销。")
    return rows[0]


def above(organization: Known) -> list[Known]:
    """From the district's committee down to the superior. One query."""
    ids = [int(part) for part in organization.path.strip("/").split("/")[:-1]]
    rows = {row.id: row for row in known(Organization.objects.filter(pk__in=ids))}
    return [rows[pk] for pk in ids]


def below(organization: Known) -> QuerySet[Organization]:
    """What stands directly under it, in the order of the tree."""
    return listed().filter(parent=organization.id).order_by("position", "pk")


def second_level() -> list[Known]:
    """What stands directly under the district's committee, in the order of the tree."""
    under_the_root = listed().filter(parent__isnull=False, parent__parent__isnull=True)
    return known(under_the_root.order_by("position", "pk"))


def district() -> Known | None:
    """The district's own committee; None while there is none."""
    rows = known(listed().filter(parent__isnull=True))
    return rows[0] if rows else None


def short_names(ids: Collection[int]) -> dict[int, str]:
    return dict(Organization.objects.filter(pk__in=ids).values_list("pk", "short_name"))


def units_of(ids: Collection[int], on: dt.date) -> dict[int, list[str]]:
    """The names of the units behind these organizations on a day. One query."""
    names: dict[int, list[str]] = {}
    links = UnitLink.objects.on(on).filter(organization__in=ids).order_by("pk")
    for organization, unit in links.values_list("organization", "unit__name"):
        names.setdefault(organization, []).append(unit)
    return names


# --- sums -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Totals:
    """Members of the district, and of a hundred of them how many are women or went to college."""

    members: int
    women: int
    college: int


@widening("sums of the district that are published")
def totals() -> Totals | None:
    """The district's members as its yearly bulletin tells them; None while there are few."""
    counted = Person.objects.filter(standing__in=IN_THE_PARTY).aggregate(
        members=Count("pk"),
        women=Count("pk", filter=Q(sex="2")),
        college=Count("pk", filter=Q(education__in=codes.COLLEGE_UP)),
    )
    members = counted["members"]
    if members < PUBLISHED_FROM:
        return None
    return Totals(
        members,
        round(counted["women"] * 100 / members),
        round(counted["college"] * 100 / members),
    )


def by_form() -> Mapping[OrganizationForm, int]:
    """How many open organizations there are of each form, in the order of the forms."""
    rows = listed().values(kind=F("form")).annotate(n=Count("pk")).order_by()
    counted = dict(rows.values_list("kind", "n"))
    return {form: counted[form] for form in OrganizationForm if form in counted}
