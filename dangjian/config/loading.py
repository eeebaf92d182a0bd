"""How a process loads its programs: without looking for garbage among what all stays."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loading() -> Iterator[None]:
    """Nothing is collected within the block, and what it loaded is left out of every later look.

    Loading makes half a million objects that live as long as the process; the collector would walk
    through them a thousand times on the way and again with every full run.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
