"""Which account of the operating system runs PostgreSQL: PostgreSQL itself refuses root."""

from __future__ import annotations

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dangjian.config.cluster.trouble import ClusterError

# Accounts that every Linux has and that own nothing worth having. No account is ever created.
_UNPRIVILEGED = ("postgres", "nobody", "daemon", "bin")


@dataclass(frozen=True)
class Account:
    """The account of PostgreSQL's processes; `dropped` when we are root and it is not us."""

    uid: int
    gid: int
    name: str
    dropped: bool

    @property
    def process(self) -> dict[str, Any]:
        """Arguments for `subprocess` that start a program as this account."""
        if not self.dropped:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def can_enter(self, folder: Path) -> bool:
        """Whether this account may pass through every parent of `folder` (tried, not guessed)."""
        try:
            return not subprocess.call(
                ["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)],
                cwd="/",
                stderr=subprocess.DEVNULL,
                **self.process,
            )
        except OSError as error:
            raise ClusterError(
                f"此环境不允许从 root 切换到账号 {self.name}（{error.strerror}），"
                f"请改用普通账号运行。"
            ) from error

    def give(self, path: int | Path) -> None:
        """Make this account the owner of one path or descriptor that we made."""
        if self.dropped:
            os.chown(path, self.uid, self.gid)


def account_for(data: Path) -> Account:
    """The account that owns `data`; for a new one ourselves, or as root an unprivileged account."""
    me = os.geteuid()
    owner = _owner(data)
    if me == 0:
        return _named(owner) if owner else _unprivileged()
    if owner not in {None, me}:
        raise ClusterError(
            f"数据库文件 {data} 属于账号 {_named(owner or 0).name}，"
            f"请用那个账号或 root 运行，或用 DANGJIAN_HOME 另指一处。"
        )
    return Account(me, os.getegid(), _name(me), dropped=False)


def _owner(data: Path) -> int | None:
    try:
        return data.stat().st_uid
    except FileNotFoundError:
        return None
    except PermissionError as error:
        raise ClusterError(f"当前账号看不到数据库文件 {data}，请用建立它的账号运行。") from error


def _named(uid: int) -> Account:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        return Account(uid, uid, str(uid), dropped=True)
    return Account(uid, entry.pw_gid, entry.pw_name, dropped=True)


def _unprivileged() -> Account:
    """An existing unprivileged account: initdb refuses a uid without a name."""
    entries = {entry.pw_name: entry for entry in pwd.getpwall() if entry.pw_uid != 0}
    for name in (*_UNPRIVILEGED, *sorted(entries)):
        if name in entries:
            return _named(entries[name].pw_uid)
    raise ClusterError("系统里只有 root，而 PostgreSQL 不能以 root 运行，请先建一个普通账号。")


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
