import pytest

from tests.config import installation
from tests.faults import harness

installed = pytest.fixture(scope="session")(installation.installed)
furnished = pytest.fixture(scope="session")(harness.furnished)
