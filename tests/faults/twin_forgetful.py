"""Settings of a broken twin: what was done is forgotten by a clock that may jump."""

from __future__ import annotations

from dangjian.config import settings

globals().update({name: value for name, value in vars(settings).items() if name.isupper()})

MIDDLEWARE = [
    "tests.faults.forgetful.Forgetful" if name.endswith(".FormKeyMiddleware") else name
    for name in settings.MIDDLEWARE
]
