"""Sealing of single fields, and the blind index that finds a sealed value again.

A sealed value is `version | key id | nonce | ciphertext and tag`; table, column and the row's uid
are authenticated with it, so a value copied to another row does not open. Version 1 is AES-256-GCM.
The keys live in a file of the data directory (0600) or where DANGJIAN_KEYRING points, never in the
database. The blind index is a keyed HMAC per column, cut to 128 bits: a bare hash of an identity
number could be guessed, since a district has fewer than ten million possible ones.
"""

from __future__ import annotations

import functools
import hashlib
import os
import uuid
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

from dangjian.kernel.keyring import Keyring

AES_256_GCM = 1
_NONCE = 12
_START = 2 + _NONCE
_BLOCK = 64  # bytes SHA-256 takes at a time
_INNER = bytes(byte ^ 0x36 for byte in range(256))
_OUTER = bytes(byte ^ 0x5C for byte in range(256))


class SealBroken(Exception):
    """A sealed value that does not open: wrong key, or moved from another row or column."""


@functools.cache
def keyring() -> Keyring:
    """The installation's keyring (settings.KEYRING), read once for each process."""
    return Keyring.load(Path(settings.KEYRING))


class Sealer:
    """One sealed column with its keys looked up once: for many rows."""

    def __init__(self, table: str, column: str) -> None:
        ring = keyring()
        self._table, self._column = table, column
        self._prefix = f"{table}|{column}|"
        self._head = bytes((AES_256_GCM, ring.current))
        self._cipher = AESGCM(ring.keys[ring.current])
        self._encrypt = self._cipher.encrypt
        # HMAC-SHA256 (RFC 2104) with what is the same for all values of a column done once.
        key = ring.index.ljust(_BLOCK, b"\0")
        self._inner = hashlib.sha256(key.translate(_INNER) + self._prefix.encode())
        self._outer = hashlib.sha256(key.translate(_OUTER))

    def seal(self, uid: uuid.UUID | str, plaintext: str) -> bytes:
        """Seal one value for one row (of this uid, or its text)."""
        nonce = os.urandom(_NONCE)
        bound_to = f"{self._prefix}{uid}".encode()
        return self._head + nonce + self._encrypt(nonce, plaintext.encode(), bound_to)

    def unseal(self, uid: uuid.UUID | str, blob: bytes) -> str:
        """Open one value of one row. SealBroken if it is not what was sealed there."""
        if blob[:2] != self._head:
            return unseal(self._table, self._column, uid, blob)
        try:
            bound_to = f"{self._prefix}{uid}".encode()
            return self._cipher.decrypt(blob[2:_START], blob[_START:], bound_to).decode()
        except InvalidTag as broken:
            raise SealBroken(f"{self._prefix}: does not belong to this row") from broken

    def index(self, plaintext: str) -> bytes:
        """The 16-byte look-up value; equal only for the same column and value."""
        inner, outer = self._inner.copy(), self._outer.copy()
        inner.update(plaintext.encode())
        outer.update(inner.digest())
        return outer.digest()[:16]


def seal(table: str, column: str, uid: uuid.UUID, plaintext: str) -> bytes:
    """Seal one value for one row."""
    return Sealer(table, column).seal(uid, plaintext)


def unseal(table: str, column: str, uid: uuid.UUID | str, blob: bytes) -> str:
    """Open one value of one row. SealBroken if it is not what was sealed there."""
    blob = bytes(blob)
    key = keyring().keys.get(blob[1]) if len(blob) > _START and blob[0] == AES_256_GCM else None
    if key is None:
        raise SealBroken(f"{table}.{column}: unknown version or key")
    nonce, sealed = blob[2:_START], blob[_START:]
    try:
        return AESGCM(key).decrypt(nonce, sealed, f"{table}|{column}|{uid}".encode()).decode()
    except InvalidTag as broken:
        raise SealBroken(f"{table}.{column}: does not belong to this row") from broken


def blind(table: str, column: str, value: str) -> bytes:
    """The 16-byte look-up value of a plaintext; equal only for the same column and value."""
    return Sealer(table, column).index(value)


class SealedField(models.BinaryField):
    """A column holding a sealed value. Read it with `Sealing.unseal`, never by itself."""


class Sealing(models.Model):
    """A model with sealed columns; it needs a `uid`. A column `x_index` beside `x` is its index."""

    class Meta:
        abstract = True

    uid: models.Field[uuid.UUID, uuid.UUID]

    def seal(self, name: str, plaintext: str) -> None:
        """Put a value (or nothing, for "") into the sealed column and its blind index."""
        table = self._meta.db_table
        setattr(self, name, seal(table, name, self.uid, plaintext) if plaintext else None)
        if hasattr(self, f"{name}_index"):
            setattr(self, f"{name}_index", blind(table, name, plaintext) if plaintext else None)

    def unseal(self, name: str) -> str:
        """The plaintext of a sealed column, "" where there is none. SealBroken if tampered with."""
        blob = getattr(self, name)
        return unseal(self._meta.db_table, name, self.uid, blob) if blob else ""

    @classmethod
    def index_of(cls, name: str, plaintext: str) -> bytes:
        """The blind index under which a value of this column is found."""
        return blind(cls._meta.db_table, name, plaintext)
