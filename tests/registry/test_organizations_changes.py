"""Open, rename, move, close: through the forms, as a clerk does it (A1, A2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Refused
from dangjian.registry.actions import organizations, people, posts
from dangjian.registry.models import (
    Naming,
    Organization,
    OrganizationForm,
    Parentage,
    Person,
    Post,
    PostTitle,
    Role,
    RoleGrant,
    Unit,
    UnitLink,
)
from tests.district import TODAY, District, give, open_below, register
from tests.registry.forms_sent import offered, opened, send, text
from tests.registry.many import many_branches

pytestmark = pytest.mark.django_db

SignIn = Callable[[Client, str], Client]
CODE, OTHER_CODE = "91429000209900018M", "52429000209900026H"
FORMS = ("open", "rename", "move", "close", "units", "particulars")


@pytest.fixture
def clerk(client: Client, sign_in: SignIn) -> Client:
    """The clerk of 东篱街道."""
    return sign_in(client, "clerk")


@pytest.fixture
def office(sign_in: SignIn, district: District) -> Client:
    return sign_in(Client(), "office")


def form_of(organization: Organization, verb: str) -> str:
    return reverse(f"organization_{verb}", args=[organization.pk])


def told(client: Client, answer: HttpResponse) -> str:
    """The sentence after a success, on the page it leads to."""
    assert answer.status_code == 302, text(answer)
    page = client.get(answer["Location"])
    assert page.status_code == 200
    return " ".join(text(page).split())


def refused(answer: HttpResponse, sentence: str, status: int = 422) -> None:
    assert answer.status_code == status
    assert sentence in text(answer)


# --- open ----------------------------------------------------------------------------------------


def test_a_clerk_opens_a_branch_and_every_list_shows_it_at_once(
    district: District, clerk: Client
) -> None:
    """A1."""
    answer = send(
        clerk,
        form_of(district.street, "open"),
        form="branch",
        name="中共禾丰区东篱社区第三支部委员会",
        short_name="东篱社区第三党支部",
        on="2026-11-02",
        document="东工委〔2026〕33号",
    )
    assert "东篱社区第三党支部已经设立。填错了可以改名或改类别、换上级。" in told(clerk, answer)
    opened_now = Organization.objects.get(short_name="东篱社区第三党支部")
    assert (opened_now.form, opened_now.parent, opened_now.opened_on) == (
        OrganizationForm.BRANCH,
        district.street,
        dt.date(2026, 11, 2),
    )
    assert opened_now.path == f"{district.street.path}{opened_now.pk}/"
    assert "东篱社区第三党支部" in text(clerk.get(reverse("tree")))
    yesterday = clerk.get(reverse("tree"), {"on": "2026-11-01"})
    assert "东篱社区第三党支部" not in text(yesterday)


def test_the_form_offers_only_what_may_stand_below(district: District, clerk: Client) -> None:
    page = clerk.get(form_of(district.east, "open"))
    assert [value for value, _ in page.context["form"].fields["form"].choices] == ["group"]
    assert "may_approve" not in page.context["form"].fields
    assert clerk.get(form_of(district.group, "open")).status_code == 422


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "全称"),
        ({"short_name": "东篱社区第二党支部"}, "同一上级下面已经有这个简称。"),
        ({"name": "中共禾丰区东篱社区第二党支部"}, "同一上级下面已经有这个名称的组织。"),
        ({"on": "2026-11-24"}, "日期还没到，请在当天办理。"),
        ({"on": "2010-06-30"}, "东篱街道党工委于 2010-07-01 成立"),
        ({"on": "去年"}, "看不懂这个日期"),
        ({"form": "district"}, "district"),
        ({"form": "branch", "may_approve": "on"}, "党支部不能有审批预备党员的权限"),
        ({"name": "长" * 121}, "120"),
        ({"name": "\x00 \u200b"}, "请填写全称"),
        ({"document": "\x00"}, "空"),
        ({"document": "长" * 121}, "120"),
    ],
)
def test_what_cannot_be_is_said_at_the_form_and_what_was_typed_stays(
    typed: dict[str, str], sentence: str, district: District, clerk: Client
) -> None:
    filled = {
        "form": "branch",
        "name": "中共禾丰区东篱社区第三支部委员会",
        "short_name": "东篱社区第三党支部",
        "document": "东工委〔2026〕33号",
    } | typed
    before = Organization.objects.count()
    answer = send(clerk, form_of(district.street, "open"), **filled)
    refused(answer, sentence)
    assert Organization.objects.count() == before
    if "document" not in typed:
        assert 'value="东工委〔2026〕33号"' in answer.content.decode()


def test_a_double_click_opens_one_branch(district: District, clerk: Client) -> None:
    address = form_of(district.street, "open")
    filled = opened(clerk, address) | {
        "form": "branch",
        "name": "中共禾丰区东篱社区第三支部委员会",
        "short_name": "东篱社区第三党支部",
    }
    first, second = clerk.post(address, filled), clerk.post(address, filled)
    assert first["Location"] == second["Location"]
    assert Organization.objects.filter(short_name="东篱社区第三党支部").count() == 1


# --- rename --------------------------------------------------------------------------------------


def test_a_branch_becomes_a_general_branch_and_keeps_its_old_name_for_its_days(
    district: District, clerk: Client
) -> None:
    """A1, A14: upgraded, and still called by its old name on the days before."""
    answer = send(
        clerk,
        form_of(district.west, "rename"),
        name="中共禾丰区东篱社区总支部委员会",
        short_name="东篱社区党总支",
        form="general_branch",
        on="2026-11-10",
        document="东工委〔2026〕35号",
    )
    assert "现在是中共禾丰区东篱社区总支部委员会。改回原来的" in told(clerk, answer)
    names = Naming.objects.filter(organization=district.west).order_by("valid")
    assert [(n.short_name, n.form, n.ended_on) for n in names] == [
        ("东篱社区第二党支部", "branch", dt.date(2026, 11, 10)),
        ("东篱社区党总支", "general_branch", None),
    ]
    page = clerk.get(reverse("organization", args=[district.west.pk]), {"on": "2026-11-09"})
    assert "东篱社区第二党支部" in text(page)


def test_the_way_back_brings_the_old_name_into_the_form(district: District, clerk: Client) -> None:
    answer = send(clerk, form_of(district.west, "rename"), name="写错了", short_name="写错了")
    page = clerk.get(answer["Location"]).content.decode()
    back = page.split("改回原来的</a>")[0].rsplit('href="', 1)[1].split('"')[0]
    address = back.replace("&amp;", "&")
    assert opened(clerk, address)["short_name"] == ["东篱社区第二党支部"]
    assert send(clerk, address).status_code == 302
    district.west.refresh_from_db()
    assert district.west.short_name == "东篱社区第二党支部"
    history = clerk.get(reverse("organization", args=[district.west.pk])).context["history"]
    assert [event.title for event in history] == ["成立，名称为中共禾丰区东篱社区第二党支部"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "名称和类别都没有变。"),
        ({"short_name": "东篱社区第二党支部"}, "已经有这个简称"),
        ({"form": "general_branch", "short_name": "新"}, "它下面还有党小组"),
        ({"form": "group", "short_name": "新"}, "group"),
        ({"short_name": "新", "on": "2010-06-30"}, "日期早于上一次变动（2010-07-01）"),
        ({"short_name": "新", "on": "2026-11-24"}, "日期还没到"),
    ],
)
def test_a_renaming_that_cannot_be_is_refused(
    typed: dict[str, str], sentence: str, district: District, clerk: Client
) -> None:
    refused(send(clerk, form_of(district.east, "rename"), **typed), sentence)
    assert Naming.objects.filter(organization=district.east).count() == 1


def test_a_branch_with_members_cannot_become_a_general_branch(
    district: District, office: Client
) -> None:
    answer = send(
        office, form_of(district.foreign, "rename"), form="general_branch", short_name="新"
    )
    refused(answer, "它还直接管着党员，请先把党员编入支部。")


def test_who_was_slower_sees_that_somebody_else_changed_it(
    district: District, clerk: Client, office: Client
) -> None:
    """A stale form: 409, the typed kept, a way to the present state."""
    address = form_of(district.west, "rename")
    slow = opened(clerk, address) | {"short_name": "慢的"}
    assert send(office, address, short_name="快的").status_code == 302
    answer = clerk.post(address, slow)
    refused(answer, "刚被别人改过，请看过新内容后再改。", 409)
    page = answer.content.decode()
    assert 'value="慢的"' in page
    assert f'href="{reverse("organization", args=[district.west.pk])}"' in page
    district.west.refresh_from_db()
    assert district.west.short_name == "快的"


# --- move ----------------------------------------------------------------------------------------


def test_a_branch_moves_with_its_people_and_groups_and_every_list_follows(
    district: District, office: Client
) -> None:
    """A1: paths of the organization, of what is below it and of its members follow at once."""
    address = form_of(district.east, "move")
    answer = send(
        office,
        address,
        parent=district.other_street.pk,
        on="2026-11-20",
        document="禾组〔2026〕12号",
    )
    assert (
        "东篱社区第一党支部已经移到柳岸街道党工委下面，它下面的组织和党员都跟着过去了。"
        "移回东篱街道党工委"
    ) in told(office, answer)
    here = f"{district.other_street.path}{district.east.pk}/"
    assert Organization.objects.get(pk=district.east.pk).path == here
    assert Organization.objects.get(pk=district.group.pk).path == f"{here}{district.group.pk}/"
    paths = Person.objects.filter(organization=district.east).values_list("path", flat=True)
    assert set(paths) == {here}
    listed = office.get(reverse("members"), {"at": district.other_street.pk})
    assert "宋怀石" in text(listed)
    assert "宋怀石" not in text(office.get(reverse("members"), {"at": district.street.pk}))


def test_the_clerk_it_moved_away_from_sees_it_no_more(
    district: District, clerk: Client, office: Client
) -> None:
    assert (
        send(office, form_of(district.west, "move"), parent=district.other_street.pk).status_code
        == 302
    )
    assert clerk.get(reverse("organization", args=[district.west.pk])).status_code == 404


def test_only_superiors_that_fit_and_lie_in_ones_own_part_are_offered(
    district: District, clerk: Client, office: Client
) -> None:
    address = form_of(district.east, "move")
    offers = offered(office.get(address), "parent")
    assert offers == [str(district.root.pk), str(district.other_street.pk)]
    assert clerk.get(address).context["shown"] == []
    assert "请先找新的上级" in text(clerk.get(address))
    found = office.get(address, {"q": "liuan"}).context["shown"]
    assert [one.short_name for one in found] == ["柳岸街道党工委"]


def test_a_superior_out_of_ones_reach_cannot_be_sent_either(
    district: District, clerk: Client
) -> None:
    address = form_of(district.east, "move")
    filled = opened(clerk, form_of(district.east, "rename"))
    for pk in (district.other_street.pk, district.group.pk, district.east.pk, 10**30, "x", ""):
        answer = clerk.post(address, filled | {"parent": pk, "on": "2026-11-20"})
        assert answer.status_code == 422
    assert Parentage.objects.filter(organization=district.east).count() == 1


def test_a_long_list_of_superiors_is_cut_and_says_how_many_more(
    district: District, office: Client
) -> None:
    """1,559 organizations are searched, not scrolled."""
    for number in range(45):
        open_below(district.root, f"第{number}街道党工委", OrganizationForm.WORK_COMMITTEE)
    page = office.get(form_of(district.west, "move"), {"q": "街道"})
    assert (len(page.context["shown"]), page.context["more"]) == (40, 6)
    assert "还有 6 个没有列出" in text(page)
    page = office.get(form_of(district.west, "move"), {"q": "街道", "parent": district.root.pk})
    assert page.context["shown"][0] == district.root


def test_a_superior_chosen_after_a_search_survives_a_mistake_elsewhere(
    district: District, office: Client
) -> None:
    address = form_of(district.west, "move") + "?q=liuan"
    answer = send(office, address, parent=district.other_street.pk, on="2027-01-01")
    refused(answer, "日期还没到，请在当天办理。")
    assert "checked" in answer.content.decode()


def test_nothing_moves_below_itself_not_even_on_a_past_day(
    district: District, office: Client
) -> None:
    """A circle on any day is refused: in spring the one stood below the other."""
    inner = open_below(district.street, "东篱社区党委", OrganizationForm.COMMITTEE)
    outer = open_below(district.street, "东篱商圈党委", OrganizationForm.COMMITTEE)
    spring, autumn = dt.date(2026, 3, 1), dt.date(2026, 9, 1)
    organizations.move(inner, parent=outer, on=spring, today=TODAY, by=SYSTEM)
    organizations.move(inner, parent=district.street, on=autumn, today=TODAY, by=SYSTEM)
    with pytest.raises(Refused, match="在这段时间里是它自己或它的下级"):
        organizations.move(outer, parent=inner, on=dt.date(2026, 8, 31), today=TODAY, by=SYSTEM)
    moved = organizations.move(outer, parent=inner, on=autumn, today=TODAY, by=SYSTEM)
    assert moved.path == f"{district.street.path}{inner.pk}/{outer.pk}/"


def test_local_rules_follow_an_organization_that_moves(district: District, office: Client) -> None:
    from dangjian.kernel import rule_overrides, rules

    rule_overrides.override(
        "branch.max_members",
        organization_uid=district.east.uid,
        path=district.east.path,
        value=40,
        effective_from=dt.date(2026, 1, 1),
        reason="区委要求",
        by=SYSTEM,
        on=TODAY,
    )
    send(office, form_of(district.east, "move"), parent=district.other_street.pk)
    district.east.refresh_from_db()
    assert rules.value("branch.max_members", on=TODAY, path=district.east.path).number == 40


def test_the_district_committee_neither_moves_nor_closes(
    district: District, office: Client
) -> None:
    refused(office.get(form_of(district.root, "move")), "区委是最上级，不能移动。")
    refused(office.get(form_of(district.root, "close")), "区委是最上级，不能撤销。")


# --- close ---------------------------------------------------------------------------------------


def test_a_branch_with_members_says_how_many_stand_in_the_way(
    district: District, clerk: Client
) -> None:
    page = clerk.get(form_of(district.east, "close"))
    assert "它下面还有 1 个组织，请先移走或撤销。" in text(page)
    assert "它还有 9 名党员，请先转出或编入别的支部。" in text(page)
    assert '<form class="card card-l stack confirm"' not in page.content.decode()
    filled = opened(clerk, form_of(district.east, "rename")) | {"reason": "撤并"}
    refused(clerk.post(form_of(district.east, "close"), filled), "它下面还有 1 个组织")


def test_an_empty_branch_closes_and_what_belonged_to_it_ends_with_it(
    district: District, clerk: Client
) -> None:
    """A1: posts, roles and unit links end; the past stays."""
    person = register(district.east, "钟离秋")
    posts.appoint(
        district.west,
        person,
        title=PostTitle.SECRETARY,
        on=dt.date(2026, 1, 1),
        today=TODAY,
        by=SYSTEM,
    )
    give(person, Role.ORGANIZER, district.west, on=dt.date(2026, 11, 1))
    address = form_of(district.west, "close")
    asked = text(clerk.get(address))
    assert "班子职务1 个" in asked
    assert "授予的角色1 个" in asked
    refused(send(clerk, address), "撤销原因")
    answer = send(
        clerk, address, reason="并入第一党支部", document="东工委〔2026〕36号", on="2026-11-20"
    )
    assert "东篱社区第二党支部已经撤销。它以前的情况仍然查得到。" in told(clerk, answer)
    day = dt.date(2026, 11, 20)
    assert Post.objects.get(organization=district.west).ended_on == day
    assert RoleGrant.objects.get(organization=district.west).ended_on == day
    refused(clerk.get(form_of(district.west, "rename")), "已经撤销，不能再改。")


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        ("2010-07-01", "撤销日期应在成立日期之后。"),
        ("2026-05-31", "2026-06-01 还登记过它的变动，撤销日期不能更早。"),
        ("2026-11-24", "日期还没到"),
    ],
)
def test_a_closing_before_what_is_recorded_is_refused(
    on: str, sentence: str, district: District, clerk: Client
) -> None:
    organizations.rename(
        district.west,
        name="中共禾丰区东篱社区第二联合支部委员会",
        short_name="东篱社区第二联合党支部",
        form=OrganizationForm.JOINT_BRANCH,
        on=dt.date(2026, 6, 1),
        today=TODAY,
        by=SYSTEM,
    )
    refused(send(clerk, form_of(district.west, "close"), reason="撤并", on=on), sentence)


def test_a_closing_before_its_last_member_or_subordinate_left_is_refused(
    district: District, clerk: Client
) -> None:
    person = register(district.west, "钟离秋")
    left, moved = dt.date(2026, 5, 1), dt.date(2026, 6, 1)
    people.reassign(person, organization=district.east, on=left, today=TODAY, by=SYSTEM)
    address = form_of(district.west, "close")
    refused(
        send(clerk, address, reason="撤并", on="2026-04-30"), "撤销日期早于最后一名党员转出的日期"
    )
    group = open_below(district.west, "第一党小组", OrganizationForm.GROUP)
    organizations.move(group, parent=district.east, on=moved, today=TODAY, by=SYSTEM)
    refused(
        send(clerk, address, reason="撤并", on="2026-05-31"),
        "撤销日期早于最后一个下级组织移走或撤销的日期",
    )
    assert send(clerk, address, reason="撤并", on="2026-06-01").status_code == 302


# --- units and particulars -----------------------------------------------------------------------


def test_a_joint_branch_of_several_units_is_recorded_line_by_line(
    district: District, clerk: Client
) -> None:
    """A2: without script, "再加一个" is asked of the server and nothing typed is lost."""
    address = form_of(district.west, "units")
    typed = opened(clerk, address) | {
        "relation": "joint",
        "name_0": "东篱社区居民委员会",
        "code_0": "5242 9000 2099 0002 6h",
        "sector_0": "community",
        "more": "1",
    }
    grown = clerk.post(address, typed)
    assert grown.status_code == 422
    assert "没填好" not in text(grown)
    assert len(grown.context["form"].lines) == 2
    typed |= {
        "rows": grown.context["form"].initial["rows"],
        "name_1": "禾丰物业服务有限公司",
        "code_1": CODE,
        "sector_1": "enterprise",
    }
    typed.pop("more")
    answer = clerk.post(address, typed)
    assert "所在单位已经登记。" in told(clerk, answer)
    assert list(Unit.objects.order_by("pk").values_list("name", "credit_code")) == [
        ("东篱社区居民委员会", OTHER_CODE),
        ("禾丰物业服务有限公司", CODE),
    ]
    district.west.refresh_from_db()
    assert district.west.unit_relation == "joint"
    shown = opened(clerk, address)
    assert (shown["name_1"], shown["rows"]) == (["禾丰物业服务有限公司"], ["2"])


def test_five_lines_are_the_most(district: District, clerk: Client) -> None:
    address = form_of(district.west, "units")
    for rows in ("4", "5", "99", "-1", "x"):
        filled = opened(clerk, address) | {"rows": rows, "more": "1"}
        lines = clerk.post(address, filled).context["form"].lines
        assert len(lines) <= 5


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"relation": "legal"}, "选“法人单位”时要填一个单位，现在填了 0 个。"),
        ({"relation": "joint", "name_0": "甲厂", "sector_0": "enterprise"}, "要填 2 至 5 个单位"),
        ({"relation": "same", "name_0": "甲厂", "sector_0": "enterprise"}, "不用填单位"),
        ({"relation": "legal", "name_0": "甲厂"}, "请选择单位类别。"),
        ({"relation": "legal", "code_0": CODE, "sector_0": "organ"}, "请写上单位名称。"),
        (
            {
                "relation": "legal",
                "name_0": "甲厂",
                "sector_0": "enterprise",
                "code_0": "91429000209900018N",
            },
            "甲厂的统一社会信用代码不对",
        ),
        (
            {"relation": "legal", "name_0": "甲", "sector_0": "enterprise", "on": "2010-06-30"},
            "它于 2010-07-01 才成立",
        ),
    ],
)
def test_units_that_do_not_fit_are_refused(
    typed: dict[str, str], sentence: str, district: District, clerk: Client
) -> None:
    refused(send(clerk, form_of(district.west, "units"), **typed), sentence)
    assert not UnitLink.objects.exists()


def test_nobody_rewrites_the_unit_behind_somebody_elses_organization(
    district: District, clerk: Client, office: Client
) -> None:
    unit = {"relation": "legal", "name_0": "禾丰物业", "sector_0": "enterprise", "code_0": CODE}
    assert send(office, form_of(district.foreign, "units"), **unit).status_code == 302
    address = form_of(district.west, "units")
    answer = send(clerk, address, **unit | {"name_0": "别的公司"})
    refused(answer, f"代码 {CODE} 已经登记为“禾丰物业”（企业）")
    assert send(clerk, address, **unit).status_code == 302
    assert Unit.objects.count() == 1


def test_a_unit_behind_ones_own_organization_alone_can_be_corrected(
    district: District, clerk: Client
) -> None:
    unit = {"relation": "legal", "name_0": "禾丰物也", "sector_0": "enterprise", "code_0": CODE}
    address = form_of(district.west, "units")
    send(clerk, address, **unit)
    send(clerk, address, **unit | {"name_0": "禾丰物业"})
    assert list(Unit.objects.values_list("name", flat=True)) == ["禾丰物业"]
    assert UnitLink.objects.count() == 1


def test_units_left_behind_end_on_the_day_and_stay_in_the_past(
    district: District, clerk: Client
) -> None:
    address = form_of(district.west, "units")
    first = {"relation": "legal", "name_0": "甲厂", "sector_0": "enterprise"}
    send(clerk, address, **first, on="2024-01-01")
    refused(
        send(clerk, address, **first | {"name_0": "乙厂"}, on="2023-12-31"),
        "原来的单位是在这一天以后登记的",
    )
    send(clerk, address, **first | {"name_0": "乙厂"}, on="2026-01-01")
    links = UnitLink.objects.order_by("pk").values_list("unit__name", "valid")
    assert [(name, valid.lower, valid.upper) for name, valid in links] == [
        ("甲厂", dt.date(2024, 1, 1), dt.date(2026, 1, 1)),
        ("乙厂", dt.date(2026, 1, 1), None),
    ]


def test_contact_and_power_are_corrected_and_the_log_says_from_what_to_what(
    district: District, office: Client
) -> None:
    answer = send(
        office,
        form_of(district.street, "particulars"),
        contact="何秋实",
        phone="0340-2222 1111",
        may_approve="on",
        position="5",
    )
    assert "已经改好。" in told(office, answer)
    district.street.refresh_from_db()
    assert (district.street.contact, district.street.may_approve) == ("何秋实", True)
    leaf = Leaf.objects.filter(verb="correct_particulars").get()
    assert '"contact":["","何秋实"]' in leaf.body
    assert leaf.actor_account == district.accounts["office"].pk


def test_what_an_organization_is_and_may_is_decided_above_it(
    district: District, clerk: Client, office: Client
) -> None:
    """A1: the street's own clerk corrects its telephone; its name, form, superior, end and power of
    approval belong to the district, and the doors are not even drawn.
    """
    send(office, form_of(district.street, "particulars"), may_approve="on", position="0")
    page = text(clerk.get(reverse("organization", args=[district.street.pk])))
    assert "改联系方式和权限" in page and "改名或改类别" not in page and "撤销" not in page
    for verb in ("rename", "move", "close"):
        refused(clerk.get(form_of(district.street, verb)), "由它的上级党组织定", 403)
        assert office.get(form_of(district.street, verb)).status_code == 200
        assert clerk.get(form_of(district.west, verb)).status_code == 200
    assert "审批预备党员" not in text(clerk.get(form_of(district.street, "particulars")))
    told(clerk, send(clerk, form_of(district.street, "particulars"), phone="0340-1", position="0"))
    district.street.refresh_from_db()
    assert (district.street.phone, district.street.may_approve) == ("0340-1", True)


def test_the_order_among_sisters_decides_the_order_in_the_tree(
    district: District, clerk: Client
) -> None:
    send(clerk, form_of(district.west, "particulars"), position="1")
    rows = clerk.get(reverse("tree")).context["rows"][0].rows
    assert [row.node.short_name for row in rows] == ["东篱社区第二党支部", "东篱社区第一党支部"]


# --- doors ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", FORMS)
def test_forms_about_what_is_elsewhere_do_not_exist(
    verb: str, district: District, clerk: Client
) -> None:
    key = opened(clerk, form_of(district.west, "rename"))["form_key"]
    for pk in (district.foreign.pk, district.root.pk, 987654, 10**30):
        address = f"/organizations/{pk}/{verb}/"
        assert clerk.get(address).status_code == 404
        assert clerk.post(address, {"form_key": key, "reason": "x"}).status_code == 404


@pytest.mark.parametrize("verb", FORMS)
def test_every_form_costs_the_same_queries_for_3_and_for_300_sisters(
    verb: str, district: District, clerk: Client
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            clerk.get(form_of(district.west, verb))
        return len(asked)

    cost()
    few = cost()
    many_branches(district.street, 300, "东篱社区新")
    assert cost() == few <= 16
