"""Recomputes the public log from its rows and says what does not fit.

Every leaf's digest from salt and body, every node and head from the stored leaf hashes, every
signature with our public keys. The tree is grown from the stored leaf hashes, each of which is
compared with its leaf: so one changed row is named by itself. It reads only, in chunks, on the
connection it is given: the auditor's, in one snapshot.

What it cannot find by itself: somebody with the signing key who computes everything anew, or cuts
off the end. That is what checkpoints are kept for elsewhere (`kept`), best by a witness, who
confirms them with a key of his own (`Kept.witnesses`).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connections, transaction

from dangjian.kernel.proofs import cosigning, erased, log, notes, sequencing, statements, tree
from dangjian.kernel.proofs.findings import Findings, Kind
from dangjian.kernel.proofs.notes import BadNote, Checkpoint, PublicKey
from dangjian.kernel.proofs.verifying_sm3 import Beside

CHUNK = 4096
LATE = dt.timedelta(hours=1)
"""How long after its time a leaf may be placed: no act's transaction is open for so long."""
AHEAD = dt.timedelta(minutes=1)
"""How far the clocks of two of our machines may differ."""

_ROWS = """
SELECT p.position, p.hash, p.leaf_id, l.id, l.salt, l.body, l.digest, l.at, l.actor_account,
       l.actor_person, l.actor_role, l.behalf_person, l.verb, l.subject_kind, l.subject_uid, l.path
FROM kernel_position p LEFT JOIN kernel_leaf l ON l.id = p.leaf_id
WHERE p.position >= %s AND p.position < %s ORDER BY p.position
"""
_CHECKPOINTS = """
SELECT number, size, root, note, settled FROM kernel_logcheckpoint
WHERE size > %s AND size <= %s ORDER BY size, number
"""
_NODES = """
SELECT n.level, n.number, n.hash FROM kernel_treenode n
JOIN unnest(%s::int2[], %s::int8[], %s::int8[]) AS r(level, low, high)
  ON n.level = r.level AND n.number >= r.low AND n.number < r.high
"""
_UNPLACED = """
SELECT l.id FROM kernel_leaf l
WHERE l.id <= %s AND NOT EXISTS (SELECT 1 FROM kernel_position p WHERE p.leaf_id = l.id)
ORDER BY l.id
"""
_WAITING = """
SELECT count(*) FROM kernel_leaf l
WHERE l.id > %s AND NOT EXISTS (SELECT 1 FROM kernel_position p WHERE p.leaf_id = l.id)
"""
_ERASINGS = "SELECT body FROM kernel_leaf WHERE verb = %s"
_EVER = dt.datetime.min.replace(tzinfo=dt.UTC)
_COLUMNS = ("account", "person", "role", "behalf", "verb", "kind", "subject", "path")


@dataclass(frozen=True)
class Kept:
    """A checkpoint somebody kept, and where it was read.

    witnesses: the keys one of which must have confirmed it; none: it was kept as it is.
    """

    name: str
    note: str
    witnesses: tuple[PublicKey, ...] = ()


@dataclass
class Report:
    """What was looked at (leaves, checkpoints, those not placed yet), and what is wrong.

    witnessed: the largest head a witness confirmed among those kept, and when; so far nothing can
    have been rewritten unnoticed.
    """

    size: int = 0
    root: bytes = b""
    checkpoints: int = 0
    waiting: int = 0
    kept: int = 0
    witnessed: int = 0
    witnessed_at: dt.datetime | None = None
    findings: Findings = field(default_factory=Findings)

    @property
    def good(self) -> bool:
        return not self.findings.counts


@contextmanager
def snapshot(using: str) -> Iterator[None]:
    """One state of the database for as long as the verification takes, while others write."""
    with transaction.atomic(using=using):
        with connections[using].cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def size(using: str) -> int:
    """How many places the log has: what `verify` will have to go through."""
    return int(_ask(using, "SELECT coalesce(max(position) + 1, 0) FROM kernel_position")[0][0])


