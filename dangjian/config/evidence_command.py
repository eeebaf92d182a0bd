"""`dangjian evidence`: verify the log, print its newest signed head, print the public keys."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from dangjian.kernel.proofs.verifying import Kept, Report

_LARGEST = 64 * 2**20


def verify(against: Sequence[Path], out: Path | None) -> int:
    """Verify the log as the auditor; 0 all fits, 1 something does not.

    UsageError (2) for a file that holds no checkpoint.
    """
    from dangjian.kernel.proofs import verifying

    kept = [one for path in against for one in _kept(path)]
    with verifying.snapshot("auditor"):
        size = verifying.size("auditor")
        with click.progressbar(
            length=size, label="核对", file=sys.stderr, hidden=size <= verifying.CHUNK
        ) as bar:
            report = verifying.verify(kept, using="auditor", tell=bar.update)
    for sentence in _sentences(report):
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


def _sentences(report: Report) -> list[str]:
    """What the operator reads."""
    size, found = f"{report.size:,} 条记录、{report.checkpoints:,} 个检查点", report.findings
    if report.good:
        kept = f"和保存的 {report.kept:,} 个检查点也一致。" if report.kept else ""
        said = [f"证据完好：{size}，都对得上。{kept}"]
    else:
        more = f"（上面只列了 {len(found.named):,} 处）" if found.unnamed() else ""
        said = [one.sentence for one in found.named]
        said.append(f"证据有问题：{size}，共 {found.counts.total():,} 处不对{more}。")
    if report.waiting:
        said.append(f"另有 {report.waiting:,} 条还没有编入；后台程序没有运行时会这样。")
    if not report.kept:
        said.append(
            "没有和别处保存的检查点比（--against）："
            "拿到签名密钥的人把记录全部重算，只有这样才看得出来。"
        )
    return said


def _told(report: Report) -> dict[str, Any]:
    """The same for a program."""
    return {
        "good": report.good,
        "size": report.size,
        "root": report.root.hex(),
        "checkpoints": report.checkpoints,
        "waiting": report.waiting,
        "kept": report.kept,
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


def _kept(path: Path) -> list[Kept]:
    """The checkpoints of a file, which may hold many, one added after the other."""
    from dangjian.kernel.proofs import notes
    from dangjian.kernel.proofs.verifying import Kept

    if not path.is_file():
        raise click.UsageError(f"没有找到文件“{path}”，请核对路径。")
    if path.stat().st_size > _LARGEST:
        raise click.UsageError(f"“{path}”太大，不是检查点文件。")
    try:
        texts = _notes(path.read_text(encoding="utf-8-sig"))
        for text in texts:
            notes.read(text)
    except UnicodeDecodeError:
        raise click.UsageError(f"“{path}”不是 UTF-8 文字，不是检查点文件。") from None
    except notes.BadNote as bad:
        raise click.UsageError(f"“{path}”：{bad.sentence}") from None
    if not texts:
        raise click.UsageError(f"“{path}”里没有检查点。")
    return [Kept(path.name, text) for text in texts]


def _notes(text: str) -> list[str]:
    """A text cut after the signatures of each note."""
    found: list[str] = []
    lines: list[str] = []
    for line in text.splitlines():
        signature = line.startswith("— ")
        if lines and lines[-1].startswith("— ") and not signature:
            found.append("\n".join(lines) + "\n")
            lines = []
        if line or lines:
            lines.append(line)
    return [*found, "\n".join(lines) + "\n"] if lines else found
