"""Gentle limits for people without an account, and the work a browser does instead of a picture."""

from __future__ import annotations

from dangjian.kernel import toil
from dangjian.kernel.buckets import Buckets, Limit

SLOW = Limit(at_once=2, every=60.0)


def test_a_bucket_that_is_full_says_how_long_to_wait_and_runs_out() -> None:
    buckets = Buckets()
    assert [buckets.pour("letter", "10.0.0.1", SLOW, 0.0) for _ in range(3)] == [0, 0, 60]
    assert buckets.pour("letter", "10.0.0.1", SLOW, 30.0) == 30
    assert buckets.pour("letter", "10.0.0.1", SLOW, 60.0) == 0
    assert buckets.pour("letter", "10.0.0.2", SLOW, 60.0) == 0
    assert buckets.pour("code", "10.0.0.1", SLOW, 60.0) == 0


def test_what_did_not_happen_after_all_makes_room_again() -> None:
    buckets = Buckets()
    for _ in range(2):
        buckets.pour("letter", "10.0.0.1", SLOW, 0.0)
    buckets.give_back("letter", "10.0.0.1", SLOW, 0.0)
    assert [buckets.pour("letter", "10.0.0.1", SLOW, 0.0) for _ in range(2)] == [0, 60]


def test_after_an_hour_nothing_tells_who_came() -> None:
    """TRUST §2.1: an HMAC under a key that is renewed hourly, in memory alone."""
    buckets = Buckets()
    buckets.pour("letter", "10.0.0.1", SLOW, 0.0)
    [mark], key = buckets._levels, buckets._key
    assert b"10.0.0.1" not in mark and len(key) == 32
    buckets.pour("letter", "10.0.0.2", SLOW, 3600.0)
    assert mark not in buckets._levels and buckets._key != key


def test_work_is_bound_to_the_form_it_was_done_for() -> None:
    answer = toil.find("one form", 8)
    assert toil.is_done("one form", answer, 8)
    others = [toil.is_done(f"another form {n}", answer, 8) for n in range(20)]
    assert not all(others)
    for wrong in ("", "x", "１", "9" * 40, f"{answer}0"):
        assert wrong == f"{answer}0" or not toil.is_done("one form", wrong, 8)
    assert not toil.is_done("", answer, 8) and toil.is_done("one form", "0", 0)
