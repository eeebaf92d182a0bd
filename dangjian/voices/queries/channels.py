"""Which channel of the discipline organ is shown."""

from __future__ import annotations

from dangjian.registry.models import Organization
from dangjian.voices.models import Channel
from dangjian.voices.rules.channels import NATIONAL, Way


def channel_set_at(organization: Organization) -> Channel | None:
    """What this very organization has set. One query."""
    return Channel.objects.filter(organization=organization, ended_at__isnull=True).first()


def way_to_discipline() -> Way:
    """The district's own channel, else the national number. One query."""
    found = (
        Channel.objects.filter(ended_at__isnull=True, organization__parent__isnull=True)
        .order_by("-set_at")
        .first()
    )
    if found is None:
        return NATIONAL
    return Way(found.name, found.phone, found.page, found.address, found.hours)
