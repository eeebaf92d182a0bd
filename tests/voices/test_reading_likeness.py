"""Letters of one matter are found again, with a sentence or another order; others stay apart."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.letters import ELSEWHERE, letters
from dangjian.voices.reading.likeness import groups, likeness, near_ones, signature

LETTER = (
    "我们小区二次供水的水箱大半年没洗过，放出来的水发黄。打自来水公司说归物业。"
    "物业说泵房早移交了。老人孩子天天喝这个水，谁敢放心。请派人来化验一下。"
)
ALONE = [x["text"] for x in letters(ELSEWHERE) if not x["near_duplicate_group"]]
LONG = [text for text in ALONE if len(re.findall("[。！？]", text)) > 2]


def again(text: str, seed: int) -> str:
    """The same letter as people send it again: another order, a sentence more, a changed word."""
    chance = random.Random(seed)
    sentences = re.findall("[^。！？]+[。！？]?", text)
    chance.shuffle(sentences)
    text = "".join(sentences).replace("请", "恳请").replace("一直", "始终")
    return f"帮邻居转发：{text}以上情况属实。"


def test_a_letter_sent_again_is_near_and_says_why() -> None:
    found = likeness(LETTER, f"第二次来信。{LETTER}谢谢！15422096986")
    assert found.near
    assert found.score > 0.85
    assert "都写到“我们小区二次供水的水箱大半年没洗过，放出来的水发黄”" in found.reason


def test_those_near_a_letter_are_those_that_compared_one_by_one_are_near() -> None:
    """J3: with the same score and the same sentence."""
    others = [*ALONE[:20], LETTER, again(LETTER, 1)]
    one_by_one = [likeness(LETTER, other) for other in others]
    wanted = [(n, like) for n, like in enumerate(one_by_one) if like.near]
    assert near_ones(LETTER, others) == wanted
    assert [n for n, _ in wanted] == [20, 21]


def test_two_neighbours_who_send_one_text_send_one_text() -> None:
    ours, theirs = f"{LETTER}电话15422096986", f"{LETTER}电话15428700404"
    assert likeness(ours, theirs).score == 1.0
    assert signature(ours) == signature(theirs)
    assert "154" not in likeness(ours, theirs).reason


def test_letters_sent_again_are_found_and_nothing_else_is() -> None:
    texts = [*LONG, *(again(text, n) for n, text in enumerate(LONG))]
    found = groups(texts)
    assert len(LONG) > 50
    recalled = sum(found[n] == found[n + len(LONG)] == n for n in range(len(LONG)))
    assert recalled >= 0.95 * len(LONG)
    assert found[: len(LONG)] == list(range(len(LONG)))


def test_letters_of_one_topic_stay_apart() -> None:
    assert groups(ALONE) == list(range(len(ALONE)))


@pytest.mark.parametrize("text", ["", "。", "\u200b", "15422096986"])
def test_nothing_resembles_nothing(text: str) -> None:
    assert signature(text) == []
    assert not likeness(text, text).near


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_has_no_side(a: str, b: str) -> None:
    assert likeness(a, b).score == likeness(b, a).score
    assert 0 <= likeness(a, b).score <= 1


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_a_signature_fits_an_integer_column(text: str) -> None:
    found = signature(text)
    assert len(found) in (0, 48)
    assert all(-(2**31) <= n < 2**31 for n in found)
