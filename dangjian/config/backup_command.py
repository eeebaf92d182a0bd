"""`dangjian backup`, `restore` and `drill`, and the nightly round of the worker (L8, X23)."""

from __future__ import annotations

import tempfile
import time
import uuid
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings

from dangjian.config.backup import keys, making, restoring, standing
from dangjian.config.backup.drill import Rehearsed, rehearse
from dangjian.config.backup.manifest import Manifest
from dangjian.config.cluster.trouble import ClusterError
from dangjian.kernel import clock, evidence
from dangjian.kernel.evidence import SYSTEM

NIGHTS = 14
"""Nightly backups that are kept; those made by hand are never touched."""
_NIGHTLY = "nightly-{:%Y%m%d-%H%M%S}.age"


def make(target: Path | None) -> str:
    """Back up into a file, by default one named after the moment; what the operator is told."""
    closing = keys.closing(settings.HOME)
    if closing is None:
        raise ClusterError(
            "还没有备份钥匙。请先运行 dangjian backup --new-key 钥匙文件，"
            "再把那个文件锁进保险柜：没有它，备份打不开。"
        )
    now = clock.now()
    target = target or _folder() / f"dangjian-{now:%Y%m%d-%H%M%S}.age"
    began = time.monotonic()
    told = making.make(target.absolute(), closing, now=now)
    took = time.monotonic() - began
    size = target.stat().st_size / 2**20
    return f"备份好了：{target}（{_counted(told)}，{size:.1f} MB，用了 {took:.0f} 秒）。"


def place() -> restoring.Place:
    """Where this installation keeps its things."""
    return restoring.Place(Path(settings.HOME), Path(settings.KEYRING), Path(settings.LIBRARY_DIR))


def drill(backup: Path | None, key: Path | None) -> str:
    """Rehearse with a backup and its key, or with one made now for nothing else."""
    if backup is not None and key is not None:
        return _passed(rehearse(backup, key), str(backup))
    with tempfile.TemporaryDirectory(prefix="dangjian-drill-") as folder:
        key, backup = Path(folder) / "key", Path(folder) / "backup.age"
        closing = keys.make(Path(folder), key)
        told = making.make(backup, keys.Recipient.from_str(closing), now=clock.now())
        return _passed(rehearse(backup, key), _counted(told))


def nightly() -> None:
    """Back up where a key was made, and drop what is older than NIGHTS of these."""
    closing = keys.closing(settings.HOME)
    if closing is None:
        return
    now = clock.now()
    making.make(_folder() / _NIGHTLY.format(now), closing, now=now)
    forget_old(_folder())


def forget_old(folder: Path) -> None:
    """Drop nightly backups but the newest."""
    for old in sorted(folder.glob("nightly-*.age"))[:-NIGHTS]:
        old.unlink()


def monthly() -> None:
    """Rehearse where backups are made at all."""
    if keys.closing(settings.HOME) is not None:
        rehearse_and_note()


def rehearse_and_note() -> str:
    """Rehearse; how it went can be read in `dangjian status` and on the operator's page."""
    try:
        said = drill(None, None)
    except ClusterError as failed:
        standing.note(_folder(), str(failed), passed=False, at=clock.now())
        raise
    standing.note(_folder(), said, passed=True, at=clock.now())
    return said


@evidence.action
def leave_word(
    told: Manifest, agreed: Sequence[restoring.Officer], *, rehearsal: bool = False
) -> None:
    """That everything was brought back stands in the log it was brought back with, and who agreed
    (nobody, where the backup knew no codes)."""
    evidence.record(
        SYSTEM,
        "restore",
        "installation",
        uuid.uuid4(),
        of=told.made_at,
        rehearsal=rehearsal,
        agreed=[{"person": one.uid, "role": one.role} for one in agreed],
    )


def _folder() -> Path:
    folder = standing.folder(settings.HOME)
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _counted(told: Manifest) -> str:
    return f"{len(told.tables)} 张表，{told.rows:,} 行，{len(told.files):,} 个文件"


def _passed(done: Rehearsed, what: str) -> str:
    return f"演练通过（{what}）：{done.restored_s:.0f} 秒恢复好，每张表都和备份时一样，证据完好。"
