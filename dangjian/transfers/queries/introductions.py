"""Papers before those who give or take them."""

from __future__ import annotations

from django.db.models import Max

from dangjian.kernel.refusal import Missing
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.models import Organization, Person
from dangjian.transfers.models import Introduction, IntroductionKind
from dangjian.transfers.queries.transfers import transfer_for
from dangjian.transfers.rules import Part


def paper_for(viewer: Viewer, pk: int) -> Introduction:
    """One paper, to be read in full: for those who give it, and for those who take the letter.

    Missing otherwise, and for the bearer himself: he has it in his hand.
    """
    paper = (
        Introduction.objects.select_related("issuer", "person__organization", "transfer", "handler")
        .filter(pk=pk)
        .first()
    )
    if paper is not None and paper.person_id != viewer.person_id:
        if viewer.may(Purpose.STANDING, paper.issuer.path):
            return paper
        if paper.transfer is not None and _takes(viewer, paper.transfer.pk):
            return paper
    raise Missing("没有这份介绍信，或者不在您的权限范围内。")


def _takes(viewer: Viewer, transfer: int) -> bool:
    return bool({Part.RECEIVER, Part.NEW_BRANCH} & transfer_for(viewer, transfer).parts)


def next_number(issuer: Organization, kind: IntroductionKind, year: int) -> int:
    """The number after the last one an issuer used in a year; the issuer's row must be locked."""
    used = Introduction.objects.filter(issuer=issuer, kind=kind, year=year)
    return (used.aggregate(last=Max("number"))["last"] or 0) + 1


def certificates_of(person: Person) -> list[Introduction]:
    """The certificates a member was given, the latest first. One query."""
    found = person.introductions.filter(kind=IntroductionKind.CERTIFICATE)
    return list(found.select_related("issuer").order_by("-issued_on", "-pk"))
