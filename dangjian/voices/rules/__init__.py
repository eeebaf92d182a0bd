"""What may be in the room: the tables, whose part is whose."""

from dangjian.voices.rules.tables import (
    CONSULTATION,
    MAILBOX,
    PETITION,
    TABLES,
    Part,
    table_of,
)

__all__ = ["CONSULTATION", "MAILBOX", "PETITION", "TABLES", "Part", "table_of"]
