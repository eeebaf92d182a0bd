"""An honest log is found good, by heads of every age; what waits or is dated wrongly is told."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dangjian.kernel.models import Leaf
from dangjian.kernel.proofs import log, notes, sequencing, verifying
from dangjian.kernel.proofs.findings import Kind
from dangjian.kernel.proofs.notes import Checkpoint, SigningKey
from dangjian.kernel.proofs.verifying import Kept
from tests.kernel.proofs.written import kinds, leave, newest, verified

pytestmark = pytest.mark.guards


@pytest.mark.django_db
def test_a_kept_checkpoint_of_every_age_fits_an_honest_log() -> None:
    kept = []
    for many in (1, 2, 5, 9):
        leave(many)
        sequencing.sequence()
        kept.append(newest(f"{many}"))
    report = verified(*kept)
    assert (report.good, report.kept) == (True, 4)
    root = report.root
    assert notes.read(kept[-1].note).root == root


@pytest.mark.django_db
def test_a_kept_checkpoint_of_others_does_not_count() -> None:
    leave()
    sequencing.sequence()
    thief = SigningKey(log.signing_keys()[-1].name, bytes(32))
    signed = thief.sign(Checkpoint(thief.name, 1, bytes(32)))
    other_log = SigningKey("other-log", bytes(32)).sign(Checkpoint("other-log", 1, bytes(32)))
    for note in (signed, other_log, "no checkpoint"):
        report = verified(Kept("别处", note))
        assert kinds(report) == {Kind.FORKED}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("written", "kind"),
    [
        (dt.timedelta(days=-9), Kind.BACK_DATED),
        (dt.timedelta(hours=-2), Kind.BACK_DATED),
        (dt.timedelta(hours=2), Kind.FORE_DATED),
    ],
)
def test_a_leaf_dated_otherwise_than_when_it_came_is_found(
    written: dt.timedelta, kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever may write leaves (the application itself) may still not date them."""
    sequencing.sequence()
    leave()
    sequencing.sequence()
    at = Leaf.objects.latest("id").at + written
    monkeypatch.setattr("django.utils.timezone.now", lambda: at)
    leave()
    monkeypatch.undo()
    sequencing.sequence()
    report = verified()
    assert kinds(report) == {kind}
    assert report.findings.named[0].leaf == Leaf.objects.latest("id").pk


@pytest.mark.django_db
def test_hours_without_a_sequencer_make_no_leaf_one_dated_too_early(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """More waited than one batch takes: its head came hours after the times of the next batch."""
    earlier = timezone.now() - 2 * verifying.LATE
    monkeypatch.setattr("django.utils.timezone.now", lambda: earlier)
    leave(sequencing.BATCH + 9)
    monkeypatch.undo()
    assert sequencing.sequence() > sequencing.BATCH
    report = verified()
    assert (report.checkpoints, report.findings.named) == (2, [])


@pytest.mark.django_db
def test_what_waits_for_its_place_is_counted_and_is_no_fault() -> None:
    sequencing.sequence()
    leave(3)
    report = verified()
    assert (report.good, report.waiting) == (True, 3)


@pytest.mark.django_db
def test_an_empty_log_is_good() -> None:
    report = verified()
    assert (report.good, report.size, report.checkpoints) == (True, 0, 0)
    assert report.waiting == Leaf.objects.count()


@pytest.mark.django_db
def test_verifying_goes_chunk_by_chunk_and_says_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    leave(40)
    sequencing.Sequencer(batch=7).step()
    size, told, asked = log.head().size, [], []
    for chunk in (4096, 16):
        monkeypatch.setattr(verifying, "CHUNK", chunk)
        with CaptureQueriesContext(connection) as context:
            report = verifying.verify(using="default", tell=told.append)
        assert report.good
        asked.append(len(context))
    assert told == [size, *[16] * (size // 16), *([size % 16] if size % 16 else [])]
    assert asked == [2 + 3 + 5, 2 + 3 * -(-size // 16) + 5]


def test_the_auditor_verifies_one_state_while_others_write(committed_db: str) -> None:
    leave(4)
    sequencing.sequence()
    with verifying.snapshot("auditor"):
        size = verifying.size("auditor")
        leave(4)
        sequencing.sequence()
        report = verifying.verify(using="auditor")
    assert (report.good, report.size) == (True, size)
    assert verified(using="auditor").size == size + 4
    with pytest.raises(Exception, match="read-only"), verifying.snapshot("default"):
        leave()
    assert not transaction.get_connection("default").in_atomic_block
