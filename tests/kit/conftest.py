"""Pages are shown from the source: what `collectstatic` would hash is not there."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def static_files_as_they_are(settings: object) -> None:
    settings.STORAGES = {  # type: ignore[attr-defined]
        **settings.STORAGES,  # type: ignore[attr-defined]
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
