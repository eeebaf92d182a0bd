"""Applications before those who made them, those who answer them, and everybody."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, Min, Q, QuerySet

from dangjian.flow.models import Extension, Step, Task, ToDo
from dangjian.flow.queries.reminders import lapsed as lapsed_cases
from dangjian.flow.rules import may_do
from dangjian.kernel import receipts
from dangjian.kernel.refusal import Missing
from dangjian.kernel.row_scope import widening
from dangjian.openness.models import Application, Progress
from dangjian.openness.queries.turns import steps_of, turn_of
from dangjian.openness.rules import APPLICATIONS
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.models import Organization

_NOTHING = "没有这一页，或者不在您的权限范围内。"


# --- those who applied ----------------------------------------------------------------------------


@widening("whoever holds the code of a receipt")
def of_receipt(typed: str) -> Application:
    """The application of a receipt code. Missing: no such one. Refused: no code at all."""
    index = receipts.index_of(receipts.read(typed))
    found = _all().filter(receipt=index).first()
    if found is None:
        raise Missing("没有这个受理码，请对着记下的24位数字再核对一遍。", field="code")
    return found


def of_account(account_id: int) -> QuerySet[Application]:
    """What somebody applied for while he was signed in, the latest first."""
    return _all().filter(account=account_id).order_by("-pk")


@widening("whoever holds the code of a receipt")
def of_applicant(pk: int, account_id: int | None, opened: int | None) -> Application:
    """An application for its applicant: by his account, or by a code that was entered just now.
    Missing for everybody else."""
    found = _all().filter(pk=pk).first()
    own = found is not None and account_id is not None and found.account_id == account_id
    if found is None or not (own or opened == pk):
        raise Missing("没有这件申请，或者要先输入受理码。")
    return found


@dataclass(frozen=True)
class Story:
    """What the applicant reads of his application. due: until when it is answered, None while he is
    waited for or it is over; ours: whether we are waited for; until: his own last day to add."""

    application: Application
    text: str
    missing: str
    supplement: str
    answer: str
    due: dt.date | None
    until: dt.date | None
    extended: str
    steps: list[tuple[Step, str, str]]

    @property
    def answered(self) -> bool:
        return self.application.state == Progress.ANSWERED

    @property
    def waits(self) -> bool:
        return self.application.state == Progress.WAITING

    @property
    def may_withdraw(self) -> bool:
        return not APPLICATIONS.state(self.application.state).closed


_HIS = {"apply", "pass_on", "ask_more", "supplement", "give_answer", "withdraw", "lapse"}
"""The steps an applicant reads of; who thought what of a draft is the office's own."""


def story(application: Application) -> Story:
    """What the applicant reads, without anybody's name. A few queries."""
    terms = {one.clock: one.due_on for one in application.case.terms.filter(ended_on__isnull=True)}
    granted = (
        Extension.objects.filter(term__case=application.case, granted=True)
        .select_related("term")
        .first()
    )
    answered = application.state == Progress.ANSWERED
    waits = application.state == Progress.WAITING
    return Story(
        application,
        text=application.unseal("text"),
        missing=application.unseal("missing") if waits else "",
        supplement=application.unseal("supplement"),
        answer=application.unseal("answer") if answered else "",
        due=terms.get("answer"),
        until=terms.get("supplement"),
        extended=granted.unseal("reason") if granted else "",
        steps=[
            (one, APPLICATIONS.words[one.move], one.unseal("words"))
            for one in steps_of(application)
            if one.move in _HIS
        ],
    )


def lapsed(today: dt.date) -> QuerySet[Application]:
    """Applications whose applicant let the days pass in which to add something."""
    cases = lapsed_cases(APPLICATIONS.key, "supplement", today)
    return Application.objects.filter(case__in=cases).order_by("pk")


# --- everybody ------------------------------------------------------------------------------------


def published() -> QuerySet[Application]:
    """Questions and answers of general interest, the newest first."""
    found = Application.objects.filter(state=Progress.ANSWERED, published_at__isnull=False)
    return found.select_related("organization").order_by("-published_at", "-pk")


def addressees() -> list[Organization]:
    """To whom an application may be addressed: the district's committee and those right under it;
    what belongs elsewhere is passed on. One query."""
    open_ones = Organization.objects.open()
    found = open_ones.filter(Q(parent__isnull=True) | Q(parent__parent__isnull=True))
    return list(found.order_by("path"))


# --- those who answer -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Sight:
    """An application before somebody. todo: the turn that is his; handles: whether he may see who
    applied; decides: the extension that waits for him; hinders: why he may not take his turn."""

    application: Application
    todo: ToDo | None
    handles: bool
    decides: Extension | None
    extends: bool
    hinders: str

    @property
    def may_handle(self) -> bool:
        return self.todo is not None and self.application.state == Progress.HANDLING

    @property
    def may_extend(self) -> bool:
        return self.may_handle and self.extends

    @property
    def may_take_down(self) -> bool:
        return self.handles and self.application.published_at is not None

    @property
    def may_review(self) -> bool:
        here = self.application.state == Progress.REVIEW
        return self.todo is not None and here and not self.hinders


def applications_of(viewer: Viewer) -> QuerySet[Application]:
    """The applications of the offices the viewer answers for, those due first; with their day."""
    mine = viewer.scope(Purpose.LETTERS).q("organization__path")
    lead = Q(case__todos__closed_at__isnull=True, case__todos__task=Task.LEAD)
    found = Application.objects.filter(mine).select_related("organization")
    due = Min("case__todos__due_on", filter=lead)
    return found.annotate(due=due).order_by(F("due").asc(nulls_last=True), "-pk")


def application_for(viewer: Viewer, pk: int, on: dt.date) -> Sight:
    """An application for whoever answers for that office, has to review the answer, or has to
    decide on more days. Missing for everybody else."""
    found = _all().filter(pk=pk).first()
    if found is None:
        raise Missing(_NOTHING)
    path = found.organization.path
    handles = viewer.may(Purpose.LETTERS, path)
    todo = turn_of(viewer, found, on)
    asked = Extension.objects.filter(term__case=found.case)
    pending = asked.filter(granted__isnull=True).select_related("todo__for_organization").first()
    decides = pending if pending is not None and may_do(viewer, pending.todo, on) else None
    if not (handles or todo or decides or viewer.person_id == found.reviewed_by_id):
        raise Missing(_NOTHING)
    hinders = ""
    if todo and found.state == Progress.REVIEW and viewer.person_id == found.drafted_by_id:
        hinders = "答复是您拟的，要由另一位同志审查。"
    return Sight(found, todo, handles, decides, not asked.exclude(granted=False).exists(), hinders)


def _all() -> QuerySet[Application]:
    return Application.objects.select_related("organization", "case")
