"""The control maps are whole, name tests that exist, and are counted right (L7)."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests import controls

pytestmark = pytest.mark.guards

# Of each chapter of ASVS 5.0.0 the requirements of levels 1 and 2.
CHAPTERS = dict(
    zip(
        [f"V{number}" for number in range(1, 18)],
        [27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7],
        strict=True,
    )
)
# Control points of GB/T 22239-2019, level 3, by part.
POINTS = {
    "安全物理环境": 10,
    "安全通信网络": 3,
    "安全区域边界": 6,
    "安全计算环境": 11,
    "安全管理中心": 4,
    "安全管理制度": 4,
    "安全管理机构": 5,
    "安全管理人员": 4,
    "安全建设管理": 10,
    "安全运维管理": 14,
}
ONLY_LEVEL_THREE = {"安全计算环境·数据保密性", "安全管理中心·安全管理", "安全管理中心·集中管控"}


def test_every_requirement_of_levels_one_and_two_is_answered_once() -> None:
    lines = controls.read("asvs-5.0")
    assert all(re.fullmatch(r"V\d+\.\d+\.\d+", key) for key in lines)
    assert Counter(line["level"] for line in lines.values()) == controls.ASVS_LEVELS
    assert Counter(key.split(".")[0] for key in lines) == CHAPTERS
    assert controls.badly_answered(lines) == []


def test_every_control_point_of_levels_two_and_three_is_answered() -> None:
    lines = controls.read("mlps")
    points = {"·".join(key.split("·")[:2]) for key in lines}
    assert Counter(point.split("·")[0] for point in points) == POINTS
    of_two = {"·".join(key.split("·")[:2]) for key in lines if 2 in lines[key]["levels"]}
    assert points - of_two == ONLY_LEVEL_THREE
    assert all(3 in line["levels"] for line in lines.values())
    assert {line["wording"] for line in lines.values()} == {"未核对"}
    assert controls.badly_answered(lines) == []


@pytest.mark.parametrize("name", controls.MAPS)
def test_every_test_and_every_chapter_an_answer_names_exists(name: str) -> None:
    lines = controls.read(name)
    assert controls.unknown_tests(lines) == []
    assert controls.without_place(lines) == []


def test_the_counts_of_the_readme_are_those_of_the_maps() -> None:
    page = controls.README.read_text("utf-8")
    assert page == controls.with_summary(page), "python -m tests.controls"
    assert "None" not in page and "第三级另有 92 条" in page


def test_the_twins_with_a_made_up_test_chapter_or_answer_are_found_out() -> None:
    good = {"what": "x", "answer": "met", "tests": ["tests/registry/test_signin.py::test_made_up"]}
    assert controls.unknown_tests({"V1": good}) == good["tests"]
    assert controls.unknown_tests({"V1": good | {"tests": ["tests/none.py::test_a"]}})
    told = {"why": "见 docs/operate.md“没有这一章”"}
    assert controls.without_place({"V1": told}) == ["V1: docs/operate.md 没有这一章"]
    bad = {"a": good | {"answer": "done"}, "b": good | {"answer": "operator"}, "c": good}
    assert controls.badly_answered(bad) == ["a", "b"]


def test_no_map_names_anything_of_a_machine() -> None:
    named = re.compile(
        r"/(work|root|home|tmp|Users)/|\b(?:\d{1,3}\.){3}\d{1,3}\b|localhost|https?://"
    )
    for path in controls.FOLDER.iterdir():
        text = path.read_text("utf-8").replace("127.0.0.1", "")
        assert named.findall(text) == [], path.name
    assert named.search("see /home/somebody/x") and named.search("10.1.2.3")
