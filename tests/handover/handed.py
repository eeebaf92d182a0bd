"""What tests of handing over share: the secretary of the east branch hands over to the member."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dangjian.desk.handing_over import DOINGS, WAYS
from dangjian.handover.actions import handovers as actions
from dangjian.handover.actions import leaving, roles
from dangjian.handover.models import Handover, Line, State, Verdict
from dangjian.handover.queries.posts import Holding, holdings_of
from dangjian.handover.rules import Part
from dangjian.kernel import rules
from dangjian.kernel.evidence import Actor
from dangjian.registry.authority import Viewer, viewer_of
from dangjian.registry.models import Act, Consent, CoolingOff, Person
from tests.district import TODAY, District
from tests.registry.consented import agreed

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
    """The giver drafts it himself, and the superior has agreed to the posts that go along."""
    assented = more.pop("assented", True)
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
    if assented and not more.get("assents") and handover.lines.filter(kind="post").exists():
        superior = district.people["clerk"]
        actions.agree(handover, superior=superior, now=NOON, by=me(district, "clerk"))
    return handover


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
    """From the list to both signatures, and the second person's agreement where roles go along."""
    handover = both_signed(district, giver, successor, **more)
    if handover.state == State.SIGNED:
        second_agreed(district, roles_asked(district, handover))
        handover.refresh_from_db()
    return handover


def both_signed(
    district: District, giver: str = "secretary", successor: str = "member", **more: Any
) -> Handover:
    """From the list to both signatures."""
    handover = checked(district, giver, successor, **more)
    signed(district, handover, giver, Part.GIVER)
    return signed(district, handover, successor, Part.SUCCESSOR)


def roles_asked(
    district: District, handover: Handover, officer: str = "security_officer"
) -> Consent:
    """The security officer asks that the roles go along."""
    return roles.ask(
        handover,
        maker=district.people[officer],
        seen=Handover.objects.get(pk=handover.pk).round,
        proof=10,
        now=NOON,
        by=me(district, officer),
    )


def second_agreed(
    district: District, consent: Consent, officer: str = "system_officer", **more: Any
) -> Consent:
    """Another officer agrees, as the page of the request has it carried out."""
    return agreed(consent, district.people[officer], NOON, doing=DOINGS[Act(consent.act)], **more)


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
        "proof": 10,
    }
    return leaving.give_notice(Person.objects.get(pk=district.people[leaver].pk), **facts | more)


def leaver_handed_over(district: District, begun: CoolingOff, leaver: str = "clerk") -> None:
    """From his list to the second person's agreement."""
    handover = Handover.objects.get(cooling_off=begun)
    sent(district, handover, leaver)
    received(district, handover)
    signed(district, handover, leaver, Part.GIVER)
    signed(district, handover, "member", Part.SUCCESSOR)
    second_agreed(district, roles_asked(district, handover))
