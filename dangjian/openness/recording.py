"""What several actions of this room write: statements everybody can check, and who acts."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Protocol

from django.db import connection
from django.db.models import Max, Model
from django.utils import timezone

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.proofs import statements
from dangjian.kernel.proofs.statements import Statement
from dangjian.openness.models import (
    PUBLIC,
    Application,
    Circle,
    Duration,
    Item,
    Kind,
    Matter,
    Notice,
    Proposal,
)
from dangjian.openness.rules import disclosure_texts, persons, texts
from dangjian.openness.rules.catalogue import Content
from dangjian.portal import recording as site
from dangjian.registry.models import Organization
from dangjian.search import actions as search
from dangjian.search.models import Kind as Found

SUBJECT, ITEM, ENTRY = "notice", "catalogue_item", "personnel_entry"
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
    """State in public what became of the notice, and let it be found as it is now."""
    declare(SUBJECT, notice, what, text, now=now, by=by, until=until, result=result)
    search.index(_findable(notice))


class Public(Protocol):
    """A noun of an organization that public statements are made of."""

    uid: uuid.UUID
    organization: Organization


def declare(
    kind: str,
    noun: Public,
    what: statements.State,
    text: str,
    *,
    now: dt.datetime,
    by: Actor,
    until: dt.date | None = None,
    result: str | None = None,
) -> None:
    """State in public what became of a noun, and let no kept page outlive it."""
    statement = Statement(statements.text_digest(text), what, now, until, result)
    evidence.declare_publicly(
        by, str(what), kind, noun.uid, noun.organization.path, statement=statement
    )
    site.changed()


def every_findable(after: int, most: int) -> list[tuple[int, search.Findable]]:
    """So many public notices after a number, locked, for an index written anew."""
    rows = Notice.objects.filter(pk__gt=after, state__in=PUBLIC, posted_at__isnull=False)
    locked = rows.select_related("organization").select_for_update(of=("self",))
    return [(one.pk, _findable(one)) for one in locked.order_by("pk")[:most]]


def every_findable_item(after: int, most: int) -> list[tuple[int, search.Findable]]:
    """The same for items of the catalogue that the whole of society may read."""
    rows = Item.objects.filter(pk__gt=after, current__circle=Circle.SOCIETY, ended_at__isnull=True)
    locked = rows.select_related("organization", "current").select_for_update(of=("self",))
    return [
        (one.pk, _findable_item(one, one.current))
        for one in locked.order_by("pk")[:most]
        if one.current is not None
    ]


def every_findable_answer(after: int, most: int) -> list[tuple[int, search.Findable]]:
    """The same for answers to applications that were published."""
    rows = Application.objects.filter(pk__gt=after, published_at__isnull=False)
    locked = rows.select_related("organization").select_for_update(of=("self",))
    return [(one.pk, _findable_answer(one)) for one in locked.order_by("pk")[:most]]


def show_item(item: Item) -> None:
    """Let an item be found while the whole of society may read it, and not any longer."""
    current = item.current
    if current is None or current.circle != Circle.SOCIETY or item.ended_at is not None:
        search.forget(Found.ITEM, [item.uid])
    else:
        search.index(_findable_item(item, current))


def show_answer(application: Application) -> None:
    """Let a published answer be found, and one that was taken down not any longer."""
    if application.published_at is None:
        search.forget(Found.DISCLOSED, [application.uid])
    else:
        search.index(_findable_answer(application))


def _findable_item(item: Item, current: Proposal) -> search.Findable:
    shown_at = current.implemented_at
    return search.Findable(
        kind=Found.ITEM,
        noun=item.uid,
        title=current.title,
        text=disclosure_texts.item(current, item),
        day=timezone.localtime(shown_at).date() if shown_at else None,
        issuer=item.organization.short_name,
        column=str(Matter(current.matter).label)[:20],
    )


def _findable_answer(application: Application) -> search.Findable:
    """The office's own words: those of the applicant stay sealed."""
    published_at = application.published_at
    return search.Findable(
        kind=Found.DISCLOSED,
        noun=application.uid,
        title=application.question,
        text=application.reply,
        day=timezone.localtime(published_at).date() if published_at else None,
        issuer=application.organization.short_name,
    )


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


def next_serial(numbered: type[Model], year: int) -> int:
    """The number of the next one of a year; others wait until it is taken."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, %s))",
            [numbered._meta.db_table, year],
        )
    rows = numbered._default_manager.filter(year=year)
    return int(rows.aggregate(last=Max("serial"))["last"] or 0) + 1


def leaf(by: Actor, verb: str, notice: Notice, **detail: object) -> None:
    evidence.record(by, verb, SUBJECT, notice.uid, notice.organization.path, **detail)


def item_text(proposal: Proposal) -> str:
    """The words of an item by one of its proposals. One query where it is for a given circle."""
    audience: list[str] = []
    if proposal.circle == Circle.GIVEN:
        rows = proposal.audiences.order_by("organization__path")
        audience = list(rows.values_list("organization__short_name", flat=True))
    return disclosure_texts.item(proposal, proposal.item, audience)


def content_of(proposal: Proposal) -> Content:
    """What a stored proposal says."""
    names = ("title", "text", "form", "unit", "document", "until_on", "effective_on", "expires_on")
    audiences = proposal.audiences.select_related("organization").order_by("organization__path")
    return Content(
        matter=Matter(proposal.matter),
        circle=Circle(proposal.circle),
        duration=Duration(proposal.duration),
        audience=[one.organization for one in audiences],
        **{name: getattr(proposal, name) for name in names},
    )


def item_leaf(by: Actor, verb: str, proposal: Proposal, **detail: object) -> None:
    item = proposal.item
    evidence.record(by, f"item.{verb}", ITEM, item.uid, item.organization.path, **detail)


def locked_application(application: Application) -> Application:
    """The application as it is stored now, locked."""
    return (
        Application.objects.select_for_update(of=("self",))
        .select_related("organization", "case")
        .get(pk=application.pk)
    )


def application_leaf(by: Actor, verb: str, application: Application, **detail: object) -> None:
    """The log says which step; nothing of what was asked or answered."""
    place = application.organization
    evidence.record(by, f"disclosure.{verb}", "application", application.uid, place.path, **detail)
