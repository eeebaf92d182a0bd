"""Writing evidence: every action leaves a leaf in its own transaction, or it does not happen.

History cannot be added later; its public proofs (tree, checkpoints, witnesses) can, and do.
"""

from __future__ import annotations

import functools
import json
import threading
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ParamSpec, TypeVar

from django.db import connection, models, transaction
from django.utils import timezone

from dangjian.kernel import copying
from dangjian.kernel.models import Leaf
from dangjian.kernel.proofs import statements
from dangjian.kernel.proofs.statements import State, Statement
from dangjian.kernel.randomness import random_bytes
from dangjian.kernel.row_scope import widened
from dangjian.kernel.secrecy import SecrecyClass, class_of

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Actor:
    """Who acts: plain values, since this floor knows no accounts.

    account_id, person_uid: None for the system itself (a command, a demo build).
    role: the code of the role the actor acts in ("system" for the system).
    on_behalf_of: the person who asked for it (请人代办), if any.
    """

    account_id: int | None
    role: str
    person_uid: uuid.UUID | None = None
    on_behalf_of: uuid.UUID | None = None


SYSTEM = Actor(account_id=None, role="system")


@dataclass(frozen=True)
class Trace:
    """What one leaf says: the subject, the path it stood under, and details fit for the log."""

    subject_kind: str
    subject_uid: uuid.UUID
    path: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)


_written = threading.local()
_SALT = 16  # bytes
_COLUMNS = (
    "at",
    "actor_account",
    "actor_person",
    "actor_role",
    "behalf_person",
    "verb",
    "subject_kind",
    "subject_uid",
    "path",
    "salt",
    "body",
    "digest",
)
_TYPES = (
    "timestamptz",
    "int8",
    "uuid",
    "varchar",
    "uuid",
    "varchar",
    "varchar",
    "uuid",
    "text",
    "bytea",
    "text",
    "bytea",
)


def record(
    by: Actor, verb: str, subject_kind: str, subject_uid: uuid.UUID, path: str = "", **detail: Any
) -> None:
    """Write one leaf into the current transaction. RuntimeError outside a transaction."""
    record_many(by, verb, [Trace(subject_kind, subject_uid, path, detail)])


def record_many(by: Actor, verb: str, traces: Iterable[Trace]) -> int:
    """Write one leaf per trace (one per person in a bulk act) in a single COPY; returns how many.

    RuntimeError outside a transaction: evidence apart from its act would prove nothing.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"{verb}: evidence is written inside the act's own transaction")
    count = copying.copy_rows(Leaf._meta.db_table, _COLUMNS, _rows(by, verb, traces), _TYPES)
    return _count(count)


def packed(
    packer: copying.Packer, by: Actor, verb: str, traces: Iterable[Trace]
) -> copying.Packed:
    """The leaves of a bulk act, made beside the database (`copying.pack`) for `record_packed`."""
    return copying.pack(packer, Leaf._meta.db_table, _COLUMNS, _rows(by, verb, traces), _TYPES)


def record_packed(leaves: copying.Packed) -> int:
    """Write packed leaves into the current transaction; how many. RuntimeError outside one."""
    return _count(copying.copy_packed(leaves))


def _count(count: int) -> int:
    _written.count = getattr(_written, "count", 0) + count
    return count


def declare_publicly(
    by: Actor,
    verb: str,
    subject_kind: str,
    subject_uid: uuid.UUID,
    path: str = "",
    *,
    statement: Statement,
    **detail: Any,
) -> int:
    """State something of a text so that anybody can check it; the number of the statement.

    Two leaves: the ordinary one with the actor, as `record` writes it and with the statement among
    its details; and one that holds the statement alone, without account, person, role or path,
    whose salt and body may be handed out (proofs/bundles.py). Statements of one subject are
    numbered from 1, and the first says that a text is shown. ValueError where it does not.
    RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"{verb}: evidence is written inside the act's own transaction")
    number = _next_number(subject_uid)
    if number == 1 and statement.state is not State.SHOWN:
        raise ValueError("the history of a text begins with its being shown")
    content = statement.content(statements.what_of(subject_kind, subject_uid))
    record(by, verb, subject_kind, subject_uid, path, statement=content, number=number, **detail)
    at = timezone.now()
    body = canonical(
        {"at": at.isoformat(), "public": True, "number": number, "statement": content}
    )
    nobody = (None, None, "", None)
    salt = random_bytes(_SALT)
    row = (at, *nobody, statements.VERB, subject_kind, subject_uid, "", salt, body, b"")
    _written.count += copying.copy_rows(Leaf._meta.db_table, _COLUMNS, [row], _TYPES)
    return number


