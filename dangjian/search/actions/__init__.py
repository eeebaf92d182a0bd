"""The verbs by which rooms keep the index: index, forget, rebuild; and what learns its words."""

from dangjian.search.actions.indexing import Findable, forget, index, index_many
from dangjian.search.actions.learning import learn, recount
from dangjian.search.actions.rebuilding import Source, rebuild, under_way

__all__ = [
    "Findable",
    "Source",
    "forget",
    "index",
    "index_many",
    "learn",
    "rebuild",
    "recount",
    "under_way",
]
