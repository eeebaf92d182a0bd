from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dangjian.config import cluster
from tests.config import installation


@pytest.fixture(autouse=True, scope="session")
def _no_real_server() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as environment:
        for name in ("DATABASE_URL", "DATABASE_APP_URL", "DATABASE_AUDIT_URL"):
            environment.delenv(name, raising=False)
        yield


@pytest.fixture
def home() -> Iterator[Path]:
    """A data directory that does not exist yet."""
    with installation.installation() as home:
        yield home


@pytest.fixture(scope="session")
def running() -> Iterator[Path]:
    """A data directory whose database runs, for tests that leave it as they found it."""
    with installation.installation() as home:
        cluster.ensure_running(home, installation.quiet)
        yield home


installed = pytest.fixture(scope="session")(installation.installed)


@pytest.fixture
def made(installed: Path) -> Iterator[Path]:
    """A data directory whose database was made and stopped, with the row 7 in the table kept."""
    with installation.copy_of(installed) as home:
        yield home
