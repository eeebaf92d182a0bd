"""Leaves written for tests of the log, and what the log makes of them."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.db import connections, transaction

from dangjian.kernel import evidence
from dangjian.kernel.evidence import SYSTEM, Trace
from dangjian.kernel.models import Position
from dangjian.kernel.proofs import log, notes, verifying
from dangjian.kernel.proofs.findings import Kind
from dangjian.kernel.proofs.statements import State, Statement, text_digest
from dangjian.kernel.proofs.verifying import Kept, Report

TEXT = "关于拟任职同志的公示\n\n方禾，女，拟任某街道党工委副书记。\n公示期为五个工作日。"
REDACTED = "关于拟任职同志的公示\n\n某同志，拟任某街道党工委副书记。\n公示期为五个工作日。"


def leave(many: int = 1) -> None:
    """So many leaves of one committed act."""
    with transaction.atomic():
        traces = (Trace("person", uuid.uuid4(), "/1/", {"document": "文"}) for _ in range(many))
        evidence.record_many(evidence.Actor(7, "clerk", uuid.uuid4()), "greet", traces)


def declare(
    uid: uuid.UUID,
    state: State = State.SHOWN,
    text: str = TEXT,
    since: dt.date = dt.date(2026, 11, 23),
    until: dt.date | None = None,
    result: str | None = None,
) -> int:
    """State something of a notice, as a clerk."""
    statement = Statement(text_digest(text), state, since, until, result)
    by = evidence.Actor(7, "clerk", uuid.uuid4())
    with transaction.atomic():
        return evidence.declare_publicly(
            by, "publish", "notice", uid, "/1/", statement=statement, document="文"
        )


def verified(*kept: Kept, using: str = "default") -> Report:
    return verifying.verify(kept, using=using)


def kinds(report: Report) -> set[Kind]:
    return set(report.findings.counts)


def newest(name: str = "head") -> Kept:
    """The newest checkpoint, as somebody keeps it elsewhere."""
    note = log.newest_note()
    assert note is not None
    return Kept(name, note)


def placed() -> list[int]:
    """Ids of leaves in the order of their positions, which are without a gap."""
    rows = list(Position.objects.order_by("position").values_list("position", "leaf_id"))
    assert [position for position, _ in rows] == list(range(len(rows)))
    return [leaf for _, leaf in rows]


def head_size() -> int:
    """What the newest signed head says."""
    return notes.opened(newest().note, log.public_keys()).size


class Writer:
    """An act of somebody else, whose transaction stays open until it is ended."""

    def __init__(self) -> None:
        settings = connections["default"].get_connection_params()
        settings.pop("cursor_factory", None)
        settings.pop("context", None)
        self.connection = psycopg.connect(**settings)

    def write(self) -> int:
        """A leaf written, not committed; its id."""
        row = self.connection.execute(
            "INSERT INTO kernel_leaf (at, actor_role, verb, subject_kind, subject_uid, path, salt,"
            " body, digest) SELECT at, 'system', 'greet', 'person', uid, '', '\\x00',"
            " json_build_object('at', to_char(at AT TIME ZONE 'UTC',"
            " 'YYYY-MM-DD\"T\"HH24:MI:SS.US+00:00'), 'account', null, 'person', null,"
            " 'role', 'system', 'behalf', null, 'verb', 'greet', 'kind', 'person',"
            " 'subject', uid, 'path', '', 'detail', json_build_object())::text, ''"
            " FROM (SELECT clock_timestamp() AS at, gen_random_uuid() AS uid) AS one RETURNING id"
        ).fetchone()
        assert row is not None
        return int(row[0])


@contextmanager
def writers(many: int = 1) -> Iterator[list[Writer]]:
    """So many others at work; what they did not commit is gone at the end."""
    at_work = [Writer() for _ in range(many)]
    try:
        yield at_work
    finally:
        for one in at_work:
            one.connection.rollback()  # answered once its locks are gone; a close is not
            one.connection.close()


__all__ = ["REDACTED", "SYSTEM", "TEXT", "Writer", "declare", "leave", "verified", "writers"]
