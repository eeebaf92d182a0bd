"""Two records of one person: found, looked at, made one by two people, and readable ever after."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from dangjian.config.grants import APPLICATION, CHANGE
from dangjian.flow import actions as flow
from dangjian.flow.models import ToDo
from dangjian.kernel import row_scope
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Refused, Stale
from dangjian.kernel.row_scope import RowScope
from dangjian.registry.actions import merging, people, posts
from dangjian.registry.actions.merging.carrying import relations
from dangjian.registry.authority import Scope
from dangjian.registry.models import (
    Act,
    Consent,
    Distinction,
    Membership,
    Merger,
    Organization,
    Person,
    PostTitle,
    Role,
    Standing,
)
from dangjian.registry.models.validity import DateRange
from dangjian.registry.queries.merging import doubles, known_as, mergers_of
from dangjian.registry.rules.merging import uncovered
from dangjian.transfers.models import Transfer
from tests.district import TODAY, District, give, register
from tests.registry.consented import NOON, agreed, asked, proved
from tests.registry.forms_sent import send, text
from tests.transfers.moved import started

pytestmark = pytest.mark.django_db

BORN = dt.date(1961, 5, 4)
WHY = "看了身份证原件和入党志愿书"


def twice(district: District, where: Organization | None = None, **more: Any) -> list[Person]:
    """One person registered in two branches, the second time with a wrong number."""
    first = register(district.east, "秦书岚", born_on=BORN, mobile="15400112233")
    late = {"mobile": "15400112244", "joined_on": dt.date(2015, 7, 1)} | more
    return [first, register(where or district.west, "秦书岚", born_on=BORN, **late)]


def to_merge(kept: Person, gone: Person) -> dict[str, Any]:
    people_now = Person.objects.in_bulk([kept.pk, gone.pk])
    return merging.payload_of(people_now[kept.pk], people_now[gone.pk])


def merged(district: District, kept: Person, gone: Person) -> Merger:
    """The clerk of the street asks, the district's office agrees."""
    consent = asked(Act.MERGE, to_merge(kept, gone), district.people["clerk"], NOON, reason=WHY)
    agreed(consent, district.people["office"])
    return Merger.objects.get(consent=consent)


def why_not(district: District, kept: Person, gone: Person) -> str:
    with pytest.raises(Refused) as refused, transaction.atomic():
        merged(district, kept, gone)
    return str(refused.value)


# --- finding --------------------------------------------------------------------------------------


def test_who_is_registered_twice_is_proposed_with_the_reason_and_nothing_follows(
    district: District,
) -> None:
    first, second = twice(district)
    register(district.west, "秦书岚", born_on=dt.date(1990, 1, 2))
    (pair,) = doubles(Scope.of([district.street.path]))
    assert (pair.one, pair.other) == (first, second)
    assert (pair.alike, pair.against) == (
        ["姓名一样", "出生日期一样"],
        ["公民身份号码不一样"],
    )
    assert doubles(Scope.of([district.east.path])) == []
    page = text(district.sign_in(Client(), "clerk").get("/members/doubles/"))
    assert "共 1 对" in page and "东篱社区第一党支部" in page and "出生日期一样" in page
    assert Person.objects.filter(name="秦书岚").exclude(path="").count() == 3


def test_one_mobile_under_two_writings_of_a_name_is_proposed_and_a_number_speaks_against_it(
    district: District,
) -> None:
    register(district.east, "秦书岚", born_on=BORN, mobile="15400112233")
    register(district.east, "秦书兰", born_on=BORN, mobile="15400112233")
    (pair,) = doubles(Scope.of([district.root.path]))
    assert pair.alike == ["出生日期一样", "手机号一样"]
    assert pair.against == ["姓名写得不一样", "公民身份号码不一样"]


def test_three_pairs_cost_as_much_as_thirty(district: District) -> None:
    client = district.sign_in(Client(), "clerk")

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/members/doubles/").status_code == 200
        return len(queries)

    for n in range(3):
        register(district.east, f"秦{n}", born_on=BORN)
        register(district.west, f"秦{n}", born_on=BORN)
    cost()  # what is asked once in a process
    few = cost()
    for n in range(3, 15):
        register(district.east, f"秦{n}", born_on=BORN)
        register(district.west, f"秦{n}", born_on=BORN)
    assert cost() == few


def test_two_people_who_look_like_one_are_told_apart_for_good(district: District) -> None:
    first, second = twice(district)
    clerk = district.sign_in(Client(), "clerk")
    apart = reverse("double_apart", args=[second.pk, first.pk])
    assert send(clerk, apart, reason="看了两本身份证原件")["Location"] == "/members/doubles/"
    told = Distinction.objects.get()
    assert (told.one, told.other, told.by) == (first, second, district.people["clerk"])
    assert "没有找到重复的" in text(clerk.get("/members/doubles/"))
    assert "核实过，这是两个人" in why_not(district, first, second)
    assert send(clerk, apart, reason="看了两本身份证原件").status_code == 409


