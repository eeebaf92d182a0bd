"""I11: a column's owner sees each veto of the site inspection before it falls."""

from __future__ import annotations

import datetime as dt
import time
import uuid
from collections.abc import Callable
from fractions import Fraction
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail.models import Page

from dangjian.desk import site_health
from dangjian.kernel import rules
from dangjian.kernel.confirmation import Confirmation
from dangjian.kernel.rule_values import Direction, RuleValue, Unit
from dangjian.kernel.rules import Book
from dangjian.portal import jobs, probing
from dangjian.portal.models import Column, Probe, Way
from dangjian.portal.queries import health as figures
from dangjian.portal.rules import health
from dangjian.portal.rules.health import LATE, OK, SOON, UNKNOWN, Indicator, Standing
from dangjian.registry.authority import Purpose
from dangjian.registry.queries.reminders import Asked
from dangjian.voices.models import Letter
from tests.district import TODAY, District
from tests.feeds.servers import body, moved, raw, served
from tests.openness.notices import posted
from tests.portal.articles import column, published, viewer
from tests.voices.letters import petition

DAY = dt.timedelta(days=1)


def _rule(key: str, value: int | Fraction, unit: Unit) -> RuleValue:
    span = (dt.date(2019, 4, 1), None)
    direction, checked = Direction.AT_MOST, Confirmation("S")
    return RuleValue(key, value, unit, direction, "", "", "", checked, span, uuid.UUID(int=0))


BOOK = Book(
    TODAY,
    "",
    {
        f"site.{key}": _rule(f"site.{key}", value, unit)
        for key, value, unit in (
            ("unreachable.share", Fraction(1, 20), Unit.SHARE),
            ("home.max_days", 14, Unit.NATURAL_DAYS),
            ("news.max_days", 14, Unit.NATURAL_DAYS),
            ("policy.max_months", 6, Unit.MONTHS),
            ("stale.max_columns", 4, Unit.NONE),
            ("overdue.max_columns", 9, Unit.NONE),
            ("empty.max_columns", 4, Unit.NONE),
            ("letters.max_months", 3, Unit.MONTHS),
        )
    },
)
"""The numbers of the inspection, apart from the database; a test below compares them."""


def news(days_ago: int) -> Standing:
    return Standing("街道动态", Way.NEWS, TODAY - days_ago * DAY)


# --- the rules ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "state", "falls_in"),
    [(0, OK, 15), (9, OK, 6), (10, SOON, 5), (14, SOON, 1), (15, LATE, 0), (40, LATE, -25)],
)
def test_the_home_page_falls_after_two_weeks_and_is_warned_of_four_days_before(
    days: int, state: str, falls_in: int
) -> None:
    found = health.home(TODAY - days * DAY, TODAY, BOOK)
    assert (found.state, found.falls_on) == (state, TODAY + falls_in * DAY)


def test_a_home_page_on_which_nothing_ever_stood_has_fallen() -> None:
    assert health.home(None, TODAY, BOOK).state == LATE


def test_news_columns_have_two_weeks_and_columns_of_notices_and_policies_half_a_year() -> None:
    since = dt.date(2026, 5, 31)
    assert health.due_on(Standing("", Way.NEWS, since), BOOK) == dt.date(2026, 6, 14)
    assert health.due_on(Standing("", Way.OPEN, since), BOOK) == dt.date(2026, 11, 30)
    for way in (Way.THEMES, Way.SERVICES, Way.ELSEWHERE):
        assert health.due_on(Standing("", way, since), BOOK) is None, "no limit is invented"
    assert health.due_on(Standing("", Way.NEWS, None), BOOK) is None


def test_five_stale_columns_fall_and_the_day_of_the_fifth_is_told() -> None:
    four = [news(20)] * 4
    found = health.stale([*four, news(3)], TODAY, BOOK)
    assert (found.figure, found.state) == ("4 个要闻、公开栏目过了期限", SOON)
    assert found.falls_on == TODAY + 12 * DAY
    assert health.stale([*four, news(15)], TODAY, BOOK).state == LATE
    assert health.stale(four, TODAY, BOOK).falls_on is None, "four alone never make five"
    assert health.overdue([news(20)] * 9, TODAY, BOOK).state == OK
    assert health.overdue([news(20)] * 10, TODAY, BOOK).state == LATE


@settings(deadline=None)
@given(st.lists(st.integers(0, 40), max_size=15), st.integers(0, 30))
def test_the_day_it_would_fall_is_the_first_day_on_which_it_counts_as_fallen(
    ages: list[int], later: int
) -> None:
    """If nothing is done: looked at on any later day, it has fallen from that day on."""
    columns = [news(age) for age in ages]
    falls_on = health.stale(columns, TODAY, BOOK).falls_on
    on = TODAY + later * DAY
    assert (health.stale(columns, on, BOOK).state == LATE) == (
        falls_on is not None and falls_on <= on
    )
    overdue = sum(day < on for one in columns if (day := health.due_on(one, BOOK)))
    assert (overdue > 4) == (health.stale(columns, on, BOOK).state == LATE)


