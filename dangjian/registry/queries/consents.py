"""Requests that need a second person: what waits for whom, and what may be looked at meanwhile."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from dangjian.kernel.refusal import Missing
from dangjian.registry.authority import PURPOSES, Purpose, Scope, Viewer
from dangjian.registry.models import (
    OFFICERS,
    Act,
    Consent,
    ConsentState,
    Emergency,
    Inspection,
    Opening,
    Person,
    Role,
    RoleGrant,
    cooling_off,
)
from dangjian.registry.queries.records import ITEMS

Agrees = Mapping[Act, Purpose]
"""What whoever agrees to each act must hold: the deeds say so, this floor only asks for it."""

_ROWS = ("organization", "place", "concerns", "maker", "checker")


def waiting_for(viewer: Viewer, agrees: Agrees, now: dt.datetime) -> QuerySet[Consent]:
    """What the viewer may decide now, what runs out first first; never his own or about him."""
    may = Q(pk__in=())
    for act, purpose in agrees.items():
        scope = viewer.scope(purpose)
        if scope.paths:
            may |= Q(act=act) & scope.q("place__path")
    may |= _in_my_emergencies(viewer, now)
    rows = Consent.objects.filter(may, state=ConsentState.ASKED, expires_at__gte=now)
    me = viewer.person_id
    theirs = rows.exclude(maker=me).exclude(concerns__isnull=False, concerns=me)
    theirs = theirs.exclude(concerns_too__isnull=False, concerns_too=me)
    return theirs.select_related(*_ROWS).order_by("expires_at", "pk")


def _in_my_emergencies(viewer: Viewer, now: dt.datetime) -> Q:
    """Requests in the part of the tree for which the viewer opened an emergency that still runs."""
    may = Q(pk__in=())
    for path in _emergency_paths(viewer, now):
        may |= Scope.of([path]).q("organization__path")
    return may


def _emergency_paths(viewer: Viewer, now: dt.datetime) -> list[str]:
    if not viewer.may_anywhere(Purpose.EMERGENCY):
        return []
    return [one.organization.path for one in _running(viewer.person_id, now)]


def asked_by(viewer: Viewer) -> QuerySet[Consent]:
    """What the viewer asked for, the latest first."""
    return _latest(Q(maker=viewer.person_id))


def decided_by(viewer: Viewer) -> QuerySet[Consent]:
    """What the viewer agreed to or refused, the latest first."""
    return _latest(Q(checker=viewer.person_id))


def audited_by(viewer: Viewer) -> QuerySet[Consent]:
    """Everything in the part of the tree the viewer audits, the latest first."""
    return _latest(viewer.scope(Purpose.AUDIT).q("organization__path"))


def to_carry_out(viewer: Viewer, now: dt.datetime) -> QuerySet[Consent]:
    """What others agreed to and the viewer has still to do, what runs out first first."""
    rows = Consent.objects.filter(
        maker=viewer.person_id, state=ConsentState.AGREED, use_until__gte=now
    )
    return rows.select_related(*_ROWS).order_by("use_until", "pk")


def _latest(wanted: Q) -> QuerySet[Consent]:
    return Consent.objects.filter(wanted).select_related(*_ROWS).order_by("-pk")


def consent_for(viewer: Viewer, pk: int, agrees: Agrees, now: dt.datetime) -> Consent:
    """A request as far as the viewer may know of it: asked, decided, to be decided, or audited.

    Missing for everybody else, as if there were none.
    """
    rows = Consent.objects.select_related(*_ROWS, "concerns__organization", "emergency")
    found = rows.filter(pk=pk).first()
    if found is None or not _knows(viewer, found, agrees, now):
        raise Missing("没有这件申请，或者不在您的权限范围内。")
    return found


def _knows(viewer: Viewer, consent: Consent, agrees: Agrees, now: dt.datetime) -> bool:
    me = viewer.person_id
    if me in (consent.maker_id, consent.checker_id):
        return True
    if me in (consent.concerns_id, consent.concerns_too_id):
        return False
    audits = viewer.may(Purpose.AUDIT, consent.organization.path)
    return audits or decides(viewer, consent, agrees, now)


def decides(viewer: Viewer, consent: Consent, agrees: Agrees, now: dt.datetime) -> bool:
    """Whether the viewer holds the right for it, not below the maker, or in an emergency."""
    if viewer.may(agrees[Act(consent.act)], consent.place.path):
        return True
    return any(consent.organization.path.startswith(path) for path in _emergency_paths(viewer, now))


def who_may_agree(consent: Consent, purpose: Purpose, on: dt.date) -> Sequence[Person]:
    """Everybody who holds the right at the maker's place or above, can sign in, and is neither the
    maker nor whom it concerns; by name. One query."""
    parts = consent.place.path.strip("/").split("/")
    line = ["/" + "/".join(parts[:depth]) + "/" for depth in range(1, len(parts) + 1)]
    roles = [role for role, purposes in PURPOSES.items() if purpose in purposes]
    held = RoleGrant.objects.on(on).filter(
        ~cooling_off("holder"), role__in=roles, organization__path__in=line
    )
    apart = (consent.maker_id, consent.concerns_id, consent.concerns_too_id)
    rows = Person.objects.filter(pk__in=held.values("holder"), account__is_active=True)
    return list(rows.exclude(pk__in=[pk for pk in apart if pk]).order_by("name", "pk"))


def inspections_of(consent: Consent) -> Sequence[Inspection]:
    """Who saw the papers themselves."""
    return list(consent.inspections.select_related("by").order_by("pk"))


def inspections_about(person: Person) -> Sequence[Inspection]:
    """Papers of the person that somebody saw, the latest first. One query."""
    seen = Inspection.objects.filter(person=person).select_related("by", "consent")
    return list(seen.order_by("-pk")[:20])


# --- openings and emergencies ---------------------------------------------------------------------


def opening_for(holder_id: int, person: Person, now: dt.datetime) -> Opening | None:
    """The opening that still runs by which one may look at the other; None without one."""
    running = Opening.objects.filter(
        holder=holder_id, person=person, opened_at__lte=now, until__gt=now
    )
    return running.select_related("consent").order_by("-until").first()


def running_of(viewer: Viewer, now: dt.datetime) -> Sequence[Emergency]:
    """Emergencies of the viewer's that still run. One query, or none for whoever opens none."""
    return _running(viewer.person_id, now) if viewer.may_anywhere(Purpose.EMERGENCY) else []


