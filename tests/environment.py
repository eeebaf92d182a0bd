"""Loaded before Django's settings: tests have a data directory and a database server of their own.

The server stays up between runs (`.data-test/`), as the real one does; what the tests write lives
in databases copied from one migrated template and dropped at the end.
"""

from __future__ import annotations

import gc
import os
from pathlib import Path

from django.contrib.auth.hashers import Argon2PasswordHasher

from dangjian.config import cluster
from dangjian.kernel.keyring import ensure_keyring

# The programs and tests stay: nothing is collected until all are loaded (conftest.py).
gc.disable()

PROJECT = Path(__file__).resolve().parent.parent

os.environ.setdefault("DANGJIAN_HOME", str(PROJECT / ".data-test"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dangjian.config.settings")
# Playwright's synchronous interface runs an event loop in the test's own thread.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
HOME = cluster.home()
os.environ.setdefault("DANGJIAN_GALLERY", "1")
# Gateways of the tests: notices become files.
os.environ.setdefault("DANGJIAN_MAIL", f"folder:{HOME / 'outbox'}")
os.environ.setdefault("DANGJIAN_SMS", f"folder:{HOME / 'outbox'}")

cluster.ensure_running(HOME, say=lambda _: None)
ensure_keyring(HOME)

# The real hash, with a thousandth of the work it is meant to cost whoever tries passwords.
Argon2PasswordHasher.time_cost, Argon2PasswordHasher.memory_cost = 1, 1024
