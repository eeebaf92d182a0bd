"""M4: office chats, against a server that speaks as the three vendors do: 200 also to a no."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from dangjian.courier import offices, transports
from dangjian.courier.models import Delivery, Kind, State, Urgency
from dangjian.courier.rules import clean_address
from dangjian.courier.transports import NotSent
from dangjian.kernel.refusal import Refused
from tests.courier.told import NOON, send, told, verified
from tests.district import District

KEY = "0123456789abcdef0123456789abcdef"
SECRET = "s3cret/+"
GATES = {
    "wecom": "wecom+http://corp:s3cret%2F%2B@{host}/1000002/{{to}}",
    "dingwork": "dingwork+http://corp:s3cret%2F%2B@{host}/1000002/{{to}}",
    "feishuapp": "feishuapp+http://corp:s3cret%2F%2B@{host}/{{to}}",
}
STAFF = {"reader_01", "reader_02"}


class Chat(BaseHTTPRequestHandler):
    """The three vendors' addresses for applications: tokens, and messages to the staff."""

    token = "t1"
    handed_out = 0
    got: list[dict[str, Any]]
    moved = ""

    def _answer(self, told: dict[str, Any]) -> None:
        data = json.dumps(told).encode()
        self.send_response(302 if self.moved else 200)
        if self.moved:
            self.send_header("Location", self.moved)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _token(self, name: str, secret: str, **lasts: int) -> dict[str, Any]:
        if (name, secret) != ("corp", SECRET):
            return {"errcode": 40001, "code": 10003}
        type(self).handed_out += 1
        word = "tenant_access_token" if "expire" in lasts else "access_token"
        return {"errcode": 0, "code": 0, word: self.token, **lasts}

    def do_GET(self) -> None:  # noqa: N802
        where = urlsplit(self.path)
        asked = {name: value[0] for name, value in parse_qs(where.query).items()}
        if where.path == "/cgi-bin/gettoken":
            told = self._token(asked["corpid"], asked["corpsecret"], expires_in=7200)
        elif where.path == "/gettoken":
            told = self._token(asked["appkey"], asked["appsecret"], expires_in=7200)
        else:
            told = {"errcode": 404}
        self._answer(told)

    def do_POST(self) -> None:  # noqa: N802
        where, body = urlsplit(self.path), self._body()
        asked = {name: value[0] for name, value in parse_qs(where.query).items()}
        if where.path == "/open-apis/auth/v3/tenant_access_token/internal":
            self._answer(self._token(body["app_id"], body["app_secret"], expire=7200))
            return
        token = asked.get("access_token")
        if where.path == "/cgi-bin/message/send":
            to, text, agent = body["touser"], body["text"]["content"], body["agentid"]
        elif where.path == "/topapi/message/corpconversation/asyncsend_v2":
            to, text, agent = body["userid_list"], body["msg"]["text"]["content"], body["agent_id"]
        else:
            assert (where.path, asked) == (
                "/open-apis/im/v1/messages",
                {"receive_id_type": "user_id"},
            )
            to, text, agent = body["receive_id"], json.loads(body["content"])["text"], 1000002
            token = self.headers["Authorization"].removeprefix("Bearer ")
        if token != self.token:
            self._answer({"errcode": 42001, "code": 99991663})
        elif to not in STAFF or agent != 1000002:
            self._answer({"errcode": 81013, "code": 230013})
        else:
            self.got.append({"to": to, "text": text, "uuid": body.get("uuid")})
            self._answer({"errcode": 0, "code": 0})

    def _body(self) -> dict[str, Any]:
        return dict(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def log_message(self, *args: Any) -> None:
        """It is asked, not read."""


@pytest.fixture(params=GATES)
def chat(request: Any, settings: Any) -> Iterator[type[Chat]]:
    """A chat of a vendor's, set up for the district."""

    class Own(Chat):
        got: list[dict[str, Any]] = []  # noqa: RUF012

    server = HTTPServer(("127.0.0.1", 0), Own)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    where = f"127.0.0.1:{server.server_port}"
    settings.COURIER = {"chat": GATES[request.param].format(host=where)}
    offices._tokens.clear()
    yield Own
    server.shutdown()
    server.server_close()


def handed(to: str = "reader_01") -> None:
    transports.send(Kind.CHAT, to, "禾丰党建网", "您有 1 件待办", KEY)


def test_one_person_gets_it_and_the_token_is_asked_for_once(chat: type[Chat]) -> None:
    """M4"""
    assert transports.problems() == []
    handed()
    handed("reader_02")
    assert [one["to"] for one in chat.got] == ["reader_01", "reader_02"]
    assert all(one["text"].startswith("禾丰党建网\n您有 1 件待办") for one in chat.got)
    assert chat.handed_out == 1


def test_a_second_try_can_be_told_from_a_second_notice(chat: type[Chat], settings: Any) -> None:
    """DingTalk swallows the same words on a day, Feishu the same number: both get ours."""
    handed()
    if not settings.COURIER["chat"].startswith("wecom"):
        assert KEY[:6] in chat.got[0]["text"] or chat.got[0]["uuid"] == KEY


def test_what_a_vendor_refuses_with_200_was_not_sent(chat: type[Chat]) -> None:
    """The twin: a plugin that looks at the status alone would count this as sent."""
    with pytest.raises(NotSent, match="没有接收"):
        handed("nobody_here")
    assert chat.got == []


def test_a_token_called_back_early_is_asked_for_again(chat: type[Chat]) -> None:
    handed()
    chat.token = "t2"
    handed()
    assert (len(chat.got), chat.handed_out) == (2, 2)


def test_where_a_vendor_sends_us_we_do_not_go(chat: type[Chat]) -> None:
    """TRUST §2.7"""
    chat.moved = "http://127.0.0.1:9/elsewhere"
    with pytest.raises(NotSent):
        handed()
    assert chat.got == []


def test_no_secret_and_no_recipient_stands_in_a_log(
    chat: type[Chat], caplog: pytest.LogCaptureFixture
) -> None:
    chat.token = "other"
    with caplog.at_level(logging.DEBUG), pytest.raises(NotSent) as failure:
        handed("nobody_here")
    said = caplog.text + str(failure.value)
    assert "code 81013" in said or "code 230013" in said
    assert not any(word in said for word in ("nobody_here", SECRET, "other", "corp:"))


def test_a_notice_waits_until_the_chat_takes_it(chat: type[Chat], district: District) -> None:
    """M4: kept and tried again, also where the vendor says no with 200."""
    member = district.people["member"]
    verified(member, Kind.CHAT)
    send(NOON)
    chat.got.clear()
    told(member, urgency=Urgency.NOW)
    STAFF.discard("reader_01")
    try:
        assert send(NOON) == 0
        delivery = Delivery.objects.get(message__isnull=False)
        assert (delivery.state, delivery.reason) == (State.QUEUED, "办公聊天的网关没有接收")
    finally:
        STAFF.add("reader_01")
    assert send(delivery.due_at) == 1
    assert [one["to"] for one in chat.got] == ["reader_01"]


@pytest.mark.parametrize("typed", ["all", "ALL", "@all", "a|b", "a,b"])
def test_nobody_can_give_everybody_as_his_address(typed: str) -> None:
    """The whole enterprise would get his code."""
    with pytest.raises(Refused):
        clean_address(Kind.CHAT, typed)
