"""A step of an import that will not be done any more says so (K2)."""

from __future__ import annotations

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused
from dangjian.registry.importing.turns import alone, leaf
from dangjian.registry.models import (
    BROKEN_OFF,
    NOT_UNDONE,
    Import,
    ImportRow,
    ImportState,
    RowState,
)
from dangjian.registry.rules.imports import DOUBTLESS


@evidence.action
def break_off(run: Import, *, step: ImportState, code: str, sentence: str, by: Actor) -> Import:
    """Mark an import whose step (READING, ENTERING, UNDOING) broke off for good, and say why.

    An entering that broke off has entered nothing, an undoing has taken nothing back: the import
    stands where it stood before, so that its rows can still be repaired and the whole taken back.
    code begins with BROKEN_OFF, of an undoing with NOT_UNDONE.
    Refused: somebody is at the import this moment, or what was to be done was done meanwhile.
    """
    if not code.startswith(NOT_UNDONE if step == ImportState.UNDOING else BROKEN_OFF):
        raise ValueError(f"no code of a step that broke off: {code}")
    run = alone(run)
    if not _is_left(run, step):
        raise Refused("这一步已经做完了。")
    if step != ImportState.READING:
        run.state = ImportState.ENTERED if run.entered else ImportState.READ
    if step == ImportState.UNDOING:
        run.ended_reason = ""
    run.error_code, run.error = code, sentence[:400]
    run.done = run.total = 0
    run.save(
        update_fields=["state", "error_code", "error", "ended_reason", "done", "total"]
    )
    leaf(by, "break_off_import", run, step=str(step), code=code)
    return run


def _is_left(run: Import, step: ImportState) -> bool:
    """Whether the step is still to be done."""
    if step == ImportState.UNDOING:
        return run.state != ImportState.UNDONE and bool(run.ended_reason)
    if step == ImportState.READING or run.state == ImportState.ENTERING:
        return run.state == step
    ready = ImportRow.objects.filter(run=run, state=RowState.WAITING, verdict__in=DOUBTLESS)
    return run.state in (ImportState.READ, ImportState.ENTERED) and ready.exists()
