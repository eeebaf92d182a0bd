"""The Merkle tree of RFC 6962: heads, proofs, and the checking of proofs. Pure functions.

A tree over n leaf hashes is made of complete subtrees. `Node(level, number)` names the one over the
leaves number·2^level … (number+1)·2^level − 1; level 0 are the leaf hashes themselves. Any head and
any proof of any size is folded from complete subtrees, of which it needs O(log² n) at most.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

Hash = Callable[[bytes], bytes]


class Node(NamedTuple):
    """A complete subtree over 2**level leaves, the number-th (from 0) of its size."""

    level: int
    number: int


Cover = list[Node]
"""Complete subtrees side by side, larger ones first: the parts of one element of a proof."""


def sha256(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def sm3(content: bytes) -> bytes:
    """The hash of GB/T 32905-2016, where the platform has to use national algorithms."""
    return hashlib.new("sm3", content).digest()


HASHES: Mapping[str, Hash] = {"sha256": sha256, "sm3": sm3}
"""The hashes a log may have a tree of, by the names they are written with."""


def leaf_hash(content: bytes, hashed: Hash = sha256) -> bytes:
    """Hash of one leaf: RFC 6962 2.1 sets 0x00 before it, so that no leaf passes for a node."""
    return hashed(b"\0" + content)


def node_hash(left: bytes, right: bytes, hashed: Hash = sha256) -> bytes:
    """Hash of two subtrees side by side, with 0x01 before them."""
    return hashed(b"\1" + left + right)


def empty_root(hashed: Hash = sha256) -> bytes:
    """Head of the tree without leaves: the hash of nothing."""
    return hashed(b"")


# --- growing ------------------------------------------------------------------------------------


class Edge:
    """The right edge of a growing tree: the complete subtrees its head is folded from.

    Holds O(log n) hashes, however many leaves the tree has.
    """

    def __init__(self, size: int = 0, hashes: Iterable[bytes] = (), hashed: Hash = sha256) -> None:
        """size: leaves so far; hashes: of the nodes of `cover(0, size)`, in that order."""
        self.size = size
        self._hashes = list(hashes)
        self._hashed = hashed
        if len(self._hashes) != size.bit_count():
            raise ValueError(f"{len(self._hashes)} subtrees cannot be the edge of {size} leaves")

    def append(self, leaf: bytes) -> list[tuple[Node, bytes]]:
        """Add one leaf hash. The subtrees above it that it completed, lowest first."""
        hashes, hashed, index = self._hashes, self._hashed, self.size
        completed: list[tuple[Node, bytes]] = []
        level = 0
        while index & 1:
            index >>= 1
            level += 1
            leaf = hashed(b"\1" + hashes.pop() + leaf)
            completed.append((Node(level, index), leaf))
        hashes.append(leaf)
        self.size += 1
        return completed

    def root(self) -> bytes:
        """Head of the tree as it is now."""
        return fold(self._hashes, self._hashed) if self._hashes else empty_root(self._hashed)


def fold(hashes: Sequence[bytes], hashed: Hash = sha256) -> bytes:
    """Hash of subtrees that stand side by side, larger ones first (at least one)."""
    folded = hashes[-1]
    for left in reversed(hashes[:-1]):
        folded = node_hash(left, folded, hashed)
    return folded


def cover(start: int, count: int) -> Cover:
    """The complete subtrees over the leaves start … start+count−1, larger ones first.

    start: a multiple of a power of two that is at least count, as in every tree of RFC 6962.
    """
    nodes = []
    for level in range(count.bit_length() - 1, -1, -1):
        if count >> level & 1:
            nodes.append(Node(level, start >> level))
            start += 1 << level
    return nodes


# --- proofs -------------------------------------------------------------------------------------


def inclusion_plan(position: int, size: int) -> list[Cover]:
    """What the proof that a leaf stands at `position` in a tree of `size` leaves is folded from.

    RFC 6962 2.1.1, PATH(m, D[n]), bottom up. ValueError for a position outside the tree.
    """
    if not 0 <= position < size:
        raise ValueError(f"no position {position} in a tree of {size} leaves")
    start, upwards = 0, []
    while size > 1:
        left = _left(size)
        if position < start + left:
            upwards.append(cover(start + left, size - left))
            size = left
        else:
            upwards.append(cover(start, left))
            start, size = start + left, size - left
    return upwards[::-1]


def consistency_plan(old: int, new: int) -> list[Cover]:
    """What the proof that a tree of `new` leaves continues one of `old` leaves is folded from.

    RFC 6962 2.1.2, PROOF(m, D[n]); empty for old == new and for old == 0, where there is nothing
    to prove. ValueError where old > new.
    """
    if not 0 <= old <= new:
        raise ValueError(f"a tree of {new} leaves does not continue one of {old}")
    if old in (0, new):
        return []
    start, size, whole, upwards = 0, new, True, []
    while old != size:
        left = _left(size)
        if old <= left:
            upwards.append(cover(start + left, size - left))
            size = left
        else:
            upwards.append(cover(start, left))
            start, size, old, whole = start + left, size - left, old - left, False
    if not whole:
        upwards.append(cover(start, old))
    return upwards[::-1]


def _left(size: int) -> int:
    """Leaves of the left subtree: the largest power of two below the size."""
    return 1 << (size - 1).bit_length() - 1


def proof(plan: Iterable[Cover], known: Mapping[Node, bytes], hashed: Hash = sha256) -> list[bytes]:
    """The hashes of a proof from those of the complete subtrees. KeyError if one is missing."""
    return [fold([known[node] for node in nodes], hashed) for nodes in plan]


# --- checking -----------------------------------------------------------------------------------


def includes(
    leaf: bytes,
    position: int,
    size: int,
    path: Sequence[bytes],
    root: bytes,
    hashed: Hash = sha256,
) -> bool:
    """Whether the proof shows that this leaf hash stands there (RFC 9162 2.1.3.2)."""
    if not 0 <= position < size:
        return False
    index, last, folded = position, size - 1, leaf
    for step in path:
        if last == 0:
            return False
        if index & 1 or index == last:
            folded = node_hash(step, folded, hashed)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            folded = node_hash(folded, step, hashed)
        index, last = index >> 1, last >> 1
    return last == 0 and folded == root


def continues(
    old: int,
    new: int,
    old_root: bytes,
    new_root: bytes,
    path: Sequence[bytes],
    hashed: Hash = sha256,
) -> bool:
    """Whether the proof shows that the new tree only added to the old one (RFC 9162 2.1.4.2)."""
    if not 0 <= old <= new:
        return False
    if old == new:
        return not path and old_root == new_root
    if old == 0:
        return not path and old_root == empty_root(hashed)
    steps = list(path) if old & (old - 1) else [old_root, *path]
    if not steps:
        return False
    index, last = old - 1, new - 1
    while index & 1:
        index, last = index >> 1, last >> 1
    before = after = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if index & 1 or index == last:
            before, after = node_hash(step, before, hashed), node_hash(step, after, hashed)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            after = node_hash(after, step, hashed)
        index, last = index >> 1, last >> 1
    return last == 0 and before == old_root and after == new_root
