"""The workbook of doubtful rows goes out, is repaired and comes back (K2)."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.files.writing import Mark
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Refused
from dangjian.registry.actions import imports
from dangjian.registry.importing import repair_book
from dangjian.registry.models import Import, Person
from tests.district import TODAY, District
from tests.registry.imports_brought import AT, bring, line, rows_of, said, table

ENTERED = ("accept", "entered", ())


def taken_out(run: Import) -> list[dict[str, str]]:
    """The rows of the workbook, by their heads."""
    file = io.BytesIO()
    imports.repair_workbook(run, file, mark=Mark("周望禾", AT, "核对导入"), by=SYSTEM)
    file.seek(0)
    rows = [
        ["" if cell is None else str(cell) for cell in row]
        for row in load_workbook(file).worksheets[0].iter_rows(values_only=True)
    ]
    heads = next(row for row in rows if repair_book.KEY in row)
    return [dict(zip(heads, row, strict=True)) for row in rows[rows.index(heads) + 1 :]]


def brought(run: Import, folder: Path, rows: list[dict[str, str]]) -> imports.BroughtAgain:
    path = folder / "修好.csv"
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return imports.bring_again(run, path, name=path.name, today=TODAY, by=SYSTEM)


def test_repaired_rows_go_in_wherever_they_stand_in_the_workbook(
    district: District, tmp_path: Path
) -> None:
    number = line("", "", 3)["公民身份号码"]
    wrong = number[:-1] + ("0" if number[-1] != "0" else "1")
    run = bring(
        table(
            tmp_path,
            [
                line(district.west, "甲安然", 1, 加入党组织日期="2015-02-30"),
                line(district.west, "乙安然", 2, 姓名=""),
                line(district.west, "丙安然", 3, 公民身份号码=wrong),
                line(district.west, "丁安然", 4),
            ],
        )
    )
    first, second, third = taken_out(run)
    assert "没有这一天" in first[repair_book.WHAT]
    first["加入党组织日期"] = "2015-07-01"
    second[repair_book.DECISION], second[repair_book.REASON] = repair_book.LEAVE_OUT, "查无此人"
    third[repair_book.DECISION], third[repair_book.REASON] = repair_book.AS_IT_STANDS, "证件如此"
    outcome = brought(run, tmp_path, [third, second, first])
    assert (outcome.repaired, outcome.set_aside, outcome.refused) == (2, 1, {})
    assert said(rows_of(run)) == [
        ENTERED,
        ("reject", "set_aside", ("R-NAME-MISSING",)),
        ("accept", "entered", ("R-ID-CHECKSUM",)),
        ENTERED,
    ]
    assert Person.objects.get(name="丙安然").unseal("id_number") == wrong
    assert Leaf.objects.filter(verb="take_repair_workbook", subject_uid=run.uid).count() == 1


def test_rows_without_our_key_of_another_import_or_changed_meanwhile_are_refused_one_by_one(
    district: District, tmp_path: Path
) -> None:
    wrong = [
        line(district.west, f"{who}安然", n, 加入党组织日期="") for n, who in enumerate("甲乙", 1)
    ]
    run = bring(table(tmp_path, wrong))
    other = bring(table(tmp_path, [line(district.west, "丙安然", 3, 加入党组织日期="")]))
    first, second = taken_out(run)
    (foreign,) = taken_out(other)
    imports.repair(rows_of(run)[1], cells={"固定电话": "0340-5550000"}, today=TODAY, by=SYSTEM)
    forged = first | {repair_book.KEY: "1:abc"}
    repaired = [row | {"加入党组织日期": "2015-07-01"} for row in (forged, second, foreign, first)]
    outcome = brought(run, tmp_path, repaired)
    assert (outcome.repaired, list(outcome.refused)) == (1, [2, 3, 4])
    assert [sentence[:9] for sentence in outcome.refused.values()] == [
        "这一行的行号码不对",
        "这一行在下载以后已",
        "这一行是另一次导入",
    ]
    assert Person.objects.filter(name="甲安然").exists()
    assert not Person.objects.filter(name__in=["乙安然", "丙安然"]).exists()


def test_a_table_that_is_no_such_workbook_is_refused(district: District, tmp_path: Path) -> None:
    run = bring(table(tmp_path, [line(district.west, "甲安然", 1, 加入党组织日期="")]))
    path = table(tmp_path, [line(district.west, "甲安然", 1)], "别的.csv")
    with pytest.raises(Refused, match="不是从导入页下载的核对表"):
        imports.bring_again(run, path, name=path.name, today=TODAY, by=SYSTEM)
