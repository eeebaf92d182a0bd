"""One account for one person (L1): opened with a one-time code, managed by who stands above, ended
the day somebody leaves."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.test import Client

from dangjian.kernel import clock
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Refused
from dangjian.registry import brake
from dangjian.registry.actions import accounts, standing
from dangjian.registry.authority import viewer_of
from dangjian.registry.models import Account, ActivationCode, Person, Session, SignInBrake
from dangjian.registry.queries.accounts import may_drop_second_factor, may_manage_account
from tests.district import TODAY, District, give, register
from tests.registry.browser import enter, form_key, send, signed_in, totp, type_code, type_name

NEW = "terraces and rice"
pytestmark = pytest.mark.django_db


def code_for(person: Person, **more: bool) -> str:
    return accounts.issue_code(person, now=clock.now(), by=SYSTEM, issuer=None, **more)


def slip(name: str, code: str, **more: str) -> dict[str, str]:
    """What somebody types who holds a slip."""
    return {"name": name, "code": code, "password1": NEW, "password2": NEW} | more


def newcomer(district: District, name: str = "江晓禾") -> tuple[Person, str]:
    person = register(district.east, name)
    return person, code_for(person)


def leave(person: Person, kind: str, reason: str) -> None:
    standing.change_standing(
        person,
        kind=kind,
        on=TODAY,
        reason=reason,
        document="禾组〔2026〕9号",
        today=TODAY,
        by=SYSTEM,
    )


# --- issuing --------------------------------------------------------------------------------------


def test_a_secretary_prints_a_slip_that_shows_the_code_once(district: District) -> None:
    person = register(district.east, "江晓禾")
    client = enter(district, "secretary")
    path = f"/members/{person.pk}/code/"
    key = form_key(client, path)
    first = client.post(path, {"form_key": key})
    page = first.content.decode()
    assert first.status_code == 200
    assert "no-store" in first["Cache-Control"]
    shown = re.search(r"<span>(\d{4})</span> <span>(\d{4})</span> <span>(\d{4})</span>", page)
    assert shown is not None
    assert all(word in page for word in ("江晓禾", "东篱社区第一党支部", "/activate/"))
    again = client.post(path, {"form_key": key})
    assert (again.status_code, again["Location"]) == (302, path)
    told = client.get(path).content.decode()
    assert "启用码只在发出时显示一次" in told
    assert ActivationCode.objects.filter(person=person).count() == 1
    account = Client().post("/activate/", slip("江晓禾", "".join(shown.groups())))
    assert account["Location"] == "/me/"


def test_the_code_is_kept_nowhere(district: District) -> None:
    person, code = newcomer(district)
    kept = ActivationCode.objects.get(person=person)
    assert len(bytes(kept.code_index)) == 16
    assert code not in str(Leaf.objects.get(verb="issue_code").body)
    assert not any(code in str(s.get_decoded()) for s in Session.objects.all())


def test_a_new_code_makes_the_one_before_void(district: District) -> None:
    person, first = newcomer(district)
    second = code_for(person)
    assert Client().post("/activate/", slip("江晓禾", first)).status_code == 422
    assert Client().post("/activate/", slip("江晓禾", second)).status_code == 302


def test_the_database_refuses_a_second_open_code_and_a_code_from_oneself(
    district: District,
) -> None:
    person, _ = newcomer(district)
    more = {"issued_at": clock.now(), "expires_at": clock.now()}
    for row in (
        {"person": person, "code_index": b"1" * 16},
        {
            "person": district.people["clerk"],
            "issued_by": district.people["clerk"],
            "code_index": b"2" * 16,
        },
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            ActivationCode.objects.create(**row, **more)


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("member", 404),
        ("secretary", 200),
        ("organizer", 200),
        ("clerk", 200),
        ("office", 200),
        ("leader", 404),
        ("system_officer", 404),
        ("security_officer", 200),
        ("auditor", 404),
    ],
)
def test_who_may_issue_a_code_to_a_plain_member(district: District, role: str, status: int) -> None:
    person = register(district.east, "江晓禾")
    client = enter(district, role)
    assert client.get(f"/members/{person.pk}/code/").status_code == status
    stranger = f"/members/{district.people['foreigner'].pk}/code/"
    over_all = role in ("office", "security_officer")
    assert client.get(stranger).status_code == (200 if over_all else 404)


def test_a_secretary_does_not_step_into_the_place_of_a_superior_in_his_branch(
    district: District,
) -> None:
    """A code opens everything its owner holds: whoever issues it must stand above all of that."""
    client = enter(district, "secretary")
    for role in ("clerk", "office", "security_officer", "auditor"):
        answer = client.get(f"/members/{district.people[role].pk}/code/")
        assert answer.status_code == 403
        assert "由区委的安全管理员管理" in answer.content.decode()
    answer = client.get(f"/members/{district.people['secretary'].pk}/code/")
    assert (answer.status_code, "自己的账号" in answer.content.decode()) == (403, True)


def test_only_who_grants_an_office_may_manage_the_accounts_of_the_three_officers(
    district: District,
) -> None:
    def may(role: str, whom: str) -> bool:
        viewer = viewer_of(district.accounts[role], TODAY)
        return may_manage_account(viewer, district.people[whom], TODAY)

    assert may("office", "clerk")
    assert may("security_officer", "clerk")
    assert may("security_officer", "auditor")
    assert not may("office", "auditor")
    assert not may("office", "security_officer")
    assert not may("clerk", "office")


def test_only_who_grants_an_office_may_take_its_second_factor_off(district: District) -> None:
    def may(role: str, whom: str) -> bool:
        viewer = viewer_of(district.accounts[role], TODAY)
        return may_drop_second_factor(viewer, district.people[whom], TODAY)

    assert may("secretary", "member")
    assert may("security_officer", "clerk")
    assert not may("office", "clerk")


def test_a_colleague_cannot_give_somebody_in_office_a_new_password(district: District) -> None:
    """Whoever holds office and has an account gets a code from who may grant the office; somebody
    new in office, who has none yet, gets his first from whoever stands above."""
    path = f"/members/{district.people['clerk'].pk}/code/"
    answer = enter(district, "office").get(path)
    assert answer.status_code == 403
    assert "由安全管理员当面核实以后发启用码" in answer.content.decode()
    assert (
        send(enter(district, "security_officer"), path, drop_second_factor="on").status_code == 200
    )
    assert ActivationCode.objects.get(person=district.people["clerk"]).drops_second_factor
    person = register(district.east, "江晓禾")
    give(person, "organizer", district.east)
    path = f"/members/{person.pk}/code/"
    assert enter(district, "office").get(path).status_code == 200
    accounts.activate(name="江晓禾", code=code_for(person), password=NEW, now=clock.now())
    assert enter(district, "office").get(path).status_code == 403


# --- activating -----------------------------------------------------------------------------------


@pytest.mark.parametrize("spelt", ["{0} {1} {2}", "{0}-{1}-{2}", "{0}{1}{2}", " {0}　{1}－{2} "])
def test_a_member_opens_the_account_however_the_code_is_spelt(
    district: District, spelt: str
) -> None:
    """L1: activated with a one-time code."""
    person, code = newcomer(district)
    client = Client()
    typed = slip("江 晓禾", spelt.format(code[:4], code[4:8], code[8:]))
    answer = client.post("/activate/", typed)
    assert answer["Location"] == "/me/"
    page = client.get("/me/").content.decode()
    assert "您的登录名是 jiangxiaohe" in page
    assert Account.objects.get(person=person).login_name == "jiangxiaohe"
    assert type_name(Client(), "jiangxiaohe", NEW)["Location"] == "/start/"
    assert type_name(Client(), person.unseal("mobile"), NEW)["Location"] == "/start/"


def test_a_transcribed_name_may_be_typed_with_any_dot(district: District) -> None:
    _, code = newcomer(district, "阿依古丽·买买提")
    assert Client().post("/activate/", slip("阿依古丽•买买提", code)).status_code == 302


def test_a_login_name_may_be_chosen_and_belongs_to_one(district: District) -> None:
    person, code = newcomer(district)
    taken = Client().post("/activate/", slip("江晓禾", code, login_name="Member"))
    assert taken.status_code == 422
    assert "已经有人用了" in taken.content.decode()
    for bad in ("abc", "15400001111", "江晓禾", "a b!"):
        answer = Client().post("/activate/", slip("江晓禾", code, login_name=bad))
        assert (answer.status_code, "4 到 40 个" in answer.content.decode()) == (422, True)
    Client().post("/activate/", slip("江晓禾", code, login_name="ＪｉａｎｇＸＨ"))
    assert Account.objects.get(person=person).login_name == "jiangxh"


def test_two_people_of_one_name_get_two_login_names(district: District) -> None:
    for name in ("jiangxiaohe", "jiangxiaohe2"):
        person, code = newcomer(district)
        Client().post("/activate/", slip("江晓禾", code))
        assert Account.objects.get(person=person).login_name == name


def test_the_database_refuses_a_login_name_that_looks_like_a_number(district: District) -> None:
    person = register(district.east, "江晓禾")
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create(person=person, login_name="15400001111", activated_at=clock.now())


def test_a_mistake_keeps_what_was_typed_but_not_the_password(district: District) -> None:
    newcomer(district)
    answer = Client().post("/activate/", slip("江小禾", "1234 5678 9012", login_name="jxh88"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert all(f'value="{typed}"' in page for typed in ("江小禾", "1234 5678 9012", "jxh88"))
    assert NEW not in page
    assert 'role="alert"' in page


def test_one_sentence_for_a_wrong_a_used_a_void_and_an_expired_code_and_a_wrong_name(
    district: District,
) -> None:
    _, used = newcomer(district, "江晓禾")
    Client().post("/activate/", slip("江晓禾", used))
    _, other = newcomer(district, "江晚禾")
    person, void = newcomer(district, "江早禾")
    code_for(person)
    late_person, late = newcomer(district, "江迟禾")
    ActivationCode.objects.filter(person=late_person).update(expires_at=clock.now())
    for name, code in (
        ("江晓禾", "000000000000"),
        ("江晓禾", used),
        ("江晓禾", other),
        ("江早禾", void),
        ("江迟禾", late),
    ):
        typed = slip(name, code, password1=NEW + "!", password2=NEW + "!")
        answer = Client().post("/activate/", typed)
        assert answer.status_code == 422
        assert "姓名或启用码不对，或者启用码已经用过、过期。" in answer.content.decode()


def test_a_weak_password_costs_no_try_and_uses_the_code_not_up(district: District) -> None:
    _, code = newcomer(district)
    for _ in range(brake.ACCOUNT_AT_ADDRESS.free + 1):
        weak = slip("江晓禾", code, password1="jiangxiaohe1", password2="jiangxiaohe1")
        answer = Client().post("/activate/", weak)
        assert (answer.status_code, "姓名拼音" in answer.content.decode()) == (422, True)
    assert Client().post("/activate/", slip("江晓禾", code)).status_code == 302


def test_codes_cannot_be_guessed_without_end(district: District) -> None:
    _, code = newcomer(district)
    for n in range(brake.ACCOUNT_AT_ADDRESS.free):
        assert Client().post("/activate/", slip("江晓禾", f"{n:012d}")).status_code == 422
    SignInBrake.objects.update(failures=9)
    answer = Client().post("/activate/", slip("江晓禾", code))
    assert answer.status_code == 429
    assert "输错的次数多了" in answer.content.decode()


def test_a_double_click_opens_one_account_and_ends_well(district: District) -> None:
    person, code = newcomer(district)
    client, same = Client(), Client()
    for browser in (client, same):
        assert browser.post("/activate/", slip("江晓禾", code))["Location"] == "/me/"
        assert signed_in(browser)
    assert Account.objects.filter(person=person).count() == 1
    assert Leaf.objects.filter(verb="activate_account", subject_uid=person.uid).count() == 1


def test_a_new_secretary_chooses_a_longer_password_and_ties_a_telephone(
    district: District,
) -> None:
    person, early = newcomer(district)
    give(person, "organizer", district.street)
    # A slip from before the office opens nothing any more (T7).
    assert Client().post("/activate/", slip("江晓禾", early)).status_code == 422
    code = code_for(person)
    short = Client().post(
        "/activate/", slip("江晓禾", code, password1="ten chars!", password2="ten chars!")
    )
    assert "至少 14 个字符" in short.content.decode()
    client = Client()
    assert client.post("/activate/", slip("江晓禾", code))["Location"] == "/me/"
    assert client.get("/me/")["Location"] == "/me/second-factor/set-up/"
    assert client.get("/me/second-factor/set-up/").status_code == 200, "the password is fresh"


def test_a_forgotten_password_is_replaced_and_the_second_factor_stays(district: District) -> None:
    clerk = district.people["clerk"]
    before = enter(district, "clerk")
    code = code_for(clerk)
    assert signed_in(before), "the old password is good until the code is used"
    client = Client()
    assert client.post("/activate/", slip(clerk.name, code))["Location"] == "/sign-in/code/"
    assert not signed_in(before)
    assert not signed_in(client)
    assert type_code(client, totp()).status_code == 302
    assert Account.objects.get(person=clerk).login_name == "clerk"


def test_a_lost_telephone_goes_with_a_code_that_says_so(district: District) -> None:
    clerk = district.people["clerk"]
    code = code_for(clerk, drop_second_factor=True)
    client = Client()
    assert client.post("/activate/", slip(clerk.name, code))["Location"] == "/me/"
    assert client.get("/me/")["Location"] == "/me/second-factor/set-up/"
    assert not Authenticator.objects.filter(user=district.accounts["clerk"]).exists()


def test_somebody_signed_in_does_not_open_another_account(district: District) -> None:
    client = enter(district, "member")
    assert client.get("/activate/")["Location"] == "/me/"


# --- closing, leaving -----------------------------------------------------------------------------


def test_a_closed_account_is_out_with_its_next_request(district: District) -> None:
    member = enter(district, "member")
    client = enter(district, "secretary")
    path = f"/members/{district.people['member'].pk}/account/close/"
    assert send(client, path, reason="").status_code == 422
    assert signed_in(member)
    assert send(client, path, reason="本人申请").status_code == 302
    assert member.get("/me/")["Location"].startswith("/sign-in/")
    assert type_name(Client(), "member").status_code == 422
    closed = Account.objects.get(login_name="member")
    assert (closed.closing_reason, closed.closed_at is not None) == ("本人申请", True)


def test_a_closed_account_opens_again_with_a_new_code_and_no_old_session(
    district: District,
) -> None:
    person = district.people["member"]
    before = enter(district, "member")
    accounts.close_account(district.accounts["member"], reason="误操作", by=SYSTEM)
    Client().post("/activate/", slip(person.name, code_for(person)))
    assert type_name(Client(), "member", NEW)["Location"] == "/start/"
    assert not signed_in(before)


def test_nobody_closes_his_own_account(district: District) -> None:
    account = district.accounts["office"]
    by = viewer_of(account, TODAY).myself()
    with pytest.raises(Refused, match="不能停用自己的账号"):
        accounts.close_account(account, reason="不想用了", by=by)


@pytest.mark.parametrize(("kind", "reason"), [("left", "除名"), ("died", "去世")])
def test_a_leaver_is_out_with_his_next_request(district: District, kind: str, reason: str) -> None:
    """L1: leavers lose access the same day: account, office, open codes."""
    clerk = district.people["clerk"]
    code = code_for(clerk)
    client = enter(district, "clerk")
    assert signed_in(client)
    standing.change_standing(
        clerk,
        kind=kind,
        on=TODAY,
        reason=reason,
        document="禾组〔2026〕9号",
        today=TODAY,
        by=SYSTEM,
    )
    assert client.get("/me/")["Location"].startswith("/sign-in/")
    assert type_name(Client(), "clerk").status_code == 422
    assert Client().post("/activate/", slip(clerk.name, code)).status_code == 422
    assert not clerk.grants.filter(valid__contains=TODAY).exists()
    with pytest.raises(Refused, match="已经不在党内"):
        code_for(clerk)


def test_the_code_of_somebody_without_an_account_dies_when_he_leaves(district: District) -> None:
    person, code = newcomer(district)
    standing.change_standing(
        person,
        kind="left",
        on=TODAY,
        reason="除名",
        document="禾组〔2026〕9号",
        today=TODAY,
        by=SYSTEM,
    )
    assert Client().post("/activate/", slip("江晓禾", code)).status_code == 422


# --- my account -----------------------------------------------------------------------------------


def test_my_account_says_what_i_hold_and_how_i_am_protected(district: District) -> None:
    member = enter(district, "member").get("/me/").content.decode()
    assert all(word in member for word in ("宋怀石", "东篱社区第一党支部", "member", "没有设置"))
    clerk = enter(district, "clerk").get("/me/").content.decode()
    assert all(word in clerk for word in ("党务干事", "东篱街道党工委", "2026年11月23日起"))
    assert all(word in clerk for word in ("已绑定手机", "还剩 10 个"))
    secretary = enter(district, "secretary").get("/me/").content.decode()
    assert "担任书记，2025年3月15日起" in secretary


def test_a_code_is_good_for_a_week(district: District) -> None:
    _, code = newcomer(district)
    late = clock.now() + dt.timedelta(days=7)
    with pytest.raises(Refused):
        accounts.activate(name="江晓禾", code=code, password=NEW, now=late)
    accounts.activate(name="江晓禾", code=code, password=NEW, now=late - dt.timedelta(minutes=1))
