"""Receipt codes: 24 digits, the last two of them check digits (ISO 7064, mod 97-10)."""

from __future__ import annotations

import secrets

_BODY = 22


def draw() -> str:
    """A fresh code."""
    body = "".join(str(secrets.randbelow(10)) for _ in range(_BODY))
    return f"{body}{98 - int(body) * 100 % 97:02d}"


def read(typed: str) -> str:
    """The 24 digits somebody typed, blanks and dashes left out; "" where it cannot be a code."""
    digits = "".join(letter for letter in typed if letter not in " -　\t")
    right = len(digits) == _BODY + 2 and digits.isascii() and digits.isdigit()
    return digits if right and int(digits) % 97 == 1 else ""
