"""Somebody has it entered for him that he goes away, or is back (M5, A5)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Refused
from dangjian.registry.actions import standing
from dangjian.registry.models import Floating, Person
from tests.district import TODAY, District
from tests.membership.errands import asked, confirm, filled
from tests.registry.forms_sent import opened, send, text

LEFT = dt.date(2026, 11, 1)
AWAY = {"left_on": LEFT, "destination": "广东东莞务工", "away_contact": "同乡会"}


def test_a_departure_is_entered_when_the_asker_confirms(district: District) -> None:
    errand = filled(district, asked(district), {"education": "31"} | AWAY)
    member = Person.objects.get(pk=errand.person_id)
    assert (member.floating, member.education) == (False, "21")
    confirm(district, errand)
    member.refresh_from_db()
    spell = Floating.objects.get(person=member)
    assert (member.floating, member.education) == (True, "31")
    assert (spell.valid.lower, spell.destination, spell.contact) == (LEFT, "广东东莞务工", "同乡会")
    leaf = Leaf.objects.get(verb="report_floating", subject_uid=member.uid)
    assert (leaf.actor_role, leaf.behalf_person) == ("organizer", member.uid)
    assert not Leaf.objects.filter(body__contains="东莞").exists()


def test_a_return_alone_is_enough_of_an_errand(district: District) -> None:
    person = district.people["member"]
    standing.report_floating(
        person, on=LEFT, destination="东莞", contact="", today=TODAY, by=SYSTEM
    )
    errand = filled(district, asked(district), {"returned_on": dt.date(2026, 11, 20)})
    confirm(district, errand)
    person.refresh_from_db()
    assert person.floating is False
    assert Floating.objects.get(person=person).valid.upper == dt.date(2026, 11, 20)


@pytest.mark.parametrize(
    ("items", "sentence"),
    [
        ({"left_on": LEFT}, "请填写外出流向"),
        ({"destination": "东莞"}, "请填写外出日期"),
        (AWAY | {"left_on": dt.date(2027, 1, 1)}, "日期还没到"),
        ({"returned_on": TODAY}, "没有登记为流动党员"),
        ({"returned_on": None}, "没有改动任何一项"),
    ],
)
def test_what_the_register_would_refuse_is_refused_when_it_is_filled_in(
    district: District, items: dict[str, object], sentence: str
) -> None:
    errand = asked(district)
    with pytest.raises(Refused, match=sentence):
        filled(district, errand, items)
    assert not Floating.objects.exists()


def test_the_pages_ask_for_what_fits_and_show_it_to_the_asker(district: District) -> None:
    errand = asked(district)
    member = district.sign_in(Client(), "member")
    organizer = district.sign_in(Client(), "organizer")
    here = f"/errands/{errand.pk}/"
    form = opened(organizer, f"{here}fill-in/")
    assert "left_on" in form and "returned_on" not in form
    halfway = send(organizer, f"{here}fill-in/", left_on="2026-11-01")
    assert (halfway.status_code, "请填写外出流向" in text(halfway)) == (422, True)
    typed = {"left_on": "2026-11-01", "destination": "广东东莞务工"}
    assert send(organizer, f"{here}fill-in/", **typed).status_code == 302
    assert opened(organizer, f"{here}fill-in/")["destination"] == ["广东东莞务工"]
    page = text(member.get(f"{here}confirm/"))
    assert "外出流向" in page and "广东东莞务工" in page and "没有外出" in page
    assert send(member, f"{here}confirm/").status_code == 302
    assert Person.objects.get(pk=errand.person_id).floating
    back = opened(organizer, f"/errands/{asked(district).pk}/fill-in/")
    assert "returned_on" in back and "left_on" not in back