# --- made one -------------------------------------------------------------------------------------


def test_two_people_make_two_records_one_and_nothing_is_lost(district: District) -> None:
    """X15: asked by the clerk, agreed to by the office; history, to-dos and transfer go along."""
    first, second = twice(district)
    Organization.objects.filter(pk=district.street.pk).update(may_approve=True)
    transfer = started(district, person=second)
    todo = flow.assign("交入党志愿书复印件", to=second, asked_by=None, now=NOON, by=SYSTEM)
    people.correct_items(second, {"landline": "0340-6663229"}, today=TODAY, by=SYSTEM)

    clerk = proved(district, "clerk")
    page = f"/members/{first.pk}/double/{second.pk}/"
    seen = text(clerk.get(page))
    assert "2012年7月1日" in seen and "2015年7月1日" in seen and "不一样" in seen
    sent = send(clerk, page, keep=str(first.pk), reason=WHY)
    consent = Consent.objects.get(act=Act.MERGE)
    assert sent["Location"] == f"/consents/{consent.pk}/"
    assert not Merger.objects.exists(), "asking alone makes nothing one"
    office = proved(district, "office")
    shown = text(office.get(f"/consents/{consent.pk}/agree/"))
    assert WHY in shown and "秦书岚（东篱社区第二党支部）" in shown
    assert send(office, f"/consents/{consent.pk}/agree/").status_code == 302

    merger = Merger.objects.get()
    first.refresh_from_db()
    second.refresh_from_db()
    assert (second.path, second.organization, second.standing) == ("", None, "")
    assert second.name == "秦书岚", "whoever is named in the history stays named"
    assert first.landline == "0340-6663229"
    assert first.organization == district.east
    assert ToDo.objects.get(pk=todo.pk).for_person == first
    assert Transfer.objects.get(pk=transfer.pk).person == first
    assert {one["label"] for one in merger.carried} >= {"支部", "党籍变化", "待办", "组织关系转接"}
    roster = text(clerk.get("/members/"))
    assert roster.count("看档案：秦书岚") == 1

    assert clerk.get(f"/members/{second.pk}/")["Location"] == f"/members/{first.pk}/"
    assert "并入的档案" in text(clerk.get(f"/members/{first.pk}/"))
    before = text(clerk.get(f"/members/{first.pk}/merged/{merger.pk}/"))
    assert "东篱社区第二党支部，2015年7月1日至今" in before and WHY in before
    leaves = Leaf.objects.filter(subject_uid__in=(first.uid, second.uid))
    assert {"merge_person", "close_double"} <= set(leaves.values_list("verb", flat=True))
    assert known_as(first) == [first.uid, second.uid]


def test_whoever_may_read_the_kept_record_reads_what_was_closed_into_it(
    district: District,
) -> None:
    """L3: also where the closed one stood in a branch he has nothing to do with."""
    kept, gone = twice(district, district.foreign)
    consent = asked(Act.MERGE, to_merge(kept, gone), district.people["office"], NOON, reason=WHY)
    give(district.people["leader"], Role.OFFICE, district.root)
    agreed(consent, district.people["leader"])
    with row_scope.seeing(RowScope((district.east.path,), kept.pk)):
        assert [one.gone for one in mergers_of(kept)] == [gone]
        assert known_as(kept) == [kept.uid, gone.uid]
        assert not Person.objects.filter(pk=gone.pk).exists()


def test_on_every_past_day_he_was_in_one_branch(district: District) -> None:
    """What the closed record says of days of which the kept one says nothing goes along."""
    first, second = twice(district, joined_on=dt.date(2010, 7, 1))
    merged(district, first, second)
    stays = [
        (one.organization, one.valid.lower, one.valid.upper)
        for one in Membership.objects.filter(person=first).order_by("valid")
    ]
    began = dt.date(2012, 7, 1)
    assert stays == [(district.west, dt.date(2010, 7, 1), began), (district.east, began, None)]
    assert not Membership.objects.filter(person=second, valid__isempty=False).exists()
    for model in (Membership, Standing):
        for day in (dt.date(2011, 1, 1), dt.date(2014, 1, 1), TODAY):
            assert model.objects.on(day).filter(person__in=(first, second)).count() == 1


def test_a_number_only_the_closed_record_had_is_the_kept_ones_now(district: District) -> None:
    numbered, bare = twice(district)
    Person.objects.filter(pk=bare.pk).update(id_number=None, id_number_index=None)
    (pair,) = doubles(Scope.of([district.root.path]))
    assert pair.against == [], "one without a number may well be the other"
    number, mobile = numbered.unseal("id_number"), bare.unseal("mobile")
    merged(district, bare, numbered)
    bare.refresh_from_db()
    numbered.refresh_from_db()
    assert (bare.unseal("id_number"), bare.unseal("mobile")) == (number, mobile)
    assert Person.objects.get(id_number_index=Person.index_of("id_number", number)) == bare
    assert numbered.unseal("id_number") == number, "and the history keeps it, sealed"


