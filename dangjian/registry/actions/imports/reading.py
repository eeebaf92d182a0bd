"""Bring a table in and read it: every row judged and stored, nothing in the register yet (K2)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import partial
from pathlib import Path
from typing import Any

from django.db import transaction

from dangjian.kernel import evidence, files
from dangjian.kernel.copying import Packed, copy_packed, packer
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused
from dangjian.registry import progress
from dangjian.registry.importing import known, register, rows, spool
from dangjian.registry.importing.counting import settle
from dangjian.registry.importing.doubles import mark_doubles
from dangjian.registry.importing.planning import checked_at_once, uncollected
from dangjian.registry.importing.turns import alone, leaf
from dangjian.registry.models import (
    Import,
    ImportKind,
    ImportState,
    Organization,
    Person,
)
from dangjian.registry.rules.imports import Judged, Layout

_WHOLE = 1000
_LOOK = 0.4  # seconds
_Part = list[Judged[Any]] | None


@evidence.action
def start(
    path: Path,
    *,
    name: str,
    kind: str,
    as_of: dt.date,
    today: dt.date,
    at: dt.datetime,
    by: Actor,
    organization: Organization | None = None,
    started_by: Person | None = None,
) -> Import:
    """Take a file in: it is kept until it was read. organization: where the importer keeps people.

    Refused: a day that is still to come, a kind of table that is none.
    """
    if kind not in ImportKind.values:
        raise Refused("请选择导入的是党组织表还是党员花名册。", field="kind")
    if as_of > today:
        raise Refused("统计截止日期还没到，请核对。", field="as_of")
    uid = uuid.uuid4()
    kept = spool.keep(path, uid)
    run = Import.objects.create(
        uid=uid,
        kind=kind,
        file_name=name[-200:],
        digest=kept.digest,
        size=kept.size,
        as_of=as_of,
        organization=organization,
        started_by=started_by,
        started_at=at,
    )
    leaf(by, "start_import", run, kind=kind, digest=kept.digest, size=kept.size)
    return run


@evidence.action
def read(run: Import, *, by: Actor, also: progress.Tell | None = None) -> Import:
    """Read the kept file, judge every row and store it with its verdict; then drop the file.

    One transaction: a reading that dies leaves no row, and is simply done again. A file that cannot
    be read is no refusal: the import says so itself (state failed, with code and sentence).
    Refused: an import that was read already or is being read by another process.
    """
    run = alone(run)
    if run.state != ImportState.READING:
        raise Refused("这份表已经读过了。")
    try:
        with (
            uncollected(),
            progress.shown(run, ImportState.READING, also) as tell,
            transaction.atomic(),
            checked_at_once(),
        ):
            run.notes, run.layouts = _store_all(run, tell)
            if run.kind == ImportKind.ROSTER:
                mark_doubles(run)
    except Refused as refusal:
        return _failed(run, refusal, by)
    run.state, run.done, run.total = ImportState.READ, 0, 0
    run.error_code = run.error = ""
    settle(run, "notes", "layouts", "error_code", "error")
    leaf(by, "read_import", run, digest=run.digest, counts=run.counts)
    transaction.on_commit(lambda: spool.drop(run.uid))
    return run


def _store_all(run: Import, tell: progress.Tell) -> tuple[list[str], list[Layout]]:
    """Part by part: the next is judged, and the last one sealed, while the database stores."""
    far = 0.0

    def told(fraction: float) -> None:
        nonlocal far
        far = fraction

    parts = files.read(spool.place(run.uid), run.file_name, progress=told)
    there = register.Register(run)  # looked at while the file is being opened
    of_members = run.kind == ImportKind.ROSTER
    judge: Any = there.roster() if of_members else there.organizations()
    compare = there.compare if of_members else partial(known.compare, run)
    coming, pack, stored = _judged(parts, judge), partial(rows.pack_rows, packer(), run), 0
    with ThreadPoolExecutor(1) as beside:
        judging = beside.submit(next, coming, None)
        ready: Future[Packed] | None = None
        while (judged := _awaited(judging, lambda: tell(int(far * _WHOLE), _WHOLE))) is not None:
            judging = beside.submit(next, coming, None)
            before = ready
            ready = beside.submit(pack, compare(judged), stored, there.sealers)
            stored += len(judged)
            if before:
                copy_packed(before.result())
        if ready:
            copy_packed(ready.result())
    return list(judge.notes), list(judge.layouts)


def _awaited(judging: Future[_Part], show: Callable[[], object]) -> _Part:
    """What becomes of a part. Meanwhile it is shown how far the work is."""
    show()
    while wait([judging], _LOOK).not_done:
        show()
    return judging.result()


def _judged(parts: Iterator[files.Part], judge: Any) -> Iterator[list[Judged[Any]]]:
    for part in parts:
        yield judge.judge(part)
    yield judge.finish()


def _failed(run: Import, refusal: Refused, by: Actor) -> Import:
    run.state = ImportState.FAILED
    run.error_code = getattr(refusal, "code", "") or "F-OTHER-TABLE"
    run.error = refusal.sentence[:400]
    run.done = run.total = 0
    run.save(update_fields=["state", "error_code", "error", "done", "total"])
    leaf(by, "fail_import", run, digest=run.digest, code=run.error_code)
    transaction.on_commit(lambda: spool.drop(run.uid))
    return run
