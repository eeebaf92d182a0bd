"""Procedures and their editions: what each sets, what a draft would change, who could go over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Max, Q, QuerySet

from dangjian.flow.models import Case, CaseTerm, Edition, Extension, Procedure, Step, Transfer
from dangjian.flow.queries.cases import words_of
from dangjian.flow.rules import Flow, Tables
from dangjian.flow.rules.editions import Settings, cannot_go_over, differences
from dangjian.flow.rules.offices import barred_cases
from dangjian.flow.rules.terms import Days, days_of, due
from dangjian.kernel import calendar, rules
from dangjian.kernel.refusal import Missing, Refused
from dangjian.registry.authority import Scope, Viewer
from dangjian.registry.models import Organization

SHOWN = 50
MOST = 5000
"""So many terms are tried out, the latest: a page is waiting for the answer."""
YEAR = dt.timedelta(days=365)


@dataclass(frozen=True)
class Line:
    """A procedure in the list. running: open cases; older: those under an earlier edition."""

    procedure: Procedure
    last: Edition
    draft: bool
    running: int
    older: int


def procedures(tables: Tables) -> list[Line]:
    """The procedures whose tables the program has, by name. Three queries."""
    keys = {key for key, _ in tables}
    found = Procedure.objects.filter(key__in=keys).order_by("says").prefetch_related("editions")
    open_cases = Case.objects.filter(closed_at__isnull=True).values("edition")
    running = dict(open_cases.annotate(n=Count("pk")).values_list("edition", "n"))
    lines = []
    for procedure in found:
        editions = sorted(procedure.editions.all(), key=lambda one: one.number or 0)
        published = [one for one in editions if one.number]
        if not published:
            continue
        last = published[-1]
        counted = {one.pk: running.get(one.pk, 0) for one in published}
        lines.append(
            Line(
                procedure,
                last,
                len(published) < len(editions),
                sum(counted.values()),
                sum(counted.values()) - counted[last.pk],
            )
        )
    return lines


def latest_table(key: str, tables: Tables) -> Flow:
    """The newest revision of a table that the program has. Missing where it has none."""
    found = [flow for (one, _), flow in tables.items() if one == key]
    if not found:
        raise Missing("没有这种办理程序。")
    return max(found, key=lambda flow: flow.revision)


def last_published(procedure: Procedure) -> Edition:
    """The edition with the highest number."""
    found = procedure.editions.filter(number__isnull=False).order_by("-number").first()
    if found is None:
        raise Missing("这种办理程序还没有启用。")
    return found


def draft_of(procedure: Procedure) -> Edition | None:
    return procedure.editions.filter(number__isnull=True).first()


def flow_of(edition: Edition, tables: Tables) -> Flow:
    """The table an edition stands on. Missing where the program dropped it."""
    found = tables.get((edition.procedure.key, edition.table))
    if found is None:
        raise Missing("这一版程序所用的流程表已经不在系统里。")
    return found


def settings_of(edition: Edition, tables: Tables) -> Settings:
    """All that an edition sets. Four queries."""
    recipients = edition.recipients.select_related("organization")
    return Settings(
        flow=flow_of(edition, tables),
        terms={one.clock: (one.days, one.warn_days) for one in edition.terms.all()},
        words=words_of(edition),
        recipients={one.part: one.organization.short_name for one in recipients},
        papers=frozenset(edition.papers.values_list("move", "title")),
    )


def changes(old: Edition, new: Edition, tables: Tables, *, on: dt.date) -> list[str]:
    """What changes from one edition to the other, as sentences."""
    return differences(settings_of(old, tables), settings_of(new, tables), on=on)


def recipient_of(case: Case, part: str) -> Organization | None:
    """Which organization the case's edition names for a part; None where it names none."""
    found = case.edition.recipients.select_related("organization").filter(part=part).first()
    return found.organization if found else None


def missing_tables(tables: Tables) -> list[str]:
    """Editions that cases go or went by and whose table the program lacks, as sentences."""
    used = Edition.objects.filter(cases__isnull=False).distinct().select_related("procedure")
    return [
        f"“{edition.procedure.says}”有事情按第{edition.number}版程序办理，"
        f"这一版用的是第{edition.table}次修订的流程表，这次安装的程序里没有它。"
        for edition in used.order_by("procedure__key", "number")
        if (edition.procedure.key, edition.table) not in tables
    ]


def check_tables(tables: Tables) -> None:
    """Refused where a case goes by a table that the program does not have."""
    if wrong := missing_tables(tables):
        raise Refused(f"{''.join(wrong)}请改用带有它的版本再启动，原来的数据没有改动。")


# --- trying a draft out ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Tried:
    """One clock of a draft, tried on what was: how many terms, how many late then and with it."""

    says: str
    terms: int
    late: int
    would_be_late: int


@dataclass(frozen=True)
class Shifted:
    """A running case whose due day would be another under an edition."""

    case: Case
    says: str
    due_on: dt.date | None
    would_be_due: dt.date


@dataclass(frozen=True)
class Trial:
    """What a draft would have done. left_out: terms that were too many to be tried."""

    clocks: list[Tried]
    shifted: list[Shifted]
    shifts: int
    left_out: int


