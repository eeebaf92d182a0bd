"""What is not in order or not safe, each in a sentence that says what to do."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from dangjian.config import demo_mark
from dangjian.config.backup import keys, standing
from dangjian.kernel import jobs
from dangjian.kernel.files import scanner
from dangjian.kernel.models import Leaf
from dangjian.kernel.proofs import witnesses
from dangjian.registry.models import OFFICERS, Role, RoleGrant

LATE, SOON, GOOD = "late", "soon", "done"
_LEAST_ROOM = 0.10
_BACKUP_AFTER = dt.timedelta(hours=26)
_REHEARSAL_AFTER = dt.timedelta(days=35)
_PLACED_AFTER = dt.timedelta(minutes=5)


@dataclass(frozen=True)
class Finding:
    """state: late (act now), soon (act), done (in order). way: what to do, "" where nothing is."""

    title: str
    state: str
    told: str
    way: str = ""


def all_of_them(now: dt.datetime) -> list[Finding]:
    """Every question once, the pressing ones first."""
    found = [one for question in QUESTIONS for one in question(now)]
    order = (LATE, SOON, GOOD)
    return sorted(found, key=lambda one: order.index(one.state))


def _worker(now: dt.datetime) -> Iterator[Finding]:
    runs = jobs.worker_runs()
    failed = ProcrastinateJob.objects.filter(status="failed").count()
    yield Finding(
        "后台程序",
        GOOD if runs else LATE,
        "在运行。" if runs else "没有动静：导入、提醒、备份都停着。",
        "" if runs else "重新运行 make run（或者 systemctl restart dangjian）。",
    )
    if failed:
        yield Finding(
            "没有做成的后台工作",
            SOON,
            f"有 {failed} 件试过了还是没有做成。",
            "看 dangjian.log 里的原因，处理好以后再做一次。",
        )


def _room(now: dt.datetime) -> Iterator[Finding]:
    place = shutil.disk_usage(settings.HOME)
    share = place.free / place.total
    yield Finding(
        "磁盘",
        GOOD if share >= _LEAST_ROOM else LATE,
        f"还空着 {place.free / 2**30:.1f} GB（{share:.0%}）。",
        "" if share >= _LEAST_ROOM else "腾出地方，或者换一块大的；满了以后什么都存不上。",
    )


def _backup(now: dt.datetime) -> Iterator[Finding]:
    home = Path(settings.HOME)
    if keys.closing(home) is None:
        yield Finding(
            "备份",
            LATE,
            "还没有备份。",
            "运行 dangjian backup --new-key 钥匙文件，把钥匙锁进保险柜；以后每夜自动备份。",
        )
        return
    made = standing.latest(home)
    fresh = made is not None and now - made < _BACKUP_AFTER
    yield Finding(
        "备份",
        GOOD if fresh else LATE,
        f"最近一次在{_said(now - made)}前。" if made else "还没有做过。",
        "" if fresh else "马上做一次，再看夜里的为什么没有做。",
    )
    rehearsed = standing.rehearsed(home)
    good = rehearsed is not None and rehearsed.passed and now - rehearsed.at < _REHEARSAL_AFTER
    yield Finding(
        "恢复演练",
        GOOD if good else SOON,
        rehearsed.said if rehearsed else "还没有演练过：没有演练过的备份不算备份。",
        "" if good else "运行 dangjian drill。",
    )


def _evidence(now: dt.datetime) -> Iterator[Finding]:
    lately = (now - dt.timedelta(days=1), now - _PLACED_AFTER)
    behind = Leaf.objects.filter(at__range=lately, place=None).exists()
    yield Finding(
        "存证",
        LATE if behind else GOOD,
        "有记录超过五分钟没有排进公开的存证。" if behind else "一天以来的记录都排进去了。",
        "看后台程序是不是在运行；再运行 dangjian evidence verify。" if behind else "",
    )


def _witnesses(now: dt.datetime) -> Iterator[Finding]:
    told = witnesses.standing(now)
    yield Finding(
        "见证",
        SOON if told else GOOD,
        told or "见证人一天之内见证过。",
        "见 docs/operate.md“证据的公开证明”。" if told else "",
    )


def _settings(now: dt.datetime) -> Iterator[Finding]:
    """What a careful operator sets otherwise."""
    secure = settings.HTTPS
    yield Finding(
        "加密连接",
        GOOD if secure else LATE,
        "浏览器只走 https。" if secure else "没有走 https：密码在路上可以被看见。",
        "" if secure else "前面放一个带证书的代理，设 DANGJIAN_HTTPS=1。只在本机试用可以不管。",
    )
    if "*" in settings.ALLOWED_HOSTS:
        yield Finding("网址", LATE, "什么网址都认。", "把 DANGJIAN_HOSTS 写成本平台自己的网址。")
    if demo_mark.is_demo():
        yield Finding(
            "演示数据",
            SOON,
            "这里是演示区，账号和密码人人知道。",
            "正式使用请另装一个空的（make run SIZE=none）。",
        )
    if settings.DEBUG:
        yield Finding("调试开关", LATE, "开着，会把内部情形给人看。", "关掉。")
    there = scanner.is_there()
    yield Finding(
        "病毒检查",
        GOOD if there else SOON,
        "接了一个，没有回答之前文件不给人下载。" if there else "没有接。",
        "" if there else "装 ClamAV，把它的套接字写进 DANGJIAN_CLAMD。",
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('fsync'), current_setting('synchronous_commit')")
        if cursor.fetchone() != ("on", "on"):
            way = "把 fsync 和 synchronous_commit 打开。"
            yield Finding("数据库", LATE, "断电会丢掉已经存好的东西。", way)


def _officers(now: dt.datetime) -> Iterator[Finding]:
    """三员: each of the three is held by somebody, and by law never two by one (a constraint)."""
    held = set(
        RoleGrant.objects.on(now.date()).filter(role__in=OFFICERS).values_list("role", flat=True)
    )
    missing = [Role(role).label for role in OFFICERS if role not in held]
    yield Finding(
        "三员",
        SOON if missing else GOOD,
        f"{'、'.join(missing)}还没有人担任。" if missing else "三个岗位都有人，互不兼任。",
        "请组织部在“角色”里授予。" if missing else "",
    )


QUESTIONS: tuple[Callable[[dt.datetime], Iterator[Finding]], ...] = (
    _worker,
    _room,
    _backup,
    _evidence,
    _witnesses,
    _settings,
    _officers,
)


def _said(since: dt.timedelta) -> str:
    hours = int(since.total_seconds() // 3600)
    return f"{hours} 小时" if hours < 48 else f"{hours // 24} 天"
