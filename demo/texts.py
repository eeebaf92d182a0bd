"""The texts of the district's library: invented local material, written for this demo."""

from __future__ import annotations

import datetime as dt
from importlib import resources

from dangjian.kernel.evidence import SYSTEM
from dangjian.library.actions import File, bring_in
from dangjian.search import actions as search


def put_in(now: dt.datetime) -> int:
    """Bring the texts in and have their words counted; how many."""
    folder = resources.files("demo").joinpath("library")
    files = [
        File(one.name, one.read_text("utf-8"))
        for one in sorted(folder.iterdir(), key=lambda one: one.name)
        if one.name.endswith(".md")
    ]
    told = bring_in(files, now=now, by=SYSTEM)
    refused = [one for one in told if one.verdict == "refused"]
    if refused:
        raise RuntimeError(f"a text of the demo is refused: {refused[0]}")
    search.learn()
    return len(told)
