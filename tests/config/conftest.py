from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.config import installation

installed = pytest.fixture(scope="session")(installation.installed)
running = pytest.fixture(scope="session")(installation.running)


@pytest.fixture
def home() -> Iterator[Path]:
    """A data directory that does not exist yet."""
    with installation.no_real_server(), installation.installation() as home:
        yield home


@pytest.fixture
def made(installed: Path) -> Iterator[Path]:
    """A data directory whose database was made and stopped, with the row 7 in the table kept."""
    with installation.no_real_server(), installation.copy_of(installed) as home:
        yield home
