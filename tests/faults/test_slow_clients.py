"""Hundreds of lines that send a byte now and then: everybody else is served as before."""

from __future__ import annotations

import http.client
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import pytest

from tests.faults.harness import District, a_site

pytestmark = pytest.mark.faults

LINES = 300
ASKED = 20
_PATIENCE = 10.0


@contextmanager
def slow_lines(port: int) -> Iterator[None]:
    """So many connections that never end their request; each sends a byte of it every second."""
    closing = threading.Event()
    with ExitStack() as held:
        lines = [
            held.enter_context(socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE))
            for _ in range(LINES)
        ]
        for line in lines:
            line.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")

        def drip() -> None:
            while not closing.wait(1.0):
                for line in lines:
                    try:
                        line.send(b"a")
                    except OSError:
                        continue  # hung up on by the server: that is its right

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        yield
        closing.set()
        thread.join()


def answered(port: int) -> list[float]:
    """Seconds until each of some requests was answered; those that were not are left out."""
    took = []
    for _ in range(ASKED):
        began = time.monotonic()
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
        try:
            line.request("GET", "/sign-in/", headers={"Host": "localhost"})
            line.getresponse().read()
        except OSError:
            return took
        finally:
            line.close()
        took.append(time.monotonic() - began)
    return took


def test_three_hundred_slow_clients_stop_nobody(
    furnished: District, capsys: pytest.CaptureFixture[str]
) -> None:
    with a_site(furnished) as site:
        site.open()
        until = time.monotonic() + 90
        while not answered(site.port):
            assert time.monotonic() < until, "the site does not answer"
        before = sorted(answered(site.port))
        with slow_lines(site.port):
            during = sorted(answered(site.port))
    with capsys.disabled():
        print(
            f"\nslow clients: {LINES} lines, {len(during)} of {ASKED} answered, the slowest in"
            f" {during[-1] if during else 0:.2f} s ({before[-1]:.2f} s without them)",
            file=sys.stderr,
        )
    assert len(during) == ASKED


class _OneByOne(WSGIServer):
    request_queue_size = 2 * LINES


class _Quiet(WSGIRequestHandler):
    def log_message(self, *given: object) -> None:
        """Nothing to say."""


def test_a_server_that_serves_one_after_the_other_stands_still() -> None:
    """The broken twin."""

    def application(environ: object, start_response: object) -> list[bytes]:
        start_response("200 OK", [("Content-Length", "2")])  # type: ignore[operator]
        return [b"ok"]

    server = _OneByOne(("127.0.0.1", 0), _Quiet)
    server.set_app(application)  # type: ignore[arg-type]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    assert len(answered(server.server_port)) == ASKED
    with slow_lines(server.server_port):
        assert answered(server.server_port) == []
    server.shutdown()
