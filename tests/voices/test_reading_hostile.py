"""A hundred thousand characters are read in seconds, whatever they are."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dangjian.voices.reading import routes
from dangjian.voices.reading.likeness import likeness, signature

HOSTILE = [
    *("请", "请。", "举报书记", "，", "？", "您好，"),
    *("三块", "亲戚中标", "收红包。", "建议增设", "1 ", "a"),
]


@pytest.mark.parametrize("piece", HOSTILE, ids=repr)
def test_ten_times_the_letter_takes_about_ten_times_as_long(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        began = time.process_time()
        routes.read(text)
        signature(text)
        return time.process_time() - began

    seconds(1_000)
    short, long = min(seconds(10_000) for _ in range(3)), seconds(100_000)
    assert long < 10
    assert long < 30 * short + 0.1


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_any_text_at_all_is_read(text: str) -> None:
    reading = routes.read(text)
    assert reading.category in routes.CATEGORIES
    assert reading.route in routes.ROUTES
    likeness(text, text[::-1])
