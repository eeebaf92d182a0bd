"""Office chats that reach one person: WeCom, DingTalk and Feishu, as an application of the office.

    wecom://corp:secret@qyapi.weixin.qq.com/agent/{to}
    dingwork://key:secret@oapi.dingtalk.com/agent/{to}
    feishuapp://app:secret@open.feishu.cn/{to}

Host as the operator wrote it: an office's own installation stands elsewhere. `wecom+http://` where
that one speaks no https. What a vendor refuses it answers with 200 too: what counts is the code in
its answer, which the plugins of the robots do not read (and a robot speaks to its whole group).
"""

from __future__ import annotations

import http.client
import json
import logging
import time
import urllib.request
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote, unquote, urlencode, urlsplit

logger = logging.getLogger("dangjian.courier")
_SLOW = 10  # seconds an office may take to answer
_LONGEST = 65_536  # bytes of an answer that are read
_EARLY = 300  # seconds before its end in which a token is not used any more


class Gate(NamedTuple):
    """An application of an office: where it is asked, and by what name. agent: "" for Feishu."""

    office: str
    host: str
    name: str
    secret: str
    agent: str


class _Refused(Exception):
    """The office said no, or nothing that could be read. Holds a code, never what was sent."""


class _Office(NamedTuple):
    """How one vendor is spoken to: a token, then a message; each gives its answer."""

    token: Callable[[Gate], Mapping[str, Any]]
    message: Callable[[Gate, str, str, str, str], Mapping[str, Any]]
    agents: int = 1


def gate(address: str) -> Gate | None:
    """A gateway's address, with {to} or what was filled in for it, read; None if it is none."""
    scheme, _, rest = address.partition("://")
    office, _, plain = scheme.partition("+")
    if office not in OFFICES or plain not in ("", "http"):
        return None
    parts = urlsplit(f"//{rest}")
    places = [unquote(one) for one in parts.path.split("/")[1:]]
    _, _, host = parts.netloc.rpartition("@")
    if not (host and parts.username and parts.password) or parts.query:
        return None
    agents = OFFICES[office].agents
    if len(places) != agents + 1 or not all(places) or (agents and not places[0].isdigit()):
        return None
    return Gate(
        office,
        f"{plain or 'https'}://{host}",
        unquote(parts.username),
        unquote(parts.password),
        places[0] if agents else "",
    )


_tokens: dict[Gate, tuple[str, float]] = {}


def send(through: Gate, to: str, text: str, key: str) -> bool:
    """Hand a text to one person of the office; whether the office took it.

    key: the same for every try, so that an office that can tells a second try from a second text.
    """
    office = OFFICES[through.office]
    kept = _tokens.get(through)
    try:
        if kept and kept[1] > time.monotonic():
            try:
                _checked(office.message(through, kept[0], to, text, key))
                return True
            except _Refused:  # the token may have been called back early: once more with a new one
                del _tokens[through]
        _checked(office.message(through, _fresh(through), to, text, key))
        return True
    except _Refused as refusal:
        logger.warning("office chat %s: %s", through.office, refusal)
        return False


def _fresh(through: Gate) -> str:
    answer = _checked(OFFICES[through.office].token(through))
    token = answer.get("access_token") or answer.get("tenant_access_token")
    lasts = answer.get("expires_in") or answer.get("expire")
    if not isinstance(token, str) or not isinstance(lasts, int):
        raise _Refused("no token in its answer")
    _tokens[through] = (token, time.monotonic() + lasts - _EARLY)
    return token


def _checked(answer: Mapping[str, Any]) -> Mapping[str, Any]:
    """The answer, where it says that all is well."""
    code = answer.get("errcode", answer.get("code"))
    if code != 0 or answer.get("invaliduser"):
        raise _Refused(f"code {code}")
    return answer


class _Stays(urllib.request.HTTPRedirectHandler):
    """We talk to the operator's gateway and to nobody it names."""

    def redirect_request(self, *_: Any) -> None:
        return None


def _ask(
    address: str, body: Mapping[str, Any] | None = None, bearer: str = ""
) -> Mapping[str, Any]:
    """What an office answers to a question, or to a text where there is one (else _Refused)."""
    headers = {"Content-Type": "application/json; charset=utf-8"}
    if bearer:
        headers["Authorization"] = f"Bearer {bearer}"
    data = json.dumps(body).encode() if body is not None else None
    asked = urllib.request.Request(address, data=data, headers=headers)  # noqa: S310 - the operator's
    try:
        with urllib.request.build_opener(_Stays).open(asked, timeout=_SLOW) as answer:
            told = json.loads(answer.read(_LONGEST))
    except (OSError, ValueError, http.client.HTTPException) as failure:
        raise _Refused(type(failure).__name__) from None
    if not isinstance(told, dict):
        raise _Refused("no object in its answer")
    return told


def _at(through: Gate, path: str, **query: str) -> str:
    return f"{through.host}{path}?{urlencode(query, quote_via=quote)}"


def _wecom_token(through: Gate) -> Mapping[str, Any]:
    who = {"corpid": through.name, "corpsecret": through.secret}
    return _ask(_at(through, "/cgi-bin/gettoken", **who))


def _wecom(through: Gate, token: str, to: str, text: str, key: str) -> Mapping[str, Any]:
    body = {"touser": to, "msgtype": "text", "agentid": int(through.agent)}
    return _ask(
        _at(through, "/cgi-bin/message/send", access_token=token),
        body | {"text": {"content": text}},
    )


def _dingtalk_token(through: Gate) -> Mapping[str, Any]:
    return _ask(_at(through, "/gettoken", appkey=through.name, appsecret=through.secret))


def _dingtalk(through: Gate, token: str, to: str, text: str, key: str) -> Mapping[str, Any]:
    # The same words to the same person are taken, and not shown, a second time on a day.
    words = f"{text}（编号 {key[:6]}）"
    address = _at(through, "/topapi/message/corpconversation/asyncsend_v2", access_token=token)
    body = {"agent_id": int(through.agent), "userid_list": to}
    return _ask(address, body | {"msg": {"msgtype": "text", "text": {"content": words}}})


def _feishu_token(through: Gate) -> Mapping[str, Any]:
    who = {"app_id": through.name, "app_secret": through.secret}
    return _ask(f"{through.host}/open-apis/auth/v3/tenant_access_token/internal", who)


def _feishu(through: Gate, token: str, to: str, text: str, key: str) -> Mapping[str, Any]:
    address = _at(through, "/open-apis/im/v1/messages", receive_id_type="user_id")
    content = json.dumps({"text": text}, ensure_ascii=False)
    body = {"receive_id": to, "msg_type": "text", "content": content, "uuid": key}
    return _ask(address, body, bearer=token)


OFFICES = {
    "wecom": _Office(_wecom_token, _wecom),
    "dingwork": _Office(_dingtalk_token, _dingtalk),
    "feishuapp": _Office(_feishu_token, _feishu, agents=0),
}
