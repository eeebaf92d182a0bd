"""What we offer to others: the newest articles of the site, of a column, of an organization (I9).

Only what is public at this moment: what was withdrawn or is over is gone with the next question.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from dangjian.kit.syndication import MOST, Feed, Item, answer
from dangjian.portal.models import Publication
from dangjian.portal.queries import public


@login_not_required
@require_safe
def site_feed(request: HttpRequest, form: str) -> HttpResponse:
    """The newest articles of the whole site."""
    said = "全站新发布的文章，每一篇都经过审核签发。"
    feed = Feed(
        settings.SITE_NAME,
        said,
        reverse("home"),
        settings.SITE_ORGANIZER,
        items(public.listed()[:MOST]),
    )
    return answer(request, feed, form)


@login_not_required
@require_safe
def column_feed(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The newest articles of one column."""
    column = public.column(pk)
    feed = Feed(
        f"{column.title}｜{column.organization.short_name}",
        column.introduction,
        reverse("column", args=[pk]),
        column.organization.name,
        items(public.listed([pk])[:MOST]),
    )
    return answer(request, feed, form)


@login_not_required
@require_safe
def sub_site_feed(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The newest articles of one organization."""
    organization = public.site(pk)
    columns = [one.pk for one in public.columns(organization=pk)]
    feed = Feed(
        organization.short_name,
        f"{organization.name}发布的文章。",
        reverse("sub_site", args=[pk]),
        organization.name,
        items(public.listed(columns)[:MOST]),
    )
    return answer(request, feed, form)


def items(found: Iterable[Publication]) -> list[Item]:
    """Publications for a feed. An article keeps its id when it is corrected or moved: a column
    belongs to the same organization as the one it came from."""
    return [
        Item(
            uid=str(uuid.uuid5(one.column.organization.uid, f"articles/{one.article_id}")),
            title=one.title,
            path=reverse("article", args=[one.article_id]),
            at=one.published_at,
            author=one.column.organization.name,
            summary=one.summary,
        )
        for one in found
    ]
