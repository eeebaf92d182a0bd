"""The public log as it is stored: its head, its tree, its proofs. Each costs a few queries."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connections

from dangjian.kernel.crypto import keyring
from dangjian.kernel.keyring import GM
from dangjian.kernel.models import LogCheckpoint
from dangjian.kernel.proofs import tree
from dangjian.kernel.proofs.notes import PublicKey, SigningKey
from dangjian.kernel.proofs.tree import Cover, Hash, Node
from dangjian.kernel.refusal import Refused


@dataclass(frozen=True)
class Head:
    """Where the log stands: its newest checkpoint's number, and the leaves that one covers."""

    number: int
    size: int
    settled: int


def head(using: str = "default") -> Head:
    """The head by the newest checkpoint; all zero before the first."""
    last = LogCheckpoint.objects.using(using).order_by("-number").first()
    return Head(last.number, last.size, last.settled) if last else Head(0, 0, 0)


@functools.cache
def signing_keys() -> tuple[SigningKey, ...]:
    """The installation's signing keys, the one in use last, each with the name of the log.

    The log is named after its first key, so that its name outlives changes of hosts and keys.
    Refused where the keyring has none.
    """
    seeds = keyring().signing
    if not seeds:
        raise Refused("密钥文件里没有给证据签名的密钥。请运行一次 .venv/bin/dangjian migrate。")
    first = SigningKey("dangjian-log", seeds[0]).public.key
    name = f"dangjian-log/{tree.sha256(first).hex()[:12]}"
    return tuple(SigningKey(name, seed) for seed in seeds)


@functools.cache
def public_keys() -> tuple[PublicKey, ...]:
    """Everybody's keys to check the log's signatures with, the one in use last."""
    return tuple(key.public for key in signing_keys())


def keeps_sm3() -> bool:
    """Whether this installation keeps the tree under SM3 too (profile gm)."""
    return keyring().profile == GM


def nodes(
    wanted: Iterable[Node], using: str = "default", hashed: Hash = tree.sha256
) -> dict[Node, bytes]:
    """The stored hashes of complete subtrees, in two queries (of the tree under SM3 in one); one
    that is not there is missing."""
    low: list[int] = []
    high: list[Node] = []
    for node in set(wanted):
        if node.level or hashed is tree.sm3:
            high.append(node)
        else:
            low.append(node.number)
    found: dict[Node, bytes] = {}
    table = "kernel_sm3node" if hashed is tree.sm3 else "kernel_treenode"
    with connections[using].cursor() as cursor:
        if hashed is not tree.sm3:
            cursor.execute(
                "SELECT position, hash FROM kernel_position WHERE position = ANY(%s)", [low]
            )
            found.update((Node(0, position), bytes(stored)) for position, stored in cursor)
        cursor.execute(
            f"SELECT n.level, n.number, n.hash FROM {table} n"  # noqa: S608 (one of the two above)
            " JOIN unnest(%s::int2[], %s::int8[]) AS wanted(level, number)"
            " ON n.level = wanted.level AND n.number = wanted.number",
            [[node.level for node in high], [node.number for node in high]],
        )
        found.update((Node(level, number), bytes(stored)) for level, number, stored in cursor)
    return found


def edge(size: int, hashed: Hash = tree.sha256) -> tree.Edge:
    """The right edge of the stored tree of so many leaves, ready to grow on."""
    parts = tree.cover(0, size)
    known = nodes(parts, hashed=hashed)
    return tree.Edge(size, [known[part] for part in parts], hashed)


def proofs(plans: Iterable[list[Cover]], hashed: Hash = tree.sha256) -> list[list[bytes]]:
    """The proofs of these plans (tree.inclusion_plan, tree.consistency_plan), in two queries."""
    planned = list(plans)
    known = nodes((node for plan in planned for parts in plan for node in parts), hashed=hashed)
    return [tree.proof(plan, known, hashed) for plan in planned]


def inclusion(position: int, size: int) -> list[bytes]:
    """The proof that the leaf at a position is in the log's first `size` leaves."""
    return proofs([tree.inclusion_plan(position, size)])[0]


def consistency(old: int, new: int) -> list[bytes]:
    """The proof that the log of `new` leaves continues the one of `old` leaves."""
    return proofs([tree.consistency_plan(old, new)])[0]


def newest_note() -> str | None:
    """The newest signed checkpoint, None before the first."""
    return LogCheckpoint.objects.order_by("-number").values_list("note", flat=True).first()
