"""What several actions of this room write: the count of changes, and who acts."""

from __future__ import annotations

from django.db.models import F

from dangjian.kernel.evidence import Actor
from dangjian.portal.models import Generation
from dangjian.registry.models import Person


def changed() -> None:
    """Count the change of the site in the transaction that makes it: no cached page outlives it."""
    Generation.objects.update(number=F("number") + 1)


def person_of(by: Actor) -> Person:
    """The person who acts. RuntimeError for the platform itself, which signs and writes nothing."""
    if by.person_uid is None:
        raise RuntimeError("a text is written and signed by a person")
    return Person.objects.get(uid=by.person_uid)
