"""Where the files of documents lie: each once, under its SHA-256, readable by us alone."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path

from django.conf import settings


def path_of(digest: str) -> Path:
    """Where a file of this digest lies, if it is kept. ValueError for what is no digest."""
    if not re.fullmatch("[0-9a-f]{64}", digest):
        raise ValueError("no SHA-256")
    return Path(settings.LIBRARY_DIR) / digest[:2] / digest


def drop(digest: str) -> None:
    """Remove a file that may not stay here."""
    path_of(digest).unlink(missing_ok=True)


def keep(source: Path) -> tuple[str, int]:
    """Keep a copy of a file; its digest and its bytes. The same file is kept once."""
    with source.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        target = path_of(digest)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not target.exists():
            file.seek(0)
            draft = tempfile.NamedTemporaryFile(dir=target.parent, delete=False)  # noqa: SIM115
            with draft:
                while piece := file.read(1 << 20):
                    draft.write(piece)
                draft.flush()
                os.fsync(draft.fileno())
            os.replace(draft.name, target)  # whole, or not there
    return digest, target.stat().st_size
