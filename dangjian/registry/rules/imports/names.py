"""A person's name as clerks write it."""

from __future__ import annotations

import re
import unicodedata

from dangjian.kernel.files import Cell
from dangjian.registry.rules.imports.cells import (
    EMPTY_MARKS,
    NOTHING,
    Doubt,
    Wrong,
    careful,
    half_width,
    open_cell,
)

LENGTH = 60
_HAN = r"\u3400-\u4dbf\u4e00-\u9fff\u3007\U00020000-\U000323af"
_PLAIN = re.compile(f"[{_HAN}]{{2,4}}").fullmatch
_CLEAN = re.compile(f"[{_HAN}]{{2,}}(?:·[{_HAN}]+)*|[A-Z][A-Za-z'’-]*(?: [A-Z][A-Za-z'’.-]*)*")
_DOTS = re.compile(r"\s*[•．・.‧∙⋅｡。·･˙●⸱ꞏ﹒]+\s*")
_DOTTED = re.compile(f"[{_HAN}A-Za-z]\\s*[•．・.‧∙⋅｡。·･˙●⸱ꞏ﹒]+\\s*[{_HAN}A-Za-z]")
# What stands where a character could not be shown, and what hides one; private use likewise.
_LOST = re.compile("[?？□〓■◻◼▢▯�○◯◇◆*＊×\ue000-\uf8ff\U000f0000-\U0010ffff]")
_SPACES = re.compile(r"\s+")
_HAN_ONLY = re.compile(f"[{_HAN}]+").fullmatch


def read_name(cell: Cell) -> object:
    if isinstance(cell, str) and _PLAIN(cell) and cell not in EMPTY_MARKS:
        return cell
    return _slowly(cell)


def _name(cell: Cell) -> object:
    opened = open_cell(cell)
    name, codes = opened.text, list(opened.codes)
    if not name or name in EMPTY_MARKS or half_width(name) in EMPTY_MARKS:
        return ""
    if _LOST.search(name):
        raise Wrong("R-NAME-CHAR-LOST")
    if len(name) > LENGTH:
        raise Wrong("R-TOO-LONG")
    if _DOTTED.search(name) and not name.isascii():
        dotted = _DOTS.sub("·", name)
        if dotted != name:
            codes.append("N-MIDDLE-DOT")
        name = dotted
    together = _without_spaces(name)
    if together != name:
        codes.append("N-NAME-SPACE")
        name = together
    issues = [(code, NOTHING) for code in dict.fromkeys(codes)]
    if not _is_name(name):
        return Doubt(name, None, (*issues, ("H-NAME", NOTHING)))
    return Doubt(name, name, tuple(issues)) if issues else name


def _without_spaces(name: str) -> str:
    """Chinese characters close up where they are one name; between Latin words one space stays."""
    visible = "".join(
        c for c in name if unicodedata.category(c) not in ("Cf", "Cc") or c in "\t\n\r"
    )
    pieces = _SPACES.split(visible)
    han = "".join(pieces)
    if len(pieces) > 1 and _HAN_ONLY(han) and len(han) <= 4:
        return han
    if "·" in visible and all(_HAN_ONLY(piece) or "·" in piece for piece in pieces):
        return han
    return " ".join(pieces)


def _is_name(name: str) -> bool:
    """Whether it looks like the name of one person."""
    if _CLEAN.fullmatch(name):
        return len(name) <= 4 or "·" in name or not _HAN_ONLY(name) or len(name) <= 8
    return all(c in "·-'’ " or unicodedata.category(c)[0] in "LM" for c in name) and (
        len(name) > 1 and not (" " in name and _HAN_ONLY(name.replace(" ", "")))
    )


_slowly = careful(_name)
