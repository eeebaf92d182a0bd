"""What the register itself calls for: questions asked anew on every day, never rows of their own.

Each question is stated in one shape, for one page of matters and how many there are in all: the
longest overdue first, then what comes next. `answers` asks any number of them in one statement.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

from django.db.models import (
    BigIntegerField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    Window,
)
from django.db.models.functions import Cast, Coalesce, RowNumber

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


class Row(NamedTuple):
    """What a question takes from a row of its own. words: see Question."""

    pk: int
    organization: Organization
    person: Person | None
    day: dt.date | None
    words: tuple[str, str]


@dataclass(frozen=True)
class Question:
    """What a kind asks, in the shape that all kinds share.

    rows: of any table, scoped, in no order yet; order: theirs. organization, person: the ways from
    a row to the ids of those it is about (person "": nobody); day: that of the matter; words: up to
    two texts of the row. past: which rows have a day that is over; None where there is no such day.
    """

    asked: Asked
    rows: QuerySet
    order: Sequence[Any]
    organization: str
    day: Any
    matter: Callable[[Row], Matter]
    person: str = ""
    words: tuple[str, ...] = ()
    past: Q | None = None

    def stated(self, key: str) -> QuerySet:
        """(key, turn, id, organization, person, day, two words, total, past) of the page asked."""
        asked, rows = self.asked, self.rows
        if self.past is not None and asked.over is not None:
            rows = rows.filter(self.past if asked.over else ~self.past)
        first, second = (*map(F, self.words), Value(""), Value(""))[:2]
        columns: dict[str, Any] = {
            "as_kind": Value(key),
            "as_turn": Window(RowNumber(), order_by=list(self.order)),
            "as_id": F("pk"),
            "as_organization": F(self.organization),
            "as_person": F(self.person) if self.person else Cast(Value(None), BigIntegerField()),
            "as_day": F(self.day) if isinstance(self.day, str) else self.day,
            "as_first": first,
            "as_second": second,
            "as_total": Window(Count("pk")),
            "as_past": Value(0) if self.past is None else Window(Count("pk", filter=self.past)),
        }
        found = rows.annotate(**columns).values_list(*columns).order_by("as_turn")
        return found[asked.offset : asked.offset + asked.limit]


def answers(questions: Mapping[str, Question | Matters]) -> dict[str, Matters]:
    """The answer to each, under the same key; what is answered already stays as it is.

    At most three queries whatever their number: all questions as one statement, then the
    organizations (with `parent`) and the people they name.
    """
    asked = {key: one for key, one in questions.items() if isinstance(one, Question)}
    rows = _stated(asked)
    places = {row[3] for row in rows}
    organizations = Organization.objects.select_related("parent").in_bulk(places)
    people = Person.objects.in_bulk({row[4] for row in rows if row[4] is not None})
    found: dict[str, Matters] = {}
    for key, question in questions.items():
        if not isinstance(question, Question):
            found[key] = question
            continue
        mine = sorted(row[1:] for row in rows if row[0] == key)
        matters = [
            question.matter(
                Row(pk, organizations[place], people.get(person), day, (first, second))
            )
            for _, pk, place, person, day, first, second, _, _ in mine
        ]
        found[key] = Matters(matters, *(mine[0][-2:] if mine else (0, 0)))
    return found


def answer(question: Question | Matters) -> Matters:
    """The answer to one question."""
    return answers({"": question})[""]


def _stated(questions: Mapping[str, Question]) -> list[tuple[Any, ...]]:
    if not questions:
        return []
    first, *others = (question.stated(key) for key, question in questions.items())
    return list(first.union(*others, all=True) if others else first)


def _plain(row: Row) -> Matter:
    return Matter(row.organization, row.day, row.person)


def terms_ending(asked: Asked) -> Question:
    """Committees to be elected anew: the term is over, or ends within the months of the rule (A3).

    The last day is that of an approved extension where there is one.
    """
    until = advice.reminded_until(asked.today, asked.book)
    terms = (
        CommitteeTerm.objects.on(asked.today)
        .filter(asked.scope.q("organization__path"), organization__closed_on__isnull=True)
        .annotate(day=Coalesce("extended_to", "due_on"))
        .filter(day__lte=until)
    )
    return Question(
        asked,
        terms,
        ("day", "organization__path"),
        "organization",
        "day",
        _plain,
        past=Q(day__lt=asked.today),
    )


def without_secretary(asked: Asked) -> Question:
    """Organizations that should have a secretary and have none, the longest without first."""
    secretaries = Post.objects.filter(organization=OuterRef("pk"), title=PostTitle.SECRETARY)
    former = secretaries.filter(valid__isempty=False, valid__endswith__lte=asked.today)
    found = (
        Organization.objects.open()
        .filter(asked.scope.q(), ~Exists(secretaries.on(asked.today)), form__in=rules.HAS_SECRETARY)
        .annotate(day=Subquery(former.order_by("-valid").values("valid__endswith")[:1]))
    )
    order = (F("day").asc(nulls_last=True), "path")
    return Question(asked, found, order, "pk", "day", _plain)


def probations_ending(asked: Asked) -> Question:
    """Probationary members whose year is over or ends within a month. Of those whose case is
    entered step by step, the case itself reminds."""
    led = Standing.objects.current().filter(person=OuterRef("pk"), in_case=True)
    until = rules.joined_by(asked.today + rules.CONVERSION_AHEAD, asked.book)
    over = rules.joined_by(asked.today - dt.timedelta(days=1), asked.book)
    found = Person.objects.filter(
        asked.scope.q(), ~Exists(led), standing=StandingKind.PROBATIONARY, joined_on__lte=until
    )
    return Question(
        asked,
        found,
        ("joined_on", "name_key", "pk"),
        "organization",
        "joined_on",
        lambda row: Matter(
            row.organization,
            rules.probation_over_on(cast(dt.date, row.day), asked.book),
            row.person,
        ),
        person="pk",
        past=Q(joined_on__lte=over),
    )


def lost_long(asked: Asked) -> Question:
    """Members out of touch as long as the statute names, on whom nothing was decided yet."""
    found = LostContact.objects.current().filter(
        asked.scope.q("person__path"),
        person__standing__in=IN_THE_PARTY,
        valid__startswith__lte=rules.lost_reminded(asked.today, asked.book),
    )
    return about_members(asked, found)


def suspended_long(asked: Asked) -> Question:
    """Members suspended for lost contact as long as the statute names, still suspended."""
    found = Standing.objects.current().filter(
        asked.scope.q("person__path"),
        kind=StandingKind.SUSPENDED,
        reason=LOST,
        valid__startswith__lte=rules.suspended_reminded(asked.today, asked.book),
    )
    return about_members(asked, found)


def sanction_terms(asked: Asked) -> Question:
    """Members under watch or correction whose term is over, or ends within a month, and whose
    rights or case nobody has decided on yet. They do not end by themselves."""
    found = Sanction.objects.current().filter(
        asked.scope.q("person__path"),
        person__standing__in=IN_THE_PARTY,
        due_on__lte=asked.today + rules.CONVERSION_AHEAD,
    )
    return Question(
        asked,
        found,
        ("due_on", "person__name_key", "pk"),
        "person__organization",
        "due_on",
        _plain,
        person="person",
        past=Q(due_on__lt=asked.today),
    )


def about_members(
    asked: Asked,
    spells: QuerySet,
    matter: Callable[[Row], Matter] = _plain,
    words: tuple[str, ...] = (),
) -> Question:
    """Of spells of members (rows with `person` and `valid`), the longest first: since when."""
    return Question(
        asked,
        spells,
        ("valid", "person__name_key", "pk"),
        "person__organization",
        "valid__startswith",
        matter,
        person="person",
        words=words,
    )