def test_five_empty_columns_fall_and_the_fourth_is_warned_of() -> None:
    empty = Standing("", Way.SERVICES, None)
    states = [health.empty([empty] * n + [news(1)], BOOK).state for n in (0, 3, 4, 5)]
    assert states == [OK, OK, SOON, LATE]


@pytest.mark.parametrize(
    ("tried", "failed", "state"),
    [(0, 0, UNKNOWN), (19, 19, UNKNOWN), (20, 0, OK), (20, 1, LATE), (100, 4, SOON), (100, 2, OK)],
)
def test_one_in_twenty_is_too_often_and_fewer_than_twenty_looks_say_nothing(
    tried: int, failed: int, state: str
) -> None:
    assert health.unreachable(tried, failed, BOOK).state == state


def test_a_letter_without_answer_falls_after_three_months_and_is_warned_of_before() -> None:
    def at(received: dt.date) -> Indicator:
        late = int(received < health.letters_before(TODAY, BOOK))
        return health.letters(late, received, TODAY, BOOK)

    assert at(dt.date(2026, 8, 22)).state == LATE
    assert at(dt.date(2026, 8, 23)).state == SOON
    assert at(dt.date(2026, 8, 23)).falls_on == TODAY + DAY
    assert at(dt.date(2026, 9, 7)).state == SOON
    assert at(dt.date(2026, 9, 8)).state == OK
    assert health.letters(0, None, TODAY, BOOK).state == OK


@pytest.mark.django_db
def test_the_numbers_are_data_with_clause_and_confirmation() -> None:
    book = rules.book(on=TODAY)
    for key, rule in BOOK.rules.items():
        assert book.value(key).value == rule.value, key
        assert "政府网站与政务新媒体检查指标" in book.value(key).citation


# --- the figures ----------------------------------------------------------------------------------


Later = Callable[[int], dt.date]


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Later:
    """later(12): twelve days go by. (The day of an article cannot be changed afterwards.)"""

    def wait(days: int) -> dt.date:
        on = TODAY + days * DAY
        monkeypatch.setenv("DANGJIAN_CLOCK", on.isoformat())
        return on

    return wait


def asked(district: District, role: str, on: dt.date = TODAY) -> Asked:
    scope = viewer(district, role).scope(Purpose.WRITE)
    return Asked(scope, on, rules.book(on=on), limit=10)


@pytest.mark.parametrize(("days", "told"), [(9, False), (10, True), (15, True)])
def test_the_owner_finds_a_column_in_the_inbox_four_days_before_it_falls(
    district: District, later: Later, days: int, told: bool
) -> None:
    """I11: with the days, the clause and the way to write; a branch below finds nothing."""
    where = column(district, reviews=2)
    published(district, where)
    on = later(days)
    clerk = district.sign_in(Client(), "clerk")
    page = clerk.get(reverse("inbox")).content.decode()
    assert (f"栏目“东篱要闻”（东篱街道党工委）{days} 天没有更新" in page) == told
    assert (reverse("article_begin", args=[where.pk]) in page) == told
    assert ("《政府网站与政务新媒体检查指标》" in page) == told
    found = figures.needing(asked(district, "clerk", on))
    assert [one.name for one in found.rows] == ["“东篱要闻”"] * told
    assert figures.needing(asked(district, "secretary", on)).total == 0


def test_an_empty_column_is_told_and_one_above_a_full_one_is_not_empty(
    district: District,
) -> None:
    above = column(district, title="公开目录", way=Way.OPEN)
    below = column(district, title="公开目录之一", way=Way.OPEN, under=above)
    assert figures.needing(asked(district, "clerk")).total == 2
    published(district, below)
    assert figures.needing(asked(district, "clerk")).total == 0
    Column.objects.update(closed_on=TODAY)
    assert figures.columns(BOOK) == []


def test_the_home_page_is_a_matter_of_the_districts_office_alone(
    client: Client, district: District, later: Later
) -> None:
    """I11: an article or a notice makes it new."""
    published(district, column(district, reviews=2))
    on = later(13)
    assert site_health.home_matters(asked(district, "office", on)).total == 1
    assert site_health.home_matters(asked(district, "clerk", on)).total == 0
    page = district.sign_in(client, "office").get(reverse("inbox")).content.decode()
    assert "网站首页快两个星期没有更新了" in page
    posted(district)
    assert site_health.home_matters(asked(district, "office", on)).total == 0


