"""The home page, first steps, calendar, terms and rules, for visitors and those who keep them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from dangjian.kernel import idempotency
from dangjian.kernel.models import HolidayNotice, Leaf
from tests.district import District

pytestmark = pytest.mark.django_db

NOTICE_2027 = """\
元旦 2027-01-01 至 2027-01-03
春节 2027-02-05 至 2027-02-12
清明节 2027-04-03 至 2027-04-05
劳动节 2027-05-01 至 2027-05-05
端午节 2027-06-09 至 2027-06-09
中秋节 2027-09-15 至 2027-09-15
国庆节 2027-10-01 至 2027-10-07
调休上班 2027-02-14 2027-05-08 2027-10-09
"""


def test_a_visitor_reads_the_front_door_without_signing_in(district: District) -> None:
    visitor = Client()
    for name in ("home", "first_steps", "calendar", "terms", "rules"):
        answer = visitor.get(reverse(name))
        assert answer.status_code == 200, name
        assert answer.cookies == {}, name


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("start=2026-09-28&n=5&unit=working", "2026年10月10日"),
        ("start=2026-09-28&n=5&unit=working&start_counts=on", "2026年10月9日"),
        ("start=2026-01-31&n=1&unit=months", "2026年2月28日"),
        ("start=2026-03-10&n=60&unit=natural", "2026年5月9日"),
    ],
)
def test_the_last_day_of_a_term_is_told_as_the_law_counts_it(
    district: District, question: str, answer: str
) -> None:
    """G4, the arithmetic: DOMAIN §15, 1, 3 and 10."""
    page = Client().get(f"{reverse('terms')}?{question}").content.decode()
    assert answer.removeprefix("2026年") in page


def test_a_term_into_a_year_without_a_notice_is_provisional(district: District) -> None:
    page = Client().get(f"{reverse('terms')}?start=2026-12-25&n=10&unit=working").content.decode()
    assert "暂算" in page
    assert "2027" in page


@pytest.mark.parametrize(
    "question",
    [
        "start=2026-13-01&n=5&unit=working",
        "start=2026-09-28&n=0&unit=working",
        "start=2026-09-28&n=5&unit=weeks",
        "start=2026-09-28&n=99999&unit=natural",
        "start=1700-01-01&n=5&unit=natural",
        "n=5",
    ],
)
def test_a_question_that_makes_no_sense_is_answered_with_a_sentence(
    district: District, question: str
) -> None:
    answer = Client().get(f"{reverse('terms')}?{question}")
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()


@pytest.mark.parametrize("year", ["abc", "99999", "1", "２０２６年"])
def test_a_year_that_is_none_is_refused_with_a_sentence(district: District, year: str) -> None:
    assert Client().get(reverse("calendar"), {"year": year}).status_code == 400


def test_2026_has_248_working_days(district: District) -> None:
    """DOMAIN §0.9: a Monday–Friday calendar is wrong on 25 of 365 days of 2026."""
    assert "全年 248 个工作日" in Client().get(reverse("calendar")).content.decode()


def test_an_officer_brings_in_next_years_notice_and_terms_follow(
    client: Client, district: District
) -> None:
    district.sign_in(client, "system_officer")
    before = Leaf.objects.count()
    key = idempotency.issue(district.accounts["system_officer"].pk)
    form = {"form_key": key, "text": NOTICE_2027}
    answer = client.post(reverse("calendar_import"), form)
    assert answer.status_code == 302
    assert HolidayNotice.objects.in_force().filter(year=2027).count() == 1
    assert Leaf.objects.count() == before + 1
    term = client.get(f"{reverse('terms')}?start=2026-12-25&n=10&unit=working").content.decode()
    assert "暂算" not in term
    assert client.post(reverse("calendar_import"), form)["Location"] == answer["Location"]
    assert HolidayNotice.objects.filter(year=2027).count() == 1


def test_a_notice_that_cannot_be_true_keeps_what_was_typed(
    client: Client, district: District
) -> None:
    district.sign_in(client, "office")
    key = idempotency.issue(district.accounts["office"].pk)
    text = "国庆节 2027-10-07 至 2027-10-01"
    answer = client.post(reverse("calendar_import"), {"form_key": key, "text": text})
    assert answer.status_code == 422
    assert text in answer.content.decode()
    assert not HolidayNotice.objects.filter(year=2027).exists()


def test_rules_are_shown_as_in_force_on_the_day_asked_for(district: District) -> None:
    """X11, the reading part: the rules of 2014 until 2026-05-10, those of 2026 since."""
    old = Client().get(f"{reverse('rules')}?on=2026-05-10&group=发展党员").content.decode()
    new = Client().get(f"{reverse('rules')}?on=2026-05-11&group=发展党员").content.decode()
    assert old != new
    assert "未核对" in new
