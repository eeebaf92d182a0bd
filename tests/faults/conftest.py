import pytest

from tests.config import installation

installed = pytest.fixture(scope="session")(installation.installed)
