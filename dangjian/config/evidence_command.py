"""`dangjian evidence`: verify the log, print its newest signed head and the public keys, deal with
witnesses."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from dangjian.kernel.proofs.notes import PublicKey
    from dangjian.kernel.proofs.verifying import Kept, Report

_LARGEST = 64 * 2**20


def verify(
    against: Sequence[Path], witness: Sequence[Path], keys: Sequence[str], out: Path | None
) -> int:
    """Verify the log as the auditor; 0 all fits, 1 something does not.

    against: files of checkpoints as they were; witness: files (or folders) of a witness, each of
    whose heads must bear his confirmation. keys: witnesses' public keys, none: those admitted.
    UsageError (2) for a file that holds no checkpoint.
    """
    from dangjian.kernel.proofs import verifications, verifying

    known = _witness_keys(keys) if witness else ()
    kept = [one for path in against for one in _kept(path)]
    kept += [one for path in witness for one in _kept(_heads_of(path), known)]
    with verifying.snapshot("auditor"):
        size = verifying.size("auditor")
        with click.progressbar(
            length=size, label="核对", file=sys.stderr, hidden=size <= verifying.CHUNK
        ) as bar:
            report = verifying.verify(kept, using="auditor", tell=bar.update)
    for sentence in verifications.sentences(report):
        click.echo(sentence)
    if out is not None:
        text = json.dumps(_told(report), ensure_ascii=False, indent=1)
        out.write_text(text + "\n", encoding="utf-8")
    return 0 if report.good else 1


def checkpoint() -> str:
    """The newest signed head, of everything committed so far. Refused on an empty log."""
    from dangjian.kernel.proofs import log, sequencing
    from dangjian.kernel.refusal import Refused

    sequencing.sequence()
    note = log.newest_note()
    if note is None:
        raise Refused("还没有任何记录，也就没有检查点。")
    return note


def public_keys() -> list[str]:
    """The public keys, the one in use first."""
    from dangjian.kernel.proofs import log

    return [str(key) for key in reversed(log.public_keys())]


def _witness_keys(given: Sequence[str]) -> tuple[PublicKey, ...]:
    """The keys typed (or those in the files named), else those of the witnesses admitted."""
    from dangjian.kernel.proofs import notes, witnesses

    try:
        texts = (Path(one).read_text("utf-8-sig") if Path(one).is_file() else one for one in given)
        known = tuple(notes.PublicKey.parse(text) for text in texts)
    except (notes.BadNote, UnicodeDecodeError):
        raise click.UsageError("--witness-key 后面写见证人的公钥，或者存着它的文件。") from None
    known = known or tuple(witnesses.admitted_keys("auditor"))
    if not known:
        raise click.UsageError(
            "还没有登记见证人：先运行 dangjian evidence admit 公钥，或者加 --witness-key 公钥。"
        )
    return known


def _heads_of(path: Path) -> Path:
    """The file of heads, where the witness's folder was named."""
    return path / "heads.txt" if path.is_dir() else path


def _told(report: Report) -> dict[str, Any]:
    """The same for a program."""
    return {
        "good": report.good,
        "size": report.size,
        "root": report.root.hex(),
        "checkpoints": report.checkpoints,
        "waiting": report.waiting,
        "kept": report.kept,
        "witnessed": report.witnessed,
        "counts": {str(kind): count for kind, count in report.findings.counts.items()},
        "findings": [
            {
                "kind": str(one.kind),
                "position": one.position,
                "leaf": one.leaf,
                "sentence": one.sentence,
            }
            for one in report.findings.named
        ],
    }


def _kept(path: Path, witnesses: tuple[PublicKey, ...] = ()) -> list[Kept]:
    """The checkpoints of a file, which may hold many, one added after the other.

    witnesses: the keys one of which must have confirmed each.
    """
    from dangjian.kernel.proofs import notes, witnessing
    from dangjian.kernel.proofs.verifying import Kept

    if not path.is_file():
        raise click.UsageError(f"没有找到文件“{path}”，请核对路径。")
    if path.stat().st_size > _LARGEST:
        raise click.UsageError(f"“{path}”太大，不是检查点文件。")
    try:
        texts = witnessing.notes_in(path.read_text(encoding="utf-8-sig"))
        for text in texts:
            notes.read(text)
    except UnicodeDecodeError:
        raise click.UsageError(f"“{path}”不是 UTF-8 文字，不是检查点文件。") from None
    except notes.BadNote as bad:
        raise click.UsageError(f"“{path}”：{bad.sentence}") from None
    if not texts:
        raise click.UsageError(f"“{path}”里没有检查点。")
    return [Kept(path.name, text, witnesses) for text in texts]


# --- witnesses ------------------------------------------------------------------------------------


def admit(key: str) -> str:
    """Take a witness's confirmations from now on; what to say. Refused for what is no key."""
    from dangjian.config import approvals
    from dangjian.kernel import clock
    from dangjian.kernel.evidence import SYSTEM
    from dangjian.kernel.proofs import witnesses

    text = Path(key).read_text("utf-8-sig") if Path(key).is_file() else key
    approvals.take("admit_witness", text)
    return f"登记了见证人“{witnesses.admit(text, now=clock.now(), by=SYSTEM).name}”。"


def dismiss(name: str) -> str:
    """Take no more confirmations of a witness; what to say. Missing for an unknown name."""
    from dangjian.config import approvals
    from dangjian.kernel import clock
    from dangjian.kernel.evidence import SYSTEM
    from dangjian.kernel.proofs import witnesses

    approvals.take("dismiss_witness", name)
    witnesses.end(name, now=clock.now(), by=SYSTEM)
    return f"以后不再收见证人“{name}”的见证；他以前的见证还在。"


def exchange(place: Path) -> list[str]:
    """Take in the confirmations that lie in a folder (or one file), and lay out in it what each
    witness is to be asked next; what to say. Refused for what fits nothing here.

    For a witness W the folder holds W.request (ours to write) and W.confirmed (his to write).
    """
    from dangjian.kernel import clock
    from dangjian.kernel.proofs import sequencing, witnesses

    now = clock.now()
    files = sorted(place.glob("*.confirmed")) if place.is_dir() else [place]
    said = []
    for file in files:
        if not file.is_file() or file.stat().st_size > _LARGEST:
            raise click.UsageError(f"没有找到文件“{file}”，或者它太大。")
        for one in witnesses.take_in(file.read_text("utf-8-sig"), now=now):
            said.append(f"收到见证：{one.name} 见证了 {one.size:,} 条。")
    if place.is_dir():
        sequencing.sequence()
        last = {one.name: one.size for one in witnesses.confirmed()}
        for key in witnesses.admitted_keys():
            request = witnesses.request(last.get(key.name, 0), clock.now())
            _lay_out(place / f"{file_name(key.name)}.request", request.text())
        said.append(f"给 {len(witnesses.admitted_keys()):,} 位见证人的检查点放在 {place}。")
    return said or ["没有新的见证。"]


def file_name(name: str) -> str:
    """A witness's name as a name of files."""
    return re.sub(r"[^\w.-]", "_", name)


def _lay_out(path: Path, text: str) -> None:
    draft = path.with_name(f".{path.name}.draft")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
