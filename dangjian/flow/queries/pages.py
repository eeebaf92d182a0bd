"""The page each to-do leads to, asked of all rooms in one statement."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db.models import Expression
from django.urls import reverse

from dangjian.flow.models import ToDo

Leads = Sequence[tuple[str, str | Expression]]
"""What a room says of its nouns that have to-dos: the way from a to-do to the number of its page,
and the name of that page's address (or an expression over the to-do that gives the name)."""


def pages(todos: Collection[int], leads: Leads) -> dict[int, str]:
    """To-do id -> the address of its page; a to-do that has none is left out.

    One query whatever their number and whatever the number of rooms: every way goes to one row at
    most, so the to-dos are joined to all of them at once.
    """
    if not todos:
        return {}
    told = {f"page_{at}": name for at, (_, name) in enumerate(leads) if not isinstance(name, str)}
    ways = [way for way, _ in leads]
    found: dict[int, str] = {}
    rows = ToDo.objects.filter(pk__in=list(todos)).annotate(**told)
    for pk, *values in rows.values_list("pk", *ways, *told):
        named = dict(zip(told, values[len(ways) :], strict=True))
        for at, (number, (_, name)) in enumerate(zip(values, leads, strict=False)):
            if number is not None:
                page = name if isinstance(name, str) else named[f"page_{at}"]
                found[pk] = reverse(page, args=[number])
    return found
