"""The operators' commands about the evidence: verify it, print its head, deal with witnesses."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from dangjian.config import starting


@click.group()
def evidence() -> None:
    """证据的公开证明：核对、打印检查点和公钥、见证人。"""


@evidence.command()
@click.option(
    "--against", type=click.Path(path_type=Path), multiple=True, help="别处保存的检查点文件。"
)
@click.option(
    "--witness", type=click.Path(path_type=Path), multiple=True, help="见证人的文件夹或 heads.txt。"
)
@click.option("--witness-key", "keys", multiple=True, help="见证人的公钥；不写就用登记过的。")
@click.option("--json", "out", type=click.Path(path_type=Path), help="把结论写到这个文件。")
def verify(
    against: tuple[Path, ...], witness: tuple[Path, ...], keys: tuple[str, ...], out: Path | None
) -> None:
    """从每一条记录重算，和公开的证明、签过名的检查点比；有一处不对，退出码就是 1。"""
    starting.start_current()
    from dangjian.config import evidence_command

    sys.exit(evidence_command.verify(against, witness, keys, out))


@evidence.command()
def checkpoint() -> None:
    """打印最新的、签了名的检查点，用来张贴，或者存到别的机器上。"""
    starting.start_current()
    from dangjian.config import evidence_command

    click.echo(evidence_command.checkpoint(), nl=False)


@evidence.command()
def key() -> None:
    """打印核对签名用的公钥（现在用的在最前面）。"""
    starting.start()
    from dangjian.config import evidence_command

    click.echo("\n".join(evidence_command.public_keys()))


@evidence.command()
@click.argument("key")
def admit(key: str) -> None:
    """登记一位见证人：写他的公钥，或者存着它的文件。"""
    starting.start_current()
    from dangjian.config import evidence_command

    click.echo(evidence_command.admit(key))


@evidence.command()
@click.argument("name")
def dismiss(name: str) -> None:
    """以后不再收这位见证人的见证。"""
    starting.start_current()
    from dangjian.config import evidence_command

    click.echo(evidence_command.dismiss(name))


@evidence.command()
@click.argument("place", type=click.Path(path_type=Path, exists=False))
def exchange(place: Path) -> None:
    """和见证人交换：收下文件夹（或一个文件）里的见证，放进要他看的检查点。"""
    starting.start_current()
    from dangjian.config import evidence_command

    for sentence in evidence_command.exchange(place):
        click.echo(sentence)
