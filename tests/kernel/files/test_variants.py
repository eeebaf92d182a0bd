"""The same three hundred members in every file clerks bring, and the real rosters (M1, M2)."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from dangjian.kernel.files import FileError, Formula, Part, read


def _parts(path: Path, name: str = "") -> list[Part]:
    return list(read(path, name or path.name))


def _digest(rows: list[list]) -> str:
    width = max(map(len, rows))
    full = [row + [""] * (width - len(row)) for row in rows]
    return hashlib.sha256(
        json.dumps(full, ensure_ascii=False, separators=(",", ":")).encode()
    ).hexdigest()


@pytest.mark.parametrize("name", ["roster-300.xls", "roster-300.et", "roster-300.csv"])
def test_three_hundred_members_are_the_same_in_every_format(shared_data: Path, name: str) -> None:
    """M1: old Excel, WPS and a GB18030 text file, with names of four-byte characters."""
    key = json.loads((shared_data / "variants.key.json").read_text())
    rows = [row for part in _parts(shared_data / name) for row in part.rows]
    assert len(rows) == 301
    assert _digest(rows[1:]) == key["rows_sha256"]
    beyond = sum(any(ord(letter) > 0xFFFF for letter in row[0]) for row in rows[1:])
    assert beyond == key["non_bmp_names"]


@pytest.mark.parametrize("name", ["roster-300.xls", "roster-300.csv"])
def test_the_content_decides_not_the_name(shared_data: Path, name: str) -> None:
    assert len(_parts(shared_data / name, "名册.xlsx")[0].rows) == 301


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_text_file_in_any_usual_encoding_and_delimiter(
    shared_data: Path, tmp_path: Path, encoding: str, delimiter: str
) -> None:
    text = (shared_data / "roster-300.csv").read_bytes().decode("gb18030")
    path = tmp_path / "名册.csv"
    path.write_bytes(text.replace(",", delimiter).encode(encoding))
    (part,) = _parts(path)
    key = json.loads((shared_data / "variants.key.json").read_text())
    assert part.sheet == "名册"
    assert _digest(part.rows[1:]) == key["rows_sha256"]


def test_a_locked_workbook_is_refused_without_asking_for_the_password(shared_data: Path) -> None:
    """M1: the sentence says what to do in WPS."""
    with pytest.raises(FileError) as caught:
        _parts(shared_data / "roster-300-password.xlsx")
    assert caught.value.code == "F-ENCRYPTED"
    assert "也不会向您要密码" in caught.value.sentence
    assert caught.value.status == 422


def test_the_whole_roster_comes_in_runs_and_tells_how_far_it_is(shared_data: Path) -> None:
    told: list[float] = []
    parts = list(read(shared_data / "roster.xlsx", "roster.xlsx", progress=told.append))
    assert sum(len(part.rows) for part in parts) == 38_217
    assert [part.first_row for part in parts] == [1 + 4_000 * n for n in range(10)]
    assert told == sorted(told) and told[-1] == 1.0 and len(told) > 10
    assert all(type(cell) is str for part in parts for row in part.rows for cell in row)


def test_a_dirty_workbook_shows_all_it_holds(shared_data: Path) -> None:
    """M2: hidden sheet, hidden rows, merged cells, formulas and blank rows at the end."""
    parts = {part.sheet: part for part in _parts(shared_data / "roster-dirty.xlsx")}
    assert [(name, len(part.rows)) for name, part in parts.items()] == [
        ("党员花名册", 727),
        ("机关支部", 523),
        ("村社区", 518),
        ("两新组织", 291),
        ("旧表(勿用)", 21),
    ]
    assert [name for name, part in parts.items() if part.hidden] == ["旧表(勿用)"]
    assert sorted(parts["机关支部"].hidden_rows)[:3] == [12, 28, 44]
    assert (3, 1, 27, 1) in parts["村社区"].merged
    formulas = [
        cell
        for part in parts.values()
        for row in part.rows
        for cell in row
        if isinstance(cell, Formula)
    ]
    assert len(formulas) == 30
    assert Formula('TEXT(MID(C93,7,8),"0000-00-00")', "1956-08-16") in formulas
