"""Submissions before those who review them, and who is to review next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from dangjian.flow.models import Step, Task, ToDo
from dangjian.flow.queries.offices import holders
from dangjian.flow.rules import Office, may_do
from dangjian.kernel.refusal import Missing, Refused
from dangjian.portal.models import Column, Kind, Signature, State, Submission
from dangjian.portal.queries.drafts import writers_of
from dangjian.portal.rules import AT, RIGHT
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.models import Organization, Role


@dataclass(frozen=True)
class Sight:
    """A submission before somebody: the to-do that is his, if it is; whether he may take it back.

    hinders: why he may not sign although it is his turn, "" where he may.
    """

    submission: Submission
    todo: ToDo | None
    may_take_back: bool
    hinders: str


@dataclass(frozen=True)
class Signed:
    """One line of the public record: which review, in which office and role, when."""

    kind: str
    office: str
    role: str
    at: dt.datetime


def office_for(column: Column, kind: Kind, but: Collection[int], on: dt.date) -> Office:
    """The nearest office that may do a review and has somebody for it who is none of these persons.

    Refused where there is none up to the district. A query or two for each level.
    """
    parts = column.organization.path.strip("/").split("/")
    line = ["/" + "/".join(parts[: n + 1]) + "/" for n in range(len(parts))]
    for place in Organization.objects.open().filter(path__in=line).order_by("-path"):
        office = Office(place, RIGHT[kind])
        if holders(office, on).exclude(pk__in=but).exists():
            return office
    raise Refused(
        f"现在没有另一位可以做{kind.label}的同志，没有送出。请保密员先给另一位同志授权"
        f"（{RIGHT[kind].value}）。"
    )


def submission_for(viewer: Viewer, pk: int, on: dt.date) -> Sight:
    """A submission for whoever writes in its column, reviews it or reviewed it. Missing else."""
    submission = (
        Submission.objects.select_related("article", "column__organization", "case", "author")
        .filter(pk=pk)
        .first()
    )
    if submission is None:
        raise Missing("没有这一页，或者不在您的权限范围内。")
    path = submission.column.organization.path
    writes = viewer.may(Purpose.WRITE, path) or viewer.may(Purpose.COLUMNS, path)
    waiting = submission.case.todos.filter(closed_at__isnull=True, task=Task.LEAD)
    todo = next(
        (one for one in waiting.select_related("for_organization") if may_do(viewer, one, on)), None
    )
    signed = submission.signatures.filter(signer=viewer.person_id).exists()
    if not (writes or todo or signed):
        raise Missing("没有这一页，或者不在您的权限范围内。")
    open_still = submission.state in AT or submission.state == State.SIGNED
    mine = submission.author_id == viewer.person_id or viewer.may(Purpose.COLUMNS, path)
    return Sight(
        submission, todo, writes and mine and open_still, _hinders(submission, viewer, todo)
    )


def _hinders(submission: Submission, viewer: Viewer, todo: ToDo | None) -> str:
    if todo is None:
        return ""
    if viewer.person_id in {submission.author_id, *writers_of(submission.article)}:
        return "稿件是您写的或者改过的，要由另一位同志审。"
    if submission.signatures.filter(signer=viewer.person_id).exists():
        return "您已经审过这一稿，后面的审核要由另一位同志签。"
    return ""


def waiting_for(submission: Submission) -> str:
    """Whom a submission waits for: the office, never a name; "" where nobody has to act."""
    todo = (
        submission.case.todos.filter(closed_at__isnull=True, task=Task.LEAD)
        .select_related("for_organization")
        .first()
    )
    return str(todo.for_organization.short_name) if todo and todo.for_organization else ""


def due_on(submission: Submission) -> dt.date | None:
    """Until which day the reviews of a submission have to end."""
    return (
        submission.case.terms.filter(ended_on__isnull=True).values_list("due_on", flat=True).first()
    )


def signed(submission: Submission) -> list[Signed]:
    """The signatures as everybody may read them. One query."""
    found = Signature.objects.filter(submission=submission).select_related("office").order_by("pk")
    return [
        Signed(Kind(one.kind).label, one.office.short_name, str(Role(one.role).label), one.at)
        for one in found
    ]


def signed_line(kind: str, office: str, role: str, at: float) -> Signed:
    """One signature as everybody may read it. at: seconds since 1970."""
    moment = dt.datetime.fromtimestamp(float(at), dt.UTC)
    return Signed(str(Kind(kind).label), office, str(Role(role).label), moment)


def steps_of(submission: Submission) -> QuerySet[Step]:
    return submission.case.steps.select_related("by", "office").order_by("round")


def due_to_appear(now: dt.datetime) -> QuerySet[Submission]:
    """Signed submissions whose moment has come."""
    return Submission.objects.filter(
        Q(appear_at__isnull=True) | Q(appear_at__lte=now), state=State.SIGNED
    ).order_by("pk")
