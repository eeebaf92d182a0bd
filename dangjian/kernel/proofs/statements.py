"""What may be said in public of a text: a few words that fit every kind of notice.

A statement stands in a leaf of its own (`evidence.declare_publicly`) without anybody's name or
account, so that its salt and body can be handed out. Several of the same thing make its history;
each carries its number, so that none can be left out in between.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import unicodedata
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

VERB = "declare"
_DIGEST = re.compile(r"[0-9a-f]{64}")
_KEYS = {"at", "public", "number", "statement"}
_STATEMENT_KEYS = {"what", "text_digest", "state", "from", "to", "result"}
LONGEST_RESULT = 500


class State(StrEnum):
    """What became of the text at the moment `since`."""

    SHOWN = "shown"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    REDACTED = "redacted"


@dataclass(frozen=True)
class Statement:
    """One public statement.

    text_digest: of the text that is shown from `since` on (`text_digest`); where nothing is shown
                 any more (withdrawn, expired), of the one that was shown last.
    since, until: a day or an aware moment; until: when the period is to end, if it has an end.
    result:      what came of it, fit for everybody to read.
    ValueError for anything else: a statement cannot be taken back.
    """

    text_digest: str
    state: State
    since: dt.date
    until: dt.date | None = None
    result: str | None = None

    def __post_init__(self) -> None:
        if not _DIGEST.fullmatch(self.text_digest):
            raise ValueError("a digest of a text is 64 hexadecimal digits")
        if self.result is not None and not 0 < len(self.result) <= LONGEST_RESULT:
            raise ValueError(f"a result has 1 to {LONGEST_RESULT} characters")
        for day in (self.since, self.until):
            if isinstance(day, dt.datetime) and day.tzinfo is None:
                raise ValueError("a moment needs its time zone")
        if self.until is not None and _at(self.until, dt.time.max) < _at(self.since, dt.time.min):
            raise ValueError("a period does not end before it begins")

    def content(self, what: str) -> dict[str, Any]:
        """As it stands in the leaf."""
        return {
            "what": what,
            "text_digest": self.text_digest,
            "state": str(self.state),
            "from": self.since.isoformat(),
            "to": self.until.isoformat() if self.until else None,
            "result": self.result,
        }


def _at(day: dt.date, time: dt.time) -> dt.datetime:
    """A moment as it is; of a day, in the district, the moment at that time."""
    if isinstance(day, dt.datetime):
        return day
    return dt.datetime.combine(day, time, dt.timezone(dt.timedelta(hours=8)))


def what_of(kind: str, uid: uuid.UUID) -> str:
    """How a statement names its subject."""
    return f"{kind}:{uid}"


def plain(text: str) -> str:
    """A text as it is compared: what an editor, a form or a copy from a page changes is left out.

    NFC, no byte order mark, line ends as "\\n", no blanks at the ends of lines, no empty lines at
    the beginning and end.
    """
    text = unicodedata.normalize("NFC", text.replace("\ufeff", ""))
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip(" \t\u00a0\u3000") for line in lines).strip("\n")


def text_digest(text: str) -> str:
    """SHA-256 of the plain text in UTF-8, 64 hexadecimal digits."""
    return hashlib.sha256(plain(text).encode()).hexdigest()


def read(body: str) -> Mapping[str, Any] | None:
    """The content of a public leaf's body; None for that of any other leaf.

    Looks at every key: a body with one more could carry what nobody may see.
    """
    try:
        content = json.loads(body)
    except ValueError:
        return None
    if not isinstance(content, dict) or content.keys() != _KEYS or content["public"] is not True:
        return None
    statement = content["statement"]
    if not isinstance(statement, dict) or statement.keys() != _STATEMENT_KEYS:
        return None
    return content
