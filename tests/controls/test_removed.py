"""docs/controls/removed.toml names tests that exist and lines that stand there (`make removed`)."""

from __future__ import annotations

import pytest

from tests.controls import removing

pytestmark = pytest.mark.guards

PARTS = {"行级", "证据", "三员", "两个人", "登录", "移交", "离岗", "文件", "故障", "运行", "备份"}
"""The paragraphs of what the issue of trust must contain, and what it must not."""


def test_what_is_to_be_removed_stands_there_and_so_does_its_test() -> None:
    entries = removing.read()
    assert removing.amiss(entries) == []
    assert {entry["of"].split()[0] for entry in entries.values()} >= PARTS | {"不得有", "密级"}
    assert len(entries) >= 100


def test_the_table_of_the_page_is_that_of_the_list() -> None:
    page = removing.TABLE.read_text("utf-8")
    assert page == removing.with_table(page), "python -m tests.controls"


def test_the_twins_with_other_lines_or_a_made_up_test_are_found_out() -> None:
    good = removing.read()["two-own"]
    assert removing.amiss({"a": good}) == []
    assert removing.amiss({"a": {**good, "old": "nowhere"}}) == [
        f"a: the lines do not stand once in {good['file']}"
    ]
    assert removing.amiss({"a": {**good, "test": "tests/none.py::test_x"}}) == ["a: no such test"]
    assert removing.amiss({"a": {**good, "sql": "DROP TABLE x"}}) == ["a: not whole"]
