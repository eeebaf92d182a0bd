"""Letters that are being written: kept sealed, found only by the token in the writer's browser.

Not a record of the district: whoever stops writing leaves nothing behind after a week. When a
letter has been sent its codes stand here, sealed, for half an hour, so that a line that broke
before the answer came loses nobody his code; then they are nowhere.
"""

from __future__ import annotations

import datetime as dt
import json
import secrets
from typing import Any

from django.db.models import QuerySet

from dangjian.kernel import crypto
from dangjian.voices.models import Draft

KEPT = dt.timedelta(days=7)
CODES_KEPT = dt.timedelta(minutes=30)
Fields = dict[str, Any]


def new_token() -> str:
    """What the browser will hold."""
    return secrets.token_urlsafe(24)


def read(token: str, now: dt.datetime) -> Fields:
    """What was filled in so far; nothing for an unknown token and for one that is too old."""
    return _read(Draft.objects.all(), token, now)


def hold(token: str, now: dt.datetime) -> Fields:
    """The same, kept from others until the end of the transaction: of two who send one letter the
    second finds it sent."""
    return _read(Draft.objects.select_for_update(), token, now)


def keep(token: str, fields: Fields, now: dt.datetime) -> None:
    """Keep a letter as far as it is written, for a week from now."""
    _store(token, fields, now + KEPT)


def keep_codes(token: str, sent: Fields, now: dt.datetime) -> None:
    """Put in the draft's place what the writer has to be told once."""
    _store(token, {"sent": sent}, now + CODES_KEPT)


def drop(token: str) -> None:
    """Nothing of it is left."""
    Draft.objects.filter(token_index=_index(token)).delete()


def forget_old(now: dt.datetime) -> int:
    """Drop what nobody has gone on with; returns how many."""
    return Draft.objects.filter(kept_until__lte=now).delete()[0]


def _read(drafts: QuerySet[Draft], token: str, now: dt.datetime) -> Fields:
    draft = drafts.filter(token_index=_index(token), kept_until__gt=now).first() if token else None
    return dict(json.loads(draft.unseal("fields"))) if draft else {}


def _store(token: str, fields: Fields, until: dt.datetime) -> None:
    index = _index(token)
    draft = Draft.objects.filter(token_index=index).first() or Draft(token_index=index)
    draft.seal("fields", json.dumps(fields, ensure_ascii=False))
    draft.kept_until = until
    draft.save()


def _index(token: str) -> bytes:
    return crypto.blind("voices_draft", "token_index", token)
