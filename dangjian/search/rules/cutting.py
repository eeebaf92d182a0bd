"""The dictionary that cuts Chinese into words, loaded when the first text is read.

Most processes (a command, a web worker that shows pages) never read one.
"""

from __future__ import annotations

from functools import cache
from typing import Any


@cache
def cutter() -> Any:
    """rjieba: `cut`, `tokenize`, `has_word`."""
    import rjieba

    return rjieba
