"""I10: an editor gathers other regions' news from approved sources and chooses what is shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dangjian.courier.models import Message
from dangjian.feeds import jobs
from dangjian.feeds.actions import choosing, sources, taking
from dangjian.feeds.models import Entry, Sighting, Source, State
from dangjian.feeds.queries.sources import APPROVES, CHOOSES, due
from dangjian.kernel import clock
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Refused, Stale
from dangjian.portal import kept
from dangjian.portal.queries import public as portal
from tests.district import District
from tests.feeds.servers import Server, body, moved, rss, served
from tests.feeds.sources import approved, choose, entry, found, take
from tests.jobs import run_waiting_jobs
from tests.portal.articles import viewer

NEWS = ("邻县推行村务晾晒台", "https://news.example.org/a/1")


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    """Somebody else's server, which the operator allows although it stands on this machine."""
    with served(feed=body(rss(NEWS), ETag='"1"')) as running:
        settings.FEED_HOSTS = frozenset({running.place})
        yield running


def words(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def looked_at(source: Source) -> Source:
    jobs.fetch_source(source.pk)
    source.refresh_from_db()
    return source


def test_an_approved_source_is_looked_at_and_what_a_person_chose_is_shown(
    client: Client, district: District, server: Server
) -> None:
    """I10: on its page and the home page, with title, source, date and link; until taken back."""
    source = approved(district, f"{server.address}/feed", listed={server.place})
    assert "feeds.fetch" in run_waiting_jobs()
    waiting = Entry.objects.get()
    assert (waiting.title, waiting.link, waiting.state) == (*NEWS, "new")
    pages = [reverse("elsewhere"), reverse("home")]
    assert not any(NEWS[0] in words(client, page) for page in pages)
    choose(district, waiting)
    for page in pages:
        assert f'href="{NEWS[1]}" rel="external noopener noreferrer nofollow"' in words(
            client, page
        )
        assert "来源：云台党建" in words(client, page)
        assert "11月20日" in words(client, page)
    by = viewer(district, "office").actor(CHOOSES, district.street.path)
    choosing.take_back(waiting, now=clock.now(), by=by)
    assert not any(NEWS[0] in words(client, page) for page in pages)
    choosing.set_aside(waiting, now=clock.now(), by=by)
    with pytest.raises(Stale, match="不登"):
        choose(district, waiting)
    verbs = Leaf.objects.filter(subject_uid=waiting.uid).order_by("pk").values_list("verb")
    assert [verb for (verb,) in verbs] == ["choose", "take_back", "set_aside"]
    assert Leaf.objects.filter(subject_uid=source.uid, verb="approve_source").exists()


def test_a_second_look_asks_for_changes_only_and_brings_nothing_twice(
    district: District, server: Server
) -> None:
    source = approved(district, f"{server.address}/feed", listed={server.place})
    assert looked_at(source).etag == '"1"'
    leaves = Leaf.objects.count()
    looked_at(source)
    assert server.asked[-1][1]["If-None-Match"] == '"1"'
    server.pages["/feed"] = body(rss(("石桥县青年夜校开课", "https://news.example.org/a/2"), NEWS))
    assert Leaf.objects.count() == leaves, "a look that finds nothing is no act"
    looked_at(source)
    assert Entry.objects.count() == 2
    assert Leaf.objects.count() == leaves + 1


def test_no_page_kept_for_visitors_outlives_a_choice(
    client: Client, district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Zero stale pages: the count of changes goes up within the choice."""
    monkeypatch.setattr(kept, "SECONDS", 600.0)
    client.handler.load_middleware()
    one = entry(approved(district), NEWS[0])
    assert NEWS[0] not in words(client, reverse("elsewhere"))
    choose(district, one)
    assert NEWS[0] in words(client, reverse("elsewhere"))
    before = portal.generation()
    by = viewer(district, "office").actor(CHOOSES, district.street.path)
    choosing.take_back(one, now=clock.now(), by=by)
    assert portal.generation() == before + 1
    assert NEWS[0] not in words(client, reverse("elsewhere"))


def test_the_same_news_in_two_sources_is_one_entry(district: District) -> None:
    """By its page, however its address is written, or by its headline; never by one that says
    nothing."""
    one = approved(district)
    other = approved(district, "https://other.example.org/rss", title="石桥党建")
    take(one, found(NEWS[0], "https://news.example.org/a/1"), found("通知公告", identity="n1"))
    take(
        other,
        found("换了标题转载的同一页，来自另一处", "http://www.news.example.org/a/1/?from=x"),
        found(f"{NEWS[0]}！", "https://other.example.org/copy"),
        found("通知公告", "https://other.example.org/notice"),
    )
    assert sorted(Entry.objects.values_list("title", flat=True)) == [
        "通知公告",
        "通知公告",
        NEWS[0],
    ]
    assert Sighting.objects.count() == 5
    choose(district, Entry.objects.get(title=NEWS[0]))
    late = approved(district, "https://third.example.org/rss", title="云岭党建")
    take(late, found(NEWS[0], "https://third.example.org/1"))
    assert Entry.objects.filter(state=State.NEW, title=NEWS[0]).count() == 0
    month_later = clock.now() + dt.timedelta(days=31)
    take(late, found(NEWS[0], "https://third.example.org/2"), now=month_later)
    assert Entry.objects.filter(state=State.NEW, title=NEWS[0]).count() == 1


def test_a_day_that_has_not_come_is_not_shown(district: District) -> None:
    take(
        approved(district),
        found("明天才有的一条新消息", day=24),
        found("明年才有的一条新消息", day=28),
        now=dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC),  # whatever the hour of the run
    )
    days = dict(Entry.objects.values_list("title", "dated_at"))
    assert days["明天才有的一条新消息"] is not None
    assert days["明年才有的一条新消息"] is None


def test_a_source_that_fails_says_why_and_after_three_days_tells_its_approver_once(
    district: District, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """I10: the approver by a message, whoever else may see to it by a line in the inbox."""
    source = approved(district, f"{server.address}/feed", listed={server.place})
    server.pages["/feed"] = moved("/gone")
    source = looked_at(source)
    assert "404" in source.failure
    now = clock.now()
    told = Message.objects.filter(sentence__contains="取不到内容")
    for hours, messages in ((71, 0), (72, 1), (96, 1)):
        taking.found_nothing(source, source.failure, now=now + dt.timedelta(hours=hours), by=SYSTEM)
        assert told.count() == messages, hours
    assert told.get().person == district.people["office"]
    monkeypatch.setenv("DANGJIAN_CLOCK", "2026-11-26")
    inbox = words(district.sign_in(Client(), "clerk"), reverse("inbox"))
    assert "“云台党建”一直取不到内容" in inbox
    monkeypatch.setenv("DANGJIAN_CLOCK", "2026-11-23")
    assert "“云台党建”已经 3 天取不到内容：对方说没有这一页（404）" in told.get().sentence
    server.pages["/feed"] = body(rss(NEWS))
    source = looked_at(source)
    assert (source.failing_since, source.failure) == (None, "")
    verbs = Leaf.objects.filter(subject_uid=source.uid).order_by("pk").values_list("verb")
    assert [verb for (verb,) in verbs] == ["approve_source", "source_fails", "take_in"]


def test_a_broken_feed_is_kept_as_far_as_it_goes_and_its_page_says_so(
    client: Client, district: District, server: Server
) -> None:
    source = approved(district, f"{server.address}/feed", listed={server.place})
    server.pages["/feed"] = body(rss(NEWS).replace(b"</channel>", b"<item>&"))
    assert looked_at(source).damaged
    assert Entry.objects.count() == 1
    page = words(district.sign_in(client, "clerk"), reverse("source", args=[source.pk]))
    assert "内容有毛病" in page


def test_sources_are_looked_at_in_turn_and_broken_ones_less_often(district: District) -> None:
    first = approved(district)
    now = clock.now()
    assert due(now) == [first.pk]
    take(first, now=now)
    assert due(now + dt.timedelta(minutes=49)) == []
    assert due(now + dt.timedelta(minutes=50)) == [first.pk]
    taking.found_nothing(first, "连不上对方的网站。", now=now, by=SYSTEM)
    assert due(now + dt.timedelta(minutes=50)) == []
    assert due(now + dt.timedelta(hours=4)) == [first.pk]
    stop(district, first)
    assert due(now + dt.timedelta(hours=4)) == []
    approved(district, "https://invented.example/rss")
    assert due(now) == [], "nobody is asked for a name that is an example"


def stop(district: District, source: Source) -> Source:
    by = viewer(district, "clerk").actor(APPROVES, district.street.path)
    return sources.stop(source, reason="对方网站停办", now=clock.now(), by=by)


def test_a_stopped_source_brings_nothing_and_keeps_what_was_chosen(
    client: Client, district: District
) -> None:
    source = approved(district)
    choose(district, entry(source, NEWS[0]))
    entry(source, "没有选的一条新闻")
    stop(district, source)
    assert jobs.fetch_source(source.pk) == 0
    assert NEWS[0] in words(client, reverse("elsewhere"))
    clerk = district.sign_in(Client(), "clerk")
    assert "没有选的一条新闻" not in words(clerk, reverse("entries"))
    with pytest.raises(Stale, match="停用"):
        stop(district, source)
    approved(district)  # and may be approved anew


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("ftp://news.example.org/", "http://"),
        ("https://news.example.org:8443/rss", "8443"),
        ("https://a:b@news.example.org/rss", "密码"),
        ("news", "http://"),
    ],
)
def test_an_address_that_is_never_asked_is_not_approved(
    client: Client, district: District, address: str, said: str
) -> None:
    """Told beside the field, with everything typed kept (422)."""
    clerk = district.sign_in(client, "clerk")
    page = reverse("source_approve")
    key = clerk.get(page).content.decode().partition('name="form_key" value="')[2].partition('"')[0]
    typed = {"title": "云台党建", "issuer": "云台市委", "address": address, "form_key": key}
    answer = clerk.post(page, typed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert 'value="云台党建"' in answer.content.decode()
    assert not Source.objects.exists()


def test_what_must_not_stand_anywhere_is_not_chosen_nor_approved(district: District) -> None:
    source = approved(district)
    with pytest.raises(Refused, match="已经批准过了"):
        approved(district)
    with pytest.raises(Refused, match="密级"):
        approved(district, "https://a.example.org/rss", title="机密★1年")
    for title, said in (("机密★1年 关于某事的通知", "密级"), ("咨询请打 13912345678 李某", "号码")):
        with pytest.raises(Refused, match=said):
            choose(district, entry(source, title))
    assert not Entry.objects.filter(state=State.CHOSEN).exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.update(link="javascript:alert(1)")


def test_who_keeps_one_street_sees_nothing_of_another(client: Client, district: District) -> None:
    entry(approved(district, organization=district.other_street), NEWS[0])
    clerk = district.sign_in(client, "clerk")
    assert NEWS[0] not in words(clerk, reverse("entries"))
    assert "云台党建" not in words(clerk, reverse("sources"))


def test_the_lists_cost_the_same_for_three_entries_and_for_three_hundred(
    client: Client, district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "SECONDS", -1.0)
    source = approved(district)
    office = district.sign_in(Client(), "office")
    counts: list[list[int]] = []
    for more in (3, 297):
        start = Entry.objects.count()
        take(source, *(found(f"第{start + n}条经验做法") for n in range(2 * more)))
        new = Entry.objects.filter(state=State.NEW).order_by("pk")[:more]
        Entry.objects.filter(pk__in=list(new.values_list("pk", flat=True))).update(
            state=State.CHOSEN, decided_at=clock.now(), decided_by=district.people["office"]
        )
        if more > 3:
            for n in range(30):
                approved(district, f"https://n{n}.example.org/rss", title=f"来源{n}")
        counted = []
        for who, page in (
            (client, reverse("elsewhere")),
            (client, reverse("home")),
            (office, reverse("entries")),
            (office, reverse("sources")),
        ):
            who.get(page)
            with CaptureQueriesContext(connection) as queries:
                who.get(page)
            counted.append(len(queries))
        counts.append(counted)
    assert counts[0] == counts[1]
    assert counts[0][0] <= 5, counts
