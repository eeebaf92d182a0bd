"""Feeds as they come: well made, mislabelled, broken, and made to harm."""

from __future__ import annotations

import datetime as dt
import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dangjian.feeds import parsing
from dangjian.feeds.fetching import NotFetched
from dangjian.feeds.parsing import Read, read
from dangjian.feeds.rules import texts
from tests.feeds.servers import rss

BASE = "https://base.example.invalid/dj/feed.atom"
CHINA = dt.timezone(dt.timedelta(hours=8))
BOMB = '<!DOCTYPE rss [<!ENTITY a "哈哈"><!ENTITY b "&a;&a;">]><rss version="2.0"><channel>'
BOMB += "<item><title>&b;</title><link>https://a.example.org/1</link></item></channel></rss>"


@pytest.fixture(scope="module")
def key(shared_data: Path) -> dict[str, Any]:
    return json.loads((shared_data / "feeds" / "feeds.key.json").read_text())["files"]


@pytest.fixture(scope="module")
def feeds(shared_data: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (shared_data / "feeds").glob("*.*")}


def of(feeds: dict[str, bytes], name: str) -> Read:
    return read(feeds[name], url=BASE)


@pytest.mark.parametrize("name", ["good.xml", "gb2312.xml"])
def test_a_well_made_feed_gives_titles_links_and_days(
    feeds: dict[str, bytes], key: dict[str, Any], name: str
) -> None:
    found, wanted = of(feeds, name), key[name]
    assert (len(found.entries), found.damaged, found.skipped) == (wanted["entries"], False, 0)
    first, last = found.entries[0], found.entries[-1]
    assert (first.title, last.title) == (wanted["first_title"], wanted["last_title"])
    assert first.link == wanted["first_link"]
    assert first.dated_at == dt.datetime.fromisoformat(wanted["first_date"])


def test_relative_links_are_resolved(feeds: dict[str, bytes], key: dict[str, Any]) -> None:
    found = of(feeds, "relative.atom")
    assert [one.link for one in found.entries] == key["relative.atom"]["links"]


def test_of_a_broken_feed_what_can_be_read_is_kept_and_it_is_marked_damaged(
    feeds: dict[str, bytes], key: dict[str, Any]
) -> None:
    found = of(feeds, "malformed.xml")
    assert 1 <= len(found.entries) <= key["malformed.xml"]["entries_at_most"]
    assert found.damaged
    assert found.entries[0].title == "邻县推行村务“晾晒台” & 评议"


def test_of_a_feed_with_scripts_only_titles_and_safe_links_stay(
    feeds: dict[str, bytes], key: dict[str, Any]
) -> None:
    found, wanted = of(feeds, "script.xml"), key["script.xml"]
    assert len(found.entries) + found.skipped == wanted["entries"]
    assert found.skipped == 1, "the one whose link is a script"
    kept = json.dumps([[one.title, one.link] for one in found.entries], ensure_ascii=False)
    assert [bad for bad in wanted["cleaned_must_not_contain"] if bad in kept] == []


def test_entities_are_refused_quickly_and_in_little_memory(
    feeds: dict[str, bytes], key: dict[str, Any]
) -> None:
    began = time.monotonic()
    with pytest.raises(NotFetched, match=key["entity-bomb.xml"]["reason"]):
        of(feeds, "entity-bomb.xml")
    assert time.monotonic() - began < 2
    assert parsing._MEMORY < 200 * 2**20


@pytest.mark.parametrize("letters", ["utf-8", "utf-16", "gb18030", "utf-8-sig"])
def test_no_encoding_hides_entities(letters: str) -> None:
    with pytest.raises(NotFetched, match="FEED-DTD"):
        read(BOMB.encode(letters), url=BASE)


def test_entities_behind_a_comment_that_looks_like_an_element_are_seen() -> None:
    with pytest.raises(NotFetched, match="FEED-DTD"):
        read(f"<?xml version='1.0'?><!-- <rss> -->{BOMB}".encode(), url=BASE)


def test_a_document_type_without_entities_is_no_harm() -> None:
    old = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://x.example.org/rss.dtd">'
    feed = rss(("一个标题", "https://a.example.org/1")).decode()
    assert len(read(feed.replace("<rss", f"{old}<rss").encode(), url=BASE).entries) == 1