def try_out(draft: Edition, tables: Tables, viewer: Viewer, scope: Scope, today: dt.date) -> Trial:
    """A draft tried on the cases closed within a year and on the running ones, within a scope.

    Nothing is stored. A handful of queries, however many cases.
    """
    under = Under.of(draft, tables)
    ours = {clock.name: clock for clock in under.flow.clocks if not clock.theirs}
    within = scope.q("case__organization__path")
    recent = Q(case__closed_at__isnull=True) | Q(case__closed_at__date__gt=today - YEAR)
    wanted = CaseTerm.objects.filter(
        within, recent, case__edition__procedure=draft.procedure, clock__in=ours
    ).exclude(case__in=barred_cases(viewer))
    counted = wanted.count()
    found = list(wanted.select_related("case__organization").order_by("-pk")[:MOST])
    granted = granted_days(found)
    tally = {name: [0, 0, 0] for name in ours}
    shifted = []
    with rules.remembered():
        for term in found:
            then, over = under.due(term, granted), term.ended_on or today
            counts = tally[term.clock]
            counts[0] += 1
            counts[1] += term.due_on is not None and over > term.due_on
            counts[2] += term.due_on is not None and over > then
            if term.ended_on is None and term.due_on not in (None, then):
                shifted.append(Shifted(term.case, ours[term.clock].says, term.due_on, then))
    return Trial(
        [Tried(ours[name].says, *numbers) for name, numbers in tally.items()],
        sorted(shifted, key=lambda one: one.would_be_due)[:SHOWN],
        len(shifted),
        max(counted - MOST, 0),
    )


@dataclass(frozen=True)
class Under:
    """An edition as far as terms are reckoned by it."""

    flow: Flow
    set_here: dict[str, int | None]
    days_that_work: calendar.Calendar

    @classmethod
    def of(cls, edition: Edition, tables: Tables) -> Under:
        """Two queries."""
        set_here = dict(edition.terms.values_list("clock", "days"))
        return cls(flow_of(edition, tables), set_here, calendar.load())

    def days(self, term: CaseTerm) -> Days:
        """The days a term has here, without what was granted on top. term: with case, its place."""
        path = term.case.organization.path
        clock = self.flow.clock(term.clock)
        return days_of(clock, self.set_here.get(term.clock), on=term.started_on, path=path)

    def due(self, term: CaseTerm, granted: Mapping[int, int]) -> dt.date:
        """The last day a term would have here."""
        days = self.days(term)
        number = days.number + granted.get(term.pk, 0)
        paused = term.paused_days
        return due(term.started_on, number, days.unit, self.days_that_work, paused=paused)


def granted_days(terms: Iterable[CaseTerm]) -> dict[int, int]:
    """Term → days that were granted on top of it. One query."""
    found = Extension.objects.filter(granted=True, term__in=[term.pk for term in terms])
    return dict(found.values_list("term", "days"))


# --- going over into another edition --------------------------------------------------------------


@dataclass(frozen=True)
class Crossing:
    """A running case and what going over into an edition would mean for it.

    why_not: "" where it can go. terms: (clock, due day now, due day then).
    """

    case: Case
    state: str
    why_not: str
    terms: list[tuple[str, dt.date | None, dt.date | None]]


def older_cases(procedure: Procedure, viewer: Viewer, scope: Scope) -> QuerySet[Case]:
    """Running cases under an edition before the last, oldest first, within a scope."""
    last = procedure.editions.aggregate(last=Max("number"))["last"]
    running = Case.objects.filter(
        scope.q("organization__path"), edition__procedure=procedure, closed_at__isnull=True
    )
    found = running.filter(edition__number__lt=last).exclude(pk__in=barred_cases(viewer))
    return found.select_related("organization", "edition__procedure").order_by("opened_at", "pk")


def state_of(case: Case) -> str:
    """The state a case is in: that of its last step. One query."""
    return case.steps.order_by("-round").values_list("to_state", flat=True)[0]


def crossings(cases: Sequence[Case], to: Edition, tables: Tables) -> list[Crossing]:
    """What going over would mean for each of the cases. The same queries for one and many."""
    latest = Step.objects.filter(case__in=cases).order_by("case", "-round").distinct("case")
    states = dict(latest.values_list("case", "to_state"))
    running = CaseTerm.objects.filter(case__in=cases, ended_on__isnull=True)
    terms: dict[int, list[CaseTerm]] = {}
    for term in running.select_related("case__organization").order_by("pk"):
        terms.setdefault(term.case_id, []).append(term)
    granted = granted_days(term for found in terms.values() for term in found)
    under = Under.of(to, tables)
    with rules.remembered():
        return [
            _crossing(case, states[case.pk], terms.get(case.pk, []), granted, under, tables)
            for case in cases
        ]


def _crossing(
    case: Case,
    state: str,
    terms: list[CaseTerm],
    granted: Mapping[int, int],
    under: Under,
    tables: Tables,
) -> Crossing:
    now = flow_of(case.edition, tables)
    why_not = cannot_go_over(now, under.flow, state, [term.clock for term in terms])
    then = [
        (now.clock(term.clock).says, term.due_on, under.due(term, granted) if term.due_on else None)
        for term in terms
        if not why_not
    ]
    return Crossing(case, now.state(state).says, why_not, then)


def transfers_of(procedure: Procedure, viewer: Viewer, scope: Scope) -> QuerySet[Transfer]:
    """Running cases that were taken over and can be taken back, the latest first."""
    found = _transfers(viewer, scope).filter(
        case__edition__procedure=procedure,
        case__closed_at__isnull=True,
        case__edition=F("to_edition"),
        undone_at__isnull=True,
    )
    return found.order_by("-at", "-pk")


def transfer_for(viewer: Viewer, scope: Scope, pk: int) -> Transfer:
    """One of them, undone or not. Missing outside the scope, and for whoever is barred."""
    found = _transfers(viewer, scope).filter(pk=pk).first()
    if found is None:
        raise Missing("没有这一次改动。")
    return found


def _transfers(viewer: Viewer, scope: Scope) -> QuerySet[Transfer]:
    found = Transfer.objects.filter(scope.q("case__organization__path"))
    return found.exclude(case__in=barred_cases(viewer)).select_related(
        "case__organization", "from_edition__procedure", "to_edition__procedure", "by"
    )
