"""Where the to-dos of this room are done; `desk` reads it."""

from __future__ import annotations

from collections.abc import Collection

from django.urls import reverse

from dangjian.openness.models import Notice, Objection


def todo_pages(ids: Collection[int]) -> dict[int, str]:
    """To-do id -> the page of its notice or objection. Two queries; others are left out."""
    wanted = list(ids)
    notices = Notice.objects.filter(case__todos__in=wanted).values_list("case__todos", "pk")
    objections = Objection.objects.filter(case__todos__in=wanted).values_list("case__todos", "pk")
    found = {todo: reverse("notice_desk", args=[pk]) for todo, pk in notices}
    return found | {todo: reverse("objection", args=[pk]) for todo, pk in objections}
