"""Passwords of the embedded database's roles, made once: <home>/secrets/database.json (0600)."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from dangjian.config.cluster.trouble import ClusterError


@dataclass(frozen=True)
class Passwords:
    """One generated password for each role."""

    superuser: str
    owner: str
    app: str
    auditor: str


def read(home: Path) -> Passwords | None:
    """The passwords, or None before the first start."""
    path = _path(home)
    try:
        return Passwords(**json.loads(path.read_text()))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except PermissionError as error:
        raise ClusterError(f"当前账号不能读 {path}，请用建立它的账号运行。") from error
    except (ValueError, TypeError) as error:
        raise ClusterError(f"口令文件 {path} 已损坏，请从备份恢复它。") from error


def make(home: Path) -> Passwords:
    """Make and store the passwords; on the disk before the database learns them."""
    made = Passwords(*(secrets.token_urlsafe(24) for _ in range(4)))
    path = _path(home)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    draft = path.with_suffix(".new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(asdict(made), file)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    return made


def _path(home: Path) -> Path:
    return home / "secrets" / "database.json"
