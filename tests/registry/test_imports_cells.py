"""What clerks write in one cell, and what becomes of it (K2, M1)."""

from __future__ import annotations

import datetime as dt

import pytest

from dangjian.kernel.files import Cell, Fault, Formula
from dangjian.registry.rules.imports import SENTENCES, VERDICTS
from dangjian.registry.rules.imports import columns as c
from dangjian.registry.rules.imports.verdicts import CONFIRMABLE
from tests.registry.imports_rows import RIGHT, roster, said, with_cell


def test_a_right_row_is_accepted_and_complete() -> None:
    judged = roster().again(RIGHT)
    assert (judged.verdict, judged.issues, judged.normalised) == ("accept", [], {})
    entry = judged.entry
    assert entry is not None
    assert (entry.name, entry.sex, entry.ethnic, entry.education) == ("周琪静", "2", "01", "21")
    assert (entry.born_on, entry.joined_on) == (dt.date(1980, 7, 14), dt.date(2002, 2, 25))
    assert (entry.standing, entry.lost, entry.lost_on, entry.floating) == (
        "full",
        False,
        None,
        False,
    )
    assert entry.organization_id == 14


@pytest.mark.parametrize(
    ("written", "code", "name"),
    [
        (" 周琪静\u3000", "N-TRIM", "周琪静"),
        ("\u200b周琪静\xa0", "N-TRIM", "周琪静"),
        ("周琪静_x000D_\n", "N-TRIM", "周琪静"),
        ("周 静", "N-NAME-SPACE", "周静"),
        ("周\u3000\u3000静", "N-NAME-SPACE", "周静"),
        ("欧 阳\n修", "N-NAME-SPACE", "欧阳修"),
        ("古丽•买买提", "N-MIDDLE-DOT", "古丽·买买提"),
        ("古丽．买买提", "N-MIDDLE-DOT", "古丽·买买提"),
        ("古丽 ‧ 买买提", "N-MIDDLE-DOT", "古丽·买买提"),
        ("古丽。买买提·阿里", "N-MIDDLE-DOT", "古丽·买买提·阿里"),
        ("Ａｎｎａ", "N-FULLWIDTH", "Anna"),
        ("'周琪静", "N-APOSTROPHE", "周琪静"),
    ],
)
def test_a_name_is_tidied_without_loss(written: str, code: str, name: str) -> None:
    judged = with_cell(c.NAME, written)
    assert (said(judged), judged.normalised) == ([code], {c.NAME: name})
    assert judged.verdict == "normalise"


@pytest.mark.parametrize(
    "name", ["司马相如", "曾〇", "邓𬀩", "次仁", "买买提·吐尔逊·阿里", "John Smith"]
)
def test_a_rare_name_is_a_name(name: str) -> None:
    assert with_cell(c.NAME, name).verdict == "accept"


@pytest.mark.parametrize(
    "name", ["杜泽□", "王龙■", "郭〓", "孙荣?", "魏�", "李\ue000", "张*", "张○"]
)
def test_a_name_with_a_lost_character_goes_back(name: str) -> None:
    assert said(with_cell(c.NAME, name)) == ["R-NAME-CHAR-LOST"]


@pytest.mark.parametrize("name", ["张", "张三（小）", "张三、李四", "张三1", "阿不都 热合曼"])
def test_an_odd_name_waits_for_a_person(name: str) -> None:
    assert said(with_cell(c.NAME, name)) == ["H-NAME"]


@pytest.mark.parametrize(
    ("column", "code"),
    [
        (c.NAME, "R-NAME-MISSING"),
        (c.NUMBER, "R-ID-MISSING"),
        (c.JOINED, "R-JOIN-MISSING"),
        (c.BRANCH, "R-ORG-MISSING"),
    ],
)
@pytest.mark.parametrize("cell", ["", " ", "无", "—", "/", "NULL"])
def test_what_is_required_and_not_there_goes_back(column: str, code: str, cell: str) -> None:
    judged = with_cell(column, cell)
    assert judged.verdict == "reject"
    assert code in said(judged)
    assert judged.entry is None


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        (" 110100198007149965", ["N-TRIM"]),
        ("１１０１００１９８００７１４９９６５", ["N-FULLWIDTH"]),
        ("'110100198007149965", ["N-APOSTROPHE"]),
        ("’110100198007149965", ["N-APOSTROPHE"]),
        ("110100 19800714 9965", ["N-ID-SPACES"]),
        ("110100-19800714-9965", ["N-ID-SPACES"]),
    ],
)
def test_a_number_is_tidied_without_loss(cell: str, codes: list[str]) -> None:
    judged = with_cell(c.NUMBER, cell)
    assert (said(judged), judged.text(c.NUMBER)) == (codes, RIGHT[c.NUMBER])


