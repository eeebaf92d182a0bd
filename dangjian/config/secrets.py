"""Secrets of one installation: made once, kept in the data directory with mode 0600."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def django_key(home: Path) -> str:
    """Django's signing key: DANGJIAN_SECRET_KEY, or the one in the data directory."""
    given = os.environ.get("DANGJIAN_SECRET_KEY")
    if given:
        return given
    path = home / "secrets" / "django.key"
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_name(f".django.key.{os.getpid()}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            os.link(draft, path)  # the first of two processes wins, both read the same key
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()
