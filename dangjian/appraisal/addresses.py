"""Where the to-dos of this room are done; `desk` asks it."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q
from django.urls import reverse

from dangjian.flow.models import ToDo


def todo_pages(ids: Collection[int]) -> dict[int, str]:
    """To-do id -> the page of its appraisal or visit. One query; those of other rooms are left
    out."""
    rows = ToDo.objects.filter(
        Q(case__appraisal__isnull=False) | Q(visit__isnull=False), pk__in=list(ids)
    )
    return {
        todo: reverse("appraisal", args=[appraisal])
        if appraisal
        else reverse("visit", args=[visit])
        for todo, appraisal, visit in rows.values_list("pk", "case__appraisal", "visit")
    }
