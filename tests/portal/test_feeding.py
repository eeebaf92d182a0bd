"""I9: our own experience is offered to others; what is public no more is gone from it at once."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from io import BytesIO
from typing import Any

import feedparser
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dangjian.kernel import clock
from dangjian.kernel.evidence import SYSTEM
from dangjian.kit import syndication
from dangjian.kit.syndication import Feed, Item
from dangjian.portal.actions import publishing
from dangjian.portal.models import Publication
from dangjian.registry.authority import Purpose
from tests.district import District
from tests.openness.notices import SHEN, XU, expired, posted
from tests.portal.articles import column, published, sent, signed, viewer

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def read(client: Client, address: str) -> Any:
    """A feed as somebody else's reader reads it."""
    found = feedparser.parse(BytesIO(client.get(address).content))
    assert not found.bozo, found.get("bozo_exception")
    return found


def mapped(client: Client) -> set[str]:
    """Every address of the map, by way of its index."""
    index = ET.fromstring(client.get(reverse("sitemap")).content)
    parts = [one.text for one in index.iter(f"{MAP}loc")]
    assert len(parts) == len(set(parts)) >= 5
    found = set()
    for part in parts:
        for one in ET.fromstring(client.get(part).content).iter(f"{MAP}loc"):
            assert one.text is not None
            found.add(one.text.removeprefix("http://testserver"))
    return found


def addresses(district: District, where: int) -> list[str]:
    return [
        reverse("site_feed", args=["atom"]),
        reverse("column_feed", args=[where, "atom"]),
        reverse("sub_site_feed", args=[district.street.pk, "atom"]),
    ]


def withdraw(district: District, shown: Publication) -> None:
    by = viewer(district, "clerk").actor(Purpose.COLUMNS, district.street.path)
    publishing.withdraw(shown, reason="内容有误", now=clock.now(), by=by)


def test_an_article_is_offered_by_site_column_and_organization_until_it_is_withdrawn(
    client: Client, district: District
) -> None:
    """I9: as Atom, as JSON Feed and on the map; withdrawn or expired it is gone with the next
    question."""
    where = column(district, reviews=2)
    shown = published(district, where, summary="谁来办、几天办好。")
    article = reverse("article", args=[shown.article_id])
    for address in addresses(district, where.pk):
        [entry] = read(client, address).entries
        assert entry.title == shown.title
        assert entry.link == f"http://testserver{article}"
        assert entry.summary == "谁来办、几天办好。"
        assert entry.author == "中共禾丰区东篱街道党工委"
        told = json.loads(client.get(address.replace(".atom", ".json")).content)
        assert told["version"] == "https://jsonfeed.org/version/1.1"
        [item] = told["items"]
        assert (item["id"], item["url"]) == (entry.id, entry.link)
    assert article in mapped(client)
    withdraw(district, shown)
    for address in addresses(district, where.pk):
        assert read(client, address).entries == []
        assert json.loads(client.get(address.replace(".atom", ".json")).content)["items"] == []
    assert article not in mapped(client)
    other = published(district, where, "到时候撤下的一篇")
    assert len(read(client, reverse("site_feed", args=["atom"])).entries) == 1
    Publication.objects.filter(pk=other.pk).update(expire_at=clock.now())
    publishing.expire(other, now=clock.now(), by=SYSTEM)
    assert read(client, reverse("site_feed", args=["atom"])).entries == []


def test_a_corrected_article_keeps_its_id(client: Client, district: District) -> None:
    where = column(district, reviews=2)
    shown = published(district, where)
    address = reverse("site_feed", args=["atom"])
    [before] = read(client, address).entries
    again = sent(district, shown.article, where)
    signed(district, again)
    [after] = read(client, address).entries
    assert before.id == after.id
    assert before.id.startswith("urn:uuid:")


