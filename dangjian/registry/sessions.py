"""Where sessions are kept (SESSION_ENGINE), and what is written into one at signing in.

Django's own store in a table of ours: each row also says whose it is. So its owner sees where he is
signed in, and all ways in of somebody can be closed by deleting rows.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Mapping
from typing import Any

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from dangjian.kernel.compiled import Compiled
from dangjian.registry.models.session import Session

MEMBER_IDLE = 8 * 3600
OFFICER_IDLE = 30 * 60
"""Seconds without a request after which a session ends (TRUST 2.6)."""
MEMBER_LONGEST = 7 * 24 * 3600
OFFICER_LONGEST = 12 * 3600
"""Seconds after signing in after which a session ends however busily it was used (ASVS 7.3.2): the
house's own numbers, a week for what only shows one's own, a working day for an office."""

SEEN, BEGAN_AT = "seen_at", "began_at"
_DEVICE, _BEGAN = "device", "began_on"


class SessionStore(DatabaseStore):
    """Sessions as rows of registry.Session."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def load(self) -> dict[str, Any]:
        """What the session of this key holds; nothing, and no key, where there is none."""
        for (data,) in _held.rows(self.session_key, timezone.now()) if self.session_key else ():
            return self.decode(data)
        self._session_key = None
        return {}

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row = super().create_model_instance(data)
        assert isinstance(row, Session)  # noqa: S101 - of the class named above
        whose, seen = data.get(SESSION_KEY), data.get(SEEN)
        row.account_id = int(whose) if whose else None
        row.device = data.get(_DEVICE, "")
        row.began_on = data.get(_BEGAN)
        row.seen_on = _day(seen) if seen else row.began_on
        return row


_held = Compiled(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now).values_list(
        "session_data"
    )
)


def begin(session: SessionBase, device: str, on: dt.date) -> None:
    """Note in a session that somebody just signed in, from what kind of device."""
    session[_DEVICE], session[_BEGAN] = device, on.isoformat()
    session[SEEN] = session[BEGAN_AT] = int(time.time())


def is_over(session: Mapping[str, Any], idle: int) -> bool:
    """Whether a session is older than it may become. idle: after how many seconds without a request
    it ends, which tells an office's from a member's."""
    longest = OFFICER_LONGEST if idle == OFFICER_IDLE else MEMBER_LONGEST
    return time.time() - session.get(BEGAN_AT, time.time()) > longest


def lets_in(session: Session, mark: str, idle: int) -> bool:
    """Whether a session still lets its owner in. mark: the account's of today; idle: in seconds."""
    held = session.get_decoded()
    quiet = time.time() - held.get(SEEN, time.time())
    return held.get(HASH_SESSION_KEY) == mark and quiet <= idle and not is_over(held, idle)


def _day(moment: float) -> dt.date:
    return timezone.localdate(dt.datetime.fromtimestamp(moment, dt.UTC))
