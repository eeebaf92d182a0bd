"""`dangjian witness`: keep, somewhere else, the heads of an installation's evidence, and confirm
only what continues them. It needs neither a database nor a file of the installation it watches."""

from __future__ import annotations

import datetime as dt
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dangjian.config.plainly import say, stop_here

if TYPE_CHECKING:
    from dangjian.kernel.proofs.witnessing import Witness

_SECONDS = 20.0  # for an answer
_FOLDER = click.argument("folder", type=click.Path(path_type=Path, file_okay=False))


@click.group()
def witness() -> None:
    """见证人：在别处保存检查点，只确认没有改写过的。不需要数据库。"""


@witness.command()
@_FOLDER
@click.option("--name", required=True, help="见证人的名字，例如 gongkai.example/one。")
@click.option("--log-key", required=True, help="要看的证据的公钥，或者存着它的文件。")
def new(folder: Path, name: str, log_key: str) -> None:
    """第一次：在 FOLDER 里做一把见证人的密钥，打印公钥。"""
    from dangjian.kernel.proofs.notes import BadNote, PublicKey
    from dangjian.kernel.proofs.witnessing import Witness
    from dangjian.kernel.refusal import Refused

    given = Path(log_key)
    try:
        text = given.read_text("utf-8-sig").split("\n")[0] if given.is_file() else log_key
        made = Witness.create(folder, name, PublicKey.parse(text))
    except (BadNote, UnicodeDecodeError):
        stop_here("--log-key 不是一把公钥，请从公告栏或者对方那里抄。", 2)
    except Refused as refusal:
        stop_here(refusal.sentence, 2)
    say(f"密钥在 {folder}，请只让见证人自己进得去。把下面的公钥交给被见证的一方登记：")
    click.echo(str(made.key.public))


@witness.command()
@_FOLDER
def key(folder: Path) -> None:
    """打印见证人的公钥。"""
    click.echo(str(_load(folder).key.public))


@witness.command()
@_FOLDER
@click.option("--from", "source", required=True, help="网站的检查点地址，或者公用的文件夹。")
def keep(folder: Path, source: str) -> None:
    """看一次：取最新的检查点，核对是不是上次的延续，是就确认、记下；不是就拒绝，退出码为 1。"""
    from dangjian.kernel.proofs import notes
    from dangjian.kernel.proofs.witnessing import Unfit
    from dangjian.kernel.refusal import Refused

    one = _load(folder)
    shared = None if source.startswith(("http://", "https://")) else Path(source)
    try:
        last = one.last()
        asked = (
            _fetched(source, last.size if last else 0) if shared is None else _laid_out(one, shared)
        )
        note = one.keep(asked, dt.datetime.now(dt.UTC))
    except Unfit as unfit:
        stop_here(f"拒绝见证：{unfit.sentence}收到的存在 {folder}，请立即告诉纪检和审计。", 1)
    except Refused as refusal:
        stop_here(refusal.sentence, 2)
    if shared is not None:
        _hand_back(one, shared, note)
    before = f"，是上次 {last.size:,} 条的延续" if last else "，是第一次，以后都和它比"
    click.echo(f"见证了 {notes.read(note).size:,} 条{before}。")


def _load(folder: Path) -> Witness:
    from dangjian.kernel.proofs.witnessing import Witness
    from dangjian.kernel.refusal import Refused

    try:
        return Witness.load(folder)
    except Refused as refusal:
        stop_here(refusal.sentence, 2)


def _fetched(address: str, old: int) -> str:
    """What the installation answers a witness who saw `old` leaves. Refused where it does not."""
    from dangjian.kernel.proofs.witnessing import LARGEST, Unfit
    from dangjian.kernel.refusal import Refused

    question = urllib.parse.urlencode({"old": old})
    try:
        # An address of http(s), typed by whoever runs the witness.
        with urllib.request.urlopen(f"{address}?{question}", timeout=_SECONDS) as answer:  # noqa: S310
            content: bytes = answer.read(LARGEST + 1)
    except urllib.error.HTTPError as refused:
        if refused.code == 409:
            raise Unfit(
                f"上次见到 {old:,} 条，现在网站说没有这么多：后面的被删除了。"
            ) from refused
        raise Refused(f"{address} 没有给出检查点（{refused.code}）。") from refused
    except (OSError, ValueError) as failed:
        raise Refused(f"连不上 {address}：{failed}。这次没有见证。") from failed
    return _text(content, address)


def _laid_out(one: Witness, shared: Path) -> str:
    """The request that lies in a folder both can reach, or on a stick. Refused where none does."""
    from dangjian.config.evidence_command import file_name
    from dangjian.kernel.proofs.witnessing import LARGEST
    from dangjian.kernel.refusal import Refused

    file = shared / f"{file_name(one.key.name)}.request" if shared.is_dir() else shared
    try:
        with file.open("rb") as opened:
            return _text(opened.read(LARGEST + 1), str(file))
    except OSError as failed:
        raise Refused(
            f"{file} 打不开：请先在平台上运行 dangjian evidence exchange。这次没有见证。"
        ) from failed


def _text(content: bytes, where: str) -> str:
    from dangjian.kernel.proofs.witnessing import LARGEST
    from dangjian.kernel.refusal import Refused

    if len(content) > LARGEST:
        raise Refused(f"{where} 太长了，不是检查点。这次没有见证。")
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise Refused(f"{where} 不是 UTF-8 文字。这次没有见证。") from None


def _hand_back(one: Witness, shared: Path, note: str) -> None:
    """Lay the confirmation beside the request."""
    from dangjian.config.evidence_command import file_name

    folder = shared if shared.is_dir() else shared.parent
    target = folder / f"{file_name(one.key.name)}.confirmed"
    draft = target.with_name(f".{target.name}.draft")
    draft.write_text(note, encoding="utf-8")
    draft.replace(target)
