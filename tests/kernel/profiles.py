"""An installation's keyring of a profile of its own, for one test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from dangjian.kernel import crypto, keyring
from dangjian.kernel.keyring import Keyring
from dangjian.kernel.proofs import log


def _at(path: Path) -> None:
    settings.KEYRING = str(path)
    crypto.keyring.cache_clear()
    log.signing_keys.cache_clear()
    log.public_keys.cache_clear()


@pytest.fixture(params=[keyring.INTL, keyring.GM])
def profile(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Each profile in turn, with a keyring made for it."""
    before, path = settings.KEYRING, tmp_path / "keyring.json"
    Keyring.create(path, request.param)
    _at(path)
    yield request.param
    _at(Path(before))


@pytest.fixture
def profile_gm(tmp_path: Path) -> Iterator[Path]:
    """A keyring that began with national algorithms."""
    before, path = settings.KEYRING, tmp_path / "keyring.json"
    Keyring.create(path, keyring.GM)
    _at(path)
    yield path
    _at(Path(before))
