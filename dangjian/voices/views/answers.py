"""来信怎么办的: answers everybody may read."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dangjian.voices.forms.writing import SearchForm
from dangjian.voices.queries import published

PER_PAGE = 20
LIKE = 20


@login_not_required
@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """The latest, those that hold the words, or those that are about the same as a question."""
    form = SearchForm(request.GET or None)
    text = form.cleaned_data["q"] if form.is_bound and form.is_valid() else ""
    holding = published.holding(text)
    near = False
    page = Paginator(holding, PER_PAGE).get_page(request.GET.get("page"))
    rows = published.known(page.object_list)  # type: ignore[arg-type]
    if text and not rows:
        rows, near = published.like(text, LIKE), True
    return render(
        request,
        "voices/answers.html",
        {"form": form, "text": text, "page": page, "rows": rows, "near": near},
        status=400 if form.errors else 200,
    )


@login_not_required
@require_safe
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """One question and its answer."""
    found = published.one(pk)
    near = [row for row in published.like(found.public_text, 4) if row.id != pk][:3]
    places = [
        ("首页", reverse("home")),
        ("互动", reverse("interaction")),
        ("来信怎么办的", reverse("answers")),
        ("答复", ""),
    ]
    return render(request, "voices/answer.html", {"row": found, "near": near, "places": places})
