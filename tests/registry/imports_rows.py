"""A small district's branches and one right row, for tests of imports. No database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from dangjian.kernel.files import Cell, Part
from dangjian.registry.rules.imports import ROSTER_COLUMNS, Judged, Place, Places, Roster
from dangjian.registry.rules.imports import columns as c
from dangjian.registry.rules.imports.occupations import posts

AS_OF = dt.date(2025, 12, 31)
_TREE = """
1 0 district 中共禾丰区委员会 禾丰区委
2 1 work_committee 中共禾丰区青石街道工作委员会 青石街道党工委
3 2 general_branch 中共禾丰区青石街道锦园社区总支部委员会 锦园社区党总支
4 3 branch 中共禾丰区青石街道锦园社区第一支部委员会 锦园社区第一党支部
5 3 branch 中共禾丰区青石街道锦园社区第二支部委员会 锦园社区第二党支部
6 3 branch 中共禾丰区青石街道锦园社区第十一支部委员会 锦园社区第十一党支部
7 1 committee 中共禾丰区枫林镇委员会 枫林镇党委
8 7 branch 中共禾丰区枫林镇石坡村支部委员会 石坡村党支部
9 7 branch 中共禾丰区枫林镇锦园社区第一支部委员会 锦园社区第一党支部
10 7 branch 中共禾丰区枫林镇枫林镇社区支部委员会 枫林镇社区党支部
11 1 committee 中共禾丰区卫生健康局委员会 区卫生健康局党委
12 11 branch 中共禾丰区卫生健康局机关第一支部委员会 区卫生健康局机关第一党支部
13 11 branch 中共禾丰区卫生健康局机关第二支部委员会 区卫生健康局机关第二党支部
14 11 branch 中共禾丰区怡坪中学支部委员会 怡坪中学党支部
15 2 joint_branch 中共禾丰区青石街道两新组织第一联合支部委员会 青石街道两新组织第一联合党支部
16 2 joint_branch 中共禾丰区青石街道两新组织第二联合支部委员会 青石街道两新组织第二联合党支部
17 2 temporary_branch 中共禾丰区防汛前线临时支部 防汛前线临时党支部
18 14 group 中共禾丰区怡坪中学支部委员会第一党小组 怡坪中学党支部第一小组
19 11 branch 中共禾丰区城市执法中心7分中心支部委员会 城市执法中心7分中心党支部
"""
BRANCH = "中共禾丰区怡坪中学支部委员会"
RIGHT: dict[str, str] = dict(
    zip(
        ROSTER_COLUMNS,
        [
            "周琪静",
            "中共禾丰区怡坪中学支部委员会",
            "110100198007149965",
            "女",
            "汉族",
            "1980-07-14",
            "大学本科",
            "正式党员",
            "2002-02-25",
            "2003-02-25",
            "医生",
            "15409339512",
            "0340-5551896",
            "禾丰区示例路86号",
            "正常",
            "否",
            "_",
            "否",
            "_",
        ],
        strict=True,
    )
)
RIGHT = {column: "" if text == "_" else text for column, text in RIGHT.items()}
OTHER = RIGHT | {
    c.NAME: "丁洋",
    c.NUMBER: "110100200302189978",
    c.SEX: "男",
    c.BORN: "2003-02-18",
    c.JOINED: "2024-08-16",
    c.FULL: "2025-08-16",
}
"""Numbers of nobody: no card bears the region, nobody has the order number."""


def places() -> Places:
    rows = [line.split() for line in _TREE.split("\n") if line]
    return Places(
        Place(int(pk), name, short, form, "", int(parent) or None)
        for pk, parent, form, name, short in rows
    )


PLACES = places()


def roster() -> Roster:
    return Roster(PLACES, as_of=AS_OF, posts=posts())


def judge(sheet: Sequence[Sequence[Cell]], **part: Any) -> list[Judged[Any]]:
    """The rows of a workbook of one sheet."""
    reader = roster()
    rows = [list(row) for row in sheet]
    return [
        *reader.judge(Part("名册", part.pop("hidden", False), 1, rows, **part)),
        *reader.finish(),
    ]


def with_cell(column: str, cell: Cell, **others: Cell) -> Judged[Any]:
    """The right row with other cells, read from a sheet."""
    row: dict[str, Cell] = {**RIGHT, column: cell, **others}
    return judge([ROSTER_COLUMNS, list(row.values())])[1]


def said(judged: Judged[Any]) -> list[str]:
    return [issue.code for issue in judged.issues]


def codes(judged: list[Judged[Any]]) -> list[list[str]]:
    return [said(row) for row in judged]
