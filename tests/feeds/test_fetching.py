"""What the platform asks of other people's servers, and what it never does."""

from __future__ import annotations

import gzip
import ipaddress
import socket
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dangjian.feeds.fetching import Caps, Fetched, NotFetched, fetch
from dangjian.feeds.rules.addresses import is_public, place, safe_link
from dangjian.kernel.refusal import Refused
from tests.feeds.servers import Answer, Server, body, moved, raw, rss, served, zipped

QUICK = Caps(seconds=1.0)
FEED = rss(("邻县推行村务晾晒台", "https://news.example.org/1"))
INSIDE = """127.0.0.1 127.8.8.8 10.1.2.3 172.16.0.9 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0
192.0.0.8 198.18.0.1 224.0.0.1 240.0.0.1 255.255.255.255 :: ::1 fe80::1 fe80::1%eth0 fc00::1
fd12:3456::1 ff02::1 fec0::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:93.184.216.34 ::127.0.0.1
64:ff9b::7f00:1 64:ff9b:1::a00:1 2002:7f00:1::1 2001:0:4136:e378:8000::1 2001:db8::1 3fff::1"""
OUTSIDE = ["93.184.216.34", "1.1.1.1", "223.5.5.5", "2400:3200::1", "2606:4700::1111"]


def ask(server: Server, path: str = "/feed", **more: object) -> Fetched:
    given = {"listed": {server.place}, "caps": QUICK} | more
    return fetch(f"{server.address}{path}", **given)  # type: ignore[arg-type]


@contextmanager
def neighbours() -> Iterator[tuple[Server, Server]]:
    """Two servers at one port: one that may be asked, and one of the inside."""
    with (
        served("127.0.0.2", feed=body(FEED)) as good,
        served("127.0.0.3", good.port, feed=body(b"secret of the inside")) as inside,
    ):
        yield good, inside


def why(server: Server, answer: Answer, **more: object) -> str:
    """Why nothing came of an answer; it took no longer than the time given for it."""
    server.pages["/feed"] = answer
    began = time.monotonic()
    with pytest.raises(NotFetched) as refused:
        ask(server, **more)
    assert time.monotonic() - began < 2.5
    return refused.value.sentence


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with served() as running:
        yield running


# --- which network addresses ----------------------------------------------------------------------


def test_addresses_inside_are_told_from_those_outside() -> None:
    assert [one for one in INSIDE.split() if is_public(one)] == []
    assert [one for one in OUTSIDE if not is_public(one)] == []


@settings(deadline=None)
@given(st.ip_addresses(v=4))
def test_no_address_the_standard_keeps_private_is_public_nor_is_any_of_its_disguises(
    ip: ipaddress.IPv4Address,
) -> None:
    if ip.is_private or ip.is_loopback or ip.is_link_local or ip.is_multicast or ip.is_reserved:
        assert not is_public(str(ip))
    number = int(ip)
    for disguise in (
        ipaddress.IPv6Address((0xFFFF << 32) | number),
        ipaddress.IPv6Address(number),
        ipaddress.IPv6Address((0x64FF9B << 96) | number),
        ipaddress.IPv6Address((0x2002 << 112) | (number << 80)),
    ):
        assert not is_public(str(disguise)), disguise


@pytest.mark.parametrize("address", INSIDE.split())
def test_a_name_that_leads_inside_is_not_connected_to(address: str) -> None:
    """Whatever stands there: the allow-list looks at the address, and one bad one is enough."""
    for found in ([address], ["93.184.216.34", address]):
        with pytest.raises(NotFetched, match="在内部网络里"):
            fetch("http://news.example.org/feed", resolve=lambda *_, f=found: f, caps=QUICK)


