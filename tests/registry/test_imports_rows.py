"""What is stored of a row of an import, and what is read of it again. No database."""

from __future__ import annotations

import json

import pytest

from dangjian.registry.importing import rows
from dangjian.registry.models import ImportKind
from dangjian.registry.rules.imports import ROSTER_COLUMNS
from dangjian.registry.rules.imports import columns as c
from tests.registry.imports_rows import OTHER, RIGHT, judge

ODD = {c.NAME: "周 琪静", c.ADDRESS: '示例路"8"号\\2', c.JOINED: "2002-02-30"}


@pytest.mark.parametrize("cells", [RIGHT, OTHER, RIGHT | {c.ADDRESS: ODD[c.ADDRESS]}, RIGHT | ODD])
def test_a_row_is_stored_in_one_way_however_it_is_written(cells: dict[str, str]) -> None:
    one = judge([ROSTER_COLUMNS, list(cells.values())])[1]
    content = json.loads(rows.content(one))
    assert content["cells"] == cells
    assert content["normalised"] == one.normalised
    assert content["entry"] == json.loads(rows.as_json(one.entry))


@pytest.mark.parametrize("reason", ["", "本人证件如此"])
def test_an_entry_is_read_again_as_it_was_judged(reason: str) -> None:
    one = judge([ROSTER_COLUMNS, list(RIGHT.values())])[1]
    content = rows.content(one, reason)
    assert rows.entered_as(content) == (one.entry, reason)
    stored = json.loads(content)
    earlier = rows.as_json({name: stored[name] for name in ("cells", "normalised", "entry")})
    assert rows.entered_as(earlier) == (one.entry, "")


def test_the_four_keys_of_a_row_are_the_same_by_the_short_way() -> None:
    one = judge([ROSTER_COLUMNS, list(RIGHT.values())])[1]
    by_columns = judge([ROSTER_COLUMNS, list(RIGHT.values())])[1]
    by_columns.raw = by_columns.cells
    sealers = rows.Sealers(ImportKind.ROSTER)
    assert None not in sealers.indexes(one)
    assert sealers.indexes(one) == sealers.indexes(by_columns)
