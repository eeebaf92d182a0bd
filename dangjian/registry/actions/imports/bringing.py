"""The workbook of doubtful rows goes out and comes back, each row known by its key (K2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from dangjian.kernel import evidence, files
from dangjian.kernel.evidence import Actor
from dangjian.kernel.files.writing import Mark
from dangjian.kernel.refusal import Refused
from dangjian.registry.actions.imports.repairing import _go_on, _repair, _set_aside
from dangjian.registry.importing import repair_book
from dangjian.registry.importing.again import KEEP
from dangjian.registry.importing.turns import alone, leaf
from dangjian.registry.models import Import, ImportRow, RowState


@dataclass
class BroughtAgain:
    """What came of a workbook: rows repaired and set aside, and those refused, by row number."""

    repaired: int = 0
    set_aside: int = 0
    refused: dict[int, str] = field(default_factory=dict)


@evidence.action
def repair_workbook(run: Import, file: BinaryIO, *, mark: Mark, by: Actor) -> int:
    """Write the rows that wait for a person into an open file, for repairing; how many.

    What stands there is of class key, so that the taking away is on record.
    """
    waiting = ImportRow.objects.filter(run=run, state=RowState.WAITING)
    doubtful = waiting.filter(verdict__in=("human", "reject")).order_by("position")
    written = repair_book.write(run, doubtful, file, mark)
    leaf(by, "take_repair_workbook", run, rows=written, reason=mark.reason)
    return written


@evidence.action
def bring_again(run: Import, path: Path, *, name: str, today: dt.date, by: Actor) -> BroughtAgain:
    """Take repaired rows from a workbook; what is in order goes in as after any repair.

    A row is known by its key alone, not by its place. Rows without a key of ours, of another
    import, or changed meanwhile are refused one by one, the others happen. Refused as a whole: a
    file that is not such a workbook.
    """
    run = alone(run)
    outcome = BroughtAgain()
    for number, cells in _lines(path, name):
        try:
            _take(run, cells, outcome, by)
        except Refused as refusal:
            outcome.refused[number] = refusal.sentence
    _go_on(run, today, by)
    leaf(
        by,
        "bring_import_again",
        run,
        repaired=outcome.repaired,
        set_aside=outcome.set_aside,
        refused=len(outcome.refused),
    )
    return outcome


def _lines(path: Path, name: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The rows below the header, with their numbers; blank ones left out."""
    heads: list[str] = []
    for part in files.read(path, name):
        for number, row in enumerate(part.rows, part.first_row):
            texts = [repair_book.text(cell) for cell in row]
            if not heads and repair_book.KEY in texts:
                heads = texts
            elif heads and any(texts):
                yield number, dict(zip(heads, texts, strict=False))
    if not heads:
        raise Refused("这不是从导入页下载的核对表，请下载后在原表上改。")


def _take(run: Import, cells: Mapping[str, str], outcome: BroughtAgain, by: Actor) -> None:
    row = _found(run, cells.get(repair_book.KEY, ""))
    decision, reason = cells.get(repair_book.DECISION, ""), cells.get(repair_book.REASON, "")
    if decision == repair_book.LEAVE_OUT:
        _set_aside(run, row, reason, by)
        outcome.set_aside += 1
        return
    known = row.values
    new = {
        column: cells[column]
        for column in repair_book.columns_of(run)
        if column in cells and cells[column] != known.get(column, "")
    }
    choices = repair_book.kept(row) if decision == repair_book.AS_IT_STANDS else []
    if new or choices:
        _repair(run, row, new, dict.fromkeys(choices, KEEP), reason, by)
        outcome.repaired += 1


def _found(run: Import, key: str) -> ImportRow:
    named = repair_book.read_key(key)
    if named is None:
        raise Refused("这一行的行号码不对，可能是后来添的，没有采用。")
    run_uid, row_uid, version = named
    row = ImportRow.objects.select_for_update().filter(run=run, uid=row_uid).first()
    if run_uid != str(run.uid) or row is None:
        raise Refused("这一行是另一次导入的，没有采用。")
    if row.version != version:
        raise Refused("这一行在下载以后已经改过，请重新下载。")
    row.run = run
    return row
