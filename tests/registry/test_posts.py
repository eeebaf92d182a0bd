"""Committees and posts: elections, appointments, leaving, through the forms (A3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Refused
from dangjian.registry import rules
from dangjian.registry.actions import organizations, people, posts, standing
from dangjian.registry.actions.units import record_units
from dangjian.registry.authority import Purpose, viewer_of
from dangjian.registry.models import (
    CommitteeTerm,
    Organization,
    OrganizationForm,
    Person,
    Post,
    PostTitle,
    StandingKind,
)
from dangjian.registry.rules.tree import UnitEntry
from tests.district import TODAY, District, open_below, register
from tests.registry.forms_sent import offered, opened, send, text

pytestmark = pytest.mark.django_db

SignIn = Callable[[Client, str], Client]


@pytest.fixture
def clerk(client: Client, sign_in: SignIn) -> Client:
    return sign_in(client, "clerk")


@pytest.fixture
def office(sign_in: SignIn) -> Client:
    return sign_in(Client(), "office")


@pytest.fixture
def three(district: District) -> list[Person]:
    """Three full members of the second branch."""
    return [register(district.west, name) for name in ("钟离秋", "司徒岚", "欧阳渔")]


def election(organization: Organization) -> str:
    return reverse("election_record", args=[organization.pk])


def appointment(organization: Organization) -> str:
    return reverse("post_appoint", args=[organization.pk])


def told(client: Client, answer: HttpResponse) -> str:
    assert answer.status_code == 302, text(answer)
    return " ".join(text(client.get(answer["Location"])).split())


def refused(answer: HttpResponse, sentence: str) -> None:
    assert answer.status_code == 422
    assert sentence in text(answer)


def held(organization: Organization, on: dt.date = TODAY) -> list[tuple[str, str]]:
    here = Post.objects.on(on).filter(organization=organization).order_by("pk")
    return list(here.values_list("title", "person__name"))


# --- elections -----------------------------------------------------------------------------------


def test_a_clerk_records_the_election_of_a_branch(
    district: District, clerk: Client, three: list[Person]
) -> None:
    """A3: three years for a branch; the term ends the day before the third anniversary."""
    first, second, third = three
    answer = send(
        clerk,
        election(district.west),
        elected_on="2026-10-08",
        document="东工委〔2026〕31号",
        post_0=first.pk,
        post_2=second.pk,
        post_3=third.pk,
    )
    assert "换届选举已经登记，任期 3 年，到 2029年10月7日。" in told(clerk, answer)
    assert held(district.west) == [
        ("secretary", "钟离秋"),
        ("organization_member", "司徒岚"),
        ("publicity_member", "欧阳渔"),
    ]
    assert held(district.west, dt.date(2026, 10, 7)) == []


def test_a_village_or_community_committee_has_five_years(
    district: District, clerk: Client, three: list[Person]
) -> None:
    """任期的意见: five years in villages and communities, whatever the form."""
    record_units(
        district.west,
        relation="legal",
        units=[UnitEntry("东篱社区居民委员会", "community")],
        on=dt.date(2020, 1, 1),
        today=TODAY,
        by=SYSTEM,
    )
    answer = send(clerk, election(district.west), elected_on="2026-10-08", post_0=three[0].pk)
    assert "任期 5 年，到 2031年10月7日。" in told(clerk, answer)


def test_the_old_committee_ends_with_the_election_of_the_new_one(
    district: District, clerk: Client
) -> None:
    new = register(district.east, "钟离秋")
    send(clerk, election(district.east), elected_on="2026-10-08", post_0=new.pk)
    assert held(district.east, dt.date(2026, 10, 7)) == [("secretary", "林禾青")]
    assert held(district.east) == [("secretary", "钟离秋")]
    terms = CommitteeTerm.objects.filter(organization=district.east).order_by("valid")
    assert [term.ended_on for term in terms] == [dt.date(2026, 10, 8), None]


def test_with_the_post_go_its_rights(district: District, clerk: Client) -> None:
    secretary = district.accounts["secretary"]
    assert viewer_of(secretary, TODAY).may(Purpose.READ, district.east.path)
    new = register(district.east, "钟离秋")
    send(clerk, election(district.east), elected_on="2026-11-23", post_0=new.pk)
    assert not viewer_of(secretary, TODAY).may(Purpose.READ, district.east.path)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"post_0": ""}, "书记"),
        ({"post_1": "first"}, "同一位同志只填一次"),
        ({"elected_on": "2026-11-24"}, "选举日期还没到。"),
        ({"elected_on": "2010-06-30"}, "于 2010-07-01 才成立"),
        ({"years": "6"}, "5"),
        ({"post_0": "999999"}, "999999"),
        ({"post_1": "probationary"}, "是预备党员，没有被选举权。"),
        ({"post_1": "probationary"}, "《中国共产党基层组织选举工作条例》第五条"),
    ],
)
def test_an_election_that_cannot_be_is_refused_and_nothing_is_lost(
    typed: dict[str, str],
    sentence: str,
    district: District,
    clerk: Client,
    three: list[Person],
) -> None:
    young = register(district.west, "令狐溪", joined_on=dt.date(2026, 3, 1), full_on=None)
    who = {"first": three[0].pk, "probationary": young.pk}
    values = {
        "post_0": three[0].pk,
        "post_2": three[1].pk,
        "elected_on": "2026-10-08",
        "document": "东工委〔2026〕31号",
    } | {name: who.get(value, value) for name, value in typed.items()}
    answer = send(clerk, election(district.west), **values)
    refused(answer, sentence)
    assert 'value="东工委〔2026〕31号"' in answer.content.decode()
    assert opened_again(answer)["post_2"] == [str(three[1].pk)]
    assert not CommitteeTerm.objects.filter(organization=district.west).exists()


def opened_again(answer: HttpResponse) -> dict[str, list[str]]:
    from tests.registry.forms_sent import shown

    return shown(answer)


def test_an_election_before_the_rules_we_hold_takes_its_term_from_the_approval(
    district: District, clerk: Client
) -> None:
    old = open_below(
        district.street, "东篱街道机关党支部", OrganizationForm.BRANCH, on=dt.date(2010, 7, 1)
    )
    veteran = register(old, "钟离秋", born_on=dt.date(1940, 1, 1), joined_on=dt.date(1960, 7, 1))
    Organization.objects.filter(pk=old.pk).update(opened_on=dt.date(1985, 1, 1))
    filled = {"elected_on": "1988-05-01", "post_0": veteran.pk}
    refused(send(clerk, election(old), **filled), "请照批复填写任期几年。")
    answer = send(clerk, election(old), **filled, years="3")
    assert "任期 3 年，到 1991年4月30日。" in told(clerk, answer)


def test_a_term_written_in_the_approval_goes_before_the_rule(
    district: District, clerk: Client, three: list[Person]
) -> None:
    answer = send(
        clerk, election(district.west), elected_on="2026-10-08", years="2", post_0=three[0].pk
    )
    assert "任期 2 年，到 2028年10月7日。" in told(clerk, answer)


def test_an_election_never_sweeps_away_what_was_recorded_of_later_days(
    district: District, clerk: Client
) -> None:
    new = register(district.east, "钟离秋")
    refused(
        send(clerk, election(district.east), elected_on="2025-03-15", post_0=new.pk),
        "已登记的上一次选举是 2025-03-15，这次应在它之后。",
    )
    posts.appoint(
        district.east,
        new,
        title=PostTitle.PUBLICITY_MEMBER,
        on=dt.date(2026, 6, 1),
        today=TODAY,
        by=SYSTEM,
    )
    refused(
        send(clerk, election(district.east), elected_on="2026-05-31", post_0=new.pk),
        "钟离秋的宣传委员职务在选举日以后还有变动",
    )
    assert held(district.east) == [("secretary", "林禾青"), ("publicity_member", "钟离秋")]


def test_lines_are_added_without_script_and_keep_what_was_chosen(
    district: District, clerk: Client, three: list[Person]
) -> None:
    address = election(district.west)
    typed = opened(clerk, address) | {"post_0": str(three[0].pk), "more": "1"}
    page = clerk.post(address, typed)
    assert page.status_code == 422
    again = opened_again(page)
    assert again["post_0"] == [str(three[0].pk)]
    assert "post_9" in page.content.decode()
    assert "没填好" not in text(page)
    again["post_9"] = [str(three[1].pk)]
    assert clerk.post(address, again).status_code == 302
    assert held(district.west) == [("secretary", "钟离秋"), ("member", "司徒岚")]


def test_a_branch_offers_its_own_members_and_nobody_else(
    district: District, clerk: Client, three: list[Person]
) -> None:
    offers = offered(clerk.get(election(district.west)), "post_0")
    assert offers == ["", *[str(p.pk) for p in sorted(three, key=lambda p: p.name_key)]]
    answer = send(clerk, election(district.west), post_0=district.people["member"].pk)
    assert answer.status_code == 422


def test_members_of_the_same_name_are_told_apart_by_their_year_of_birth(
    district: District, clerk: Client
) -> None:
    for year in (1960, 1985):
        register(district.west, "林禾青", born_on=dt.date(year, 5, 1))
    page = text(clerk.get(election(district.west)))
    assert "林禾青（1960年生）" in page
    assert "林禾青（1985年生）" in page


def test_forms_that_are_appointed_have_no_election(district: District, clerk: Client) -> None:
    refused(clerk.get(election(district.street)), "党工委不经选举产生")
    with pytest.raises(Refused, match="不经选举产生"):
        posts.record_election(
            district.street,
            elected_on=TODAY,
            holders=[(district.people["member"], PostTitle.SECRETARY)],
            today=TODAY,
            by=SYSTEM,
        )


# --- looking people up ---------------------------------------------------------------------------


def test_for_a_general_branch_people_of_its_branches_are_looked_up_first(
    district: District, office: Client
) -> None:
    """No list of hundreds: a name or pinyin, one link to add, and the form offers them."""
    general = open_below(district.other_street, "柳岸社区党总支", OrganizationForm.GENERAL_BRANCH)
    organizations.move(
        district.foreign, parent=general, on=dt.date(2026, 1, 1), today=TODAY, by=SYSTEM
    )
    address = election(general)
    assert offered(office.get(address), "post_0") == [""]
    page = office.get(address, {"q": "gunanxi"})
    (found,) = page.context["found"]
    assert found.person.name == "顾南溪"
    answer = send(office, found.url, elected_on="2026-10-08", post_0=found.person.pk)
    assert answer.status_code == 302
    assert held(general) == [("secretary", "顾南溪")]
    again = office.get(address, {"q": "顾南溪"})
    assert [p.name for p in again.context["already"]] == ["顾南溪"]


@pytest.mark.parametrize("who", ["foreigner", "9" * 30, "x", "-1", ""])
def test_nobody_from_elsewhere_can_be_brought_in_through_the_address(
    who: str, district: District, clerk: Client
) -> None:
    pk = district.people["foreigner"].pk if who == "foreigner" else who
    address = f"{appointment(district.street)}?who={pk}"
    assert offered(clerk.get(address), "person") == [""]
    assert clerk.get(f"{appointment(district.street)}?q=顾南溪").context["found"] == []
    answer = send(clerk, address, person=pk, title="secretary")
    assert answer.status_code == 422
    assert held(district.street) == []


# --- appointments --------------------------------------------------------------------------------


def test_an_appointment_can_be_taken_back_on_its_day_as_if_it_had_never_been(
    district: District, clerk: Client, three: list[Person]
) -> None:
    answer = send(
        clerk,
        appointment(district.west),
        person=three[0].pk,
        title="secretary",
        document="东工委〔2026〕40号",
    )
    assert "钟离秋任书记已经登记。登记错了，撤回" in told(clerk, answer)
    post = Post.objects.get(organization=district.west)
    address = reverse("post_relieve", args=[post.pk])
    answer = send(clerk, f"{address}?on=2026-11-23")
    assert "钟离秋的书记任职已经撤回，等于没有登记过。重新登记任职" in told(clerk, answer)
    post.refresh_from_db()
    assert post.valid.isempty
    assert held(district.west) == []
    assert Post.objects.current().filter(organization=district.west).count() == 0
    assert clerk.get(address).status_code == 404
    again = send(clerk, appointment(district.west), person=three[1].pk, title="secretary")
    assert again.status_code == 302
    assert Leaf.objects.filter(verb="relieve").count() == 1


def test_a_second_secretary_is_refused(
    district: District, clerk: Client, three: list[Person]
) -> None:
    first, second, _ = three
    send(clerk, appointment(district.west), person=first.pk, title="secretary")
    refused(
        send(clerk, appointment(district.west), person=second.pk, title="secretary"),
        "已经有一位书记，请先办理离任。",
    )
    refused(
        send(clerk, appointment(district.west), person=first.pk, title="secretary"),
        "已经有一位书记",
    )


def test_a_group_has_a_leader_from_its_branch_who_may_be_on_probation(
    district: District, clerk: Client
) -> None:
    """支部工作条例 Art. 13: the branch names the leader or the group recommends one."""
    young = register(district.east, "令狐溪", joined_on=dt.date(2026, 3, 1), full_on=None)
    page = clerk.get(appointment(district.group))
    assert [value for value, _ in page.context["form"].fields["title"].choices] == ["group_leader"]
    answer = send(clerk, appointment(district.group), person=young.pk)
    assert answer.status_code == 302
    assert held(district.group) == [("group_leader", "令狐溪")]


def test_nobody_is_entered_late_into_a_post_he_could_not_hold_today(
    district: District, three: list[Person]
) -> None:
    """An entry made late must not leave an open post, and its rights, with somebody who left."""
    standing.change_standing(
        three[0],
        kind=StandingKind.LEFT,
        on=dt.date(2026, 5, 4),
        reason="退党除名",
        document="东工委〔2026〕8号",
        today=TODAY,
        by=SYSTEM,
    )
    with pytest.raises(Refused, match="2026-05-04 起是“出党”"):
        posts.appoint(
            district.west,
            three[0],
            title=PostTitle.SECRETARY,
            on=dt.date(2026, 3, 2),
            today=TODAY,
            by=SYSTEM,
        )
    assert not Post.objects.current().filter(person=three[0]).exists()


@pytest.mark.parametrize(
    ("elected_on", "years", "due_on"),
    [
        ("2026-03-15", 3, "2029-03-14"),
        ("2024-02-29", 3, "2027-02-28"),
        ("2023-03-01", 5, "2028-02-29"),
    ],
)
def test_a_term_ends_the_day_before_its_election_day_comes_again(
    elected_on: str, years: int, due_on: str
) -> None:
    due = rules.term_due_on(dt.date.fromisoformat(elected_on), years)
    assert due.isoformat() == due_on


def test_nobody_gives_himself_a_post_that_leads(district: District) -> None:
    """T7: with such a post come rights that no security officer could take back."""
    clerk = district.people["clerk"]
    by = viewer_of(district.accounts["clerk"], TODAY).actor(Purpose.STRUCTURE, district.east.path)
    with pytest.raises(Refused, match="不能登记自己任职"):
        posts.appoint(district.east, clerk, title=PostTitle.DEPUTY, on=TODAY, today=TODAY, by=by)
    with pytest.raises(Refused, match="不能登记自己任职"):
        posts.record_election(
            district.east,
            elected_on=TODAY,
            holders=[(clerk, PostTitle.SECRETARY)],
            today=TODAY,
            by=by,
        )


def test_a_search_with_a_character_no_name_has_is_answered(
    district: District, clerk: Client
) -> None:
    for address in (
        reverse("organization_move", args=[district.east.pk]),
        reverse("post_appoint", args=[district.street.pk]),
    ):
        assert clerk.get(address, {"q": "\x00林"}).status_code == 200, address


def test_a_community_branch_under_a_general_branch_has_the_community_term(
    district: District, office: Client
) -> None:
    """DOMAIN §1.2: five years in a community, also where the unit is the superior's."""
    general = open_below(district.street, "东篱社区党总支", OrganizationForm.GENERAL_BRANCH)
    branch = open_below(general, "东篱社区夕阳红党支部", OrganizationForm.BRANCH)
    record_units(
        general,
        relation="legal",
        units=[UnitEntry("东篱社区居民委员会", "community")],
        on=dt.date(2020, 1, 1),
        today=TODAY,
        by=SYSTEM,
    )
    term = posts.record_election(
        branch,
        elected_on=dt.date(2025, 3, 1),
        holders=[(register(branch, "钟离秋"), PostTitle.SECRETARY)],
        today=TODAY,
        by=SYSTEM,
    )
    assert (term.years, term.due_on) == (5, dt.date(2030, 2, 28))


