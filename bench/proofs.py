"""The public log: leaves written, placed, proved and verified, beside the bare work of each.

CPU seconds are this process's, without the database's. The floors are of the same run: a COPY of
rows as large, and the hashing alone.
"""

from __future__ import annotations

import hashlib
import os
import time
import tracemalloc
import uuid
from collections.abc import Callable

from django.db import connections, transaction

from dangjian.config import cluster
from dangjian.config.install import install
from dangjian.kernel import clock, copying, evidence
from dangjian.kernel.evidence import SYSTEM, Trace
from dangjian.kernel.models import LogCheckpoint, Position
from dangjian.kernel.proofs import bundles, log, sequencing, tree, verifying
from dangjian.kernel.proofs.statements import State, Statement, text_digest

Say = Callable[..., None]
IMPORT = 40_000
LARGE = 100_000


def measure(say: Say) -> None:
    """In a database of its own, dropped afterwards."""
    from bench.pages import _use

    name, home = "bench_proofs", cluster.home()
    cluster.drop_database(home, name)
    cluster.create_database(home, name)
    _use(name)
    try:
        install(say=lambda _: None)
        sequencing.sequence()
        _append(say)
        _sequence(say)
        _write(LARGE - log.head().size)
        sequencing.sequence()
        _prove(say)
        _verify(say)
    finally:
        for alias in ("default", "owner", "auditor"):
            connections[alias].close()
        cluster.drop_database(home, name)


def _timed(act: Callable[[], object]) -> tuple[float, float]:
    """Wall and CPU seconds of this process."""
    wall, cpu = time.perf_counter(), time.process_time()
    act()
    return time.perf_counter() - wall, time.process_time() - cpu


def _write(many: int) -> None:
    traces = (Trace("person", uuid.uuid4(), "/1/2/", {"document": "文"}) for _ in range(many))
    with transaction.atomic():
        evidence.record_many(SYSTEM, "register_member", traces)


def _append(say: Say) -> None:
    """Leaves of an import; the floor copies rows as large without a trigger."""
    wall, cpu = _timed(lambda: _write(IMPORT))
    body = "x" * 250
    rows = ((uuid.uuid4(), None, body, "2026-11-23T00:00:00Z", "") for _ in range(IMPORT))

    def floor() -> None:
        with transaction.atomic():
            columns = ("key", "account", "path", "used_at", "outcome")
            copying.copy_rows("kernel_usedformkey", columns, rows)

    bare, _ = _timed(floor)
    say(
        "leaves of an import written",
        leaves=IMPORT,
        s=round(wall, 2),
        cpu_s=round(cpu, 2),
        of_bare_copy=round(wall / bare, 2),
    )


def _sequence(say: Say) -> None:
    hashing, _ = _timed(lambda: _hash(IMPORT))
    wall, cpu = _timed(sequencing.sequence)
    assert log.head().size >= IMPORT
    _write(IMPORT // 2)
    memory = _memory(sequencing.sequence)
    say(
        "leaves of an import placed in the public log",
        leaves=IMPORT,
        s=round(wall, 2),
        cpu_s=round(cpu, 2),
        of_bare_hashing=round(wall / hashing, 1),
        memory_mib=round(memory, 1),
    )
    _write(1)
    wall, _ = _timed(sequencing.sequence)
    say("one leaf placed and signed", ms=round(wall * 1000, 1))


def _hash(many: int) -> None:
    """The hashing of a tree and nothing else."""
    edge = tree.Edge()
    for number in range(many):
        edge.append(tree.leaf_hash(b"%32d" % number))


def _memory(act: Callable[[], object]) -> float:
    """The most that an act holds at a time, MiB."""
    tracemalloc.start()
    try:
        act()
        return tracemalloc.get_traced_memory()[1] / 2**20
    finally:
        tracemalloc.stop()


def _prove(say: Say) -> None:
    size, root = log.head().size, bytes(LogCheckpoint.objects.latest("number").root)
    positions = range(0, size, size // 200)
    leaves = dict(Position.objects.filter(position__in=positions).values_list("position", "hash"))
    paths = {}
    wall, cpu = _timed(
        lambda: paths.update({place: log.inclusion(place, size) for place in positions})
    )
    check, _ = _timed(
        lambda: [
            tree.includes(bytes(leaves[place]), place, size, path, root)
            for place, path in paths.items()
        ]
    )
    one, _ = _timed(lambda: [Position.objects.get(position=place) for place in positions])
    say(
        "inclusion proofs from the stored tree",
        leaves=size,
        ms_each=round(wall / len(positions) * 1000, 2),
        cpu_ms_each=round(cpu / len(positions) * 1000, 2),
        of_reading_one_row=round(wall / one, 2),
        checked_ms_each=round(check / len(positions) * 1000, 3),
    )
    uid = uuid.uuid4()
    statement = Statement(text_digest("公示"), State.SHOWN, clock.now())
    with transaction.atomic():
        evidence.declare_publicly(SYSTEM, "publish", "notice", uid, statement=statement)
    sequencing.sequence()
    wall, _ = _timed(lambda: [bundles.of_subject(uid) for _ in range(50)])
    say("proof bundles of a notice", ms_each=round(wall / 50 * 1000, 2))


def _verify(say: Say) -> None:
    size = log.head().size
    wall, cpu = _timed(_good)
    memory = _memory(_good)
    hashing, _ = _timed(lambda: (_hash(size), _digests(size)))
    say(
        "the whole log verified",
        leaves=size,
        s=round(wall, 2),
        cpu_s=round(cpu, 2),
        of_bare_hashing=round(wall / hashing, 1),
        memory_mib=round(memory, 1),
    )


def _good() -> None:
    with verifying.snapshot("auditor"):
        assert verifying.verify(using="auditor").good


def _digests(many: int) -> None:
    body = os.urandom(300)
    for _ in range(many):
        hashlib.sha256(body).digest()
