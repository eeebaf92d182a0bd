"""The tree under SM3 while the log is gone through: the same leaves, computed anew beside the tree
of SHA-256. An installation that never had the profile gm has none, and this costs one question."""

from __future__ import annotations

from django.db import connections

from dangjian.kernel.proofs import erased, tree
from dangjian.kernel.proofs.findings import Findings, Kind

_SIZE = "SELECT coalesce(max(number) + 1, 0) FROM kernel_sm3node WHERE level = 0"
_NODES = """
SELECT n.level, n.number, n.hash FROM kernel_sm3node n
JOIN unnest(%s::int2[], %s::int8[], %s::int8[]) AS r(level, low, high)
  ON n.level = r.level AND n.number >= r.low AND n.number < r.high
"""
_BEYOND = """
SELECT level, number FROM kernel_sm3node
WHERE level < 0 OR level > 62 OR number < 0 OR (number + 1) << least(greatest(level, 0), 62) > %s
LIMIT 1000
"""


class Beside:
    """The tree of SM3, grown in step with the other one, as far as it is stored."""

    def __init__(self, using: str, found: Findings) -> None:
        self.using, self.found = using, found
        with connections[using].cursor() as cursor:
            cursor.execute(_SIZE)
            self.size: int = cursor.fetchone()[0]
        self.edge = tree.Edge(hashed=tree.sm3)
        self._stored: dict[tree.Node, bytes] = {}

    def begin(self, start: int, end: int) -> None:
        """The nodes that the positions start … end-1 complete."""
        end = min(end, self.size)
        if start >= end:
            return
        levels = range(end.bit_length() + 1)
        ranges = [list(levels), [start >> n for n in levels], [end >> n for n in levels]]
        with connections[self.using].cursor() as cursor:
            cursor.execute(_NODES, ranges)
            self._stored = {
                tree.Node(level, number): bytes(stored) for level, number, stored in cursor
            }

    def leaf(self, position: int, salt: bytes | None, body: str | None) -> None:
        """One leaf; salt and body None where it is not there any more."""
        if position >= self.size:
            return
        stored = self._stored.pop(tree.Node(0, position), None)
        if stored is None:
            self._told(f"第 {position + 1:,} 条的摘要不见了。", position)
        elif salt is not None and body is not None and stored != _hashed(salt, body):
            self._told(f"第 {position + 1:,} 条的摘要和算出来的不同，被改过。", position)
        for node, hashed in self.edge.append(stored or bytes(32)):
            told = self._stored.pop(node, None)
            if told != hashed:
                what = "不见了" if told is None else "和算出来的不同"
                self._told(f"一个中间值（第 {node.level} 层第 {node.number + 1:,} 个）{what}。")

    def ends_chunk(self) -> None:
        """Whatever was stored for these positions and nothing completes."""
        for node in self._stored:
            self._told(f"一个中间值（第 {node.level} 层第 {node.number + 1:,} 个）是多出来的。")
        self._stored = {}

    def unlike(self, size: int, root: bytes | None) -> str:
        """What a head of this size says otherwise than the tree; "" where it fits or says none."""
        if root is None:
            return ""
        if self.edge.size < size:
            return f"签了国密（SM3）的根，记录却只有 {self.size:,} 条，后面的被删除了。"
        return "" if self.edge.root() == root else f"和它的 {size:,} 条国密（SM3）记录对不上。"

    def ends(self, size: int) -> None:
        """What lies beyond the last leaf of the log."""
        if self.size > size:
            self._told(f"有 {self.size:,} 条，比证据多出 {self.size - size:,} 条。")
        with connections[self.using].cursor() as cursor:
            cursor.execute(_BEYOND, [min(self.size, size)])
            for level, number in cursor.fetchall():
                self._told(f"一个中间值（第 {level} 层第 {number + 1:,} 个）是多出来的。")

    def _told(self, what: str, position: int | None = None) -> None:
        self.found.add(Kind.SM3, position=position, what=what)


def _hashed(salt: bytes, body: str) -> bytes:
    return tree.leaf_hash(erased.salted_sm3(salt, body), tree.sm3)
