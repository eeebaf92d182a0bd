"""Who compares a count with the paper, and which superior answers an election."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from dangjian.flow.queries.offices import holders, nearest_above
from dangjian.flow.rules import Office
from dangjian.kernel.refusal import Refused
from dangjian.registry.authority import Purpose
from dangjian.registry.models import Organization


def confirming_office(place: Organization, but: Collection[int], on: dt.date) -> Office:
    """The organization itself, or the nearest above it, where somebody else may compare the count.

    Refused where there is nobody up to the district. A query or two for each level.
    """
    own = Office(place, Purpose.MEETINGS)
    if holders(own, on).exclude(pk__in=but).exists():
        return own
    for above in _above(place):
        office = Office(above, Purpose.MEETINGS)
        if holders(office, on).exclude(pk__in=but).exists():
            return office
    raise Refused("现在没有另一位可以核对票数的同志，没有送出。请保密员先给另一位同志授权。")


def keeping_office(place: Organization, on: dt.date) -> Office:
    """Where the meetings of an organization are kept: itself, or the nearest above it where
    somebody does. Refused where there is nobody."""
    return confirming_office(place, (), on)


def superior_office(place: Organization, on: dt.date) -> Office:
    """The nearest superior whose people keep the committees of this organization. Refused where
    there is none."""
    office = nearest_above(place.path, Purpose.STRUCTURE, on, ())
    if office is None:
        raise Refused("上级党组织现在没有可以登记批复的同志，没有送出。请保密员先授权。")
    return office


def _above(place: Organization) -> list[Organization]:
    parts = place.path.strip("/").split("/")
    line = ["/" + "/".join(parts[:depth]) + "/" for depth in range(1, len(parts))]
    return list(Organization.objects.open().filter(path__in=line).order_by("-path"))