def verify(
    kept: Sequence[Kept] = (),
    *,
    using: str,
    keys: Sequence[PublicKey] | None = None,
    tell: Callable[[int], object] = lambda done: None,
) -> Report:
    """Go through the whole log. using: the connection to read on; keys: ours, if None.

    tell: is given, chunk by chunk, how many leaves were gone through since it was told before.
    """
    keys = log.public_keys() if keys is None else keys
    check = _Check(using, keys, size(using), kept)
    for start in range(0, check.report.size, CHUNK):
        end = min(start + CHUNK, check.report.size)
        check.chunk(start, end)
        tell(end - start)
    check.ends()
    return check.report


class _Check:
    """One going through of the log, from its first leaf to its last."""

    def __init__(
        self, using: str, keys: Sequence[PublicKey], size: int, kept: Sequence[Kept]
    ) -> None:
        self.using, self.keys = using, keys
        self.report = Report(size=size, kept=len(kept))
        self.found = self.report.findings
        self.edge = tree.Edge()
        self.sm3 = Beside(using, self.found)
        self.heads: dict[int, bytes] = {}  # size → root, of the sizes somebody kept
        self.sm3_heads: dict[int, list[Checkpoint]] = {}
        self.unlike_sm3: set[Checkpoint] = set()
        self.kept: list[tuple[str, Checkpoint]] = []
        self.erased: dict[erased.Erased, int] = {}  # → position
        self.number = self.settled = self.covered = 0
        self.time: dt.datetime | None = None  # of the last checkpoint passed
        self.caught_up: dt.datetime | None = None  # of the last that left nobody waiting
        self.latest: tuple[dt.datetime, int, int] | None = None  # of the leaves since
        self.off = False  # whether a head did not fit: then none after it can
        for one in kept:
            self._keep(one)

    def _keep(self, one: Kept) -> None:
        try:
            checkpoint = notes.opened(one.note, self.keys)
            if one.witnesses:
                self._witnessed(one, checkpoint)
        except BadNote as bad:
            stated = _stated(one.note)
            self.found.add(Kind.FORKED, name=one.name, size=stated, what=bad.sentence)
            return
        self.kept.append((one.name, checkpoint))
        self.heads[checkpoint.size] = b""
        self.sm3_heads.setdefault(checkpoint.size, []).append(checkpoint)

    def _witnessed(self, one: Kept, checkpoint: Checkpoint) -> None:
        """BadNote where none of the witnesses confirmed it."""
        confirmed = cosigning.cosignatures(one.note, one.witnesses)
        if not confirmed:
            raise BadNote("不是登记过的见证人签的。")
        latest, report = max(signed.at for signed in confirmed), self.report
        if (checkpoint.size, latest) > (report.witnessed, report.witnessed_at or _EVER):
            report.witnessed, report.witnessed_at = checkpoint.size, latest

    def chunk(self, start: int, end: int) -> None:
        """Leaves, nodes and checkpoints of the positions start … end-1."""
        rows = iter(_ask(self.using, _ROWS, [start, end]))
        heads = iter(_ask(self.using, _CHECKPOINTS, [start, end]))
        nodes = self._stored(start, end)
        self.sm3.begin(start, end)
        row, head = next(rows, None), next(heads, None)
        for position in range(start, end):
            if row is not None and row[0] == position:
                self._leaf(row)
                self.sm3.leaf(position, row[4] and bytes(row[4]), row[5])
                hashed, row = bytes(row[1]), next(rows, None)
            else:
                self.found.add(Kind.GAP, position=position)
                self.sm3.leaf(position, None, None)
                hashed = bytes(32)
            self._nodes(self.edge.append(hashed), nodes)
            if self.edge.size in self.heads:
                self.heads[self.edge.size] = self.edge.root()
                self._compare_sm3(self.sm3_heads[self.edge.size])
            while head is not None and head[1] == self.edge.size:
                self._checkpoint(*head)
                head = next(heads, None)
        for node in nodes:  # those that nothing completes
            self._node(node, "是多出来的")
        self.sm3.ends_chunk()

    def _stored(self, start: int, end: int) -> dict[tree.Node, bytes]:
        """The stored nodes that these positions complete."""
        levels = range(1, end.bit_length() + 1)
        ranges = [list(levels), [start >> n for n in levels], [end >> n for n in levels]]
        return {
            tree.Node(level, number): bytes(stored)
            for level, number, stored in _ask(self.using, _NODES, ranges)
        }

    def _nodes(
        self, completed: list[tuple[tree.Node, bytes]], stored: dict[tree.Node, bytes]
    ) -> None:
        for node, hashed in completed:
            told = stored.pop(node, None)
            if told is None:
                self._node(node, "不见了")
            elif told != hashed:
                self._node(node, "和算出来的不同")

    def _node(self, node: tree.Node, what: str) -> None:
        self.found.add(Kind.NODE, level=node.level, number=node.number + 1, what=what)

    def _leaf(self, row: tuple[Any, ...]) -> None:
        position, hashed, leaf, there, salt, body, digest, at, *columns = row
        place = {"position": position, "leaf": leaf}
        if there is None:
            self.found.add(Kind.REMOVED, **place)
            return
        if not salt:
            self.erased[erased.stands(leaf, bytes(digest), body, at, columns)] = position
        elif hashlib.sha256(bytes(salt) + body.encode()).digest() != bytes(digest):
            self.found.add(Kind.EDITED, **place)
        if tree.leaf_hash(bytes(digest)) != bytes(hashed):
            self.found.add(Kind.UNLIKE_TREE, **place)
        for what in _differing(body, at, columns) if salt else ():
            self.found.add(Kind.COLUMNS, **place, what=what)
        if self.caught_up is not None and at < self.caught_up - LATE:
            self.found.add(Kind.BACK_DATED, **place, at=_told(at), time=_told(self.caught_up))
        if self.latest is None or at > self.latest[0]:
            self.latest = (at, position, leaf)

    def _checkpoint(self, number: int, size: int, root: bytes, note: str, settled: int) -> None:
        """A checkpoint at the moment the tree has grown to its size."""
        self.report.checkpoints += 1
        for what in self._wrong_with(number, size, bytes(root), note, settled):
            self.found.add(Kind.CHECKPOINT, number=number, what=what)
        self.number, self.covered = number, size
        self.settled = max(self.settled, settled)

    def _wrong_with(
        self, number: int, size: int, root: bytes, note: str, settled: int
    ) -> Iterator[str]:
        if number != self.number + 1:
            yield f"前面应当是第 {number - 1:,} 号，却是第 {self.number:,} 号，中间的被删除了。"
        if settled < self.settled:
            yield "写的“编到哪里”比前一个还早，被改过。"
        if not self.off and self.edge.root() != root:
            self.off = True
            span = f"第 {self.covered + 1:,} 到 {size:,} 条"
            yield f"和它的 {size:,} 条记录对不上：{span}里有被改、被删、被换或者补进来的。"
        try:
            signed = notes.opened(note, self.keys)
        except BadNote as bad:
            yield f"不能作数：{bad.sentence}"
            return
        if (signed.size, signed.root) != (size, root):
            yield "签名里的内容和存的不同，被改过。"
        elif unlike := self.sm3.unlike(size, signed.sm3):
            yield unlike
        if signed.time is not None:
            if self.time is not None and signed.time < self.time:
                yield "签的时间比前一个还早。"
            if self.latest is not None and self.latest[0] > signed.time + AHEAD:
                at, position, leaf = self.latest
                told = {"at": _told(at), "time": _told(signed.time)}
                self.found.add(Kind.FORE_DATED, position=position, leaf=leaf, **told)
            self.time = signed.time
            # A full batch says nothing of who still waits: after hours without a sequencer many do.
            if size - self.covered < sequencing.BATCH:
                self.caught_up = signed.time
        self.latest = None

    def ends(self) -> None:
        """What lies beyond the last leaf: heads of a longer log, leaves nobody placed."""
        report, using = self.report, self.using
        report.root = self.edge.root()
        if report.size > self.covered:
            self.found.add(Kind.UNSIGNED, many=report.size - self.covered)
        for number, size, _, note, settled in _ask(using, _CHECKPOINTS, [report.size, 2**62]):
            report.checkpoints += 1
            try:
                notes.opened(note, self.keys)
                self.found.add(Kind.CUT, size=size, now=report.size)
            except BadNote as bad:
                self.found.add(Kind.CHECKPOINT, number=number, what=f"不能作数：{bad.sentence}")
            self.settled = max(self.settled, settled)
        for node in self._beyond():
            self._node(node, "是多出来的")
        self.sm3.ends(report.size)
        self._erasings()
        for (leaf,) in _ask(using, _UNPLACED, [self.settled]):
            self.found.add(Kind.INSERTED, leaf=leaf)
        report.waiting = _ask(using, _WAITING, [self.settled])[0][0]
        for name, checkpoint in self.kept:
            self._compare(name, checkpoint)

    def _erasings(self) -> None:
        """Leaves without their words of which no leaf tells that two persons had them erased."""
        if not self.erased:
            return
        lawful = {erased.told(body) for (body,) in _ask(self.using, _ERASINGS, [erased.VERB])}
        for one, position in self.erased.items():
            if one not in lawful:
                self.found.add(Kind.ERASED, position=position, leaf=one.leaf)

    def _beyond(self) -> Iterator[tree.Node]:
        """Stored nodes of leaves that are not there."""
        stored = _ask(
            self.using,
            "SELECT level, number FROM kernel_treenode"
            " WHERE level < 1 OR level > 62 OR number < 0"
            " OR (number + 1) << least(greatest(level, 0), 62) > %s LIMIT 1000",
            [self.report.size],
        )
        return (tree.Node(level, number) for level, number in stored)

    def _compare_sm3(self, kept: list[Checkpoint]) -> None:
        """Heads kept of the size the tree has now."""
        self.unlike_sm3 |= {one for one in kept if self.sm3.unlike(one.size, one.sm3)}

    def _compare(self, name: str, checkpoint: Checkpoint) -> None:
        if checkpoint.size > self.report.size:
            what = f"现在只有 {self.report.size:,} 条，后面的被删除了。"
        elif checkpoint.size and self.heads[checkpoint.size] != checkpoint.root:
            what = "这些记录里有被改过、重新算过的。"
        elif checkpoint in self.unlike_sm3:
            what = "国密（SM3）的记录里有被改过、重新算过的。"
        else:
            return
        self.found.add(Kind.FORKED, name=name, size=checkpoint.size, what=what)


