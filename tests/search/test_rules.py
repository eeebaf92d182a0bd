"""How texts and questions are read, without a database."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangjian.search.queries.passages import marked, shown
from dangjian.search.rules import asking, packaged, parts, sounds, tokens
from dangjian.search.rules.plain import plain

TEXT = st.text(
    st.one_of(st.characters(codec="utf-8"), st.sampled_from("党費組織，。\n 〔２０２６〕号ＡİⅫ㎏")),
    max_size=400,
)


@given(TEXT)
def test_every_character_that_is_read_stands_somewhere_in_what_was_written(text: str) -> None:
    read = plain(text)
    assert len(read.text) == len(read.at)
    assert list(read.at) == sorted(read.at)
    assert all(0 <= at < max(len(text), 1) for at in read.at)


@given(TEXT)
def test_passages_lose_nothing_but_blanks(text: str) -> None:
    def bare(written: str) -> str:
        return "".join(written.replace("\x00", " ").split())

    found = list(parts.parts(text * 5))
    assert bare("".join(found)) == bare(text * 5)
    assert all(len(one) <= 3200 for one in found)


@given(TEXT, st.lists(st.sampled_from(["党费", "组织", "2026", "a", "号"]), max_size=4))
def test_marking_changes_no_character(text: str, words: list[str]) -> None:
    assert "".join(piece.text for piece in marked(text, words)) == text.replace("\n", " ")
    assert sum(len(piece.text) for piece in shown(text, words)) <= 130


@given(st.text(max_size=200))
def test_any_question_has_at_most_two_dozen_groups(typed: str) -> None:
    assert len(asking.read(typed).groups) <= 24


def test_traditional_and_wide_characters_are_read_as_the_plain_ones() -> None:
    assert plain("黨費標準　ＤａｎｇＦｅｉ２０２６").text == "党费标准 dangfei2026"


def test_a_run_gives_its_words_and_every_pair_of_neighbours() -> None:
    found = {(t.term, t.word) for t in tokens.tokens("党组织换届")}
    assert ("党组织", True) in found
    assert ("换届", True) in found
    assert ("织换", False) in found


@pytest.mark.parametrize(
    "written",
    ["组发〔2026〕3号", "组发[2026]3号", "组发2026年3号", "组发（2026）03号", "组发2026 3号"],
)
def test_the_number_of_a_document_is_one_piece_however_it_is_written(written: str) -> None:
    assert "2026#3" in {t.term for t in tokens.tokens(plain(written).text)}


def test_typed_sounds_are_blurred_as_many_ears_hear_them() -> None:
    assert sounds.blurred("zhu zhi") == sounds.blurred(sounds.sound("组织"))
    assert sounds.blurred("dan fei") == sounds.blurred("dang fei")


def test_numbers_up_to_ninety_nine_are_read_in_both_ways() -> None:
    said = [asking.chinese(n) for n in (1, 10, 12, 20, 35, 99)]
    assert said == ["一", "十", "十二", "二十", "三十五", "九十九"]


def test_the_list_of_words_can_be_read_and_no_saying_means_itself() -> None:
    known = packaged.wordings()
    assert "支部书记" in known["支书"].words
    assert [said for said, other in known.items() if said in other.words] == []
    assert all(other.words for other in known.values())


def test_a_synonym_never_counts_twice() -> None:
    [group] = [g for g in asking.read("隐私").groups if g.said == "隐私"]
    assert {way.said for way in group.alternatives} >= {"隐私", "个人信息"}
