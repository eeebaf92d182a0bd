"""The branch that clerks mean (K2)."""

from __future__ import annotations

import pytest

from dangjian.registry.rules.imports import Place, Places
from dangjian.registry.rules.imports import columns as c
from tests.registry.imports_rows import PLACES, said, with_cell


def found(text: str, hint: str = "") -> str:
    place = PLACES.find(text, hint).place
    return place.name if place else ""


@pytest.mark.parametrize(
    "text",
    [
        "青石街道锦园社区第二支部委员会", "中共青石街道锦园社区第二支部委员会",
        "禾丰区青石街道锦园社区第二党支部",
        "中共禾丰区 青石街道锦园社区第二支部委员会",
        "中国共产党禾丰区青石街道锦园社区第二支部委员会",
        "青石街道锦园社区第2党支部", "青石街道锦园社区二支部", "青石街道锦园社区2支部",
        "青石锦园社区第二支部",
        "青石街道党工委锦园社区第二党支部", "锦园社区党总支第二支部",
        "青石街道锦园社区总支部第2支部",
        "锦园社区第二党支部", "锦园第二支部", "锦园社区第（二）党支部", "锦园社区党支部（第二）",
        "（禾丰区）锦园社区第二支部",
        "某某市禾丰区青石街道锦园社区第二支部委员会", "锦园社区 第二支委会",
        "青石街道办事处锦园社区第二党支部",
        "锦园社区第２党支部",
    ],
)  # fmt: skip
def test_a_branch_is_found_however_its_name_is_written(text: str) -> None:
    assert found(text) == "中共禾丰区青石街道锦园社区第二支部委员会"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("锦园社区第十一支部", "中共禾丰区青石街道锦园社区第十一支部委员会"),
        ("锦园社区第11支部", "中共禾丰区青石街道锦园社区第十一支部委员会"),
        ("枫林镇社区支部", "中共禾丰区枫林镇枫林镇社区支部委员会"),
        ("区卫生健康局机关第一党支部", "中共禾丰区卫生健康局机关第一支部委员会"),
        ("卫生健康局怡坪中学党支部", "中共禾丰区怡坪中学支部委员会"),
        ("怡坪中学", "中共禾丰区怡坪中学支部委员会"),
        ("青石街道两新组织第一联合支部", "中共禾丰区青石街道两新组织第一联合支部委员会"),
        ("青石街道两新组织联合第一党支部", "中共禾丰区青石街道两新组织第一联合支部委员会"),
        ("防汛前线临时党支部", "中共禾丰区防汛前线临时支部"),
        ("怡坪中学党支部第一党小组", "中共禾丰区怡坪中学支部委员会"),
        ("城市执法中心第七分中心支部", "中共禾丰区城市执法中心7分中心支部委员会"),
        ("青石街道锦园社区第一支部", "中共禾丰区青石街道锦园社区第一支部委员会"),
        ("枫林镇锦园社区第一党支部", "中共禾丰区枫林镇锦园社区第一支部委员会"),
    ],
)
def test_each_branch_keeps_its_own_name(text: str, name: str) -> None:
    assert found(text) == name


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("区卫生健康局机关党支部", ["卫生健康局机关第一", "卫生健康局机关第二"]),
        ("锦园社区第一党支部", ["枫林镇锦园社区第一", "青石街道锦园社区第一"]),
        ("青石街道锦园社区党支部", ["锦园社区第一", "锦园社区第十一", "锦园社区第二"]),
        ("青石街道锦园社区第五支部", ["锦园社区第一", "锦园社区第十一", "锦园社区第二"]),
        ("青石街道两新组织联合党支部", ["两新组织第一", "两新组织第二"]),
        ("卫健局机关第二支部", ["卫生健康局机关第二"]),
        ("怡平中学支部", ["怡坪中学"]),
        ("怡坪中学支部（教工）", ["怡坪中学"]),
        ("枫林镇党委", ["枫林镇社区", "石坡村", "锦园社区第一"]),
    ],
)
def test_where_several_fit_or_one_comes_near_a_person_chooses(
    text: str, candidates: list[str]
) -> None:
    judged = with_cell(c.BRANCH, text)
    assert said(judged) == ["H-ORG-AMBIGUOUS"]
    names = judged.issues[0].more["candidates"]
    assert names == sorted(names)
    assert all(any(part in name for name in names) for part in candidates)
    assert len(names) == len(candidates)


@pytest.mark.parametrize(
    "text",
    [
        "外地党支部", "某部队转业待分配", "XX支部", "第三车间党支部", "待转入", "第一党支部",
        "党支部",
        "中共云浮山镇老鸦村支部委员会", "平川县石坡村支部", "白鹭镇锦园社区第一支部", "后坡村支部",
    ],
)  # fmt: skip
def test_a_branch_of_elsewhere_goes_back(text: str) -> None:
    assert said(with_cell(c.BRANCH, text)) == ["R-ORG-UNKNOWN"]


def test_the_superior_beside_it_tells_two_branches_of_one_name_apart() -> None:
    for hint in ("枫林镇党委", "中共禾丰区枫林镇委员会", "枫林镇"):
        assert found("锦园社区第一党支部", hint) == "中共禾丰区枫林镇锦园社区第一支部委员会"
    assert found("锦园社区第一党支部", "白鹭镇") == ""


def test_a_register_without_a_root_or_with_a_circle_is_no_trouble() -> None:
    assert Places([]).find("锦园社区第二党支部").place is None
    circle = [
        Place(1, "中共甲委员会", "甲", "committee", "", 2),
        Place(2, "中共乙支部", "乙", "branch", "", 1),
    ]
    assert Places(circle).find("乙党支部").place == circle[1]
