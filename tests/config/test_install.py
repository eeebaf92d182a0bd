"""Starting again: nothing changes twice, and a keyring that is not this register's is noticed."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from dangjian.config.install import check_keyring, install
from dangjian.kernel import crypto
from dangjian.kernel.keyring import Keyring
from dangjian.kernel.models import HolidayNotice, Leaf, RuleVersion
from dangjian.kernel.refusal import Refused
from tests.district import District


def test_a_second_start_adds_nothing(committed_db: str) -> None:
    before = [m.objects.count() for m in (HolidayNotice, RuleVersion, Leaf)]
    install(say=lambda _: None)
    assert [m.objects.count() for m in (HolidayNotice, RuleVersion, Leaf)] == before


def test_a_lost_keyring_is_noticed_before_anything_is_sealed_anew(
    district: District, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check_keyring()
    made_anew = tmp_path / "keyring.json"
    Keyring.create(made_anew)
    monkeypatch.setattr(settings, "KEYRING", str(made_anew))
    crypto.keyring.cache_clear()
    try:
        with pytest.raises(Refused, match="密钥文件"):
            check_keyring()
    finally:
        monkeypatch.undo()
        crypto.keyring.cache_clear()
