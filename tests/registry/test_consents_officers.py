"""The three officers, and the emergency path two of them open together (T8, X15)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from dangjian.kernel import clock
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.actions import consents
from dangjian.registry.authority import PURPOSES, Purpose
from dangjian.registry.models import (
    OFFICERS,
    Act,
    Consent,
    Emergency,
    Organization,
    OrganizationForm,
    Person,
    Role,
)
from tests.district import TODAY, District, give, open_below, register
from tests.registry.consented import NOON, REASON, agreed, asked, by, proved, to_grant, to_open
from tests.registry.forms_sent import send, text

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


def to_begin(district: District, hours: int = 4) -> dict[str, int]:
    return {"organization": district.root.pk, "hours": hours}


@pytest.fixture
def emergency(district: District) -> Emergency:
    """Opened at noon for four hours by the system officer and the security officer."""
    consent = asked(Act.EMERGENCY, to_begin(district), district.people["system_officer"])
    agreed(consent, district.people["security_officer"])
    return Emergency.objects.get()


# --- what each of the three may and may not -------------------------------------------------------


def test_no_officer_can_do_everything_and_none_reads_what_the_district_works_with() -> None:
    """T8: no account is all-powerful; the system officer reads nothing, the auditor changes
    nothing, the security officer gives roles and agrees to none of his own."""
    business = {
        Purpose.READ,
        Purpose.REVEAL,
        Purpose.MAINTAIN,
        Purpose.STANDING,
        Purpose.STRUCTURE,
        Purpose.LETTERS,
        Purpose.DUES,
        Purpose.MEETINGS,
        Purpose.WRITE,
        Purpose.FINAL,
    }
    assert {role for role in OFFICERS if PURPOSES[role] & business} == set()
    assert PURPOSES[Role.AUDITOR] == {Purpose.AUDIT}
    assert Purpose.GRANT not in PURPOSES[Role.SYSTEM_OFFICER]
    for role in Role:
        assert PURPOSES[role] != frozenset(Purpose), role


@pytest.mark.parametrize(
    ("role", "reaches"),
    [
        ("system_officer", {"/consents/", "/emergencies/ask/", "/calendar/import/"}),
        (
            "security_officer",
            {"/consents/", "/emergencies/ask/", "/evidence/erase/", "/roles/", "/roles/give/"}
            | {"/members/"},
        ),
        ("auditor", {"/consents/"}),
    ],
)
def test_each_of_the_three_reaches_his_own_pages_and_no_others(
    district: District, role: str, reaches: set[str]
) -> None:
    """T8, one column for each of the three."""
    client = proved(district, role)
    person = district.people["foreigner"]
    pages = {"/consents/", "/emergencies/ask/", "/calendar/import/", "/roles/", "/roles/give/"}
    pages |= {f"/members/{person.pk}/{page}" for page in ("", "reveal/", "open/", "correct/")}
    pages |= {"/evidence/erase/", "/members/export/", "/members/look-up/", "/imports/", "/letters/"}
    opened = {page for page in pages if client.get(page).status_code == 200}
    assert opened == reaches & pages


def test_the_security_officer_agrees_to_no_role_he_asked_for(district: District) -> None:
    """T8: the security officer cannot approve his own policy; another one or the system officer
    can, the auditor cannot."""
    officer, member = district.people["security_officer"], district.people["member"]
    consent = asked(Act.GRANT, to_grant(member, "clerk", district.west), officer)
    for person in (officer, district.people["auditor"], district.people["office"], member):
        with pytest.raises(Refused), transaction.atomic():
            agreed(consent, person)
    local = register(district.west, "秦守仓")
    give(local, Role.SECURITY_OFFICER, district.street)
    with pytest.raises(Refused, match="上级"), transaction.atomic():
        agreed(consent, local)
    assert agreed(consent, district.people["system_officer"]).state == "done"


# --- the emergency path ---------------------------------------------------------------------------


def test_an_emergency_takes_two_different_officers(district: District) -> None:
    """X15: two people together, of different office."""
    system, security = district.people["system_officer"], district.people["security_officer"]
    other = register(district.west, "秦守仓")
    give(other, Role.SYSTEM_OFFICER, district.root)
    client = proved(district, "system_officer")
    answer = send(client, "/emergencies/ask/", place=district.root.pk, hours="4", reason=REASON)
    consent = Consent.objects.get(act=Act.EMERGENCY)
    assert answer["Location"] == f"/consents/{consent.pk}/"
    for person in (system, other, district.people["auditor"], district.people["office"]):
        with pytest.raises(Refused), transaction.atomic():
            agreed(consent, person)
    with pytest.raises(Stale, match="过期"):
        agreed(consent, security, now=consent.asked_at + 3 * HOUR)
    page = proved(district, "security_officer")
    assert send(page, f"/consents/{consent.pk}/agree/").status_code == 302
    assert (Emergency.objects.get().one, Emergency.objects.get().other) == (system, security)


def test_in_an_emergency_the_two_agree_where_nobody_else_can_and_only_meanwhile(
    district: District, emergency: Emergency
) -> None:
    """X15: limited in time; still two people, never the one who asked."""
    office, member = district.people["office"], district.people["member"]
    system, auditor = district.people["system_officer"], district.people["auditor"]
    consent = asked(Act.OPEN, to_open(member), office)
    for person, now in ((office, NOON), (auditor, NOON), (system, NOON + 4 * HOUR)):
        with pytest.raises(Refused), transaction.atomic():
            agreed(consent, person, now=now)
    assert agreed(consent, system, now=NOON + HOUR).emergency == emergency
    page = text(proved(district, "auditor").get(f"/emergencies/{emergency.pk}/"))
    assert "在应急里办的（1 件）" in page and "宋怀石" in page and "陆时雨" in page
    assert proved(district, "office").get(f"/emergencies/{emergency.pk}/").status_code == 404


def test_it_stays_in_the_auditors_inbox_until_he_said_what_he_found(
    district: District, emergency: Emergency, monkeypatch: pytest.MonkeyPatch
) -> None:
    """X15: reviewed afterwards."""
    auditor = proved(district, "auditor")
    address = f"/emergencies/{emergency.pk}/review/"
    person = district.people["auditor"]
    with pytest.raises(Refused, match="还没有到时间"), transaction.atomic():
        consents.review(
            emergency, auditor=person, finding="没有问题", now=NOON + HOUR, by=by(person)
        )
    monkeypatch.setenv("DANGJIAN_CLOCK", "2026-12-30")
    assert "一次应急要复查" in text(auditor.get("/inbox/"))
    for person in (emergency.one, emergency.other):
        with pytest.raises(Refused, match="审计员"), transaction.atomic():
            consents.review(
                emergency, auditor=person, finding="没有问题", now=NOON + 9 * HOUR, by=by(person)
            )
    assert send(auditor, address, finding="都是当时非办不可的").status_code == 302
    assert "一次应急要复查" not in text(auditor.get("/inbox/"))
    assert "都是当时非办不可的" in text(auditor.get(f"/emergencies/{emergency.pk}/"))
    assert send(auditor, address, finding="再写一遍").status_code == 409


@pytest.mark.parametrize(
    "change",
    [
        "until = until + interval '1 hour'",
        "reviewed_by_id = one_id, reviewed_at = until, finding = '没有问题'",
        "reviewed_at = until, finding = '没有问题'",
        "one_id = other_id",
    ],
)
def test_no_statement_stretches_an_emergency_or_reviews_it_oneself(
    emergency: Emergency, change: str
) -> None:
    with (
        connection.cursor() as cursor,
        pytest.raises(IntegrityError),
        transaction.atomic(),
    ):
        cursor.execute(f"UPDATE registry_emergency SET {change}")


def test_the_two_find_in_their_list_what_they_may_decide_only_while_it_runs(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = clock.now()
    begun = asked(Act.EMERGENCY, to_begin(district, 8), district.people["system_officer"], now)
    agreed(begun, district.people["security_officer"], now)
    waiting = asked(Act.OPEN, to_open(district.people["member"]), district.people["office"], now)
    client = proved(district, "system_officer")
    assert list(client.get("/consents/").context["page"].object_list) == [waiting]
    assert client.get(f"/consents/{waiting.pk}/").status_code == 200
    monkeypatch.setenv("DANGJIAN_CLOCK", "2026-11-25")
    assert list(client.get("/consents/").context["page"].object_list) == []
    assert client.get(f"/consents/{waiting.pk}/").status_code == 404


# --- the founding ---------------------------------------------------------------------------------

_BY_NOBODY = (
    "INSERT INTO registry_rolegrant (holder_id, role, organization_id, document, valid)"
    " VALUES (%s, %s, %s, '', daterange(%s, NULL))"
)


def by_nobody(holder: Person, role: str, place: Organization) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_BY_NOBODY, [holder.pk, role, place.pk, TODAY])


@pytest.mark.parametrize("role", ["security_officer", "auditor", "clerk"])
def test_nobody_becomes_anything_without_a_granter_once_there_are_officers(
    district: District, role: str
) -> None:
    """T7: whoever reaches the database as the application is met by the same rule."""
    with pytest.raises(IntegrityError, match="the founding is over"):
        by_nobody(district.people["member"], role, district.root)


def test_before_the_third_of_the_three_is_named_the_same_line_goes_in() -> None:
    """The twin: nothing but the officers who are there keeps it out."""
    root = open_below(None, "禾丰区委", OrganizationForm.DISTRICT)
    branch = open_below(root, "机关党支部", OrganizationForm.BRANCH)
    first = register(branch, "秦一")
    by_nobody(first, "system_officer", root)
    by_nobody(register(branch, "秦二"), "security_officer", root)
    with pytest.raises(IntegrityError, match="one_of_three_officers_at_a_time"):
        by_nobody(first, "system_officer", branch)  # also where nothing else keeps it out
    by_nobody(register(branch, "秦三"), "clerk", root)
    by_nobody(register(branch, "秦四"), "auditor", root)
    with pytest.raises(IntegrityError, match="the founding is over"):
        by_nobody(register(branch, "秦五"), "clerk", root)
