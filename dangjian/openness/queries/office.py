"""Notices and objections before those who write, sign and look into them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from dangjian.flow.models import ToDo
from dangjian.flow.rules.offices import barred_cases
from dangjian.kernel import receipts
from dangjian.kernel.refusal import Missing
from dangjian.kernel.row_scope import widening
from dangjian.openness.models import Finding, Notice, Objection, Standing, State
from dangjian.openness.queries.turns import turn_of
from dangjian.openness.recording import subjects_of
from dangjian.openness.rules.tables import PART, WRITABLE
from dangjian.registry.authority import Purpose, Viewer

_NOTHING = "没有这一页，或者不在您的权限范围内。"


@dataclass(frozen=True)
class Sight:
    """A notice before somebody. todo: the turn that is his; writes: whether he keeps the draft;
    leads: whether he may extend and withdraw it; hinders: why he may not take his turn, or ""."""

    notice: Notice
    todo: ToDo | None
    writes: bool
    leads: bool
    hinders: str

    @property
    def may_edit(self) -> bool:
        return self.writes and self.notice.state in WRITABLE

    @property
    def may_drop(self) -> bool:
        return self.writes and (self.notice.state in WRITABLE or self.notice.state in PART)

    @property
    def may_extend(self) -> bool:
        return self.leads and self.notice.state == State.RUNNING

    @property
    def may_withdraw(self) -> bool:
        return self.leads and self.notice.state in (State.RUNNING, State.CHECKING)

    @property
    def may_sign(self) -> bool:
        return self.todo is not None and self.notice.state in PART and not self.hinders

    @property
    def may_conclude(self) -> bool:
        return self.todo is not None and self.notice.state == State.CHECKING and not self.hinders


def notices_of(viewer: Viewer) -> QuerySet[Notice]:
    """The notices of the organizations the viewer writes or leads for, the latest first."""
    mine = viewer.scope(Purpose.WRITE).q("organization__path")
    mine |= viewer.scope(Purpose.FINAL).q("organization__path")
    return (
        Notice.objects.filter(mine)
        .select_related("organization", "author")
        .order_by("-pk")
    )


def notice_for(viewer: Viewer, pk: int, on: dt.date) -> Sight:
    """A notice for whoever writes or leads there, whose turn it is, or who signed it. Missing."""
    notice = Notice.objects.select_related("organization", "case", "author").filter(pk=pk).first()
    if notice is None:
        raise Missing(_NOTHING)
    path = notice.organization.path
    writes, leads = viewer.may(Purpose.WRITE, path), viewer.may(Purpose.FINAL, path)
    todo = turn_of(viewer, notice, on)
    signed = viewer.person_id in _signers(notice)
    if not (writes or leads or todo or signed):
        raise Missing(_NOTHING)
    return Sight(notice, todo, writes, leads, _hinders(notice, viewer) if todo else "")


def _signers(notice: Notice) -> set[int | None]:
    return {notice.content_by_id, notice.secrecy_by_id, notice.approved_by_id} - {None}


def _hinders(notice: Notice, viewer: Viewer) -> str:
    if notice.state in PART and viewer.person_id == notice.author_id:
        return "公示是您起草的，要由另一位同志审。"
    if notice.state in PART and viewer.person_id in _signers(notice):
        return "您已经审过这份公示，这一步要由另一位同志办。"
    if viewer.name in {one.name for one in subjects_of(notice)}:
        return "公示对象里有您的名字，请由另一位同志办。"
    return ""


# --- objections -----------------------------------------------------------------------------------


def objections_for(viewer: Viewer, notice: Notice) -> list[Objection]:
    """The objections to a notice that the viewer looks into; none for whom they concern. One or
    two queries."""
    return list(_visible(viewer).filter(notice=notice).order_by("pk"))


def objection_for(viewer: Viewer, pk: int) -> Objection:
    """One objection for whoever looks into it. Missing for everybody else."""
    found = _visible(viewer).filter(pk=pk).first()
    if found is None or viewer.name in {one.name for one in subjects_of(found.notice)}:
        raise Missing(_NOTHING)
    return found


def _visible(viewer: Viewer) -> QuerySet[Objection]:
    mine = viewer.scope(Purpose.OBJECTIONS).q("case__organization__path")
    found = Objection.objects.filter(mine).exclude(case__in=barred_cases(viewer))
    return found.select_related("notice__organization", "case__organization")


def open_count(notice: Notice) -> int:
    return notice.objections.filter(state=Standing.OPEN).count()


def waits_for_a_person(notice: Notice) -> bool:
    """Whether somebody has to say the result: an objection is open, or one was found grave."""
    return notice.objections.filter(Q(state=Standing.OPEN) | Q(finding=Finding.GRAVE)).exists()


@widening("whoever holds the code of a receipt")
def of_receipt(typed: str) -> Objection:
    """The objection of a receipt code. Missing: no such one. Refused: no code at all."""
    index = receipts.index_of(receipts.read(typed))
    found = Objection.objects.filter(receipt=index).select_related("notice", "case").first()
    if found is None:
        raise Missing("没有这个受理码，请对着记下的24位数字再核对一遍。", field="code")
    return found
