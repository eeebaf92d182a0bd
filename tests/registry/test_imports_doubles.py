"""Doubles between rows: one number in two branches, one person with two numbers (K2)."""

from __future__ import annotations

from dangjian.registry.rules.imports import ROSTER_COLUMNS, doubles
from dangjian.registry.rules.imports import columns as c
from tests.registry.imports_rows import OTHER, RIGHT, codes, judge

HEADER = list(ROSTER_COLUMNS)
ELSEWHERE = "中共禾丰区枫林镇石坡村支部委员会"
TWIN = "110100198007149981"


def judged(*rows: dict[str, str]) -> list[list[str]]:
    found = judge([HEADER, *(list(row.values()) for row in rows)])
    doubles(found)
    return codes(found)[1:]


def test_an_exact_repeat_is_passed_over_and_the_first_goes_in() -> None:
    assert judged(RIGHT, OTHER, RIGHT) == [[], [], ["S-EXACT-DUPLICATE"]]


def test_a_repeat_is_exact_after_putting_right() -> None:
    written = RIGHT | {c.NAME: " 周琪静", c.MOBILE: "+86 15409339512"}
    assert judged(RIGHT, written) == [[], ["S-EXACT-DUPLICATE"]]
    assert judged(written, RIGHT) == [["N-TRIM", "N-PHONE"], ["S-EXACT-DUPLICATE"]]


def test_one_number_in_two_branches_waits_for_a_person_in_both() -> None:
    moved = RIGHT | {c.BRANCH: ELSEWHERE}
    assert judged(RIGHT, OTHER, moved) == [["H-DUP-TWO-BRANCHES"], [], ["H-DUP-TWO-BRANCHES"]]


def test_one_number_twice_in_a_branch_with_other_cells_waits_for_a_person() -> None:
    changed = RIGHT | {c.ADDRESS: "禾丰区示例路87号"}
    assert judged(RIGHT, changed) == [["H-DUP-SAME-NUMBER"], ["H-DUP-SAME-NUMBER"]]


def test_one_person_with_two_numbers_waits_for_a_person() -> None:
    twin = RIGHT | {c.NUMBER: TWIN, c.MOBILE: ""}
    assert judged(RIGHT, twin) == [["H-DUP-SAME-PERSON"], ["H-DUP-SAME-PERSON"]]


def test_numbers_that_cannot_be_read_are_no_doubles() -> None:
    lost = RIGHT | {c.NUMBER: "1.10100E+17"}
    other = OTHER | {c.NUMBER: "1.10100E+17"}
    assert judged(lost, other) == [["R-ID-PRECISION"], ["R-ID-PRECISION"]]
