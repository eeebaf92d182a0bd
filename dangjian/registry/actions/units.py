"""Record the units behind organizations (A2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from dangjian.kernel import evidence, identity
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused
from dangjian.registry.actions import posts
from dangjian.registry.actions.organizations import _leaf, _open, _touch
from dangjian.registry.models import Organization, Unit, UnitLink
from dangjian.registry.models.validity import since
from dangjian.registry.rules.tree import UnitEntry, check_units, not_in_future


@evidence.action
def record_units(
    organization: Organization,
    *,
    relation: str,
    units: Sequence[UnitEntry],
    on: dt.date,
    today: dt.date,
    by: Actor,
    seen: int | None = None,
) -> Organization:
    """Record the unit behind an organization from a day on (A2).

    Refused: a number of units that does not fit the relation (none for "same as superior", one for
    a legal-person unit, two to five for a joint branch: 支部工作条例 ch. 2), a wrong code or the
    code of a unit with another name, a day before the units it would replace.
    """
    not_in_future(on, today)
    organization = _open(organization, seen)
    if on < organization.opened_on:
        raise Refused(f"它于 {organization.opened_on:%Y-%m-%d} 才成立，请核对日期。", field="on")
    check_units(relation, units)
    kept = list(dict.fromkeys(_unit(organization, entry).pk for entry in units))
    if len(kept) < len(units):
        raise Refused("同一个单位填了两次，请核对。", field="units")
    current = UnitLink.objects.current().filter(organization=organization)
    left = current.exclude(unit__in=kept)
    if left.filter(valid__startswith__gt=on).exists():
        raise Refused("原来的单位是在这一天以后登记的，请核对日期。", field="on")
    known = set(current.values_list("unit", flat=True))
    new = [pk for pk in kept if pk not in known]
    _check_not_ended_later(organization, new, on)
    posts.end_all(left, on)
    for pk in new:
        UnitLink.objects.create(organization=organization, unit_id=pk, valid=since(on))
    organization.unit_relation = relation
    _touch(organization, "unit_relation")
    _leaf(by, "record_units", organization, on, relation=relation, units=[u.name for u in units])
    return organization


def _check_not_ended_later(organization: Organization, units: Sequence[int], on: dt.date) -> None:
    """A unit that stood behind the organization until a later day is not behind it anew before."""
    until = (
        UnitLink.objects.filter(organization=organization, unit__in=units, valid__endswith__gt=on)
        .order_by("-valid__endswith")
        .values_list("unit__name", "valid__endswith")
        .first()
    )
    if until:
        name, day = until
        raise Refused(
            f"{name}到 {day:%Y-%m-%d} 为止一直登记在这里，不能从更早的一天起再登记一次。",
            field="on",
        )


def _unit(organization: Organization, entry: UnitEntry) -> Unit:
    """The unit with that credit code or, without one, the organization's own of that name.

    A unit whose code is known keeps the name and sector it has, unless this organization alone is
    linked to it: nobody rewrites what stands behind somebody else's organization.
    """
    code = identity.clean(entry.credit_code)
    described = {"name": entry.name, "sector": entry.sector}
    if not code:
        own = Unit.objects.filter(links__organization=organization, credit_code=None)
        found = own.filter(**described).first()
        return found or Unit.objects.create(**described)
    unit, _ = Unit.objects.get_or_create(credit_code=code, defaults=described)
    if (unit.name, unit.sector) != (entry.name, entry.sector):
        if unit.links.exclude(organization=organization).exists():
            raise Refused(
                f"代码 {code} 已经登记为“{unit.name}”（{unit.get_sector_display()}），请照此填写；"
                "如果是登记错了，请联系区委组织部。",
                field="units",
            )
        unit.name, unit.sector = entry.name, entry.sector
        unit.save(update_fields=["name", "sector"])
    return unit
