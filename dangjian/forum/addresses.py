"""Where the to-dos of this room are done; `desk` reads it."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.db.models import F, QuerySet, Value
from django.urls import reverse

from dangjian.forum.models import (
    Consultation,
    Opinion,
    Paper,
    Reach,
    Removal,
    Review,
    Thread,
    Topic,
)


def todo_pages(ids: Collection[int]) -> dict[int, str]:
    """To-do id -> the page where it is done, or can be read. One query.

    To-dos of other rooms are left out.
    """
    todos = list(ids)
    first, *others = (
        _rows(Thread.objects.filter(todo__in=todos), "thread_moderate"),
        _rows(Removal.objects.filter(todo__in=todos), "contribution", "contribution_id"),
        _rows(Paper.objects.filter(todo__in=todos), "paper"),
        _rows(Review.objects.filter(todo__in=todos), "review"),
        _rows(Consultation.objects.filter(todo__in=todos), "consultation"),
        _rows(Opinion.objects.filter(todo__in=todos), "opinion_answer"),
    )
    found = first.union(*others, all=True)
    return {todo: reverse(page, args=[number]) for todo, number, page in found}


def _rows(nouns: QuerySet, page: str, number: str = "pk") -> QuerySet:
    """(to-do, number of the page, its address name) of one kind of noun."""
    return nouns.annotate(noun_number=F(number), noun_page=Value(page)).values_list(
        "todo_id", "noun_number", "noun_page"
    )


def topics_found(uids: Collection[uuid.UUID]) -> dict[uuid.UUID, tuple[str, str]]:
    """Uid of a topic's thread -> its page, and its uid as a name. One query."""
    rows = Topic.objects.filter(thread__uid__in=uids).values_list("thread__uid", "pk")
    return {uid: (reverse("topic", args=[pk]), str(uid)) for uid, pk in rows}


def notes_found(uids: Collection[uuid.UUID]) -> dict[uuid.UUID, tuple[str, str]]:
    """Uid of a public note -> its page, and its uid as a name. One query."""
    rows = Consultation.objects.filter(uid__in=uids, reach=Reach.PUBLIC).values_list("uid", "pk")
    return {uid: (reverse("note", args=[pk]), str(uid)) for uid, pk in rows}
