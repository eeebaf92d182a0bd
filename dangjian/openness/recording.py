"""What several actions of this room write: statements everybody can check, and who acts."""

from __future__ import annotations

import datetime as dt

from django.db import connection
from django.db.models import Max

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.proofs import statements
from dangjian.kernel.proofs.statements import Statement
from dangjian.openness.models import PUBLIC, Kind, Notice
from dangjian.openness.rules import persons, texts
from dangjian.portal import recording as site
from dangjian.search import actions as search
from dangjian.search.models import Kind as Found

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
    search.index(_findable(notice))
    site.changed()


def every_findable(after: int, most: int) -> list[tuple[int, search.Findable]]:
    """So many public notices after a number, locked, for an index written anew."""
    rows = Notice.objects.filter(pk__gt=after, state__in=PUBLIC, posted_at__isnull=False)
    locked = rows.select_related("organization").select_for_update(of=("self",))
    return [(one.pk, _findable(one)) for one in locked.order_by("pk")[:most]]


def _findable(notice: Notice) -> search.Findable:
    """What a notice is found by, never a name: while it runs the office's words, afterwards only
    what is left of it."""
    return search.Findable(
        kind=Found.NOTICE,
        noun=notice.uid,
        title=notice.title,
        text=texts.redacted(notice) if notice.redacted_at else texts.nameless(notice),
        day=notice.posted_on,
        issuer=notice.organization.short_name,
        column=str(Kind(notice.kind).label)[:20],
    )


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
