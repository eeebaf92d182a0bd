"""The real-shaped tables, row by row against their keys (K2, M1)."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta

from dangjian.kernel.files import read
from dangjian.registry.models import OrganizationForm
from dangjian.registry.rules.imports import (
    Judged,
    OrganizationEntry,
    OrganizationsSheet,
    Place,
    Places,
    Roster,
    doubles,
)
from dangjian.registry.rules.imports.occupations import posts
from tests.registry.imports_rows import AS_OF


@pytest.fixture(scope="module")
def organizations(shared_data: Path) -> list[Judged[OrganizationEntry]]:
    sheet = OrganizationsSheet(as_of=AS_OF)
    for part in read(shared_data / "organizations.xlsx", "organizations.xlsx"):
        sheet.judge(part)
    return sheet.finish()


@pytest.fixture(scope="module")
def places(organizations: list[Judged[OrganizationEntry]]) -> Places:
    entries = [row.entry for row in organizations if row.entry]
    ids = {entry.name: number for number, entry in enumerate(entries, 1)}
    return Places(
        Place(ids[e.name], e.name, e.short_name, e.form, "", ids.get(e.superior)) for e in entries
    )


def judged_rows(path: Path, places: Places) -> list[Judged[Any]]:
    roster = Roster(places, as_of=AS_OF, posts=posts())
    return [row for part in read(path, path.name) for row in roster.judge(part)] + roster.finish()


def test_every_row_of_the_dirty_roster_gets_the_verdict_of_the_key(
    shared_data: Path, places: Places
) -> None:
    rows = judged_rows(shared_data / "roster-dirty.xlsx", places)
    same = doubles(rows)
    mine = {(row.sheet, row.row): row for row in rows}
    key = json.loads((shared_data / "roster-dirty.key.json").read_text("utf-8"))
    for wanted in key["rows"]:
        row = mine.pop((wanted["sheet"], wanted["row"]))
        issues = {(i["column"], i["code"]): i for i in wanted.get("issues", ())}
        said = {(i.column, i.code): i.more for i in row.issues}
        assert row.verdict == wanted["verdict"], wanted
        assert issues.keys() <= said.keys(), wanted
        assert row.normalised == wanted.get("normalised", {}), wanted
        for place, issue in issues.items():
            for word in ("candidates", "suggestion", "months"):
                assert word not in issue or said[place][word] == issue[word], wanted
        if "same_as" in wanted:
            assert same[id(row)] == (wanted["same_as"]["sheet"], wanted["same_as"]["row"])
    assert mine == {}


def test_every_row_of_the_clean_roster_is_accepted(shared_data: Path, places: Places) -> None:
    rows = judged_rows(shared_data / "roster.xlsx", places)
    key = json.loads((shared_data / "roster.key.json").read_text("utf-8"))
    assert Counter(row.verdict for row in rows) == {"accept": key["rows"], "skip": 1}
    entries = [row.entry for row in rows if row.entry]
    occupations = Counter(posts()[entry.occupation] for entry in entries)
    assert Counter(entry.standing for entry in entries) == {
        "full": key["full"],
        "probationary": key["probationary"],
    }
    assert sum(entry.lost for entry in entries) == key["lost_contact"]
    assert sum(entry.floating for entry in entries) == key["mobile"]
    assert sum(entry.sex == "2" for entry in entries) == key["margins"]["women"]
    assert all(n == key["margins"][name] for name, n in occupations.items())


def test_the_organizations_give_the_margins_of_their_key(
    shared_data: Path, organizations: list[Judged[OrganizationEntry]]
) -> None:
    key = json.loads((shared_data / "organizations.key.json").read_text("utf-8"))
    entries = [row.entry for row in organizations if row.entry]
    assert Counter(row.verdict for row in organizations) == {"accept": key["total"], "skip": 1}
    labels = Counter(OrganizationForm(entry.form).label for entry in entries)
    assert labels == key["by_form"]
    soon = AS_OF + relativedelta(months=6)
    ends = {entry.code: entry.term_to for entry in entries if entry.term_to}
    assert [c for c, end in ends.items() if end < AS_OF] == key["term_expired_on_as_of"]
    assert [c for c, end in ends.items() if AS_OF <= end <= soon] == key[
        "term_ending_within_6_months"
    ]
    branches = ("branch", "joint_branch")
    vacant = [e.code for e in entries if e.form in branches and not e.secretary]
    assert vacant == key["branches_without_secretary"]
    assert sum(entry.may_approve for entry in entries) == key["may_approve"]
    assert sum(any(u.credit_code for u in e.units) for e in entries) == key["uscc_cells"]
    shorts = Counter(entry.short_name for entry in entries)
    assert {name: n for name, n in shorts.items() if n > 1} == key["same_short_name"]
    sectors = Counter(unit.sector for entry in entries for unit in entry.units)
    assert (sectors["village"], sectors["community"]) == (359, 201)
    assert dt.date(1987, 11, 20) == entries[0].opened_on
