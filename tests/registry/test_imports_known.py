"""Organizations of a list that the register has already: the same, or contradicting it (K2)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from dangjian.kernel.evidence import SYSTEM
from dangjian.registry.actions import imports, organizations
from dangjian.registry.importing.again import SUGGESTION
from dangjian.registry.models import Import, Organization
from dangjian.registry.queries import doubts as queries
from dangjian.registry.rules.imports import organizations as o
from tests.district import TODAY, District
from tests.registry.imports_brought import bring, rows_of, said

Row = dict[str, str]


def listed(district: District, short: str = "新桥村党支部", **changed: str) -> Row:
    """A row that founds a branch under the street, every column of it filled in."""
    return (
        dict.fromkeys(o.COLUMNS, "")
        | {
            o.CODE: f"HF-{short}",
            o.NAME: f"中共禾丰区{short}",
            o.SHORT: short,
            o.SUPERIOR: district.street.name,
            o.FORM: "党支部",
            o.OPENED: "2020-01-01",
            o.TERM_FROM: "2024-03-15",
            o.TERM_TO: "2027-03-14",
            o.SECRETARY: "程远山",
            o.CONTACT: "白仲谦",
            o.PHONE: "0340-5551176",
            o.RELATION: "法人单位",
            o.UNITS: "新桥村村民委员会",
            o.APPROVES: "否",
        }
        | changed
    )


def table(folder: Path, *rows: Row, name: str = "组织.csv") -> Path:
    path = folder / name
    lines = [",".join(o.COLUMNS), *(",".join(row[column] for column in o.COLUMNS) for row in rows)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def brought(folder: Path, *rows: Row, **how: object) -> Import:
    return bring(table(folder, *rows), kind="organizations", **how)


@pytest.fixture
def founded(district: District, tmp_path: Path) -> District:
    brought(tmp_path, listed(district))
    return district


def test_the_same_list_again_says_nothing_new(founded: District, tmp_path: Path) -> None:
    (row,) = rows_of(brought(tmp_path, listed(founded), enter=False))
    assert said([row]) == [("skip", "skipped", ("S-IN-REGISTER",))]
    assert row.organization == Organization.objects.get(name=listed(founded)[o.NAME])


def test_an_empty_cell_contradicts_nothing(founded: District, tmp_path: Path) -> None:
    short = listed(founded) | dict.fromkeys(
        (o.CODE, o.SHORT, o.TERM_FROM, o.TERM_TO, o.CONTACT, o.PHONE, o.RELATION, o.UNITS), ""
    )
    (row,) = rows_of(brought(tmp_path, short, enter=False))
    assert row.verdict == "skip"


@pytest.mark.parametrize(
    ("column", "text", "registered"),
    [
        (o.CODE, "HF-另一个", "HF-新桥村党支部"),
        (o.SHORT, "新桥支部", "新桥村党支部"),
        (o.SUPERIOR, "中共禾丰区柳岸街道党工委", "中共禾丰区东篱街道党工委"),
        (o.FORM, "联合党支部", "党支部"),
        (o.OPENED, "2019-01-01", "2020-01-01"),
        (o.TERM_FROM, "2023-03-15", "2024-03-15"),
        (o.TERM_TO, "2028-03-14", "2027-03-14"),
        (o.CONTACT, "秦书岚", "白仲谦"),
        (o.PHONE, "0340-5551177", "0340-5551176"),
        (o.RELATION, "联合党支部", "法人单位"),
        (o.UNITS, "新桥社区居民委员会", "新桥村村民委员会"),
    ],
)
def test_what_contradicts_the_register_is_a_doubt_of_its_cell(
    founded: District, tmp_path: Path, column: str, text: str, registered: str
) -> None:
    run = brought(tmp_path, listed(founded, **{column: text}), enter=False)
    (row,) = rows_of(run)
    assert said([row]) == [("human", "waiting", ("H-ORG-DIFFERS",))]
    (doubt,) = queries.as_doubtful(run, row).doubts
    assert (doubt.column, doubt.choices) == (column, (registered,))
    assert f"登记的是“{registered}”" in doubt.sentence


def test_whoever_takes_what_is_registered_has_nothing_left_to_bring_in(
    founded: District, tmp_path: Path
) -> None:
    changed = {o.OPENED: "2019-01-01", o.CONTACT: "秦书岚"}
    (row,) = rows_of(brought(tmp_path, listed(founded, **changed), enter=False))
    row = imports.repair(
        row, cells={}, choices=dict.fromkeys(changed, SUGGESTION), today=TODAY, by=SYSTEM
    )
    assert (row.verdict, row.state) == ("skip", "skipped")


def test_what_the_register_does_not_know_yet_is_said(founded: District, tmp_path: Path) -> None:
    here = Organization.objects.get(name=listed(founded)[o.NAME])
    organizations.correct_particulars(
        here,
        contact="",
        phone=here.phone,
        position=here.position,
        may_approve=False,
        founding_document="",
        by=SYSTEM,
    )
    run = brought(tmp_path, listed(founded), enter=False)
    (doubt,) = queries.as_doubtful(run, rows_of(run)[0]).doubts
    assert (doubt.column, doubt.choices) == (o.CONTACT, ())
    assert "名册里没有登记这一项" in doubt.sentence


def test_a_later_election_does_not_contradict_an_older_list(
    founded: District, tmp_path: Path
) -> None:
    as_of = dt.date(2024, 12, 31)
    assert (
        rows_of(brought(tmp_path, listed(founded), enter=False, as_of=as_of))[0].verdict == "skip"
    )


def test_nothing_is_told_of_an_organization_outside_the_importers_part(
    founded: District, tmp_path: Path
) -> None:
    changed = listed(founded, **{o.CONTACT: "秦书岚"})
    run = brought(tmp_path, changed, enter=False, organization=founded.other_street)
    (row,) = rows_of(run)
    assert said([row]) == [("human", "waiting", ("H-ORG-KNOWN",))]
    assert "白仲谦" not in queries.as_doubtful(run, row).doubts[0].sentence


def test_what_another_clerk_entered_meanwhile_is_skipped_or_said(
    district: District, tmp_path: Path
) -> None:
    both, contradicted = listed(district), listed(district, "老街党支部")
    first = brought(tmp_path, both, contradicted, enter=False)
    own = listed(district, "河湾党支部", **{o.SUPERIOR: district.street.name})
    second = brought(
        tmp_path, both, contradicted | {o.OPENED: "2019-01-01", o.TERM_FROM: "", o.TERM_TO: ""},
        own, enter=False,
    )  # fmt: skip
    imports.enter(first, today=TODAY, by=SYSTEM)
    imports.enter(second, today=TODAY, by=SYSTEM)
    assert said(rows_of(second)) == [
        ("skip", "skipped", ("S-IN-REGISTER",)),
        ("human", "waiting", ("H-ORG-DIFFERS",)),
        ("accept", "entered", ()),
    ]
