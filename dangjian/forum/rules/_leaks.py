"""Stand-in for `dangjian.kernel.leaks` until that is merged: its verbs, a few patterns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_PATTERNS = {
    "身份证号": re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)"),
    "手机号": re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)"),
}
_MARKS = re.compile(r"(绝密|机密|秘密)\s*★|密级[:：]\s*(绝密|机密|秘密)")


@dataclass(frozen=True)
class Finding:
    kind: str
    start: int
    end: int
    text: str
    certain: bool


def find(text: str) -> Sequence[Finding]:
    return [
        Finding(kind, hit.start(), hit.end(), hit.group(), certain=True)
        for kind, pattern in _PATTERNS.items()
        for hit in pattern.finditer(text)
    ]


def mask(text: str) -> str:
    for pattern in _PATTERNS.values():
        text = pattern.sub(lambda hit: "＊" * len(hit.group()), text)
    return text


def secrecy_marks(text: str) -> Sequence[Finding]:
    return [
        Finding("密级标志", hit.start(), hit.end(), hit.group(), certain=True)
        for hit in _MARKS.finditer(text)
    ]
