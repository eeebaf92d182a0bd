"""The shelves, and one document (I3, I4)."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from dangjian.kernel import clock
from dangjian.kernel.refusal import Missing, Refused
from dangjian.kit.frames import show
from dangjian.library import forms
from dangjian.library.actions import keep_place
from dangjian.library.models import Document, Kind
from dangjian.library.queries import admissions, documents
from dangjian.library.queries.documents import Choices, Shelf
from dangjian.library.rules import texts
from dangjian.registry.authority import Viewer
from dangjian.registry.views.doors import viewer as signed_in
from dangjian.search import queries as search
from dangjian.search.models import Kind as Found

PER_PAGE = 20
LONG = 6
"""Paragraphs from which on a place to go on reading is worth keeping."""


def visitor_or_viewer(request: HttpRequest) -> Viewer | None:
    """Who looks at a page that is open to everybody."""
    return getattr(request, "viewer", None) or None


@login_not_required
@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """Documents by kind, issuer and year; those of one paper or book in their order."""
    who = visitor_or_viewer(request)
    kind = request.GET.get("kind", "")
    choices = documents.choices(Shelf(kind=kind if kind in Kind.values else ""), who)
    form = forms.ShelfForm(request.GET)
    form.fields["year"].choices = forms.years(choices)  # type: ignore[attr-defined]
    form.offer(choices)
    shelf = Shelf(**form.cleaned_data) if form.is_valid() else Shelf()
    page = Paginator(documents.on(shelf, who), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "shelf": shelf,
        "label": Kind(shelf.kind).label if shelf.kind else "",
        "page": page,
        "rows": list(page.object_list),
        "chips": _kinds(choices, shelf),
        "today": clock.today(),
        "narrowed": bool(shelf.issuer or shelf.year or shelf.series),
    }
    return show(request, "library/library.html", context, status=400 if form.errors else 200)


def _kinds(choices: Choices, shelf: Shelf) -> list[dict[str, Any]]:
    whole = sum(count for _, count in choices.kinds)
    every = [
        {"label": "全部", "url": reverse("library"), "count": whole, "current": not shelf.kind}
    ]
    return every + [
        {
            "label": kind.label,
            "url": f"{reverse('library')}?{urlencode({'kind': kind.value})}",
            "count": count,
            "current": shelf.kind == kind.value,
        }
        for kind, count in choices.kinds
    ]


@login_not_required
@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """One document: its text, its file, what names it, what is about the same."""
    who = visitor_or_viewer(request)
    try:
        found = documents.one(pk, who)
    except Missing:
        gone = documents.withdrawn(pk, who)
        if gone is None:
            raise
        return show(request, "library/tombstone.html", {"document": gone}, status=410)
    known = {
        code: reverse("document", args=[other])
        for code, other in documents.linked_to(found, who).items()
    }
    body = texts.shown(found.body, known)
    before, after = documents.neighbours(found, who)
    place = documents.place_of(found, who)
    return show(
        request,
        "library/document.html",
        {
            "document": found,
            "attachment": getattr(found, "attachment", None),
            "body": body,
            "linked": documents.linked_from(found, who),
            "related": _related(found, who),
            "before": before,
            "after": after,
            "place": place,
            "signatures": admissions.signatures_of(found),
            "today": clock.today(),
            "paragraphs": _paragraphs(body) if who else [],
            "shelf_url": f"{reverse('library')}?{urlencode({'kind': found.kind})}",
            "crumbs": _crumbs(found),
        },
    )


def _related(found: Document, who: Viewer | None) -> list[tuple[Document, str]]:
    """Others about the same, each with the words that both hold."""
    near = search.related(Found.DOCUMENT, found.uid, viewer=who)
    rows = documents.by_uid([one.noun for one in near], who)
    return [(rows[one.noun], "、".join(one.words[:5])) for one in near if one.noun in rows]


def _crumbs(found: Document) -> list[tuple[str, str]]:
    shelf = f"{reverse('library')}?{urlencode({'kind': found.kind})}"
    return [("图书馆", reverse("library")), (found.get_kind_display(), shelf), (found.title, "")]


_PARAGRAPH = re.compile(r'id="p(\d+)">(.*?)</', re.S)


def _paragraphs(body: str) -> list[tuple[int, str]]:
    """Number and first words of each paragraph, where there are enough to lose one's place."""
    found = [
        (int(number), re.sub(r"<[^>]*>", "", text).strip()[:14])
        for number, text in _PARAGRAPH.findall(body)
    ]
    return [one for one in found if one[1]] if len(found) >= LONG else []


@require_POST
def document_place(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep how far the viewer has read."""
    who = signed_in(request)
    found = documents.one(pk, who)
    form = forms.PlaceForm(request.POST)
    if not form.is_valid():
        raise Refused("请选读到哪一段。")
    paragraph = form.cleaned_data["paragraph"]
    keep_place(found, person=who.person_id, paragraph=paragraph, now=clock.now())
    messages.success(request, "记下了，下次打开接着读。" if paragraph else "不再记着了。")
    return redirect(reverse("document", args=[pk]))
