"""The files of finished tables: private, each named after its export, gone after their term."""

from __future__ import annotations

import datetime as dt
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db.models import Q

from dangjian.registry.models import Export, ExportState


def place(uid: uuid.UUID) -> Path:
    """Where the table of an export lies."""
    return Path(settings.EXPORTS_DIR) / str(uid)


@contextmanager
def written(uid: uuid.UUID) -> Iterator[BinaryIO]:
    """A file to write the table into, readable by us alone; gone again if that fails.

    What a worker that was killed left of it is written over.
    """
    target = place(uid)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(target, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            yield file
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def sweep(now: dt.datetime) -> int:
    """Remove every table whose term is over, and what belongs to no export; how many."""
    folder = Path(settings.EXPORTS_DIR)
    files = list(folder.iterdir()) if folder.is_dir() else []
    # Asked after looking: whatever lay there by then has had its row for longer.
    wanted = Export.objects.filter(
        Q(state=ExportState.WRITING) | Q(state=ExportState.READY, until__gt=now)
    )
    names = {str(uid) for uid in wanted.values_list("uid", flat=True)}
    gone = [file for file in files if file.name not in names]
    for file in gone:
        file.unlink(missing_ok=True)
    return len(gone)
