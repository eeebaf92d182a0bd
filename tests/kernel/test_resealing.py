"""The key is changed while people work: nothing is lost, nothing becomes unreadable."""

from __future__ import annotations

import datetime as dt
import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections
from django.utils import timezone

from dangjian.config import cluster
from dangjian.kernel import crypto, keyring, resealing
from dangjian.kernel.crypto import SealBroken, Sealer
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Refused
from dangjian.voices.models import Draft
from tests.conftest import template_database, use_database
from tests.environment import HOME
from tests.kernel.profiles import profile
from tests.kernel.proofs.forging import do

__all__ = ["profile"]
TABLE, COLUMN = "voices_draft", "fields"


def sealed(words: str) -> Draft:
    draft = Draft(token_index=os.urandom(16), kept_until=timezone.now() + dt.timedelta(1))
    draft.seal(COLUMN, words)
    draft.save()
    return draft


@pytest.fixture(scope="module")
def committed(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    """A database of its own where commits are real, for all of these."""
    before = settings.DATABASES["default"]["NAME"]
    name = f"{before}_resealed"
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        cluster.copy_database(HOME, template_database(), name)
        use_database(name)
        yield
        use_database(before)
        cluster.drop_database(HOME, name)


@pytest.fixture
def drafts(committed: None, profile: str) -> Iterator[list[Draft]]:
    """Letters that people are writing, sealed with the first key of either profile."""
    yield [sealed(f"第{number}封") for number in range(40)]
    Draft.objects.all().delete()


def test_under_load_nothing_is_lost_and_nothing_unreadable(drafts: list[Draft]) -> None:
    """Who writes, who read before and saves afterwards, who sealed with the old key long ago, who
    holds a row: all of them at work while the key is changed twice, to the other profile and on."""
    said = {draft.pk: draft.unseal(COLUMN) for draft in drafts}
    stop, failures = threading.Event(), list[BaseException]()
    stale = Sealer(TABLE, COLUMN)

    def write(mine: list[Draft], keep: bool) -> None:
        try:
            turn = 0
            while not stop.is_set():
                turn += 1
                for draft in mine:
                    words = f"第{turn}次改 {draft.pk}"
                    if keep:
                        setattr(draft, COLUMN, stale.seal(draft.uid, words))
                    else:
                        draft.seal(COLUMN, words)
                    draft.save()
                    said[draft.pk] = words
                if turn % 3 == 0:
                    said[(new := sealed(f"新的{turn}")).pk] = f"新的{turn}"
                    assert new.unseal(COLUMN)
        except BaseException as failure:
            failures.append(failure)
            raise
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=write, args=(drafts[:8], False)),
        threading.Thread(target=write, args=(drafts[8:12], True)),
    ]
    for thread in threads:
        thread.start()
    table = next(one for one in resealing.tables() if one.name == TABLE)
    other = keyring.GM if crypto.keyring().profile == keyring.INTL else keyring.INTL
    for change in (other, None):
        resealing.begin(change, by=SYSTEM)
        for _ in range(4):
            resealing._round(table, resealing.Resealed(), lambda done: None, 5)
    stop.set()
    for thread in threads:
        thread.join()
    assert not failures
    done = resealing.resume(by=SYSTEM)
    assert done.many_broken() == 0
    found = {draft.pk: draft.unseal(COLUMN) for draft in Draft.objects.all()}
    assert found == said
    assert set(resealing.counts()) == {3}
    assert {bytes(draft.fields)[0] for draft in Draft.objects.all()} == {
        2 if crypto.keyring().profile == keyring.GM else 1
    }
    leaf = Leaf.objects.filter(verb="reseal").latest("id")
    assert json.loads(leaf.body)["detail"] == {"values": done.values, "broken": 0}


