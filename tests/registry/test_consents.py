"""What takes two persons: asked by one, agreed to by another, done once as it was agreed to."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.actions import accounts, consents
from dangjian.registry.authority import Purpose, viewer_of
from dangjian.registry.models import (
    Act,
    Consent,
    Opening,
    Person,
    Role,
    RoleGrant,
    digest_of,
)
from dangjian.registry.models.validity import since
from tests.district import TODAY, District, give, register
from tests.registry.browser import key_in
from tests.registry.consented import (
    NOON,
    REASON,
    agreed,
    asked,
    by,
    opened,
    prove,
    proved,
    to_grant,
    to_open,
)
from tests.registry.forms_sent import send, text

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def member(district: District) -> Person:
    return district.people["member"]


@pytest.fixture
def request_(district: District, member: Person) -> Consent:
    """The branch secretary asks to see a member's number."""
    return asked(Act.OPEN, to_open(member), district.people["secretary"])


def reasons_why_not(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused, transaction.atomic():
        act()
    return str(refused.value)


# --- the ordinary way -----------------------------------------------------------------------------


def test_a_number_opens_for_a_time_when_another_agreed_and_the_member_reads_it(
    district: District, member: Person
) -> None:
    """L3: password and code again, a second person, for a time, with purpose; X16: he sees it."""
    secretary = proved(district, "secretary")
    reveal = f"/members/{member.pk}/reveal/"
    assert "看公民身份号码要由另一位同志同意" in text(secretary.get(reveal))
    answer = send(secretary, f"/members/{member.pk}/open/", hours="4", reason=REASON)
    consent = Consent.objects.get()
    assert answer["Location"] == f"/consents/{consent.pk}/"
    refused = send(secretary, reveal, items=["id_number"], reason=REASON)
    assert refused.status_code == 422, "asking alone opens nothing"

    clerk = proved(district, "clerk")
    page = text(clerk.get(f"/consents/{consent.pk}/agree/"))
    for told in ("宋怀石（东篱社区第一党支部）", "公民身份号码", "4 小时", REASON, "林禾青"):
        assert told in page
    assert send(clerk, f"/consents/{consent.pk}/agree/").status_code == 302

    shown = send(secretary, reveal, items=["id_number"], reason=REASON)
    assert member.unseal("id_number") in text(shown)
    own = text(district.sign_in(Client(), "member").get("/me/trail/"))
    assert "林禾青（支部书记）经另一位同志同意，可以看您的公民身份号码" in own
    assert "林禾青（支部书记）看了公民身份号码" in own
    assert own.count(REASON) == 2
    consent.refresh_from_db()
    assert (consent.state, consent.checker) == ("done", district.people["clerk"])
    assert bytes(consent.executed_digest or b"") == bytes(consent.digest)


def test_the_opening_shuts_by_itself(district: District, member: Person) -> None:
    """L3: for a time."""
    secretary = district.people["secretary"]
    opened(district, member, "secretary", now=NOON)

    def look(now: dt.datetime) -> dict[str, str]:
        return consents.reveal_to(
            secretary.pk, member, items=["id_number"], reason=REASON, now=now, by=by(secretary)
        )

    assert look(NOON + 4 * HOUR - dt.timedelta(seconds=1)).keys() == {"id_number"}
    assert "请先提出申请" in reasons_why_not(lambda: look(NOON + 4 * HOUR))
    other = district.people["organizer"]
    assert "请先提出申请" in reasons_why_not(
        lambda: consents.reveal_to(
            other.pk, member, items=["id_number"], reason=REASON, now=NOON, by=by(other)
        )
    ), "it opened for one, not for everybody"


def test_a_role_is_given_when_another_officer_agreed(district: District, member: Person) -> None:
    """X15, T8: the security officer asks, the system officer agrees, and it works at once."""
    officer = proved(district, "security_officer")
    found = officer.get("/roles/give/?who=宋怀&where=第二")
    typed = {"who": "宋怀", "where": "第二", "holder": member.pk, "role": "clerk"}
    typed |= {"organization": district.west.pk, "document": "禾组〔2026〕12号"}
    sent = officer.post("/roles/give/", typed | {"form_key": key_in(found)})
    consent = Consent.objects.get()
    assert sent["Location"] == f"/consents/{consent.pk}/"
    assert not RoleGrant.objects.filter(holder=member).exists()
    assert officer.get(f"/consents/{consent.pk}/agree/").status_code == 403

    checker = proved(district, "system_officer")
    page = text(checker.get(f"/consents/{consent.pk}/"))
    for told in ("宋怀石", "党务干事", "东篱社区第二党支部", "禾组〔2026〕12号", "沈立秋"):
        assert told in page
    assert send(checker, f"/consents/{consent.pk}/agree/").status_code == 302
    given = RoleGrant.objects.get(holder=member)
    assert (given.granted_by, given.consent) == (district.people["security_officer"], consent)
    viewer = viewer_of(district.accounts["member"], TODAY)
    assert viewer.may(Purpose.MAINTAIN, district.west.path)
    (leaf,) = Leaf.objects.filter(verb="grant", subject_uid=member.uid)
    assert leaf.actor_person == district.people["security_officer"].uid


def test_nobody_rids_himself_of_the_auditor_alone(district: District) -> None:
    """T8: taking back the role of one of the three officers takes two."""
    officer, auditor = district.people["security_officer"], district.people["auditor"]
    given = RoleGrant.objects.get(holder=auditor)
    assert "另一位同志同意" in reasons_why_not(
        lambda: accounts.end_grant(given, on=TODAY, by=by(officer))
    )
    client = proved(district, "security_officer")
    send_to = f"/roles/{given.pk}/end/"
    page = client.get(send_to)
    client.post(send_to, {"form_key": key_in(page), "reason": "另有任用，换一位审计员"})
    consent = Consent.objects.get()
    assert viewer_of(district.accounts["auditor"], TODAY).above_member
    agreed(consent, district.people["system_officer"])
    assert not viewer_of(district.accounts["auditor"], TODAY).above_member


# --- the proof ------------------------------------------------------------------------------------


def test_both_prove_who_they_are_within_five_minutes(
    district: District, member: Person, request_: Consent
) -> None:
    """L3: password and second factor, asked for in one form, five minutes old at the most."""
    client = proved(district, "clerk")
    agree = f"/consents/{request_.pk}/agree/"
    page = client.get(agree)
    assert page.status_code == 200
    prove(client, district.accounts["clerk"], ago=301)
    late = client.post(agree, {"form_key": key_in(page), "seen": request_.seen})
    assert (late.status_code, "再确认一次是您本人" in late.content.decode()) == (409, True)
    assert client.get(agree)["Location"].startswith("/me/confirm/")
    form = district.sign_in(Client(), "clerk").get("/me/confirm/").content.decode()
    assert 'name="password"' in form and 'name="code"' in form
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": 2e9}]
    session.save()
    assert client.get(agree)["Location"].startswith("/me/confirm/"), "the password alone"
    secretary = prove(Client(), district.accounts["secretary"], ago=301)
    district.sign_in(secretary, "secretary")
    assert secretary.get(f"/members/{member.pk}/open/")["Location"].startswith("/me/confirm/")


@pytest.mark.parametrize("proof", [None, 301, -1])
def test_without_a_fresh_proof_the_act_itself_refuses(
    district: District, member: Person, request_: Consent, proof: int | None
) -> None:
    secretary, clerk = district.people["secretary"], district.people["clerk"]
    for act in (
        lambda: asked(Act.OPEN, to_open(member, 24), secretary, proof=proof),
        lambda: agreed(request_, clerk, proof=proof),
    ):
        assert "五分钟之内" in reasons_why_not(act)


# --- who may not ----------------------------------------------------------------------------------


def test_nobody_agrees_to_his_own_or_to_what_concerns_him_or_from_below(
    district: District, member: Person
) -> None:
    """TRUST 2.5: maker, checker and whoever it is about are three; nobody below the maker."""
    clerk, secretary = district.people["clerk"], district.people["secretary"]
    consent = asked(Act.OPEN, to_open(secretary), clerk)
    assert "您自己提出的" in reasons_why_not(lambda: agreed(consent, clerk))
    assert "关系到您自己" in reasons_why_not(lambda: agreed(consent, secretary))
    from_above = asked(Act.OPEN, to_open(member), clerk)
    assert "或者它的上级" in reasons_why_not(lambda: agreed(from_above, secretary))
    foreign = register(district.foreign, "孟远")
    give(foreign, Role.CLERK, district.other_street)
    assert "或者它的上级" in reasons_why_not(lambda: agreed(from_above, foreign))
    for role in ("organizer", "leader", "auditor", "system_officer", "security_officer"):
        assert "权限" in reasons_why_not(lambda: agreed(from_above, district.people[role]))  # noqa: B023
    assert "关系到您自己" in reasons_why_not(lambda: asked(Act.OPEN, to_open(clerk), clerk))
    assert agreed(from_above, district.people["office"]).state == "done"


def test_whoever_may_not_decide_is_told_so_or_learns_nothing(
    district: District, request_: Consent
) -> None:
    address = f"/consents/{request_.pk}/"
    for role, page, agree in (
        ("secretary", 200, 403),
        ("clerk", 200, 200),
        ("office", 200, 200),
        ("auditor", 200, 403),
        ("organizer", 404, 404),
        ("leader", 404, 404),
        ("system_officer", 404, 404),
        ("security_officer", 404, 404),
        ("member", 404, 404),
    ):
        client = proved(district, role)
        found = (client.get(address).status_code, client.get(f"{address}agree/").status_code)
        assert found == (page, agree), role


# --- once, and as it was agreed to ----------------------------------------------------------------


def test_what_was_swapped_is_not_agreed_to(
    district: District, member: Person, request_: Consent
) -> None:
    """TRUST 2.5: the checker agrees to the digest his page showed, and to nothing else."""
    other = asked(Act.OPEN, to_open(member, 72), district.people["secretary"])
    clerk = district.people["clerk"]
    told = reasons_why_not(lambda: agreed(request_, clerk, seen=other.seen))
    assert "和您看到的不一样" in told
    page = proved(district, "clerk")
    sent = send(page, f"/consents/{request_.pk}/agree/", seen=other.seen)
    assert (sent.status_code, "和您看到的不一样" in text(sent)) == (409, True)
    assert not Opening.objects.exists()


def test_what_is_over_does_not_happen_again(district: District, request_: Consent) -> None:
    """Replay: agreed to once, and done once."""
    clerk, office = district.people["clerk"], district.people["office"]
    agreed(request_, clerk)
    with pytest.raises(Stale, match="周望禾已经办过"):
        agreed(request_, office)
    with pytest.raises(Stale, match="周望禾已经办过"):
        consents.refuse(request_, checker=office, words="不用看了", now=NOON, by=by(office))
    assert Opening.objects.count() == 1


def test_the_same_request_is_not_asked_twice(
    district: District, member: Person, request_: Consent
) -> None:
    secretary = district.people["secretary"]
    assert "已经提出过" in reasons_why_not(lambda: asked(Act.OPEN, to_open(member), secretary))
    consents.withdraw(request_, maker=secretary, by=by(secretary))
    again = asked(Act.OPEN, to_open(member), secretary)
    with pytest.raises(Stale, match="已经撤回"):
        agreed(request_, district.people["clerk"])
    assert agreed(again, district.people["clerk"]).state == "done"


def test_a_request_runs_out(
    district: District, request_: Consent, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Expiry under a moved clock: three days and a second later nothing is agreed to."""
    clerk = district.people["clerk"]
    late = NOON + dt.timedelta(days=3, seconds=1)
    with pytest.raises(Stale, match="过期"):
        agreed(request_, clerk, now=late)
    monkeypatch.setenv("DANGJIAN_CLOCK", "2026-11-27")
    client = proved(district, "clerk")
    assert "过期了" in text(client.get(f"/consents/{request_.pk}/"))
    assert "没有等您复核的" in text(client.get("/consents/"))
    assert send(client, f"/consents/{request_.pk}/agree/").status_code == 409


def test_rights_that_are_gone_agree_to_nothing(district: District, request_: Consent) -> None:
    """TRUST 2.5: checker or maker loses the role between asking and agreeing."""
    for role, told in (("clerk", "或者它的上级"), ("secretary", "林禾青已经没有这个权限")):
        with transaction.atomic():
            person = district.people[role]
            RoleGrant.objects.filter(holder=person).current().end(TODAY)
            person.posts.current().end(TODAY)
            assert told in reasons_why_not(lambda: agreed(request_, district.people["clerk"]))
            transaction.set_rollback(True)


def test_refusing_says_why_and_ends_it(district: District, request_: Consent) -> None:
    client = proved(district, "clerk")
    assert send(client, f"/consents/{request_.pk}/refuse/", words="看").status_code == 422
    sent = send(client, f"/consents/{request_.pk}/refuse/", words="请本人来办")
    assert sent.status_code == 302
    page = text(proved(district, "secretary").get(f"/consents/{request_.pk}/"))
    assert "没有同意" in page and "请本人来办" in page
    assert not Opening.objects.exists()


# --- what the database refuses --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("payload = replace(payload, '\"hours\"', '\"hour\"')", "never rewritten"),
        ("maker_id = concerns_id", "never rewritten"),
        ("reason = '别的理由'", "never rewritten"),
        ("expires_at = expires_at + interval '1 year'", "never rewritten"),
        ("state = 'done'", "only moves forward"),
        ("state = 'asked'", "only moves forward"),
        ("state = 'agreed'", "state_has_its_people"),
        ("state = 'refused'", "state_has_its_people"),
    ],
)
def test_no_statement_of_the_application_rewrites_a_request(
    request_: Consent, change: str, constraint: str
) -> None:
    """T8: constraint attacks through SQL, as the application's role."""
    with (
        connection.cursor() as cursor,
        pytest.raises(IntegrityError, match=constraint),
        transaction.atomic(),
    ):
        cursor.execute(f"UPDATE registry_consent SET {change} WHERE id = %s", [request_.pk])


_AGREED = {
    "state": "'agreed'",
    "checker_proof": "10",
    "agreed_digest": "digest",
    "decided_at": "asked_at",
    "use_until": "asked_at + interval '1 day'",
}


@pytest.mark.parametrize(
    ("checker", "more", "constraint"),
    [
        ("secretary", {}, "nobody_agrees_to_his_own"),
        ("member", {}, "nobody_decides_what_concerns_him"),
        ("clerk", {"checker_proof": "301"}, "consent_proofs_are_fresh"),
        ("clerk", {"agreed_digest": "sha256('another')"}, "done_as_agreed_to"),
        ("clerk", {"decided_at": "expires_at + interval '1 second'"}, "consent_in_time"),
        ("clerk", {"checker_proof": "NULL"}, "consent_state_has_its_people"),
    ],
)
def test_no_statement_agrees_for_the_wrong_person_or_to_something_else(
    district: District, request_: Consent, checker: str, more: dict[str, str], constraint: str
) -> None:
    wanted = _AGREED | more | {"checker_id": str(district.people[checker].pk)}
    changes = ", ".join(f"{column} = {value}" for column, value in wanted.items())
    with (
        connection.cursor() as cursor,
        pytest.raises(IntegrityError, match=constraint),
        transaction.atomic(),
    ):
        cursor.execute(f"UPDATE registry_consent SET {changes} WHERE id = %s", [request_.pk])


def test_a_request_begins_by_being_asked_with_the_digest_of_its_payload(
    district: District, request_: Consent
) -> None:
    for change in ({"state": "agreed"}, {"digest": digest_of("another")}):
        forged = Consent.objects.get(pk=request_.pk)
        forged.pk, forged.uid = None, "5d7d3f0e-0000-4000-8000-000000000001"
        forged._state.adding = True
        for name, value in change.items():
            setattr(forged, name, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            forged.save(force_insert=True)


def test_nothing_opens_and_nobody_gets_a_role_without_what_was_agreed_to(
    district: District, member: Person, request_: Consent
) -> None:
    """T7, T8: whoever goes around the actions meets the same rules in the database."""
    officer, system = district.people["security_officer"], district.people["system_officer"]
    holder = district.people["secretary"]
    granted = asked(Act.GRANT, to_grant(member, "clerk", district.west), officer)
    attempts: list[Callable[[], object]] = [
        lambda: Opening.objects.create(
            consent=request_,
            person=member,
            holder=holder,
            items=["id_number"],
            opened_at=NOON,
            until=NOON + HOUR,
        )
    ]
    for consent, role in ((granted, "clerk"), (None, "clerk"), (granted, "office")):
        attempts.append(
            lambda consent=consent, role=role: RoleGrant.objects.create(
                holder=member,
                role=role,
                organization=district.west,
                granted_by=officer,
                document="禾组〔2026〕12号",
                valid=since(TODAY),
                consent=consent,
            )
        )
    for attempt in attempts:
        with pytest.raises(IntegrityError, match="nobody agreed"), transaction.atomic():
            attempt()
    assert agreed(granted, system).state == "done"
    given = RoleGrant.objects.get(holder=member)
    with pytest.raises(IntegrityError, match="only shortened"), transaction.atomic():
        RoleGrant.objects.filter(pk=given.pk).update(valid=since(TODAY - dt.timedelta(days=9)))
    accounts.end_grant(given, on=TODAY + dt.timedelta(days=1), by=SYSTEM)
    with pytest.raises(IntegrityError, match="only shortened"), transaction.atomic():
        RoleGrant.objects.filter(pk=given.pk).update(valid=since(TODAY))


def test_the_log_has_every_step_with_the_digest_of_what_was_asked(
    district: District, request_: Consent
) -> None:
    agreed(request_, district.people["clerk"])
    leaves = Leaf.objects.filter(subject_uid=request_.uid).order_by("pk")
    told = [(leaf.verb, json.loads(leaf.body)["detail"]["digest"]) for leaf in leaves]
    assert told == [("ask_consent", request_.seen), ("agree_consent", request_.seen)]
    assert district.people["member"].unseal("id_number") not in "".join(x.body for x in leaves)


# --- seen in person -------------------------------------------------------------------------------


def test_papers_seen_in_person_stand_at_the_request_and_at_the_record(
    district: District, member: Person, request_: Consent
) -> None:
    """TRUST 2.5: 材料已当面核验, by an officer with his name, with or without a scan's digest."""
    client = proved(district, "clerk")
    address = f"/consents/{request_.pk}/inspect/"
    bad = send(client, address, papers="身份证原件", scan="12")
    assert (bad.status_code, "64 位" in text(bad)) == (422, True)
    scan = "a3" * 32
    assert send(client, address, papers="身份证原件", scan=scan.upper()).status_code == 302
    page = text(client.get(f"/consents/{request_.pk}/"))
    assert all(word in page for word in ("材料已当面核验", "周望禾", "身份证原件", scan))
    record = text(proved(district, "office").get(f"/members/{member.pk}/"))
    assert "材料已当面核验" in record and "身份证原件" in record
    assert send(client, address, papers="身份证原件").status_code == 409
    assert proved(district, "auditor").get(address).status_code == 403
    with pytest.raises(IntegrityError, match="own_papers"), transaction.atomic():
        request_.inspections.create(person=member, by=member, papers="自己的", at=NOON)


# --- lists ----------------------------------------------------------------------------------------


def test_three_requests_cost_as_many_queries_as_sixty(district: District) -> None:
    clerk = proved(district, "clerk")
    secretary = district.people["secretary"]

    def cost() -> int:
        clerk.get("/consents/")
        with CaptureQueriesContext(connection) as queries:
            page = clerk.get("/consents/")
        assert page.status_code == 200
        return len(queries)

    for hours in (1, 4, 24):
        asked(Act.OPEN, to_open(district.people["member"], hours), secretary)
    few = cost()
    for n in range(15):
        person = register(district.east, f"秦守{chr(0x4E00 + n)}")
        for hours in (1, 4, 24, 72):
            asked(Act.OPEN, to_open(person, hours), secretary)
    assert cost() == few == 10


def test_each_sees_his_own_lists(district: District, request_: Consent) -> None:
    for role, shown, sees in (
        ("clerk", "waiting", True),
        ("secretary", "waiting", False),
        ("secretary", "mine", True),
        ("clerk", "decided", False),
        ("auditor", "all", True),
        ("organizer", "all", False),
    ):
        page = text(proved(district, role).get(f"/consents/?show={shown}"))
        assert (REASON in page) is sees, (role, shown)
    assert proved(district, "member").get("/consents/").status_code == 404
