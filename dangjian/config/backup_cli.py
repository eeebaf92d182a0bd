"""The operators' commands that keep everything: backup, restore, drill."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dangjian.config import starting
from dangjian.config.plainly import say

if TYPE_CHECKING:
    from dangjian.config.backup.restoring import Officer


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--new-key", type=click.Path(path_type=Path), help="先做一把备份钥匙，放进这个文件。")
@click.option("--instead", is_flag=True, help="换一把钥匙；旧备份仍要用旧钥匙打开。")
def backup(file: Path | None, new_key: Path | None, instead: bool) -> None:
    """把整个系统备份成一个加密的文件（默认放在数据文件夹的 backups 里）。"""
    starting.start_current()
    if new_key is not None:
        from dangjian.config import cluster
        from dangjian.config.backup import keys

        keys.make(cluster.home(), new_key, instead=instead)
        click.echo(f"备份钥匙在 {new_key}：请锁进保险柜，再从这台机器上删掉。丢了它，备份打不开。")
    from dangjian.config import backup_command

    click.echo(backup_command.make(file))


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--key", required=True, type=click.Path(path_type=Path), help="备份钥匙的文件。")
@click.option("--rehearsal", is_flag=True, hidden=True)
def restore(file: Path, key: Path, rehearsal: bool) -> None:
    """从备份恢复到一个空的地方（DANGJIAN_HOME 指的新文件夹，或者空的数据库）。"""
    from dangjian.config import cluster
    from dangjian.config.backup import keys, restoring

    identity = keys.opening(key)
    cluster.ensure_running(cluster.home(), say)
    starting.set_up()
    from dangjian.config import backup_command

    told, agreed = restoring.restore(
        file, identity, backup_command.place(), say, _nobody if rehearsal else _two_codes
    )
    starting.install(say)
    starting.check_keyring()
    backup_command.leave_word(told, agreed, rehearsal=rehearsal)
    if not agreed and not rehearsal:
        click.echo("这份备份里没有两种管理员的恢复码，没有人同意过这次恢复；证据里这样写着。")
    click.echo(f"恢复好了：{told.made_at} 的备份，每张表都和备份时一样。")
    click.echo("运行 dangjian serve 打开网站；大家要重新登录一次。")


def _nobody(officers: Sequence[Officer]) -> list[Officer]:
    """A rehearsal asks nobody; what it brought back says for ever that it was one."""
    return []


def _two_codes(officers: Sequence[Officer]) -> list[Officer]:
    """Ask for the printed codes of two officers of different office."""
    from dangjian.config.backup import approving

    click.echo(f"④ 要两种管理员各输一个恢复码：{approving.called(officers)}。")
    return approving.two_of(officers, _typed)


def _typed(whose: str) -> str:
    return str(click.prompt(f"{whose}的恢复码", hide_input=True))


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--key", type=click.Path(path_type=Path), help="备份钥匙的文件。")
def drill(file: Path | None, key: Path | None) -> None:
    """演练：把一份备份在别处恢复一遍，逐表核对，再删掉。不写文件就现做一份。"""
    if (file is None) != (key is None):
        raise click.UsageError("要演练一份已有的备份，文件和 --key 两样都写。")
    starting.start_current()
    from dangjian.config import backup_command

    noted = file is None and key is None
    click.echo(backup_command.rehearse_and_note() if noted else backup_command.drill(file, key))
