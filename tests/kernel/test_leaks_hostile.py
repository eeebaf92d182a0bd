"""Whatever is thrown at it, masking leaves nothing, invents nothing, and keeps its pace."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dangjian.kernel import leaks

PIECES = st.sampled_from(
    [
        *("15422096986", "154 2209 6986", "+86-154-2209-6986", "0340-5555441", "(0340)5555441"),
        *("510100195205179963", "510100 19520517 9963", "510100520517996", "5101001952051799"),
        *("6200000000000005", "6200 0000 0000 0005", "一五四二二〇九六九八六"),
        *("１５４２２０９６９８６", "本人", "我叫", "我是", "联系人：", "方秀英", "欧阳明"),
        *("电话", "座机：", "身份证号", "卡号"),
        *("微信", "加V：", "QQ", "lan_8831", "a@b.cn", "@", "京A·12345", "3栋2单元501室", "家住"),
        *("12号", "5组7号", "编号", "护照", "E12345678", "转801", "X", "86", "0", "1", "5", "9"),
        *(" ", "-", "—", ".", "，", "。", "\n", "\u200b", "（", "）", "敬礼！", "＊＊", "今年"),
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=3), max_size=14).map("".join)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_what_is_masked_once_is_masked(text: str) -> None:
    masked = leaks.mask(text)
    assert leaks.find(masked) == ()
    assert leaks.mask(masked) == masked


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_findings_stand_in_the_text_as_it_was_written(text: str) -> None:
    end = 0
    for finding in leaks.find(text):
        assert end <= finding.start < finding.end
        assert text[finding.start : finding.end] == finding.text
        end = finding.end


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from(["15422096986", "510100195205179963", "0340-5555441"]))
def test_no_surroundings_hide_a_number_that_stands_by_itself(text: str, number: str) -> None:
    found = leaks.find(f"{text}，{number}，{text}")
    assert any(f.start <= len(text) + 1 < f.end and f.text.endswith(number) for f in found)


@settings(max_examples=150, deadline=None)
@given(st.text())
def test_any_text_at_all_is_read(text: str) -> None:
    leaks.secrecy_marks(text)
    assert leaks.find(leaks.mask(text)) == ()


HOSTILE = [
    *("1", "1 ", "0-1 ", "(0", "a", "@", "a@", "一", "住", "家住1-", "本人", "12号楼"),
    *(" ", "\n", "机密 \n", "86 1 3", "034 05", "1一", "5101001952051799", "我是", "京A", "姓名 "),
    *("微信", "机密", "\u200b", "１", "X", "１５４２", "编号", "赵", "号1单元"),
]


@pytest.mark.parametrize("piece", HOSTILE, ids=repr)
def test_ten_times_the_letter_takes_about_ten_times_as_long(piece: str) -> None:
    """What grew with the square of the length would take a hundred times as long, at every try."""

    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        began = time.process_time()
        leaks.find(text)
        leaks.secrecy_marks(text)
        return time.process_time() - began

    seconds(1_000)
    tries = ((seconds(10_000), seconds(100_000)) for _ in range(6))
    assert any(long < 30 * short + 0.02 for short, long in tries)
