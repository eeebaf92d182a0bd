"""Cosignatures: a witness confirms a head of the log beside the log's own signature (C2SP
tlog-cosignature): "at this moment this was the newest head I saw, and it continues all before it".

    — witness.example/w1 jWbPPwAAAABk…

The signature is over `cosignature/v1`, a line with the time, and the text of the checkpoint. Its
line holds four bytes of the key, the time (8 bytes, seconds since 1970) and the signature. Pure
functions; nothing here asks the database or the clock.
"""

from __future__ import annotations

import base64
import datetime as dt
import struct
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from dangjian.kernel.proofs import notes
from dangjian.kernel.proofs.notes import COSIGNING, BadNote, PublicKey

_TIME = struct.Struct(">Q")
_LONG = 4 + _TIME.size + 64


@dataclass(frozen=True)
class WitnessKey:
    """A witness's own key: its name and 32 secret bytes."""

    name: str
    seed: bytes

    @property
    def public(self) -> PublicKey:
        private = Ed25519PrivateKey.from_private_bytes(self.seed)
        return PublicKey(self.name, private.public_key().public_bytes_raw(), COSIGNING)

    def cosign(self, note: str, at: dt.datetime) -> str:
        """The note with the witness's line below it; an older line of his is left out.

        BadNote where it is no checkpoint.
        """
        text, _ = notes.parts(note)
        second = int(at.timestamp())
        private = Ed25519PrivateKey.from_private_bytes(self.seed)
        signature = private.sign(_signed(text, second))
        blob = base64.b64encode(self.public.short + _TIME.pack(second) + signature)
        kept = [line for line in _lines(note) if not line.startswith(f"— {self.name} ")]
        return text + "\n" + "".join(f"{line}\n" for line in [*kept, line_of(self.name, blob)])


@dataclass(frozen=True)
class Cosignature:
    """Who confirmed a head, when, and the line that says so."""

    key: PublicKey
    at: dt.datetime
    line: str


def line_of(name: str, coded: bytes) -> str:
    """The line of a signature."""
    return f"— {name} {coded.decode()}"


def cosignatures(note: str, keys: Iterable[PublicKey]) -> list[Cosignature]:
    """Those of these witnesses who confirmed a note, in its order; lines of others are passed over.

    BadNote where it is no checkpoint, or where the line of one of them does not fit it.
    """
    text, signatures = notes.parts(note)
    known = {(key.name, key.short): key for key in keys if key.kind == COSIGNING}
    found = []
    for name, blob in signatures:
        key = known.get((name, blob[:4]))
        if key is not None:
            line = line_of(name, base64.b64encode(blob))
            found.append(Cosignature(key, _checked(key, text, blob), line))
    return found


def _checked(key: PublicKey, text: str, blob: bytes) -> dt.datetime:
    """When the key's holder confirmed the text. BadNote where he did not."""
    if len(blob) != _LONG:
        raise BadNote(f"见证人“{key.name}”的签名写得不对。")
    (second,) = _TIME.unpack(blob[4:12])
    try:
        Ed25519PublicKey.from_public_bytes(key.key).verify(blob[12:], _signed(text, second))
        return dt.datetime.fromtimestamp(second, dt.UTC)
    except (InvalidSignature, ValueError, OverflowError, OSError):
        raise BadNote(f"见证人“{key.name}”的签名和内容对不上，被改过。") from None


def _signed(text: str, second: int) -> bytes:
    return f"cosignature/v1\ntime {second}\n{text}".encode()


def _lines(note: str) -> list[str]:
    return note.replace("\r\n", "\n").rpartition("\n\n")[2].rstrip("\n").split("\n")
