"""Awards, nominations and honours, always by who looks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from dangjian.flow.models import ToDo
from dangjian.honours.models import Drive, Honour, Nomination, Of, State
from dangjian.honours.rules import BY_BRANCH, BY_OFFICE, may_move
from dangjian.kernel.refusal import Missing
from dangjian.openness.queries.turns import turn_of
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.models import IN_THE_PARTY, Organization, Person
from dangjian.registry.rules import HAS_MEMBERS

NOTHING = "没有这一页，或者不在您的权限范围内。"
NOMINATES, RUNS = Purpose.MAINTAIN, Purpose.STANDING


@dataclass(frozen=True)
class Sight:
    """A nomination before somebody. branch: whether he speaks for who nominated; office: whether
    for the office of the award; moves: what he may do now; hinders: why not, where it is his turn.
    """

    nomination: Nomination
    branch: bool
    office: bool
    todo: ToDo | None
    hinders: str

    @property
    def moves(self) -> tuple[str, ...]:
        mine = (*(BY_OFFICE if self.office else ()), *(BY_BRANCH if self.branch else ()))
        state = str(self.nomination.state)
        return () if self.hinders else tuple(one for one in mine if may_move(state, one))


def drives_for(viewer: Viewer) -> QuerySet[Drive]:
    """Awards that reach the viewer's organizations, or are his; the latest first."""
    held = [one.path for one in viewer.held if takes_part(viewer, one.path)]
    wanted = Q(pk__in=())
    for path in held:
        above = [path[: at + 1] for at, sign in enumerate(path) if sign == "/" and at]
        wanted |= Q(office__path__in=above) | Q(office__path__startswith=path)
    drives = Drive.objects.filter(wanted).select_related("office")
    return drives.annotate(many=Count("nominations")).order_by("-opened_on", "-pk")


def takes_part(viewer: Viewer, path: str) -> bool:
    """Whether he nominates or runs awards there."""
    return viewer.may(NOMINATES, path) or viewer.may(RUNS, path)


def drive_for(viewer: Viewer, pk: int) -> Drive:
    """One of these. Missing."""
    found = drives_for(viewer).filter(pk=pk).first()
    if found is None:
        raise Missing(NOTHING)
    return found


def nominations_of(viewer: Viewer, drive: Drive) -> QuerySet[Nomination]:
    """The nominations the viewer may see: all for the office, of his own organizations else."""
    rows = drive.nominations.select_related("organization", "person", "unit", "notice", "case")
    if not viewer.may(RUNS, drive.office.path):
        rows = rows.filter(viewer.scope(NOMINATES).q("organization__path"))
    return rows.order_by("organization__path", "pk")


def nomination_for(viewer: Viewer, pk: int, on: dt.date) -> Sight:
    """A nomination for its branch and its office. Missing for everybody else."""
    rows = Nomination.objects.select_related(
        "organization", "drive__office", "person", "unit", "notice", "case", "author"
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Missing(NOTHING)
    branch = viewer.may(NOMINATES, found.organization.path)
    office = viewer.may(RUNS, found.drive.office.path)
    if not (branch or office):
        raise Missing(NOTHING)
    todo = turn_of(viewer, found, on)
    return Sight(found, branch, office, todo, _hinders(found, viewer))


def _hinders(nomination: Nomination, viewer: Viewer) -> str:
    if nomination.person_id == viewer.person_id:
        return "推荐的是您本人，请由另一位同志办。"
    return ""


def subjects(viewer: Viewer, drive: Drive, place: Organization) -> list[tuple[int, str]]:
    """Whom a branch may put forward: its members, or itself and what is below it."""
    if drive.of == Of.ORGANIZATION:
        below = Organization.objects.open().below(place.path).order_by("path")
        return [(one.pk, one.short_name) for one in below]
    people = Person.objects.filter(organization=place, standing__in=IN_THE_PARTY)
    rows = people.exclude(pk=viewer.person_id).order_by("name_key", "pk")
    return list(rows.values_list("pk", "name"))


def places_of(viewer: Viewer, drive: Drive) -> list[Organization]:
    """For which of his organizations the viewer may nominate for this award."""
    held = [one.organization_id for one in viewer.held if viewer.may(NOMINATES, one.path)]
    rows = Organization.objects.open().filter(pk__in=held).order_by("path")
    rows = rows.filter(path__startswith=drive.office.path)
    if drive.of == Of.MEMBER:
        rows = rows.filter(form__in=HAS_MEMBERS)
    return list(rows)


def offices_of(viewer: Viewer) -> list[Organization]:
    """Where the viewer may announce an award."""
    held = [one.organization_id for one in viewer.held if viewer.may(RUNS, one.path)]
    return list(Organization.objects.open().filter(pk__in=held).order_by("path"))


def waiting_for_notice(drive: Drive) -> QuerySet[Nomination]:
    rows = drive.nominations.filter(state=State.SHORTLISTED)
    return rows.select_related("person__organization", "unit", "organization").order_by("pk")


def noticed(drive: Drive) -> QuerySet[Nomination]:
    """Those whose notice runs, or has ended and waits for the decision."""
    rows = drive.nominations.filter(state=State.NOTICED)
    return rows.select_related("person", "unit", "notice", "organization").order_by("pk")


def honours_for(viewer: Viewer) -> QuerySet[Honour]:
    """The honour record of the viewer's scope, the latest first."""
    mine = viewer.scope(Purpose.ROSTER)
    reach = mine.q("person__path") | mine.q("unit__path")
    return (
        Honour.objects.filter(reach)
        .select_related("person__organization", "unit")
        .order_by("-granted_on", "-pk")
    )


def honour_for(viewer: Viewer, pk: int) -> Honour:
    """One honour, for whoever may change the record there. Missing."""
    found = Honour.objects.select_related("person", "unit").filter(pk=pk).first()
    if found is None or not viewer.may(RUNS, path_of(found)):
        raise Missing(NOTHING)
    return found


def path_of(honour: Honour) -> str:
    """Where whoever holds it belongs today."""
    return honour.person.path if honour.person else honour.unit.path if honour.unit else ""


def own_honours(person_id: int) -> QuerySet[Honour]:
    """What somebody holds, or held."""
    return Honour.objects.filter(person=person_id).order_by("-granted_on", "-pk")
