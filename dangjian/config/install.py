"""What makes an empty database ready, and an old one current: tables, rights, seeds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connections

from dangjian.config.grants import apply_grants
from dangjian.kernel import calendar, clock, rule_seeds


def install(say: Callable[[str], object] = print) -> None:
    """Migrate as the owner, set the rights of the two lesser roles, bring in the packaged seeds.

    Safe to run at every start: what is current stays as it is.
    """
    with _one_at_a_time():
        say("② 检查数据库结构……")
        call_command("migrate", database="owner", verbosity=0, interactive=False)
        apply_grants()
        say("③ 检查工作日历和党内规定……")
        calendar.install_seeds(on=clock.today())
        rule_seeds.install(on=clock.today())


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Two operators (or two servers starting at once) wait for each other."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext('dangjian.install'))")
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(hashtext('dangjian.install'))")
