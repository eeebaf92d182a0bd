"""Titles as plain words, and by what the same news is known in two sources."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from html import unescape
from urllib.parse import parse_qsl, urlencode, urlsplit

import nh3

LONGEST = 200
_TELLING = 8
"""A title of fewer letters (通知公告) says too little to fold two entries by it."""
_FOLLOWED = re.compile(r"(utm_\w+|from|spm|share\w*|wxshare|isappinstalled)", re.IGNORECASE)


def plain(title: str) -> str:
    """A title without markup, control characters and marks that turn the reading direction."""
    words = unescape(nh3.clean(title, tags=set(), clean_content_tags={"script", "style"}))
    # Once more: a title may have been escaped twice, and must not come alive in anybody's reader.
    words = unescape(nh3.clean(words, tags=set(), clean_content_tags={"script", "style"}))
    kept = "".join(one if unicodedata.category(one)[0] != "C" else " " for one in words)
    line = " ".join(kept.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def link_key(link: str) -> str:
    """The same for one page reached by http or https, with or without www, a closing slash, an
    anchor, or what only tells from where somebody came."""
    parts = urlsplit(link)
    host = (parts.hostname or "").removeprefix("www.")
    asked = sorted(
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _FOLLOWED.fullmatch(name)
    )
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    return _digest(f"{host}{port}{parts.path.rstrip('/')}?{urlencode(asked)}")


def title_key(title: str) -> str:
    """The same for one headline in two papers; "" for one that says too little."""
    letters = "".join(one for one in unicodedata.normalize("NFKC", title).lower() if one.isalnum())
    return _digest(letters) if len(letters) >= _TELLING else ""


def sighting_key(identity: str, link: str) -> str:
    """What a source calls an entry: its own identity, its link without one."""
    return _digest(identity.strip() or link)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
