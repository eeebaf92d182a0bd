"""Somebody who kept the platform leaves: everything ends in the minute of the notice (L6)."""

from __future__ import annotations

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from dangjian.handover import jobs
from dangjian.handover.actions import leaving
from dangjian.handover.models import Review
from dangjian.kernel import rules
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.actions import accounts
from dangjian.registry.actions import leaving as registry
from dangjian.registry.authority import Purpose
from dangjian.registry.models import (
    Account,
    ActivationCode,
    Consent,
    CoolingOff,
    Post,
    Role,
    RoleGrant,
)
from dangjian.registry.rules import leaving as lengths
from tests.district import TODAY, District
from tests.handover.handed import (
    NOON,
    leaver_handed_over,
    me,
    noticed,
    second_agreed,
    who,
)

pytestmark = pytest.mark.django_db

LATER = TODAY + dt.timedelta(days=400)


def test_with_the_notice_roles_sessions_second_factor_and_codes_are_gone(
    district: District,
) -> None:
    """L6, T9: in one transaction, with the period and its reviews fixed before he goes."""
    clerk = district.people["clerk"]
    client = district.sign_in(Client(), "clerk")
    assert client.get("/members/").status_code == 200
    accounts.issue_code(clerk, now=NOON, by=SYSTEM, issuer=None)
    begun = noticed(district)
    assert not RoleGrant.objects.on(TODAY).filter(holder=clerk).exists()
    assert not Authenticator.objects.filter(user=district.accounts["clerk"]).exists()
    assert not ActivationCode.objects.filter(person=clerk, used_at=None, cancelled_at=None).exists()
    assert client.get("/members/")["Location"].startswith("/sign-in/")
    assert begun.surrendered == {"grants": 1, "devices": 2, "codes": 1}
    assert (begun.months, begun.ends_on) == (6, dt.date(2027, 5, 22))
    days = list(begun.reviews.order_by("due_on").values_list("due_on", flat=True))
    assert days == [dt.date(2027, 2, 23), dt.date(2027, 5, 22)]
    verbs = set(Leaf.objects.filter(subject_uid=begun.uid).values_list("verb", flat=True))
    assert {"begin_cooling_off", "give_notice"} <= verbs


def test_signed_in_again_he_reaches_his_hand_over_and_nothing_else(district: District) -> None:
    """T9: no export, no record, no roster; a form sent there does nothing."""
    begun = noticed(district)
    client = _signed_in(district)
    east = district.people["member"].pk
    for address in ("/members/", "/inbox/", f"/members/{east}/", "/start/", "/imports/"):
        assert client.get(address)["Location"] == "/leaving/mine/", address
    refused = client.post(f"/members/{east}/reveal/", {"items": "mobile", "reason": "看看"})
    assert refused.status_code == 403
    page = client.get("/leaving/mine/").content.decode()
    assert "要守的义务" in page and "不向任何人提供" in page
    assert client.get(f"/handovers/{begun.handover.pk}/").status_code == 200
    assert client.get("/find/").status_code == 200  # what any visitor reads


def test_a_post_of_the_party_stays_and_carries_no_right_meanwhile(district: District) -> None:
    clerk = district.people["clerk"]
    grant = Post.objects.create(
        organization=district.west, person=clerk, title="secretary", valid=(TODAY, None)
    )
    assert who(district, "clerk").may(Purpose.REVEAL, district.west.path)
    begun = noticed(district)
    assert who(district, "clerk").held == ()
    assert Post.objects.on(TODAY).filter(pk=grant.pk).exists()
    _reopened(district, begun)
    assert [held.role for held in who(district, "clerk").held] == [Role.MEMBER]


def test_the_hand_over_gives_what_he_had_to_the_successor(district: District) -> None:
    begun = noticed(district)
    leaver_handed_over(district, begun)
    held = RoleGrant.objects.on(TODAY).get(holder=district.people["member"])
    assert (held.role, held.organization) == ("clerk", district.street)
    assert who(district, "clerk").held == ()


def test_no_role_is_given_while_it_runs(district: District) -> None:
    noticed(district)
    with pytest.raises(Refused, match="脱密期内"):
        accounts.grant(
            district.people["clerk"],
            role=Role.ORGANIZER,
            organization=district.street,
            on=TODAY,
            today=TODAY,
            by=me(district, "security_officer"),
            granter=district.people["security_officer"],
        )


def test_the_period_is_at_least_what_the_rule_says_and_nobody_fixes_his_own(
    district: District,
) -> None:
    with pytest.raises(Refused, match="至少 6 个月"):
        noticed(district, months=5)
    assert noticed(district, months=9).months == 9
    with pytest.raises(Stale, match="已经在脱密期内"):
        noticed(district)
    with pytest.raises(Refused, match="不能给自己办离岗"):
        noticed(district, "security_officer")
    with pytest.raises(Refused, match="没有管理系统的角色"):
        noticed(district, "organizer")


@settings(max_examples=20)
@given(
    roles=st.sets(st.sampled_from(list(Role)), min_size=1),
    day=st.dates(dt.date(2025, 1, 1), dt.date(2040, 12, 31)),
    every=st.integers(1, 24),
)
def test_the_longest_of_the_roles_counts_and_the_last_review_is_the_end(
    roles: set[Role], day: dt.date, every: int
) -> None:
    book = _book()
    length = lengths.least(roles, book)
    numbers = [
        book.rules[f"leaving.cooling.months.{one}"].number
        for one in roles
        if f"leaving.cooling.months.{one}" in book.rules
    ]
    assert (length.months if length else 0) == max(numbers, default=0)
    if length is None:
        return
    ends_on = lengths.last_day(day, length.months)
    days = lengths.review_days(day, ends_on, every)
    assert days == sorted(set(days)) and days[-1] == ends_on and days[0] > day


