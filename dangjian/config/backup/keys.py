"""To whom backups are sealed: a pair of keys, of which the machine keeps only the one that closes.

Whoever steals the machine or its backups opens none of them. The key that opens lies elsewhere, on
paper or on a stick in a safe; without it nobody does, and nobody can make another.
"""

from __future__ import annotations

import os
from pathlib import Path

import pyrage

from dangjian.config.cluster.trouble import ClusterError

Identity, Recipient = pyrage.x25519.Identity, pyrage.x25519.Recipient
_NAME = "backup.recipient"


def make(home: Path, file: Path, *, instead: bool = False) -> str:
    """A new pair: the opening key goes into `file` (0600), the closing one stays; the latter.

    ClusterError where `file` exists, or where backups have a key already (unless `instead`: older
    backups then still need the older key).
    """
    if _place(home).exists() and not instead:
        raise ClusterError(
            "这台机器已经有备份钥匙。要换一把，加 --instead；以前的备份仍要用以前的钥匙打开。"
        )
    identity = Identity.generate()
    closing = str(identity.to_public())
    lines = (
        "# 党建平台的备份钥匙。没有它，谁也打不开备份；有了它，备份里的一切都看得到。",
        "# 请打印或存到 U 盘，锁进保险柜，再从这台机器上删掉这个文件。",
        f"# 公钥：{closing}",
        str(identity),
    )
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as there:
        raise ClusterError(f"{file} 已经有了，不会覆盖它。请换一个文件名。") from there
    with os.fdopen(descriptor, "w") as out:
        out.write("\n".join(lines) + "\n")
        out.flush()
        os.fsync(out.fileno())
    draft = _place(home).with_suffix(f".{os.getpid()}")
    draft.write_text(closing + "\n")
    draft.replace(_place(home))
    return closing


def closing(home: Path) -> Recipient | None:
    """The key new backups are sealed with; None where none was made yet."""
    if not _place(home).exists():
        return None
    try:
        return Recipient.from_str(_place(home).read_text().strip())
    except pyrage.RecipientError as wrong:
        raise ClusterError(f"{_place(home)} 里不是备份用的公钥，请核对这个文件。") from wrong


def opening(file: Path) -> Identity:
    """The opening key out of its file. ClusterError where there is none in it."""
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError as missing:
        raise ClusterError(f"没有找到钥匙文件“{file}”，请核对路径。") from missing
    except (UnicodeDecodeError, IsADirectoryError) as other:
        raise ClusterError(f"“{file}”不是钥匙文件。") from other
    for line in lines:
        if line.strip().upper().startswith("AGE-SECRET-KEY-"):
            try:
                return Identity.from_str(line.strip())
            except pyrage.IdentityError as wrong:
                raise ClusterError(f"“{file}”里的钥匙写得不完整，请对着原件核对。") from wrong
    raise ClusterError(f"“{file}”里没有备份钥匙。")


def _place(home: Path) -> Path:
    return home / _NAME
