"""What makes an empty database ready, and an old one current: tables, rights, seeds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from dangjian.config import structure
from dangjian.config.grants import apply_grants
from dangjian.config.router import migrating
from dangjian.desk import rooms
from dangjian.flow.actions import editions
from dangjian.flow.queries.editions import check_tables
from dangjian.kernel import calendar, clock, idempotency, rule_seeds, tallies
from dangjian.kernel.crypto import SealBroken
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.refusal import Refused
from dangjian.registry import brake, finished
from dangjian.registry.importing import spool
from dangjian.registry.models import Import, ImportState, Person, Session
from dangjian.voices import drafts


def install(say: Callable[[str], object] = print) -> None:
    """Migrate as the owner, set the rights of the two lesser roles, bring in the packaged seeds.

    Safe to run at every start: what is current stays as it is.
    """
    with _one_at_a_time():
        say("② 检查数据库结构……")
        structure.load()
        if structure.behind():
            with migrating():
                call_command("migrate", database="owner", verbosity=0, interactive=False)
        apply_grants()
        say("③ 检查工作日历和党内规定……")
        calendar.install_seeds(on=clock.today())
        rule_seeds.install(on=clock.today())
        check_tables(rooms.TABLES)
        for flow in rooms.TABLES.values():
            editions.install(flow, now=clock.now(), by=SYSTEM)
        check_keyring()
        tidy()


def tidy() -> int:
    """Drop what serves nobody any more. How many rows.

    Used form keys, old brakes, ended sessions, letters nobody wrote to their end, tables nobody may
    fetch any more: none of it is a record of the district. Runs at every start; `dangjian tidy`
    for a daily job.
    """
    ended = Session.objects.filter(expire_date__lt=clock.now()).delete()[0]
    reading = Import.objects.filter(state=ImportState.READING).values_list("uid", flat=True)
    files = spool.sweep(list(reading), clock.now().timestamp()) + finished.sweep(clock.now())
    letters = drafts.forget_old(clock.now())
    sums = tallies.forget_old(clock.now())
    return ended + idempotency.forget_old() + brake.forget_old() + files + letters + sums


def check_keyring() -> None:
    """Refuse to work with a keyring that does not open what the register holds.

    A lost keyring would otherwise go unnoticed: a new one is made at the first start, and every
    number sealed before would be unreadable while new ones are sealed with another key.
    """
    sealed = Person.objects.filter(id_number__isnull=False).order_by("pk").first()
    if sealed is None:
        return
    try:
        sealed.unseal("id_number")
    except SealBroken as broken:
        raise Refused(
            f"密钥文件 {settings.KEYRING} 打不开库里已有的证件号，它不是这个数据库原来的密钥。"
            "请把当时另存的 keyring.json 放回原处再启动；没有找回之前不要录入新数据。"
        ) from broken


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Two operators (or two servers starting at once) wait for each other."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext('dangjian.install'))")
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(hashtext('dangjian.install'))")
