"""A roster comes in: read, entered, repaired, undone and brought in again (K2)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.actions import imports, people, posts
from dangjian.registry.models import (
    Floating,
    Import,
    ImportRow,
    LostContact,
    Membership,
    Organization,
    Person,
    PostTitle,
    Standing,
)
from tests.district import TODAY, District, register
from tests.registry.imports_brought import bring, line, rows_of, said, table

ENTERED = ("accept", "entered", ())


def verbs(kind: str) -> list[str]:
    return list(
        Leaf.objects.filter(subject_kind=kind).order_by("id").values_list("verb", flat=True)
    )


# --- entering -----------------------------------------------------------------------------------


def test_doubtless_rows_go_in_with_all_their_facts_and_evidence(
    district: District, tmp_path: Path
) -> None:
    lost = {"是否为失联党员": "是", "失去联系日期": "2024-03-01"}
    away = {"是否为流动党员": "是", "外出流向": "外省务工"}
    run = bring(
        table(
            tmp_path,
            [
                line(district.west, "甲安然", 1, **lost),
                line(district.east, "乙安然", 2, **away),
                line(
                    district.west,
                    "丙安然",
                    3,
                    人员类别="预备党员",
                    加入党组织日期="2026-03-01",
                    转为正式党员日期="",
                ),
            ],
        )
    )
    assert (run.state, run.entered, run.counts) == (
        "entered",
        3,
        {"accept": 3, "skip": 1, "rows": 4},
    )
    first, second, third = (
        Person.objects.get(name=name) for name in ("甲安然", "乙安然", "丙安然")
    )
    assert (first.path, first.standing, first.lost) == (district.west.path, "full", True)
    assert first.unseal("mobile") == "15400000001"
    assert LostContact.objects.get(person=first).valid.lower == dt.date(2024, 3, 1)
    assert Floating.objects.get(person=second).destination == "外省务工"
    assert list(third.standings.values_list("kind", flat=True)) == ["probationary"]
    assert [row.person_id for row in rows_of(run)] == [first.pk, second.pk, third.pk]
    assert verbs("import") == ["start_import", "read_import", "enter_import"]
    assert Leaf.objects.filter(verb="register_member", subject_uid=first.uid).count() == 1
    assert run.digest in Leaf.objects.get(verb="enter_import").body


def test_nothing_of_key_class_stands_open_in_a_row_or_in_evidence(
    district: District, tmp_path: Path
) -> None:
    row = line(
        district.west,
        "甲安然",
        1,
        公民身份号码=line(district.west, "", 1)["公民身份号码"][:6]
        + line(district.west, "", 1)["公民身份号码"][8:17],
    )
    run = bring(table(tmp_path, [row, line(district.west, "乙安然", 2)]))
    stored = ImportRow.objects.filter(run=run).values_list("issues", "content")
    fifteen, eighteen = row["公民身份号码"], line(district.west, "", 1)["公民身份号码"]
    for issues, content in stored:
        assert eighteen not in str(issues) and fifteen not in str(issues)
        assert fifteen.encode() not in bytes(content)
    assert rows_of(run)[0].told[0]["suggestion"] == eighteen
    assert not Leaf.objects.filter(body__contains=eighteen).exists()


def test_reading_alone_puts_nobody_into_the_register(district: District, tmp_path: Path) -> None:
    before = Person.objects.count()
    run = bring(table(tmp_path, [line(district.west, "甲安然", 1)]), enter=False)
    assert (run.state, Person.objects.count()) == ("read", before)
    with pytest.raises(Refused, match="已经读过了"):
        imports.read(run, by=SYSTEM)


def test_a_table_of_something_else_is_told_in_a_sentence(
    district: District, tmp_path: Path
) -> None:
    path = tmp_path / "物资.csv"
    path.write_text("物资名称,数量,存放地点\n折叠桌,12,一楼\n", encoding="utf-8")
    run = bring(path, enter=False)
    assert (run.state, run.error_code, run.counts) == ("failed", "F-OTHER-TABLE", {})
    assert "没有找到党员花名册的表头" in run.error
    assert not ImportRow.objects.filter(run=run).exists()
    with pytest.raises(Refused, match="不能入册"):
        imports.enter(run, today=TODAY, by=SYSTEM)


def test_a_day_to_come_cannot_be_what_a_table_is_as_of(district: District, tmp_path: Path) -> None:
    path = table(tmp_path, [line(district.west, "甲安然", 1)])
    with pytest.raises(Refused, match="统计截止日期还没到"):
        bring(path, as_of=TODAY + dt.timedelta(days=1))


# --- against the register -----------------------------------------------------------------------


def test_who_is_in_the_register_already_is_skipped_or_shown(
    district: District, tmp_path: Path
) -> None:
    same, moved, other = (line(district.west, f"{who}安然", n) for n, who in enumerate("甲乙丙", 1))
    bring(table(tmp_path, [same, moved, other]))
    again = bring(
        table(
            tmp_path,
            [
                same,
                moved | {"所在党支部": district.east.name},
                other | {"工作岗位": "公务员"},
                line(district.west, "丁安然", 4),
            ],
        )
    )
    assert said(rows_of(again)) == [
        ("skip", "skipped", ("S-IN-REGISTER",)),
        ("human", "waiting", ("H-REGISTER-BRANCH",)),
        ("human", "waiting", ("H-REGISTER-DIFFERS",)),
        ENTERED,
    ]
    differs = rows_of(again)[2]
    assert differs.told[0]["columns"] == ["工作岗位"]
    assert differs.person == Person.objects.get(name="丙安然")


def test_a_branch_closed_or_outside_the_scope_is_said(district: District, tmp_path: Path) -> None:
    rows = [line(district.foreign, "甲安然", 1), line(district.west, "乙安然", 2)]
    run = bring(table(tmp_path, rows), organization=district.street)
    assert said(rows_of(run)) == [("reject", "waiting", ("R-ORG-SCOPE",)), ENTERED]
    Organization.objects.filter(pk=district.foreign.pk).update(closed_on=TODAY)
    closed = bring(table(tmp_path, [line(district.foreign, "丙安然", 3)]))
    assert said(rows_of(closed)) == [("reject", "waiting", ("R-ORG-CLOSED",))]


def test_what_happens_between_reading_and_entering_is_noticed(
    district: District, tmp_path: Path
) -> None:
    rows = [line(district.west, "甲安然", 1), line(district.foreign, "乙安然", 2)]
    path = table(tmp_path, [*rows, line(district.west, "丙安然", 3)])
    waiting, first = bring(path, enter=False), bring(table(tmp_path, rows[:1], "一.csv"))
    Organization.objects.filter(pk=district.foreign.pk).update(closed_on=TODAY)
    run = imports.enter(waiting, today=TODAY, by=SYSTEM)
    assert first.entered == 1
    assert said(rows_of(run)) == [
        ("skip", "skipped", ("S-IN-REGISTER",)),
        ("reject", "waiting", ("R-ORG-SCOPE",)),
        ENTERED,
    ]


# --- doubles ------------------------------------------------------------------------------------


def test_doubles_are_marked_and_freed_when_the_other_is_set_aside(
    district: District, tmp_path: Path
) -> None:
    twin = line(district.west, "甲安然", 1)
    run = bring(
        table(
            tmp_path,
            [
                twin,
                twin,
                twin | {"所在党支部": district.east.name},
                line(district.west, "乙安然", 5, 出生日期=line("", "", 6)["出生日期"]),
            ],
        )
    )
    rows = rows_of(run)
    assert said(rows)[:3] == [
        ("human", "waiting", ("H-DUP-TWO-BRANCHES",)),
        ("skip", "skipped", ("S-EXACT-DUPLICATE",)),
        ("human", "waiting", ("H-DUP-TWO-BRANCHES",)),
    ]
    assert rows[0].issues[0]["same_as"] == {"sheet": rows[2].sheet, "row": rows[2].row}
    imports.set_aside(rows[2], reason="已经转走", today=TODAY, by=SYSTEM)
    assert said(rows_of(run))[0] == ENTERED
    assert Person.objects.get(name="甲安然").organization == district.west


def test_what_a_repair_bears_on_is_all_that_is_looked_at_and_it_is_enough(
    district: District, tmp_path: Path
) -> None:
    """The row put right was the double of one that is the double of a third in another way."""
    first = line(district.west, "甲安然", 1)
    second = first | {"家庭住址": "东篱路2号"}  # the same number
    third = second | {"公民身份号码": line("", "", 1, 性别="男")["公民身份号码"]}
    third |= {"姓名": "乙安然", "家庭住址": "东篱路3号"}
    others = [line(district.west, "丙安然", 7), line(district.west, "丙安然", 7) | {"手机号": ""}]
    run = bring(table(tmp_path, [first, second, third, *others]))
    before = said(rows_of(run))
    assert [codes for *_, codes in before] == [("H-DUP-SAME-NUMBER",)] * 5
    imports.set_aside(rows_of(run)[1], reason="重了", today=TODAY, by=SYSTEM)
    assert said(rows_of(run))[0] == before[0]
    imports.set_aside(rows_of(run)[2], reason="重了", today=TODAY, by=SYSTEM)
    assert said(rows_of(run))[0] == ENTERED
    assert said(rows_of(run))[3:] == before[3:]


# --- repairing ----------------------------------------------------------------------------------


def test_a_repaired_row_goes_in_at_once_and_keeps_what_stood_in_the_file(
    district: District, tmp_path: Path
) -> None:
    wrong = line(district.west, "甲安然", 1, 加入党组织日期="2015-02-30")
    run = bring(table(tmp_path, [wrong]))
    row = rows_of(run)[0]
    assert (row.verdict, row.state) == ("reject", "waiting")
    row = imports.repair(
        row, cells={"加入党组织日期": "2015-07-01"}, today=TODAY, by=SYSTEM, seen=row.version
    )
    assert said([row]) == [("accept", "entered", ())]
    assert row.cells["加入党组织日期"] == "2015-02-30"
    assert row.values["加入党组织日期"] == "2015-07-01"
    assert Person.objects.get(name="甲安然").joined_on == dt.date(2015, 7, 1)
    leaf = Leaf.objects.get(verb="repair_import_row")
    assert (leaf.subject_uid, '"加入党组织日期"' in leaf.body) == (row.uid, True)
    with pytest.raises(Refused, match="已入册"):
        imports.repair(row, cells={}, today=TODAY, by=SYSTEM)


def test_a_wrong_check_digit_is_let_in_with_a_reason_only(
    district: District, tmp_path: Path
) -> None:
    number = line("", "", 1)["公民身份号码"]
    wrong = number[:-1] + ("0" if number[-1] != "0" else "1")
    run = bring(table(tmp_path, [line(district.west, "甲安然", 1, 公民身份号码=wrong)]))
    row = rows_of(run)[0]
    assert said([row]) == [("reject", "waiting", ("R-ID-CHECKSUM",))]
    choices = {"公民身份号码": imports.KEEP}
    with pytest.raises(Refused, match="请写明为什么"):
        imports.repair(row, cells={}, choices=choices, today=TODAY, by=SYSTEM)
    row = imports.repair(
        row, cells={}, choices=choices, reason="证件如此，已核对", today=TODAY, by=SYSTEM
    )
    assert row.state == "entered"
    assert Person.objects.get(name="甲安然").unseal("id_number") == wrong


def test_a_suggestion_or_a_candidate_is_taken_by_choosing_it(
    district: District, tmp_path: Path
) -> None:
    number = line("", "", 1)["公民身份号码"]
    old = line(district.west, "甲安然", 1, 公民身份号码=number[:6] + number[8:17])
    run = bring(table(tmp_path, [old]))
    row = rows_of(run)[0]
    with pytest.raises(Refused, match="请从列出的几项中选一个"):
        imports.repair(row, cells={}, choices={"性别": "女"}, today=TODAY, by=SYSTEM)
    imports.repair(
        row, cells={}, choices={"公民身份号码": imports.SUGGESTION}, today=TODAY, by=SYSTEM
    )
    assert Person.objects.get(name="甲安然").unseal("id_number") == number


def test_two_clerks_at_one_row_are_told(district: District, tmp_path: Path) -> None:
    run = bring(table(tmp_path, [line(district.west, "甲安然", 1, 加入党组织日期="")]))
    row = rows_of(run)[0]
    imports.repair(row, cells={"固定电话": "0340-5550000"}, today=TODAY, by=SYSTEM, seen=1)
    with pytest.raises(Stale, match="刚被别人改过"):
        imports.repair(row, cells={}, today=TODAY, by=SYSTEM, seen=1)


# --- undoing ------------------------------------------------------------------------------------


def test_an_undone_import_leaves_no_trace_and_can_be_brought_in_again(
    district: District, tmp_path: Path
) -> None:
    before = Person.objects.exclude(path="").count()
    path = table(
        tmp_path, [line(district.west, f"{who}安然", n) for n, who in enumerate("甲乙", 1)]
    )
    run = bring(path)
    uids = set(Person.objects.filter(name__endswith="安然").values_list("uid", flat=True))
    run = imports.undo(run, reason="表是去年的", by=SYSTEM)
    assert (run.state, run.entered, run.ended_reason) == ("undone", 0, "表是去年的")
    assert Person.objects.exclude(path="").count() == before
    gone = Person.objects.filter(uid__in=uids)
    for person in gone:
        assert (person.name, person.organization, person.standing, person.id_number) == (
            "",
            None,
            "",
            None,
        )
        assert all(person.unseal(name) == "" for name in people.SEALED)
    for facts in (Membership, Standing):
        held = facts.objects.filter(person__in=gone, valid__isempty=False)
        assert not held.exists()
    assert Leaf.objects.filter(verb="withdraw_member", subject_uid__in=uids).count() == 2
    assert Leaf.objects.filter(verb="register_member", subject_uid__in=uids).count() == 2
    again = bring(path)
    assert (again.entered, Person.objects.exclude(path="").count()) == (2, before + 2)


def test_who_was_changed_since_stays_or_stops_the_undoing(
    district: District, tmp_path: Path
) -> None:
    rows = [line(district.west, f"{who}安然", n) for n, who in enumerate("甲乙丙", 1)]
    run = bring(table(tmp_path, rows))
    first, second, third = (Person.objects.get(name=f"{who}安然") for who in "甲乙丙")
    people.correct_items(first, {"landline": "0340-5550001"}, today=TODAY, by=SYSTEM)
    posts.appoint(district.west, second, title=PostTitle.MEMBER, on=TODAY, today=TODAY, by=SYSTEM)
    with pytest.raises(Refused, match="甲安然、乙安然导入以后又有变动"):
        imports.undo(run, reason="导错了", by=SYSTEM)
    assert Person.objects.get(pk=third.pk).name == "丙安然"
    run = imports.undo(run, reason="导错了", by=SYSTEM, keep_changed=True)
    assert (run.state, run.entered) == ("undone", 2)
    assert list(
        Person.objects.filter(pk__in=[first.pk, second.pk, third.pk])
        .order_by("pk")
        .values_list("name", flat=True)
    ) == ["甲安然", "乙安然", ""]


def test_an_import_is_undone_once_and_with_a_reason(district: District, tmp_path: Path) -> None:
    run = bring(table(tmp_path, [line(district.west, "甲安然", 1)]), enter=False)
    with pytest.raises(Refused, match="请写明为什么撤回"):
        imports.undo(run, reason=" ", by=SYSTEM)
    run = imports.undo(run, reason="导错了", by=SYSTEM)
    with pytest.raises(Refused, match="已经撤回"):
        imports.undo(run, reason="导错了", by=SYSTEM)
    with pytest.raises(Refused, match="不能入册"):
        imports.enter(run, today=TODAY, by=SYSTEM)
    assert Import.objects.get(pk=run.pk).counts["rows"] == 2


def test_a_person_who_was_here_before_is_never_taken_back(
    district: District, tmp_path: Path
) -> None:
    person = register(district.west, "原有人")
    run = bring(table(tmp_path, [line(district.west, "甲安然", 1)]))
    imports.undo(run, reason="导错了", by=SYSTEM)
    person.refresh_from_db()
    assert (person.name, person.organization) == ("原有人", district.west)
