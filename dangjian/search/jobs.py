"""What happens by itself: the index learns the words of what came in, and counts anew at night."""

from __future__ import annotations

from dangjian.kernel.jobs import every
from dangjian.search import actions


@every("*/2 * * * *", "search.learn")
def learn_words(timestamp: int) -> int:
    """Every other minute: how many passages were counted. Safe to run again."""
    return actions.learn()


@every("40 18 * * *", "search.recount")
def recount_words(timestamp: int) -> int:
    """Every night (02:40 in the district): how many terms there are. Safe to run again."""
    return actions.recount()
