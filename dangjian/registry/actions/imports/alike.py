"""One answer for all rows of an import with the same unknown word, and back again (K2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor, Trace
from dangjian.kernel.refusal import Refused
from dangjian.registry.actions.imports.repairing import _check_open, _go_on, _taken
from dangjian.registry.importing import alike
from dangjian.registry.importing.again import judge_again
from dangjian.registry.importing.rows import put_back_all
from dangjian.registry.importing.turns import alone, leaf
from dangjian.registry.models import Import, ImportRow, ImportState


@evidence.action
def repair_alike(
    row: ImportRow, *, column: str, text: str, today: dt.date, by: Actor, seen: int | None = None
) -> list[ImportRow]:
    """Put a text into one cell of every row in which the same unknown word stands; those rows.

    Each of them is judged anew, so that other doubts of it stay; what is in order goes in as after
    any repair. Refused: a text that is as unknown as the one before, no such rows. Stale: somebody
    repaired the row meanwhile.
    """
    run = alone(row.run)
    row = _taken(run, row, seen)
    _check_open(run, row)
    code, rows = alike.code_of(row, column), list(alike.alike(row, column))
    if not rows:
        raise Refused("没有同样写法的行了，可能刚被别人改过。")
    _put(run, rows, column, text.strip(), by)
    if alike.code_of(next(one for one in rows if one.pk == row.pk), column) == code:
        raise Refused(f"“{text.strip()}”也认不出来，请换一个。", field="text")
    _go_on(run, today, by)
    leaf(by, "repair_import_alike", run, column=column, code=code, rows=len(rows))
    return rows


@evidence.action
def take_back_alike(row: ImportRow, *, column: str, today: dt.date, by: Actor) -> int:
    """Put what stood in the file back into one cell of every row that was repaired alike; how many.

    Refused: rows that are in the register already (the import is taken back as a whole then).
    """
    run = alone(row.run)
    row = _taken(run, row, None)
    if run.state != ImportState.READ:
        raise Refused("这些行已经登记入册了。请在党员信息里更正，或者整份撤回这次导入。")
    _check_open(run, row)
    rows = list(alike.changed_alike(row, column))
    if not rows:
        raise Refused("这一格没有改过，不用退回。")
    _put(run, rows, column, row.cells.get(column, ""), by)
    _go_on(run, today, by)
    leaf(by, "take_back_import_alike", run, column=column, rows=len(rows))
    return len(rows)


def _put(run: Import, rows: Sequence[ImportRow], column: str, text: str, by: Actor) -> None:
    judged = judge_again(rows, {column: text}, {})
    put_back_all(rows, judged)
    path = run.organization.path if run.organization else ""
    told = {"run": str(run.uid), "columns": [column]}
    evidence.record_many(
        by,
        "repair_import_row",
        (
            Trace(
                "import_row",
                row.uid,
                path,
                {**told, "sheet": row.sheet, "row": row.row, "verdict": row.verdict},
            )
            for row in rows
        ),
    )
