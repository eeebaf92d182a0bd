"""Who may be contact or sponsor: the full members of the branch."""

from __future__ import annotations

from dangjian.registry.models import Organization, Person, StandingKind


def full_members(branch: Organization) -> list[Person]:
    """The full members of a branch as today, by pinyin. One query."""
    rows = Person.objects.filter(organization=branch, standing=StandingKind.FULL)
    return list(rows.order_by("name_key", "pk"))
