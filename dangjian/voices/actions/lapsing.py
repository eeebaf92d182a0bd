"""The writer's days are over: the letter is put away as it was answered."""

from __future__ import annotations

import datetime as dt

from dangjian.flow import actions as flow
from dangjian.flow.models import Step
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.voices.models import Letter
from dangjian.voices.rules import Part, table_of


@evidence.action
def lapse(letter: Letter, *, now: dt.datetime, by: Actor) -> Step:
    """Put an answered letter away. Stale where its writer was quicker."""
    return flow.advance(letter, table_of(letter), "lapse", part=Part.PLATFORM, now=now, by=by)
