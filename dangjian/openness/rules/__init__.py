"""What may be in openness: the tables of moves, periods, persons, texts."""

from dangjian.flow.rules import Tables
from dangjian.openness.rules.application_tables import APPLICATIONS, Part
from dangjian.openness.rules.disclosure_tables import CATALOGUE, PERSONNEL, Hand
from dangjian.openness.rules.tables import NOTICES, OBJECTIONS, Who

TABLES: Tables = {
    (one.key, one.revision): one
    for one in (NOTICES, OBJECTIONS, CATALOGUE, PERSONNEL, APPLICATIONS)
}

__all__ = [
    "APPLICATIONS",
    "CATALOGUE",
    "NOTICES",
    "OBJECTIONS",
    "PERSONNEL",
    "TABLES",
    "Hand",
    "Part",
    "Who",
]
