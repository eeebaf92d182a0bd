"""找到重复的人: two records of one person made one, or told apart for good (X15)."""

from dangjian.registry.actions.merging.apart import tell_apart
from dangjian.registry.actions.merging.joining import (
    check,
    merge,
    payload_of,
    place_of,
    records_of,
)

__all__ = ["check", "merge", "payload_of", "place_of", "records_of", "tell_apart"]
