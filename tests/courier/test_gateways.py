"""M4: the way out: a real mail server, an HTTP gateway, and gateways set up wrongly."""

from __future__ import annotations

import email
import email.policy
import json
import logging
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from dangjian.courier import transports
from dangjian.courier.models import Delivery, Kind, State, Urgency
from dangjian.courier.transports import NotSent
from tests.courier.told import NOON, Gateway, send, told, verified
from tests.district import District

KEY = "0123456789abcdef0123456789abcdef"


class Letters:
    """What a mail server took, and what it says to the next."""

    def __init__(self) -> None:
        self.taken: list[tuple[list[str], Any]] = []
        self.answer = "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.answer.startswith("250"):
            text = email.message_from_bytes(envelope.content, policy=email.policy.default)
            self.taken.append((envelope.rcpt_tos, text))
        return self.answer


@pytest.fixture
def letters(settings: Any) -> Iterator[Letters]:
    """A mail server in this process."""
    box = Letters()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    mail = (
        f"mailto://127.0.0.1:{port}?from=notice@hefeng.example.org&to={{to}}&+X-Notice-Key={{key}}"
    )
    settings.COURIER = {"mail": mail}
    yield box
    server.stop()


def test_a_mail_says_what_kind_waits_and_nothing_else(letters: Letters, district: District) -> None:
    """M4, TRUST: read by whoever reads along, it tells him nothing about anybody."""
    member = district.people["member"]
    verified(member)
    assert send(NOON) == 0, "the code was used already"
    told(member, "请答复顾南溪的来信，电话 154 0000 1111", urgency=Urgency.NOW)
    assert send(NOON) == 1
    [(recipients, letter)] = letters.taken
    assert recipients == ["reader@example.org"] == [letter["To"]]
    assert letter["Subject"] == "禾丰党建网"
    body = letter.get_content().strip()
    assert body == "您有 1 件待办，不能等，请登录禾丰党建网查看。"
    whole = letter.as_string()
    assert "宋怀石" not in whole and "http" not in body
    assert letter["X-Notice-Key"] == Delivery.objects.get(state=State.SENT).uid.hex


def test_a_mail_server_that_refuses_is_tried_again(letters: Letters, district: District) -> None:
    verified(district.people["member"])
    told(district.people["member"], urgency=Urgency.NOW)
    letters.answer = "451 later"
    assert send(NOON) == 0
    delivery = Delivery.objects.get(message__isnull=False)
    assert (delivery.state, delivery.attempts) == (State.QUEUED, 1)
    assert delivery.reason == "电子邮件的网关没有接收"
    letters.answer = "250 OK"
    assert send(delivery.due_at) == 1


def test_a_plus_in_an_address_arrives(letters: Letters) -> None:
    transports.send(Kind.MAIL, "song+office@example.org", "禾丰党建网", "您有 1 件待办", KEY)
    assert letters.taken[0][0] == ["song+office@example.org"]


def test_recipients_and_secrets_stand_in_no_log(
    letters: Letters, caplog: pytest.LogCaptureFixture
) -> None:
    letters.answer = "550 no such reader@example.org"
    with caplog.at_level(logging.DEBUG), pytest.raises(NotSent) as failure:
        transports.send(Kind.MAIL, "reader@example.org", "禾丰党建网", "您有 1 件待办", KEY)
    ours = [r.getMessage() for r in caplog.records if r.name.startswith(("dangjian", "apprise"))]
    assert "reader@" not in "".join(ours) + str(failure.value)


# --- an HTTP gateway ------------------------------------------------------------------------------


class Asked(BaseHTTPRequestHandler):
    """A gateway for short messages that remembers what it was asked."""

    bodies: list[dict[str, Any]]
    status = 200

    def do_POST(self) -> None:  # noqa: N802
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.bodies.append(json.loads(body) | {"path": self.path})
        self.send_response(self.status)
        if self.status == 302:
            self.send_header("Location", "/elsewhere")
        self.end_headers()

    do_GET = do_POST

    def log_message(self, *args: Any) -> None:
        """It is asked, not read."""


