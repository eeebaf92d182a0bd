"""Where the to-dos of this room are done; `desk` reads it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.urls import reverse

from dangjian.forum.models import Consultation, Opinion, Paper, Removal, Review, Thread


def todo_pages(ids: Collection[int]) -> dict[int, str]:
    """To-do id -> the page where it is done, or can be read. Six queries.

    To-dos of other rooms are left out.
    """
    todos = list(ids)
    found: dict[int, str] = {}
    nouns: Mapping[str, list[tuple[int, int]]] = {
        "thread_moderate": _pairs(Thread, todos, "pk"),
        "contribution": _pairs(Removal, todos, "contribution_id"),
        "paper": _pairs(Paper, todos, "pk"),
        "review": _pairs(Review, todos, "pk"),
        "consultation": _pairs(Consultation, todos, "pk"),
        "opinion_answer": _pairs(Opinion, todos, "pk"),
    }
    for page, pairs in nouns.items():
        found |= {todo: reverse(page, args=[number]) for todo, number in pairs}
    return found


def _pairs(
    model: type[Thread | Removal | Paper | Review | Consultation | Opinion],
    todos: list[int],
    number: str,
) -> list[tuple[int, int]]:
    return list(model.objects.filter(todo__in=todos).values_list("todo_id", number))
