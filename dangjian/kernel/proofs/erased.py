"""What stays of a leaf whose words were erased: its place, its digest, and what proves it lawful.

Without its salt nobody can show any more what a leaf said, nor try what it may have said; its hash
in the tree stays, so that every proof over it holds as before. In the place of its body stands a
tombstone with the salted SM3, from which the tree of SM3 goes on. Another leaf, written in the same
transaction, tells number, digest and columns of the one that was erased (`told`): verifying asks
for it, so that erasing by hand is found out like any other change. The act: registry's
`actions/consents/erasing.py`; the database lets nothing else do it (registry/migrations/0023).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dangjian.kernel.models import Leaf
from dangjian.kernel.proofs import tree

VERB = "erase_evidence"


@dataclass(frozen=True)
class Erased:
    """A leaf as it is told of: its row, its digest, its salted SM3 and the SHA-256 of what its
    columns say (hexadecimal)."""

    leaf: int
    digest: str
    sm3: str
    columns: str


def of(leaf: Leaf) -> Erased:
    """What will be told of a leaf that still has its words."""
    columns = (
        *(leaf.actor_account, leaf.actor_person, leaf.actor_role, leaf.behalf_person),
        *(leaf.verb, leaf.subject_kind, leaf.subject_uid, leaf.path),
    )
    salted = tree.sm3(bytes(leaf.salt) + leaf.body.encode()).hex()
    return Erased(leaf.pk, bytes(leaf.digest).hex(), salted, columns_digest(leaf.at, columns))


def stands(leaf: int, digest: bytes, body: str, at: dt.datetime, columns: Sequence[Any]) -> Erased:
    """What a leaf without a salt says of itself; its SM3 "" where its body is no tombstone."""
    salted = sm3_in(body)
    told = salted.hex() if salted else ""
    return Erased(leaf, digest.hex(), told, columns_digest(at, columns))


def tombstone(one: Erased) -> str:
    """What stands in the place of the body."""
    return json.dumps({"erased": True, "sm3": one.sm3}, separators=(",", ":"))


def told(body: str) -> Erased | None:
    """The leaf of which the body of an erasing leaf tells; None where it tells of none."""
    try:
        one = json.loads(body)["detail"]["erased"]
        return Erased(int(one["leaf"]), one["digest"], one["sm3"], one["columns"])
    except (ValueError, KeyError, TypeError):
        return None


def salted_sm3(salt: bytes, body: str) -> bytes:
    """SM3 of salt and body; of an erased leaf as its tombstone keeps it."""
    kept = None if salt else sm3_in(body)
    return tree.sm3(salt + body.encode()) if kept is None else kept


def sm3_in(body: str) -> bytes | None:
    """The SM3 a tombstone keeps; None where this is none."""
    try:
        content = json.loads(body)
        return bytes.fromhex(content["sm3"]) if content["erased"] is True else None
    except (ValueError, KeyError, TypeError):
        return None


def columns_digest(at: dt.datetime, columns: Sequence[Any]) -> str:
    """SHA-256 of what the columns of a leaf say, in the order of `verifying._ROWS`."""
    values = [at.astimezone(dt.UTC).isoformat(), *(v if v is None else str(v) for v in columns)]
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
