"""What the register itself calls for: questions asked anew on every day, never rows of their own.

Each answers with one page of matters and how many there are in all, in one query whatever their
number: the longest overdue first, then what comes next.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import Coalesce

from dangjian.kernel.rules import Book
from dangjian.registry.authority import Scope
from dangjian.registry.models import (
    IN_THE_PARTY,
    CommitteeTerm,
    LostContact,
    Organization,
    Person,
    Post,
    PostTitle,
    Sanction,
    Standing,
    StandingKind,
)
from dangjian.registry.rules import advice
from dangjian.registry.rules import reminders as rules
from dangjian.registry.rules.people import LOST


@dataclass(frozen=True)
class Matter:
    """Something that is called for: whose it is (`parent` loaded), the day it counts to or from.

    person: whom it is about, None for a matter of the organization. day: the last day of a term or
    a probation; the first day out of touch or without a secretary (None: never had one).
    """

    organization: Organization
    day: dt.date | None
    person: Person | None = None

    @property
    def name(self) -> str:
        """What it is called in a line with others."""
        return str(self.person or self.organization)


@dataclass(frozen=True)
class Matters:
    """One page of matters; total: of all, past: of those whose last day is over."""

    rows: Sequence[Matter]
    total: int
    past: int


@dataclass(frozen=True)
class Asked:
    """For whom, when, under which rules, and which page of the answer.

    over: only those whose last day is over (or, False, is not); it asks nothing of kinds that have
    no last day.
    """

    scope: Scope
    today: dt.date
    book: Book
    limit: int
    offset: int = 0
    over: bool | None = None


def terms_ending(asked: Asked) -> Matters:
    """Committees to be elected anew: the term is over, or ends within the months of the rule (A3).

    The last day is that of an approved extension where there is one.
    """
    until = advice.reminded_until(asked.today, asked.book)
    terms = (
        CommitteeTerm.objects.on(asked.today)
        .filter(asked.scope.q("organization__path"), organization__closed_on__isnull=True)
        .annotate(day=Coalesce("extended_to", "due_on"))
        .filter(day__lte=until)
        .select_related("organization__parent")
        .order_by("day", "organization__path")
    )
    return _page(asked, terms, Q(day__lt=asked.today), lambda t: Matter(t.organization, t.day))


def without_secretary(asked: Asked) -> Matters:
    """Organizations that should have a secretary and have none, the longest without first."""
    secretaries = Post.objects.filter(organization=OuterRef("pk"), title=PostTitle.SECRETARY)
    former = secretaries.filter(valid__isempty=False, valid__endswith__lte=asked.today)
    found = (
        Organization.objects.open()
        .filter(asked.scope.q(), ~Exists(secretaries.on(asked.today)), form__in=rules.HAS_SECRETARY)
        .annotate(day=Subquery(former.order_by("-valid").values("valid__endswith")[:1]))
        .select_related("parent")
        .order_by(F("day").asc(nulls_last=True), "path")
    )
    return _page(asked, found, None, lambda o: Matter(o, o.day))


def probations_ending(asked: Asked) -> Matters:
    """Probationary members whose year is over or ends within a month. Of those whose case is
    entered step by step, the case itself reminds."""
    led = Standing.objects.current().filter(person=OuterRef("pk"), in_case=True)
    until = rules.joined_by(asked.today + rules.CONVERSION_AHEAD, asked.book)
    over = rules.joined_by(asked.today - dt.timedelta(days=1), asked.book)
    found = (
        Person.objects.filter(
            asked.scope.q(), ~Exists(led), standing=StandingKind.PROBATIONARY, joined_on__lte=until
        )
        .select_related("organization__parent")
        .order_by("joined_on", "name_key", "pk")
    )
    return _page(
        asked,
        found,
        Q(joined_on__lte=over),
        lambda p: Matter(
            p.organization, rules.probation_over_on(p.joined_on, asked.book), person=p
        ),
    )


def lost_long(asked: Asked) -> Matters:
    """Members out of touch as long as the statute names, on whom nothing was decided yet."""
    found = (
        LostContact.objects.current()
        .filter(
            asked.scope.q("person__path"),
            person__standing__in=IN_THE_PARTY,
            valid__startswith__lte=rules.lost_reminded(asked.today, asked.book),
        )
        .select_related("person__organization__parent")
        .order_by("valid", "person__name_key", "pk")
    )
    return _page(
        asked,
        found,
        None,
        lambda loss: Matter(loss.person.organization, loss.began_on, person=loss.person),
    )


def suspended_long(asked: Asked) -> Matters:
    """Members suspended for lost contact as long as the statute names, still suspended."""
    found = (
        Standing.objects.current()
        .filter(
            asked.scope.q("person__path"),
            kind=StandingKind.SUSPENDED,
            reason=LOST,
            valid__startswith__lte=rules.suspended_reminded(asked.today, asked.book),
        )
        .select_related("person__organization__parent")
        .order_by("valid", "person__name_key", "pk")
    )
    return _page(
        asked,
        found,
        None,
        lambda one: Matter(one.person.organization, one.began_on, person=one.person),
    )


def sanction_terms(asked: Asked) -> Matters:
    """Members under watch or correction whose term is over, or ends within a month, and whose
    rights or case nobody has decided on yet. They do not end by themselves."""
    found = (
        Sanction.objects.current()
        .filter(
            asked.scope.q("person__path"),
            person__standing__in=IN_THE_PARTY,
            due_on__lte=asked.today + rules.CONVERSION_AHEAD,
        )
        .select_related("person__organization__parent")
        .order_by("due_on", "person__name_key", "pk")
    )
    return _page(
        asked,
        found,
        Q(due_on__lt=asked.today),
        lambda one: Matter(one.person.organization, one.due_on, person=one.person),
    )


def _page(asked: Asked, rows: QuerySet, past: Q | None, matter: Callable[..., Matter]) -> Matters:
    """past: which rows have a day that is over; None where there is no such day."""
    if past is not None and asked.over is not None:
        rows = rows.filter(past if asked.over else ~past)
    counted = rows.annotate(total=Window(Count("pk")))
    if past is not None:
        counted = counted.annotate(past=Window(Count("pk", filter=past)))
    found = list(counted[asked.offset : asked.offset + asked.limit])
    if not found:
        return Matters([], 0, 0)
    over = found[0].past if past is not None else 0
    return Matters([matter(row) for row in found], found[0].total, over)
