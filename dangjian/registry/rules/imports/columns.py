"""Columns recognised by their header, in any order, under any of their usual names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from dangjian.registry.rules.imports.cells import half_width
from dangjian.registry.rules.imports.packaged import table as packaged

NAME = "姓名"
BRANCH = "所在党支部"
NUMBER = "公民身份号码"
SEX = "性别"
ETHNIC = "民族"
BORN = "出生日期"
EDUCATION = "学历"
KIND = "人员类别"
JOINED = "加入党组织日期"
FULL = "转为正式党员日期"
POST = "工作岗位"
MOBILE = "手机号"
LANDLINE = "固定电话"
ADDRESS = "家庭住址"
STATE = "党籍状态"
LOST = "是否为失联党员"
LOST_ON = "失去联系日期"
FLOATING = "是否为流动党员"
DESTINATION = "外出流向"

ROSTER = (
    NAME, BRANCH, NUMBER, SEX, ETHNIC, BORN, EDUCATION, KIND, JOINED, FULL,
    POST, MOBILE, LANDLINE, ADDRESS, STATE, LOST, LOST_ON, FLOATING, DESTINATION,
)  # fmt: skip
"""The nineteen columns of the national roster, in its order."""

SUPERIOR = "上级党组织"
"""A twentieth column, a help only: which of several branches of one name is meant."""


@dataclass(frozen=True, eq=False)
class Table:
    """A kind of table: its columns, what each is called elsewhere, and which it cannot do without.

    spare: a word that means another column where its first meaning has one of its own.
    """

    title: str
    columns: tuple[str, ...]
    aliases: Mapping[str, str]
    mandatory: tuple[str, ...]
    spare: Mapping[str, str] = field(default_factory=dict)

    def column(self, header: str, group: str = "") -> str:
        """The canonical column a header means, "" for none; group: the header above it."""
        word = _known(self, header) or (_known(self, group + header) if group else "")
        return self.aliases.get(word, "")

    def rank(self, column: str, header: str) -> int:
        """How surely a header means a column: 0 by its own name, then in the order of its names."""
        word = _known(self, header)
        names = [name for name, means in self.aliases.items() if means == column]
        return names.index(word) if word in names else len(names)


@lru_cache(maxsize=4096)
def _known(table: Table, header: str) -> str:
    """The first spelling of a header that is a name of a column; "" for none."""
    return next((word for word in _spellings(header) if word in table.aliases), "")


_BRACKETED = re.compile(r"[(\[【〔<《].*?(?:[)\]】〕>》]|$)")
_MARKS = re.compile(
    r"[\s*＊※#:：.。,，、/\\\-—_?？!！·'\"“”()\[\]【】〔〕<>《》\u200b-\u200f\ufeff]+"
)
_NUMBERED = re.compile(r"^[0-9一二三四五六七八九十]{1,3}(?=[^\d年月日级寸].)")
_INSIDE = re.compile(r"[(\[【〔](.*?)[)\]】〕]")
_REQUIRED = re.compile(r"(?:必填项?|选填项?|必录)$")


def _spellings(header: str) -> Iterable[str]:
    """A header as a whole, without what stands in brackets, and that alone."""
    text = half_width(header)
    whole = _MARKS.sub("", text)
    outside = _MARKS.sub("", _BRACKETED.sub("", text))
    yield from _variants(whole)
    yield from _variants(outside)
    for inside in _INSIDE.findall(text):
        yield _MARKS.sub("", inside)


def _variants(word: str) -> Iterable[str]:
    yield word
    yield (shorter := _REQUIRED.sub("", word))
    yield (unnumbered := _NUMBERED.sub("", shorter, count=1))
    for prefix in ("党员", "本人", "现"):
        yield unnumbered.removeprefix(prefix)


def called(section: str) -> dict[str, str]:
    """Other name: our name, of the columns of a section of headers.toml, in its order."""
    found: dict[str, str] = {}
    for column, others in packaged("headers")[section].items():
        found |= dict.fromkeys((column, *others.split()), column)
    return found


MEMBERS = Table(
    title="党员花名册",
    columns=(*ROSTER, SUPERIOR),
    mandatory=(NAME, NUMBER, JOINED, BRANCH),
    spare={"联系电话": LANDLINE, "电话": LANDLINE, "联系方式": LANDLINE, "电话号码": LANDLINE},
    aliases=called("roster"),
)


@dataclass(frozen=True)
class Header:
    """Where the columns of a sheet stand, and under which words.

    names: the header of each column as it is written. extra: (place, own header) of columns that
    were not taken.
    """

    table: Table
    rows: tuple[tuple[str, ...], ...]
    places: Mapping[str, int]
    names: Mapping[str, str]
    extra: tuple[tuple[int, str], ...]
    doubled: tuple[tuple[str, str], ...]
    clashing: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(c for c in self.table.mandatory if c not in self.places)

    def repeats(self, cells: Sequence[str]) -> bool:
        """Whether a row says the header, or the groups above it, once more."""
        words = [_MARKS.sub("", half_width(cell)) for cell in cells]
        said = [word for word in words if word]
        for row in self.rows:
            same = sum(bool(a) and a == b for a, b in zip(words, row, strict=False))
            if same >= 2 and same * 2 > len(said):
                return True
        known = sum(bool(self.table.column(cell)) for cell in cells if cell)
        return known >= 4 and known * 3 > len(said) * 2


def recognise(table: Table, rows: Sequence[Sequence[str]]) -> Header:
    """The header in the last of these rows; the rows before it may hold groups above it.

    A blank cell takes what stands above it (a cell merged downwards).
    """
    names = list(rows[-1])
    groups = _filled(rows[-2]) if len(rows) > 1 else []
    groups += [""] * (len(names) - len(groups))
    above = list(rows[-2]) if len(rows) > 1 else []
    names += [""] * (len(above) - len(names))
    claims: dict[str, list[tuple[int, str]]] = {}
    extra: list[tuple[int, str]] = []
    for place, own in enumerate(names):
        upper = above[place] if place < len(above) else ""
        header = own if own.strip() else upper
        if not header.strip():
            continue
        column = table.column(header, groups[place] if own.strip() and place < len(groups) else "")
        if column:
            claims.setdefault(column, []).append((place, header))
        else:
            extra.append((place, header))
    _hand_over(table, claims)
    places, own_names, doubled, clashing = {}, {}, [], []
    for column, claimed in claims.items():
        ranked = sorted((table.rank(column, header), place, header) for place, header in claimed)
        best, places[column], own_names[column] = ranked[0]
        for rank, place, header in ranked[1:]:
            extra.append((place, header))
            doubled.append((column, header))
            if rank == best and column in table.mandatory:
                clashing.append(column)
    said = tuple(tuple(_MARKS.sub("", half_width(cell)) for cell in row) for row in rows)
    return Header(
        table, said, places, own_names, tuple(sorted(extra)), tuple(doubled), tuple(clashing)
    )


def _hand_over(table: Table, claims: dict[str, list[tuple[int, str]]]) -> None:
    """A spare word stands back where its first meaning has a column of its own."""
    for claimed in list(claims.values()):
        for claim in list(claimed) if len(claimed) > 1 else []:
            other = table.spare.get(_MARKS.sub("", half_width(claim[1])), "")
            if other and other not in claims and len(claimed) > 1:
                claims[other] = [claim]
                claimed.remove(claim)


def _filled(row: Sequence[str]) -> list[str]:
    """A row of groups, each standing over the columns to its right up to the next."""
    filled, last = [], ""
    for cell in row:
        last = cell if cell.strip() else last
        filled.append(last)
    return filled
