"""Reads of flow: to-dos, a case's terms and history, who must not have it."""

from dangjian.flow.queries.bars import check_not_barred, fit, standing_bars
from dangjian.flow.queries.cases import (
    Event,
    edition_in_force,
    history,
    papers_needed,
    running_terms,
    visited,
    words_of,
    words_of_all,
)
from dangjian.flow.queries.pages import Leads, pages
from dangjian.flow.queries.todos import (
    LATELY,
    PER_PAGE,
    Item,
    Show,
    Slice,
    acting_for,
    counts,
    done_lately,
    inbox,
    listed,
    open_count,
    waiting_on_others,
)

__all__ = [
    "LATELY",
    "PER_PAGE",
    "Event",
    "Item",
    "Leads",
    "Show",
    "Slice",
    "acting_for",
    "check_not_barred",
    "counts",
    "done_lately",
    "edition_in_force",
    "fit",
    "history",
    "inbox",
    "listed",
    "open_count",
    "pages",
    "papers_needed",
    "running_terms",
    "standing_bars",
    "visited",
    "waiting_on_others",
    "words_of",
    "words_of_all",
]
