"""Whoever forges a row of the evidence log is found out, and it is said where.

The forger is a superuser who disables triggers. Only one who has the signing key too and computes
everything anew, or who cuts off the end, is not found out by the log itself: that is what a
checkpoint is kept elsewhere for.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import uuid
from collections import Counter
from collections.abc import Iterator

import pytest
from django.conf import settings

from dangjian.config import cluster
from dangjian.kernel.models import Leaf
from dangjian.kernel.proofs import log, sequencing
from dangjian.kernel.proofs.cosigning import WitnessKey
from dangjian.kernel.proofs.findings import MOST_OF_A_KIND, Kind
from dangjian.kernel.proofs.verifying import Kept
from tests.conftest import template_database, use_database
from tests.environment import HOME
from tests.kernel.proofs import forging
from tests.kernel.proofs.forging import FORGERIES, WHOLE, do, undone
from tests.kernel.proofs.written import declare, kinds, leave, newest, verified, writers

pytestmark = pytest.mark.guards


@pytest.fixture(scope="module")
def small_log(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    """Several heads, public statements, ids that were drawn and never committed; in a database of
    its own, made once: whatever is forged is undone."""
    before = settings.DATABASES["default"]["NAME"]
    name = f"{before}_forged"
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        cluster.copy_database(HOME, template_database(), name)
        use_database(name)
        sequencing.sequence()
        notice = uuid.uuid4()
        for _ in range(4):
            leave(5)
            declare(notice)
            with writers() as (failing,):
                failing.write()
            sequencing.sequence()
        assert verified(using="owner").good
        yield
        use_database(before)
        cluster.drop_database(HOME, name)


@pytest.fixture(autouse=True)
def honest(small_log: None) -> Iterator[None]:
    yield
    assert verified(using="owner").good


@pytest.mark.parametrize(
    "times", [2, pytest.param(60, marks=pytest.mark.full)], ids=lambda times: f"{times} of each"
)
def test_every_forgery_of_a_single_row_is_found(times: int) -> None:
    """20 kinds; the full run tries more than a thousand."""
    dice, found = random.Random(20261123), Counter[str]()
    for name, forge in FORGERIES.items():
        for _ in range(times):
            with undone():
                forge(dice)
                report = verified(using="owner")
                assert not report.good, name
                assert all(one.sentence for one in report.findings.named)
                found[name] += 1
    assert found.total() == times * 20


def test_it_is_said_which_row_was_forged_and_how() -> None:
    leaf = Leaf.objects.order_by("-id")[7]
    position = leaf.place.position
    where = f"第 {position + 1} 条（编号 {leaf.pk}）"
    with undone():
        do("UPDATE kernel_leaf SET verb = 'other' WHERE id = %s", leaf.pk)
        assert _said() == [f"{where}的“verb”和正文里写的不同，被改过。"]
    with undone():
        do("UPDATE kernel_leaf SET salt = '\\x01' WHERE id = %s", leaf.pk)
        assert _said() == [f"{where}的正文、盐或者摘要被改过，重新算的和存的不同。"]
    with undone():
        do("DELETE FROM kernel_leaf WHERE id = %s", leaf.pk)
        assert _said() == [f"{where}被删除了，公开记录里还有它的位置。"]
    with undone():
        do("UPDATE kernel_leaf SET id = -5 WHERE id = %s", leaf.pk)
        assert _said()[1] == "编号 -5 的记录没有编入公开记录，是绕过本系统、事后补进来的。"
    with undone():
        do("DELETE FROM kernel_logcheckpoint WHERE number = 2")
        assert _said() == ["第 3 号检查点前面应当是第 2 号，却是第 1 号，中间的被删除了。"]


def _said() -> list[str]:
    return [one.sentence for one in verified(using="owner").findings.named]


def test_who_computes_everything_anew_lacks_the_key() -> None:
    with undone():
        forging.rewrite(random.Random(1), None)
        report = verified(using="owner")
    assert kinds(report) == {Kind.CHECKPOINT}
    assert all("不是本系统的密钥签的" in one.sentence for one in report.findings.named)


def test_who_has_the_key_too_is_found_out_by_a_kept_checkpoint() -> None:
    """T10: the witness refuses. Without one nobody can tell, which is what makes it needed."""
    kept = newest("公告栏")
    dice = random.Random(2)
    for _ in range(3):
        with undone():
            forging.rewrite(dice, log.signing_keys()[-1])
            assert verified(using="owner").good
            report = verified(kept, using="owner")
            assert kinds(report) == {Kind.FORKED}
            assert "公告栏" in report.findings.named[0].sentence
            assert "被改过、重新算过" in report.findings.named[0].sentence


@pytest.mark.parametrize(
    "times", [1, pytest.param(50, marks=pytest.mark.full)], ids=lambda times: f"{times} of each"
)
def test_with_a_witness_every_forgery_is_found(times: int) -> None:
    """Single rows, salts swapped, the end cut off, and everything computed anew with the log's own
    key. Broken twin: the same without the witness lets the last two pass (full: over 1,000)."""
    witness = WitnessKey("neighbour.example/one", bytes(32))
    note = witness.cosign(newest().note, dt.datetime.now(dt.UTC))
    kept = Kept("见证人", note, (witness.public,))
    dice, found, missed = random.Random(20261126), Counter[str](), Counter[str]()
    for name, forge in {**FORGERIES, **WHOLE}.items():
        for _ in range(times):
            with undone():
                forge(dice)
                report = verified(kept, using="owner")
                assert not report.good, name
                found[name] += 1
                missed[name] += name in WHOLE and verified(using="owner").good
    print(f"found {found.total()} of {times * 24}, without the witness missed {missed.total()}")
    assert found.total() == times * 24
    assert {name: many for name, many in missed.items() if many} == dict.fromkeys(
        ("rewrite_with_the_key", "cut"), times
    )


def test_a_forger_cannot_stand_in_for_the_witness() -> None:
    """He has the log's key, and writes a file of heads that fits what he forged."""
    witness, thief = (WitnessKey("neighbour.example/one", os.urandom(32)) for _ in range(2))
    with undone():
        forging.rewrite(random.Random(2), log.signing_keys()[-1])
        for note in (newest().note, thief.cosign(newest().note, dt.datetime.now(dt.UTC))):
            report = verified(Kept("伪造", note, (witness.public,)), using="owner")
            assert "不是登记过的见证人签的" in report.findings.named[0].sentence
            assert (report.witnessed, report.witnessed_at) == (0, None)


def test_who_cuts_off_the_end_is_found_out_by_a_kept_checkpoint() -> None:
    kept = newest()
    with undone():
        forging.cut(random.Random(3))
        assert verified(using="owner").good
        report = verified(kept, using="owner")
    assert kinds(report) == {Kind.FORKED}
    assert "后面的被删除了" in report.findings.named[0].sentence


def test_who_forgets_a_head_of_a_longer_log_is_found_out_by_it() -> None:
    with undone():
        do("DELETE FROM kernel_position WHERE position > 160")
        assert {Kind.CUT, Kind.NODE, Kind.INSERTED} <= kinds(verified(using="owner"))


def test_of_many_alike_the_first_are_named_and_all_are_counted() -> None:
    with undone():
        do("UPDATE kernel_leaf SET salt = '\\x01'")
        report = verified(using="owner")
    assert len(report.findings.named) == MOST_OF_A_KIND
    assert report.findings.counts[Kind.EDITED] == report.size
    assert report.findings.unnamed() == report.size - MOST_OF_A_KIND
