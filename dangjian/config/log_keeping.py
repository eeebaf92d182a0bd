"""The worker's thread that places new evidence in the public log, at most a second after it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import InterfaceError, OperationalError, connections

from dangjian.kernel.proofs.sequencing import Sequencer

logger = logging.getLogger("dangjian")

PAUSE = 0.5  # seconds between two looks, each a question to a sequence
_AFTER_TROUBLE = 5.0


@contextmanager
def log_kept() -> Iterator[None]:
    """The log is kept as long as the block runs. Of several workers one at a time does it."""
    ends = threading.Event()
    thread = threading.Thread(target=_keep, args=[ends], name="log", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ends.set()
        thread.join(timeout=_AFTER_TROUBLE)


def _keep(ends: threading.Event) -> None:
    sequencer, pause = Sequencer(), PAUSE
    while not ends.wait(pause):
        try:
            sequencer.step()
            pause = PAUSE
        except Exception as failure:
            # What it remembers may be of a database that was restored or started anew since.
            sequencer, before, pause = Sequencer(), pause, _AFTER_TROUBLE
            connections.close_all()
            if not isinstance(failure, OperationalError | InterfaceError):
                logger.exception("evidence is not placed in the public log")
            elif before == PAUSE:
                logger.error("the public log is away: %s", str(failure).partition("\n")[0])
    connections.close_all()
