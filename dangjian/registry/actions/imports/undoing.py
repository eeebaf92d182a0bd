"""Take a whole import back: nothing of it is left in the register, and all of it on record (K2)."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import connection
from psycopg import sql

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor, Trace
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry import paths, progress
from dangjian.registry.importing.counting import settle
from dangjian.registry.importing.planning import as_array, uncollected
from dangjian.registry.importing.turns import alone, leaf, one_entering_at_a_time
from dangjian.registry.importing.waiting import MANY
from dangjian.registry.importing.withdrawn import changed_since, emptied
from dangjian.registry.models import (
    Import,
    ImportKind,
    ImportRow,
    ImportState,
    Organization,
    Person,
    RowState,
)

_UNDOABLE = (ImportState.READ, ImportState.ENTERED, ImportState.UNDOING)
_SHOWN = 5


def payload_of(run: Import, *, keep_changed: bool) -> dict[str, Any]:
    """What a second person agrees to: this file, so many rows of it, and what of changed people."""
    return {
        "run": run.pk,
        "digest": run.digest,
        "entered": run.entered,
        "keep_changed": keep_changed,
    }


def check_wanted(run: Import, wanted: Mapping[str, Any]) -> None:
    """Refused as `ask_to_undo`, beforehand. Stale: more went in since, or it is another file."""
    if payload_of(run, keep_changed=bool(wanted["keep_changed"])) != dict(wanted):
        raise Stale("这份表后来又有行入册，和申请时不一样。要撤回请重新提出。")
    _check_state(run)
    _check_what_hangs_on(run, bool(wanted["keep_changed"]))


@evidence.action
def ask_to_undo(
    run: Import,
    *,
    reason: str,
    by: Actor,
    keep_changed: bool = False,
    agreed: Mapping[str, Any] | None = None,
) -> Import:
    """Say why an import is to be taken back; `undo` follows in a job, for the reason kept here.

    agreed: what a second person agreed to (`payload_of`), needed as soon as anything of it is in
    the register. Refused as there, so that whoever asks is told at once.
    """
    run = alone(run)
    _check(run, reason)
    if agreed is not None:
        check_wanted(run, agreed)
        keep_changed = bool(agreed["keep_changed"])
    elif run.entered:
        raise Refused("已经有入册的，整份撤回要由另一位同志同意，请先提出申请。")
    _check_what_hangs_on(run, keep_changed)
    run.ended_reason = reason.strip()[:200]
    run.save(update_fields=["ended_reason"])
    leaf(by, "ask_undo_import", run, digest=run.digest, reason=reason.strip())
    return run


@evidence.action
def undo(
    run: Import,
    *,
    reason: str,
    by: Actor,
    keep_changed: bool = False,
    also: progress.Tell | None = None,
) -> Import:
    """Take an import back in one transaction; one leaf for each person or organization.

    Nothing is deleted: what the import brought in is emptied, belongs nowhere and never was
    (docs/decisions/0005); the same table can be brought in again. Refused: no reason, an import
    that did not go in, people who were changed since (named) unless keep_changed leaves them in,
    organizations on which anything hangs.
    """
    run = alone(run)
    _check(run, reason)
    one_entering_at_a_time()
    with uncollected(), progress.shown(run, ImportState.UNDOING, also) as tell:
        if run.kind == ImportKind.ROSTER:
            withdrawn = _withdraw_people(run, by, keep_changed, tell)
        else:
            withdrawn = _withdraw_organizations(run, by)
    left = ImportRow.objects.filter(run=run).exclude(state=RowState.ENTERED)
    left.filter(state=RowState.WAITING).update(state=RowState.UNDONE)
    run.state, run.ended_reason = ImportState.UNDONE, reason.strip()[:200]
    run.error_code = run.error = ""
    run.done = run.total = 0
    settle(run, "ended_reason", "error_code", "error")
    leaf(by, "undo_import", run, digest=run.digest, reason=reason.strip(), withdrawn=withdrawn)
    return run


def _withdraw_people(run: Import, by: Actor, keep_changed: bool, tell: progress.Tell) -> int:
    """A run of people at a time, in the order of their ids, so that it is seen how far it is."""
    people = _people_of(run)
    kept = changed_since(Person, {pk: version for pk, version, *_ in people})
    if not keep_changed:
        _check_unchanged(kept)
    gone = [one for one in people if one[0] not in kept]
    for start in range(0, len(gone), MANY):
        tell(start, len(gone))
        part = gone[start : start + MANY]
        ids = [pk for pk, *_ in part]
        emptied(Person, ids)
        _undone(run, "person_id", ids)
        traces = (Trace("person", uid, path, _NO_DETAIL) for _, _, uid, path in part)
        evidence.record_many(by, "withdraw_member", traces)
    return len(gone)


_NO_DETAIL: dict[str, object] = {}


def _people_of(run: Import) -> list[tuple[int, int, uuid.UUID, str]]:
    """Key, version, uid and path of everybody the import brought in, locked."""
    entered = ImportRow.objects.filter(run=run, state=RowState.ENTERED)
    people = Person.objects.select_for_update().filter(pk__in=entered.values("person"))
    return list(people.order_by("pk").values_list("pk", "version", "uid", "path"))


def _check_what_hangs_on(run: Import, keep_changed: bool) -> None:
    if run.kind != ImportKind.ROSTER:
        _check_alone(_organizations_of(run))
    elif not keep_changed:
        _check_unchanged(
            changed_since(Person, {pk: version for pk, version, *_ in _people_of(run)})
        )


def _check_state(run: Import) -> None:
    if run.state not in _UNDOABLE:
        raise Refused("这次导入还没有读完，或者已经撤回。")


def _check(run: Import, reason: str) -> None:
    _check_state(run)
    if not reason.strip():
        raise Refused("请写明为什么撤回。", field="reason")


def _check_unchanged(changed: Collection[int]) -> None:
    if not changed:
        return
    names = Person.objects.filter(pk__in=changed).order_by("pk")[:_SHOWN]
    shown = "、".join(names.values_list("name", flat=True))
    more = f"等 {len(changed)} 人" if len(changed) > _SHOWN else ""
    raise Refused(
        f"{shown}{more}导入以后又有变动（任职、账号、更正、党籍变化或转出），没有撤回。"
        "可以选择保留这些人，只撤回其余的。"
    )


def _withdraw_organizations(run: Import, by: Actor) -> int:
    paths.lock_the_tree()
    made = _organizations_of(run)
    _check_alone(made)
    ids = [organization.pk for organization in made]
    emptied(Organization, ids)
    _undone(run, "organization_id", ids)
    traces = (Trace("organization", one.uid, one.path) for one in made)
    evidence.record_many(by, "withdraw_organization", traces)
    return len(made)


def _organizations_of(run: Import) -> list[Organization]:
    entered = ImportRow.objects.filter(run=run, state=RowState.ENTERED)
    made = Organization.objects.select_for_update().filter(pk__in=entered.values("organization"))
    return list(made.order_by("pk"))


def _check_alone(made: Sequence[Organization]) -> None:
    """Refused where anything hangs on one of them."""
    changed = changed_since(Organization, {one.pk: one.version for one in made})
    if changed:
        names = [o.short_name for o in made if o.pk in changed]
        shown = "、".join(names[:_SHOWN]) + (f"等 {len(names)} 个" if len(names) > _SHOWN else "")
        raise Refused(f"{shown}组织导入以后已经有党员、下级组织或别的变动，不能撤回。")


def _undone(run: Import, column: str, ids: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL(
                "UPDATE registry_importrow SET state = 'undone'"
                " WHERE run_id = %s AND state = 'entered' AND {} = ANY(%s::bigint[])"
            ).format(sql.Identifier(column)),
            [run.pk, as_array(ids)],
        )
