"""The keys of one installation: made once, kept outside the database. Needs no settings."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Keyring:
    """The key in use, all keys that may still open something, and the key of the blind index."""

    current: int
    keys: dict[int, bytes]
    index: bytes

    @classmethod
    def load(cls, path: Path) -> Keyring:
        """Read the keyring file; FileNotFoundError where none was made yet."""
        stored = json.loads(path.read_text())
        keys = {int(number): bytes.fromhex(key) for number, key in stored["keys"].items()}
        return cls(stored["current"], keys, bytes.fromhex(stored["index"]))

    @classmethod
    def create(cls, path: Path) -> Keyring:
        """Make a new keyring file (0600). FileExistsError: a keyring is never overwritten."""
        content = {
            "current": 1,
            "keys": {"1": os.urandom(32).hex()},
            "index": os.urandom(32).hex(),
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
    return path
