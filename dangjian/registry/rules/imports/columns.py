"""Columns recognised by their header, in any order, under any of their usual names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dangjian.registry.rules.imports.cells import half_width

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


@dataclass(frozen=True)
class Table:
    """A kind of table: its columns, what each is called elsewhere, and which it cannot do without.

    spare: a word that means one column, unless that one stands in the sheet under a name of its own.
    """

    title: str
    columns: tuple[str, ...]
    aliases: Mapping[str, str]
    mandatory: tuple[str, ...]
    spare: Mapping[str, str] = field(default_factory=dict)

    def column(self, header: str, group: str = "") -> str:
        """The canonical column a header means, "" for none; group: the header above it."""
        for word in _spellings(header):
            if column := self.aliases.get(word):
                return column
        if group:
            for word in _spellings(group + header):
                if column := self.aliases.get(word):
                    return column
        return ""


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


def aliases(*lines: str) -> dict[str, str]:
    """ "column: alias alias" for each line; the column is an alias of itself."""
    found = {}
    for line in lines:
        column, _, words = line.partition(":")
        found |= dict.fromkeys((column.strip(), *words.split()), column.strip())
    return found


MEMBERS = Table(
    title="党员花名册",
    columns=(*ROSTER, SUPERIOR),
    mandatory=(NAME, NUMBER, JOINED, BRANCH),
    spare={"联系电话": LANDLINE, "电话": LANDLINE, "联系方式": LANDLINE, "电话号码": LANDLINE},
    aliases=aliases(
        f"{NAME}: 名字 党员姓名 人员姓名 姓名全称 真实姓名 姓名汉字",
        f"{BRANCH}: 所在党支部名称 所在支部 所在支部名称 党支部 党支部名称 党支部全称 支部 支部名称 支部全称 所属党支部"
        " 所属党支部名称 所属支部 所属支部名称 所在党组织 所在党组织名称 所在党组织全称 所属党组织 所属党组织名称 党组织名称"
        " 党组织全称 党组织 组织名称 组织关系所在支部 组织关系所在党支部 组织关系所在党组织 组织关系所在单位 组织关系"
        " 现所在党支部 现所在支部 入党后所在支部 所在党支部党组织",
        f"{NUMBER}: 身份证 身份证号 身份证号码 居民身份证号 居民身份证号码 居民身份证 公民身份证号 公民身份证号码 公民身份证"
        " 公民身份号 身份号码 身份证件号 身份证件号码 证件号 证件号码 身份证明号码 ID号 身份证编号 18位身份证号"
        " 18位身份证号码 二代身份证号 二代身份证号码",
        f"{SEX}: 性别男女 男女",
        f"{ETHNIC}: 民族成份 民族成分 族别 民族名称 所属民族",
        f"{BORN}: 出生年月 出生年月日 出生时间 生日 出生 出生年份 出生日 出生年月份 诞生日期",
        f"{EDUCATION}: 文化程度 最高学历 学历层次 现有学历 学历学位 文化水平 受教育程度 教育程度 全日制学历 现学历"
        " 最高学历学位 学历情况",
        f"{KIND}: 党员类别 党员类型 党员身份 人员类型 类别 政治面貌 正式预备 党员性质 党员状态 正式或预备 正式预备党员"
        " 是否正式党员 党员种类 党员分类",
        f"{JOINED}: 入党时间 入党日期 入党年月 入党年月日 入党 加入党组织时间 加入中国共产党日期 加入中国共产党时间 加入时间"
        " 加入日期 入党年份 加入组织日期 加入组织时间 成为预备党员日期 成为预备党员时间 接收为预备党员日期"
        " 接收预备党员日期 接收预备党员时间 列为预备党员时间 吸收为预备党员时间 何时入党 入党具体时间 批准入党时间 批准入党日期"
        " 加入党组织的日期 加入党组织的时间 加入党组织年月",
        f"{FULL}: 转正时间 转正日期 转正年月 转正年月日 转正 转为正式党员时间 转正式党员时间 转正式党员日期 成为正式党员日期"
        " 成为正式党员时间 按期转正时间 按期转正日期 预备期满转正时间 批准转正时间 批准转正日期 转正具体时间 何时转正 转为正式日期"
        " 转为正式时间",
        f"{POST}: 职业 岗位 工作岗位职务 职务 工作职务 现任职务 从事职业 职业身份 工作单位及职务 工作岗位类别 岗位类别"
        " 从事工作 职业岗位 工作 岗位名称 职业类别 身份类别",
        f"{MOBILE}: 手机 手机号码 移动电话 移动电话号码 联系手机 联系电话手机 联系电话手机号 手机号联系电话 联系方式手机"
        " 联系方式手机号 手机电话 本人手机 本人手机号 电话手机 联系电话 电话 联系方式 电话号码 联系号码 通讯电话 联系人电话"
        " 手机联系电话 常用手机号 常用电话",
        f"{LANDLINE}: 座机 固话 固定电话号码 办公电话 家庭电话 住宅电话 座机号码 宅电 固定联系电话 联系电话固定"
        " 联系电话座机 联系电话固定电话 其他联系方式 其他联系电话 办公室电话 座机电话",
        f"{ADDRESS}: 住址 地址 家庭地址 现居住地 居住地 现住址 现居住地址 居住地址 家庭详细住址 家庭详细地址 详细住址 详细地址"
        " 常住地址 住所 通讯地址 通信地址 联系地址 家庭居住地址 家庭现住址 常住地 住址家庭",
        f"{STATE}: 党籍 党籍情况 党籍现状 党籍状况 党员党籍状态",
        f"{LOST}: 是否失联 是否失联党员 失联 失联党员 失去联系情形 失去联系情况 是否失去联系 失联情况 是否为失去联系党员"
        " 失联情形 失联情况是否 失联是否 失联党员是否 是否失联人员 是否是失联党员",
        f"{LOST_ON}: 失联时间 失联日期 失去联系时间 失联情况日期 失联情况时间 失联起始时间 失联起始日期 失联年月 失去联系年月",
        f"{FLOATING}: 是否流动 是否流动党员 流动党员 是否外出 是否为流动 流动情况是否 流动是否 流动党员是否 流动党员情况"
        " 是否外出流动 是否外出流动党员 是否是流动党员 流动",
        f"{DESTINATION}: 流动去向 外出地点 流动地点 流向 外出去向 流动方向 流出地 外出流动地点 去向 外出地 流动情况去向"
        " 流动党员去向 流动去处 流入地 外出所在地 流动流向 外出务工地 外出务工地点",
        f"{SUPERIOR}: 上级党组织名称 上级组织 所属党委 所在党委 党委名称 党委 所属党总支 所在党总支 党总支 党总支名称"
        " 所属基层党委 基层党委 所属党工委 党工委 所在乡镇 乡镇 乡镇街道 镇街 所在镇街 所属乡镇 所属街道 街道 所属镇街"
        " 上级党委 上级党委名称 所属上级党组织 隶属党组织",
    ),
)


@dataclass(frozen=True)
class Header:
    """Where the columns of a sheet stand. extra: (place, own header) of columns not taken."""

    table: Table
    rows: tuple[tuple[str, ...], ...]
    places: Mapping[str, int]
    extra: tuple[tuple[int, str], ...]
    doubled: tuple[tuple[str, str], ...]

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
    places, doubled = {}, []
    for column, claimed in claims.items():
        claimed.sort(key=lambda claim: (_rank(column, claim[1]), claim[0]))
        places[column] = claimed[0][0]
        for place, header in claimed[1:]:
            extra.append((place, header))
            doubled.append((column, header))
    said = tuple(tuple(_MARKS.sub("", half_width(cell)) for cell in row) for row in rows)
    return Header(table, said, places, tuple(sorted(extra)), tuple(doubled))


def _hand_over(table: Table, claims: dict[str, list[tuple[int, str]]]) -> None:
    """A spare word stands back where its first meaning has a column of its own."""
    for column, claimed in list(claims.items()):
        if len(claimed) < 2:
            continue
        spare = [
            c
            for c in claimed
            if (w := _MARKS.sub("", half_width(c[1]))) in table.spare
            and table.spare[w] not in claims
        ]
        if spare and len(spare) < len(claimed):
            claims[table.spare[_MARKS.sub("", half_width(spare[0][1]))]] = [spare[0]]
            claimed.remove(spare[0])


def _rank(column: str, header: str) -> int:
    """How surely a header means a column: 0 by its own name."""
    word = _MARKS.sub("", half_width(header))
    return 0 if word == column else 1


def _filled(row: Sequence[str]) -> list[str]:
    """A row of groups, each standing over the columns to its right up to the next."""
    filled, last = [], ""
    for cell in row:
        last = cell if cell.strip() else last
        filled.append(last)
    return filled
