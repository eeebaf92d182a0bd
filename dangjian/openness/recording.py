"""What several actions of this room write: statements everybody can check, and who acts."""

from __future__ import annotations

import datetime as dt

from django.db import connection
from django.db.models import Max

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.proofs import statements
from dangjian.kernel.proofs.statements import Statement
from dangjian.openness.models import Notice
from dangjian.openness.rules import persons, texts
from dangjian.portal import recording as site

SUBJECT = "notice"
VISITOR = Actor(None, "visitor")


def subjects_of(notice: Notice) -> tuple[persons.Subject, ...]:
    """Those noticed, opened. SealBroken where the row was tampered with."""
    return persons.read(notice.unseal("persons"))


def full_text(notice: Notice) -> str:
    return texts.full(notice, subjects_of(notice))


def public_text(notice: Notice) -> str:
    """What stands before everybody by the notice's own state."""
    return texts.redacted(notice) if notice.redacted_at else full_text(notice)


def state(
    notice: Notice,
    what: statements.State,
    text: str,
    *,
    now: dt.datetime,
    by: Actor,
    until: dt.date | None = None,
    result: str | None = None,
) -> None:
    """State in public what became of the notice, and let no kept page outlive it."""
    statement = Statement(statements.text_digest(text), what, now, until, result)
    evidence.declare_publicly(
        by, str(what), SUBJECT, notice.uid, notice.organization.path, statement=statement
    )
    site.changed()


def next_serial(year: int) -> int:
    """The number of the next notice of a year; others wait until it is taken."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('dangjian.notices', %s))", [year]
        )
    last = Notice.objects.filter(year=year).aggregate(last=Max("serial"))["last"]
    return (last or 0) + 1


def leaf(by: Actor, verb: str, notice: Notice, **detail: object) -> None:
    evidence.record(by, verb, SUBJECT, notice.uid, notice.organization.path, **detail)
