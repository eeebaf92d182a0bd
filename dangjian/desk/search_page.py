"""Searching everything that may be found: what the page shows, ready for its template."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dangjian.desk import rooms
from dangjian.kernel import clock
from dangjian.kit.forms import DateField
from dangjian.library.models import Kind as Shelf
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.queries import organizations, people
from dangjian.registry.queries.people import Wanted
from dangjian.search.models import Kind
from dangjian.search.queries import Filters, Found, find, suggested
from dangjian.search.queries.finding import MOST, Hit

PER_PAGE, LONGEST = 10, 120
RECORDS, NAME = 5, 12
"""Organizations and members that are shown, and how long a name of either may be."""
EXAMPLES = ("党费标准", "组织关系转接", "预备期", "换届", "三会一课", "信访办理期限")


class SearchForm(forms.Form):
    """What is looked for, and what narrows it."""

    q = forms.CharField(
        label="写几个词、一句话，或者拼音",
        required=False,
        max_length=LONGEST,
        error_messages={"max_length": "最多 120 字，请写短一些"},
        widget=forms.TextInput(
            attrs={"type": "search", "autocomplete": "off", "list": "suggested"}
        ),
    )
    since = DateField(label="从哪天起", required=False)
    until = DateField(label="到哪天止", required=False)
    kind = forms.ChoiceField(
        choices=[("", ""), *Kind.choices], required=False, widget=forms.HiddenInput
    )
    column = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)
    issuer = forms.CharField(max_length=100, required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        since, until = values.get("since"), values.get("until")
        if since and until and since > until:
            self.add_error("until", "止的日期在起的日期前面，请核对")
        return values


@dataclass(frozen=True)
class Row:
    """A result with the page it leads to."""

    hit: Hit
    url: str
    label: str
    unproofed: bool = False

    @property
    def outside(self) -> bool:
        """Whether it is somebody else's page, and not one of ours."""
        return self.hit.kind == Kind.HEADLINE


@login_not_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What anybody may find; signed in, also what one may see beyond that."""
    viewer: Viewer | None = getattr(request, "viewer", None) or None
    form = SearchForm(request.GET or None)
    context: dict[str, Any] = {"form": form, "today": clock.today(), "often": EXAMPLES}
    if not form.is_bound or not form.is_valid() or not form.cleaned_data["q"].strip():
        status = 400 if form.is_bound and form.errors else 200
        return render(request, "desk/search.html", context | _start(), status=status)
    return render(request, "desk/search.html", context | _results(request, form, viewer))


@login_not_required
@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Titles that hold what was typed so far, as JSON: the list under the field asks for them."""
    viewer: Viewer | None = getattr(request, "viewer", None) or None
    titles = suggested(request.GET.get("q", "")[:LONGEST], viewer=viewer)
    answer = JsonResponse({"titles": titles}, json_dumps_params={"ensure_ascii": False})
    answer["Cache-Control"] = "private, max-age=30"
    return answer


def _start() -> dict[str, Any]:
    return {
        "examples": [(text, _url(q=text)) for text in EXAMPLES],
        "shelves": [
            (kind.label, f"{reverse('library')}?{urlencode({'kind': kind.value})}")
            for kind in Shelf
        ],
    }


def _results(request: HttpRequest, form: SearchForm, viewer: Viewer | None) -> dict[str, Any]:
    asked = form.cleaned_data
    filters = Filters(
        asked["kind"], asked["column"], asked["issuer"], asked["since"], asked["until"]
    )
    found = find(asked["q"], viewer=viewer, filters=filters)
    today = clock.today()
    page = Paginator(range(len(found)), PER_PAGE).get_page(request.GET.get("page"))
    start = (page.number - 1) * PER_PAGE
    hits = found.hits(start, start + PER_PAGE)
    pages, unproofed = rooms.found_pages(hits), rooms.unproofed(hits)
    kept = {key: request.GET[key] for key in _KEPT if request.GET.get(key)}
    return {
        "text": asked["q"].strip(),
        "found": found,
        "page": page,
        "more": len(found) >= MOST,
        "rows": [
            Row(
                hit,
                pages[hit.noun][0] + _passage_of(hit),
                hit.column or hit.kind.label,
                hit.noun in unproofed,
            )
            for hit in hits
            if hit.noun in pages
        ],
        **_records(viewer, asked["q"].strip(), today),
        "narrowings": _narrowings(found, kept),
        "also": [(word, _url(q=word)) for word in found.also],
        "fewer": [(word, _url(q=word)) for word in found.known if not word.startswith("~")][:6],
        "narrowed": len(kept) > 1,
        "widest": _url(q=asked["q"]),
    }


def _passage_of(hit: Hit) -> str:
    """The end of an address that leads a browser to the passage and marks it there, without any
    script (a text fragment); one that does not know it opens the page as usual."""
    words = dict.fromkeys(piece.text for piece in hit.passage if piece.found)
    longest = sorted(words, key=len, reverse=True)[:3]
    return "#:~:" + "&".join(f"text={quote(word, safe='')}" for word in longest) if longest else ""


def _records(viewer: Viewer | None, text: str, today: dt.date) -> dict[str, Any]:
    """Organizations and members called so, within what the viewer may see: asked of the register,
    never of the index. Four queries, and none for a visitor or for more than a name."""
    if viewer is None or len(text) > NAME or not (scope := viewer.scope(Purpose.ROSTER)).paths:
        return {}
    return {
        "organizations": organizations.named(scope, text, RECORDS),
        "members": people.page_today(scope, Wanted(text=text), today, limit=RECORDS).rows,
        "members_url": f"{reverse('members')}?{urlencode({'q': text})}",
    }


_KEPT = ("q", "kind", "column", "issuer", "since", "until")


def _url(**asked: str) -> str:
    return f"{reverse('search')}?{urlencode(asked)}"


def _narrowings(found: Found, kept: Mapping[str, str]) -> list[tuple[str, list[dict[str, Any]]]]:
    """By what the results can be narrowed, in rows; what narrows already can be taken away."""
    labels = {kind.value: kind.label for kind in Kind}
    rows = []
    for name, title, counts, most in (
        ("kind", "种类", found.kinds, 4),
        ("column", "栏目", found.columns, 5),
        ("issuer", "单位", found.issuers, 4),
    ):
        if name in kept:
            without = {key: value for key, value in kept.items() if key != name}
            label = labels.get(kept[name], kept[name])
            chip = {"label": label, "url": _url(**without), "current": True, "removes": True}
            rows.append((title, [chip]))
        elif len(counts) > 1:
            often = sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:most]
            chips = [
                {
                    "label": labels.get(value, value),
                    "url": _url(**kept, **{name: value}),
                    "count": count,
                }
                for value, count in often
            ]
            rows.append((title, chips))
    return rows
