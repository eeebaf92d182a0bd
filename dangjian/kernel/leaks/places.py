"""Doors and names: weaker signs, which a person should look at."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dangjian.kernel.leaks.numbers import Number
from dangjian.kernel.leaks.packaged import any_of, table, words
from dangjian.kernel.leaks.plain import Plain

# --- doors ---------------------------------------------------------------------------------------

_N = r"(?:[0-9]{1,4}|[一二三四五六七八九十百]{1,4}|[A-Za-z甲乙丙丁])"
_PARTED = r"[\s\-‐-―,、]{0,2}"
_HOUSE = rf"{_N}\s?(?:号楼|号院|栋|幢|座|楼|号){_PARTED}"
_STAIR = rf"{_N}\s?(?:单元|门洞|梯){_PARTED}"
_ROOM = rf"{_N}(?:[\-‐-―][0-9]{{1,4}})?\s?(?:室|号房|房间)"
_BARE = r"[0-9]{3,4}(?![0-9年元块米度号户多个人天次余])"
_DOOR = re.compile(rf"{_HOUSE}(?:{_STAIR})?{_ROOM}|{_STAIR}{_ROOM}|(?:{_HOUSE})?{_STAIR}{_BARE}")
_HOME = re.compile(
    r"(?:家住|住址|地址|住在|现住|我住|住)[:\s]?[^。；;!?！？\[\]\ufffc\n]{0,24}?"
    r"([0-9]{1,4}(?:[\-‐-―][0-9]{1,4}){1,3}(?![0-9年元])|[0-9]{1,4}(?:室|号房|号(?!楼|线|路|院|台|机|店|厅|井)))"
)
_GROUP = re.compile(rf"{_N}(?:组|社|屯)\s?{_N}号")

# --- names ---------------------------------------------------------------------------------------

_HAN = "\u3400-\u9fff"
_STOP = "".join(words("names", "never_in_a_name"))
_GIVEN = f"[{_HAN}]"
SURNAME = f"(?:{any_of(words('names', 'compound'))}|[{''.join(words('names', 'single'))}])"
NAME = rf"(?:{SURNAME}(?![{_STOP}]){_GIVEN}(?:(?![{_STOP}]){_GIVEN})?)"
_FOLLOWED = any_of(words("names", "followed_by"))
_ENDS = rf"(?!\*\*)(?=[^{_HAN}]|{_FOLLOWED}|$)"
_FOREIGN = rf"[{_HAN}]{{2,8}}(?:[·•・][{_HAN}]{{2,8}}){{1,3}}"
_LOOSE = re.compile(any_of(words("names", "loose")) + rf"[:\s(]{{0,2}}({_FOREIGN}|{NAME}){_ENDS}")
_STRICT = re.compile(
    any_of(words("names", "strict")) + rf"(?:[:]\s{{0,2}}|\s{{1,2}})({_FOREIGN}|{NAME}){_ENDS}"
)
_SIGNED = re.compile(
    rf"(?:敬礼|敬上|叩上|[。！!？?;；\n—]|^)\s*(?:{any_of(words('names', 'strict'))})?[:\s]{{0,2}}"
    rf"({_FOREIGN}|{NAME})\s*(?:[0-9]{{4}}\s?[年./\-][0-9年月日./\-\s]{{0,12}})?[\s。]*$"
)
_NOT_NAMES = tuple(words("names", "not_names"))
_COMPOUND = frozenset(words("names", "compound"))


def find(seen: Plain) -> Iterator[Number]:
    """In any order; they may overlap."""
    for pattern in (_DOOR, _GROUP):
        for match in pattern.finditer(seen.text):
            yield Number("address", *match.span(), certain=False)
    for match in _HOME.finditer(seen.text):
        yield Number("address", *match.span(1), certain=False)
    for pattern in (_LOOSE, _STRICT):
        for match in pattern.finditer(seen.text):
            if not match[1].startswith(_NOT_NAMES):
                yield Number("name", *match.span(1), certain=False)
    yield from _signature(seen.text)


def _signature(text: str) -> Iterator[Number]:
    """A name that stands alone at the very end."""
    tail = max(0, len(text) - 60)
    match = _SIGNED.search(text, tail)
    if match and not match[1].startswith(_NOT_NAMES):
        yield Number("name", *match.span(1), certain=False)


def masked_name(name: str) -> str:
    """方秀英 -> 方＊＊; of a transcribed name only the first character stays."""
    keep = 2 if name[:2] in _COMPOUND and len(name) > 2 else 1
    return name[:keep] + str(table("masks")["name"])
