"""Empty tables for whoever has none yet: the columns an import knows, what may be chosen, a line
that shows how it is meant. The line says of itself that it is none: an import passes it over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dangjian.kernel import codes
from dangjian.registry.models import ImportKind, OrganizationForm, Sector, UnitRelation
from dangjian.registry.rules.imports import ROSTER_COLUMNS
from dangjian.registry.rules.imports.columns import MEMBERS
from dangjian.registry.rules.imports.organizations import COLUMNS, TABLE

_YES_NO = ("是", "否")
_WIDE = frozenset({"所在党支部", "公民身份号码", "家庭住址", "组织名称", "上级党组织", "所在单位"})


@dataclass(frozen=True)
class BlankTable:
    """title; columns in order; mandatory ones; choices and the text of the example by column."""

    title: str
    columns: Sequence[str]
    mandatory: Sequence[str]
    choices: Mapping[str, Sequence[str]]
    example: Mapping[str, str]

    def width(self, column: str) -> int:
        return 26 if column in _WIDE else 15

    def example_line(self) -> list[str]:
        """The line that shows how it is meant. Each cell says 例, so that no import takes it."""
        return [
            f"例：{self.example[column]}" if column in self.example else ""
            for column in self.columns
        ]


def _names(table: codes.CodeTable) -> list[str]:
    return [name for _, name in table.choices]


BLANK_TABLES: Mapping[str, BlankTable] = {
    ImportKind.ROSTER: BlankTable(
        title="党员花名册",
        columns=ROSTER_COLUMNS,
        mandatory=MEMBERS.mandatory,
        choices={
            "性别": ("男", "女"),
            "民族": _names(codes.ETHNIC),
            "学历": _names(codes.EDUCATION),
            "人员类别": ("正式党员", "预备党员"),
            "党籍状态": ("正常",),
            "是否为失联党员": _YES_NO,
            "是否为流动党员": _YES_NO,
        },
        example={
            "姓名": "照这样填，读表时跳过",
            "所在党支部": "支部全称",
            "公民身份号码": "18 位号码",
            "性别": "女",
            "民族": "汉族",
            "出生日期": "年-月-日",
            "学历": "大学本科",
            "人员类别": "正式党员",
            "加入党组织日期": "年-月-日",
            "转为正式党员日期": "年-月-日",
            "工作岗位": "社区工作者",
            "手机号": "11 位号码",
            "党籍状态": "正常",
            "是否为失联党员": "否",
            "是否为流动党员": "否",
        },
    ),
    ImportKind.ORGANIZATIONS: BlankTable(
        title="党组织表",
        columns=COLUMNS,
        mandatory=TABLE.mandatory,
        choices={
            "组织类别": [form.label for form in OrganizationForm],
            "所在单位情况": [relation.label for relation in UnitRelation],
            "单位类别": [sector.label for sector in Sector],
            "是否有审批预备党员权限": _YES_NO,
        },
        example={
            "组织名称": "照这样填，读表时跳过",
            "组织简称": "口头上的叫法",
            "上级党组织": "上级全称",
            "组织类别": "党支部",
            "成立日期": "年-月-日",
            "本届任期起": "年-月-日",
            "本届任期止": "年-月-日",
            "所在单位情况": "法人单位",
            "单位类别": "社区",
            "是否有审批预备党员权限": "否",
        },
    ),
}
