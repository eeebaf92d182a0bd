"""What may be in the dues: the tables of moves; months, standards, accounts stand beside."""

from dangjian.dues.rules.tables import ACCOUNTS, RELIEFS, Hand
from dangjian.flow.rules import Tables

TABLES: Tables = {(one.key, one.revision): one for one in (RELIEFS, ACCOUNTS)}

__all__ = ["ACCOUNTS", "RELIEFS", "TABLES", "Hand"]
