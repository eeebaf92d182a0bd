"""The only place that looks at the clock. Views and commands ask it; everything below gets a day.

`DANGJIAN_CLOCK` holds a date (2026-11-23) or names a file with one; then the day is that one, at
the real time of day. It serves rehearsals and tests.
"""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

from django.utils import timezone


def _moved_to() -> dt.date | None:
    setting = os.environ.get("DANGJIAN_CLOCK", "").strip()
    if not setting:
        return None
    path = Path(setting)
    return dt.date.fromisoformat(path.read_text().strip() if path.is_file() else setting)


def now() -> dt.datetime:
    """The present moment, aware, in the district's time zone (Asia/Shanghai)."""
    moment = timezone.localtime()
    day = _moved_to()
    return moment if day is None else moment.replace(year=day.year, month=day.month, day=day.day)


def today() -> dt.date:
    """The present day in Asia/Shanghai: legal terms are whole days there."""
    return now().date()
