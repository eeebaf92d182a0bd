"""What is offered to other people's readers: Atom, JSON Feed, and answering who has it already.

Ids stay the same whatever happens to a text; addresses are whole ones. Only the ETag says whether
something has changed: when a text is withdrawn the latest date of a feed goes back, and a reader
who compared dates would keep what is no longer public.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed

MOST = 50
"""A feed holds so many of the newest."""
ATOM, JSON = "atom", "json"
TYPES = {ATOM: "application/atom+xml", JSON: "application/feed+json"}
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NEVER = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Item:
    """One text of ours. uid: its own, for ever; path: where it is read on this site."""

    uid: str
    title: str
    path: str
    at: dt.datetime
    author: str
    summary: str = ""


@dataclass(frozen=True)
class Feed:
    """What is offered. page: the path of the same for people."""

    title: str
    description: str
    page: str
    author: str
    items: Sequence[Item]


class _Atom(Atom1Feed):
    """Without entries it is as old as can be: not new at every question."""

    def latest_post_date(self) -> dt.datetime:
        return max((item["updateddate"] for item in self.items), default=_NEVER)


def answer(request: HttpRequest, feed: Feed, form: str) -> HttpResponse:
    """The feed in the form that was asked for; 304 for whoever has it. Http404: another form."""
    if form not in TYPES:
        raise Http404
    body = _atom(request, feed) if form == ATOM else _json(request, feed)
    return conditional(request, body.encode(), f"{TYPES[form]}; charset=utf-8")


def conditional(request: HttpRequest, body: bytes, kind: str) -> HttpResponse:
    """An answer that is asked for anew every time, and sent only where it has changed."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    found = HttpResponse(body, content_type=kind)
    found["ETag"] = etag
    found["Cache-Control"] = "public, no-cache"
    given: HttpResponse = get_conditional_response(request, etag=etag, response=found)
    return given


def _atom(request: HttpRequest, feed: Feed) -> str:
    whole = request.build_absolute_uri
    written = _Atom(
        title=_clean(feed.title),
        link=whole(feed.page),
        description=None,
        subtitle=_clean(feed.description),
        language="zh-CN",
        author_name=_clean(feed.author),
        feed_url=whole(request.path),
        feed_guid=whole(request.path),
    )
    for item in feed.items:
        written.add_item(
            title=_clean(item.title),
            link=whole(item.path),
            description=_clean(item.summary) or None,
            unique_id=f"urn:uuid:{item.uid}",
            pubdate=item.at,
            updateddate=item.at,
            author_name=_clean(item.author),
        )
    return written.writeString("utf-8")


def _json(request: HttpRequest, feed: Feed) -> str:
    whole = request.build_absolute_uri
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.description,
        "home_page_url": whole(feed.page),
        "feed_url": whole(request.path),
        "language": "zh-CN",
        "authors": [{"name": feed.author}],
        "items": [
            {
                "id": f"urn:uuid:{item.uid}",
                "url": whole(item.path),
                "title": item.title,
                "content_text": item.summary or item.title,
                "date_published": item.at.isoformat(),
                "authors": [{"name": item.author}],
            }
            for item in feed.items
        ],
    }
    return json.dumps(told, ensure_ascii=False)


def _clean(text: str) -> str:
    """Without what no XML may hold: somebody may have pasted it."""
    return _NOT_XML.sub("", text)