def test_only_open_letters_of_the_site_without_answer_are_counted(district: District) -> None:
    """I11: figures only; what is not from the site, or is only advertising, does not count."""

    def on_site() -> tuple[int, dt.date | None]:
        found = site_health.waiting.unanswered(TODAY, dt.date(2026, 8, 23))
        return found.late, found.oldest_on

    assert on_site() == (0, None)
    letter = petition(district)
    old = dt.date(2026, 8, 1)
    Letter.objects.filter(pk=letter.pk).update(received_on=old)
    assert on_site() == (1, old)
    for change in ({"way": "paper"}, {"category": "spam"}, {"received_on": dt.date(2025, 8, 1)}):
        before = Letter.objects.filter(pk=letter.pk).values(*change).get()
        Letter.objects.filter(pk=letter.pk).update(**change)
        assert on_site() == (0, None), change
        Letter.objects.filter(pk=letter.pk).update(**before)


def test_the_page_shows_figure_limit_day_and_what_to_do(
    client: Client, district: District, later: Later
) -> None:
    """I11: and nothing that is ranked or scored."""
    published(district, column(district, reviews=2))
    later(12)
    page = district.sign_in(client, "office").get(reverse("site_health")).content.decode()
    for said in (
        "12 天没有更新",
        "不超过 14 天",
        "什么都不做，12月8日起不合格",
        "没有查过",
        "写信不用登录",
        "要靠人看的",
        "国办秘函〔2019〕19号",
    ):
        assert said in page, said
    assert not [word for word in ("名次", "得分", "总分") if word in page]


def many_columns(like: Column, number: int) -> None:
    """So many empty columns more of the same organization, written at once."""
    page = Page.objects.get(pk=like.pk)
    start = int(str(Page.objects.filter(depth=2).latest("path").path[4:]), 36)
    made = Page.objects.bulk_create(
        Page(
            path=page.path[:4] + Page._int2str(start + n).rjust(4, "0"),
            depth=2,
            title=f"栏目{start + n}",
            draft_title=f"栏目{start + n}",
            slug=f"many-{start + n}",
            url_path=f"/many-{start + n}/",
            content_type_id=page.content_type_id,
            locale_id=page.locale_id,
            translation_key=uuid.uuid4(),
        )
        for n in range(1, number + 1)
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO portal_column (page_ptr_id, organization_id, way, reviews, introduction)"
            " SELECT id, %s, 'news', 2, '' FROM wagtailcore_page WHERE id = ANY(%s)",
            [like.organization_id, [one.pk for one in made]],
        )


def test_the_page_and_the_inbox_cost_the_same_for_three_columns_and_for_three_hundred(
    client: Client, district: District
) -> None:
    office = district.sign_in(client, "office")
    counts = []
    for more in (3, 297):
        many_columns(column(district, title=f"第{more}栏"), more - 1)
        counted = []
        for address in (reverse("site_health"), reverse("inbox"), "/inbox/?kind=columns"):
            office.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert office.get(address).status_code == 200
            counted.append(len(queries))
        counts.append(counted)
    assert counts[0] == counts[1]
    assert counts[0][0] <= 25, counts


# --- looking for the site -------------------------------------------------------------------------


def _slow(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(0.5)
    body(b"late")(handler)


@pytest.mark.parametrize(
    ("answer", "reached"),
    [
        (body(b"<html>"), True),
        (moved("/home"), True),
        (_slow, False),
        (raw(b"HTTP/1.0 200 OK\r\n\r\n", b"x", pause=0.05, again=True), False),
        (raw(b"HTTP/1.0 503 Service Unavailable\r\n\r\n"), False),
        (raw(b"nonsense\r\n"), False),
    ],
)
def test_the_site_is_reached_when_its_page_comes_whole_and_in_time(
    answer: Callable[[BaseHTTPRequestHandler], None], reached: bool
) -> None:
    with served(page=answer, home=body(b"<html>")) as server:
        assert probing.reachable(f"{server.address}/page", seconds=0.3) is reached


def test_nobody_there_is_not_reached_and_no_web_address_is_a_mistake_of_the_operator() -> None:
    assert not probing.reachable("http://127.0.0.1:9/", seconds=0.3)
    with pytest.raises(ValueError, match="no web address"):
        probing.reachable("file:///etc/hostname")


def test_each_look_is_added_to_the_sums_of_its_day(district: District, settings: Any) -> None:
    with served(page=body(b"<html>")) as server:
        settings.SITE_ADDRESS = f"{server.address}/page"
        assert [jobs.probe(0), jobs.probe(0)] == [True, True]
    assert jobs.probe(0) is False
    assert Probe.objects.values_list("on", "tried", "failed").get() == (TODAY, 3, 1)
    probing.count(TODAY - 7 * DAY, reached=False)
    assert figures.probes(TODAY) == (3, 1), "a week: today and six days before"
    settings.SITE_ADDRESS = ""
    assert jobs.probe(0) is None
