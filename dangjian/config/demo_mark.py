"""Says on every page that what is shown is the invented demo district."""

from __future__ import annotations

import functools

from django.http import HttpRequest

from demo import accounts


@functools.cache
def is_demo() -> bool:
    """Asked once in each process: the demo is built before the site is served, or not at all."""
    return accounts.is_demo()


def context(request: HttpRequest) -> dict[str, bool]:
    """`demo`: whether this is the demo district."""
    return {"demo": is_demo()}
