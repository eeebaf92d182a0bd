"""The keys of an installation are made once; one of an earlier release gets what it lacks."""

from __future__ import annotations

import json
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dangjian.kernel.keyring import Keyring, ensure_keyring
from dangjian.kernel.refusal import Refused


@pytest.fixture
def older(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A keyring of a release that signed nothing yet."""
    monkeypatch.delenv("DANGJIAN_KEYRING", raising=False)
    path = ensure_keyring(tmp_path)
    content = json.loads(path.read_text())
    del content["signing"]
    path.write_text(json.dumps(content))
    return path


def test_a_new_keyring_signs_with_a_key_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DANGJIAN_KEYRING", raising=False)
    ring = Keyring.load(ensure_keyring(tmp_path))
    assert [len(seed) for seed in ring.signing] == [32]
    assert ring.signing[0] not in (ring.index, *ring.keys.values())
    assert Keyring.load(ensure_keyring(tmp_path)) == ring


def test_an_older_keyring_gets_one_signing_key_whoever_comes_first(
    older: Path, tmp_path: Path
) -> None:
    before = Keyring.load(older)
    assert before.signing == ()
    with ThreadPoolExecutor(4) as several:
        list(several.map(ensure_keyring, [tmp_path] * 8))
    after = Keyring.load(older)
    assert len(after.signing) == 1
    assert (after.current, after.keys, after.index) == (before.current, before.keys, before.index)
    assert stat.S_IMODE(older.stat().st_mode) == 0o600
    assert os.listdir(older.parent) == [older.name]


def test_a_keyring_that_cannot_be_written_is_said_in_a_sentence(
    older: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "open", _denied)
    with pytest.raises(Refused, match="又写不进去"):
        ensure_keyring(tmp_path)


def _denied(*_: object) -> int:
    """What the system says of a folder that may not be written."""
    raise PermissionError(13, "Permission denied")
