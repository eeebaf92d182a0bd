"""What may be in meetings: the tables of moves, shares and denominators, ballots, elections."""

from dangjian.flow.rules import Tables
from dangjian.meetings.rules.tables import BALLOTS, ELECTIONS, Who, table_of

TABLES: Tables = {(one.key, one.revision): one for one in (BALLOTS, ELECTIONS)}

__all__ = ["BALLOTS", "ELECTIONS", "TABLES", "Who", "table_of"]
