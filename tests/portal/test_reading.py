"""What everybody reads, and that no page outlives a change."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.apps import apps
from django.db import connection
from django.http import HttpRequest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from dangjian.kernel import clock
from dangjian.kernel.evidence import SYSTEM
from dangjian.portal import caching, kept
from dangjian.portal.actions import columns, publishing
from dangjian.portal.models import Publication, Way
from dangjian.portal.queries import public
from dangjian.registry.authority import Purpose
from tests.district import TODAY, District
from tests.portal.articles import at, begun, column, published, sent, signed, viewer
from tests.search.shelves import put, text


def words(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_an_article_stands_in_its_column_the_sub_site_the_way_and_on_the_home_page(
    client: Client, district: District
) -> None:
    """I1: with date, issuer and the record of its reviews."""
    where = column(district, reviews=2)
    shown = published(district, where)
    for address in (
        reverse("home"),
        reverse("way", args=["news"]),
        reverse("column", args=[where.pk]),
        reverse("sub_site", args=[district.street.pk]),
    ):
        assert shown.title in words(client, address), address
    page = words(client, reverse("article", args=[shown.article_id]))
    for said in (
        "中共禾丰区东篱街道党工委",
        "一审一校 · 东篱街道党工委党务干事",
        "保密审查 · 禾丰区委安全管理员",
        "三审三校 · 禾丰区委领导",
    ):
        assert said in page
    assert "许长庚" not in page
    assert "东篱要闻" in words(client, reverse("site_map"))


def test_a_theme_joins_its_parts_and_closes_into_the_archive(
    client: Client, district: District
) -> None:
    """D6: guide, reading list, tasks and news in one column; closed, it stays readable."""
    by = viewer(district, "clerk").actor(Purpose.COLUMNS, district.street.path)
    theme = columns.open_theme(
        district.street,
        title="身边事身边办",
        reviews=2,
        from_on=TODAY,
        until_on=at(30).date(),
        aim="一个支部办成三件事。",
        by=by,
    )
    for part, title in (("reading", "必读书目"), ("task", "怎么报"), ("guide", "先听清楚")):
        published(district, theme, title, part=part)
    page = words(client, reverse("column", args=[theme.pk]))
    places = [page.index(title) for title in ("先听清楚", "必读书目", "怎么报")]
    assert places == sorted(places)
    columns.close_column(theme, on=TODAY, by=by)
    assert "存档" in words(client, reverse("column", args=[theme.pk]))
    assert "先听清楚" in words(client, reverse("column", args=[theme.pk]))
    with pytest.raises(columns.Refused, match="不再收新的稿件"):
        begun(district, public.column(theme.pk))


def test_what_was_withdrawn_says_so_and_what_never_was_is_not_there(
    client: Client, district: District
) -> None:
    where = column(district, reviews=2)
    shown = published(district, where)
    address = reverse("article", args=[shown.article_id])
    by = viewer(district, "clerk").actor(Purpose.COLUMNS, district.street.path)
    publishing.withdraw(shown, reason="数字有误，更正后再登", now=clock.now(), by=by)
    answer = client.get(address)
    assert answer.status_code == 410
    assert "数字有误，更正后再登" in answer.content.decode()
    assert "谁来办、几天办好" not in answer.content.decode()
    assert client.get(reverse("article", args=[10**9])).status_code == 404
    assert client.get(reverse("column", args=[shown.article_id])).status_code == 404
    assert client.get("/site/nowhere/").status_code == 404
    assert client.get("/columns/99999999999999999999/").status_code == 404


@pytest.fixture
def visitor(client: Client) -> Iterator[Client]:
    """A visitor whose pages are kept by the very middleware that serves him."""
    client.handler.load_middleware()
    yield client


Change = Callable[[District, Publication], object]


def _withdraw(district: District, shown: Publication) -> object:
    by = viewer(district, "clerk").actor(Purpose.COLUMNS, district.street.path)
    return publishing.withdraw(shown, reason="内容有误", now=clock.now(), by=by)


def _expire(district: District, shown: Publication) -> object:
    Publication.objects.filter(pk=shown.pk).update(expire_at=clock.now())
    return publishing.expire(shown, now=clock.now(), by=SYSTEM)


def _move(district: District, shown: Publication) -> object:
    by = viewer(district, "clerk").actor(Purpose.COLUMNS, district.street.path)
    other = column(district, reviews=2, title="别的栏目", way=Way.ELSEWHERE)
    return publishing.move(shown, to=other, by=by)


def _publish_another(district: District, shown: Publication) -> object:
    return signed(district, sent(district, begun(district, shown.column, "新的一篇"), shown.column))


def _rename_the_column(district: District, shown: Publication) -> object:
    by = viewer(district, "clerk").actor(Purpose.COLUMNS, district.street.path)
    return columns.set_column(shown.column, title="换了名", reviews=2, introduction="", by=by)


@pytest.mark.parametrize(
    "change", [_withdraw, _expire, _move, _publish_another, _rename_the_column]
)
def test_the_next_read_after_a_change_is_new(
    visitor: Client, district: District, change: Change
) -> None:
    """Zero stale pages: published, withdrawn, expired, moved, renamed – the next reader sees it."""
    where = column(district, reviews=2)
    shown = published(district, where)
    addresses = [reverse("way", args=["news"]), reverse("column", args=[where.pk])]
    before = {address: words(visitor, address) for address in addresses}
    with CaptureQueriesContext(connection) as queries:
        assert {address: words(visitor, address) for address in addresses} == before
    assert not len(queries), "kept pages ask nothing but how often the site has changed"
    change(district, shown)
    for address in addresses:
        assert words(visitor, address) != before[address], address


def test_the_check_for_stale_pages_can_fail(
    visitor: Client, district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The broken twin: a cache that does not look at the generation serves yesterday's page."""
    where = column(district, reviews=2)
    shown = published(district, where)
    monkeypatch.setattr(kept, "generation", lambda: 0)
    address = reverse("column", args=[where.pk])
    before = words(visitor, address)
    _withdraw(district, shown)
    assert words(visitor, address) == before


