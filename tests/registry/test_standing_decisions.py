"""Decisions on a member's standing, and what ends with them: the acts and their pages (A6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from dangjian.kernel.evidence import SYSTEM, Actor
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Refused
from dangjian.registry.actions import organizations, people, posts, standing
from dangjian.registry.models import (
    Account,
    Floating,
    LostContact,
    Membership,
    Person,
    Post,
    RoleGrant,
    Standing,
    StandingKind,
)
from dangjian.registry.rules.people import DECISIONS, may_follow
from tests.district import TODAY, District, register
from tests.registry.forms_sent import offered, opened, send, shown, text

SignIn = Callable[[Client, str], Client]
DAY = dt.date(2026, 6, 1)

DECIDED = {"organ": "中共禾丰区东篱街道工作委员会", "decided_on": "2026-05-28"}


def decide(person: Person, kind: str, reason: str, on: dt.date = DAY, **more: object) -> Standing:
    facts = {"document": "东工委〔2026〕3号", "today": TODAY, "by": SYSTEM} | more
    return standing.change_standing(person, kind=kind, on=on, reason=reason, **facts)


def history(person: Person) -> list[tuple[str, dt.date, dt.date | None, str]]:
    return list(
        Standing.objects.filter(person=person)
        .order_by("valid")
        .values_list("kind", "valid__startswith", "valid__endswith", "reason")
    )


def ends(model: type, person: Person) -> list[dt.date | None]:
    field = "holder" if model is RoleGrant else "person"
    rows = model.objects.filter(**{field: person}).order_by("pk")
    return [row.valid.upper for row in rows]


# --- what may follow ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["probationary"], ["full", "suspended", "left", "died"]),
        (["probationary", "full"], ["suspended", "left", "died"]),
        (["probationary", "suspended"], ["probationary", "left", "died"]),
        (["full", "suspended"], ["full", "left", "died"]),
        (["probationary", "left"], ["probationary", "died"]),
        (["probationary", "full", "left"], ["full", "died"]),
        (["full", "suspended", "left"], ["full", "died"]),
        (["probationary", "died"], ["probationary"]),
        (["full", "left", "died"], ["full"]),
        ([], []),
    ],
)
def test_whoever_comes_back_comes_back_to_what_he_was(before: list[str], after: list[str]) -> None:
    assert may_follow(before) == after


def test_every_decision_names_its_reasons() -> None:
    for (before, after), reasons in DECISIONS.items():
        assert before != after
        assert len(reasons) == len(set(reasons)) > 0


# --- the acts -------------------------------------------------------------------------------------


def test_a_probationary_member_becomes_full_with_day_reason_and_paper(district: District) -> None:
    person = register(district.east, "唐景和", joined_on=dt.date(2025, 6, 1), full_on=None)
    decided = decide(person, "full", "按期转正")
    person.refresh_from_db()
    assert history(person) == [
        ("probationary", dt.date(2025, 6, 1), DAY, "入党"),
        ("full", DAY, None, "按期转正"),
    ]
    assert decided.document == "东工委〔2026〕3号"
    assert (person.standing, person.full_on, person.version) == ("full", DAY, 2)
    leaf = Leaf.objects.filter(subject_uid=person.uid).latest("pk")
    assert leaf.verb == "change_standing"
    assert "按期转正" not in leaf.body  # reasons are sensitive: they stand in the record


@pytest.mark.parametrize("kind", ["left", "died"])
def test_leaving_and_death_end_branch_posts_roles_marks_and_account_on_that_day(
    district: District, kind: str
) -> None:
    person = district.people["clerk"]
    posts.appoint(
        district.east, person, title="member", on=dt.date(2026, 1, 1), today=TODAY, by=SYSTEM
    )
    standing.report_lost(person, on=dt.date(2026, 2, 1), efforts="", today=TODAY, by=SYSTEM)
    standing.report_floating(
        person, on=dt.date(2026, 3, 1), destination="杭州", contact="", today=TODAY, by=SYSTEM
    )
    decide(person, kind, "去世" if kind == "died" else "开除党籍")
    for model in (Membership, Post, LostContact, Floating):
        assert ends(model, person) == [DAY]
    # The role was given only today: it is as if it had not been.
    assert [grant.valid.isempty for grant in RoleGrant.objects.filter(holder=person)] == [True]
    person.refresh_from_db()
    assert (person.standing, person.lost, person.floating) == (kind, False, False)
    assert person.organization == district.east
    account = Account.objects.get(person=person)
    assert (account.is_active, account.closing_reason) == (
        False,
        StandingKind(kind).label,
    )


def test_a_suspended_member_keeps_branch_and_account_but_no_post_and_no_role(
    district: District,
) -> None:
    person = district.people["secretary"]
    decide(person, "suspended", "出国（境）定居")
    assert ends(Membership, person) == [None]
    assert ends(Post, person) == [DAY]
    assert Account.objects.get(person=person).is_active


def test_a_death_entered_late_ends_what_began_after_it(district: District) -> None:
    """The branch was merged before the family told: he was never in the new one."""
    person = district.people["member"]
    people.reassign(
        person, organization=district.west, on=dt.date(2026, 7, 1), today=TODAY, by=SYSTEM
    )
    posts.appoint(
        district.west, person, title="member", on=dt.date(2026, 7, 2), today=TODAY, by=SYSTEM
    )
    decide(person, "died", "去世", document="")
    stays = Membership.objects.filter(person=person).order_by("pk")
    assert [(stay.valid.isempty, stay.valid.upper) for stay in stays] == [
        (False, DAY),
        (True, None),
    ]
    assert [post.valid.isempty for post in Post.objects.filter(person=person)] == [True]
    again = decide(person, "full", "登记有误，更正", on=dt.date(2026, 8, 1))
    assert again.kind == "full"
    assert [stay.valid.lower for stay in Membership.objects.current().filter(person=person)] == [
        dt.date(2026, 8, 1)
    ]


def test_whoever_comes_back_is_put_into_a_branch(district: District) -> None:
    person = district.people["member"]
    decide(person, "left", "除名")
    decide(person, "full", "撤销原处理决定", on=dt.date(2026, 9, 1), organization=district.west)
    person.refresh_from_db()
    assert (person.organization, person.path, person.full_on) == (
        district.west,
        district.west.path,
        dt.date(2013, 7, 1),
    )
    stay = Membership.objects.current().get(person=person)
    assert (stay.organization, stay.began_on) == (district.west, dt.date(2026, 9, 1))


def test_whoever_comes_back_needs_a_branch_that_is_still_there(district: District) -> None:
    person = register(district.west, "唐景和")
    decide(person, "left", "除名")
    organizations.close(
        district.west, on=dt.date(2026, 7, 1), today=TODAY, by=SYSTEM, reason="合并"
    )
    with pytest.raises(Refused, match="东篱社区第二党支部已经撤销"):
        decide(person, "full", "撤销原处理决定", on=dt.date(2026, 9, 1))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"kind": "full"}, "现在是“正式党员”，不能登记为“正式党员”。"),
        ({"kind": "probationary"}, "不能登记为“预备党员”"),
        ({"reason": "按期转正"}, "请从列出的原因中选一个。"),
        ({"document": "  "}, "请填写决定或批复的文件名称和文号。"),
        ({"on": TODAY + dt.timedelta(1)}, "日期还没到"),
        ({"on": dt.date(2013, 7, 1)}, "日期应晚于上一次变化（2013-07-01）。"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_and_changes_nothing(
    district: District, changed: dict[str, object], sentence: str
) -> None:
    person = district.people["member"]
    facts = {"kind": "left", "reason": "除名", "on": DAY} | changed
    with pytest.raises(Refused) as refused:
        decide(person, **facts)
    assert sentence in str(refused.value)
    assert len(history(person)) == 2


def test_nobody_enters_his_own_standing(district: District) -> None:
    person = district.people["clerk"]
    by = Actor(district.accounts["clerk"].pk, "clerk", person.uid)
    with pytest.raises(Refused, match="不能由自己登记"):
        decide(person, "suspended", "其他", by=by)


# --- lost and away --------------------------------------------------------------------------------


def test_contact_is_lost_found_and_lost_again(district: District) -> None:
    person = district.people["member"]

    def lost(on: dt.date) -> None:
        standing.report_lost(person, on=on, efforts="打过电话", today=TODAY, by=SYSTEM)

    def back(on: dt.date) -> None:
        standing.report_found(person, on=on, today=TODAY, by=SYSTEM)

    with pytest.raises(Refused, match="现在没有登记为失联"):
        back(DAY)
    lost(DAY)
    with pytest.raises(Refused, match="已经登记为失联（2026-06-01 起）"):
        lost(dt.date(2026, 7, 1))
    with pytest.raises(Refused, match="日期应在 2026-06-01 之后"):
        back(DAY)
    back(dt.date(2026, 7, 1))
    with pytest.raises(Refused, match="上一次登记到 2026-06-30 为止"):
        lost(dt.date(2026, 6, 15))
    lost(dt.date(2026, 7, 1))
    person.refresh_from_db()
    assert (person.lost, person.standing, person.version) == (True, "full", 4)
    assert list(
        LostContact.objects.filter(person=person)
        .order_by("valid")
        .values_list("valid__startswith", "valid__endswith")
    ) == [(DAY, dt.date(2026, 7, 1)), (dt.date(2026, 7, 1), None)]


def test_half_a_year_without_contact_changes_nothing_by_itself(district: District) -> None:
    """A legal threshold raises attention, never a decision (DOMAIN §2.5)."""
    person = district.people["member"]
    standing.report_lost(person, on=dt.date(2024, 1, 1), efforts="", today=TODAY, by=SYSTEM)
    assert [kind for kind, _, _, _ in history(person)] == ["probationary", "full"]


@pytest.mark.parametrize("day", [dt.date(2012, 6, 30), TODAY + dt.timedelta(1)])
def test_a_spell_begins_between_joining_and_today(district: District, day: dt.date) -> None:
    with pytest.raises(Refused):
        standing.report_lost(district.people["member"], on=day, efforts="", today=TODAY, by=SYSTEM)


def test_whoever_left_is_neither_lost_nor_away(district: District) -> None:
    person = district.people["member"]
    decide(person, "left", "退党除名")
    with pytest.raises(Refused, match="现在不在党组织里"):
        standing.report_lost(person, on=TODAY, efforts="", today=TODAY, by=SYSTEM)
    with pytest.raises(Refused, match="现在不在党组织里"):
        standing.report_floating(
            person, on=TODAY, destination="杭州", contact="", today=TODAY, by=SYSTEM
        )


# --- the pages ------------------------------------------------------------------------------------


def test_the_clerk_chooses_among_what_may_follow_and_is_told_what_ends(
    client: Client, district: District, sign_in: SignIn
) -> None:
    person = district.people["secretary"]
    address = f"/members/{person.pk}/standing/"
    page = sign_in(client, "clerk").get(address)
    assert [kind for kind, _, _ in page.context["choices"]] == ["suspended", "left", "died"]
    page = client.get(f"{address}?kind=left")
    words = text(page)
    for line in (
        "不再是东篱社区第一党支部的党员",
        "东篱社区第一党支部书记职务结束",
        "账号 secretary 停用",
        "档案和历史都保留。",
    ):
        assert line in words
    assert offered(page, "reason") == list(DECISIONS["full", "left"])
    died = client.get(f"{address}?kind=died")
    assert shown(died)["reason"] == ["去世"]
    assert "（可以不填）" in text(died).split("依据文件")[1]


def test_a_decision_is_entered_and_stands_in_the_record(
    client: Client, district: District, sign_in: SignIn
) -> None:
    person = district.people["member"]
    answer = send(
        sign_in(client, "clerk"),
        f"/members/{person.pk}/standing/?kind=suspended",
        on="2026年6月1日",
        reason="失去联系六个月以上",
        document="东工委〔2026〕3号",
        **DECIDED,
    )
    assert (answer.status_code, answer["Location"]) == (302, f"/members/{person.pk}/")
    words = text(client.get(answer["Location"]))
    paper = "依据：东工委〔2026〕3号，中共禾丰区东篱街道工作委员会，2026年5月28日"
    for line in ("2026年6月1日起 · 失去联系六个月以上", paper, "停止党籍"):
        assert line in words
    assert Leaf.objects.filter(subject_uid=person.uid).latest("pk").actor_role == "clerk"


def test_a_double_click_decides_once_and_an_old_form_is_stale(
    client: Client, district: District, sign_in: SignIn
) -> None:
    person = district.people["member"]
    address = f"/members/{person.pk}/standing/?kind=suspended"
    typed = {"on": "2026-06-01", "reason": "其他", "document": "东工委〔2026〕3号"} | DECIDED
    form = opened(sign_in(client, "clerk"), address) | typed
    other = opened(client, address) | typed
    assert client.post(address, form).status_code == 302
    assert client.post(address, form).status_code == 302
    assert len(history(person)) == 3
    late = client.post(address, other)
    assert late.status_code == 422
    assert "现在是“停止党籍”，不能这样登记" in text(late)


def test_a_form_overtaken_by_another_change_keeps_what_was_typed(
    client: Client, district: District, sign_in: SignIn
) -> None:
    person = district.people["member"]
    address = f"/members/{person.pk}/standing/?kind=suspended"
    form = opened(sign_in(client, "clerk"), address) | {
        "on": "2026-06-01",
        "reason": "其他",
        "document": "东工委〔2026〕3号",
        **DECIDED,
    }
    standing.report_lost(person, on=DAY, efforts="", today=TODAY, by=SYSTEM)
    answer = client.post(address, form)
    assert answer.status_code == 409
    assert shown(answer)["document"] == ["东工委〔2026〕3号"]
    assert "看现在的内容" in text(answer)


def test_what_may_not_follow_has_no_page(
    client: Client, district: District, sign_in: SignIn
) -> None:
    person = district.people["member"]
    sign_in(client, "clerk")
    for kind in ("full", "probationary", "boss", "LEFT", " "):
        page = client.get(f"/members/{person.pk}/standing/", {"kind": kind})
        assert page.status_code == 422


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"on": ""}, "on"),
        ({"on": "昨天"}, "on"),
        ({"reason": "按期转正"}, "reason"),
        ({"document": ""}, "document"),
        ({"organ": ""}, "organ"),
        ({"decided_on": "2026-12-01"}, "decided_on"),
        ({"on": "2013-01-01"}, "on"),
    ],
)
def test_a_mistake_is_said_at_its_field(
    client: Client, district: District, sign_in: SignIn, typed: dict[str, str], wrong: str
) -> None:
    person = district.people["member"]
    facts = {"on": "2026-06-01", "reason": "其他", "document": "东工委〔2026〕3号"}
    facts |= DECIDED | typed
    answer = send(
        sign_in(client, "clerk"), f"/members/{person.pk}/standing/?kind=suspended", **facts
    )
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [wrong])
    assert len(history(person)) == 2


def test_a_branch_is_asked_for_only_when_somebody_comes_back(
    client: Client, district: District, sign_in: SignIn
) -> None:
    person = district.people["member"]
    decide(person, "left", "除名")
    address = f"/members/{person.pk}/standing/?kind=full"
    assert shown(sign_in(client, "clerk").get(address))["place"] == [str(district.east.pk)]
    answer = send(
        client,
        address,
        on="2026-09-01",
        reason="撤销原处理决定",
        document="东工委〔2026〕8号",
        **DECIDED,
        place=district.west.pk,
    )
    assert answer.status_code == 302
    person.refresh_from_db()
    assert (person.organization, person.standing) == (district.west, "full")
    assert "place" not in shown(client.get(f"/members/{person.pk}/standing/?kind=left"))


def test_a_secretary_reports_but_does_not_decide(
    client: Client, district: District, sign_in: SignIn
) -> None:
    person = district.people["member"]
    secretary = sign_in(client, "secretary")
    assert secretary.get(f"/members/{person.pk}/standing/").status_code == 404
    page = secretary.get(f"/members/{person.pk}/")
    assert "登记党籍变化" not in text(page)
    assert "登记失联" in text(page)
    answer = send(secretary, f"/members/{person.pk}/lost/", on="2026-06-01", efforts="打过电话")
    assert answer.status_code == 302
    words = text(secretary.get(answer["Location"]))
    assert "是，2026年6月1日起" in words
    assert "登记恢复联系" in words
    assert send(secretary, f"/members/{person.pk}/found/", on="2026-07-01").status_code == 302
    again = send(secretary, f"/members/{person.pk}/found/", on="2026-07-01")
    assert again.status_code == 422
    assert "现在没有登记为失联" in text(again)


def test_a_member_goes_away_and_comes_back(
    client: Client, district: District, sign_in: SignIn
) -> None:
    person = district.people["member"]
    sign_in(client, "secretary")
    away = f"/members/{person.pk}/floating/"
    empty = send(client, away, on="2026-03-01", destination="  ")
    assert (empty.status_code, list(empty.context["form"].errors)) == (422, ["destination"])
    answer = send(client, away, on="2026-03-01", destination="杭州市余杭区", contact="钱江")
    assert answer.status_code == 302
    assert "是，2026年3月1日起，杭州市余杭区" in text(client.get(answer["Location"]))
    assert send(client, f"/members/{person.pk}/returned/", on="2026-10-01").status_code == 302
    person.refresh_from_db()
    assert person.floating is False
    assert ends(Floating, person) == [dt.date(2026, 10, 1)]
