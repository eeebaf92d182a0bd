"""Lists of organizations: superiors in any order, forms, terms, units, codes (K2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest

from dangjian.kernel.files import Cell, Part
from dangjian.kernel.refusal import Refused
from dangjian.registry.rules.imports import Judged, OrganizationsSheet, Place
from dangjian.registry.rules.imports import organizations as o
from tests.registry.imports_rows import AS_OF, said

ROOT = {
    o.CODE: "HF1", o.NAME: "中共禾丰区委员会", o.SHORT: "禾丰区委", o.SUPERIOR: "",
    o.FORM: "地方委员会", o.OPENED: "1987-11-20", o.TERM_FROM: "2021-01-11",
    o.TERM_TO: "2026-01-10", o.SECRETARY: "苏伟明", o.CONTACT: "", o.PHONE: "0340-5551176",
    o.RELATION: "法人单位", o.UNITS: "中共禾丰区委员会", o.CREDIT: "11429000YYYY10018R",
    o.SECTOR: "机关", o.APPROVES: "否", o.MEMBERS: "38216", o.NOTE: "",
}  # fmt: skip
TOWN = ROOT | {
    o.CODE: "HF2", o.NAME: "中共禾丰区枫林镇委员会", o.SHORT: "枫林镇党委",
    o.SUPERIOR: "中共禾丰区委员会", o.FORM: "党委", o.CREDIT: "", o.APPROVES: "是",
    o.UNITS: "禾丰区枫林镇人民政府",
}  # fmt: skip
VILLAGE = TOWN | {
    o.CODE: "HF3", o.NAME: "中共禾丰区枫林镇石坡村支部委员会", o.SHORT: "石坡村党支部",
    o.SUPERIOR: "中共禾丰区枫林镇委员会", o.FORM: "党支部", o.APPROVES: "否",
    o.UNITS: "禾丰区枫林镇石坡村村民委员会", o.SECTOR: "村(居)民委员会",
}  # fmt: skip


def judge(
    *rows: dict[str, Any], known: Sequence[Place] = (), header: Sequence[str] = o.COLUMNS
) -> list[Judged[Any]]:
    sheet = OrganizationsSheet(known, as_of=AS_OF)
    cells: list[list[Cell]] = [list(header), *(list(row.values()) for row in rows)]
    assert sheet.judge(Part("党组织", False, 1, cells)) == []
    return sheet.finish()[1:]


def codes(*rows: dict[str, Any], **others: Any) -> list[list[str]]:
    return [said(row) for row in judge(*rows, **others)]


def test_a_superior_may_stand_after_those_below_it() -> None:
    judged = judge(VILLAGE, TOWN, ROOT)
    assert [row.verdict for row in judged] == ["accept"] * 3
    entry = judged[0].entry
    assert (entry.form, entry.superior, entry.term_to) == (
        "branch", "中共禾丰区枫林镇委员会", dt.date(2026, 1, 10),
    )  # fmt: skip
    assert [unit.sector for unit in entry.units] == ["village"]


def test_a_superior_may_be_in_the_register_already() -> None:
    town = Place(7, TOWN[o.NAME], "枫林镇党委", "committee")
    assert codes(VILLAGE, known=[town]) == [[]]
    assert codes(VILLAGE) == [["R-SUPERIOR-UNKNOWN"]]
    assert codes(VILLAGE, TOWN, ROOT, known=[town])[1] == ["H-ORG-KNOWN"]


def test_a_superior_may_be_called_by_its_short_name_or_code() -> None:
    for word in ("枫林镇党委", "HF2", "禾丰区枫林镇委员会"):
        judged = judge(VILLAGE | {o.SUPERIOR: word}, TOWN, ROOT)[0]
        assert (said(judged), judged.entry.superior) == (["N-ORG-VARIANT"], TOWN[o.NAME])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({o.FORM: "协会"}, "R-CODE-UNKNOWN"),
        ({o.FORM: ""}, "R-MISSING"),
        ({o.NAME: ""}, "R-MISSING"),
        ({o.OPENED: ""}, "R-MISSING"),
        ({o.OPENED: "2019-02-30"}, "R-DATE-IMPOSSIBLE"),
        ({o.OPENED: "2019年"}, "H-DATE-PARTIAL"),
        ({o.OPENED: "2027-01-01"}, "R-DATE-FUTURE"),
        ({o.CREDIT: "11429000YYYY10018A"}, "R-CREDIT-CODE"),
        ({o.TERM_TO: "2020-01-01"}, "R-TERM-ORDER"),
        ({o.TERM_FROM: "1970-01-01"}, "H-TERM-BEFORE-OPENING"),
        ({o.APPROVES: "是"}, "R-MAY-NOT-APPROVE"),
        ({o.FORM: "党小组"}, "R-MAY-NOT-STAND-UNDER"),
        ({o.SUPERIOR: ""}, "R-SUPERIOR-MISSING"),
        ({o.SUPERIOR: "中共别处委员会"}, "R-SUPERIOR-UNKNOWN"),
        ({o.CODE: "HF2"}, "R-CODE-TWICE"),
        ({o.NAME: "中共禾丰区枫林镇委员会"}, "R-NAME-TWICE"),
        ({o.SECRETARY: "=1+1"}, "R-INJECTION"),
        ({o.SECTOR: "星际"}, "R-CODE-UNKNOWN"),
        ({o.UNITS: "甲公司、乙公司", o.CREDIT: "11429000YYYY10018R"}, "H-CREDIT-CODE-OF-WHICH"),
    ],
)
def test_what_cannot_be_right_is_said(change: dict[str, Any], code: str) -> None:
    judged = judge(VILLAGE | change, TOWN, ROOT)[0]
    assert code in said(judged)
    assert judged.entry is None


def test_equal_short_names_under_one_superior_go_back_and_under_two_stay() -> None:
    second = VILLAGE | {o.CODE: "HF4", o.NAME: "中共禾丰区枫林镇新石坡村支部委员会"}
    assert codes(VILLAGE, second, TOWN, ROOT)[:2] == [["R-NAME-TWICE"], ["R-NAME-TWICE"]]
    other = TOWN | {o.CODE: "HF5", o.NAME: "中共禾丰区白鹭镇委员会", o.SHORT: "白鹭镇党委"}
    elsewhere = second | {o.SUPERIOR: other[o.NAME]}
    assert codes(VILLAGE, elsewhere, other, TOWN, ROOT) == [[]] * 5


def test_superiors_in_a_circle_go_back_and_who_is_below_waits() -> None:
    one = TOWN | {o.SUPERIOR: "中共禾丰区白鹭镇委员会"}
    two = TOWN | {
        o.CODE: "HF6", o.NAME: "中共禾丰区白鹭镇委员会", o.SHORT: "白鹭", o.SUPERIOR: TOWN[o.NAME],
    }  # fmt: skip
    assert codes(one, two, VILLAGE, ROOT) == [
        ["R-SUPERIOR-CIRCLE"], ["R-SUPERIOR-CIRCLE"], ["H-SUPERIOR-WAITS"], [],
    ]  # fmt: skip


def test_a_joint_branch_has_several_units() -> None:
    joint = VILLAGE | {
        o.FORM: "联合支部", o.RELATION: "联合党支部", o.SECTOR: "企业",
        o.UNITS: "甲公司、乙公司；丙公司",
    }  # fmt: skip
    judged = judge(joint, TOWN, ROOT)[0]
    assert said(judged) == ["N-STATUS"]
    assert [unit.name for unit in judged.entry.units] == ["甲公司", "乙公司", "丙公司"]
    assert {unit.sector for unit in judged.entry.units} == {"enterprise"}


def test_villages_and_communities_are_told_apart_by_name() -> None:
    for name, sector in (
        ("禾丰区青石街道嘉园社区居民委员会", "community"),
        ("石坡村村民委员会", "village"),
        ("石坡村委会", "village"),
        ("嘉园社区", "community"),
    ):
        judged = judge(VILLAGE | {o.UNITS: name}, TOWN, ROOT)[0]
        assert [unit.sector for unit in judged.entry.units] == [sector]


def test_columns_of_organizations_are_known_by_other_names() -> None:
    names = {o.CODE: "组织编号", o.NAME: "党组织全称", o.FORM: "党组织类型", o.OPENED: "成立时间"}
    header = [names.get(column, column) for column in o.COLUMNS]
    assert codes(VILLAGE, TOWN, ROOT, header=header) == [[], [], []]
    with pytest.raises(Refused, match="党组织名册"):
        judge(VILLAGE, header=[f"列{n}" for n in range(18)])


def test_an_expected_end_of_a_term_may_lie_ahead() -> None:
    assert codes(VILLAGE | {o.TERM_TO: "2030年1月10日"}, TOWN, ROOT)[0] == ["N-DATE-TEXT"]
