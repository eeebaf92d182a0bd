"""Other people's web servers, on this machine: each path answers as its test wants."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[[BaseHTTPRequestHandler], None]


class Server:
    """A server with a page for each path. asked: path and headers of every request, in order."""

    def __init__(self, host: str, port: int = 0) -> None:
        self.pages: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:  # noqa: N802
                outer.asked.append((self.path, dict(self.headers.items())))
                outer.pages.get(self.path, missing)(self)

            def log_message(self, *args: object) -> None:
                """Nobody reads it."""

        class Quiet(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *args: object) -> None:
                """Whoever asks goes away in the middle: that is what these tests are about."""

        self.server = Quiet((host, port), Handler)
        self.port = self.server.server_port
        self.place = f"{host}:{self.port}"
        self.address = f"http://{self.place}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@contextmanager
def served(host: str = "127.0.0.1", port: int = 0, **pages: Answer) -> Iterator[Server]:
    """A server with pages by name (feed → /feed)."""
    server = Server(host, port)
    server.pages = {f"/{name}": answer for name, answer in pages.items()}
    try:
        yield server
    finally:
        server.close()


def missing(handler: BaseHTTPRequestHandler) -> None:
    handler.send_error(404)


def body(data: bytes, kind: str = "application/xml", **headers: str) -> Answer:
    """A plain answer, and 304 for whoever shows its ETag."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        known = handler.headers.get("If-None-Match")
        fresh = known is not None and known == headers.get("ETag")
        handler.send_response(304 if fresh else 200)
        handler.send_header("Content-Type", kind)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", "0" if fresh else str(len(data)))
        handler.end_headers()
        if not fresh:
            handler.wfile.write(data)

    return answer


def zipped(data: bytes) -> Answer:
    return body(gzip.compress(data), Content_Encoding="gzip")


def moved(to: str, status: int = 302) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Location", to)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


def raw(*pieces: bytes, pause: float = 0.0, again: bool = False) -> Answer:
    """Bytes on the line, one piece after the other; again: the last of them for ever."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        wait = threading.Event()
        for piece in pieces:
            handler.wfile.write(piece)
            handler.wfile.flush()
            wait.wait(pause)
        while again:
            handler.wfile.write(pieces[-1])
            handler.wfile.flush()
            wait.wait(pause)
        handler.close_connection = True

    return answer


def rss(*items: tuple[str, str], title: str = "云台党建") -> bytes:
    """A feed of titles and links, a day apart."""
    told = "".join(
        f"<item><title>{name}</title><link>{link}</link>"
        f"<pubDate>{20 - at % 20:02d} Nov 2026 08:00:00 +0800</pubDate></item>"
        for at, (name, link) in enumerate(items)
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{title}</title>'
        f"{told}</channel></rss>"
    ).encode()