def test_of_a_very_long_feed_the_first_hundred_are_read_in_bounded_time_and_memory(
    feeds: dict[str, bytes],
) -> None:
    began = time.monotonic()
    found = of(feeds, "huge.xml")
    assert (len(found.entries), found.cut) == (parsing.MOST, True)
    assert time.monotonic() - began < 5
    assert parsing._MEMORY < 200 * 2**20


@pytest.mark.parametrize(
    ("letters", "label", "wrong"),
    [
        ("gb18030", "utf-8", True),
        ("utf-8", "gb2312", True),
        ("gbk", "iso-8859-1", True),
        ("gb18030", "gb2312", False),
        ("gbk", "GBK", False),
        ("big5", "big5", False),
        ("utf-16", "utf-16", False),
    ],
)
def test_chinese_in_the_wrong_label_is_read_right_and_marked(
    letters: str, label: str, wrong: bool
) -> None:
    """GBK that says UTF-8 becomes rubbish that only a flag tells."""
    feed = rss(("山中大水", "https://a.example.org/1"), title="山水")
    found = read(feed.decode().replace('"utf-8"', f'"{label}"').encode(letters), url=BASE)
    assert (found.entries[0].title, found.damaged) == ("山中大水", wrong)


def test_without_a_label_the_answers_head_tells_the_letters() -> None:
    feed = rss(("邻县推行村务晾晒台", "https://a.example.org/1")).decode()
    body = feed.partition("?>")[2].encode("gb18030")
    found = read(body, url=BASE, kind="text/xml; charset=GB2312")
    assert (found.entries[0].title, found.damaged) == ("邻县推行村务晾晒台", False)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"/etc/hostname",
        b"http://127.0.0.1/",
        b"<html><body><p>no feed</p></body></html>",
        b"{}",
        b"\x00" * 1000,
        b"\xff\xfe\xff",
        b"<rss",
        b"<?xml version='1.0'?>",
        b"<rss version='2.0'><channel><item><title></title></item></channel></rss>",
    ],
)
def test_what_is_no_feed_is_refused_in_a_sentence(body: bytes) -> None:
    """Also what looks like the name of a file or an address: it is never opened."""
    with pytest.raises(NotFetched, match="。$"):
        read(body, url=BASE)


def test_half_a_character_is_no_harm() -> None:
    found = parsing._found(
        {"title": "一\ud800二", "link": "https://a.example.org/\ud800x", "id": "", "at": 1}, BASE
    )
    assert found is not None
    assert (found.title + found.link).encode() == "一?二https://a.example.org/?x".encode()


def test_a_feed_without_news_is_a_feed() -> None:
    assert read(rss(), url=BASE).entries == []


def test_a_reader_that_does_not_answer_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "_WAIT", 0.05)
    with pytest.raises(NotFetched, match="太费劲"):
        read(rss(("一个标题", "https://a.example.org/1")), url=BASE)


def test_a_feed_that_keeps_the_reader_too_busy_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "_CPU", 1)
    deep = b"<rss version='2.0'><channel><item><title>" + b"<b>" * 600_000
    with pytest.raises(NotFetched, match="太费劲|读不出来"):
        read(deep, url=BASE)


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("<b>加粗</b>的标题", "加粗的标题"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;标题", "标题"),
        ("前<script>alert(1)</script>后", "前后"),
        ("投资<5亿 & 更多", "投资<5亿 & 更多"),
        ("一\n二\t三\u202e四\u200b", "一 二 三 四"),
        ("长" * 300, "长" * 199 + "…"),
    ],
)
def test_a_title_is_plain_words(title: str, plain: str) -> None:
    assert texts.plain(title) == plain


@settings(deadline=None)
@given(st.text(max_size=120))
def test_no_title_brings_markup_or_control_characters(title: str) -> None:
    found = texts.plain(title)
    assert len(found) <= texts.LONGEST
    assert "<script" not in found.lower()
    assert all(one.isprintable() for one in found)


def test_one_page_is_known_under_its_several_addresses() -> None:
    one = texts.link_key("https://www.news.example.org/a/1?utm_source=x&id=5#top")
    assert one == texts.link_key("http://news.example.org/a/1/?id=5")
    assert one != texts.link_key("http://news.example.org/a/1/?id=6")
    assert texts.title_key("邻县推行村务“晾晒台”！") == texts.title_key("邻县推行村务 晾晒台")
    assert texts.title_key("通知公告") == ""
