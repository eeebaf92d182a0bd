"""`dangjian keys`: change the key that identity numbers and the like are sealed with, while people
work; change between the international and the national algorithms."""

from __future__ import annotations

import sys

import click

from dangjian.config import approvals, starting
from dangjian.config.plainly import say
from dangjian.config.typed import OneOf

_PROFILES = ("intl", "gm")


@click.group()
def keys() -> None:
    """加密用的密钥：查看、更换、在国际算法和国密算法之间换。"""


@keys.command("status")
def show() -> None:
    """有哪几把密钥，各封着多少处。"""
    starting.start_current()
    from dangjian.kernel import crypto, resealing

    ring, counts = crypto.keyring(), resealing.counts()
    name = "国密（SM4、SM3）" if ring.profile == "gm" else "国际（AES-256、SHA-256）"
    click.echo(f"算法：{name}；索引用 {ring.index_hash.upper()}。")
    for number in sorted(ring.keys):
        used = "，正在用" if number == ring.current else ""
        click.echo(f"{number} 号密钥封着 {counts.pop(number, 0):,} 处{used}。")
    for number, many in sorted(counts.items()):
        click.echo(f"有 {many:,} 处是 {number} 号密钥封的，密钥文件里没有它，打不开。")


@keys.command()
@click.option("--profile", type=OneOf(_PROFILES), help="换成 intl（国际）或者 gm（国密）算法。")
def rotate(profile: str | None) -> None:
    """换一把新密钥，再把封着的内容逐条换到新密钥上；大家照常用，中断了用 resume 接着做。"""
    starting.start_current()
    from dangjian.kernel import resealing
    from dangjian.kernel.evidence import SYSTEM

    approvals.take("rotate_keys", profile or "")
    number = resealing.begin(profile, by=SYSTEM)
    say(f"新密钥是 {number} 号，从现在起用它。请把密钥文件重新另存一份。")
    _reseal()


@keys.command()
def resume() -> None:
    """接着把还用旧密钥封着的内容换到新密钥上。"""
    starting.start_current()
    _reseal()


@keys.command()
def drop() -> None:
    """去掉已经什么也不封的旧密钥（换过一小时以后）。以前的备份里有当时的密钥，照样能恢复。"""
    starting.start_current()
    from dangjian.kernel import clock, resealing
    from dangjian.kernel.evidence import SYSTEM

    approvals.take("drop_keys")
    gone = resealing.drop_old(now=clock.now(), by=SYSTEM)
    click.echo(f"去掉了 {'、'.join(map(str, gone))} 号密钥。请把密钥文件重新另存一份。")


def _reseal() -> None:
    from dangjian.kernel import crypto, resealing
    from dangjian.kernel.evidence import SYSTEM
    from dangjian.kernel.proofs import log, sequencing

    current = crypto.keyring().current
    left = sum(many for number, many in resealing.counts().items() if number != current)
    with click.progressbar(length=left, label="换密钥", file=sys.stderr, hidden=left < 1000) as bar:
        done = resealing.resume(by=SYSTEM, tell=bar.update)
    if log.keeps_sm3():
        sequencing.catch_up()
        sequencing.sequence()
    click.echo(f"换好了 {done.values:,} 处。一小时以后可以运行 dangjian keys drop 去掉旧密钥。")
    for table, many in done.broken.items():
        click.echo(f"表 {table} 里有 {len(many):,} 处打不开，没有动它。")
    sys.exit(1 if done.broken else 0)
