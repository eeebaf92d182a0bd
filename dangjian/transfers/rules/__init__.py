"""What may be done to a transfer, by whom, and how long a paper holds."""

from dangjian.transfers.rules.tables import FLOWS, IN, INSIDE, OUT, RIGHT, TABLES, Part

__all__ = ["FLOWS", "IN", "INSIDE", "OUT", "RIGHT", "TABLES", "Part"]
