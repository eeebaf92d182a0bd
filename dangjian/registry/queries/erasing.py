"""What of the evidence about a person would be erased."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable

from django.db.models import QuerySet

from dangjian.kernel.models import Leaf
from dangjian.kernel.proofs import erased
from dangjian.kernel.row_scope import widening
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.models import Person
from dangjian.registry.queries.audits import covers_everything
from dangjian.registry.queries.merging import known_as

_DISTRICT = dt.timezone(dt.timedelta(hours=8))
OFFERED = 20


def leaves_about(person: Person, until: dt.date) -> QuerySet[Leaf]:
    """Leaves about a person up to a day, with their words, oldest first.

    Only such as have their place in the log, so that their proofs stay; of erasing itself none.
    """
    before = dt.datetime.combine(until + dt.timedelta(1), dt.time.min, _DISTRICT)
    about = Leaf.objects.filter(subject_kind="person", subject_uid__in=known_as(person))
    about = about.filter(at__lt=before, place__isnull=False)
    return about.exclude(verb=erased.VERB).exclude(salt=b"").order_by("pk")


def digest_of(leaves: Iterable[Leaf]) -> str:
    """SHA-256 over their digests in order: which they are, without saying what they say."""
    return hashlib.sha256(b"".join(bytes(leaf.digest) for leaf in leaves)).hexdigest()


def may_ask(viewer: Viewer) -> bool:
    """Who grants over the whole district may ask; the auditor agrees."""
    return covers_everything(viewer.scope(Purpose.GRANT))


@widening("whose words of evidence are to be erased")
def people_called(viewer: Viewer, name: str) -> list[Person]:
    """People of exactly this name, also who left, for whoever may ask.

    A name says nothing that he could not read: records are not shown here.
    """
    if not name.strip() or not may_ask(viewer):
        return []
    found = Person.objects.filter(name=name.strip()).select_related("organization")
    return list(found.order_by("name_key", "pk")[:OFFERED])
