"""`dangjian advisories`: known weaknesses of the pinned packages, from what was brought."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import click

from dangjian.config.plainly import stop_here

LOCKED = Path(__file__).parents[2] / "requirements" / "base.txt"


@click.command()
@click.argument("snapshot", type=click.Path(path_type=Path))
@click.option("--requirements", type=click.Path(path_type=Path), default=LOCKED, help="锁定文件。")
def advisories(snapshot: Path, requirements: Path) -> None:
    """拿带来的漏洞公告（OSV 格式）核对用到的程序包，不连外网。有漏洞退出码为 1，公告旧了为 2。"""
    from dangjian.config import advisories as checking

    told = checking.check(snapshot, checking.pins(requirements.read_text("utf-8")))
    for hit in told.hits:
        click.echo(hit.sentence)
    found = f"有 {len(told.hits)} 处要处理" if told.hits else "没有发现漏洞"
    newest = f"最新的是 {told.newest:%Y-%m-%d} 的"
    click.echo(f"核对了 {told.packages} 个程序包、{told.records:,} 条公告（{newest}）：{found}。")
    if told.old(dt.datetime.now(dt.UTC)):
        stop_here(f"公告旧了，超过 {checking.OLD.days} 天，请换一份新的再核对。", 2)
    sys.exit(1 if told.hits else 0)
