"""介绍信 and 证明信: numbered, dated, void with their number kept (A9)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from dangjian.kernel import rules
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Missing, Refused, Stale
from dangjian.registry.authority import Purpose
from dangjian.registry.models import Person
from dangjian.transfers.actions import introductions as actions
from dangjian.transfers.models import Introduction
from dangjian.transfers.queries.introductions import paper_for
from dangjian.transfers.rules.introductions import check_absence, check_validity, latest_validity
from tests.district import TODAY, District, register
from tests.transfers.moved import approved, committees, started, who

pytestmark = pytest.mark.django_db


def certified(district: District, person: Person, **more: object) -> Introduction:
    facts = {
        "addressee": "中共远山市委组织部",
        "reason": "进修",
        "from_on": TODAY,
        "until_on": dt.date(2027, 2, 1),
    } | more
    return actions.certify(
        person,
        **facts,
        today=TODAY,
        by=who(district, "clerk").actor(Purpose.STANDING, person.path),
    )


def test_a_letter_says_who_from_where_and_until_when(district: District) -> None:
    """A9: letter and receipt print from the record."""
    transfer = started(district)
    person = transfer.person
    paper = approved(district, transfer)
    words = paper.unseal("words")
    assert person.unseal("id_number") in words
    assert f"由{district.east.name}去{district.foreign.name}" in words
    assert "党费已交到 2026年11月" in words
    assert "本信有效期到 2027年2月23日" in words
    assert paper.addressee == district.other_street.name
    opened = Leaf.objects.get(subject_uid=person.uid, verb="reveal")
    assert "开组织关系介绍信" in opened.body  # the member can read why his number was opened


def test_a_letter_holds_no_longer_than_the_rule_says(district: District) -> None:
    transfer = started(district)
    with pytest.raises(Refused, match="3 个月"):
        approved(district, transfer, valid_until=dt.date(2027, 2, 24))
    assert not Introduction.objects.exists()


@settings(max_examples=60, deadline=None)
@drawn(issued=st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)), days=st.integers(-5, 120))
def test_no_validity_beyond_the_rule_is_ever_taken(issued: dt.date, days: int) -> None:
    book = _book()
    until = issued + dt.timedelta(days=days)
    fine = issued <= until <= latest_validity(issued, book)
    try:
        check_validity(issued, until, book)
    except Refused:
        assert not fine
    else:
        assert fine


_books: list[rules.Book] = []


def _book() -> rules.Book:
    """The rules of one day: read once, they do not change within the test."""
    if not _books:
        _books.append(rules.book(on=TODAY))
    return _books[0]


def test_numbers_go_on_and_are_never_used_twice(district: District) -> None:
    """Certificates and letters are counted apart; a void one keeps its number."""
    first = certified(district, register(district.east, "秦书岚"))
    actions.void_certificate(
        first, reason="写错了", on=TODAY, by=who(district, "clerk").actor(Purpose.STANDING)
    )
    second = certified(district, register(district.east, "冯若谷"))
    letter = approved(district, started(district, person=register(district.east, "苏晚照")))
    assert [first.called, second.called, letter.called] == [
        "〔2026〕第001号",
        "〔2026〕第002号",
        "〔2026〕第001号",
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        Introduction.objects.filter(pk=second.pk).update(number=1)
    with pytest.raises(Stale):
        actions.void_certificate(
            first, reason="又写错了", on=TODAY, by=who(district, "clerk").actor(Purpose.STANDING)
        )
    with pytest.raises(Refused, match="随转接作废"):
        actions.void_certificate(
            letter, reason="不要了", on=TODAY, by=who(district, "clerk").actor(Purpose.STANDING)
        )


def test_six_months_away_want_a_transfer_and_no_certificate(district: District) -> None:
    book = rules.book(on=TODAY)
    check_absence(dt.date(2026, 12, 1), dt.date(2027, 5, 31), book)
    with pytest.raises(Refused, match="第二十五条"):
        check_absence(dt.date(2026, 12, 1), dt.date(2027, 6, 1), book)
    person = register(district.east, "秦书岚")
    committees(district)
    with pytest.raises(Refused, match="已经过了"):
        certified(district, person, until_on=TODAY - dt.timedelta(1))
    with pytest.raises(Refused, match="不能由自己开"):
        certified(district, district.people["clerk"])
    assert certified(district, person).unseal("words").count(district.east.name) == 1


def test_a_paper_is_read_in_full_by_those_who_give_or_take_it(district: District) -> None:
    transfer = started(district)
    paper = approved(district, transfer)
    assert paper_for(who(district, "clerk"), paper.pk) == paper
    assert paper_for(who(district, "office"), paper.pk) == paper
    for role in ("member", "secretary", "organizer", "leader"):
        with pytest.raises(Missing):
            paper_for(who(district, role), paper.pk)