def test_an_old_key_goes_only_when_nothing_needs_it(drafts: list[Draft]) -> None:
    ring, now = Path(settings.KEYRING), timezone.now()
    with pytest.raises(Refused, match="没有旧密钥"):
        resealing.drop_old(now=now, by=SYSTEM)
    assert resealing.begin(None, by=SYSTEM) == 2
    stranger = drafts[0]
    do(f"UPDATE {TABLE} SET uid = gen_random_uuid() WHERE id = %s", stranger.pk)
    done = resealing.resume(by=SYSTEM, piece=7)
    assert (done.values, done.broken) == (39, {TABLE: {(stranger.pk, COLUMN)}})
    with pytest.raises(Refused, match="还不到一小时"):
        resealing.drop_old(now=timezone.now(), by=SYSTEM)
    later = timezone.now() + dt.timedelta(hours=2)
    with pytest.raises(Refused, match="1 号 1 处"):
        resealing.drop_old(now=later, by=SYSTEM)
    do(f"UPDATE {TABLE} SET uid = %s WHERE id = %s", stranger.uid, stranger.pk)
    copied = Sealer(TABLE, COLUMN)
    assert resealing.resume(by=SYSTEM).values == 1
    blob = bytes(drafts[1].fields)
    assert copied.unseal(drafts[1].uid, blob) == "第1封"
    assert resealing.drop_old(now=later, by=SYSTEM) == [1]
    assert list(keyring.Keyring.load(ring).keys) == [2]
    with pytest.raises(SealBroken, match="unknown version or key"):
        copied.unseal(drafts[1].uid, blob)
    drafts[1].refresh_from_db()
    assert drafts[1].unseal(COLUMN) == "第1封"


def test_a_row_that_a_trigger_keeps_is_sealed_anew_too(drafts: list[Draft]) -> None:
    """A published notice cannot be changed; its sealed names go to the new key all the same, and
    afterwards the trigger stands again."""
    do(
        f"CREATE TRIGGER stays BEFORE UPDATE ON {TABLE}"
        " FOR EACH ROW EXECUTE FUNCTION kernel_leaf_stays()"
    )
    resealing.begin(None, by=SYSTEM)
    assert resealing.resume(by=SYSTEM).values == 40
    assert Draft.objects.get(pk=drafts[3].pk).unseal(COLUMN) == "第3封"
    with pytest.raises(Exception, match="neither changed nor removed"), connection.cursor() as ask:
        ask.execute(f"UPDATE {TABLE} SET kept_until = now()")
    do(f"DROP TRIGGER stays ON {TABLE}")


def test_broken_twin_who_does_not_look_again_writes_over_others_words(drafts: list[Draft]) -> None:
    """What was read is written back only where it still stands: without that, words are lost."""
    resealing.begin(None, by=SYSTEM)
    table = next(one for one in resealing.tables() if one.name == TABLE)
    draft, old = drafts[0], bytes(drafts[0].fields)
    fresh = Sealer(TABLE, COLUMN).seal(draft.uid, "第0封")
    draft.seal(COLUMN, "后来的话")
    draft.save()
    with connections["owner"].cursor() as cursor:
        assert resealing._write(cursor, table, COLUMN, [(draft.pk, old, fresh)]) == 0
    assert Draft.objects.get(pk=draft.pk).unseal(COLUMN) == "后来的话"
    do(f"UPDATE {TABLE} SET {COLUMN} = %s WHERE id = %s", fresh, draft.pk)
    assert Draft.objects.get(pk=draft.pk).unseal(COLUMN) == "第0封"


def test_every_sealed_column_is_gone_through() -> None:
    """A column added later is met by itself; rows are told by whole numbers."""
    found = {(table.name, column) for table in resealing.tables() for column in table.columns}
    assert found == set(crypto.sealed_columns()) and len(found) > 40
    for model in set(crypto.sealed_columns().values()):
        assert model._meta.pk.get_internal_type() == "BigAutoField"


def test_two_who_change_the_keyring_both_have_their_way(tmp_path: Path) -> None:
    path = tmp_path / "keyring.json"
    keyring.Keyring.create(path)
    threads = [threading.Thread(target=keyring.add_key, args=(path,)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ring = keyring.Keyring.load(path)
    assert (sorted(ring.keys), ring.current) == ([1, 2, 3, 4, 5, 6, 7], 7)
    assert len(set(ring.keys.values())) == 7
    assert os.listdir(tmp_path) == ["keyring.json"]
