"""Roles that go along with a post need a second person; the post waits for him whole (C3, T7)."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from dangjian.flow import actions as flow
from dangjian.flow.models import ToDo
from dangjian.flow.queries import inbox
from dangjian.handover.actions import handovers as actions
from dangjian.handover.actions.carrying_out import CAME_LATER
from dangjian.handover.models import Handover
from dangjian.handover.queries.handovers import handover_for
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.actions import consents
from dangjian.registry.authority import Purpose
from dangjian.registry.models import Act, Consent, Role, RoleGrant
from dangjian.registry.models.validity import since
from dangjian.registry.queries.consents import waiting_for
from dangjian.registry.views.consents import AGREES
from tests.district import TODAY, District, give, register
from tests.guards.objects import account_for
from tests.handover.handed import (
    NOON,
    both_signed,
    leaver_handed_over,
    me,
    noticed,
    roles_asked,
    second_agreed,
    who,
)
from tests.registry.consented import agreed, asked

pytestmark = pytest.mark.django_db


def test_until_a_second_person_agreed_the_post_stays_whole_at_the_givers(
    district: District,
) -> None:
    """C3, X25: no moment in which somebody has the work without the right to do it, or nobody."""
    todo = flow.assign(
        "整理台账", to=district.people["organizer"], asked_by=None, now=NOON, by=SYSTEM
    )
    handover = both_signed(district, "organizer")
    assert handover.state == "signed"
    assert [g.holder for g in _organizers(district)] == [district.people["organizer"]]
    assert ToDo.objects.get(pk=todo.pk).closed_at is None
    consent = roles_asked(district, handover)
    assert [g.holder for g in _organizers(district)] == [district.people["organizer"]]
    second_agreed(district, consent)
    assert [g.holder for g in _organizers(district)] == [district.people["member"]]
    assert [one.what for one in inbox(who(district, "member"), TODAY).rows] == ["整理台账"]
    assert inbox(who(district, "organizer"), TODAY).rows == []
    handover.refresh_from_db()
    assert (handover.state, handover.ended_at) == ("done", NOON)


def test_all_roles_of_a_post_go_by_one_agreement(district: District) -> None:
    give(district.people["organizer"], Role.CLERK, district.street)
    handover = both_signed(district, "organizer")
    second_agreed(district, roles_asked(district, handover))
    held = RoleGrant.objects.on(TODAY).filter(holder=district.people["member"])
    assert sorted(held.values_list("role", flat=True)) == ["clerk", "organizer"]
    assert not RoleGrant.objects.on(TODAY).filter(holder=district.people["organizer"]).exists()


def test_everybody_reads_for_whom_it_waits(district: District) -> None:
    handover = both_signed(district, "organizer")
    officers = _todos(district, "security_officer")
    assert officers == ["提出移交平台角色的申请，由另一位管理员同意"]
    roles_asked(district, handover)
    sight = handover_for(who(district, "member"), handover.pk, NOON)
    assert [one.name for one in sight.may_decide] == [district.people["system_officer"].name]
    assert not sight.may_ask and sight.asked is not None


def test_a_request_nobody_agreed_to_is_made_anew_and_goes_with_what_is_withdrawn(
    district: District,
) -> None:
    handover = both_signed(district, "organizer")
    consent = roles_asked(district, handover)
    with pytest.raises(Stale, match="已经提出过"):
        roles_asked(district, handover)
    second = district.people["system_officer"]
    consents.refuse(
        consent, checker=second, words="接手人还没有定", now=NOON, by=me(district, "system_officer")
    )
    assert _todos(district, "security_officer") == ["提出移交平台角色的申请，由另一位管理员同意"]
    again = roles_asked(district, Handover.objects.get(pk=handover.pk))
    actions.withdraw(handover, words="人选变了", now=NOON, by=me(district, "member"))
    assert Consent.objects.get(pk=again.pk).state == "withdrawn"
    with pytest.raises(Stale, match="已经撤回"):
        second_agreed(district, again)
    assert [g.holder for g in _organizers(district)] == [district.people["organizer"]]


def test_what_came_after_the_signatures_goes_along_and_stands_on_the_list(
    district: District,
) -> None:
    handover = both_signed(district, "organizer")
    later = flow.assign(
        "后来的事", to=district.people["organizer"], asked_by=None, now=NOON, by=SYSTEM
    )
    second_agreed(district, roles_asked(district, handover))
    assert [one.what for one in inbox(who(district, "member"), TODAY).rows] == ["后来的事"]
    assert handover.lines.get(todo=later).detail == CAME_LATER


def test_neither_of_the_two_nor_whoever_asked_is_the_second_person(district: District) -> None:
    """T8: an officer who hands over his own office does not agree to it himself."""
    district.people["second"] = register(district.west, "韩知微")
    district.accounts["second"] = account_for(district.people["second"])
    give(district.people["second"], Role.SYSTEM_OFFICER, district.root)
    handover = both_signed(district, "system_officer")
    consent = roles_asked(district, handover)
    for officer in ("system_officer", "member", "security_officer"):
        with pytest.raises(Refused, match="另一位同志复核"):
            second_agreed(district, consent, officer)
    assert not _waits_for(district, "system_officer") and _waits_for(district, "second")
    by_hand = {
        "state": "refused",
        "decided_at": NOON,
        "checker": district.people["system_officer"],
    }
    constraint = "nobody_decides_what_goes_from_him"
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Consent.objects.filter(pk=consent.pk).update(**by_hand)
    second_agreed(district, consent, "second")
    assert who(district, "member").may_anywhere(Purpose.WATCH)
    assert not who(district, "system_officer").may_anywhere(Purpose.WATCH)


def test_a_role_the_request_does_not_name_is_refused_by_the_database(district: District) -> None:
    """T7: whoever goes around the actions gives nobody anything by a request for something else."""
    consent = roles_asked(district, both_signed(district, "organizer"))
    for holder, role in (("member", Role.CLERK), ("auditor", Role.ORGANIZER)):
        with (
            pytest.raises(IntegrityError, match="nobody agreed to this grant"),
            transaction.atomic(),
        ):
            agreed(
                consent,
                district.people["system_officer"],
                NOON,
                doing=lambda found, wanted, by, to=holder, code=role: RoleGrant.objects.create(
                    holder=district.people[to],
                    role=code,
                    organization=district.street,
                    granted_by=found.maker,
                    document=wanted["document"],
                    valid=since(TODAY),
                    consent=found,
                ),
            )


def test_nothing_is_agreed_to_that_then_does_not_happen(district: District) -> None:
    """The broken twin: a page that forgets how a room's act is done changes nothing."""
    consent = roles_asked(district, both_signed(district, "organizer"))
    with pytest.raises(ValueError, match="done by its room"), transaction.atomic():
        agreed(consent, district.people["system_officer"], NOON)
    assert Consent.objects.get(pk=consent.pk).state == "asked"