@pytest.mark.parametrize("x", ["x", "ｘ", "×", "Х"])
def test_the_last_letter_of_a_number_is_a_capital_x(x: str) -> None:
    judged = with_cell(c.NUMBER, f"11010019750218996{x}", **{c.BORN: "1975-02-18"})
    assert "N-ID-LOWER-X" in said(judged)
    assert judged.text(c.NUMBER) == "11010019750218996X"
    assert judged.verdict == "normalise"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (110100198007149960, "R-ID-PRECISION"),
        (1.10100198007149e17, "R-ID-PRECISION"),
        ("1.10100E+17", "R-ID-PRECISION"),
        ("1.10100198007149e+17", "R-ID-PRECISION"),
        ("110100198007149000.0", "R-ID-PRECISION"),
        ("110100198007149000", "R-ID-PRECISION"),
        ("110100198007149964", "R-ID-CHECKSUM"),
        ("110100198002309963", "R-ID-DATE"),
        ("110100208007149965", "R-ID-DATE"),
        ("11010019800714996", "R-ID-LENGTH"),
        ("1101001980071499650", "R-ID-LENGTH"),
        ("110100********9965", "R-ID-LENGTH"),
        ("1101OO198007149965", "R-ID-LENGTH"),
        ("军字第123号", "R-ID-LENGTH"),
        ("110100801330996", "R-ID-DATE"),
    ],
)
def test_a_wrong_number_goes_back(cell: Cell, code: str) -> None:
    judged = with_cell(c.NUMBER, cell)
    assert judged.verdict == "reject"
    assert code in said(judged)


def test_an_officer_may_keep_a_number_whose_check_digit_is_wrong() -> None:
    judged = with_cell(c.NUMBER, "110100198007149964")
    assert judged.entry is not None
    assert judged.entry.id_number == "110100198007149964"


@pytest.mark.parametrize("cell", ["110100800714996", 110100800714996])
def test_an_old_number_is_suggested_the_new_one(cell: Cell) -> None:
    judged = with_cell(c.NUMBER, cell)
    assert said(judged) == ["H-ID-15"]
    assert judged.issues[0].more == {"suggestion": "110100198007149965"}


def test_an_old_number_takes_the_century_of_the_birthday_beside_it() -> None:
    judged = with_cell(c.NUMBER, "110100030218997", **{c.BORN: "2003-02-18", c.SEX: "男"})
    assert judged.issues[0].more == {"suggestion": "110100200302189978"}


def test_sex_and_birthday_are_compared_with_the_number_or_taken_from_it() -> None:
    assert said(with_cell(c.SEX, "男")) == ["H-ID-SEX"]
    assert said(with_cell(c.BORN, "1980-07-15")) == ["H-ID-BIRTH"]
    judged = with_cell(c.SEX, "", **{c.BORN: ""})
    assert said(judged) == ["N-FROM-ID", "N-FROM-ID"]
    assert judged.normalised == {c.SEX: "女", c.BORN: "1980-07-14"}


@pytest.mark.parametrize(
    "cell",
    [
        "+86 154 0933 9512", "+8615409339512", "86-15409339512", "0086 15409339512",
        "(+86)15409339512", "＋86 15409339512", "154-0933-9512", "154 0933 9512",
        "15409339512.0", 15409339512, 15409339512.0, "015409339512", "15409339512；",
    ],
)  # fmt: skip
def test_a_mobile_number_has_one_form(cell: Cell) -> None:
    judged = with_cell(c.MOBILE, cell)
    assert said(judged) == ["N-PHONE"]
    assert judged.normalised == {c.MOBILE: "15409339512"}


