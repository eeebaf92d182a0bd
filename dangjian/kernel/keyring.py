"""The keys of one installation: made once, kept outside the database. Needs no settings."""

from __future__ import annotations

import errno
import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dangjian.kernel.refusal import Refused

INTL, GM = "intl", "gm"
"""Crypto profiles: AES-256-GCM, HMAC-SHA256 and one tree of SHA-256; or SM4-GCM, HMAC-SM3 and a
tree of SM3 beside it (GB/T 32907, 32905)."""

_BYTES = {INTL: 32, GM: 16}
"""How long a data key is tells its cipher: AES-256 or SM4."""
_MOST_KEYS = 255  # a sealed value names its key in one byte


@dataclass(frozen=True)
class Keyring:
    """The key in use, all keys that may still open something, and the key of the blind index.

    profile: what new things are sealed with, and whether the log has a tree of SM3. index_hash: of
    the blind indexes; it stays what it was when the keyring was made, since the plaintext of some
    (receipt codes) is kept nowhere, and look-ups would miss what was indexed before.
    signing: seeds (32 bytes, Ed25519) of the keys the heads of the evidence log are signed with;
    the last one signs, the ones before it have signed.
    """

    current: int
    keys: dict[int, bytes]
    index: bytes
    signing: tuple[bytes, ...] = ()
    profile: str = INTL
    index_hash: str = "sha256"

    @classmethod
    def load(cls, path: Path) -> Keyring:
        """Read the keyring file; FileNotFoundError where none was made yet."""
        stored = json.loads(path.read_text())
        keys = {int(number): bytes.fromhex(key) for number, key in stored["keys"].items()}
        signing = tuple(bytes.fromhex(seed) for seed in stored.get("signing", ()))
        return cls(
            stored["current"],
            keys,
            bytes.fromhex(stored["index"]),
            signing,
            stored.get("profile", INTL),
            stored.get("index_hash", "sha256"),
        )

    @classmethod
    def create(cls, path: Path, profile: str = INTL) -> Keyring:
        """Make a new keyring file (0600). FileExistsError: a keyring is never overwritten."""
        content: dict[str, Any] = {
            "current": 1,
            "keys": {"1": os.urandom(_BYTES[profile]).hex()},
            "index": os.urandom(32).hex(),
            "signing": [os.urandom(32).hex()],
        }
        if profile == GM:
            content |= {"profile": GM, "index_hash": "sm3"}
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            json.dump(content, file)
        return cls.load(path)


def ensure_keyring(home: Path) -> Path:
    """The keyring file of this installation, made if there is none.

    DANGJIAN_KEYRING names another place, DANGJIAN_CRYPTO (intl or gm) the profile of a new one. Of
    two makers the first wins. Refused for another profile.
    """
    path = Path(os.environ.get("DANGJIAN_KEYRING") or home / "secrets" / "keyring.json")
    if not path.exists():
        profile = os.environ.get("DANGJIAN_CRYPTO") or INTL
        if profile not in _BYTES:
            raise Refused("DANGJIAN_CRYPTO 只能是 intl（国际算法）或者 gm（国密算法）。")
        try:
            Keyring.create(path, profile)
        except FileExistsError:
            return path
    _ensure_signing(path)
    return path


def _ensure_signing(path: Path) -> None:
    """Give a keyring made by an earlier release its signing key; the first of two makers wins.

    Refused where the file cannot be written.
    """
    if "signing" not in json.loads(path.read_text()):
        with _changing(path) as content:
            content.setdefault("signing", [os.urandom(32).hex()])


def add_key(path: Path, profile: str | None = None) -> int:
    """Add a data key and seal everything new with it from now on; its number.

    profile: that to change to, None: the one it has. Refused when a keyring is full.
    """
    with _changing(path) as content:
        profile = profile or content.get("profile", INTL)
        number = max(int(known) for known in content["keys"]) + 1
        if number > _MOST_KEYS:
            raise Refused("密钥换过 254 次，编号用完了。")
        content["keys"][str(number)] = os.urandom(_BYTES[profile]).hex()
        content |= {"current": number, "profile": profile}
    return number


def drop_keys(path: Path, numbers: list[int]) -> None:
    """Take keys off that nothing is sealed with any more. ValueError for the one in use."""
    with _changing(path) as content:
        if content["current"] in numbers:
            raise ValueError("the key in use is not dropped")
        for number in numbers:
            content["keys"].pop(str(number), None)


@contextmanager
def _changing(path: Path) -> Iterator[dict[str, Any]]:
    """The content of the file, to be changed; written whole or not at all, one writer at a time.

    Refused where the file cannot be written.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with _held(path) as content:
            before = json.dumps(content)
            yield content
            if json.dumps(content) == before:
                return
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


@contextmanager
def _held(path: Path) -> Iterator[dict[str, Any]]:
    """The file as it is while nobody else changes it.

    It is replaced, never written over: who waited for one that was replaced meanwhile waits anew.
    """
    while True:
        with path.open() as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            if os.fstat(held.fileno()).st_ino == path.stat().st_ino:
                yield json.load(held)
                return


def _unwritable(path: Path) -> Refused:
    return Refused(
        f"密钥文件 {path} 要改，又写不进去。请让这个文件可写再来一次；改了以后再另存一份。"
    )
