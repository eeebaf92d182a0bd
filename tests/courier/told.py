"""What tests of notices share: something told, a channel proved, a gateway in a folder."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dangjian.courier import actions, sending
from dangjian.courier.models import Channel, Kind, Matter, Message, Urgency
from dangjian.kernel.evidence import SYSTEM
from dangjian.registry.models import Person

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.timezone(dt.timedelta(hours=8)))
MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)
ADDRESSES = {Kind.MAIL: "reader@example.org", Kind.SMS: "15400008888", Kind.CHAT: "reader_01"}


def told(person: Person, sentence: str = "请答复一封来信", **given: Any) -> Message:
    """Something told to one person; by default it can wait and was told at noon."""
    usual = {"matter": Matter.TODO, "urgency": Urgency.CAN_WAIT, "now": NOON, "by": SYSTEM}
    return actions.tell(person, sentence, **(usual | given))[0]


def waiting_for_code(person: Person, kind: Kind, now: dt.datetime = NOON) -> Channel:
    return actions.ask_code(person, kind, address=ADDRESSES[kind], now=now, by=SYSTEM)


def verified(person: Person, kind: Kind = Kind.MAIL, now: dt.datetime = NOON) -> Channel:
    """A channel of a person, proved by its code."""
    channel = waiting_for_code(person, kind, now)
    return actions.verify(person, kind, channel.unseal("code"), now=now, by=SYSTEM)


def send(now: dt.datetime) -> int:
    return sending.send_due(lambda: now)


class Gateway:
    """A gateway that writes files: what has arrived, and whether it is open."""

    def __init__(self, settings: Any, folder: Path) -> None:
        self._settings, self._folder = settings, folder
        self.open()

    def open(self) -> None:
        where = f"folder:{self._folder}"
        self._settings.COURIER = {"mail": where, "sms": where, "chat": where}

    def shut(self) -> None:
        """Nobody listens there any more."""
        nobody = "json://127.0.0.1:9/?:to={to}&:key={key}"
        self._settings.COURIER = {"mail": nobody, "sms": nobody, "chat": nobody}

    def arrived(self, kind: Kind | None = None) -> list[dict[str, str]]:
        """Codes apart: what was sent through it, in no order."""
        texts = [json.loads(file.read_text()) for file in self._folder.glob("*.json")]
        return [t for t in texts if "验证码" not in t["body"] and kind in (None, t["kind"])]

    def codes(self) -> list[dict[str, str]]:
        texts = [json.loads(file.read_text()) for file in self._folder.glob("*.json")]
        return [text for text in texts if "验证码" in text["body"]]


def clock(
    start: dt.datetime, end: dt.datetime, step: dt.timedelta, tick: Callable[..., Any]
) -> None:
    """Let time pass as the worker sees it."""
    while start <= end:
        tick(start)
        start += step
