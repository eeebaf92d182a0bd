"""docs/controls/security.md says what the code does: its numbers, its words, its keys."""

from __future__ import annotations

import datetime as dt
import importlib
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from dangjian.kernel.keyring import Keyring
from dangjian.registry import passwords
from tests.controls import FOLDER
from tests.environment import PROJECT

pytestmark = pytest.mark.guards

PAGE = (FOLDER / "security.md").read_text("utf-8")
ROW = re.compile(r"(?m)^\| [^|\n]+ \| (\d+) \| `([\w.]+):([\w.]+)` \|$")


def of_the_code(module: str, name: str) -> int:
    """The number a name of a module stands for; of a span the days."""
    value: Any = importlib.import_module(module)
    for part in name.split("."):
        value = getattr(value, part)
    return value.days if isinstance(value, dt.timedelta) else int(value)


def out_of_date(page: str) -> list[str]:
    """Rows of the page whose number is not that of the code."""
    return [
        f"{module}:{name} is {of_the_code(module, name)}, told as {number}"
        for number, module, name in ROW.findall(page)
        if of_the_code(module, name) != int(number)
    ]


def test_the_numbers_of_the_page_are_those_of_the_code() -> None:
    assert len(ROW.findall(PAGE)) >= 25
    assert out_of_date(PAGE) == []


def test_the_twin_with_another_number_is_found_out() -> None:
    row = "| x | 31 | `dangjian.registry.viewer:OFFICER_IDLE` |"
    assert out_of_date(row) == ["dangjian.registry.viewer:OFFICER_IDLE is 1800, told as 31"]


def test_the_words_no_password_is_made_of_stand_in_one_list_that_is_told() -> None:
    """Every word of the file refuses a password of its own, and no second list stands anywhere."""
    told = PAGE.partition("常见词只有一份：`")[2].partition("`")[0]
    assert PROJECT / told == passwords.LIST
    words = tomllib.loads((PROJECT / told).read_text())["words"]
    assert len(words) == len(set(words)) >= 80
    assert [word for word in words if not passwords.is_common(f"{word}#2026xyz")] == []
    assert not passwords.is_common("tidiandaohua#2026"), "the twin: words nobody would try first"


def test_every_key_of_an_installation_stands_in_the_inventory(tmp_path: Path) -> None:
    Keyring.create(tmp_path / "keyring.json")
    kept = set(json.loads((tmp_path / "keyring.json").read_text())) - {"current"}
    inventory = PAGE.partition("## 七、")[2].partition("## 八、")[0]
    assert kept <= set(re.findall(r"(?m)^\| (\w+) \|", inventory))
