"""Who holds which role where (T7, T8): given by a security officer, within his scope, never to
himself; the three officers are three people."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dangjian.kernel import clock
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Missing, Refused
from dangjian.registry.actions import accounts
from dangjian.registry.authority import Purpose, viewer_of
from dangjian.registry.models import Account, Act, Consent, Organization, Person, Role, RoleGrant
from dangjian.registry.models.validity import since
from dangjian.registry.queries.accounts import (
    HolderFilter,
    grant_for,
    holdings,
    holdings_of_page,
)
from tests.district import ROLES, TODAY, District, give, register
from tests.registry.browser import any_key, enter, key_in, send
from tests.registry.consented import agreed, asked, to_grant

pytestmark = pytest.mark.django_db


def grant(
    district: District,
    holder: Person,
    role: str,
    place: Organization,
    granter: Person | None = None,
    on: dt.date = TODAY,
) -> RoleGrant:
    if granter is None:
        return give(holder, role, place, on=on)
    # Whoever grants needs a second person: here the system officer always agrees.
    consent = asked(Act.GRANT, to_grant(holder, role, place), granter)
    agreed(consent, district.people["system_officer"])
    return RoleGrant.objects.get(consent=consent)


def local_officer(district: District) -> Person:
    """A security officer of the street, not of the district."""
    officer = register(district.west, "秦守仓")
    grant(district, officer, "security_officer", district.street)
    return officer


# --- the page -------------------------------------------------------------------------------------


def test_the_page_is_there_for_security_officers_only(district: District) -> None:
    for role in ROLES:
        client = enter(district, role)
        for path in ("/roles/", "/roles/give/"):
            expected = 200 if role == "security_officer" else 404
            assert client.get(path).status_code == expected, (role, path)


def test_the_list_says_who_holds_what_where_and_why(district: District) -> None:
    page = enter(district, "security_officer").get("/roles/").content.decode()
    assert all(
        word in page for word in ("周望禾", "党务干事", "东篱街道党工委", "林禾青", "担任书记")
    )
    assert page.index("沈立秋") < page.index("周望禾"), "from the top of the tree down"


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("role=clerk", "周望禾", "何秋实"),
        ("role=secretary", "林禾青", "周望禾"),
        ("text=何", "何秋实", "周望禾"),
        ("place=街道", "何秋实", "叶知渔"),
    ],
)
def test_the_list_is_filtered_by_its_address(
    district: District, query: str, shown: str, hidden: str
) -> None:
    page = enter(district, "security_officer").get(f"/roles/?{query}").content.decode()
    assert (shown in page, hidden in page) == (True, False)


def test_the_list_ends_where_the_scope_ends(district: District) -> None:
    officer = viewer_of(district.accounts["security_officer"], TODAY)
    local = Person.objects.get(pk=local_officer(district).pk)
    scope = viewer_of(_account(local), TODAY).scope(Purpose.GRANT)
    inside = {row.name for row in holdings_of_page(list(holdings(scope, HolderFilter(), TODAY)))}
    assert inside == {"何秋实", "周望禾", "林禾青", "秦守仓"}
    everything = holdings(officer.scope(Purpose.GRANT), HolderFilter(), TODAY)
    assert len(list(everything)) == 9


def _account(person: Person) -> Account:
    return Account(person=person)


def test_three_rows_cost_as_much_as_thirty(district: District) -> None:
    client = enter(district, "security_officer")

    def cost() -> int:
        client.get("/roles/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/roles/")
        return len(queries)

    few = cost()
    for n in range(30):
        grant(district, register(district.east, f"秦守{n}"), "clerk", district.street)
    assert cost() == few == 12


# --- giving and taking back -----------------------------------------------------------------------


def test_a_security_officer_gives_a_role_found_by_name_and_agreed_to_it_works_at_once(
    district: District,
) -> None:
    client = enter(district, "security_officer")
    found = client.get("/roles/give/?who=宋怀&where=第二")
    page = found.content.decode()
    assert "宋怀石（东篱社区第一党支部）" in page
    typed = {
        "form_key": key_in(found),
        "who": "宋怀",
        "where": "第二",
        "holder": district.people["member"].pk,
        "organization": district.west.pk,
        "role": "clerk",
        "document": "禾组〔2026〕12号",
    }
    answer = client.post("/roles/give/", typed)
    consent = Consent.objects.get()
    assert answer["Location"] == f"/consents/{consent.pk}/"
    agreed(consent, district.people["system_officer"], clock.now())
    given = RoleGrant.objects.get(holder=district.people["member"])
    assert (given.organization_id, given.began_on, given.document) == (
        district.west.pk,
        TODAY,
        "禾组〔2026〕12号",
    )
    assert given.granted_by == district.people["security_officer"]
    viewer = viewer_of(district.accounts["member"], TODAY)
    assert viewer.may(Purpose.MAINTAIN, district.west.path)
    assert Leaf.objects.filter(verb="grant", subject_uid=given.holder.uid).count() == 1
    assert client.post("/roles/give/", typed).status_code == 302
    assert RoleGrant.objects.filter(holder=district.people["member"]).count() == 1
    assert Consent.objects.count() == 1


def test_a_character_no_text_can_hold_is_left_out_of_a_search(district: District) -> None:
    client = enter(district, "security_officer")
    found = client.get("/roles/give/?who=%00宋怀&where=%00第二").content.decode()
    assert "宋怀石（东篱社区第一党支部）" in found
    assert client.get("/roles/?text=%00&place=%00").status_code == 200


def test_a_forged_choice_is_no_choice(district: District) -> None:
    client = enter(district, "security_officer")
    found = client.get("/roles/give/?who=宋怀&where=第二")
    typed = {
        "form_key": key_in(found),
        "who": "宋怀",
        "where": "第二",
        "holder": district.people["foreigner"].pk,
        "organization": district.foreign.pk,
        "role": "clerk",
        "document": "x",
    }
    assert client.post("/roles/give/", typed).status_code == 422
    assert not RoleGrant.objects.filter(holder=district.people["foreigner"]).exists()


def test_giving_asks_for_a_fresh_proof(district: District) -> None:
    client = enter(district, "security_officer")
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 3600
    session.save()
    assert client.get("/roles/give/")["Location"].startswith("/me/confirm/")
    assert client.get("/roles/").status_code == 200


def test_a_role_is_taken_back_at_once(district: District) -> None:
    clerk = enter(district, "clerk")
    assert clerk.get("/me/").status_code == 200
    given = RoleGrant.objects.get(holder=district.people["clerk"])
    client = enter(district, "security_officer")
    assert send(client, f"/roles/{given.pk}/end/")["Location"] == "/roles/"
    assert not viewer_of(district.accounts["clerk"], TODAY).above_member
    assert Leaf.objects.filter(verb="end_grant").count() == 1
    key = any_key(client)
    again = client.post(f"/roles/{given.pk}/end/", {"form_key": key})
    assert (again.status_code, "已经收回" in again.content.decode()) == (422, True)


# --- what nobody can do ---------------------------------------------------------------------------


def test_nobody_grants_to_himself(district: District) -> None:
    officer = district.people["security_officer"]
    with pytest.raises(Refused, match="不能给自己授权"):
        grant(district, officer, "clerk", district.root, granter=officer)
    with pytest.raises(IntegrityError, match="nobody_grants_himself"), transaction.atomic():
        RoleGrant.objects.create(
            holder=officer,
            role="clerk",
            organization=district.root,
            granted_by=officer,
            valid=since(TODAY),
        )


def test_nobody_grants_outside_what_he_is_set_over(district: District) -> None:
    officer = local_officer(district)
    inside, outside = register(district.west, "秦守渠"), district.people["foreigner"]
    grant(district, inside, "organizer", district.east, granter=officer)
    too_far = ((inside, district.root), (inside, district.foreign), (outside, district.east))
    for holder, place in too_far:
        with pytest.raises(Refused, match="授权范围"):
            grant(district, holder, "organizer", place, granter=officer)
    for place in (district.root, district.foreign):
        with pytest.raises(IntegrityError, match="not set over"), transaction.atomic():
            RoleGrant.objects.create(
                holder=inside,
                role="clerk",
                organization=place,
                granted_by=officer,
                valid=since(TODAY),
            )


@pytest.mark.parametrize("role", [role for role in ROLES if role not in ("security_officer",)])
def test_no_other_role_makes_a_granter(district: District, role: str) -> None:
    with pytest.raises(Refused, match="授权范围"):
        grant(
            district,
            district.people["foreigner"],
            "leader",
            district.foreign,
            granter=district.people[role],
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(
            holder=district.people["foreigner"],
            role="leader",
            organization=district.foreign,
            granted_by=district.people[role],
            valid=since(TODAY),
        )


@pytest.mark.parametrize("has", ["system_officer", "security_officer", "auditor"])
@pytest.mark.parametrize("wants", ["system_officer", "security_officer", "auditor"])
def test_the_three_officers_are_three_people(district: District, has: str, wants: str) -> None:
    holder = district.people[has]
    with pytest.raises(Refused):
        accounts.grant(
            holder,
            role=wants,
            organization=district.street,
            on=TODAY,
            today=TODAY,
            by=SYSTEM,
            granter=None,
        )
    held_back = "lately" if has != wants else "founding is over"
    with pytest.raises(IntegrityError, match=held_back), transaction.atomic():
        RoleGrant.objects.create(
            holder=holder, role=wants, organization=district.street, valid=since(TODAY)
        )


def test_nobody_changes_between_the_three_within_180_days(district: District) -> None:
    holder = register(district.west, "秦守仓")
    first = grant(district, holder, "auditor", district.root, on=TODAY - dt.timedelta(days=400))
    left = TODAY - dt.timedelta(days=100)
    accounts.end_grant(first, on=left, by=SYSTEM)
    with pytest.raises(Refused, match="180 天"):
        grant(district, holder, "system_officer", district.root)
    with pytest.raises(IntegrityError, match="lately"), transaction.atomic():
        RoleGrant.objects.create(
            holder=holder, role="system_officer", organization=district.root, valid=since(TODAY)
        )
    grant(district, holder, "auditor", district.root)
    other = register(district.west, "秦守渠")
    ended = grant(district, other, "auditor", district.root, on=TODAY - dt.timedelta(days=400))
    accounts.end_grant(ended, on=TODAY - dt.timedelta(days=180), by=SYSTEM)
    grant(district, other, "system_officer", district.root)


def test_a_grant_is_never_rewritten(district: District) -> None:
    given = RoleGrant.objects.get(holder=district.people["organizer"])
    member = district.people["member"]
    for change in ({"role": "office"}, {"organization": district.root}, {"holder": member}):
        with pytest.raises(IntegrityError, match="never rewritten"), transaction.atomic():
            RoleGrant.objects.filter(pk=given.pk).update(**change)
    RoleGrant.objects.filter(pk=given.pk).update(valid=DateRange(TODAY, TODAY, "[)"))


def test_nobody_takes_his_own_role_back_or_gives_one_for_another_day(district: District) -> None:
    officer = district.people["security_officer"]
    mine = RoleGrant.objects.get(holder=officer)
    client = enter(district, "security_officer")
    answer = send(client, f"/roles/{mine.pk}/end/", reason="不再担任这个职务")
    assert (answer.status_code, "另一位安全管理员" in answer.content.decode()) == (422, True)
    for on in (TODAY - dt.timedelta(days=1), TODAY + dt.timedelta(days=1)):
        with pytest.raises(Refused, match="当天"):
            accounts.grant(
                district.people["member"],
                role="clerk",
                organization=district.east,
                on=on,
                today=TODAY,
                by=SYSTEM,
                granter=officer,
            )


def test_membership_is_not_granted_and_leavers_get_nothing(district: District) -> None:
    person = register(district.west, "秦守仓")
    with pytest.raises(Refused, match="不用授权"):
        grant(district, person, "member", district.west)
    Person.objects.filter(pk=person.pk).update(standing="left")
    with pytest.raises(Refused, match="不是党员"):
        grant(district, person, "clerk", district.west)


def test_a_foreign_grant_does_not_exist_for_a_local_officer(district: District) -> None:
    viewer = viewer_of(_account(local_officer(district)), TODAY)
    of_district = RoleGrant.objects.get(holder=district.people["office"])
    with pytest.raises(Missing):
        grant_for(viewer, of_district.pk)


def test_no_sequence_of_grants_reaches_further_than_who_began_it(district: District) -> None:
    """T7: whatever a street's officers give each other, none of it reaches out of the street."""
    chance = random.Random(20261123)
    circle = [local_officer(district), *(register(district.west, f"秦守{n}") for n in range(5))]
    places = list(Organization.objects.all())
    given = 0
    for _ in range(150):
        granter, holder = chance.choice(circle), chance.choice(circle)
        try:
            with transaction.atomic():
                grant(
                    district,
                    holder,
                    chance.choice([role.value for role in Role]),
                    chance.choice(places),
                    granter=granter,
                )
            given += 1
        except Refused:
            continue
    assert given > 10
    for person in circle:
        held = viewer_of(_account(person), TODAY).held
        assert all(one.path.startswith(district.street.path) for one in held)


def test_an_unknown_number_is_no_grant(district: District) -> None:
    client: Client = enter(district, "security_officer")
    assert client.get("/roles/999999/end/").status_code == 404