@pytest.fixture
def asked(settings: Any) -> Iterator[type[Asked]]:
    class Own(Asked):
        bodies: list[dict[str, Any]] = []  # noqa: RUF012

    server = HTTPServer(("127.0.0.1", 0), Own)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    where = f"127.0.0.1:{server.server_port}"
    settings.COURIER = {"sms": f"json://{where}/sms?:to={{to}}&:key={{key}}"}
    yield Own
    server.shutdown()


def test_a_gateway_gets_number_text_and_key(asked: type[Asked]) -> None:
    transports.send(Kind.SMS, "15400008888", "禾丰党建网", "您有 1 件待办", KEY)
    [body] = asked.bodies
    assert (body["to"], body["key"], body["message"]) == ("15400008888", KEY, "您有 1 件待办")


def test_where_a_gateway_sends_us_we_do_not_go(asked: type[Asked]) -> None:
    """TRUST §2.7: we talk to the operator's gateway and to nobody it names."""
    asked.status = 302
    with pytest.raises(NotSent):
        transports.send(Kind.SMS, "15400008888", "禾丰党建网", "您有 1 件待办", KEY)
    assert [body["path"] for body in asked.bodies] == ["/sms"]


def test_an_address_with_signs_of_a_url_stays_the_recipient(asked: type[Asked]) -> None:
    """Were such an address ever stored, it could not turn the request elsewhere."""
    transports.send(Kind.SMS, "1&to=2#@evil.example/..", "禾丰党建网", "您有 1 件待办", KEY)
    assert [(body["to"], body["path"]) for body in asked.bodies] == [
        ("1&to=2#@evil.example/..", "/sms")
    ]


# --- gateways set up wrongly ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "complaint"),
    [
        ("dingtalk://abc123", "一个人的消息会发给所有人"),
        ("jsons://{to}/sms", "主机的位置"),
        ("jsons://{to}.example.org/sms", "主机的位置"),
        ("mailtos://user:{to}@smtp.example.org", "主机的位置"),
        ("nonsense://x/{to}", "看不懂"),
        ("dingtalk://secret@token/{to}", "发给全群"),
        ("wecombot://{to}", "发给全群"),
        ("wecom://corp:secret@{to}/1000002/x", "主机的位置"),
        ("wecom://corp@qyapi.weixin.qq.com/1000002/{to}", "看不懂"),
        ("wecom://corp:secret@qyapi.weixin.qq.com/{to}", "看不懂"),
    ],
)
def test_a_gateway_that_would_reach_the_wrong_people_is_not_used(
    settings: Any, address: str, complaint: str
) -> None:
    settings.COURIER = {"chat": address}
    [said] = transports.problems()
    assert complaint in said
    with pytest.raises(NotSent):
        transports.send(Kind.CHAT, "name00", "禾丰党建网", "您有 1 件待办", KEY)


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        ("mail", "mailtos://user:secret@smtp.example.org:465?from=a@example.org&to={to}"),
        ("sms", "jsons://gateway.example.org/sms?:to={to}&:key={key}"),
        ("chat", "wecom://corp:secret@qyapi.weixin.qq.com/1000002/{to}"),
        ("chat", "dingwork://key:secret@oapi.dingtalk.com/1234/{to}"),
        ("chat", "feishuapp://cli_a:secret@open.feishu.cn/{to}"),
    ],
)
def test_the_gateways_of_the_handbook_are_understood(
    settings: Any, kind: str, address: str
) -> None:
    settings.COURIER = {kind: address}
    assert transports.problems() == []
    assert transports.configured() == (Kind(kind),)


def test_nothing_set_up_is_no_problem(settings: Any) -> None:
    settings.COURIER = {}
    assert (transports.problems(), transports.configured()) == ([], ())
    with pytest.raises(NotSent, match="没有接入"):
        transports.send(Kind.MAIL, "a@example.org", "", "", KEY)


def test_a_second_try_is_the_same_file(gateway: Gateway) -> None:
    for _ in range(2):
        transports.send(Kind.SMS, "15400008888", "禾丰党建网", "您有 1 件待办", KEY)
    assert len(gateway.arrived(Kind.SMS)) == 1
