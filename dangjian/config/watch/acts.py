"""What the operator may have done from his page: a backup and a rehearsal, by the worker."""

from __future__ import annotations

import datetime as dt
import uuid

from django.conf import settings

from dangjian.config.backup import keys
from dangjian.kernel import evidence, jobs
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused


@evidence.action
def ask_backup(*, now: dt.datetime, by: Actor) -> None:
    """Ask the worker for a backup. Refused where nobody made a key for it, or one is asked for."""
    _ask("config.back_up", "ask_backup", now, by)


@evidence.action
def ask_rehearsal(*, now: dt.datetime, by: Actor) -> None:
    """Ask the worker for a rehearsal. Refused as a backup is."""
    _ask("config.rehearse", "ask_rehearsal", now, by)


def _ask(job: str, verb: str, now: dt.datetime, by: Actor) -> None:
    if keys.closing(settings.HOME) is None:
        raise Refused("还没有备份钥匙。请先在服务器上运行 dangjian backup --new-key 钥匙文件。")
    if jobs.waits(job):
        raise Refused("已经交给后台了，还没有做完。", status=409)
    jobs.ask_for(job, timestamp=int(now.timestamp()))
    evidence.record(by, verb, "installation", uuid.uuid4())
