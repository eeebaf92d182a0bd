"""Which handings over somebody sees, and what he may do with one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from dangjian.handover.models import OPEN, Agreed, Handover, Line, State, Verdict
from dangjian.handover.rules import Part, agreed_in, fills_in, needed, parts_of
from dangjian.kernel.refusal import Missing
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.models import Consent, ConsentState, Person, after_subtree
from dangjian.registry.queries.consents import day_of, who_may_agree

_NOTHING = "没有这件移交，或者不在您的权限范围内。"


@dataclass(frozen=True)
class Sight:
    """A handing over before somebody. lines: those he may see; roles: whether roles go along;
    unassented: no superior has agreed to the posts yet; may_agree: he may; may_ask: he may ask for
    the roles; asked: the request that waits; may_decide: who could agree to it, by name."""

    handover: Handover
    parts: frozenset[Part]
    fills: bool
    lines: Sequence[Line]
    aside: int
    roles: bool
    unassented: bool
    may_agree: bool
    may_ask: bool
    asked: Consent | None
    may_decide: Sequence[Person]
    today: dt.date

    @property
    def is_open(self) -> bool:
        return self.handover.state in OPEN

    @property
    def drafted(self) -> bool:
        return self.handover.state == State.DRAFTED

    @property
    def checking(self) -> bool:
        return self.handover.state == State.CHECKING

    @property
    def both_signed(self) -> bool:
        """Both signed, and the roles are waited for."""
        return self.handover.state == State.SIGNED

    @property
    def refused(self) -> Consent | None:
        """The last request for the roles, where nobody agreed to it in time or somebody refused."""
        return self.handover.consent if self.both_signed and self.asked is None else None

    @property
    def is_successor(self) -> bool:
        return Part.SUCCESSOR in self.parts

    @property
    def waiting(self) -> int:
        """How many lines the successor has still to look at."""
        return sum(one.verdict == Verdict.WAITING and not one.barred for one in self.lines)

    @property
    def unanswered(self) -> int:
        """How many lines were not received without a word of the giver."""
        return sum(one.verdict == Verdict.MISSING and not one.resolved for one in self.lines)

    @property
    def resolved(self) -> bool:
        return not self.waiting and not self.unanswered

    @property
    def signed(self) -> bool:
        """Whether the viewer has put his own signature."""
        if self.is_successor:
            return self.handover.successor_signed_at is not None
        return self.fills and self.handover.giver_signed_at is not None

    @property
    def may_sign(self) -> bool:
        return (
            self.checking
            and self.resolved
            and not self.unassented
            and not self.signed
            and (self.is_successor or self.fills)
            and self.handover.agreed_on <= self.today
        )

    @property
    def may_withdraw(self) -> bool:
        """Whoever has a part, before it is done; a leaver has to hand over."""
        leaver = self.handover.cooling_off_id is not None and Part.GIVER in self.parts
        return self.is_open and not leaver

    @property
    def may_edit(self) -> bool:
        return self.fills and self.is_open and not self.signed and not self.both_signed


def handover_for(viewer: Viewer, pk: int, now: dt.datetime) -> Sight:
    """One handing over for whoever has a part in it. Missing for everybody else; the successor
    finds it once it was sent to him, and never what he has to stand back from."""
    rows = Handover.objects.select_related(
        "organization", "giver", "successor", "started_by", "giver_signed_by", "cooling_off"
    ).select_related("assented_by", "consent__maker", "consent__checker", "consent__place")
    handover = rows.filter(pk=pk).first()
    if handover is None:
        raise Missing(_NOTHING)
    lines = lines_shown(handover)
    wants = needed(lines)
    parts = parts_of(viewer, handover, wants)
    if not parts or (parts == {Part.SUCCESSOR} and handover.sent_at is None):
        raise Missing(_NOTHING)
    shown = [one for one in lines if not (one.barred and Part.SUCCESSOR in parts)]
    today, open_now = day_of(now), handover.state in OPEN
    unassented = open_now and Agreed.POSTS in wants and handover.assented_by_id is None
    asked = waiting(handover, now)
    mine = agreed_in(viewer, handover.organization) if parts == {Part.SUPERIOR} else set()
    return Sight(
        handover=handover,
        parts=frozenset(parts),
        fills=fills_in(viewer, handover),
        lines=shown,
        aside=sum(one.barred for one in shown),
        roles=Agreed.ROLES in wants,
        unassented=unassented,
        may_agree=unassented and Agreed.POSTS in mine,
        may_ask=handover.state == State.SIGNED and asked is None and Agreed.ROLES in mine,
        asked=asked,
        may_decide=who_may_agree(asked, Purpose.AGREE_GRANT, today) if asked else (),
        today=today,
    )


def waiting(handover: Handover, now: dt.datetime) -> Consent | None:
    """The request for the roles, as long as somebody can agree to it."""
    asked = handover.consent
    if handover.state != State.SIGNED or asked is None or asked.ran_out(now):
        return None
    return asked if asked.state == ConsentState.ASKED else None


def lines_shown(handover: Handover) -> list[Line]:
    """The lines that stand on the list, in the order of the paper. One query."""
    order = {kind: at for at, kind in enumerate(Line._meta.get_field("kind").choices or ())}
    ranks = {value: at for (value, _), at in order.items()}
    rows = handover.lines.filter(gone=False).order_by("pk")
    return sorted(rows, key=lambda one: (ranks[one.kind], one.pk))


def line_for(sight: Sight, pk: int) -> Line:
    """One of the lines before the viewer. Missing for any other."""
    found = next((one for one in sight.lines if one.pk == pk), None)
    if found is None:
        raise Missing("清单里没有这一项。")
    return found


def handovers(viewer: Viewer, *, over: bool) -> QuerySet[Handover]:
    """Those the viewer gives, takes, or stands above; open ones or those that are over, the latest
    first. One query."""
    seen = Q(giver=viewer.person_id)
    seen |= Q(successor=viewer.person_id, sent_at__isnull=False)
    for purpose, kind in ((Purpose.STRUCTURE, "post"), (Purpose.GRANT, "role")):
        for path in viewer.scope(purpose).paths:
            topmost = "/" not in path.strip("/")
            first = "gt" if purpose is Purpose.STRUCTURE and not topmost else "gte"
            within = Q(**{f"organization__path__{first}": path})
            within &= Q(organization__path__lt=after_subtree(path))
            above = Line.objects.filter(kind=kind, gone=False).values("handover")
            seen |= within & Q(pk__in=above) & ~Q(successor=viewer.person_id)
    rows = Handover.objects.filter(seen)
    rows = rows.exclude(state__in=OPEN) if over else rows.filter(state__in=OPEN)
    return rows.select_related("organization", "giver", "successor").order_by("-started_at", "-pk")