@pytest.mark.parametrize("host", ["127.1", "2130706433", "0x7f.1", "localhost", "[::1]", "0"])
def test_other_ways_to_write_this_machine_are_no_way_in(server: Server, host: str) -> None:
    before = len(server.asked)
    with pytest.raises(NotFetched, match="在内部网络里|找不到|开头"):
        fetch(f"http://{host}/feed", caps=QUICK)
    assert len(server.asked) == before


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("file:///etc/hostname", "开头"),
        ("gopher://news.example.org/", "开头"),
        ("//news.example.org/", "开头"),
        ("https://", "开头"),
        ("http://news.example.org:22/", "22"),
        ("http://news.example.org:6379/", "6379"),
        ("http://user:secret@news.example.org/", "密码"),
        ("http://news.example.org:99999/", "写得不对"),
        ("http://news.exa mple.org/", "写得不对"),
        ("http://news.example.org/a\r\nX: y", "写得不对"),
        ("http://[::1", "写得不对"),
        ("http://" + "a" * 600, "写得不对"),
    ],
)
def test_only_plain_web_addresses_are_asked(address: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        place(address)


@settings(deadline=None)
@given(st.text(max_size=80))
def test_no_text_makes_an_address_that_is_asked_otherwise_than_it_reads(text: str) -> None:
    """Whatever is typed: a place with http(s), 80 or 443, without breaks, or a refusal."""
    for typed in (text, f"http://{text}", f"https://news.example.org/{text}"):
        try:
            found = place(typed)
        except Refused:
            continue
        assert found.scheme in ("http", "https")
        assert found.port in (80, 443)
        assert found.target.startswith("/")
        assert found.target.isascii()
        assert not set(found.target) & set(" \r\n\t\x00#")


def test_a_chinese_name_is_asked_in_the_networks_own_letters() -> None:
    found = place("https://党建.example.org/栏目/?页=1")
    assert found.host == "xn--6ut0s2v.example.org" or found.host.startswith("xn--")
    assert found.target == "/%E6%A0%8F%E7%9B%AE/?%E9%A1%B5=1"


# --- the name is asked once -----------------------------------------------------------------------


def test_a_name_server_that_changes_its_mind_leads_nowhere() -> None:
    """DNS rebinding: the address that was judged is the address connected to; the name is not
    asked a second time."""
    with neighbours() as (good, inside):
        answers = iter([["127.0.0.2"], ["127.0.0.3"], ["127.0.0.3"]])
        found = fetch(
            f"http://rebind.example.org:{good.port}/feed",
            listed={f"rebind.example.org:{good.port}"},
            resolve=lambda *_: next(answers),
            caps=QUICK,
        )
        assert found.body == FEED
        assert good.asked[0][1]["Host"] == f"rebind.example.org:{good.port}"
        assert inside.asked == []
        assert next(answers) == ["127.0.0.3"], "the name was asked once"


def test_the_rebinding_can_succeed_against_somebody_who_asks_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The broken twin: judge the name, then let the library look it up again."""
    with neighbours() as (good, inside):
        answers = iter(["127.0.0.2", "127.0.0.3"])

        def look_up(host: str, port: int, *_: object, **__: object) -> list[object]:
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

        monkeypatch.setattr(socket, "getaddrinfo", look_up)
        judged = socket.getaddrinfo("rebind.example.org", good.port)[0][4][0]
        assert judged == "127.0.0.2"
        naive = urllib.request.urlopen(f"http://rebind.example.org:{good.port}/feed")
        assert naive.read() == b"secret of the inside"
        assert len(inside.asked) == 1


def test_a_redirect_inside_is_not_followed(server: Server) -> None:
    with served("127.0.0.3", secret=body(b"secret of the inside")) as inside:
        assert "80 和 443" in why(server, moved(f"{inside.address}/secret"))
        assert "在内部网络里" in why(server, moved("http://127.0.0.3/secret"))
        assert "在内部网络里" in why(server, moved("http://[::ffff:127.0.0.1]/"))
        assert "在内部网络里" in why(server, moved("http://169.254.169.254/latest/meta-data/"))
        assert "开头" in why(server, moved("file:///etc/passwd"))
        assert "密码" in why(server, moved("http://a:b@news.example.org/"))
        assert inside.asked == []
    server.pages |= {"/new": body(FEED), "/feed": moved("/new", 301)}
    assert ask(server).url.endswith("/new")
    assert "一再转到" in why(server, moved("/feed"))


# --- how much and how long ------------------------------------------------------------------------


def test_what_never_ends_is_cut_off(server: Server) -> None:
    """A feed, a head, and a gzip that go on for ever, a byte at a time or as fast as they can."""
    head = b"HTTP/1.0 200 OK\r\nContent-Type: application/xml\r\n"
    assert "太慢" in why(server, raw(head + b"\r\n", b"x", pause=0.05, again=True))
    assert "太慢" in why(server, raw(head, b"X-More: 1\r\n", pause=0.05, again=True))
    assert "太慢" in why(server, raw(b"H", b"T", pause=0.05, again=True))
    assert "太大" in why(server, raw(head + b"\r\n", b"x" * 65_536, again=True))


def test_a_timeout_of_the_socket_alone_would_wait_for_ever(server: Server) -> None:
    """The broken twin: a second of patience from byte to byte, and after two it waits on."""
    server.pages["/drip"] = raw(b"HTTP/1.0 200 OK\r\n\r\n", b"x", pause=0.05, again=True)
    began, got = time.monotonic(), 0
    with urllib.request.urlopen(f"{server.address}/drip", timeout=1) as answer:
        while time.monotonic() - began < 2:
            got += len(answer.read1(1))
    assert got > 10


def test_a_server_that_says_nothing_is_left(server: Server) -> None:
    silent = socket.create_server(("127.0.0.1", 0))
    port = silent.getsockname()[1]
    for scheme in ("http", "https"):  # https: in the middle of the handshake
        with pytest.raises(NotFetched, match="太慢"):
            fetch(
                f"{scheme}://127.0.0.1:{port}/",
                listed={f"127.0.0.1:{port}"},
                caps=Caps(seconds=0.4),
            )
    silent.close()
    with pytest.raises(NotFetched, match="连不上"):
        fetch(f"http://127.0.0.1:{port}/", listed={f"127.0.0.1:{port}"}, caps=QUICK)


def test_a_gzip_bomb_does_not_go_off(server: Server) -> None:
    """64 MB in 70 KB: unpacked as far as the cap and no further."""
    big = gzip.compress(b"\0" * (64 * 2**20), 9)
    assert len(big) < 70_000
    assert "太大" in why(server, body(big, Content_Encoding="gzip"))
    assert "坏的" in why(server, body(b"no gzip at all", Content_Encoding="gzip"))
    assert "断了" in why(server, body(gzip.compress(FEED)[:-12], Content_Encoding="gzip"))
    assert "压缩办法" in why(server, body(FEED, Content_Encoding="br"))
    server.pages["/feed"] = zipped(FEED)
    assert ask(server).body == FEED


def test_half_an_answer_is_none(server: Server) -> None:
    head = b"HTTP/1.0 200 OK\r\nContent-Length: 5000\r\n\r\n"
    assert "断了" in why(server, raw(head, FEED))
    assert "看不懂" in why(server, raw(b"SSH-2.0-OpenSSH_9.6\r\n"))
    assert "404" in why(server, moved("/nowhere"))


def test_a_server_without_a_good_certificate_is_not_believed(server: Server) -> None:
    with pytest.raises(NotFetched, match="安全连接|安全证书"):
        fetch(f"https://{server.place}/feed", listed={server.place}, caps=QUICK)


def test_what_has_not_changed_is_not_sent_again(server: Server) -> None:
    server.pages["/feed"] = body(FEED, ETag='"1"', Last_Modified="Fri, 20 Nov 2026 00:00:00 GMT")
    first = ask(server)
    assert (first.body, first.etag) == (FEED, '"1"')
    again = ask(server, etag=first.etag, modified=first.modified)
    assert again.body is None
    asked = server.asked[-1][1]
    assert (asked["If-None-Match"], asked["If-Modified-Since"]) == ('"1"', first.modified)


# --- where entries lead ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "http://127.0.0.1/",
        "http://10.0.0.1/a",
        "http://localhost/a",
        "http://oa/a",
        "https://user:secret@news.example.org/",
        "https://news.example.org/a b",
        "https://news.example.org/" + "a" * 600,
        "http://[::1",
    ],
)
def test_a_link_no_reader_should_follow_is_none(link: str) -> None:
    assert safe_link(link, "https://news.example.org/feed") == ""


@settings(deadline=None)
@given(st.text(max_size=60))
def test_every_link_that_is_kept_is_a_web_address(link: str) -> None:
    found = safe_link(link, "https://news.example.org/feed")
    assert found == "" or found.startswith(("http://", "https://"))