def test_kept_pages_differ_by_settings_and_are_nobodys_who_signed_in(
    visitor: Client, district: District
) -> None:
    where = column(district, reviews=2)
    published(district, where)
    address = reverse("column", args=[where.pk])
    assert 'data-view="std"' in words(visitor, address)
    visitor.cookies["view"] = "elder"
    assert 'data-view="elder"' in words(visitor, address)
    district.sign_in(visitor, "clerk")
    assert "周望禾" in words(visitor, address)
    visitor.logout()
    assert "周望禾" not in words(visitor, address)


def test_a_column_costs_the_same_for_two_articles_and_for_six(
    client: Client, district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "SECONDS", -1.0)
    where = column(district, reviews=2)
    counts = []
    for more in (2, 4):
        for number in range(more):
            published(district, where, f"第{number}篇")
        for address in (reverse("column", args=[where.pk]), reverse("way", args=["news"])):
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            counts.append(len(queries))
    assert counts[:2] == counts[2:]


def test_wagtails_own_administration_has_no_address(client: Client) -> None:
    """What cannot be confined is not there: no sign-in, explorer, users, settings, API, no page
    served by Wagtail itself."""
    for name in (
        "wagtailadmin_home",
        "wagtailadmin_login",
        "wagtail_serve",
        "wagtailadmin_explore",
    ):
        with pytest.raises(NoReverseMatch):
            reverse(name, args=[1] if "explore" in name else ["x/"] if "serve" in name else [])
    for path in (
        "/admin/",
        "/cms/",
        "/editors/",
        "/documents/1/x/",
        "/admin/login/",
        "/api/v2/pages/",
    ):
        assert client.get(path).status_code in (302, 404), path
    installed = {app.name for app in apps.get_app_configs() if app.name.startswith("wagtail")}
    assert installed == {"wagtail", "wagtail.search"}


ADDRESSES = ("home", "site_map", "notices", "library")


@pytest.mark.parametrize("chosen", [{}, {"view": "elder", "theme": "dark"}])
def test_a_visitors_page_is_the_same_in_a_kept_frame_as_the_long_way_round(
    client: Client, district: District, monkeypatch: pytest.MonkeyPatch, chosen: dict[str, str]
) -> None:
    """Every word and every header: the frame is drawn once, the rest each time."""
    monkeypatch.setattr(kept, "SECONDS", -1.0)
    shown = published(district, column(district, reviews=2))
    client.cookies.load(chosen)
    addresses = [reverse(name) for name in ADDRESSES] + [
        reverse("way", args=["news"]),
        reverse("column", args=[shown.column_id]),
        reverse("article", args=[shown.article_id]),
        reverse("sub_site", args=[district.street.pk]),
        reverse("library") + "?kind=theory&x=%22%3E%1e",
    ]
    twice = [(client.get(address), client.get(address)) for address in addresses]

    def round_about(request: HttpRequest) -> None:
        del request.visitor  # type: ignore[attr-defined]

    monkeypatch.setattr(caching, "_straight", round_about)
    for address, (first, second) in zip(addresses, twice, strict=True):
        long = client.get(address)
        assert second.content == first.content == long.content, address
        assert dict(second.headers) == dict(long.headers), address
        assert not second.cookies


def test_a_browser_that_has_the_page_is_told_so_until_it_changes(
    visitor: Client, district: District
) -> None:
    where = column(district, reviews=2)
    shown = published(district, where)
    address = reverse("column", args=[where.pk])
    first = visitor.get(address)
    assert first["Vary"] == "Cookie"
    again = visitor.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    _withdraw(district, shown)
    after = visitor.get(address, headers={"if-none-match": first["ETag"]})
    assert after.status_code == 200
    assert after["ETag"] != first["ETag"]


@pytest.mark.django_db
def test_a_kept_page_of_the_library_does_not_outlive_a_text_that_came_in(visitor: Client) -> None:
    address = reverse("library")
    put(text("one", "正文。", "先来的一篇"))
    assert "先来的一篇" in words(visitor, address)
    put(text("two", "正文。", "后来的一篇"))
    assert "后来的一篇" in words(visitor, address)
    put(text("one", "正文。", "先来的一篇", clearance="members"))
    assert "先来的一篇" not in words(visitor, address)
