"""Login names that are still free, and whether a typed name is somebody's."""

from __future__ import annotations

import re
import unicodedata
from itertools import count

from dangjian.kernel import pinyin
from dangjian.registry.models import Account


def free(name: str) -> str:
    """zhangwei, or zhangwei2 where there is one already; at least four characters."""
    stem = "".join(pinyin.key(name).split(" !")[0].split())[:34] or "dangyuan"
    for number in count(1):
        tail = "" if number == 1 and len(stem) >= 4 else f"{number:0{max(1, 4 - len(stem))}d}"
        if not Account.objects.filter(login_name=stem + tail).exists():
            return stem + tail
    raise AssertionError("unreachable")


def same(registered: str, typed: str) -> bool:
    """Spaces do not matter, nor which of the many dots stands inside a transcribed name."""

    def plain(name: str) -> str:
        text = unicodedata.normalize("NFKC", name)
        return re.sub(r"[•‧・．.]", "·", re.sub(r"\s", "", text)).lower()

    return plain(registered) == plain(typed)
