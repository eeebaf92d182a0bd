"""Checkpoints: the head of the log as a signed note of C2SP (signed-note, tlog-checkpoint).

    dangjian-log/1f0a52c7
    20852
    CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
    time 2026-11-23T08:00:00Z

    — dangjian-log/1f0a52c7 Az3grlgt…

The lines after the root are extensions. The time: a head on a notice board must say of which day
it is, and who edits the table of checkpoints must not be able to move them in time. `sm3 …`: the
root of the same leaves under SM3 (GB/T 32905), where the installation keeps that tree too.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

ED25519 = b"\x01"
COSIGNING = b"\x04"
"""Kinds of keys (C2SP signed-note): of a log, and of a witness (cosigning.py)."""
_DASH = "— "
_MOST_CHARACTERS = 16_000
_NAME = re.compile(r"[^\s+]{1,120}")
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
_SM3 = re.compile(r"sm3 (\S+)")
_TIME = re.compile(r"time ([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)")


class BadNote(ValueError):
    """A text that is no checkpoint, or not one of those who should have signed it.

    sentence: what is wrong, in Chinese, for whoever kept or brought it.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Checkpoint:
    """The head of a log of `size` leaves; time: when it was signed, UTC, whole seconds.

    sm3: the root of the same leaves in the tree of SM3, None where the log keeps none.
    """

    origin: str
    size: int
    root: bytes
    time: dt.datetime | None = None
    sm3: bytes | None = None

    def text(self) -> str:
        """The lines that are signed."""
        root = base64.b64encode(self.root).decode()
        lines = [self.origin, str(self.size), root]
        if self.time is not None:
            lines.append(f"time {self.time.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}")
        if self.sm3 is not None:
            lines.append(f"sm3 {base64.b64encode(self.sm3).decode()}")
        return "".join(f"{line}\n" for line in lines)


@dataclass(frozen=True)
class PublicKey:
    """Who may sign: a name and a key. As a text: `name+4 bytes in hex+base64` (a C2SP vkey).

    kind: ED25519 for a log, COSIGNING for a witness.
    """

    name: str
    key: bytes
    kind: bytes = ED25519

    @property
    def short(self) -> bytes:
        """The four bytes by which a signature names its key."""
        return hashlib.sha256(self.name.encode() + b"\n" + self.kind + self.key).digest()[:4]

    def __str__(self) -> str:
        coded = base64.b64encode(self.kind + self.key).decode()
        return f"{self.name}+{self.short.hex()}+{coded}"

    @classmethod
    def parse(cls, text: str) -> PublicKey:
        """The key a text names. BadNote where it names none."""
        name, short, coded = (text.strip().split("+", 2) + ["", ""])[:3]
        blob = decoded(coded)
        key = cls(name, blob[1:], blob[:1])
        if not _NAME.fullmatch(name) or len(blob) != 33 or key.kind not in (ED25519, COSIGNING):
            raise BadNote("这不是一把公钥。")
        if key.short.hex() != short:
            raise BadNote("这把公钥抄错了，请核对。")
        return key


@dataclass(frozen=True)
class SigningKey:
    """The instance's own key: 32 secret bytes, and the name of its log."""

    name: str
    seed: bytes

    @property
    def public(self) -> PublicKey:
        return PublicKey(self.name, self._private().public_key().public_bytes_raw())

    def sign(self, checkpoint: Checkpoint) -> str:
        """The signed note of a checkpoint."""
        text = checkpoint.text()
        signature = base64.b64encode(self.public.short + self._private().sign(text.encode()))
        return f"{text}\n{_DASH}{self.name} {signature.decode()}\n"

    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


def read(note: str) -> Checkpoint:
    """What a note states, whoever signed it. BadNote where it is no checkpoint."""
    return _parse(note)[0]


def parts(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    """The signed text of a note, and who signed it (name, key's four bytes and signature).

    BadNote where it is no checkpoint.
    """
    return _parse(note)[1:]


def opened(note: str, keys: Iterable[PublicKey]) -> Checkpoint:
    """What a note states, if one of these keys signed it; lines of others are passed over.

    BadNote where it is no checkpoint, none of the keys signed it, or the log has another name.
    """
    checkpoint, text, signatures = _parse(note)
    known = {(key.name, key.short): key for key in keys}
    signed = False
    for name, blob in signatures:
        key = known.get((name, blob[:4]))
        if key is None:
            continue
        try:
            Ed25519PublicKey.from_public_bytes(key.key).verify(blob[4:], text.encode())
        except (InvalidSignature, ValueError):
            raise BadNote("签名和内容对不上，内容或者签名被改过。") from None
        signed = signed or key.name == checkpoint.origin
    if not signed:
        raise BadNote("不是本系统的密钥签的。")
    return checkpoint


def _parse(note: str) -> tuple[Checkpoint, str, list[tuple[str, bytes]]]:
    if len(note) > _MOST_CHARACTERS:
        raise BadNote("太长了，不是一份检查点。")
    text, blank, tail = note.replace("\r\n", "\n").rpartition("\n\n")
    if not blank or any(ord(sign) < 32 and sign != "\n" for sign in text + tail):
        raise BadNote("不是一份检查点。")
    lines = text.split("\n")
    if len(lines) < 3 or not all(lines) or not _NAME.fullmatch(lines[0]):
        raise BadNote("不是一份检查点。")
    if not _SIZE.fullmatch(lines[1]):
        raise BadNote("检查点里的条数写得不对。")
    return (
        Checkpoint(lines[0], int(lines[1]), _root(lines[2]), _time(lines[3:]), _sm3(lines[3:])),
        f"{text}\n",
        [_signature(line) for line in tail.rstrip("\n").split("\n")],
    )


def decoded(coded: str) -> bytes:
    """What a text is in base64; nothing where it is none, or not the one way to write it."""
    try:
        blob = base64.b64decode(coded, validate=True)
    except (binascii.Error, ValueError):
        return b""
    return blob if base64.b64encode(blob).decode() == coded else b""


def _root(coded: str) -> bytes:
    root = decoded(coded)
    if len(root) != 32:
        raise BadNote("检查点里的根写得不对。")
    return root


def _time(extensions: list[str]) -> dt.datetime | None:
    for line in extensions:
        match = _TIME.fullmatch(line)
        if match:
            try:
                return dt.datetime.fromisoformat(match[1])
            except ValueError:
                raise BadNote("检查点里的时间写得不对。") from None
    return None


def _sm3(extensions: list[str]) -> bytes | None:
    matches = (_SM3.fullmatch(line) for line in extensions)
    return next((_root(match[1]) for match in matches if match), None)


def _signature(line: str) -> tuple[str, bytes]:
    name, _, coded = line.removeprefix(_DASH).partition(" ")
    blob = decoded(coded)
    if not line.startswith(_DASH) or not _NAME.fullmatch(name) or len(blob) <= 4:
        raise BadNote("检查点的签名写得不对。")
    return name, blob
