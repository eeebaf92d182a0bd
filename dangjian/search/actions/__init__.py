"""The verbs by which rooms keep the index: index and forget; and what learns its words."""

from dangjian.search.actions.indexing import Findable, forget, index, index_many
from dangjian.search.actions.learning import learn, recount

__all__ = ["Findable", "forget", "index", "index_many", "learn", "recount"]
