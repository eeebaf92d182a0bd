"""What the worker does for the registry: read an imported table, enter its doubtless rows,
take it back."""

from __future__ import annotations

from dangjian.kernel import clock, jobs
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Missing
from dangjian.registry.actions import imports as actions
from dangjian.registry.authority import viewer_of
from dangjian.registry.models import Account, Import, ImportState
from dangjian.registry.queries.imports import actor_for, run_for


@jobs.job("registry.read_import")
def read_import(run_id: int, account_id: int) -> None:
    """Read a table that was brought in, for whoever brought it."""
    run, by = _asked(run_id, account_id)
    if run.state == ImportState.READING:
        actions.read(run, by=by)


@jobs.job("registry.enter_import")
def enter_import(run_id: int, account_id: int) -> None:
    """Enter the doubtless rows, for whoever said so; what went in already stays as it is."""
    run, by = _asked(run_id, account_id)
    actions.enter(run, today=clock.today(), by=by)


@jobs.job("registry.undo_import")
def undo_import(run_id: int, account_id: int, keep_changed: bool = False) -> None:
    """Take an import back, for whoever asked for it, and for the reason he gave."""
    run, by = _asked(run_id, account_id)
    if run.state != ImportState.UNDONE:
        actions.undo(run, reason=run.ended_reason, keep_changed=keep_changed, by=by)


def _asked(run_id: int, account_id: int) -> tuple[Import, Actor]:
    """The import and the actor, if he may still do it now."""
    account = Account.objects.filter(pk=account_id, is_active=True).first()
    if account is None:
        raise Missing("办这件事的账号已经停用。")
    who = viewer_of(account, clock.today())
    run = run_for(who, run_id)
    return run, actor_for(who, run)
