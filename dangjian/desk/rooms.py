"""The rooms whose nouns have to-dos, and which page each to-do is done on.

An explicit list: a room answers for the to-dos that belong to it, and only desk knows all rooms.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from dangjian.forum import addresses as forum
from dangjian.membership import addresses as membership

ROOMS: tuple[Callable[[Collection[int]], Mapping[int, str]], ...] = (
    membership.todo_pages,
    forum.todo_pages,
)


def pages(todos: Collection[int]) -> dict[int, str]:
    """The address of every to-do that has a page. The same number of queries for one and many."""
    found: dict[int, str] = {}
    for todo_pages in ROOMS if todos else ():
        found |= todo_pages(todos)
    return found
