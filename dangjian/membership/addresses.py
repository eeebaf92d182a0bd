"""Where the to-dos of this room are done; `desk` reads it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse

from dangjian.flow.models import ToDo
from dangjian.membership.models import Move

_DONE_AT = {Move.FILL_IN.value: "errand_confirm"}
"""A step that calls upon the asker; every other one calls upon a helper to fill in."""


def todo_pages(ids: Iterable[int]) -> dict[int, str]:
    """To-do id -> the page where it is done, or where it can be read once it is closed. One query.

    To-dos of other rooms are left out.
    """
    ours = Q(errand_step__isnull=False) | Q(correction__isnull=False)
    rows = ToDo.objects.filter(ours, pk__in=list(ids)).values_list(
        "pk", "closed_at", "errand_step__move", "errand_step__errand", "correction"
    )
    return {
        pk: reverse("correction", args=[correction])
        if correction
        else reverse("errand" if closed else _DONE_AT.get(move, "errand_fill_in"), args=[errand])
        for pk, closed, move, errand, correction in rows
    }
