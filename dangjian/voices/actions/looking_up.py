"""A letter is found by the code that a caller reads out; its writer can see who asked (X30)."""

from __future__ import annotations

import datetime as dt

from dangjian.kernel import evidence
from dangjian.kernel.refusal import Missing
from dangjian.registry.authority import Purpose, Viewer
from dangjian.voices.models import Letter
from dangjian.voices.queries.matters import case_of
from dangjian.voices.queries.sight import letter_for
from dangjian.voices.queries.writers import writer_by_code


@evidence.action
def look_up(code: str, *, viewer: Viewer, on: dt.date) -> Letter:
    """The letter of a code, or where it is dealt with. Refused for what is no code; Missing where
    nobody has it, and where the officer does not see it: then he may tell whom to call."""
    writer = writer_by_code(code)
    own = writer.letter
    letter = case_of(own)
    try:
        letter = letter_for(viewer, letter.pk, on).letter
    except Missing:
        raise Missing(
            "没有这封来信，或者不由您那里办。请打电话的人在网上凭受理码查，或者找受理的单位。"
        ) from None
    by = viewer.actor(Purpose.LETTERS, letter.organization.path)
    evidence.record(by, "look_up", "letter", own.uid, letter.organization.path)
    return letter
