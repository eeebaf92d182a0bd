"""What happens by itself: an answered letter is put away when nobody asks for more."""

from __future__ import annotations

from dangjian.kernel import clock
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.jobs import every
from dangjian.kernel.refusal import Stale
from dangjian.voices.actions.lapsing import lapse
from dangjian.voices.queries.lapsed import lapsed


@every("20 17 * * *", "voices.lapse")
def lapse_letters(timestamp: int) -> int:
    """Every night (01:20 in the district): how many were put away. Safe to run again."""
    now, done = clock.now(), 0
    for letter in lapsed(now.date()).iterator(chunk_size=200):
        try:
            lapse(letter, now=now, by=SYSTEM)
        except Stale:  # the writer was quicker: his step stands
            continue
        done += 1
    return done
