"""Who is to sign next, and who looks into objections: never whom the notice is about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from dangjian.flow.queries.offices import holders
from dangjian.flow.rules import Office
from dangjian.kernel.refusal import Refused
from dangjian.openness.models import Notice
from dangjian.openness.rules.persons import Subject
from dangjian.registry.authority import Purpose
from dangjian.registry.models import Organization, Person


def office_for(place: Organization, purpose: Purpose, but: Collection[int], on: dt.date) -> Office:
    """The nearest office upwards with this right that has somebody who is none of these persons.

    Refused where there is none up to the district. A query or two for each level.
    """
    for organization in _line(place):
        office = Office(organization, purpose)
        if holders(office, on).exclude(pk__in=but).exists():
            return office
    raise Refused(
        f"现在没有另一位可以办“{purpose.value}”的同志，没有送出。请保密员先给另一位同志授权。"
    )


def checking_office(notice: Notice, on: dt.date) -> Office:
    """The organization department that looks into objections to a notice.

    Refused where nobody holds that right.
    """
    for organization in _line(notice.organization):
        office = Office(organization, Purpose.OBJECTIONS)
        if holders(office, on).exists():
            return office
    raise Refused("现在还没有指定受理反映的部门，请打页面上的电话，或者当面反映。")


def concerned(subjects: Collection[Subject], office: Office, on: dt.date) -> list[Person]:
    """Holders of the office who bear the name of somebody noticed: they do not get the case."""
    names = {one.name for one in subjects}
    return [person for person in holders(office, on) if person.name in names]


def kept_out(notice: Notice, office: Office, on: dt.date) -> bool:
    """Whether the publishing branch's own people can be kept out: somebody else of the office is
    left, who is no member there."""
    path = notice.organization.path
    if office.organization.pk == notice.organization_id:
        return False
    others = holders(office, on).exclude(organization__path__startswith=path)
    return others.exists()


def directly_below(place: Organization) -> list[Organization]:
    """The organizations right under it, in the order of the tree. One query."""
    return list(Organization.objects.open().filter(parent=place).order_by("position", "pk"))


def _line(place: Organization) -> list[Organization]:
    parts = place.path.strip("/").split("/")
    paths = ["/" + "/".join(parts[: n + 1]) + "/" for n in range(len(parts))]
    return list(Organization.objects.open().filter(path__in=paths).order_by("-path"))
