"""Half-yearly accounts and reliefs before somebody: what he sees of them, and what is his turn."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet

from dangjian.dues.models import AccountState, BranchAccount, Entry, Half, Relief, ReliefState
from dangjian.dues.rules.ledger import SUPERIOR_COMMITTEES, half_of
from dangjian.flow.models import ToDo
from dangjian.flow.queries.offices import holders
from dangjian.flow.rules import Office
from dangjian.kernel.refusal import Missing, Refused
from dangjian.openness.queries.turns import turn_of
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.models import Organization

_NOTHING = "没有这一页，或者不在您的权限范围内。"


@dataclass(frozen=True)
class ReliefSight:
    """A relief before somebody. proposes: whether he may take it back; todo: the turn that is his;
    hinders: why he may not take it, or ""; own: whether it is about him."""

    relief: Relief
    proposes: bool
    todo: ToDo | None
    hinders: str
    own: bool = False

    @property
    def may_decide(self) -> bool:
        return self.todo is not None and not self.hinders

    @property
    def may_withdraw(self) -> bool:
        return self.proposes and self.relief.state == ReliefState.PROPOSED

    @property
    def may_end(self) -> bool:
        approved = self.relief.state == ReliefState.APPROVED
        return self.proposes and approved and self.relief.ended_from is None and not self.own


def relief_for(viewer: Viewer, pk: int, on: dt.date) -> ReliefSight:
    """A relief for the branch that proposed it and whoever decides. Missing for everybody else."""
    rows = Relief.objects.select_related(
        "organization", "case", "person__organization", "proposed_by", "decided_by", "ended_by"
    )
    relief = rows.filter(pk=pk).first()
    if relief is None:
        raise Missing(_NOTHING)
    proposes = viewer.may(Purpose.DUES, relief.organization.path)
    todo = turn_of(viewer, relief, on)
    if not (proposes or todo or viewer.person_id == relief.decided_by_id):
        raise Missing(_NOTHING)
    hinders = ""
    if todo and viewer.person_id == relief.proposed_by_id:
        hinders = "这件是您提出的，要由上级党委的另一位同志审批。"
    elif todo and viewer.person_id == relief.person_id:
        hinders = "这件关系到您本人，请由另一位同志审批。"
    return ReliefSight(relief, proposes, todo, hinders, viewer.person_id == relief.person_id)


@dataclass(frozen=True)
class AccountSight:
    """An account before somebody. keeps: whether he keeps that ledger."""

    account: BranchAccount
    keeps: bool
    todo: ToDo | None
    hinders: str

    @property
    def may_sign(self) -> bool:
        return self.todo is not None and not self.hinders

    @property
    def may_return(self) -> bool:
        return self.account.state == AccountState.PREPARED and (self.keeps or self.may_sign)


def account_for(viewer: Viewer, pk: int, on: dt.date) -> AccountSight:
    """An account for those who keep the ledger, and a published one for the members there."""
    rows = BranchAccount.objects.select_related("organization", "case", "prepared_by", "signed_by")
    account = rows.filter(pk=pk).first()
    if account is None:
        raise Missing(_NOTHING)
    path = account.organization.path
    keeps = viewer.may(Purpose.DUES, path)
    todo = turn_of(viewer, account, on)
    reads = account.state == AccountState.PUBLISHED and belongs(viewer, path)
    if not (keeps or todo or reads):
        raise Missing(_NOTHING)
    hinders = hindrance(account, viewer.person_id) if todo else ""
    return AccountSight(account, keeps, todo, hinders)


def belongs(viewer: Viewer, path: str) -> bool:
    """Whether the viewer is a member there, below or above: his own branch's dues and what became
    of them on the way up concern him."""
    return any(held.path.startswith(path) for held in viewer.held)


def hindrance(account: BranchAccount, person: int) -> str:
    """Why somebody may not sign an account: he prepared it, or booked in it. "" where he may."""
    if person == account.prepared_by_id:
        return "这期收支是您编制的，要由另一位同志审签。"
    if person in bookkeepers(account):
        return "这半年的账里有您记的，要由另一位同志审签。"
    return ""


def bookkeepers(account: BranchAccount) -> set[int]:
    """Who booked something within the half-year. One query."""
    rows = Entry.objects.filter(
        organization=account.organization,
        on__gte=account.begins_on,
        on__lte=account.ends_on,
        booked_by__isnull=False,
    )
    return set(rows.values_list("booked_by", flat=True).distinct().order_by())


def accounts_of(place: Organization, *, keeps: bool) -> QuerySet[BranchAccount]:
    """The accounts of an organization, the latest first; for members only what was published."""
    rows = BranchAccount.objects.filter(organization=place).select_related("signed_by")
    rows = rows if keeps else rows.filter(state=AccountState.PUBLISHED)
    return rows.order_by("-year", "-half", "-pk")


def due_halves(place: Organization, today: dt.date) -> list[tuple[int, Half]]:
    """The half-years that are over, hold entries and have no account yet, the earliest first."""
    days = Entry.objects.filter(organization=place).values_list("on", flat=True)
    booked = {half_of(day) for day in days.order_by().distinct()}
    taken = set(
        BranchAccount.objects.filter(organization=place)
        .exclude(state=AccountState.RETURNED)
        .values_list("year", "half")
    )
    ended = {(y, h) for y, h in booked if _ended(y, h, today) and (y, int(h)) not in taken}
    return sorted(ended)


def _ended(year: int, half: Half, today: dt.date) -> bool:
    return BranchAccount(year=year, half=half).ends_on < today


def reliefs_waiting(viewer: Viewer) -> QuerySet[Relief]:
    """The reliefs of the viewer's scope that wait for a decision."""
    mine = viewer.scope(Purpose.DUES).q("organization__path")
    rows = Relief.objects.filter(mine, state=ReliefState.PROPOSED)
    return rows.select_related("organization", "person").order_by("-pk")


# --- who decides ----------------------------------------------------------------------------------


def superior_committee(branch: Organization, but: set[int], on: dt.date) -> Office:
    """The nearest committee above the branch where somebody other than these may approve.

    Refused where there is none up to the district.
    """
    parts = branch.path.strip("/").split("/")[:-1]
    paths = ["/" + "/".join(parts[: n + 1]) + "/" for n in range(len(parts))]
    line = Organization.objects.open().filter(path__in=paths, form__in=SUPERIOR_COMMITTEES)
    for place in line.order_by("-path"):
        office = Office(place, Purpose.DUES_REVIEW)
        if holders(office, on).exclude(pk__in=but).exists():
            return office
    raise Refused("上级党委现在没有可以审批党费减免的同志，没有送出。请安全管理员先授权。")
