"""A rule tried on the cases of the last year, for the department. Read only: nothing is saved."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta

from dangjian.development.models import Development
from dangjian.development.queries.records import UNDER, records_of
from dangjian.development.rules.reckoning import Rules
from dangjian.development.rules.trying import TRIALS, Objection
from dangjian.kernel import calendar, rules
from dangjian.kernel.rule_values import RuleValue, at_least_as_strict, say
from dangjian.registry.authority import Scope

PIECE = 500
"""So many cases are read at a time."""
SHOWN = 200
"""So many cases are listed by name; all are counted."""


@dataclass(frozen=True)
class Hit:
    """A case that the rule would have stopped somewhere."""

    case: Development
    objections: list[Objection]


@dataclass(frozen=True)
class Trial:
    """What trying came to. cases: all that did something in the year; laxer: a locality may not
    set this number (the rule as it stands is stricter)."""

    rule: RuleValue
    number: int
    since: dt.date
    cases: int
    refused: int
    hits: list[Hit]
    laxer: bool

    @property
    def said(self) -> str:
        return say(self.number, self.rule.unit)


def tryable(on: dt.date, path: str = "") -> list[RuleValue]:
    """The rules that can be tried, as they stand. Two queries."""
    book = rules.book(on=on, path=path, under=UNDER)
    return [book.rules[key] for key in TRIALS if key in book.rules]


def try_rule(scope: Scope, key: str, number: int, today: dt.date) -> Trial:
    """Which cases of the scope the rule would have refused a step of the last twelve months.

    A few queries for each 500 cases.
    """
    rule = rules.value(key, on=today)
    since = today - relativedelta(years=1)
    of_year = Development.objects.filter(
        scope.q("organization__path"), taken__done_on__gte=since, taken__withdrawn_at__isnull=True
    )
    ids = sorted(set(of_year.values_list("pk", flat=True)))
    book = Rules(rules.book(on=today, under=UNDER), calendar.load())
    hits: list[Hit] = []
    refused = 0
    for at in range(0, len(ids), PIECE):
        rows = Development.objects.filter(pk__in=ids[at : at + PIECE]).order_by("pk")
        cases = list(rows.select_related("applicant", "organization"))
        records = records_of(cases, today)
        for case in cases:
            found = [o for o in TRIALS[key](records[case.pk], number, book) if o.on >= since]
            refused += bool(found)
            if found and len(hits) < SHOWN:
                hits.append(Hit(case, found))
    laxer = not at_least_as_strict(rule.direction, number, rule.value)
    return Trial(rule, number, since, len(ids), refused, hits, laxer)
