"""What the worker does for the registry: read an imported table, enter its doubtless rows,
take it back; write a long table for somebody to fetch."""

from __future__ import annotations

from contextlib import suppress

from django.db import InterfaceError, OperationalError

from dangjian.kernel import clock, jobs
from dangjian.kernel.evidence import SYSTEM, Actor
from dangjian.kernel.refusal import Missing, Refused
from dangjian.registry import finished
from dangjian.registry.actions import export_orders
from dangjian.registry.actions import imports as actions
from dangjian.registry.authority import viewer_of
from dangjian.registry.models import (
    BROKEN_OFF,
    NOT_UNDONE,
    Account,
    Export,
    ExportState,
    Import,
    ImportState,
)
from dangjian.registry.queries.imports import actor_for, run_for


def _reading_given_up(failure: Exception | None, run_id: int, account_id: int) -> None:
    _broken_off(run_id, ImportState.READING, failure)


@jobs.job("registry.read_import", given_up=_reading_given_up)
def read_import(run_id: int, account_id: int) -> None:
    """Read a table that was brought in, for whoever brought it."""
    run, by = _asked(run_id, account_id)
    if run.state == ImportState.READING:
        actions.read(run, by=by)


def _entering_given_up(failure: Exception | None, run_id: int, account_id: int) -> None:
    _broken_off(run_id, ImportState.ENTERING, failure)


@jobs.job("registry.enter_import", given_up=_entering_given_up)
def enter_import(run_id: int, account_id: int) -> None:
    """Enter the doubtless rows, for whoever said so; what went in already stays as it is."""
    run, by = _asked(run_id, account_id)
    actions.enter(run, today=clock.today(), by=by)


def _undoing_given_up(
    failure: Exception | None, run_id: int, account_id: int, keep_changed: bool = False
) -> None:
    _broken_off(run_id, ImportState.UNDOING, failure)


@jobs.job("registry.undo_import", given_up=_undoing_given_up)
def undo_import(run_id: int, account_id: int, keep_changed: bool = False) -> None:
    """Take an import back, for whoever asked for it, and for the reason he gave."""
    run, by = _asked(run_id, account_id)
    if run.state != ImportState.UNDONE:
        actions.undo(run, reason=run.ended_reason, keep_changed=keep_changed, by=by)


def _writing_given_up(failure: Exception | None, export_id: int, account_id: int) -> None:
    export = Export.objects.filter(pk=export_id).first()
    if export is not None:
        with suppress(Refused):
            export_orders.break_off(export, sentence=_why(failure)[1], by=SYSTEM)


@jobs.job("registry.write_export", given_up=_writing_given_up)
def write_export(export_id: int, account_id: int) -> None:
    """Write a table that two agreed to, for whoever asked for it."""
    export = Export.objects.get(pk=export_id)
    if export.state == ExportState.WRITING:
        who = viewer_of(_account(account_id), clock.today())
        export_orders.write(export, who, now=clock.now(), today=clock.today())


@jobs.every("15 * * * *", "registry.remove_exports")
def remove_exports(timestamp: int) -> None:
    """Remove the finished tables whose term is over."""
    finished.sweep(clock.now())


def _account(account_id: int) -> Account:
    account = Account.objects.filter(pk=account_id, is_active=True).first()
    if account is None:
        raise Missing("办这件事的账号已经停用。")
    return account


def _asked(run_id: int, account_id: int) -> tuple[Import, Actor]:
    """The import and the actor, if he may still do it now."""
    who = viewer_of(_account(account_id), clock.today())
    run = run_for(who, run_id)
    return run, actor_for(who, run)


def _broken_off(run_id: int, step: ImportState, failure: Exception | None) -> None:
    """Say of an import why its step was not done. Not where another process is at it just now."""
    run = Import.objects.filter(pk=run_id).first()
    if run is None:
        return
    code, sentence = _why(failure)
    if step == ImportState.UNDOING:
        code = NOT_UNDONE + code.removeprefix(BROKEN_OFF)
    with suppress(Refused):
        actions.break_off(run, step=step, code=code, sentence=sentence, by=SYSTEM)


def _why(failure: Exception | None) -> tuple[str, str]:
    """A code, and what a clerk reads."""
    if failure is None:
        return "B-CUT-OFF", "后台程序做到一半停了好几次，可能是断电或者内存不够。"
    if isinstance(failure, Refused):
        return "B-REFUSED", failure.sentence
    if isinstance(failure, OperationalError | InterfaceError):
        return "B-DATABASE", "数据库一时连不上，试了几次都没有办成。"
    return "B-FAULT", "程序出了故障，系统管理员能在运行记录里看到详情。"
