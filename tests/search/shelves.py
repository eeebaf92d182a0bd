"""A library to search in: folders of texts brought in as an operator does."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from dangjian.config.library_command import read_folder
from dangjian.desk import rooms
from dangjian.kernel.evidence import SYSTEM
from dangjian.library.actions import File, Told, bring_in
from dangjian.registry.authority import Viewer
from dangjian.search import actions as search
from dangjian.search.queries import find

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.timezone(dt.timedelta(hours=8)))
DEMO = Path(__file__).resolve().parents[2] / "demo" / "library"


def shelved(folder: Path = DEMO) -> list[Told]:
    """Everything of a folder, counted."""
    told = bring_in(read_folder(folder), now=NOW, by=SYSTEM)
    search.learn()
    return told


def text(code: str, body: str, title: str = "一篇文章", **head: str) -> File:
    """A file with a head; whatever of it can be given instead."""
    given = {
        "id": code,
        "title": title,
        "kind": "garden",
        "date": "2026-05-06",
        "issuer": "禾丰区委组织部",
    } | head
    lines = "\n".join(f"{key}: {value}" for key, value in given.items() if value)
    return File(f"{code}.md", f"---\n{lines}\n---\n\n{body}\n")


def put(*files: File) -> list[Told]:
    """These files, counted."""
    told = bring_in(files, now=NOW, by=SYSTEM)
    search.learn()
    return told


def codes(query: str, viewer: Viewer | None = None, **filters: object) -> list[str]:
    """What is found, by the codes of the library."""
    from dangjian.search.queries import Filters

    hits = find(query, viewer=viewer, filters=Filters(**filters)).hits(0, 50)  # type: ignore[arg-type]
    pages = rooms.found_pages(hits)
    return [pages[hit.noun][1] for hit in hits]
