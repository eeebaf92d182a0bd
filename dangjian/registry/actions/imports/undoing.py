"""Take a whole import back: nothing of it is left in the register, and all of it on record (K2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db import connection
from psycopg import sql

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor, Trace
from dangjian.kernel.refusal import Refused
from dangjian.registry import paths
from dangjian.registry.importing.counting import settle
from dangjian.registry.importing.turns import alone, leaf, one_entering_at_a_time
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

_UNDOABLE = (ImportState.READ, ImportState.ENTERED)
_SHOWN = 5


@evidence.action
def undo(run: Import, *, reason: str, by: Actor, keep_changed: bool = False) -> Import:
    """Take an import back in one transaction; one leaf for each person or organization.

    Nothing is deleted: what the import brought in is emptied, belongs nowhere and never was
    (docs/decisions/0005); the same table can be brought in again. Refused: no reason, an import
    that did not go in, people who were changed since (named) unless keep_changed leaves them in,
    organizations on which anything hangs.
    """
    run = alone(run)
    if run.state not in _UNDOABLE:
        raise Refused("这次导入还没有读完，或者已经撤回。")
    if not reason.strip():
        raise Refused("请写明为什么撤回。", field="reason")
    one_entering_at_a_time()
    if run.kind == ImportKind.ROSTER:
        withdrawn = _withdraw_people(run, by, keep_changed)
    else:
        withdrawn = _withdraw_organizations(run, by)
    left = ImportRow.objects.filter(run=run).exclude(state=RowState.ENTERED)
    left.filter(state=RowState.WAITING).update(state=RowState.UNDONE)
    run.state, run.ended_reason = ImportState.UNDONE, reason.strip()[:200]
    settle(run, "ended_reason")
    leaf(by, "undo_import", run, digest=run.digest, reason=reason.strip(), withdrawn=withdrawn)
    return run


def _withdraw_people(run: Import, by: Actor, keep_changed: bool) -> int:
    entered = ImportRow.objects.filter(run=run, state=RowState.ENTERED)
    people = list(
        Person.objects.select_for_update()
        .filter(pk__in=entered.values("person"))
        .order_by("pk")
        .only("pk", "uid", "name", "path", "version")
    )
    changed = changed_since(people)
    if changed and not keep_changed:
        _refuse_changed([person.name for person in people if person.pk in changed])
    gone = [person for person in people if person.pk not in changed]
    ids = [person.pk for person in gone]
    emptied(Person, ids)
    _undone(run, "person_id", ids)
    evidence.record_many(by, "withdraw_member", _traces("person", gone))
    return len(gone)


def _refuse_changed(names: Sequence[str]) -> None:
    shown = "、".join(names[:_SHOWN])
    more = f"等 {len(names)} 人" if len(names) > _SHOWN else ""
    raise Refused(
        f"{shown}{more}导入以后又有变动（任职、账号、更正、党籍变化或转出），没有撤回。"
        "可以选择保留这些人，只撤回其余的。"
    )


def _withdraw_organizations(run: Import, by: Actor) -> int:
    paths.lock_the_tree()
    entered = ImportRow.objects.filter(run=run, state=RowState.ENTERED)
    made = list(
        Organization.objects.select_for_update()
        .filter(pk__in=entered.values("organization"))
        .order_by("pk")
    )
    changed = changed_since(made)
    if changed:
        names = [o.short_name for o in made if o.pk in changed]
        shown = "、".join(names[:_SHOWN]) + (f"等 {len(names)} 个" if len(names) > _SHOWN else "")
        raise Refused(f"{shown}组织导入以后已经有党员、下级组织或别的变动，不能撤回。")
    ids = [organization.pk for organization in made]
    emptied(Organization, ids)
    _undone(run, "organization_id", ids)
    evidence.record_many(by, "withdraw_organization", _traces("organization", made))
    return len(made)


def _undone(run: Import, column: str, ids: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL(
                "UPDATE registry_importrow SET state = 'undone'"
                " WHERE run_id = %s AND state = 'entered' AND {} = ANY(%s)"
            ).format(sql.Identifier(column)),
            [run.pk, list(ids)],
        )


def _traces(kind: str, gone: Sequence[Person] | Sequence[Organization]) -> Iterator[Trace]:
    for one in gone:
        yield Trace(kind, one.uid, one.path, {})
