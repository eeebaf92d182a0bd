"""The sequencer gives every leaf its place in the public log, soon after it was committed.

Leaves are written without regard to each other, so they become visible in another order than that
of their ids: an act that takes long commits ids that others have long passed. Whoever has drawn an
id of `kernel_leaf` holds a lock on that table until his transaction ends. So, of three looks made
one after the other – at the last id drawn, at those who hold the lock, at the leaves – the third
sees every leaf up to that id which will ever be there, once all those of the second have ended.
Up to such an id the log is *settled*, and nobody has to look there again.

One transaction places a batch of leaves, with the nodes they complete and a signed head; one
sequencer at a time does. Killed at any moment it has placed a batch or nothing of it.

Under the profile gm a tree of SM3 grows beside that of SHA-256, over the SM3 of salt and body of
the same leaves at the same positions. Where the profile was changed later, it catches up batch by
batch; a head states its root once it has as many leaves.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import connection, transaction

from dangjian.kernel import copying
from dangjian.kernel.models import LogCheckpoint
from dangjian.kernel.proofs import erased, log, tree
from dangjian.kernel.proofs.notes import Checkpoint

BATCH = 4096
"""Leaves placed in one transaction: what bounds the memory, and how long others wait. Verifying
takes a head of fewer for one that left nobody waiting: a later version may have less, not more."""

_LOCK = "SELECT {}(hashtextextended('dangjian.evidence.sequencer', 0))"
_DRAWN = "SELECT coalesce(pg_sequence_last_value(pg_get_serial_sequence('kernel_leaf', 'id')), 0)"
# Not our own: what this very transaction wrote, it sees.
_WRITERS = """
SELECT virtualtransaction FROM pg_locks
WHERE locktype = 'relation' AND relation = 'kernel_leaf'::regclass AND mode = 'RowExclusiveLock'
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND pid IS DISTINCT FROM pg_backend_pid()
"""
_WAITING = """
SELECT l.id, l.digest FROM kernel_leaf l
WHERE l.id > %s AND NOT EXISTS (SELECT 1 FROM kernel_position p WHERE p.leaf_id = l.id)
ORDER BY l.id LIMIT %s
"""

_SM3_SIZE = "SELECT coalesce(max(number) + 1, 0) FROM kernel_sm3node WHERE level = 0"
_CONTENTS = """
SELECT l.salt, l.body FROM kernel_position p JOIN kernel_leaf l ON l.id = p.leaf_id
WHERE p.position >= %s AND p.position < %s ORDER BY p.position
"""


@dataclass(frozen=True)
class _Look:
    """The last id drawn at a moment, and whose transactions were open right after it."""

    drawn: int
    writers: frozenset[str]


@dataclass
class Sequencer:
    """One process's sequencer. What it remembers saves work; nothing hangs on it."""

    batch: int = BATCH
    _last: _Look | None = field(default=None, init=False)
    _open: _Look | None = field(default=None, init=False)

    def step(self, *, wait: bool = False) -> int:
        """Place every leaf that is visible now; how many.

        wait: wait for another sequencer at work, instead of leaving it to that one (0).
        """
        look = self._look()
        if look is None:
            return 0
        placed, after = 0, 0
        while True:
            with transaction.atomic():
                if not _alone(wait):
                    return placed
                many, after = self._place(look, after)
            placed += many
            if many < self.batch:
                break
        self._last = look
        if self._open is None or not self._open.writers & look.writers:
            self._open = look
        return placed

    def _look(self) -> _Look | None:
        """How it stands, in this order; None where nothing can have been committed since the last
        step, as it is most of the time."""
        last = self._last
        with connection.cursor() as cursor:
            cursor.execute(_DRAWN)
            drawn: int = cursor.fetchone()[0]
            if last and last.drawn == drawn and not last.writers:
                return None
            cursor.execute(_WRITERS)
            writers = frozenset(writer for (writer,) in cursor)
        if last and last.drawn == drawn and last.writers <= writers:
            return None
        return _Look(drawn, writers)

    def _settled(self, look: _Look) -> int:
        """Up to which id this step sees all there will ever be."""
        if not look.writers:
            return look.drawn
        if self._open is not None and not self._open.writers & look.writers:
            return self._open.drawn
        return 0

    def _place(self, look: _Look, after: int) -> tuple[int, int]:
        """Place one batch of leaves with ids above `after`; how many, and the last of their ids."""
        head = log.head()
        waiting = _waiting(max(after, head.settled), self.batch)
        if not waiting:
            return 0, after
        last_id = waiting[-1][0]
        settled = self._settled(look)
        if len(waiting) == self.batch:
            settled = min(settled, last_id)
        edge = log.edge(head.size)
        nodes: list[tuple[tree.Node, bytes]] = []
        places: list[tuple[int, int, bytes]] = []
        for pk, digest in waiting:
            hashed = tree.leaf_hash(bytes(digest))
            places.append((edge.size, pk, hashed))
            nodes += edge.append(hashed)
        _store(places, nodes)
        sm3 = _grow_sm3(edge.size, self.batch + len(waiting)) if log.keeps_sm3() else None
        _sign(head, edge, max(settled, head.settled), sm3)
        return len(waiting), last_id


