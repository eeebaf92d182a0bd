"""Reading a feed that came from outside: which letters it is written in, then what stands in it.

The letters are decided here and not left to the label: a feed in GBK that says UTF-8 would become
rubbish, and a feed in UTF-8 that says GB2312 as well. The reading itself is done in a process of
its own with little memory and little time.
"""

from __future__ import annotations

import datetime as dt
import importlib.util
import json
import logging
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dangjian.feeds.fetching import NotFetched
from dangjian.feeds.rules import texts
from dangjian.feeds.rules.addresses import safe_link

logger = logging.getLogger("dangjian.feeds")

MOST = 100
"""So many entries are read at a time: the first in the document, which are the newest."""
_MEMORY, _CPU, _WAIT = 192 * 2**20, 5, 15.0
_ENVIRONMENT = ("LD_LIBRARY_PATH",)
_LIBRARIES = ("feedparser", "feedparser_sgmllib", "defusedxml")
_START = "import sys; sys.path.insert(0, sys.argv.pop(1)); import child; child.main()"
_LABEL = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']""")
_XML = re.compile(r"^\s*<\?xml.*?\?>", re.DOTALL)
# What is written in the smaller set is a part of the larger one.
_CHINESE = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030"}
_ANY = {"iso-8859-1", "latin-1", "latin1", "windows-1252", "cp1252"}
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_WHY = {
    "entities": "内容里带有实体定义（FEED-DTD），能把几行字变成几个 G，没有读。",
    "no feed": "这个地址上不是订阅源（RSS 或 Atom），请核对网址。",
    "large": "内容读起来太费劲，没有读完。",
    "damaged": "内容损坏，读不出来。",
}


@dataclass(frozen=True)
class Found:
    """One entry of a feed, fit to be kept. dated_at: None where the source gives no day."""

    title: str
    link: str
    identity: str
    dated_at: dt.datetime | None


@dataclass(frozen=True)
class Read:
    """What was read. damaged: only in part, or labelled wrongly; skipped: entries without a title
    or without an address one may follow; cut: there were more than are read at a time."""

    entries: list[Found]
    damaged: bool
    skipped: int
    cut: bool


def read(body: bytes, *, url: str, kind: str = "") -> Read:
    """The entries of a feed found at `url` with the Content-Type `kind`. NotFetched: it is none,
    it declares entities, or nothing of it can be read."""
    text, mislabelled = decoded(body, kind)
    said = _said(text, url)
    if "stop" in said:
        if "error" in said:
            logger.warning("a feed could not be read: %s", said["error"])
        raise NotFetched(_WHY[said["stop"]])
    rows = [_found(row, url) for row in said["entries"]]
    entries = [row for row in rows if row is not None]
    if rows and not entries:
        raise NotFetched("里面的条目都没有标题，或者没有能打开的网址。")
    if not rows and said["damaged"]:
        raise NotFetched(_WHY["damaged"])
    damaged = bool(said["damaged"]) or mislabelled
    return Read(entries, damaged, len(rows) - len(entries), bool(said["cut"]))


def decoded(body: bytes, kind: str = "") -> tuple[str, bool]:
    """The text of a feed, labelled as UTF-8, and whether its own label was wrong.

    What reads as UTF-8 is UTF-8: Chinese in any other encoding does not. NotFetched where neither
    the label nor the usual Chinese encodings fit.
    """
    named = _named(body, kind)
    by_mark = [name for mark, name in _MARKS if body.startswith(mark)]
    # A label that fits whatever bytes there are says nothing.
    likely, last = ("", named) if named in _ANY else (named, "")
    guesses = (*by_mark, "utf-8", likely, "gb18030", "big5", last)
    for name in dict.fromkeys(filter(None, guesses)):
        try:
            text = body.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        head = '<?xml version="1.0" encoding="utf-8"?>'
        stripped, had = _XML.subn("", text, count=1)
        fits = name == named or name in ("utf-8-sig", "utf-16") or not named or text.isascii()
        return (head + stripped if had else text.lstrip("\ufeff")), not fits
    raise NotFetched("文字编码看不懂，读不出来。")


def _named(body: bytes, kind: str) -> str:
    """The encoding a document says it is in: by its first line, else by its Content-Type."""
    label = _LABEL.match(body[:300])
    told = label[1].decode("ascii", "replace") if label else ""
    if not told and "charset=" in kind.lower():
        told = kind.lower().partition("charset=")[2].partition(";")[0].strip(" \"'")
    told = told.lower()
    return "utf-8" if told in ("utf8", "utf-8") else _CHINESE.get(told, told)


def _found(row: dict[str, Any], url: str) -> Found | None:
    # Halves of characters, which no text may hold, become question marks.
    given = {key: row[key].encode("utf-8", "replace").decode() for key in ("title", "link", "id")}
    title, link = texts.plain(given["title"]), safe_link(given["link"], url)
    if not title or not given["link"].strip() or not link:
        return None
    at = row["at"]
    try:
        dated = dt.datetime.fromtimestamp(at, dt.UTC) if at is not None else None
    except (ValueError, OverflowError, OSError):
        dated = None
    return Found(title, link, given["id"], dated)


def _said(text: str, url: str) -> dict[str, Any]:
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-c", _START, str(Path(__file__).parent)]
            + [str(_MEMORY), str(_CPU), str(os.getpid()), url, str(MOST), *_folders()],
            input=text.encode("utf-8", "replace"),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
            cwd="/",
            timeout=_WAIT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"stop": "large"}
    if done.returncode != 0:  # the kernel ended it: too much time
        return {"stop": "large"}
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def _folders() -> list[str]:
    """Where the child finds the libraries it needs."""
    found: dict[str, None] = {}
    for name in _LIBRARIES:
        spec = importlib.util.find_spec(name)
        if spec and spec.origin:
            file = Path(spec.origin)
            found[str(file.parent.parent if file.name == "__init__.py" else file.parent)] = None
    return list(found)
