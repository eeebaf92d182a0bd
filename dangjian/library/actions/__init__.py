"""The verbs of the library."""

from dangjian.library.actions.bringing_in import File, Told, bring_in, judge
from dangjian.library.actions.reading import keep_place

__all__ = ["File", "Told", "bring_in", "judge", "keep_place"]
