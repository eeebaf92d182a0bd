"""One of everything the addresses of handing over and of leaving want."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from dangjian.desk.handing_over import WAYS
from dangjian.handover.actions import handovers as actions
from dangjian.handover.actions import leaving
from dangjian.handover.models import Handover, State
from dangjian.handover.queries.posts import holdings_of
from dangjian.kernel import rules
from dangjian.kernel.evidence import SYSTEM, Actor
from dangjian.registry.models import Account, Organization, Person, Role
from tests.district import TODAY, District, give, register

OF_HANDOVER = ("handover", "handover_line", "handover_line_edit", "handover_send")
OF_HANDOVER += ("handover_check", "handover_agree", "handover_ask", "handover_refresh")
OF_HANDOVER += ("handover_sign",)
OF_HANDOVER += ("handover_withdraw", "handover_print", "handover_paper")
OF_LEAVING = ("leaving", "leaving_review", "leaving_reopen", "leaving_void")
HANDOVERS = (*OF_HANDOVER, *OF_LEAVING)
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def objects(
    district: District, foreign: bool, branch: Organization, person: Person
) -> dict[str, list[Any]]:
    """A list the organizer of the street sent to the member (abroad: between two of nobody's
    roles), and the period of somebody who kept the platform at the branch."""
    giver = person if foreign else district.people["organizer"]
    successor = _somebody(branch, "苏望春") if foreign else district.people["member"]
    handover = actions.begin(
        holdings_of(giver, TODAY)[0],
        successor,
        document="禾组〔2026〕9号",
        agreed_on=TODAY,
        ways=WAYS,
        today=TODAY,
        now=NOON,
        by=SYSTEM,
        started_by=giver,
    )
    actions.send(handover, now=NOON, by=_by(giver))
    return (
        dict.fromkeys(OF_HANDOVER, [handover.pk])
        | {"handover_line_edit": [handover.pk, handover.lines.get(title="印章").pk]}
        | {"handover_ask": [_signed_by_both(district, branch).pk]}
        | _period(district, branch)
    )


def _signed_by_both(district: District, branch: Organization) -> Handover:
    """One that waits for whoever may grant to ask for its roles."""
    giver = _somebody(branch, "乔远山", Role.ORGANIZER)
    handover = actions.begin(
        holdings_of(giver, TODAY)[0],
        _somebody(branch, "陶听雪"),
        document="禾组〔2026〕10号",
        agreed_on=TODAY,
        ways=WAYS,
        today=TODAY,
        now=NOON,
        by=SYSTEM,
        started_by=giver,
    )
    signed = {"giver_signed_at": NOON, "giver_signed_by": giver, "successor_signed_at": NOON}
    Handover.objects.filter(pk=handover.pk).update(state=State.SIGNED, **signed)
    return handover


def _period(district: District, branch: Organization) -> dict[str, list[Any]]:
    leaver = _somebody(branch, "程问渠", Role.CLERK)
    begun = leaving.give_notice(
        leaver,
        successor=_somebody(branch, "白听澜"),
        reason="调到别的单位",
        document="禾组〔2026〕8号",
        months=None,
        ways=WAYS,
        book=rules.book(on=TODAY, under="leaving."),
        today=TODAY,
        now=NOON,
        by=_by(district.people["security_officer"]),
        noticed_by=district.people["security_officer"],
        proof=10,
    )
    return dict.fromkeys(OF_LEAVING, [begun.pk]) | {
        "leaving_review": [begun.pk, begun.reviews.order_by("due_on")[0].pk]
    }


def _somebody(branch: Organization, name: str, role: Role | None = None) -> Person:
    person = register(branch, name)
    account = Account(person=person, login_name=f"guard{person.pk}", activated_at=timezone.now())
    account.set_unusable_password()
    account.save()
    if role is not None:
        give(person, role, branch)
    return person


def _by(person: Person) -> Actor:
    return Actor(None, "member", person.uid)
