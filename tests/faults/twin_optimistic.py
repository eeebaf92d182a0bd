"""Settings of a broken twin: what the disk had no room for is said to be stored."""

from __future__ import annotations

from dangjian.config import settings

globals().update({name: value for name, value in vars(settings).items() if name.isupper()})

MIDDLEWARE = ["tests.faults.optimistic.Optimistic", *settings.MIDDLEWARE]
