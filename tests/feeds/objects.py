"""For the authorization matrix: a source of a branch, an entry that waits and one that is shown."""

from __future__ import annotations

from typing import Any

from dangjian.feeds.models import Entry, Source
from dangjian.registry.models import Organization
from tests.district import District
from tests.feeds.sources import approved, choose, entry

OF_SOURCE = ("source", "source_stop", "source_look")
OF_ENTRY = ("entry_choose", "entry_aside", "entry_back")


def objects(district: District, branch: Organization) -> dict[str, list[Any]]:
    """Address name -> arguments."""
    address = f"https://news.example.org/{branch.pk}"
    there = Source.objects.filter(address=address).first()
    source = there or approved(district, address, organization=branch)
    waiting = Entry.objects.filter(source=source, state="new").first()
    waiting = waiting or entry(source, f"等着看{branch.pk}")
    shown = Entry.objects.filter(source=source, state="chosen").first()
    shown = shown or choose(district, entry(source, f"登出来{branch.pk}"))
    return dict.fromkeys(OF_SOURCE, [source.pk]) | {
        "entry_choose": [waiting.pk],
        "entry_aside": [waiting.pk],
        "entry_back": [shown.pk],
    }
