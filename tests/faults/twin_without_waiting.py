"""Settings of a broken twin: the database says "stored" before it is on the disk."""

from __future__ import annotations

from dangjian.config import settings

globals().update({name: value for name, value in vars(settings).items() if name.isupper()})

DATABASES = settings.DATABASES | {
    "default": settings.DATABASES["default"] | {"OPTIONS": {"options": "-c synchronous_commit=off"}}
}