@pytest.mark.parametrize(
    ("cell", "more"),
    [
        ("1540933951", {}),
        ("154****9512", {}),
        ("0340-5551896", {}),
        ("1.54093E+10", {}),
        ("12345678901", {}),
        ("15409339512(妻)", {"suggestion": "15409339512"}),
        ("15409339512/15409339513", {"candidates": ["15409339512", "15409339513"]}),
    ],
)
def test_what_is_no_single_mobile_number_waits_for_a_person(
    cell: str, more: dict[str, object]
) -> None:
    judged = with_cell(c.MOBILE, cell)
    assert (said(judged), dict(judged.issues[0].more)) == (["H-PHONE"], more)


@pytest.mark.parametrize(
    "cell", ["(0340)5551896", "0340 5551896", "03405551896", "0340—5551896",
    "+86-340-5551896", 3405551896]
)  # fmt: skip
def test_a_fixed_line_has_one_form(cell: Cell) -> None:
    assert with_cell(c.LANDLINE, cell).normalised == {c.LANDLINE: "0340-5551896"}


@pytest.mark.parametrize("cell", ["0340-5551896-801", "5551896", "15409339512", "400-123-4567"])
def test_other_numbers_at_which_somebody_is_reached_stay(cell: str) -> None:
    assert with_cell(c.LANDLINE, cell).verdict == "accept"


@pytest.mark.parametrize(
    ("column", "cell", "name"),
    [
        (c.SEX, "女性", "女"),
        (c.SEX, 2, "女"),
        (c.SEX, "F", "女"),
        (c.ETHNIC, "汉", "汉族"),
        (c.ETHNIC, "01", "汉族"),
        (c.ETHNIC, 1, "汉族"),
        (c.ETHNIC, "汉 族", "汉族"),
        (c.ETHNIC, "维族", "维吾尔族"),
        (c.EDUCATION, "本科", "大学本科"),
        (c.EDUCATION, "大专", "大学专科"),
        (c.EDUCATION, "研究生（博士）", "博士研究生"),
        (c.EDUCATION, "研究生/硕士", "硕士研究生"),
        (c.EDUCATION, "全日制本科", "大学本科"),
        (c.EDUCATION, "在职大学本科毕业", "大学本科"),
        (c.EDUCATION, "省委党校大学", "大学本科"),
        (c.EDUCATION, "本科/学士", "大学本科"),
        (c.EDUCATION, "初中文化程度", "初中"),
        (c.EDUCATION, "高中肄业", "普通高中肄业"),
        (c.EDUCATION, "61", "普通高中"),
        (c.KIND, "正式", "正式党员"),
        (c.KIND, "中共党员", "正式党员"),
        (c.KIND, "正 式 党 员", "正式党员"),
        (c.STATE, "正常党员", "正常"),
        (c.LOST, "×", "否"),
        (c.LOST, "N", "否"),
        (c.LOST, 0, "否"),
        (c.LOST, False, "否"),
        (c.LOST, "未失联", "否"),
        (c.FLOATING, "没有", "否"),
        (c.FLOATING, "FALSE", "否"),
    ],
)
def test_a_known_word_becomes_the_standard_word(column: str, cell: Cell, name: str) -> None:
    judged = with_cell(column, cell)
    assert (judged.verdict, judged.normalised) == ("normalise", {column: name})


@pytest.mark.parametrize(
    ("column", "word"),
    [
        (c.SEX, "3"), (c.SEX, "未知"), (c.ETHNIC, "汗族"), (c.ETHNIC, "少数民族"),
        (c.ETHNIC, "中国"), (c.EDUCATION, "有"), (c.EDUCATION, "A"), (c.EDUCATION, "三好学生"),
        (c.EDUCATION, "本科在读"), (c.KIND, "入党积极分子"), (c.FLOATING, "不清楚"),
    ],
)  # fmt: skip
def test_an_unknown_word_goes_back(column: str, word: str) -> None:
    assert said(with_cell(column, word)) == ["R-CODE-UNKNOWN"]