def _next_number(subject_uid: uuid.UUID) -> int:
    """The number of the next public statement about a subject; others wait until it is made."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('dangjian.declare ' || %s, 0))",
            [str(subject_uid)],
        )
    # Whoever made the one before has committed by now: this statement looks afresh.
    return Leaf.objects.filter(subject_uid=subject_uid, verb=statements.VERB).count() + 1


def _rows(by: Actor, verb: str, traces: Iterable[Trace]) -> Iterator[tuple[Any, ...]]:
    at = timezone.now()
    who = {
        "at": at.isoformat(),
        "account": by.account_id,
        "person": str(by.person_uid) if by.person_uid else None,
        "role": by.role,
        "behalf": str(by.on_behalf_of) if by.on_behalf_of else None,
        "verb": verb,
    }
    last, halves = Trace("", uuid.UUID(int=0)), ("", "")
    for trace in traces:
        if not _differ_in_subject(trace, last):
            halves = _around_subject(who, trace)
        last = trace
        yield (
            at,
            by.account_id,
            by.person_uid,
            by.role,
            by.on_behalf_of,
            verb,
            trace.subject_kind,
            trace.subject_uid,
            trace.path,
            random_bytes(_SALT),
            str(trace.subject_uid).join(halves),
            b"",
        )


def _differ_in_subject(one: Trace, other: Trace) -> bool:
    """Whether nothing else differs, as in most leaves of one act, whose detail is one object."""
    return (
        one.detail is other.detail
        and one.path == other.path
        and one.subject_kind == other.subject_kind
    )


def _around_subject(who: Mapping[str, Any], trace: Trace) -> tuple[str, str]:
    """The body of a leaf before and after its subject."""
    told = {"kind": trace.subject_kind, "path": trace.path, "detail": dict(trace.detail)}
    body = canonical({**who, **told, "subject": None})
    before, _, after = body.rpartition('"subject":null')
    return f'{before}"subject":"', f'"{after}'


_encode = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str
).encode


def canonical(content: Mapping[str, Any]) -> str:
    """One text for one content: keys sorted, no spaces, dates and numbers as strings."""
    return _encode(content)


def changes(before: models.Model, after: models.Model, names: Iterable[str]) -> dict[str, Any]:
    """What changed between two states, fit for the log.

    Values stand there only for fields of class public or internal; of a sensitive or key field the
    log says that it changed, not from what to what.
    """
    told: dict[str, Any] = {}
    for name in names:
        old, new = getattr(before, name), getattr(after, name)
        if old == new:
            continue
        open_class = class_of(type(after), name) <= SecrecyClass.INTERNAL
        told[name] = [old, new] if open_class else "changed"
    return told


def action(act: Callable[P, R]) -> Callable[P, R]:
    """Decorator of every action: one transaction, and at least one leaf written within it.

    It looks beyond the scope of whoever acts: what it acts on came through that scope and its rules
    guard the door, but it has to see a number registered elsewhere, the other side of a transfer,
    and whom to tell.

    An action that stored something and left no leaf is a programming error: it is rolled back.
    """

    @functools.wraps(act)
    def acted(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction.atomic(), widened(act.__qualname__):
            before = getattr(_written, "count", 0)
            result = act(*args, **kwargs)
            if getattr(_written, "count", 0) == before:
                raise RuntimeError(f"{act.__qualname__} left no evidence")
        return result

    return acted
