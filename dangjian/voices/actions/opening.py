"""A letter is opened in full: with a reason, and on record for those who wrote it."""

from __future__ import annotations

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused
from dangjian.voices.models import Letter
from dangjian.voices.queries.office import in_full


@evidence.action
def look_at(letter: Letter, *, by: Actor) -> None:
    """Leave on record that an office opened the letter, masked."""
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
