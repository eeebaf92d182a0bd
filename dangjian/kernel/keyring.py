"""The keys of one installation: made once, kept outside the database. Needs no settings."""

from __future__ import annotations

import errno
import fcntl
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dangjian.kernel.refusal import Refused


@dataclass(frozen=True)
class Keyring:
    """The key in use, all keys that may still open something, and the key of the blind index.

    signing: seeds (32 bytes, Ed25519) of the keys the heads of the evidence log are signed with;
    the last one signs, the ones before it have signed.
    """

    current: int
    keys: dict[int, bytes]
    index: bytes
    signing: tuple[bytes, ...] = ()

    @classmethod
    def load(cls, path: Path) -> Keyring:
        """Read the keyring file; FileNotFoundError where none was made yet."""
        stored = json.loads(path.read_text())
        keys = {int(number): bytes.fromhex(key) for number, key in stored["keys"].items()}
        signing = tuple(bytes.fromhex(seed) for seed in stored.get("signing", ()))
        return cls(stored["current"], keys, bytes.fromhex(stored["index"]), signing)

    @classmethod
    def create(cls, path: Path) -> Keyring:
        """Make a new keyring file (0600). FileExistsError: a keyring is never overwritten."""
        content = {
            "current": 1,
            "keys": {"1": os.urandom(32).hex()},
            "index": os.urandom(32).hex(),
            "signing": [os.urandom(32).hex()],
        }
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            json.dump(content, file)
        return cls.load(path)


def ensure_keyring(home: Path) -> Path:
    """The keyring file of this installation, made if there is none.

    DANGJIAN_KEYRING names another place. Of two makers the first wins.
    """
    path = Path(os.environ.get("DANGJIAN_KEYRING") or home / "secrets" / "keyring.json")
    if not path.exists():
        try:
            Keyring.create(path)
        except FileExistsError:
            return path
    _ensure_signing(path)
    return path


def _ensure_signing(path: Path) -> None:
    """Give a keyring made by an earlier release its signing key; the first of two makers wins.

    Refused where the file cannot be written.
    """
    if "signing" in json.loads(path.read_text()):
        return
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with path.open() as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            content: dict[str, Any] = json.loads(path.read_text())  # perhaps another's by now
            if "signing" in content:
                return
            content["signing"] = [os.urandom(32).hex()]
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w") as file:
                json.dump(content, file)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
    except PermissionError as denied:
        raise _unwritable(path) from denied
    except OSError as failed:
        if failed.errno != errno.EROFS:
            raise
        raise _unwritable(path) from failed


def _unwritable(path: Path) -> Refused:
    return Refused(
        f"密钥文件 {path} 里还没有给证据签名的密钥，又写不进去。"
        "请让这个文件可写，启动一次就会补上；补上以后再另存一份。"
    )
