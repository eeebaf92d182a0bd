"""docs/controls/two-persons.md: every act of the closed list, and tests that stand there."""

from __future__ import annotations

import re

import pytest

from dangjian.registry.models import Act
from tests import controls

pytestmark = pytest.mark.guards

PAGE = (controls.FOLDER / "two-persons.md").read_text("utf-8")
ROW = re.compile(r"(?m)^\| ([^|\n]+) \| (?:`(\w+)`|–) \| ([^|\n]+) \| `([^`|]+)` \|$")


def wrong(page: str) -> list[str]:
    """Acts the page says nothing of or does not know, rows without a test that exists."""
    rows = ROW.findall(page)
    told = {code for _, code, _, _ in rows if code}
    amiss = [f"not told: {act}" for act in Act if act.value not in told]
    amiss += [f"no such act: {code}" for code in sorted(told - set(Act.values))]
    for _, _, _, test in rows:
        file, _, name = test.partition("::")
        if name not in controls.tests_in(file):
            amiss.append(f"no such test: {test}")
    return amiss


def test_every_act_that_takes_two_is_told_with_its_test() -> None:
    assert len(ROW.findall(PAGE)) >= 17
    assert wrong(PAGE) == []


def test_the_twin_with_a_row_less_and_a_name_misspelt_is_found_out() -> None:
    page = "\n".join(line for line in PAGE.splitlines() if "`merge`" not in line)
    assert wrong(page) == ["not told: merge"]
    assert wrong(PAGE.replace("::test_what_was_agreed_to_is_what_leaves", "::test_what"))
