"""Under the profile gm the log has a tree of SM3 beside that of SHA-256, proved and verified."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from dangjian.kernel import crypto, keyring
from dangjian.kernel.models import SM3Node
from dangjian.kernel.proofs import bundles, log, notes, sequencing, tree
from dangjian.kernel.proofs.findings import Kind
from dangjian.kernel.proofs.verifying import Kept
from tests.kernel.profiles import profile_gm
from tests.kernel.proofs import forging
from tests.kernel.proofs.forging import do, undone
from tests.kernel.proofs.offline import check_proof
from tests.kernel.proofs.written import TEXT, declare, kinds, leave, newest, verified

pytestmark = pytest.mark.guards

__all__ = ["profile_gm"]


@given(st.binary(max_size=300))
def test_the_scripts_own_sm3_is_that_of_the_library(content: bytes) -> None:
    assert check_proof.own_sm3(content) == check_proof.sm3(content) == tree.sm3(content)


def test_sm3_is_that_of_the_standard() -> None:
    """GB/T 32905-2016 A.1."""
    expected = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert check_proof.own_sm3(b"abc").hex() == expected


@pytest.mark.django_db
def test_what_was_written_before_the_change_is_proved_under_both(profile_gm: object) -> None:
    """Old leaves stay verifiable; new heads state both roots; the script checks either."""
    uid = uuid.uuid4()
    crypto_profile(keyring.INTL)
    declare(uid)
    leave(9)
    sequencing.sequence()
    assert notes.read(newest().note).sm3 is None and not SM3Node.objects.exists()
    before, kept = bundles.of_subject(uid, TEXT), newest("以前")
    crypto_profile(keyring.GM)
    leave(3)
    sequencing.Sequencer(batch=4).step(wait=True)
    sequencing.catch_up()
    leave()
    sequencing.sequence()
    head = notes.read(newest().note)
    assert head.sm3 is not None and head.sm3 != head.root
    report = verified(kept, newest("以后"))
    assert (report.good, report.kept) == (True, 2)
    after = bundles.of_subject(uid, TEXT)
    key = check_proof.read_key(str(log.public_keys()[-1]))
    assert "国密" not in next(check_proof.report(before, key, TEXT))
    assert "SHA-256 和国密 SM3 两种算法" in next(check_proof.report(after, key, TEXT))
    after["statements"][0]["sm3"][0] = "00" * 32
    with pytest.raises(check_proof.Wrong, match="SM3"):
        list(check_proof.report(after, key, TEXT))


def test_forgeries_of_the_tree_of_sm3_are_found(small_gm_log: Kept) -> None:
    for forged in (
        "UPDATE kernel_sm3node SET hash = sha256(hash) WHERE level = 0 AND number = 3",
        "UPDATE kernel_sm3node SET hash = sha256(hash) WHERE level = 2 AND number = 0",
        "DELETE FROM kernel_sm3node WHERE level = 0 AND number = 2",
        "DELETE FROM kernel_sm3node WHERE level = 0 AND number > 5",
        "DELETE FROM kernel_sm3node",
        "INSERT INTO kernel_sm3node VALUES (9, 9, '\\x00')",
    ):
        with undone():
            do("ALTER TABLE kernel_sm3node DISABLE TRIGGER USER")
            do(forged)
            assert kinds(verified(using="owner")) & {Kind.SM3, Kind.CHECKPOINT}, forged
    # Who rewrites everything and has the key, but leaves the other tree alone.
    with undone():
        forging.rewrite(random.Random(5), log.signing_keys()[-1])
        assert Kind.SM3 in kinds(verified(using="owner"))
        assert Kind.FORKED in kinds(verified(small_gm_log, using="owner"))


@pytest.fixture
def small_gm_log(committed_db: str, profile_gm: object) -> Iterator[Kept]:
    leave(9)
    sequencing.sequence()
    yield newest("见证")


def crypto_profile(name: str) -> None:
    keyring.add_key(Path(settings.KEYRING), name)
    crypto.keyring(afresh=True)
