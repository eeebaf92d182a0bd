"""What is found, for whom; nothing leaves this room that the asker may not find."""

from dangjian.search.queries.finding import Filters, Found, find
from dangjian.search.queries.related import related
from dangjian.search.queries.suggesting import suggested

__all__ = ["Filters", "Found", "find", "related", "suggested"]
