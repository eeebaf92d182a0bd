"""dangjian witness keep --from https://…: a witness elsewhere fetches what the site answers."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import pytest
from click.testing import CliRunner, Result
from django.test import Client

from dangjian.config.witness_cli import witness
from dangjian.kernel.proofs import log, notes, sequencing
from dangjian.kernel.proofs.witnessing import LARGEST, Witness
from tests.kernel.proofs.written import leave

pytestmark = pytest.mark.django_db

Answers = dict[int, tuple[int, bytes]]


@contextmanager
def site(answers: Answers) -> Iterator[str]:
    """A web server that answers a witness who saw so many leaves as the site did."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # noqa: N802
            old = int(parse_qs(urlparse(self.path).query)["old"][0])
            status, content = answers[old]
            self.send_response(status)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Nothing: pytest's output is no log."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/verify/checkpoint/"
    finally:
        server.shutdown()
        server.server_close()
        serving.join()


def said_to(old: int) -> tuple[int, bytes]:
    """What the platform itself answers."""
    answer = Client().get("/verify/checkpoint/", {"old": old})
    return answer.status_code, answer.content


def keep(folder: Path, address: str) -> Result:
    return CliRunner().invoke(witness, ["keep", str(folder), "--from", address])


@pytest.fixture
def one(tmp_path: Path) -> Witness:
    leave(4)
    sequencing.sequence()
    return Witness.create(tmp_path / "his", "neighbour/one", log.public_keys()[-1])


def newest(one: Witness) -> int:
    return notes.read((one.folder / "newest.txt").read_text()).size


def test_a_witness_elsewhere_fetches_and_confirms_what_grew(one: Witness) -> None:
    """L4: by http, as it is run in another place every hour."""
    answers: Answers = {0: said_to(0)}
    with site(answers) as address:
        first = keep(one.folder, address)
        assert first.exit_code == 0 and "是第一次" in first.output
        size = newest(one)
        leave(3)
        sequencing.sequence()
        answers[size] = said_to(size)
        second = keep(one.folder, address)
        assert second.exit_code == 0 and f"是上次 {size:,} 条的延续" in second.output
        assert newest(one) == size + 3


def test_what_does_not_answer_properly_is_no_confirmation_and_says_why(one: Witness) -> None:
    head = said_to(0)
    answers: Answers = {0: head}
    with site(answers) as address:
        for status, content, told in (
            (200, head[1][:-9], ""),
            (200, b"\xff\xfe", "不是 UTF-8"),
            (200, b"x" * (LARGEST + 2), "太长了"),
            (500, b"", "没有给出检查点（500）"),
            (409, b"", "后面的被删除了"),
        ):
            answers[0] = status, content
            answer = keep(one.folder, address)
            assert answer.exit_code in (1, 2) and told in answer.output, answer.output
            assert not (one.folder / "newest.txt").exists()
    gone = keep(one.folder, address)
    assert gone.exit_code == 2 and "连不上" in gone.output


def test_a_site_that_was_set_back_is_refused(one: Witness) -> None:
    """The twin: another history of the same length is what a witness is there for."""
    answers: Answers = {0: said_to(0)}
    with site(answers) as address:
        assert keep(one.folder, address).exit_code == 0
        size = newest(one)
        answers[size] = said_to(size + 100)
        assert said_to(size + 100)[0] == 409
        refused = keep(one.folder, address)
        assert refused.exit_code == 1 and "拒绝见证" in refused.output
        assert newest(one) == size
