"""What everybody reads: the ways of the site map, columns, articles, sub-sites, pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from dangjian.kernel import clock
from dangjian.kernel.refusal import Missing
from dangjian.kit.frames import show
from dangjian.portal.models import Column, Part, Way
from dangjian.portal.queries import drafts, public
from dangjian.portal.queries.reviews import submission_for
from dangjian.portal.rules.content import read
from dangjian.portal.views.doors import laid_out, paged
from dangjian.registry.authority import Purpose, Viewer

_SAID = {
    Way.NEWS: "全区和各街镇、支部发布的消息，每一篇都经过审核签发。",
    Way.OPEN: "职能、程序、政策、结果，应当公开的都在这里。",
    Way.THEMES: "一期一个专栏：导读、书目、要做的事和动态放在一起，结束后存档。",
    Way.SERVICES: "办一件事要准备什么、找谁、几天办好。",
    Way.ELSEWHERE: "各地的经验做法，注明来源。",
}


@login_not_required
@require_safe
def way(request: HttpRequest, slug: str) -> HttpResponse:
    """One way of the site map: its columns, and what is new in them."""
    if slug not in Way.values:
        raise Http404
    here = Way(slug)
    columns = list(public.columns(here))
    open_columns = [one for one in columns if one.closed_on is None]
    page = paged(request, public.listed([one.pk for one in columns]))
    return show(
        request,
        "portal/way.html",
        {
            "way": here,
            "said": _SAID[here],
            "themes": here == Way.THEMES,
            "columns": open_columns,
            "closed": [one for one in columns if one.closed_on is not None],
            "page": page,
        },
    )


@login_not_required
@require_safe
def column(request: HttpRequest, pk: int) -> HttpResponse:
    """One column, the newest first; a themed one by its parts."""
    found = public.column(pk)
    theme = public.theme(pk) if found.way == Way.THEMES else None
    if theme is not None:
        parts = public.by_part(theme)
        return show(
            request,
            "portal/theme.html",
            {
                "column": theme,
                "places": _places(theme),
                "parts": [(part.label, part.value, parts[part.value]) for part in _PARTS],
                "empty": not any(parts.values()),
            },
        )
    return show(
        request,
        "portal/column.html",
        {
            "column": found,
            "places": _places(found),
            "below": public.below(found),
            "page": paged(request, public.listed([pk])),
        },
    )


_PARTS = (Part.GUIDE, Part.READING, Part.TASK, Part.NEWS)


@login_not_required
@require_safe
def article(request: HttpRequest, pk: int) -> HttpResponse:
    """One article as it was signed, with its record; withdrawn it leaves a tombstone (410)."""
    found = public.reading(pk)
    places = [*_trail(found.column.way, found.column.above), *_last(found.column, found.title)]
    context = {"reading": found, "places": places}
    if found.content is None:
        return show(request, "portal/tombstone.html", context, status=410)
    return show(
        request,
        "portal/article.html",
        context | {"content": found.content, "body": _body(found.text)},
    )


@login_not_required
@require_safe
def sub_site(request: HttpRequest, pk: int) -> HttpResponse:
    """The sub-site of an organization: its columns and what is new in them."""
    organization = public.site(pk)
    columns = list(public.columns(organization=pk))
    return show(
        request,
        "portal/sub_site.html",
        {
            "organization": organization,
            "places": [
                ("首页", reverse("home")),
                ("网站地图", reverse("site_map")),
                (organization.short_name, ""),
            ],
            "columns": columns,
            "page": paged(request, public.listed([one.pk for one in columns])),
        },
    )


@login_not_required
@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """Everything the site has, as one list of links."""
    columns = list(public.columns())
    ways = [(one, [column for column in columns if column.way == one]) for one in Way]
    return show(request, "portal/site_map.html", {"ways": ways, "sites": public.sites()})


@login_not_required
@require_safe
def picture(request: HttpRequest, pk: int) -> HttpResponse:
    """A picture of an article that everybody may read, or that the viewer writes or reviews."""
    shown = public.picture(pk)
    found = shown or _draft_picture(getattr(request, "viewer", None) or None, pk)
    if found is None:
        raise Http404
    answer = HttpResponse(bytes(found.data), content_type="image/jpeg")
    answer["Content-Disposition"] = "inline"
    # What is public now may be withdrawn a minute later.
    answer["Cache-Control"] = "public, max-age=60" if shown else "private, no-store"
    return answer


def _draft_picture(who: Viewer | None, pk: int) -> public.Picture | None:
    found = public.Picture.objects.select_related("article").filter(pk=pk).first()
    if found is None or who is None:
        return None
    if who.may(Purpose.WRITE, drafts.column_of(found.article).organization.path):
        return found
    last = found.article.submissions.order_by("-pk").first()
    if last is None:
        return None
    try:
        submission_for(who, last.pk, clock.today())
    except Missing:
        return None
    return found


@lru_cache(maxsize=300)
def _body(text: str) -> SafeString:
    """The body of a signed content: the same words, the same page, for ever."""
    blocks = laid_out(read(text))
    return mark_safe(render_to_string("portal/_body.html", {"blocks": blocks}))  # noqa: S308


def _places(column: Column) -> list[tuple[str, str]]:
    """Where a column stands: home, its way, the columns above it, itself."""
    above = [(one.pk, str(one.title)) for one in public.above(column)]
    return [*_trail(column.way, above), (column.title, "")]


def _trail(way: str, above: Iterable[tuple[int, str]]) -> Iterator[tuple[str, str]]:
    yield "首页", reverse("home")
    yield str(Way(way).label), reverse("way", args=[way])
    for pk, title in above:
        yield title, reverse("column", args=[pk])


def _last(column: public.Place, title: str) -> Iterator[tuple[str, str]]:
    yield column.title, reverse("column", args=[column.pk])
    yield title, ""
