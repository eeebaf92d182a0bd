"""Sheets as clerks make them: headers, notes, subtotals, merged and hidden cells (K2, M1)."""

from __future__ import annotations

import pytest

from dangjian.kernel.files import Cell, Part
from dangjian.kernel.refusal import Refused
from dangjian.registry.rules.imports import ROSTER_COLUMNS
from dangjian.registry.rules.imports import columns as c
from tests.registry.imports_rows import BRANCH, OTHER, RIGHT, codes, judge, roster, said

HEADER = list(ROSTER_COLUMNS)
ROW: list[Cell] = [*RIGHT.values()]
NEXT: list[Cell] = [*OTHER.values()]


def header(**names: str) -> list[str]:
    return [names.get(column, column) for column in HEADER]


@pytest.mark.parametrize(
    "names",
    [
        {"姓名": "姓 名", "性别": "性\n别", "所在党支部": "党支部名称（全称）"},
        {"姓名": "*姓名（必填）", "公民身份号码": "身份证号（18位）", "手机号": "联系电话（手机）"},
        {"公民身份号码": "居民身份证号码", "出生日期": "出生年月日（例：1990-01-01）",
        "学历": "文化程度"},
        {"加入党组织日期": "入党时间(年.月.日)", "转为正式党员日期": "转正时间",
        "手机号": "移动电话"},
        {"人员类别": "党员类别（正式/预备）", "固定电话": "座机", "家庭住址": "现居住地",
        "工作岗位": "职业"},
        {"是否为失联党员": "是否失联", "失去联系日期": "失联时间", "是否为流动党员": "是否流动",
        "外出流向": "流动去向"},
        {"姓名": "1.姓名", "性别": "2、性别", "民族": "③民族"},
        {"手机号": "联系电话", "固定电话": "办公电话", "所在党支部": "所在党组织"},
    ],
)  # fmt: skip
def test_columns_are_known_by_their_usual_names(names: dict[str, str]) -> None:
    assert codes(judge([header(**names), ROW])) == [["S-HEADER"], []]


def test_columns_stand_in_any_order_beside_others() -> None:
    rows = [["备注", *reversed(HEADER), "困难情况"], ["低保", *reversed(ROW), "有"]]
    judged = judge(rows)[1]
    assert judged.verdict == "accept"
    assert (judged.cells["备注"], judged.cells["困难情况"]) == ("低保", "有")


def test_the_list_of_twenty_eight_columns_is_read() -> None:
    names = [
        "姓名",
        "身份证号码",
        "性别",
        "出生日期",
        "民族",
        "籍贯",
        "年龄",
        "学历",
        "学位",
        "毕业院校",
        "专业",
        "入党日期",
        "转正日期",
        "工作岗位",
        "从事专业技术职务",
        "新的社会阶层",
        "人员类别",
        "是否农民工",
        "手机号码",
        "联系电话",
        "所在党组织",
        "联合支部单位名称",
        "档案所在单位",
        "户籍所在地",
        "现居住地",
        "失去联系情形",
        "失去联系日期",
        "信息完整度",
    ]
    taken = {
        "身份证号码": c.NUMBER, "入党日期": c.JOINED, "转正日期": c.FULL, "手机号码": c.MOBILE,
        "联系电话": c.LANDLINE, "所在党组织": c.BRANCH, "现居住地": c.ADDRESS,
    }  # fmt: skip
    row = [RIGHT.get(taken.get(name, name), "其他") for name in names[:-3]] + ["", "", "100%"]
    judged = judge([names, row])[1]
    assert (said(judged), judged.entry and judged.entry.landline) == ([], RIGHT[c.LANDLINE])


def test_a_header_of_two_rows_is_read_from_both() -> None:
    above = [
        "基本情况",
        *[""] * 6,
        "党籍",
        "",
        "",
        "工作岗位",
        "联系方式",
        "",
        "",
        "状态",
        *[""] * 4,
    ]
    below = header(工作岗位="")
    rows = [["花名册"], ["填报单位：某支部", "", "截止日期：2025年12月31日"], above, below, ROW]
    judged = judge(rows, merged=((3, 0, 3, 6), (3, 10, 4, 10)))
    assert codes(judged) == [["S-TITLE"], ["S-NOTE"], ["S-HEADER"], ["S-HEADER"], []]


