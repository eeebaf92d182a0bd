"""Proof of work: a browser that sends a form has spent a second or two on it.

What it works on is the form's own key (`idempotency`): signed by us, good for one form, once. So
work cannot be stored up, sold or used again, and nothing about the person is asked. The script is
kit/static/kit/letter.js; a browser without script waits instead.
"""

from __future__ import annotations

import hashlib

FIELD = "toil"
_LONGEST = 20


def is_done(challenge: str, answer: str, bits: int) -> bool:
    """Whether SHA-256 of "challenge.answer" begins with so many zero bits."""
    if not challenge or not answer.isascii() or not answer.isdecimal() or len(answer) > _LONGEST:
        return False
    digest = hashlib.sha256(f"{challenge}.{answer}".encode()).digest()
    return int.from_bytes(digest, "big") >> (256 - bits) == 0 if bits else True


def find(challenge: str, bits: int) -> str:
    """Do the work: for tests and benchmarks, which are no browsers."""
    answer = 0
    while not is_done(challenge, str(answer), bits):
        answer += 1
    return str(answer)