@pytest.mark.parametrize("state", ["出党", "停止党籍", "待核实", "除名", "恢复党籍"])
def test_a_state_other_than_normal_waits_for_a_person(state: str) -> None:
    assert said(with_cell(c.STATE, state)) == ["H-PARTY-STATE"]


@pytest.mark.parametrize("mark", ["无", "—", "/", "-", "NULL", "N/A", "暂无", "--", "空"])
@pytest.mark.parametrize("column", [c.MOBILE, c.LANDLINE, c.ADDRESS, c.LOST_ON, c.DESTINATION])
def test_a_mark_for_nothing_is_nothing(column: str, mark: str) -> None:
    judged = with_cell(column, mark)
    assert (said(judged), judged.normalised) == (["N-EMPTY-MARK"], {column: ""})


def test_a_post_outside_the_table_waits_for_a_person() -> None:
    assert said(with_cell(c.POST, "协管员")) == ["H-POST-UNMAPPED"]
    assert with_cell(c.POST, "公务员 ").normalised == {c.POST: "公务员"}


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "@SUM(1+1)*cmd|' /C calc'!A0", "+1+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0",
        '=HYPERLINK("http://example.invalid/","点")', "＝1+1", "\t=1+1", "\r\n=1", "'=1+1", "@张三",
        "-1/2", "\u200b=1", "﹦1",
    ],
)  # fmt: skip
@pytest.mark.parametrize("column", [c.NAME, c.ADDRESS, c.POST, c.DESTINATION, c.MOBILE, c.BORN])
def test_a_text_that_a_spreadsheet_would_run_goes_back(column: str, text: str) -> None:
    assert said(with_cell(column, text)) == ["R-INJECTION"]


@pytest.mark.parametrize("text", ["-5", "+3", "-1E+15", "禾丰区-青石巷", "a=1", "甲@乙", "12"])
def test_a_sign_that_runs_nothing_is_a_sign(text: str) -> None:
    assert with_cell(c.ADDRESS, text).verdict == "accept"


@pytest.mark.parametrize(
    "formula",
    [
        'HYPERLINK("http://example.invalid/","地址")',
        'CONCATENATE("禾","丰")&INDIRECT("A1")',
        "1/0",
        "WEBSERVICE(A1)",
        "cmd|'/c calc'!A0",
        "[1]Sheet1!A1", "'[旧表.xlsx]表'!A1", "NOW()",
        "RAND()",
        'IF(A1="","http://x","")',
    ],
)  # fmt: skip
def test_an_unwanted_formula_goes_back_whatever_is_stored_beside_it(formula: str) -> None:
    for text in (formula, f"={formula}"):
        assert said(with_cell(c.ADDRESS, Formula(text, "地址"))) == ["R-FORMULA"]


def test_an_error_value_goes_back() -> None:
    assert said(with_cell(c.ADDRESS, Fault("#N/A"))) == ["R-FORMULA"]
    assert said(with_cell(c.ADDRESS, Formula("A1", Fault("#REF!")))) == ["R-FORMULA"]
    assert said(with_cell(c.ADDRESS, "#REF!")) == ["R-FORMULA"]


@pytest.mark.parametrize(
    "formula",
    ['TEXT(MID(C93,7,8),"0000-00-00")', "=F3", "Sheet2!B4",
    "VLOOKUP(A2,表!A:F,6,FALSE)", '"1980-07-14"'],
)  # fmt: skip
def test_the_value_of_a_harmless_formula_is_taken(formula: str) -> None:
    judged = with_cell(c.BORN, Formula(formula, "1980-07-14"))
    assert (said(judged), judged.text(c.BORN)) == (["N-FORMULA-CACHED"], "1980-07-14")


def test_a_cell_longer_than_its_field_goes_back() -> None:
    assert said(with_cell(c.ADDRESS, "长" * 201)) == ["R-TOO-LONG"]
    assert said(with_cell(c.NAME, "长" * 61)) == ["R-TOO-LONG"]


def test_every_code_has_a_sentence_and_every_verdict_a_label() -> None:
    assert set(VERDICTS) == {"accept", "normalise", "human", "reject", "skip"}
    assert set(SENTENCES) >= CONFIRMABLE
    assert all(text.endswith("。") and len(text) < 60 for text in SENTENCES.values())
