"""A letter is opened in full: with a reason, and on record for those who wrote it."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Refused
from dangjian.voices.models import Letter
from dangjian.voices.queries.office import in_full


@transaction.atomic
def look_at(letter: Letter, *, on: dt.date, by: Actor) -> None:
    """Leave on record that somebody opened the letter, masked; once a day."""
    seen = Leaf.objects.filter(
        subject_kind="letter", subject_uid=letter.uid, verb="look_at", actor_person=by.person_uid
    )
    if not seen.filter(at__date__gte=on).exists():
        evidence.record(by, "look_at", "letter", letter.uid, letter.organization.path)


@evidence.action
def open_in_full(letter: Letter, *, reason: str, by: Actor) -> dict[str, str]:
    """What was written with names and numbers. Refused without a reason."""
    reason = reason.strip()
    if not reason:
        raise Refused("请写明为什么要看，来信人查得到这条记录。", field="reason")
    evidence.record(
        by, "open_in_full", "letter", letter.uid, letter.organization.path, reason=reason[:200]
    )
    return in_full(letter)
