"""Appraisals before who may see them: the branch's keepers, the committee, each his own line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, QuerySet, Window

from dangjian.appraisal.models import Appraisal, Grade, Line, State, Taking
from dangjian.appraisal.queries.offices import APPRAISES, NOTHING, REVIEWS
from dangjian.appraisal.rules import appraising
from dangjian.appraisal.rules.tables import AT_WORK
from dangjian.flow.models import ToDo
from dangjian.kernel.refusal import Missing
from dangjian.openness.queries.turns import turn_of
from dangjian.registry.authority import Viewer
from dangjian.registry.models import IN_THE_PARTY, Organization
from dangjian.registry.queries.reminders import Asked, Matter, Matters
from dangjian.registry.rules import HAS_MEMBERS


@dataclass(frozen=True)
class Sight:
    """An appraisal before somebody. keeps: whether he writes for the branch; todo: the committee's
    turn, where it is his; hinders: why he may not take it, or ""."""

    appraisal: Appraisal
    keeps: bool
    todo: ToDo | None
    hinders: str

    @property
    def at_work(self) -> bool:
        return self.keeps and self.appraisal.state in AT_WORK

    @property
    def may_confirm(self) -> bool:
        return self.appraisal.state == State.REPORTED and self.todo is not None and not self.hinders

    @property
    def moves(self) -> tuple[str, ...]:
        """What he may do now."""
        if self.may_confirm:
            return "confirm", "send_back"
        if self.at_work:
            return "report", "drop"
        latest = self.appraisal.state == State.CONFIRMED and not self.followed
        return ("correct",) if self.keeps and latest else ()

    @property
    def followed(self) -> bool:
        """Whether a later version has been opened, and not dropped."""
        later = Appraisal.objects.filter(corrects=self.appraisal)
        return later.exclude(state=State.DROPPED).exists()


def appraisals_for(viewer: Viewer) -> QuerySet[Appraisal]:
    """What the viewer's branches did, and what he may confirm; the latest year first."""
    scope = viewer.scope(APPRAISES).q("organization__path")
    scope |= viewer.scope(REVIEWS).q("organization__path")
    rows = Appraisal.objects.filter(scope).select_related("organization__parent")
    return rows.order_by("-year", "organization__path", "-version")


def begun_in(branches: Sequence[Organization], year: int) -> set[int]:
    """Ids of those branches that have begun the appraisal of a year, or are done. One query."""
    rows = Appraisal.objects.filter(organization__in=branches, year=year)
    return set(rows.exclude(state=State.DROPPED).values_list("organization", flat=True))


def appraisal_for(viewer: Viewer, pk: int, on: dt.date) -> Sight:
    """One appraisal, for its branch's keepers and the committees above. Missing for everybody
    else, members of the branch included."""
    rows = Appraisal.objects.select_related(
        "organization__parent", "case", "opened_by", "reported_by", "confirmed_by", "corrects"
    )
    found = rows.filter(pk=pk).first()
    path = found.organization.path if found else ""
    if found is None or not (viewer.may(APPRAISES, path) or viewer.may(REVIEWS, path)):
        raise Missing(NOTHING)
    todo = turn_of(viewer, found, on) if found.state == State.REPORTED else None
    hinders = ""
    if todo and viewer.person_id in (found.reported_by_id, found.opened_by_id):
        hinders = "这份评议是您报的，要由上级党委的另一位同志确认。"
    return Sight(found, viewer.may(APPRAISES, path), todo, hinders)


def lines_of(appraisal: Appraisal) -> list[Line]:
    """Everybody on the roll by pinyin, whatever was said of him. One query."""
    rows = appraisal.lines.select_related("person", "said_by")
    return list(rows.order_by("person__name_key", "person"))


def line_for(viewer: Viewer, pk: int, on: dt.date) -> tuple[Sight, Line]:
    """One line, for whoever may see its appraisal. Missing."""
    found = Line.objects.select_related("appraisal", "person").filter(pk=pk).first()
    if found is None:
        raise Missing(NOTHING)
    return appraisal_for(viewer, found.appraisal_id, on), found


def gone_from(appraisal: Appraisal, lines: Sequence[Line]) -> set[int]:
    """Ids of those who have left the branch, or the Party, since the day of the roll."""
    return {
        one.person_id
        for one in lines
        if one.person.organization_id != appraisal.organization_id
        or one.person.standing not in IN_THE_PARTY
    }


def missing(appraisal: Appraisal, lines: Sequence[Line]) -> list[str]:
    """What has to be there before it goes up."""
    return appraising.missing(appraisal, lines, gone_from(appraisal, lines))


@dataclass(frozen=True)
class Own:
    """What a member reads of himself: year, branch, his grade and the words."""

    line: Line
    opinion: str

    @property
    def result(self) -> str:
        if self.line.grade:
            return str(Grade(self.line.grade).label)
        return str(Taking(self.line.taking).label)


def own_results(person_id: int) -> list[Own]:
    """A member's own confirmed results, the latest year first, of each year the version that holds.

    One query.
    """
    later = Appraisal.objects.filter(corrects=OuterRef("appraisal"), state=State.CONFIRMED)
    rows = (
        Line.objects.filter(~Exists(later), person=person_id, appraisal__state=State.CONFIRMED)
        .select_related("appraisal__organization", "person")
        .order_by("-appraisal__year", "-appraisal__version")
    )
    return [Own(one, one.unseal("opinion")) for one in rows]


ASKED_FROM_MONTH = 12
"""From this month on branches are reminded of the year's appraisal. Our own, no rule says so."""


def not_begun(asked: Asked) -> Matters:
    """Branches that have begun no appraisal of the year, in its last month. No query before."""
    last = dt.date(asked.today.year, 12, 31)
    if asked.today.month < ASKED_FROM_MONTH or asked.over:
        return Matters([], 0, 0)
    done = Appraisal.objects.filter(organization=OuterRef("pk"), year=asked.today.year)
    rows = (
        Organization.objects.open()
        .filter(
            asked.scope.q(),
            ~Exists(done.exclude(state=State.DROPPED)),
            form__in=HAS_MEMBERS,
            opened_on__lt=dt.date(asked.today.year, 7, 1),
        )
        .select_related("parent")
        .annotate(total=Window(Count("pk")))
        .order_by("path")
    )
    found = list(rows[asked.offset : asked.offset + asked.limit])
    total = found[0].total if found else 0
    return Matters([Matter(one, last) for one in found], total, 0)
