"""That the log was verified, when, and what came of it: for the auditor and the operators."""

from __future__ import annotations

import datetime as dt
import uuid

from dangjian.kernel import evidence
from dangjian.kernel.evidence import SYSTEM, Actor
from dangjian.kernel.models import Verification
from dangjian.kernel.proofs.verifying import Report

_LOG = uuid.UUID("5f7d6c0e-6a5b-5a1e-9d0a-8d6f5b1c2e78")
"""The subject of leaves about verifying: the log itself."""


@evidence.action
def keep(report: Report, *, at: dt.datetime, seconds: float, by: Actor = SYSTEM) -> Verification:
    """Keep what a verification found. at: when it began."""
    faults = report.findings.counts.total()
    kept = Verification.objects.create(
        at=at,
        seconds=round(seconds, 1),
        good=report.good,
        size=report.size,
        checkpoints=report.checkpoints,
        waiting=report.waiting,
        faults=faults,
        told="\n".join(sentences(report)),
    )
    evidence.record(by, "verify_log", "log", _LOG, good=report.good, size=report.size)
    return kept


def last() -> Verification | None:
    """The newest, None where none was made yet."""
    return Verification.objects.order_by("-at", "-pk").first()


def sentences(report: Report) -> list[str]:
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
    if report.witnessed_at is not None:
        at = report.witnessed_at.astimezone(dt.timezone(dt.timedelta(hours=8)))
        rest = report.size - report.witnessed
        said.append(
            f"见证人在 {at:%Y-%m-%d %H:%M} 见证过前 {report.witnessed:,} 条，"
            + (f"以后的 {rest:,} 条还没有见证。" if rest > 0 else "没有落下的。")
        )
    if not report.kept:
        said.append(
            "没有和见证人保存的检查点比（--witness、--against）："
            "拿到签名密钥的人把记录全部重算，只有这样才看得出来。"
        )
    return said