def test_a_header_whose_groups_name_the_cells_below_is_read_from_both() -> None:
    above = header(手机号="联系方式", 固定电话="", 是否为失联党员="失联情况", 失去联系日期="")
    below = [""] * 11 + ["手机", "座机", "", "", "是否", "日期", "", ""]
    assert codes(judge([above, below, ROW])) == [["S-HEADER"], ["S-HEADER"], []]


def test_what_is_no_person_is_passed_over() -> None:
    rows: list[list[Cell]] = [
        ["附件1"],
        ["禾丰区党员花名册"],
        [],
        ["序号", *HEADER],
        ["", *map(str, range(1, 20))],
        [1, *ROW],
        ["", "小 计", "", "1人"],
        [2, "", ""],
        ["", *["/"] * 19],
        ["", "禾丰区党员花名册"],
        ["序号", *HEADER],
        [3, *NEXT],
        ["合计：2人"],
        ["", "总人数", 2],
        ["注：1.本表由支部填写；2.一式两份"],
        ["填表人：张某", "", "", "审核人：李某"],
        ["第1页 共1页"],
        ["2025年12月31日"],
    ]
    assert codes(judge(rows)) == [
        ["S-NOTE"], ["S-TITLE"], ["S-BLANK"], ["S-HEADER"], ["S-HEADER"], [], ["S-SUBTOTAL"],
        ["S-BLANK"], ["S-BLANK"], ["S-TITLE"], ["S-REPEATED-HEADER"], [], ["S-SUBTOTAL"],
        ["S-SUBTOTAL"], ["S-NOTE"], ["S-NOTE"], ["S-NOTE"], ["S-NOTE"],
    ]  # fmt: skip


def test_a_person_of_whom_little_is_written_is_still_a_person() -> None:
    rows = [HEADER, ["张三"], ["张三", BRANCH], ["", "", RIGHT[c.NUMBER]], ["共建国", *ROW[1:]]]
    assert [row.verdict for row in judge(rows)] == ["skip", "reject", "reject", "reject", "accept"]


def test_a_person_whose_post_sounds_like_a_note_is_still_a_person() -> None:
    row = [*OTHER.values()]
    row[HEADER.index(c.NUMBER)] = row[HEADER.index(c.JOINED)] = ""
    row[HEADER.index(c.POST)] = "审核制单员"
    assert said(judge([HEADER, row])[1])[:2] == ["H-POST-UNMAPPED", "R-ID-MISSING"]


def test_a_merged_cell_holds_for_its_rows_and_an_empty_one_for_none() -> None:
    blank = [NEXT[0], "", *NEXT[2:]]
    judged = judge([HEADER, ROW, blank, blank], merged=((2, 1, 3, 1),))
    assert codes(judged)[2:] == [["N-MERGED-FILL"], ["R-ORG-MISSING"]]
    assert judged[2].normalised == {c.BRANCH: BRANCH}


def test_a_merged_branch_that_nobody_knows_is_unknown_in_every_row() -> None:
    rows = [HEADER, [ROW[0], "外地党支部", *ROW[2:]], [NEXT[0], "", *NEXT[2:]]]
    judged = judge(rows, merged=((2, 1, 3, 1),))
    assert codes(judged)[1:] == [["R-ORG-UNKNOWN"], ["N-MERGED-FILL", "R-ORG-UNKNOWN"]]
    assert judged[2].normalised == {}


def test_hidden_rows_and_sheets_are_asked_about() -> None:
    rows = [HEADER, ROW, NEXT, [], ["合计", 2]]
    assert codes(judge(rows, hidden_rows=frozenset({3, 4, 5})))[1:] == [
        [], ["H-HIDDEN-ROW"], ["S-BLANK"], ["S-SUBTOTAL"],
    ]  # fmt: skip
    assert codes(judge(rows, hidden=True))[:3] == [
        ["S-HEADER"], ["H-HIDDEN-SHEET"], ["H-HIDDEN-SHEET"],
    ]  # fmt: skip


