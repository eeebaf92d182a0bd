"""The extended sets of a record: education, work, family, abroad, hardship (A5)."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable

import pytest
from django.test import Client

from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Refused
from dangjian.registry.actions import extended
from dangjian.registry.forms.facts import FACTS
from dangjian.registry.models import Education, Hardship
from tests.district import TODAY, District
from tests.registry.forms_sent import opened, send, shown, text

SignIn = Callable[[Client, str], Client]
SCHOOL = {"level": "21", "degree": "", "school": "禾丰师范学院", "major": "汉语言文学"}
SAMPLES = {
    "education": ({"level": "21", "school": "禾丰师范学院"}, "禾丰师范学院"),
    "employment": ({"unit": "东篱社区居委会", "position": "网格员"}, "网格员"),
    "relative": ({"kinship": "妻子", "name": "李娜", "political_status": "13"}, "群众"),
    "abroad": ({"country": "日本", "purpose": "探亲"}, "探亲"),
    "hardship": ({"kind": "重病", "care": "每月上门"}, "每月上门"),
}


def add(district: District, **days: dt.date | None) -> Education:
    span = {"began_on": dt.date(1990, 9, 1), "ended_on": None} | days
    return extended.add_fact(
        Education, district.people["member"], SCHOOL, **span, today=TODAY, by=SYSTEM
    )


# --- the acts -------------------------------------------------------------------------------------


def test_a_row_holds_through_its_last_day(district: District) -> None:
    fact = add(district, ended_on=dt.date(1994, 7, 1))
    assert (fact.began_on, fact.last_day, fact.valid.upper) == (
        dt.date(1990, 9, 1),
        dt.date(1994, 7, 1),
        dt.date(1994, 7, 2),
    )
    leaf = Leaf.objects.latest("pk")
    assert (leaf.verb, json.loads(leaf.body)["detail"]) == (
        "add_fact",
        {"set": "education", "row": fact.pk},
    )


def test_a_row_is_ended_once_and_withdrawn_once(district: District) -> None:
    fact = add(district)
    extended.end_fact(fact, on=dt.date(1994, 7, 1), today=TODAY, by=SYSTEM)
    with pytest.raises(Refused, match="已经结束"):
        extended.end_fact(fact, on=dt.date(1995, 7, 1), today=TODAY, by=SYSTEM)
    with pytest.raises(Refused, match="写明作废的原因"):
        extended.withdraw_fact(fact, reason=" ", by=SYSTEM)
    extended.withdraw_fact(fact, reason="录错了人", by=SYSTEM)
    with pytest.raises(Refused, match="已经作废"):
        extended.withdraw_fact(fact, reason="录错了人", by=SYSTEM)
    stored = Education.objects.get(pk=fact.pk)
    assert (stored.school, stored.withdrawn, stored.last_day) == (
        "禾丰师范学院",
        "录错了人",
        dt.date(1994, 7, 1),
    )


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ({"began_on": TODAY + dt.timedelta(1)}, "开始日期还没到"),
        ({"ended_on": TODAY + dt.timedelta(1)}, "结束日期还没到"),
        ({"ended_on": dt.date(1990, 8, 31)}, "结束日期早于开始日期"),
    ],
)
def test_days_that_cannot_be_are_refused(
    district: District, days: dict[str, dt.date], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        add(district, **days)


def test_a_withdrawn_row_cannot_be_ended_and_may_be_entered_again(district: District) -> None:
    fact = add(district)
    with pytest.raises(Refused, match="已经登记过了"):
        add(district)
    extended.withdraw_fact(fact, reason="录错了人", by=SYSTEM)
    with pytest.raises(Refused, match="已经作废"):
        extended.end_fact(fact, on=TODAY, today=TODAY, by=SYSTEM)
    assert add(district).pk != fact.pk


# --- the pages ------------------------------------------------------------------------------------


def test_there_is_a_sample_for_every_set() -> None:
    assert set(SAMPLES) == set(FACTS)


@pytest.mark.parametrize("kind", list(SAMPLES))
def test_every_set_is_added_to_ended_and_withdrawn_from_the_record(
    client: Client, district: District, sign_in: SignIn, kind: str
) -> None:
    person = district.people["member"].pk
    typed, seen = SAMPLES[kind]
    answer = send(
        sign_in(client, "secretary"),
        f"/members/{person}/facts/{kind}/add/",
        **typed,
        began_on="2020-03-01",
    )
    assert (answer.status_code, answer["Location"]) == (302, f"/members/{person}/#{kind}")
    fact = FACTS[kind].model.objects.get()
    words = text(client.get(f"/members/{person}/"))
    assert seen in words
    assert "2020年3月1日至今" in words
    assert send(client, f"/facts/{kind}/{fact.pk}/end/", on="2021-03-01").status_code == 302
    assert "2020年3月1日至2021年3月1日" in text(client.get(f"/members/{person}/"))
    answer = send(client, f"/facts/{kind}/{fact.pk}/withdraw/", reason="录错了人")
    assert answer.status_code == 302
    words = text(client.get(f"/members/{person}/"))
    assert "已作废" in words
    assert "作废原因：录错了人" in words


def test_a_refused_row_keeps_what_was_typed(
    client: Client, district: District, sign_in: SignIn
) -> None:
    person = district.people["member"].pk
    answer = send(
        sign_in(client, "secretary"),
        f"/members/{person}/facts/education/add/",
        level="21",
        school="禾丰师范学院",
        began_on="1990-09-01",
        ended_on="1990-08-01",
    )
    assert answer.status_code == 422
    assert "结束日期早于开始日期。" in text(answer)
    assert (shown(answer)["school"], shown(answer)["level"]) == (["禾丰师范学院"], ["21"])
    assert not Education.objects.exists()


def test_a_double_click_adds_one_row(client: Client, district: District, sign_in: SignIn) -> None:
    address = f"/members/{district.people['member'].pk}/facts/hardship/add/"
    form = opened(sign_in(client, "secretary"), address) | {
        "kind": "重病",
        "began_on": "2026-03-01",
    }
    assert client.post(address, form)["Location"] == client.post(address, form)["Location"]
    assert Hardship.objects.count() == 1


def test_extra_columns_change_nothing(client: Client, district: District, sign_in: SignIn) -> None:
    person, other = district.people["member"], district.people["leader"]
    send(
        sign_in(client, "secretary"),
        f"/members/{person.pk}/facts/hardship/add/",
        kind="重病",
        began_on="2026-03-01",
        person=other.pk,
        person_id=other.pk,
        withdrawn="1",
        valid="empty",
        id="77",
    )
    fact = Hardship.objects.get()
    assert (fact.person, fact.withdrawn, fact.began_on) == (person, "", dt.date(2026, 3, 1))


def test_foreign_rows_and_unknown_sets_are_not_there(
    client: Client, district: District, sign_in: SignIn
) -> None:
    foreign = extended.add_fact(
        Education,
        district.people["foreigner"],
        SCHOOL,
        began_on=dt.date(1990, 9, 1),
        ended_on=None,
        today=TODAY,
        by=SYSTEM,
    )
    own = add(district)
    secretary = sign_in(client, "secretary")
    form = opened(secretary, f"/facts/education/{own.pk}/withdraw/") | {"reason": "录错了人"}
    for way in ("end", "withdraw"):
        for address in (
            f"/facts/education/{foreign.pk}/{way}/",
            f"/facts/education/{10**15}/{way}/",
            f"/facts/nonsense/{own.pk}/{way}/",
            f"/facts/employment/{own.pk}/{way}/",
        ):
            assert secretary.get(address).status_code == 404
            assert secretary.post(address, form).status_code == 404
    assert secretary.get(f"/members/{own.person_id}/facts/nonsense/add/").status_code == 404
    assert sign_in(Client(), "leader").get(f"/facts/education/{own.pk}/end/").status_code == 404
    foreign.refresh_from_db()
    assert foreign.withdrawn == ""


def test_html_in_a_row_is_text(client: Client, district: District, sign_in: SignIn) -> None:
    extended.add_fact(
        Hardship,
        district.people["member"],
        {"kind": "<b>重病</b>", "care": "<script>x</script>"},
        began_on=TODAY,
        ended_on=None,
        today=TODAY,
        by=SYSTEM,
    )
    page = sign_in(client, "secretary").get(f"/members/{district.people['member'].pk}/")
    assert "<b>重病</b>" in text(page)
    assert "<script>x" not in page.content.decode()
