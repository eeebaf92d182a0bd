"""National codes: complete, ordered, and found by the words people write."""

from __future__ import annotations

import pytest

from dangjian.kernel import codes
from dangjian.kernel.codes import CodeTable

TABLES = [codes.SEX, codes.ETHNIC, codes.EDUCATION, codes.DEGREE, codes.POLITICAL]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.title)
def test_a_table_has_each_code_and_each_name_once(table: CodeTable) -> None:
    assert len(table.codes) == len(table.rows) == len({name for _, name in table.rows})
    assert all(table.code(name) == code for code, name in table.rows)
    assert set(table.aliases.values()) <= table.codes
    assert not set(table.aliases) & {name for _, name in table.rows}


def test_there_are_56_ethnic_groups_and_two_others() -> None:
    assert len(codes.ETHNIC.rows) == 58
    assert [codes.ETHNIC.name(code) for code in ("01", "15", "43", "56", "97")] == [
        "汉族",
        "土家族",
        "乌孜别克族",
        "基诺族",
        "其他",
    ]


@pytest.mark.parametrize(
    ("table", "written", "code"),
    [
        (codes.ETHNIC, "汉", "01"),
        (codes.ETHNIC, " 维吾尔族 ", "05"),
        (codes.EDUCATION, "大学专科", "31"),
        (codes.EDUCATION, "大专", "31"),
        (codes.EDUCATION, "博士研究生", "11"),
        (codes.EDUCATION, "21", "21"),
        (codes.SEX, "女", "2"),
        (codes.POLITICAL, "团员", "03"),
        (codes.DEGREE, "学士", "4"),
        (codes.ETHNIC, "火星", None),
    ],
)
def test_what_people_write_is_found(table: CodeTable, written: str, code: str | None) -> None:
    assert table.code(written) == code


def test_a_form_offers_no_headings_and_nothing_unknown() -> None:
    assert codes.SEX.choices == [("1", "男"), ("2", "女")]
    assert codes.SEX.name("9") == "未说明"
    assert not {"10", "20", "30"} & {code for code, _ in codes.EDUCATION.choices}


def test_college_and_above_means_those_who_graduated() -> None:
    assert {codes.EDUCATION.name(code) for code in codes.COLLEGE_UP} == {
        "博士研究生",
        "硕士研究生",
        "研究生班",
        "大学本科",
        "大学普通班",
        "大学专科",
    }
