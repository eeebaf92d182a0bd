"""How often something may be done from one place: counted in memory, forgotten within the hour.

For people without an account. The place (an address of the network) is turned into an HMAC under a
key that is drawn anew every hour and kept nowhere, so afterwards nobody can tell who came, not even
whoever has the server. Each process counts for itself: the limits are gentle, not exact.
"""

from __future__ import annotations

import hmac
import math
import os
import threading
from dataclasses import dataclass

from dangjian.kernel.refusal import Refused

_HOUR = 3600.0
_MOST = 50_000
"""Places remembered at most; beyond that the emptiest go."""


@dataclass(frozen=True)
class Limit:
    """So many at once; after that one more every so many seconds."""

    at_once: int
    every: float


class Full(Refused):
    """Too often: to be tried again later, with everything kept. seconds: for how long to wait."""

    status = 429

    def __init__(self, sentence: str, seconds: int) -> None:
        super().__init__(sentence)
        self.seconds = seconds


class Buckets:
    """Leaky buckets: each thing done pours one in, and one runs out every so many seconds."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._levels: dict[bytes, tuple[float, float]] = {}
        self._key = b""
        self._drawn_at = -math.inf

    def pour(self, kind: str, place: str, limit: Limit, at: float) -> int:
        """Count one. 0 where there was room, else the seconds until there is; then none is counted.

        at: seconds of a clock that only goes on.
        """
        with self._lock:
            if at - self._drawn_at >= _HOUR:
                self._key, self._drawn_at = os.urandom(32), at
                self._levels.clear()
            mark = hmac.digest(self._key, f"{kind}|{place}".encode(), "sha256")[:16]
            level, since = self._levels.get(mark, (0.0, at))
            level = max(0.0, level - (at - since) / limit.every)
            if level + 1 > limit.at_once:
                return max(1, math.ceil((level + 1 - limit.at_once) * limit.every))
            if len(self._levels) >= _MOST and mark not in self._levels:
                self._make_room()
            self._levels[mark] = (level + 1, at)
            return 0

    def give_back(self, kind: str, place: str, limit: Limit, at: float) -> None:
        """Take back one that was counted: it did not happen after all."""
        with self._lock:
            mark = hmac.digest(self._key, f"{kind}|{place}".encode(), "sha256")[:16]
            level, since = self._levels.get(mark, (0.0, at))
            self._levels[mark] = (max(0.0, level - (at - since) / limit.every - 1), at)

    def _make_room(self) -> None:
        lowest = sorted(self._levels, key=lambda mark: self._levels[mark])
        for mark in lowest[: _MOST // 2]:
            del self._levels[mark]
