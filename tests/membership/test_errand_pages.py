"""The pages of an errand, as the browser sends them."""

from __future__ import annotations

import re

from django.test import Client

from dangjian.kernel.evidence import SYSTEM
from dangjian.membership.models import Errand
from dangjian.registry.actions import people
from dangjian.registry.models import Person
from tests.district import TODAY, District, register
from tests.guards.objects import account_for
from tests.membership.errands import asked, filled, taken
from tests.registry.forms_sent import opened, send, text


def test_an_errand_goes_from_page_to_page_to_its_end(district: District) -> None:
    """M5, as both see it."""
    member = district.sign_in(Client(), "member")
    organizer = district.sign_in(Client(), "organizer")
    helper = district.people["organizer"].pk
    answer = send(member, "/errands/ask/", wish="我换手机号了", helper=helper)
    here = answer["Location"]
    assert "我换手机号了" in text(organizer.get(here))
    answer = send(organizer, f"{here}fill-in/", mobile="154 0000 8888")
    assert answer["Location"] == here
    assert "15400008888" not in organizer.get(here).content.decode()
    page = text(member.get(f"{here}confirm/"))
    assert "154 0000 8888" in page and "请您看一看" in page
    assert send(member, f"{here}confirm/")["Location"] == here
    assert Person.objects.get(pk=district.people["member"].pk).unseal("mobile") == "15400008888"
    assert "办好了" in text(member.get(here))
    assert member.get(f"{here}confirm/").status_code == 409


def test_sealed_items_filled_in_before_are_kept_when_left_empty(district: District) -> None:
    errand = filled(district, asked(district))
    organizer = district.sign_in(Client(), "organizer")
    here = f"/errands/{errand.pk}/fill-in/"
    assert opened(organizer, here)["mobile"] == [""]
    assert opened(organizer, here)["education"] == ["31"]
    assert send(organizer, here, occupation="网格员").status_code == 302
    member = district.sign_in(Client(), "member")
    page = text(member.get(f"/errands/{errand.pk}/confirm/"))
    assert "154 0000 8888" in page and "网格员" in page and "大学专科" in page


def test_after_a_stale_confirmation_the_page_shows_the_register_of_now(
    district: District,
) -> None:
    errand = filled(district, asked(district), {"education": "31"})
    member = district.sign_in(Client(), "member")
    here = f"/errands/{errand.pk}/confirm/"
    shown = opened(member, here)
    people.correct_items(
        Person.objects.get(pk=errand.person_id), {"education": "41"}, today=TODAY, by=SYSTEM
    )
    answer = member.post(here, shown)
    assert answer.status_code == 409
    assert "刚被别人改过" in text(answer) and "中等专科" in text(answer)
    assert Errand.objects.get(pk=errand.pk).state == "filled"
    assert send(member, here).status_code == 302


def test_what_the_register_refuses_stays_on_the_helper_s_page(district: District) -> None:
    errand = asked(district)
    organizer = district.sign_in(Client(), "organizer")
    answer = send(organizer, f"/errands/{errand.pk}/fill-in/")
    assert (answer.status_code, "没有改动任何一项" in text(answer)) == (422, True)
    answer = send(organizer, f"/errands/{errand.pk}/fill-in/", mobile="123")
    assert (answer.status_code, "11 位数字" in text(answer)) == (422, True)


def test_nobody_helps_himself_or_those_he_does_not_keep(district: District) -> None:
    organizer = district.sign_in(Client(), "organizer")
    own, foreign = district.people["organizer"].pk, district.people["foreigner"].pk
    assert organizer.get(f"/members/{own}/errand/")["Location"] == "/errands/ask/"
    assert organizer.get(f"/members/{foreign}/errand/").status_code == 404
    secretary = district.people["secretary"].pk
    answer = send(district.sign_in(Client(), "member"), "/errands/ask/", wish="x", helper=own)
    assert answer.status_code == 302
    stranger = send(district.sign_in(Client(), "member"), "/errands/ask/", wish="x", helper=foreign)
    assert stranger.status_code == 422
    assert not Errand.objects.filter(helper=secretary).exists()


def test_who_has_no_account_gets_a_slip_to_sign(district: District) -> None:
    """M5 for a member without account or telephone: on paper, and other eyes see it."""
    person = register(district.east, "谷雨生")
    organizer = district.sign_in(Client(), "organizer")
    answer = send(organizer, f"/members/{person.pk}/errand/", way="visit", wish="换了号码")
    here = answer["Location"].removesuffix("fill-in/")
    assert "打印确认单" not in text(organizer.get(here))
    send(organizer, answer["Location"], mobile="15400008888")
    slip = text(organizer.get(f"{here}slip/"))
    assert "154 0000 8888" in slip and "本人签字" in slip
    assert organizer.get(f"{here}witness/").status_code == 404
    clerk = district.sign_in(Client(), "clerk")
    assert re.search("替谷雨生代办", text(clerk.get("/errands/")))
    assert "0000 8888" not in text(clerk.get(f"{here}witness/"))
    assert send(clerk, f"{here}witness/").status_code == 422
    assert send(clerk, f"{here}witness/", signed="on")["Location"] == here
    assert clerk.get(here).status_code == 404
    assert "核对了签字的确认单" in text(organizer.get(here))
    person.refresh_from_db()
    assert person.unseal("mobile") == "15400008888"


def test_the_list_shows_open_errands_first_and_is_paged(district: District) -> None:
    organizer = district.sign_in(Client(), "organizer")
    for n in range(21):
        person = register(district.east, f"冬{'一二三'[n % 3]}")
        account_for(person)
        taken(district, person)
    first = text(organizer.get("/errands/"))
    assert "共 2 页" in first
    assert organizer.get("/errands/?page=9")["Location"] == "/errands/?list=given&page=2"
    assert organizer.get("/errands/?list=other").status_code == 404
    member = district.sign_in(Client(), "member")
    assert "没有请人代办过" in text(member.get("/errands/"))
    assert member.get("/errands/?list=given").status_code == 404


def test_the_record_leads_to_help(district: District) -> None:
    """UX: 不会用的出路是人, one step from the own record; from another's to doing it for him."""
    pk = district.people["member"].pk
    own = district.sign_in(Client(), "member").get(f"/members/{pk}/").content.decode()
    assert 'href="/errands/ask/"' in own
    other = district.sign_in(Client(), "secretary").get(f"/members/{pk}/").content.decode()
    assert f'href="/members/{pk}/errand/"' in other
