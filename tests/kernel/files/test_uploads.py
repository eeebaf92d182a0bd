"""A file that is sent: capped while it comes in, private, and gone afterwards (M1, L9)."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from dangjian.kernel.files import uploads
from dangjian.kernel.files.workbook.limits import LIMITS


@pytest.fixture
def incoming(tmp_path: Path, db: None, settings: Any) -> Path:
    settings.INCOMING = tmp_path / "incoming"
    return settings.INCOMING


def _send(data: bytes, **headers: str) -> Any:
    with override_settings(
        ROOT_URLCONF="tests.kernel.files.upload_urls",
        REPEATABLE_POSTS=settings.REPEATABLE_POSTS | {"take"},
    ):
        return Client().post("/take/", {"file": SimpleUploadedFile("名册.xlsx", data)}, **headers)


def test_an_upload_is_private_and_gone_afterwards(incoming: Path) -> None:
    answer = _send(b"rows").json()
    assert answer == {
        "name": "名册.xlsx",
        "digest": hashlib.sha256(b"rows").hexdigest(),
        "size": 4,
        "mode": "0o100600",
        "folder": "0o40700",
        "inside": True,
    }
    assert list(incoming.iterdir()) == []


def test_an_upload_beyond_the_cap_is_cut_off_with_a_sentence(
    incoming: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "LIMITS", LIMITS._replace(file=1024 * 1024))
    answer = _send(bytes(1024 * 1024 + 1))
    assert answer.status_code == 413
    assert "太大" in answer.content.decode()
    assert list(incoming.iterdir()) == []
    assert _send(bytes(1024 * 1024)).status_code == 200


def test_a_request_that_says_it_is_too_long_is_refused_before_anything_is_kept(
    incoming: Path,
) -> None:
    answer = _send(b"rows", CONTENT_LENGTH=str(2**30))
    assert answer.status_code == 413
    assert not incoming.exists()


def test_what_a_process_that_died_left_behind_is_swept(incoming: Path) -> None:
    place = uploads.folder()
    old, new = place / "old.upload", place / "new.upload"
    old.write_bytes(b"x")
    new.write_bytes(b"x")
    os.utime(old, (0, time.time() - 2 * 24 * 3600))
    assert uploads.folder() == place
    assert list(place.iterdir()) == [new]