def sequence() -> int:
    """Place every leaf committed so far, at once: at the end of a command. How many."""
    return Sequencer().step(wait=True)


def catch_up(tell: Callable[[int], object] = lambda done: None) -> None:
    """Grow the tree of SM3 over everything placed so far, after the profile was changed to gm.

    tell: is given, batch by batch, how many leaves the tree has. In as many transactions as
    batches: what was done stays done.
    """
    while True:
        with transaction.atomic():
            _alone(wait=True)
            size = log.head().size
            before = _number(_SM3_SIZE)
            if before >= size:
                return
            _grow_sm3(size, BATCH)
            tell(min(before + BATCH, size))


def _alone(wait: bool) -> bool:
    """Whether this transaction is the one that may place leaves now."""
    act = "pg_advisory_xact_lock" if wait else "pg_try_advisory_xact_lock"
    with connection.cursor() as cursor:
        cursor.execute(_LOCK.format(act))
        return wait or bool(cursor.fetchone()[0])


def _waiting(after: int, most: int) -> list[tuple[int, bytes]]:
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [after, most])
        return list(cursor.fetchall())


def _store(places: list[tuple[int, int, bytes]], nodes: list[tuple[tree.Node, bytes]]) -> None:
    copying.copy_rows(
        "kernel_position", ("position", "leaf_id", "hash"), places, ("int8", "int8", "bytea")
    )
    copying.copy_rows(
        "kernel_treenode",
        ("level", "number", "hash"),
        ((node.level, node.number, hashed) for node, hashed in nodes),
        ("int2", "int8", "bytea"),
    )


def _grow_sm3(size: int, most: int) -> bytes | None:
    """Add up to `most` leaves to the tree of SM3; its root, once it has all `size` of them."""
    begin = _number(_SM3_SIZE)
    edge, nodes = log.edge(begin, tree.sm3), []
    with connection.cursor() as cursor:
        cursor.execute(_CONTENTS, [begin, min(size, begin + most)])
        for salt, body in cursor.fetchall():
            hashed = tree.leaf_hash(erased.salted_sm3(bytes(salt), body), tree.sm3)
            nodes.append((tree.Node(0, edge.size), hashed))
            nodes += edge.append(hashed)
    copying.copy_rows(
        "kernel_sm3node",
        ("level", "number", "hash"),
        ((node.level, node.number, hashed) for node, hashed in nodes),
        ("int2", "int8", "bytea"),
    )
    return edge.root() if edge.size == size else None


def _number(question: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return int(cursor.fetchone()[0])


def _sign(head: log.Head, edge: tree.Edge, settled: int, sm3: bytes | None) -> None:
    """Store the signed head, of the database's own time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        now: dt.datetime = cursor.fetchone()[0]
    key, root = log.signing_keys()[-1], edge.root()
    LogCheckpoint.objects.create(
        number=head.number + 1,
        size=edge.size,
        root=root,
        note=key.sign(Checkpoint(key.name, edge.size, root, now, sm3)),
        settled=settled,
    )
