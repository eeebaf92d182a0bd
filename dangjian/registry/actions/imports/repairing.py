"""Doubtful rows: put right, let in as they stand with a reason, or set aside (K2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Missing, Refused, Stale
from dangjian.registry.actions.imports.entering import enter_doubtless
from dangjian.registry.importing.again import KEEP, judge_again
from dangjian.registry.importing.counting import settle
from dangjian.registry.importing.doubles import mark_doubles
from dangjian.registry.importing.rows import put_back
from dangjian.registry.importing.turns import alone
from dangjian.registry.models import Import, ImportKind, ImportRow, ImportState, RowState

_OPEN = (ImportState.READ, ImportState.ENTERED)
_REPAIRABLE = (RowState.WAITING, RowState.SET_ASIDE)


@evidence.action
def repair(
    row: ImportRow,
    *,
    cells: Mapping[str, str],
    today: dt.date,
    by: Actor,
    choices: Mapping[str, str] | None = None,
    reason: str = "",
    seen: int | None = None,
) -> ImportRow:
    """Judge a row again with other cells or choices; once nothing is doubtful it goes in at once
    (or, where the doubtless rows have not gone in yet, together with them).

    What stood in the file is kept. choices: column -> KEEP ("it is right as it stands", with a
    reason), SUGGESTION, or one of the candidates. Refused: no reason, a choice that was not
    offered, a row that went in already. Stale: somebody repaired it meanwhile.
    """
    run = alone(row.run)
    row = _taken(run, row, seen)
    _repair(run, row, cells, choices or {}, reason, by)
    _go_on(run, today, by)
    row.refresh_from_db()
    return row


@evidence.action
def set_aside(
    row: ImportRow, *, reason: str, today: dt.date, by: Actor, seen: int | None = None
) -> ImportRow:
    """Leave a row out for good (until it is repaired after all). Refused without a reason."""
    run = alone(row.run)
    row = _taken(run, row, seen)
    _set_aside(run, row, reason, by)
    _go_on(run, today, by)
    return row


def _repair(
    run: Import,
    row: ImportRow,
    cells: Mapping[str, str],
    choices: Mapping[str, str],
    reason: str,
    by: Actor,
) -> None:
    _check_open(run, row)
    kept = sorted(column for column, choice in choices.items() if choice == KEEP)
    if kept and len(reason.strip()) < 4:
        raise Refused("请写明为什么照此登记（至少四个字）。", field="reason")
    ((one, person),) = judge_again([row], cells, choices)
    put_back(row, one, person, reason.strip() if kept else "")
    _leaf(
        by,
        "repair_import_row",
        run,
        row,
        columns=sorted({*cells, *choices} - set(kept)),
        kept=kept,
        reason=reason.strip(),
        verdict=one.verdict,
    )


def _set_aside(run: Import, row: ImportRow, reason: str, by: Actor) -> None:
    _check_open(run, row)
    if not reason.strip():
        raise Refused("请写明为什么不导入这一行。", field="reason")
    row.state, row.version = RowState.SET_ASIDE, row.version + 1
    row.save(update_fields=["state", "version"])
    _leaf(by, "set_aside_import_row", run, row, reason=reason.strip())


def _check_open(run: Import, row: ImportRow) -> None:
    if run.state not in _OPEN:
        raise Refused("这份表还没有读完，或者已经撤回，不能再改。")
    if row.state not in _REPAIRABLE:
        raise Refused(f"这一行{row.get_state_display()}，不能再改。")


def _taken(run: Import, row: ImportRow, seen: int | None) -> ImportRow:
    """The row as stored, locked. Stale if changed since `seen`."""
    stored = ImportRow.objects.select_for_update().filter(run=run, pk=row.pk).first()
    if stored is None:
        raise Missing("没有这一行。")
    if seen is not None and seen != stored.version:
        raise Stale("这一行刚被别人改过，请看过新内容后再改。")
    stored.run = run
    return stored


def _go_on(run: Import, today: dt.date, by: Actor) -> None:
    """Of two doubles the other may be in order now; and what is in order goes in."""
    if run.kind == ImportKind.ROSTER:
        mark_doubles(run)
    if run.state == ImportState.ENTERED:
        enter_doubtless(run, today, by, lambda _done, _total: None)
    settle(run)


def _leaf(by: Actor, verb: str, run: Import, row: ImportRow, **detail: object) -> None:
    path = run.organization.path if run.organization else ""
    told = {"run": str(run.uid), "sheet": row.sheet, "row": row.row}
    evidence.record(by, verb, "import_row", row.uid, path, **told, **detail)
