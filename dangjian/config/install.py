"""What makes an empty database ready, and an old one current: tables, rights, seeds."""

from __future__ import annotations

from collections.abc import Callable

from django.core.management import call_command

from dangjian.config.grants import apply_grants
from dangjian.kernel import calendar, clock, rule_seeds


def install(say: Callable[[str], object] = print) -> None:
    """Migrate as the owner, set the rights of the two lesser roles, bring in the packaged seeds.

    Safe to run at every start: what is current stays as it is.
    """
    say("② 检查数据库结构……")
    call_command("migrate", database="owner", verbosity=0, interactive=False)
    apply_grants()
    say("③ 检查工作日历和党内规定……")
    calendar.install_seeds(on=clock.today())
    rule_seeds.install(on=clock.today())