def test_who_has_the_feed_already_is_sent_nothing_and_hears_of_a_withdrawal(
    client: Client, district: District
) -> None:
    """304 by ETag. By date alone a reader would keep what was withdrawn: no date is given."""
    where = column(district, reviews=2)
    shown = published(district, where)
    published(district, where, "后来的一篇")
    addresses_ = [*addresses(district, where.pk), reverse("sitemap"), reverse("robots")]
    addresses_ += [reverse("sitemap_section", args=["articles"])]
    known = {one: client.get(one)["ETag"] for one in addresses_}
    for address, etag in known.items():
        again = client.get(address, headers={"If-None-Match": etag})
        assert (again.status_code, again.content) == (304, b""), address
        assert "Last-Modified" not in again.headers
    withdraw(district, shown)
    for address in addresses(district, where.pk):
        assert client.get(address, headers={"If-None-Match": known[address]}).status_code == 200


def test_every_public_page_names_the_feeds_in_its_head(client: Client, district: District) -> None:
    where = column(district, reviews=2)
    for page, feeds in (
        (reverse("home"), ["/feeds/articles.atom", "/feeds/notices.json"]),
        (reverse("column", args=[where.pk]), [f"/feeds/columns/{where.pk}.atom"]),
        (
            reverse("sub_site", args=[district.street.pk]),
            [f"/feeds/sites/{district.street.pk}.json"],
        ),
    ):
        head = client.get(page).content.decode().partition("</head>")[0]
        for feed in feeds:
            assert f'href="{feed}"' in head, page
            assert client.get(feed).status_code == 200


def test_notices_are_offered_while_they_run_without_any_name(
    client: Client, district: District
) -> None:
    """I9: what is copied elsewhere cannot be redacted afterwards."""
    notice = posted(district)
    address = reverse("notices_feed", args=["atom"])
    found = read(client, address)
    [entry] = found.entries
    assert entry.title == notice.title
    assert "为止" in entry.summary
    text = client.get(address).content.decode()
    assert [one.name for one in (SHEN, XU) if one.name in text] == []
    assert reverse("notice", args=[notice.pk]) in mapped(client)
    expired(notice)
    assert read(client, address).entries == []


def test_the_map_holds_the_standing_pages_and_robots_name_it(
    client: Client, district: District
) -> None:
    pages = mapped(client)
    assert {reverse("home"), reverse("notices"), "/site/elsewhere/", "/site/news/"} <= pages
    assert {client.get(page).status_code for page in pages} == {200}
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()


@pytest.mark.parametrize(
    "address",
    ["/feeds/articles.exe", "/feeds/notices.rss", "/feeds/columns/0.atom", "/sitemap/x.xml"],
)
def test_what_is_not_offered_is_not_there(client: Client, district: District, address: str) -> None:
    assert client.get(address).status_code == 404


def test_no_letter_anybody_pasted_breaks_a_feed(client: Client) -> None:
    """Control characters and halves of characters are no XML."""
    nasty = "标题\x0b\x00<b>&amp;]]>\ufffe"
    item = Item("3c5ee4b9-0000-4000-8000-000000000000", nasty, "/a/", clock.now(), nasty, nasty)
    feed = Feed(nasty, nasty, "/", nasty, [item])
    request = client.get("/robots.txt").wsgi_request
    found = feedparser.parse(BytesIO(syndication.answer(request, feed, "atom").content))
    assert not found.bozo
    assert json.loads(syndication.answer(request, feed, "json").content)["items"]


def test_a_feed_costs_the_same_for_two_articles_and_for_five(
    client: Client, district: District
) -> None:
    where = column(district, reviews=2)
    counts = []
    for more in (2, 3):
        for number in range(more):
            published(district, where, f"第{more}{number}篇")
        counted = []
        for address in (*addresses(district, where.pk), "/sitemap.xml", "/sitemap/articles.xml"):
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            counted.append(len(queries))
        counts.append(counted)
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 10, counts