def test_parts_of_a_sheet_share_its_header_and_sheets_do_not() -> None:
    reader = roster()
    parts = [
        Part("说明", False, 1, [["填表说明"], ["1.请如实填写"]]),
        Part("甲", False, 1, [["花名册"]]),
        Part("甲", False, 2, [HEADER]),
        Part("甲", False, 3, [ROW]),
        Part("甲", False, 4, [NEXT]),
        Part("乙", False, 1, [list(reversed(HEADER)), list(reversed(ROW))]),
    ]
    judged = [row for part in parts for row in reader.judge(part)] + reader.finish()
    assert [(row.sheet, row.row, row.verdict) for row in judged] == [
        ("说明", 1, "skip"), ("说明", 2, "skip"), ("甲", 1, "skip"), ("甲", 2, "skip"),
        ("甲", 3, "accept"), ("甲", 4, "accept"), ("乙", 1, "skip"), ("乙", 2, "accept"),
    ]  # fmt: skip
    assert reader.notes == ["工作表“说明”没有找到党员花名册的表头，没有读取。"]


def test_a_sheet_without_a_column_of_branches_takes_the_branch_of_its_title() -> None:
    names, row, other = HEADER[:1] + HEADER[2:], ROW[:1] + ROW[2:], NEXT[:1] + NEXT[2:]
    for title in (
        "怡坪中学党支部党员花名册",
        "填报单位（盖章）：怡坪中学党支部",
        f"{BRANCH}2025年党员名册",
    ):
        judged = judge([[title], names, row])[2]
        assert (said(judged), judged.normalised) == (["N-MERGED-FILL"], {c.BRANCH: BRANCH})
    judged = judge([["怡坪中学党支部"], names, row, ["石坡村党支部"], other])
    assert said(judged[3]) == ["S-TITLE"]
    assert judged[4].text(c.BRANCH) == "中共禾丰区枫林镇石坡村支部委员会"


def test_columns_of_another_table_are_refused_with_what_was_looked_for_and_found() -> None:
    with pytest.raises(Refused) as refused:
        judge([["组织名称", "书记", "联系电话"], ["某支部", "张三", "0340-5551896"]])
    for words in ("党员花名册", "公民身份号码", "组织名称", "书记"):
        assert words in refused.value.sentence
    with pytest.raises(Refused, match="没有看到列名"):
        judge([[]])


@pytest.mark.parametrize("column", [c.NUMBER, c.JOINED, c.BRANCH])
def test_a_roster_without_a_column_it_cannot_do_without_is_refused(column: str) -> None:
    at = HEADER.index(column)
    with pytest.raises(Refused, match=column):
        judge([HEADER[:at] + HEADER[at + 1 :], ROW[:at] + ROW[at + 1 :]])


def test_two_columns_of_one_name_are_refused_and_a_second_name_is_told() -> None:
    with pytest.raises(Refused, match="不止一列"):
        judge([[*HEADER, "姓名"], [*ROW, "李四"]])
    reader = roster()
    judged = reader.judge(Part("表", False, 1, [[*HEADER, "入党时间"], [*ROW, "1999"]]))
    assert judged[1].verdict == "accept"
    assert reader.notes == ["工作表“表”里“入党时间”也像是加入党组织日期，没有采用。"]
    assert reader.layouts[0]["left_out"] == []


def test_which_header_was_taken_for_which_column_is_told_once_for_sheets_alike() -> None:
    reader = roster()
    names = ["序号", *["入党时间" if name == c.JOINED else name for name in HEADER], "星座"]
    rows = [names, ["1", *ROW, "狮子座"]]
    for name in ("甲", "乙"):
        reader.judge(Part(name, False, 1, rows))
    reader.judge(Part("丙", False, 1, [HEADER[:14], ROW[:14]]))
    alike, shorter = reader.layouts
    assert alike["sheets"] == ["甲", "乙"]
    assert ["入党时间", c.JOINED] in alike["columns"] and [c.NAME, c.NAME] in alike["columns"]
    assert (alike["left_out"], alike["lacking"]) == (["星座"], [])
    assert (shorter["sheets"], shorter["lacking"]) == (["丙"], list(c.ROSTER[14:]))


def test_a_column_the_table_lacks_is_blank_whatever_stands_behind_it() -> None:
    rows = [[*HEADER[:14], "完整度"], [*ROW[:14], "100%", "多出来的一格"]]
    assert codes(judge(rows))[1] == []
