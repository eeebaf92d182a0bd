"""Sealing of single fields, and the blind index that finds a sealed value again.

A sealed value is `version | key id | nonce | ciphertext and tag`; table, column and the row's uid
are authenticated with it, so a value copied to another row does not open. Version 1 is AES-256-GCM,
version 2 SM4-GCM (GB/T 32907): which one is sealed with follows from the key in use, any one of
either is opened (`dangjian keys` changes between them, resealing.py).
The keys live in a file of the data directory (0600) or where DANGJIAN_KEYRING points, never in the
database. The blind index is a keyed HMAC per column (SHA-256 or SM3), cut to 128 bits: a bare hash
of an identity number could be guessed, since a district has fewer than ten million possible ones.
"""

from __future__ import annotations

import functools
import hashlib
import os
import time
import uuid
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.apps import apps
from django.conf import settings
from django.db import models

from dangjian.kernel.keyring import Keyring
from dangjian.kernel.randomness import random_bytes

AES_256_GCM, SM4_GCM = 1, 2
_NONCE, _TAG = 12, 16
_START = 2 + _NONCE
_BLOCK = 64  # bytes SHA-256 and SM3 take at a time
_INNER = bytes(byte ^ 0x36 for byte in range(256))
_OUTER = bytes(byte ^ 0x5C for byte in range(256))
_LOOK = 1.0
"""Seconds after which a process looks whether its keyring file was changed."""


class SealBroken(Exception):
    """A sealed value that does not open: wrong key, or moved from another row or column."""


@functools.cache
def _loaded(changed: tuple[int, int]) -> Keyring:
    return Keyring.load(Path(settings.KEYRING))


class _Ring:
    """The installation's keyring, read again when its file was replaced (`dangjian keys`)."""

    def __init__(self) -> None:
        self._seen = -_LOOK
        self._ring: Keyring | None = None

    def __call__(self, *, afresh: bool = False) -> Keyring:
        now = time.monotonic()
        if self._ring is None or afresh or now - self._seen >= _LOOK:
            stat = os.stat(settings.KEYRING)
            self._ring, self._seen = _loaded((stat.st_ino, stat.st_mtime_ns)), now
        return self._ring

    def cache_clear(self) -> None:
        """Read it anew the next time, as where settings.KEYRING names another."""
        _loaded.cache_clear()
        self._ring = None


keyring = _Ring()
"""keyring() is the installation's keyring (settings.KEYRING), at most a second old."""


class _SM4GCM:
    """SM4-GCM with the interface of AESGCM."""

    def __init__(self, key: bytes) -> None:
        self._cipher = algorithms.SM4(key)

    def encrypt(self, nonce: bytes, data: bytes, bound_to: bytes) -> bytes:
        at_work = Cipher(self._cipher, modes.GCM(nonce)).encryptor()
        at_work.authenticate_additional_data(bound_to)
        return at_work.update(data) + at_work.finalize() + at_work.tag

    def decrypt(self, nonce: bytes, data: bytes, bound_to: bytes) -> bytes:
        if len(data) < _TAG:
            raise InvalidTag
        at_work = Cipher(self._cipher, modes.GCM(nonce, data[-_TAG:])).decryptor()
        at_work.authenticate_additional_data(bound_to)
        return at_work.update(data[:-_TAG]) + at_work.finalize()


def _cipher(key: bytes) -> Any:
    return _SM4GCM(key) if len(key) == 16 else AESGCM(key)


def version_of(key: bytes) -> int:
    """The first byte of what is sealed with a key: a key serves one cipher, told by its length."""
    return SM4_GCM if len(key) == 16 else AES_256_GCM


class Sealer:
    """One sealed column with its keys looked up once: for many rows."""

    def __init__(self, table: str, column: str) -> None:
        ring = keyring()
        self._table, self._column = table, column
        self._prefix = f"{table}|{column}|"
        key = ring.keys[ring.current]
        self._head = bytes((version_of(key), ring.current))
        self._cipher = _cipher(key)
        self._encrypt = self._cipher.encrypt
        # HMAC (RFC 2104) with what is the same for all values of a column done once.
        name, index = ring.index_hash, ring.index.ljust(_BLOCK, b"\0")
        self._inner = hashlib.new(name, index.translate(_INNER) + self._prefix.encode())
        self._outer = hashlib.new(name, index.translate(_OUTER))

    def seal(self, uid: uuid.UUID | str, plaintext: str) -> bytes:
        """Seal one value for one row (of this uid, or its text)."""
        nonce = random_bytes(_NONCE)
        bound_to = f"{self._prefix}{uid}".encode()
        return bytes(self._head + nonce + self._encrypt(nonce, plaintext.encode(), bound_to))

    def unseal(self, uid: uuid.UUID | str, blob: bytes) -> str:
        """Open one value of one row. SealBroken if it is not what was sealed there."""
        if blob[:2] != self._head:
            return unseal(self._table, self._column, uid, blob)
        try:
            bound_to = f"{self._prefix}{uid}".encode()
            return str(self._cipher.decrypt(blob[2:_START], blob[_START:], bound_to).decode())
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
    key = keyring().keys.get(blob[1]) if len(blob) > _START else None
    if key is None and len(blob) > _START:
        key = keyring(afresh=True).keys.get(blob[1])  # a key that was made a moment ago
    if key is None or blob[0] != version_of(key):
        raise SealBroken(f"{table}.{column}: unknown version or key")
    nonce, sealed = blob[2:_START], blob[_START:]
    try:
        return str(_cipher(key).decrypt(nonce, sealed, f"{table}|{column}|{uid}".encode()).decode())
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


@functools.cache
def sealed_columns() -> dict[tuple[str, str], type[Sealing]]:
    """Every sealed column of the installed rooms, by table and name."""
    return {
        (model._meta.db_table, field.name): model
        for model in apps.get_models()
        if issubclass(model, Sealing)
        for field in model._meta.concrete_fields
        if isinstance(field, SealedField)
    }
