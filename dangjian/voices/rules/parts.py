"""To whom a letter goes in each part."""

from __future__ import annotations

from dangjian.flow.rules import Addressee, Office
from dangjian.registry.authority import Purpose
from dangjian.registry.models import Organization
from dangjian.voices.models import Letter

LONGEST = 10_000
"""Characters of a letter, an addition or an answer."""

REPRESENTATIVES_RULE = "petition.representatives.max"


def registrar_of(organization: Organization) -> Addressee:
    """Whoever registers letters there."""
    return Office(organization, Purpose.LETTERS)


def handler_of(organization: Organization) -> Addressee:
    """Whoever deals with letters there."""
    return Office(organization, Purpose.LETTERS)


def leader_of(letter: Letter) -> Addressee:
    """Who signs: the leader of the mailbox while its own office has the letter, else whoever may
    sign for the office that has it."""
    mailbox = letter.mailbox
    if mailbox and mailbox.leader and mailbox.organization_id == letter.organization_id:
        return mailbox.leader
    return Office(letter.organization, Purpose.SIGN)
