"""Admissions before those who sign them, and who is to sign next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from dangjian.flow.models import Step, Task, ToDo
from dangjian.flow.queries.offices import holders
from dangjian.flow.rules import Office, may_do
from dangjian.kernel.refusal import Missing, Refused
from dangjian.library.models import OPEN, Admission, Document, Stage
from dangjian.library.queries.holdings import path_of
from dangjian.library.rules.tables import AT, LABEL, RIGHT, Who
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.models import Organization


@dataclass(frozen=True)
class Sight:
    """An admission before somebody: the to-do that is his, if it is; whether he may take it back.

    hinders: why he may not sign although it is his turn, "" where he may.
    """

    admission: Admission
    todo: ToDo | None
    may_take_back: bool
    hinders: str


def office_for(keeper: Organization, part: Who, but: Collection[int], on: dt.date) -> Office:
    """The nearest office that may sign and has somebody for it who is none of these persons.

    Refused where there is none up to the district. A query or two for each level.
    """
    parts = keeper.path.strip("/").split("/")
    line = ["/" + "/".join(parts[: n + 1]) + "/" for n in range(len(parts))]
    for place in Organization.objects.open().filter(path__in=line).order_by("-path"):
        office = Office(place, RIGHT[part])
        if holders(office, on).exclude(pk__in=but).exists():
            return office
    raise Refused(
        f"现在没有另一位可以做{LABEL[part]}的同志，没有送出。请保密员先给另一位同志授权"
        f"（{RIGHT[part].value}）。"
    )


def admission_for(viewer: Viewer, pk: int, on: dt.date) -> Sight:
    """An admission for whoever writes for its office, signs it or signed it. Missing else."""
    admission = (
        Admission.objects.select_related("document__office", "draft__upload", "case", "author")
        .filter(pk=pk)
        .first()
    )
    if admission is None:
        raise Missing("没有这一页，或者不在您的权限范围内。")
    path = path_of(admission.document)
    writes = viewer.may(Purpose.WRITE, path) or viewer.may(Purpose.COLUMNS, path)
    waiting = admission.case.todos.filter(closed_at__isnull=True, task=Task.LEAD)
    todo = next(
        (one for one in waiting.select_related("for_organization") if may_do(viewer, one, on)), None
    )
    if not (writes or todo or viewer.person_id in signers_of(admission)):
        raise Missing("没有这一页，或者不在您的权限范围内。")
    mine = admission.author_id == viewer.person_id or viewer.may(Purpose.COLUMNS, path)
    return Sight(
        admission,
        todo,
        writes and mine and admission.state in OPEN,
        _hinders(admission, viewer, todo),
    )


def _hinders(admission: Admission, viewer: Viewer, todo: ToDo | None) -> str:
    if todo is None:
        return ""
    if viewer.person_id in {admission.author_id, admission.draft.author_id}:
        return "这一稿是您写的或者送审的，要由另一位同志审。"
    if viewer.person_id in signers_of(admission):
        return "您已经签过这一稿，后面的要由另一位同志签。"
    return ""


def signers_of(admission: Admission) -> set[int]:
    """The persons who signed it so far, as ids."""
    signed = admission.case.steps.filter(move__startswith="sign_")
    return set(signed.values_list("by", flat=True))


def waiting_for(admission: Admission) -> str:
    """Whom it waits for: the office, never a name; "" where nobody has to act."""
    todo = (
        admission.case.todos.filter(closed_at__isnull=True, task=Task.LEAD)
        .select_related("for_organization")
        .first()
    )
    return str(todo.for_organization.short_name) if todo and todo.for_organization else ""


def due_on(admission: Admission) -> dt.date | None:
    """Until which day the signatures have to be there."""
    terms = admission.case.terms.filter(ended_on__isnull=True)
    return terms.values_list("due_on", flat=True).first()


def steps_of(admission: Admission) -> QuerySet[Step]:
    """What happened to it, in order."""
    return admission.case.steps.select_related("by", "office").order_by("round")


@dataclass(frozen=True)
class Signed:
    """One signature as readers may see it: never a name."""

    kind: str
    office: str
    at: dt.datetime


_SIGNATURES = {
    "sign_only": Who.REVIEW,
    "sign_review": Who.REVIEW,
    "sign_secrecy": Who.SECRECY,
    "sign_final": Who.FINAL,
}


def signatures_of(document: Document) -> list[Signed]:
    """By which signatures what stands on the shelf came there; none where the operator's command
    brought it in: such a one has no word of its licence, and costs no query. Else one."""
    if not document.licence:
        return []
    steps = Step.objects.filter(
        case__admission__document=document,
        case__admission__state=Stage.SHELVED,
        case__admission__draft__digest=document.digest,
        move__in=_SIGNATURES,
    ).order_by("-case", "round")
    rows = list(steps.values_list("case", "move", "office__short_name", "at"))
    return [
        Signed(LABEL[_SIGNATURES[move]], office or "", at)
        for case, move, office, at in rows
        if case == rows[0][0]
    ]


def label_of(admission: Admission) -> str:
    """The signature it waits for, in words; "" where it waits for none."""
    stage = Stage(admission.state)
    return LABEL[AT[stage]] if stage in AT else ""