def _differing(body: str, at: dt.datetime, columns: Sequence[Any]) -> list[str]:
    """The columns that do not say what the body says; ["正文"] for a body that cannot be read."""
    stored = [None if value is None else str(value) for value in columns]
    told: list[str | None]
    try:
        content = json.loads(body)
        public = statements.read(body) if "public" in content else None
        moment = dt.datetime.fromisoformat(content["at"])
        if public is not None:
            kind, _, subject = public["statement"]["what"].partition(":")
            told = [None, None, "", None, statements.VERB, kind, subject, ""]
        else:
            values = (content[name] for name in _COLUMNS)
            told = [None if value is None else str(value) for value in values]
    except (ValueError, KeyError, TypeError, AttributeError):
        return ["正文"]
    names = zip(_COLUMNS, told, stored, strict=True)
    return [name for name, one, other in names if one != other] + ["at"] * (moment != at)


def _stated(note: str) -> int:
    try:
        return notes.read(note).size
    except BadNote:
        return 0


def _told(moment: dt.datetime) -> str:
    """A moment as the district reads it."""
    return f"{moment.astimezone(dt.timezone(dt.timedelta(hours=8))):%Y-%m-%d %H:%M:%S}"


def _ask(using: str, question: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    with connections[using].cursor() as cursor:
        cursor.execute(question, values)
        return list(cursor.fetchall())
