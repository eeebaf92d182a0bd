"""Tables from outside: brought in, read, entered, repaired, undone (K2)."""

from dangjian.registry.actions.imports.entering import enter
from dangjian.registry.actions.imports.reading import read, start

__all__ = ["enter", "read", "start"]
