"""Two drafts side by side, block by block."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from dangjian.portal.rules.blocks import NAMES, typed
from dangjian.portal.rules.content import Content

_UNKNOWN = "别的"


@dataclass(frozen=True)
class Compared:
    """One line of the comparison. what: "same", "changed", "added" or "taken"; each side is a list
    of (text, whether it differs)."""

    what: str
    label: str
    old: list[tuple[str, bool]]
    new: list[tuple[str, bool]]


def side_by_side(old: Content, new: Content) -> list[Compared]:
    """What differs between two drafts, in reading order."""
    left, right = list(_lines(old)), list(_lines(new))
    found: list[Compared] = []
    matcher = SequenceMatcher(a=left, b=right, autojunk=False)
    for what, a1, a2, b1, b2 in matcher.get_opcodes():
        if what == "equal":
            found += [_same(label, text) for label, text in left[a1:a2]]
            continue
        for number in range(max(a2 - a1, b2 - b1)):
            one = left[a1 + number] if a1 + number < a2 else None
            other = right[b1 + number] if b1 + number < b2 else None
            found.append(_differ(one, other))
    return found


def _lines(content: Content) -> Iterator[tuple[str, str]]:
    yield "标题", content.title
    yield "摘要", content.summary
    yield "来源", content.source
    for block in content.blocks:
        words = typed(block)
        picture = content.pictures.get(block.get("picture", 0))
        said = [words["text"], words["note"], picture.alternative if picture else ""]
        yield NAMES.get(block["kind"], _UNKNOWN), "\n".join(one for one in said if one)


def _same(label: str, text: str) -> Compared:
    return Compared("same", label, [(text, False)], [(text, False)])


def _differ(one: tuple[str, str] | None, other: tuple[str, str] | None) -> Compared:
    if one is None or other is None:
        label = (one or other or ("", ""))[0]
        old = [(one[1], True)] if one else []
        new = [(other[1], True)] if other else []
        return Compared("added" if one is None else "taken", label, old, new)
    old, new = [], []
    for what, a1, a2, b1, b2 in SequenceMatcher(a=one[1], b=other[1], autojunk=False).get_opcodes():
        if a2 > a1:
            old.append((one[1][a1:a2], what != "equal"))
        if b2 > b1:
            new.append((other[1][b1:b2], what != "equal"))
    return Compared("changed", other[0], old, new)
