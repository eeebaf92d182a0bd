"""The way out of the platform: the gateways the operator configured, reached through apprise.

settings.COURIER holds one address for each kind, as apprise writes it, with {to} where the
recipient goes and {key} where the gateway wants to know a second try from a second message:

    mail  mailtos://user:password@smtp.example.org:465?from=notice@example.org&to={to}
    sms   jsons://gateway.example.org/sms?:to={to}&:key={key}
    chat  wecom://…, dingwork://…, feishuapp://… (offices.py), jsons://…
    folder:/some/directory writes files instead: for tests and rehearsals.

Hosts come from there alone: a person's own address is quoted into its place and nothing else, and
redirects are not followed. What apprise would log (it may name recipients) is not logged.
"""

from __future__ import annotations

import json
import logging
import threading
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings

from dangjian.courier import offices
from dangjian.courier.models import Kind

logger = logging.getLogger("dangjian.courier")
_FOLDER = "folder:"
# Robots of a group: apprise counts what they refuse as sent, for they answer 200 to everything.
_ROBOTS = {"wecombot", "feishu", "lark", "dingtalk"}
_EXAMPLES = {Kind.MAIL: "name@example.org", Kind.SMS: "13800000000", Kind.CHAT: "name00"}
_SLOW = 10  # seconds a gateway may take to answer


class NotSent(Exception):
    """The gateway did not take it. reason: a sentence without recipient, content or secret."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def configured() -> tuple[Kind, ...]:
    """The kinds the operator has set up, and set up so that one person alone is reached."""
    return tuple(kind for kind in Kind if _gateway(kind) and not _fault(_gateway(kind)))


def problems() -> list[str]:
    """What is wrong with the settings, one sentence each; nothing is connected to."""
    found = []
    for kind in Kind:
        gateway = _gateway(kind)
        fault = _fault(gateway) if gateway else ""
        if gateway and not fault and not gateway.startswith(_FOLDER):
            example = _EXAMPLES[kind]
            understood = offices.gate(gateway) or _plugin(gateway, example, "0" * 32)
            fault = "" if understood else "看不懂，请对照运行与维护手册"
        if fault:
            found.append(f"{kind.label}的网关地址{fault}。")
    return found


def _gateway(kind: Kind) -> str:
    return str(settings.COURIER.get(kind.value) or "")


def _fault(gateway: str) -> str:
    """Why a gateway's address cannot be used, seen without loading anything; "" if it can."""
    if gateway.startswith(_FOLDER):
        return ""
    if "{to}" not in gateway:
        return "里没有 {to}：一个人的消息会发给所有人"
    scheme, _, rest = gateway.partition("://")
    host = rest.partition("/")[0].partition("?")[0]
    if scheme in _ROBOTS:
        return "是群里的机器人：一个人的消息会发给全群，没收下它也不说"
    if "{to}" in host:
        return "把 {to} 写在了主机的位置：连到哪里不能由收件人决定"
    return ""


def send(kind: Kind, address: str, title: str, body: str, key: str) -> None:
    """Hand one text to the gateway of its kind. NotSent where it was not taken.

    key: the same for every try of one delivery.
    """
    gateway = _gateway(kind)
    if kind not in configured():
        raise NotSent(f"没有接入{kind.label}")
    if gateway.startswith(_FOLDER):
        _write(Path(gateway.removeprefix(_FOLDER)), kind, address, title, body, key)
        return
    if office := offices.gate(gateway):
        if not offices.send(office, address, f"{title}\n{body}", key):
            raise NotSent(f"{kind.label}的网关没有接收")
        return
    plugin = _plugin(gateway, address, key)
    if plugin is None:
        raise NotSent(f"{kind.label}的网关没有配好")
    if not _handed(plugin, title, body):
        raise NotSent(f"{kind.label}的网关没有接收")


def _handed(plugin: Any, title: str, body: str) -> bool:
    """Whether the gateway took it; a defect of a plugin counts as not taken, and is told."""
    try:
        return bool(plugin.notify(body=body, title=title, body_format="text"))
    except Exception as failure:  # noqa: BLE001 - other people's code: no try may end the others
        logger.error("a gateway failed: %s", type(failure).__name__)  # noqa: TRY400
        return False


_loading = threading.Lock()


def _plugin(gateway: str, address: str, key: str) -> Any:
    """apprise's own object for one recipient; None where the address of the gateway is no good."""
    with _loading:  # loaded at the first use only: it takes its time, and no page needs it
        import apprise

        logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)
    asset = apprise.AppriseAsset(
        app_id="dangjian", app_desc="dangjian", app_url="", async_mode=False
    )
    asset.http_redirects = False
    filled = gateway.replace("{to}", quote(address, safe="")).replace("{key}", quote(key, safe=""))
    plugin = apprise.Apprise.instantiate(filled, asset=asset, suppress_exceptions=True)
    if plugin is not None:
        plugin.socket_connect_timeout = plugin.socket_read_timeout = _SLOW
    return plugin or None


def _write(folder: Path, kind: Kind, address: str, title: str, body: str, key: str) -> None:
    """A gateway in a folder: one file a key, as a good gateway takes a second try."""
    folder.mkdir(parents=True, exist_ok=True)
    told = {"kind": kind.value, "to": address, "title": title, "body": body}
    (folder / f"{key}.json").write_text(json.dumps(told, ensure_ascii=False), "utf-8")
