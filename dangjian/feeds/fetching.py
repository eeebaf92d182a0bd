"""Fetching one feed from outside, by the allow-list (TRUST.md: SSRF, bombs, what never ends).

A name is resolved once, all its addresses are judged, and the line is opened to the very address
that was judged: a name server that answers otherwise a moment later is not asked again. Redirects
are followed by hand, each as if it were a new request. One watch holds for everything together:
when the time is over it cuts the line, wherever the other side is with its answer.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urljoin

from dangjian.feeds.rules import addresses
from dangjian.feeds.rules.addresses import Place
from dangjian.kernel.refusal import Refused

Resolve = Callable[[str, int], Collection[str]]
_ASKING = {
    "User-Agent": "dangjian-feeds/1",
    "Accept": "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.8",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}
_PIECE = 65_536
_MOVED = {301, 302, 303, 307, 308}
_GZIP = 31  # zlib: a gzip header, the largest window


@dataclass(frozen=True)
class Caps:
    """seconds: for the whole fetch; bytes: of the body, as sent and unpacked; redirects."""

    seconds: float = 20.0
    bytes: int = 2 * 2**20
    redirects: int = 3


@dataclass(frozen=True)
class Fetched:
    """What the other side answered. body: None where nothing has changed since the last time.

    url: where it was found in the end; kind: the Content-Type; etag, modified: to ask with.
    """

    body: bytes | None
    url: str = ""
    kind: str = ""
    etag: str = ""
    modified: str = ""


class NotFetched(Exception):
    """Nothing came. sentence: why, for whoever approved the source."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def system_addresses(host: str, port: int) -> list[str]:
    """The network addresses of a name. OSError where there is none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def fetch(
    address: str,
    *,
    etag: str = "",
    modified: str = "",
    listed: Collection[str] = (),
    resolve: Resolve = system_addresses,
    caps: Caps = Caps(),  # noqa: B008 - frozen
) -> Fetched:
    """Fetch a feed. NotFetched says in a sentence why not.

    listed: "host:port" of what may lie inside the own network or at another port.
    """
    until = time.monotonic() + caps.seconds
    conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
    headers = _ASKING | {name: value for name, value in conditions.items() if value}
    url = address
    for _ in range(caps.redirects + 1):
        here = _place(url, listed)
        with _answer(here, _judged(here, resolve), headers, until, caps) as answer:
            if answer.status in _MOVED and answer.headers.get("Location"):
                url = urljoin(here.url, answer.headers["Location"])
                continue
            return _taken(answer, here, until, caps)
    raise NotFetched(f"对方的网站一再转到别的地址，转了 {caps.redirects} 次还没有到。")


def _place(url: str, listed: Collection[str]) -> Place:
    try:
        return addresses.place(url, listed)
    except Refused as refusal:
        raise NotFetched(f"对方转到了不能去的地址：{refusal.sentence}") from refusal


def _judged(here: Place, resolve: Resolve) -> str:
    """The one address of a name that is connected to. NotFetched where any of them lies inside."""
    try:
        found = list(resolve(here.host, here.port))
    except (OSError, UnicodeError) as nobody:
        raise NotFetched("找不到这个网站，网址可能变了。") from nobody
    if not found:
        raise NotFetched("找不到这个网站，网址可能变了。")
    if not here.listed and not all(map(addresses.is_public, found)):
        raise NotFetched("这个地址在内部网络里，平台不去取。要取，请运维人员把它列进允许的名单。")
    return found[0]


@contextmanager
def _answer(
    here: Place, network: str, headers: dict[str, str], until: float, caps: Caps
) -> Iterator[http.client.HTTPResponse]:
    """Ask, and have the answer read within the time. The line is closed afterwards."""
    left = until - time.monotonic()
    try:
        if left <= 0:
            raise TimeoutError
        with (
            socket.create_connection((network, here.port), timeout=left) as line,
            _watched(line, until),
            closing(http.client.HTTPConnection(here.host, here.port)) as connection,
        ):
            connection.sock = _secured(line, here)
            connection.request("GET", here.target, headers=headers)
            with closing(connection.getresponse()) as answer:
                yield answer
    except ssl.SSLCertVerificationError as bad:
        raise NotFetched("对方网站的安全证书不对或者过期了。") from bad
    except (OSError, http.client.HTTPException, ValueError) as failure:
        raise NotFetched(_why(failure, until, caps)) from failure


def _secured(line: socket.socket, here: Place) -> socket.socket:
    """The line itself, or a safe one over it: the certificate is that of the name, not of the
    address."""
    if here.scheme == "http":
        return line
    return ssl.create_default_context().wrap_socket(line, server_hostname=here.host)


@contextmanager
def _watched(line: socket.socket, until: float) -> Iterator[None]:
    """Cut the line when the time is over. A timeout of the socket would count from one byte to the
    next, and somebody who sends one every second would keep us for ever."""
    own = line.dup()

    def cut() -> None:
        with suppress(OSError):
            own.shutdown(socket.SHUT_RDWR)

    watch = threading.Timer(max(until - time.monotonic(), 0), cut)
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()
        own.close()


def _why(failure: Exception, until: float, caps: Caps) -> str:
    if isinstance(failure, TimeoutError) or time.monotonic() >= until:
        return f"对方的网站太慢，{caps.seconds:.0f} 秒还没有传完。"
    if isinstance(failure, ssl.SSLError):
        return "和对方的网站建立不了安全连接。"
    if isinstance(failure, (http.client.HTTPException, ValueError)):
        return "对方的回答看不懂，可能不是网站。"
    return "连不上对方的网站。"


def _taken(answer: http.client.HTTPResponse, here: Place, until: float, caps: Caps) -> Fetched:
    if answer.status == 304:
        return Fetched(None)
    if answer.status != 200:
        raise NotFetched(_refusal(answer.status))
    return Fetched(
        body=_body(answer, until, caps),
        url=here.url,
        kind=answer.headers.get("Content-Type", "")[:200],
        etag=_header(answer, "ETag", 200),
        modified=_header(answer, "Last-Modified", 60),
    )


def _refusal(status: int) -> str:
    if status in (404, 410):
        return f"对方说没有这一页（{status}），网址可能变了。"
    if status in (401, 403):
        return f"对方不让取（{status}）。"
    return f"对方的网站出了错（{status}）。"


def _header(answer: http.client.HTTPResponse, name: str, longest: int) -> str:
    """A header to be sent back as it came; "" where it is too long or not plain text."""
    value = answer.headers.get(name, "")
    plain = value.isascii() and value.isprintable() and len(value) <= longest
    return value if plain else ""


def _body(answer: http.client.HTTPResponse, until: float, caps: Caps) -> bytes:
    packing = answer.headers.get("Content-Encoding", "").strip().lower()
    if packing not in ("", "identity", "gzip", "x-gzip"):
        raise NotFetched("对方用了没有约定的压缩办法。")
    packed = zlib.decompressobj(_GZIP) if packing.endswith("gzip") else None
    body, sent = bytearray(), 0
    try:
        while piece := answer.read1(_PIECE):
            sent += len(piece)
            body += packed.decompress(piece, caps.bytes - len(body) + 1) if packed else piece
            if len(body) > caps.bytes or sent > caps.bytes:
                raise NotFetched(f"内容太大，超过 {caps.bytes // 2**20} MB，没有取。")
    except zlib.error as broken:
        raise NotFetched("对方传来的压缩内容是坏的。") from broken
    if time.monotonic() >= until:
        raise TimeoutError
    if answer.length or (packed and not packed.eof):
        raise NotFetched("对方传到一半断了。")
    return bytes(body)
