"""Fixtures of the whole suite: real PostgreSQL, a template database, a small district."""

from __future__ import annotations

import fcntl
import gc
import hashlib
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.template import Context
from django.template.base import Template
from django.test import Client

from dangjian.config import cluster
from dangjian.kernel import row_scope, rules
from dangjian.kernel.buckets import Buckets
from tests import snapshot
from tests.browser import browser
from tests.district import TODAY, District, build
from tests.environment import HOME, PROJECT

# Two processes share a machine with browsers and databases: how long a draw takes proves nothing.
hypothesis.settings.register_profile(
    "district", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("district")

# Who asks or acts without a page is an operator at the command line; a page begins with nothing.
row_scope._Here.scope = row_scope.WHOLE

ALIASES = ("default", "owner", "auditor")

# What takes long begins first, so that neither process waits for the other in the end.
LONG = (
    "guards/test_matrix",
    "journeys/test_every_page",
    "faults",
    "journeys",
    "demo",
    "config",
    "kit/test_gallery",
    "openness",
    "portal",
    "kernel",
    "registry",
)

__all__ = ["browser"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A file is what a process takes at a time (`--dist loadfile`), in this order."""
    items.sort(key=_turn)


def pytest_collection_finish() -> None:
    """What is loaded by now stays: the collector looks only at what tests make."""
    gc.freeze()
    gc.enable()


def _turn(item: pytest.Item) -> int:
    file = item.path.relative_to(PROJECT / "tests").as_posix()
    return next((at for at, part in enumerate(LONG) if file.startswith(part)), len(LONG))


def _fingerprint() -> str:
    """Changes whenever a migration, a packaged seed, a table of moves or a privilege changes."""
    digest = hashlib.sha256()
    sources = [
        *PROJECT.glob("dangjian/*/migrations/*.py"),
        *PROJECT.glob("dangjian/kernel/data/**/*"),
        *PROJECT.glob("dangjian/kernel/*seeds*.py"),
        *PROJECT.glob("dangjian/*/rules/*table*.py"),
        PROJECT / "dangjian/desk/rooms.py",
        PROJECT / "dangjian/config/grants.py",
        PROJECT / "dangjian/config/guarded.py",
        PROJECT / "dangjian/config/install.py",
        PROJECT / "dangjian/config/structure.sql",
        PROJECT / "requirements/base.txt",
    ]
    for source in sorted(path for path in sources if path.is_file()):
        digest.update(str(source.relative_to(PROJECT)).encode() + source.read_bytes())
    return digest.hexdigest()[:12]


def use_database(name: str) -> None:
    """Point the three roles at a database."""
    for alias in ALIASES:
        connections[alias].close()
        settings.DATABASES[alias]["NAME"] = name
        connections[alias].settings_dict["NAME"] = name


def template_database() -> str:
    """The migrated template of this state of the code; made by the first process that needs it."""
    name = f"template_{_fingerprint()}"
    with (HOME / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _exists(name):
            draft = f"{name}_draft"
            cluster.drop_database(HOME, draft)
            cluster.create_database(HOME, draft)
            use_database(draft)
            from dangjian.config.install import install

            install(say=lambda _: None)
            for alias in ALIASES:
                connections[alias].close()
            cluster.copy_database(HOME, draft, name)
            cluster.drop_database(HOME, draft)
    return name


def _exists(name: str) -> bool:
    with psycopg.connect(cluster.addresses(HOME).owner, autocommit=True) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return found.fetchone() is not None


@pytest.fixture(scope="session", autouse=True)
def static_files() -> None:
    """The style sheet and script as the web server has them, collected by one process at a time."""
    with (HOME / "static.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        call_command("collectstatic", interactive=False, verbosity=0)


@pytest.fixture(scope="session", autouse=True)
def only_the_page_itself_is_told(django_test_environment: None) -> None:
    """Django's test client keeps a copy of the context of every template that is drawn, a dozen to
    a page; of a page one is enough (`answer.context`)."""
    told, drawing = Template._render, threading.local()

    def render(self: Template, context: Context) -> str:
        if getattr(drawing, "inside", False):
            return self.nodelist.render(context)
        drawing.inside = True
        try:
            return told(self, context)
        finally:
            drawing.inside = False

    Template._render = render


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: object) -> Iterator[None]:
    """One database for each worker process, copied from the template in a tenth of a second."""
    mine = f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        cluster.copy_database(HOME, template_database(), mine)
        use_database(mine)
        # As in a process that has served before: queries are counted without this first reading.
        rules.book(on=TODAY)
        yield
        for alias in ALIASES:
            connections[alias].close()
        cluster.drop_database(HOME, mine)


@pytest.fixture
def committed_db(django_db_setup: None, django_db_blocker: object) -> Iterator[str]:
    """A database of its own where commits are real: for tests of concurrency and of crashes.

    (Evidence cannot be truncated, so the ordinary flush between such tests cannot be used.)
    """
    before = settings.DATABASES["default"]["NAME"]
    name = f"{before}_committed"
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        cluster.drop_database(HOME, name)
        cluster.copy_database(HOME, template_database(), name)
        use_database(name)
        yield name
        use_database(before)
        cluster.drop_database(HOME, name)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The real-shaped input with answer keys, where the checkout has it beside itself."""
    folder = PROJECT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the shared data are not beside this checkout")
    return folder


@pytest.fixture(autouse=True)
def fresh_buckets() -> None:
    """How often somebody came is forgotten between tests: they all come from one place."""
    forget_pace()


def forget_pace() -> None:
    """As if nobody had come yet."""
    from dangjian.forum.views import pace
    from dangjian.openness.views import doors
    from dangjian.voices.views import gates

    for room in (gates, pace, doors):
        room._buckets = Buckets()


@pytest.fixture
def district(db: None, monkeypatch: pytest.MonkeyPatch) -> District:
    """The tiny district on 2026-11-23, in a transaction that is rolled back afterwards."""
    monkeypatch.setenv("DANGJIAN_CLOCK", TODAY.isoformat())
    return snapshot.district(build)


@pytest.fixture
def sign_in(district: District) -> Callable[[Client, str], Client]:
    """sign_in(client, "clerk"): a browser signed in as the holder of that role."""
    return district.sign_in