def test_leaving_a_post_ends_it_from_the_day_on(district: District, clerk: Client) -> None:
    post = Post.objects.get(organization=district.east)
    address = reverse("post_relieve", args=[post.pk])
    refused(send(clerk, address, on="2025-03-14"), "离任日期早于任职日期")
    refused(send(clerk, address, on="2026-11-24"), "离任日期还没到。")
    answer = send(clerk, address, on="2026-11-01")
    assert "林禾青的书记离任已经登记。" in told(clerk, answer)
    assert held(district.east, dt.date(2026, 10, 31)) == [("secretary", "林禾青")]
    assert held(district.east, dt.date(2026, 11, 1)) == []
    assert clerk.get(address).status_code == 422
    assert "已经登记离任" in text(clerk.get(address))


def test_who_leaves_the_branch_cannot_be_relieved_twice(
    district: District, clerk: Client, three: list[Person]
) -> None:
    send(clerk, appointment(district.west), person=three[0].pk, title="member")
    post = Post.objects.get(organization=district.west)
    address = reverse("post_relieve", args=[post.pk])
    filled = opened(clerk, address)
    people.reassign(three[0], organization=district.east, on=TODAY, today=TODAY, by=SYSTEM)
    assert clerk.post(address, filled).status_code in (404, 422)


def test_posts_of_elsewhere_do_not_exist(district: District, clerk: Client) -> None:
    post = posts.appoint(
        district.foreign,
        district.people["foreigner"],
        title=PostTitle.SECRETARY,
        on=dt.date(2026, 1, 1),
        today=TODAY,
        by=SYSTEM,
    )
    key = opened(clerk, appointment(district.west))["form_key"]
    for pk in (post.pk, 987654, 10**30):
        address = f"/posts/{pk}/relieve/"
        assert clerk.get(address).status_code == 404
        assert clerk.post(address, {"form_key": key, "on": "2026-11-20"}).status_code == 404
    assert held(district.foreign) == [("secretary", "顾南溪")]


@pytest.mark.parametrize("form", [election, appointment])
def test_the_forms_cost_the_same_queries_for_3_members_and_for_30(
    form: Callable[[Organization], str],
    district: District,
    clerk: Client,
    three: list[Person],
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            clerk.get(form(district.west))
        return len(asked)

    cost()
    few = cost()
    for number in range(27):
        register(district.west, f"钟离{'一二三四五六七八九'[number % 9]}{number}")
    assert cost() == few <= 13
