"""Names sort and are found by pinyin, surnames read as surnames."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangjian.kernel import pinyin


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("张三", "zhang san"),
        ("单雄信", "shan xiong xin"),
        ("仇士良", "qiu shi liang"),
        ("曾国藩", "zeng guo fan"),
        ("解缙", "xie jin"),
        ("区大相", "ou da xiang"),
        ("查良镛", "zha liang yong"),
        ("盖叫天", "ge jiao tian"),
        ("任正非", "ren zheng fei"),
        ("纪晓岚", "ji xiao lan"),
        ("华罗庚", "hua luo geng"),
        ("朴树", "piao shu"),
        ("乐毅", "yue yi"),
        ("翟天临", "zhai tian lin"),
        ("覃辉", "qin hui"),
        ("缪荣", "miao rong"),
        ("员半千", "yun ban qian"),
        ("种师道", "chong shi dao"),
        ("繁钦", "po qin"),
        ("黑明", "he ming"),
        ("召虎", "shao hu"),
        ("折从远", "she cong yuan"),
        ("尉迟恭", "yu chi gong"),
        ("尉健行", "wei jian xing"),
        ("万俟卨", "mo qi xie"),
        ("万里", "wan li"),
        ("单于雄", "chan yu xiong"),
        ("单于", "shan yu"),
        ("长孙无忌", "zhang sun wu ji"),
        ("欧阳修", "ou yang xiu"),
        ("吕布", "lv bu"),
        ("张 三", "zhang san"),
        ("买买提·吐尔逊", "mai mai ti tu er xun"),
        ("单", "shan"),
        ("", ""),
    ],
)
def test_a_name_is_read_as_people_read_it(name: str, key: str) -> None:
    assert pinyin.key(name) == key


def test_names_sort_by_syllable_and_not_by_letter() -> None:
    names = ["连波", "李昂", "李安", "梁冰", "黎明"]
    assert sorted(names, key=pinyin.key) == ["李安", "李昂", "黎明", "连波", "梁冰"]


def test_an_organization_is_not_read_as_a_surname() -> None:
    assert pinyin.text_key("解放路第3党支部（A区）") == "jie fang lu di 3 dang zhi bu a qu"


def test_a_character_nobody_can_read_goes_to_the_end() -> None:
    assert pinyin.key("\U00030000三").startswith("zz30000 ")


@given(st.text(max_size=200))
def test_a_key_is_ascii_short_and_always_the_same(text: str) -> None:
    for key in (pinyin.key(text), pinyin.text_key(text)):
        assert key.isascii()
        assert len(key) <= pinyin.LENGTH
        assert key == key.lower()
    assert pinyin.key(text) == pinyin.key(text)


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("zhangsan", ["zhang san", "zhang sa n"]),
        ("Zhang San", ["zhang san", "zhang sa n"]),
        ("zhangs", ["zhang s"]),
        ("lyubu", ["lv bu"]),
        ("lü", ["lv"]),
        ("zh", ["zh"]),
        ("abc1", ["abc1"]),
        ("", [""]),
    ],
)
def test_typed_pinyin_is_cut_into_syllables(typed: str, keys: list[str]) -> None:
    assert pinyin.query_keys(typed) == keys
    assert pinyin.query_key(typed) == keys[0]


def test_letters_that_may_be_cut_in_two_ways_find_both() -> None:
    assert pinyin.query_keys("xian")[0] == "xian"
    assert "xi an" in pinyin.query_keys("xian")
    assert pinyin.query_keys("xi'an")[0] == "xi an"
    assert {"fang ang", "fan gang"} <= set(pinyin.query_keys("fangang"))


def test_a_long_line_of_letters_is_cut_at_once() -> None:
    assert len(pinyin.query_keys("xian" * 100)) == 8


@pytest.mark.parametrize("name", ["张三", "单雄信", "欧阳修", "吕布", "李安", "西安", "方昂"])
def test_every_name_is_found_by_its_own_pinyin(name: str) -> None:
    key = pinyin.key(name)
    assert any(key.startswith(typed) for typed in pinyin.query_keys(key.replace(" ", "")))


def test_initials_follow_the_surname() -> None:
    assert [pinyin.initials(name) for name in ("张三", "单雄信", "欧阳修")] == ["zs", "sxx", "oyx"]
