from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.courier.told import Gateway


@pytest.fixture
def gateway(settings: Any, tmp_path: Path) -> Gateway:
    """All three kinds are set up, and write into a folder."""
    return Gateway(settings, tmp_path / "outbox")