# --- what stands in the way -----------------------------------------------------------------------


def test_two_transfers_under_way_exclude_one_another(district: District) -> None:
    first, second = twice(district)
    for person in (first, second):
        started(district, person=person)
    assert "都有没办完的“组织关系转接”" in why_not(district, first, second)
    assert not Merger.objects.exists()


@pytest.mark.parametrize(
    ("stands", "told"),
    [
        ("role", "授予的角色"),
        ("post", "党内职务"),
        ("account", "账号在用"),
        ("standing", "党籍状态"),
    ],
)
def test_what_gives_power_or_was_decided_is_never_put_together(
    district: District, stands: str, told: str
) -> None:
    """T7: nobody gets a role by being somebody else's double."""
    first, second = twice(district)
    if stands == "role":
        give(second, "organizer", district.west)
    elif stands == "post":
        title, day = PostTitle.PUBLICITY_MEMBER, dt.date(2026, 1, 1)
        posts.appoint(district.west, second, title=title, on=day, today=TODAY, by=SYSTEM)
    elif stands == "account":
        second = district.people["member"]
    else:
        Standing.objects.filter(person=second).update(kind="probationary")
        Person.objects.filter(pk=second.pk).update(standing="probationary")
    assert told in why_not(district, first, second)


def test_nobody_agrees_to_what_changed_meanwhile(district: District) -> None:
    """X15: what is executed is what was approved."""
    first, second = twice(district)
    consent = asked(Act.MERGE, to_merge(first, second), district.people["clerk"])
    people.correct_items(second, {"landline": "0340-1"}, today=TODAY, by=SYSTEM)
    with pytest.raises(Stale, match="后来改过了"), transaction.atomic():
        agreed(consent, district.people["office"])
    assert not Merger.objects.exists()


def test_who_is_set_over_one_of_the_two_alone_cannot_ask(district: District) -> None:
    first, second = twice(district, district.foreign)
    with pytest.raises(Refused, match="没有“登记党籍变化”的权限"):
        asked(Act.MERGE, to_merge(first, second), district.people["clerk"])
    clerk = district.sign_in(Client(), "clerk")
    assert clerk.get(f"/members/{first.pk}/double/{second.pk}/").status_code == 404


def test_whoever_it_concerns_agrees_to_nothing(district: District) -> None:
    first, _ = twice(district)
    office = district.people["office"]
    consent = asked(Act.MERGE, to_merge(office, first), district.people["clerk"])
    with pytest.raises(Refused, match="关系到您自己"):
        agreed(consent, office)


def test_whoever_goes_around_the_action_needs_the_agreed_request_too(district: District) -> None:
    first, second = twice(district)
    third = register(district.west, "秦守仓")
    consent = asked(Act.MERGE, to_merge(first, second), district.people["clerk"])
    merger = Merger(kept=first, gone=second, consent=consent, merged_at=NOON)
    merger.seal("before", "[]")
    with pytest.raises(IntegrityError, match="nobody agreed"), transaction.atomic():
        merger.save()
    other = merged(district, *twice(district))
    with pytest.raises(Exception, match="permission denied"), transaction.atomic():
        Merger.objects.filter(pk=other.pk).update(gone=third)


# --- what every room says of people ---------------------------------------------------------------


def silent(rooms: list[type[models.Model]]) -> list[str]:
    """Relations to a person that are read from his side, or are called so, and say not where they
    go when two records become one."""
    return [
        f"{model._meta.label}.{field.name}"
        for model in rooms
        for field in model._meta.fields
        if field.is_relation
        and field.related_model is Person
        and (not field.remote_field.hidden or field.name == "person")
        and field.name not in getattr(model, "of_person", {})
    ]


def test_every_relation_to_a_person_says_where_it_goes() -> None:
    assert silent(list(apps.get_models())) == []
    for model, name, share in relations():
        assert model._meta.get_field(name).related_model is Person
        if share.goes:
            assert CHANGE in APPLICATION[model._meta.db_table], f"{model} cannot go anywhere"


def test_the_twin_of_a_room_that_forgot_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Transfer, "of_person", {})
    assert silent(list(apps.get_models())) == ["transfers.Transfer.person"]


DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2000, 2, 9))
RANGES = st.tuples(DAYS, st.one_of(st.none(), DAYS)).map(
    lambda ends: (
        DateRange(ends[0], ends[1], "[)")
        if ends[1] is None or ends[0] < ends[1]
        else DateRange(empty=True)
    )
)


@given(RANGES, st.lists(RANGES, max_size=5))
def test_of_a_range_exactly_the_days_nobody_else_has_are_left(
    whole: DateRange, others: list[DateRange]
) -> None:
    pieces = uncovered(whole, others)
    for n in range(45):
        day = dt.date(2000, 1, 1) + dt.timedelta(days=n)
        free = day in whole and not any(day in one for one in others)
        assert sum(day in piece for piece in pieces) == free
