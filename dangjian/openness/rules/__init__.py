"""What may be in openness: the tables of moves, periods, persons, texts."""

from dangjian.openness.rules.tables import NOTICES, OBJECTIONS, TABLES, Who

__all__ = ["NOTICES", "OBJECTIONS", "TABLES", "Who"]
