"""Developments before those who keep them: the list of an office, one case, what is due."""

from __future__ import annotations

import calendar as months
import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from dangjian.development.models import OPEN, Development, Guide, StepTaken
from dangjian.development.queries.records import approver_of, record_of, rules_for, taken_in
from dangjian.development.rules.reckoning import Rules
from dangjian.development.rules.record import Record
from dangjian.development.rules.tables import BRANCH, COMMITTEE
from dangjian.development.rules.views import StepView, lay_out
from dangjian.kernel.refusal import Missing
from dangjian.registry.authority import Purpose, Scope, Viewer
from dangjian.registry.models import Organization

NOTHING = "没有这一页，或者不在您的权限范围内。"
_LISTED = ("applicant", "organization")


@dataclass(frozen=True)
class Wanted:
    """What a list was asked for. state: one of OPEN, "" for all of them, "over" for what has ended;
    due: "month", "late" or ""; part: whose step is next, or ""."""

    state: str = ""
    due: str = ""
    part: str = ""
    within: Organization | None = None


def month_ends(today: dt.date) -> dt.date:
    """The last day of the month."""
    return today.replace(day=months.monthrange(today.year, today.month)[1])


def developments(scope: Scope, wanted: Wanted, today: dt.date) -> QuerySet[Development]:
    """The cases of a scope that fit: what is due first, then the oldest. Rows carry applicant and
    organization: one query for a page."""
    rows = Development.objects.filter(scope.q("organization__path")).select_related(*_LISTED)
    if wanted.within is not None:
        rows = rows.filter(organization__path__startswith=wanted.within.path)
    if wanted.state == "over":
        return rows.filter(ended_on__isnull=False).order_by("-ended_on", "-pk")
    rows = rows.filter(ended_on__isnull=True)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.part:
        rows = rows.filter(next_part=wanted.part)
    if wanted.due == "month":
        rows = rows.filter(due_on__lte=month_ends(today))
    elif wanted.due == "late":
        rows = rows.filter(due_on__lt=today)
    return rows.order_by("due_on", "pk")


@dataclass(frozen=True)
class Figures:
    """How many cases of a scope stand where, are due this month, are late, wait for the committee.

    One query."""

    states: dict[str, int]
    month: int
    late: int
    committee: int

    @property
    def running(self) -> int:
        return sum(self.states.values())


def figures(scope: Scope, today: dt.date) -> Figures:
    """The figures above the list."""
    running = Development.objects.filter(scope.q("organization__path"), ended_on__isnull=True)
    counted = running.aggregate(
        month=Count("pk", filter=Q(due_on__lte=month_ends(today))),
        late=Count("pk", filter=Q(due_on__lt=today)),
        committee=Count("pk", filter=Q(next_part=COMMITTEE)),
        **{state.value: Count("pk", filter=Q(state=state.value)) for state in OPEN},
    )
    states = {state.value: counted[state.value] for state in OPEN}
    return Figures(states, counted["month"], counted["late"], counted["committee"])


@dataclass(frozen=True)
class Sight:
    """A case before somebody. branch, committee: which part of it he may enter; own: his own."""

    case: Development
    record: Record
    rules: Rules
    steps: list[StepView]
    taken: list[StepTaken]
    guides: list[Guide]
    approver: Organization | None
    branch: bool
    committee: bool
    own: bool

    def may(self, step: StepView) -> bool:
        """Whether the viewer is the one to enter this step."""
        if self.own:
            return False
        return self.branch if step.step.part == BRANCH else self.committee


def development_for(viewer: Viewer, pk: int, today: dt.date) -> Sight:
    """A case for whoever reads it there. Missing for everybody else, also where there is none."""
    rows = Development.objects.select_related(*_LISTED, "case", "person", "edition_by")
    case = rows.filter(viewer.scope(Purpose.READ).q("organization__path"), pk=pk).first()
    if case is None:
        raise Missing(NOTHING)
    approver = approver_of(case.organization)
    record, rules = record_of(case, today), rules_for(case, today)
    guides = Guide.objects.on(today).filter(development=case).select_related("person")
    return Sight(
        case=case,
        record=record,
        rules=rules,
        steps=lay_out(record, rules, today),
        taken=taken_in([case])[case.pk],
        guides=list(guides.order_by("part", "pk")),
        approver=approver,
        branch=viewer.may(Purpose.MAINTAIN, case.organization.path),
        committee=approver is not None and viewer.may(Purpose.STANDING, approver.path),
        own=case.person_id == viewer.person_id,
    )


def running_of(organization: Organization) -> int:
    """How many developments run at an organization and below."""
    rows = Development.objects.filter(ended_on__isnull=True)
    return rows.filter(organization__path__startswith=organization.path).count()


def case_of_person(person_id: int) -> Development | None:
    """The development somebody of the register came in by, the newest."""
    return Development.objects.filter(person=person_id).order_by("-pk").first()
