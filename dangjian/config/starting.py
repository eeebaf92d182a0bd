"""What a command needs before it does anything: the database, the keys, Django, current tables.

Django is loaded only by the commands that call these.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from dangjian.config.plainly import say, stop_here


def set_up() -> None:
    """Django knows its settings; nothing answers yet."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dangjian.config.settings")
    from dangjian.config.loading import loading

    with loading():
        import django

        django.setup()


def start() -> None:
    """The database answers, this installation has its keys, and Django knows both. A command of the
    operator's sees every row; the web server and the worker begin anew, and see none."""
    from dangjian.config import cluster

    home = cluster.home()
    cluster.ensure_running(home, say)
    set_up()
    from dangjian.kernel import row_scope
    from dangjian.kernel.keyring import ensure_keyring

    row_scope.widen_here()
    ensure_keyring(home)
    check_practice()


def start_current() -> None:
    """The same, and the tables are those of this release."""
    start()
    if pending():
        stop_here("数据库结构还不是当前版本，请先运行 .venv/bin/dangjian migrate。")


def check_practice() -> None:
    """Practice settings open the practice copy and no other database."""
    from django.conf import settings

    if settings.PRACTICE:
        from dangjian.config.practice import copy

        copy.check()


def pending() -> bool:
    """Whether this release has changes to the tables that were not made yet."""
    from dangjian.config import structure

    return structure.behind()


def install(say: Callable[[str], object]) -> None:
    from dangjian.config import install as tables

    tables.install(say)


def check_keyring() -> None:
    from dangjian.config import install as tables

    tables.check_keyring()


def close_connections() -> None:
    from django.db import connections

    connections.close_all()
