"""What tests of handing over share: the secretary of the east branch hands over to the member."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dangjian.desk.handing_over import WAYS
from dangjian.handover.actions import handovers as actions
from dangjian.handover.actions import leaving
from dangjian.handover.models import Agreed, Handover, Line, Verdict
from dangjian.handover.queries.posts import Holding, holdings_of
from dangjian.handover.rules import Part
from dangjian.kernel import rules
from dangjian.kernel.evidence import Actor
from dangjian.registry.authority import Viewer, viewer_of
from dangjian.registry.models import CoolingOff, Person
from tests.district import TODAY, District

CST = dt.timezone(dt.timedelta(hours=8))
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=CST)


def who(district: District, role: str) -> Viewer:
    return viewer_of(district.accounts[role], TODAY)


def me(district: District, role: str) -> Actor:
    return who(district, role).myself()


def post_of(district: District, role: str) -> Holding:
    """The first post of the holder of a role."""
    return holdings_of(district.people[role], TODAY)[0]


def begun(
    district: District, giver: str = "secretary", successor: str = "member", **more: Any
) -> Handover:
    """The giver drafts it himself, and the superior has agreed."""
    agrees = more.pop("agrees", None)
    facts = {
        "document": "东党〔2026〕3号",
        "agreed_on": TODAY,
        "ways": WAYS,
        "today": TODAY,
        "now": NOON,
        "by": me(district, giver),
        "started_by": district.people[giver],
    }
    handover = actions.begin(
        more.pop("holding", None) or post_of(district, giver),
        district.people[successor],
        **facts | more,
    )
    superiors = {Agreed.POSTS: "clerk", Agreed.ROLES: "security_officer"}
    wanted = set(superiors) if agrees is None else set(agrees)
    for what in sorted(wanted & _needed(handover)):
        superior = superiors[what]
        actions.agree(
            handover,
            [what],
            superior=district.people[superior],
            now=NOON,
            by=me(district, superior),
        )
    return handover


def _needed(handover: Handover) -> set[Agreed]:
    kinds = set(handover.lines.values_list("kind", flat=True))
    named = {"post": Agreed.POSTS, "role": Agreed.ROLES}
    return {named[kind] for kind in kinds if kind in named}


def sent(district: District, handover: Handover, giver: str = "secretary") -> Handover:
    return actions.send(handover, now=NOON, by=me(district, giver))


def received(
    district: District, handover: Handover, successor: str = "member", but: Line | None = None
) -> Handover:
    """The successor found every line, but perhaps one."""
    said = {
        line.pk: (Verdict.RECEIVED, "")
        for line in handover.lines.filter(gone=False)
        if but is None or line.pk != but.pk
    }
    seen = Handover.objects.get(pk=handover.pk).round
    return actions.check(handover, said, seen=seen, now=NOON, by=me(district, successor))


def signed(
    district: District, handover: Handover, role: str, part: Part, today: dt.date = TODAY
) -> Handover:
    return actions.sign(
        handover,
        part,
        signer=district.people[role],
        seen=Handover.objects.get(pk=handover.pk).round,
        ways=WAYS,
        today=today,
        now=NOON,
        by=me(district, role),
    )


def checked(
    district: District, giver: str = "secretary", successor: str = "member", **more: Any
) -> Handover:
    """Ready to be signed."""
    handover = begun(district, giver, successor, **more)
    sent(district, handover, giver)
    return received(district, handover, successor)


def handed(
    district: District, giver: str = "secretary", successor: str = "member", **more: Any
) -> Handover:
    """From the list to both signatures."""
    handover = checked(district, giver, successor, **more)
    signed(district, handover, giver, Part.GIVER)
    return signed(district, handover, successor, Part.SUCCESSOR)


def noticed(
    district: District, leaver: str = "clerk", successor: str = "member", **more: Any
) -> CoolingOff:
    """The security officer gives somebody notice."""
    officer = more.pop("officer", "security_officer")
    facts = {
        "successor": district.people[successor],
        "reason": "调到别的单位",
        "document": "禾组〔2026〕8号",
        "months": None,
        "ways": WAYS,
        "book": rules.book(on=TODAY, under="leaving."),
        "today": TODAY,
        "now": NOON,
        "by": me(district, officer),
        "noticed_by": district.people[officer],
    }
    return leaving.give_notice(Person.objects.get(pk=district.people[leaver].pk), **facts | more)