def test_one_of_three_officers_is_restrained_at_once_and_his_office_ends_by_two(
    district: District,
) -> None:
    """L6, T8, T9: nobody waits for a second person to be safe; nobody alone rids himself of him."""
    client = district.sign_in(Client(), "auditor")
    begun = noticed(district, "auditor")
    assert client.get("/audit/")["Location"].startswith("/sign-in/")
    assert who(district, "auditor").held == ()
    stands = RoleGrant.objects.on(TODAY).filter(holder=district.people["auditor"])
    assert stands.count() == 1
    consent = Consent.objects.get(act=Act.END_OFFICER)
    agreed(consent, district.people["system_officer"], NOON)
    assert not stands.exists()
    assert begun.handover.lines.filter(kind="role").count() == 1


def test_his_office_goes_to_the_successor_and_the_request_to_end_it_is_over(
    district: District,
) -> None:
    begun = noticed(district, "auditor")
    leaver_handed_over(district, begun, "auditor")
    held = RoleGrant.objects.on(TODAY).filter(role=Role.AUDITOR)
    assert [grant.holder for grant in held] == [district.people["member"]]
    assert Consent.objects.get(act=Act.END_OFFICER).state == "withdrawn"


def test_asked_by_hand_for_roles_outside_the_place_it_is_refused(district: District) -> None:
    handover = both_signed(district, "organizer")
    wanted = {
        "handover": str(handover.uid),
        "giver": handover.giver_id,
        "holder": handover.successor_id,
        "organization": district.east.pk,
        "roles": [{"role": "organizer", "organization": district.street.pk}],
        "document": handover.document,
    }
    with pytest.raises(Refused, match="不能一起移交"):
        asked(Act.HAND_OVER, wanted, district.people["security_officer"], NOON)


def _organizers(district: District) -> list[RoleGrant]:
    return list(RoleGrant.objects.on(TODAY).filter(role="organizer", organization=district.street))


def _todo(district: District, what: str) -> ToDo:
    organizer = district.people["organizer"]
    return flow.assign(what, to=organizer, asked_by=None, now=NOON, by=SYSTEM)


def _todos(district: District, role: str) -> list[str]:
    return [one.what for one in inbox(who(district, role), TODAY).rows]


def _waits_for(district: District, role: str) -> bool:
    return waiting_for(who(district, role), AGREES, NOON).exists()
