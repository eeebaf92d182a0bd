"""What we offer to other people's programs beside the articles: the notices that run, and a map of
every page anybody may read, gathered from the rooms that have them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemaps
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from dangjian.kernel import clock
from dangjian.kit.syndication import MOST, Feed, Item, answer, conditional
from dangjian.kit.words import cn_date
from dangjian.library.queries import documents
from dangjian.openness.queries import applications as disclosed
from dangjian.openness.queries import catalogue
from dangjian.openness.queries import public as openness
from dangjian.portal.models import Way
from dangjian.portal.queries import public as portal
from dangjian.voices.queries import published


@login_not_required
@require_safe
def notices_feed(request: HttpRequest, form: str) -> HttpResponse:
    """The notices whose period runs: title, kind and last day. Never a name: a feed is copied, and
    what is copied cannot be redacted afterwards."""
    items = [
        Item(
            uid=str(one.uid),
            title=one.title,
            path=reverse("notice", args=[one.pk]),
            at=one.posted_at,
            author=one.organization.name,
            summary=f"{one.get_kind_display()}，到{cn_date(one.until_on)}为止。",
        )
        for one in openness.running(clock.today(), MOST)
    ]
    feed = Feed(
        f"正在公示｜{settings.SITE_NAME}",
        "正在公示的事项，到期自动不再列出。",
        reverse("notices"),
        settings.SITE_ORGANIZER,
        items,
    )
    return answer(request, feed, form)


# --- the map for search engines -------------------------------------------------------------------

_PAGES = (
    "home",
    "notices",
    "catalogue",
    "personnel",
    "disclosure",
    "verify",
    "library",
    "elsewhere",
    "interaction",
    "answers",
    "topics",
)
_PAGES += ("seminars", "notes", "opinions", "removals", "find", "rules", "calendar", "terms")
_PAGES += ("write", "follow", "first_steps", "site_map", "service_times")


class Pages(Sitemap[tuple[str, list[Any]]]):
    """The pages that are always there, and the ways of the site map."""

    def items(self) -> list[tuple[str, list[Any]]]:
        ways = [("way", [way.value]) for way in Way if way is not Way.ELSEWHERE]
        return [(name, []) for name in _PAGES] + ways

    def location(self, item: tuple[str, list[Any]]) -> str:
        return reverse(item[0], args=item[1])

    def get_latest_lastmod(self) -> None:
        return None


class Rows(Sitemap[tuple[int, Any]]):
    """Rows of one room: number and moment of each. page: the address name of one of them."""

    limit = 10_000

    def __init__(self, page: str, rows: Callable[[], QuerySet[Any, tuple[int, Any]]]) -> None:
        self.page, self.rows = page, rows

    def items(self) -> QuerySet[Any, tuple[int, Any]]:
        return self.rows()

    def location(self, item: tuple[int, Any]) -> str:
        return reverse(self.page, args=[item[0]])

    def lastmod(self, item: tuple[int, Any]) -> dt.datetime | dt.date:
        return item[1]

    def get_latest_lastmod(self) -> None:
        """Not asked: it would read every row for one line of the index."""
        return


MAP: Mapping[str, Sitemap[Any]] = {
    "pages": Pages(),
    "articles": Rows(
        "article", lambda: portal.listed().order_by("pk").values_list("article_id", "published_at")
    ),
    "columns": Rows(
        "column",
        lambda: portal.columns().order_by("pk").values_list("pk", "latest"),
    ),
    "notices": Rows(
        "notice", lambda: openness.listed().order_by("pk").values_list("pk", "posted_at")
    ),
    "catalogue": Rows(
        "item",
        lambda: (
            catalogue.shown(None, clock.today())
            .order_by("pk")
            .values_list("pk", "current__implemented_at")
        ),
    ),
    "disclosed": Rows(
        "disclosed", lambda: disclosed.published().order_by("pk").values_list("pk", "published_at")
    ),
    "documents": Rows(
        "document", lambda: documents.readable(None).order_by("pk").values_list("pk", "issued_on")
    ),
    "answers": Rows(
        "answer", lambda: published.holding("").order_by("pk").values_list("pk", "published_at")
    ),
}


@login_not_required
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The index of the map."""
    return _given(request, sitemaps.index(request, dict(MAP), sitemap_url_name="sitemap_section"))


@login_not_required
@require_safe
def sitemap_section(request: HttpRequest, section: str) -> HttpResponse:
    """One part of the map; ?p=2 the next ten thousand."""
    return _given(request, sitemaps.sitemap(request, dict(MAP), section=section))


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Where the map is; nothing is forbidden, since nothing that is not public can be reached."""
    where = request.build_absolute_uri(reverse("sitemap"))
    said = f"User-agent: *\nDisallow:\n\nSitemap: {where}\n"
    return conditional(request, said.encode(), "text/plain; charset=utf-8")


def _given(request: HttpRequest, found: Any) -> HttpResponse:
    return conditional(request, found.render().content, "application/xml; charset=utf-8")