def emergency_for(person: Person, path: str, now: dt.datetime) -> Emergency | None:
    """The emergency that runs over a path and that this person is one of the two of."""
    running = _running(person.pk, now)
    return next((one for one in running if path.startswith(one.organization.path)), None)


def _running(person_id: int, now: dt.datetime) -> list[Emergency]:
    mine = Emergency.objects.filter(Q(one=person_id) | Q(other=person_id))
    running = mine.filter(opened_at__lte=now, until__gt=now)
    return list(running.select_related("organization").order_by("pk"))


@dataclass(frozen=True)
class Reviewed:
    """An emergency with what was done in it."""

    emergency: Emergency
    consents: Sequence[Consent]


def emergencies_to_review(viewer: Viewer, now: dt.datetime) -> QuerySet[Emergency]:
    """Emergencies the viewer audits and nobody has reviewed, also while they run."""
    rows = Emergency.objects.filter(
        viewer.scope(Purpose.AUDIT).q("organization__path"), reviewed_by__isnull=True
    )
    return rows.select_related("organization", "one", "other").order_by("until", "pk")


def emergency_seen_by(viewer: Viewer, pk: int) -> Reviewed:
    """An emergency, for the two who opened it and for its auditors. Missing for others."""
    people = ("one", "other", "reviewed_by")
    rows = Emergency.objects.select_related("organization", "consent", *people)
    found = rows.filter(pk=pk).first()
    if found is None or not (
        viewer.person_id in (found.one_id, found.other_id)
        or viewer.may(Purpose.AUDIT, found.organization.path)
    ):
        raise Missing("没有这次应急，或者不在您的权限范围内。")
    done = found.consents.select_related(*_ROWS).order_by("pk")
    return Reviewed(found, list(done))


def officers_are_there(day: dt.date) -> bool:
    """Whether each of the three offices is held by somebody. One query."""
    held = RoleGrant.objects.on(day).filter(role__in=OFFICERS)
    return held.values("role").distinct().count() == len(OFFICERS)


# --- words ----------------------------------------------------------------------------------------


def day_of(moment: dt.datetime | None) -> dt.date:
    """The day of a moment in the district. ValueError without one."""
    if moment is None:
        raise ValueError("no moment")
    return timezone.localtime(moment).date()


def called(person: Person) -> str:
    """A name with its branch: two people may have one name."""
    branch = person.organization.short_name if person.organization else "不在任何支部"
    return f"{person.name}（{branch}）"


def items_called(items: Iterable[str]) -> str:
    """Sealed items as people call them."""
    return "、".join(ITEMS.get(one, one) for one in items)


def roles_of(person: Person, today: dt.date) -> str:
    """The roles somebody was given and holds, in one line; "" for none. One query."""
    given = RoleGrant.objects.on(today).filter(holder=person).select_related("organization")
    told = (f"{one.organization.short_name}{Role(one.role).label}" for one in given.order_by("pk"))
    return "、".join(told)
