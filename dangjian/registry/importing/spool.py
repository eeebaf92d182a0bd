"""The file of an import between its arrival and its reading: private, and gone afterwards."""

from __future__ import annotations

import hashlib
import os
import shutil
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

_A_DAY = 24 * 3600  # seconds


@dataclass(frozen=True)
class Kept:
    """A kept file: its SHA-256 (hexadecimal) and its bytes."""

    digest: str
    size: int


def place(uid: uuid.UUID) -> Path:
    """Where the file of an import lies until it was read."""
    return Path(settings.IMPORTS_DIR) / str(uid)


def keep(path: Path, uid: uuid.UUID) -> Kept:
    """Copy a file to its place, readable by us alone. FileNotFoundError if there is none."""
    target = place(uid)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as copy, path.open("rb") as file:
        shutil.copyfileobj(file, copy, 1 << 20)
    with target.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Kept(digest, target.stat().st_size)


def drop(uid: uuid.UUID) -> None:
    """Remove the file of an import, if it is still there."""
    place(uid).unlink(missing_ok=True)


def sweep(waiting: Collection[uuid.UUID], now: float) -> int:
    """Remove files a day old of no import that still waits to be read; how many."""
    folder = Path(settings.IMPORTS_DIR)
    kept = {str(uid) for uid in waiting}
    files = folder.iterdir() if folder.is_dir() else ()
    gone = [f for f in files if f.name not in kept and f.stat().st_mtime < now - _A_DAY]
    for file in gone:
        file.unlink(missing_ok=True)
    return len(gone)
