"""Settings of a broken twin: forms happen as often as they are sent."""

from __future__ import annotations

from dangjian.config import settings

globals().update({name: value for name, value in vars(settings).items() if name.isupper()})

MIDDLEWARE = [
    "tests.faults.careless.Careless" if name.endswith(".FormKeyMiddleware") else name
    for name in settings.MIDDLEWARE
]