_kept: list[rules.Book] = []


def _book() -> rules.Book:
    if not _kept:
        _kept.append(rules.book(on=TODAY, under=lengths.UNDER))
    return _kept[0]


def test_after_the_end_the_account_is_closed_and_no_code_opens_it(district: District) -> None:
    begun = noticed(district)
    assert jobs.end_all(today=LATER, now=NOON) == 0  # he still hands over
    leaver_handed_over(district, begun)
    assert jobs.end_all(today=begun.ends_on, now=NOON) == 0
    assert jobs.end_all(today=LATER, now=NOON) == 1
    assert jobs.end_all(today=LATER, now=NOON) == 0
    account = Account.objects.get(person=district.people["clerk"])
    assert (account.is_active, account.closing_reason) == (False, "脱密期满")
    with pytest.raises(Refused, match="一位同志提出、另一位同意"):
        accounts.issue_code(district.people["clerk"], now=NOON, by=SYSTEM, issuer=None)
    _reopened(district, begun)
    assert accounts.issue_code(district.people["clerk"], now=NOON, by=SYSTEM, issuer=None)


def test_a_member_again_by_two_others_keeps_his_account_after_the_end(
    district: District,
) -> None:
    begun = noticed(district)
    leaver_handed_over(district, begun)
    _acknowledged(district, begun)
    asked = _asked(district, begun)
    for decider, sentence in (("security_officer", "您自己提出的"), ("clerk", "关系到您自己")):
        with pytest.raises(Refused, match=sentence):
            second_agreed(district, asked, decider)
    assert who(district, "clerk").confined
    second_agreed(district, asked)
    viewer = who(district, "clerk")
    assert not viewer.confined and [held.role for held in viewer.held] == [Role.MEMBER]
    assert _signed_in(district).get("/home/").status_code == 200
    jobs.end_all(today=LATER, now=NOON)
    assert Account.objects.get(person=district.people["clerk"]).is_active


def test_a_notice_that_was_a_mistake_is_voided_by_two_others(district: District) -> None:
    """T8: one officer alone stops another for a while, never for good."""
    begun = noticed(district, "auditor")
    asked = leaving.ask_voiding(
        begun,
        reason="名字看错了",
        asker=district.people["system_officer"],
        proof=10,
        now=NOON,
        by=me(district, "system_officer"),
    )
    assert who(district, "auditor").held == ()
    second_agreed(district, asked, "security_officer")
    assert who(district, "auditor").may_anywhere(Purpose.AUDIT)
    stored = CoolingOff.objects.get(pk=begun.pk)
    assert (stored.voided_at, stored.over_at) == (NOON, NOON)
    assert stored.handover.state == "withdrawn"
    with pytest.raises(Stale, match="已经办结"):
        registry.void(stored, now=NOON, by=SYSTEM, agreed=[asked.maker, district.people["office"]])
    assert Consent.objects.get(act="end_officer").state == "withdrawn"


def test_reopening_waits_for_the_hand_over_and_his_own_word(district: District) -> None:
    begun = noticed(district)
    with pytest.raises(Refused, match="要等移交办完"):
        _asked(district, begun)
    leaver_handed_over(district, begun)
    with pytest.raises(Refused, match="要由本人确认"):
        registry.acknowledge(begun, now=NOON, by=me(district, "security_officer"))
    with pytest.raises(Refused, match="要等移交办完"):
        _asked(district, begun)
    _acknowledged(district, begun)
    with pytest.raises(Stale, match="确认过"):
        _acknowledged(district, begun)
    _asked(district, begun)


def test_a_review_has_its_day_a_finding_and_other_eyes(district: District) -> None:
    begun = noticed(district)
    first = begun.reviews.order_by("due_on")[0]
    facts = {"now": NOON, "by": me(district, "security_officer")}
    officer = district.people["security_officer"]
    with pytest.raises(Refused, match="才到复核的日子"):
        leaving.review(first, finding="都收回了", reviewer=officer, today=TODAY, **facts)
    with pytest.raises(Refused, match="不能复核自己"):
        leaving.review(
            first,
            finding="都收回了",
            reviewer=district.people["clerk"],
            today=first.due_on,
            **facts,
        )
    leaving.review(first, finding="都收回了", reviewer=officer, today=first.due_on, **facts)
    assert Review.objects.get(pk=first.pk).unseal("finding") == "都收回了"


def _signed_in(district: District) -> Client:
    """He signs in anew: what he had open before is gone."""
    district.accounts["clerk"].refresh_from_db()
    return district.sign_in(Client(), "clerk")


def _acknowledged(district: District, begun: CoolingOff) -> None:
    registry.acknowledge(begun, now=NOON, by=me(district, "clerk"))


def _asked(district: District, begun: CoolingOff) -> Consent:
    return leaving.ask_reopening(
        CoolingOff.objects.get(pk=begun.pk),
        reason="他还是党员",
        asker=district.people["security_officer"],
        proof=10,
        now=NOON,
        by=me(district, "security_officer"),
    )


def _reopened(district: District, begun: CoolingOff) -> None:
    """By two others, whatever else is left to do."""
    registry.reopen(
        begun,
        now=NOON,
        by=me(district, "security_officer"),
        agreed=[district.people["security_officer"], district.people["office"]],
    )
