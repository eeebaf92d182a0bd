"""A12, A6, X12: discipline and handling beside standing: who reads it, what it takes away."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from dangjian.kernel import idempotency, rules
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Refused, Stale
from dangjian.meetings.queries import electorate
from dangjian.meetings.queries.meetings import roll_of
from dangjian.registry.actions import sanctions, standing
from dangjian.registry.authority import Purpose, viewer_of
from dangjian.registry.models import Sanction, SanctionKind, StandingKind
from dangjian.registry.queries.reminders import Asked, sanction_terms
from dangjian.registry.queries.sanctions import told_of
from dangjian.registry.rules.people import DECISIONS
from dangjian.registry.rules.sanctions import ENDS_MEMBERSHIP, effect
from tests.appraisal.appraised import actor, sanctioned
from tests.district import TODAY, District, register
from tests.meetings.meetings import called

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "months", "until"),
    [
        ("warning", None, dt.date(2027, 3, 1)),
        ("serious", None, dt.date(2027, 9, 1)),
        ("posts_removed", None, dt.date(2028, 3, 1)),
        ("watched", 12, dt.date(2027, 3, 1)),
        ("correction", 6, dt.date(2026, 9, 1)),
    ],
)
def test_how_long_it_reaches_is_told_with_its_rule(
    kind: str, months: int | None, until: dt.date
) -> None:
    """A12: by the rules of the day, with where they stand and that nobody compared them."""
    found = effect(kind, dt.date(2026, 3, 2), months, None, rules.book(on=TODAY))
    assert found.until == until and found.rule.citation
    if kind in ("warning", "serious", "posts_removed"):
        assert found.rule.mark == "未核对"


def test_who_is_under_watch_has_no_vote_on_those_days(district: District) -> None:
    """A12, X12: the electorate asks the register: before, during, after, and nobody else."""
    him = register(district.east, "秦书岚")
    row = sanctioned(district, him, "watched")
    meeting = called(district)
    assert electorate.left_out(meeting) == {him.pk: "watched"}
    assert electorate.without_vote(meeting) == {him.pk}
    assert him.name not in [one.person.name for one in roll_of(meeting)]
    sanctions.end(
        row, on=meeting.held_on, document="东纪复〔2026〕1号", words="恢复党员权利",
        today=max(TODAY, meeting.held_on), by=actor(district, "clerk"),
    )  # fmt: skip
    assert electorate.left_out(meeting) == {}
    sanctioned(district, register(district.west, "荀望舒"), "watched")
    sanctioned(district, register(district.east, "季同光"), "serious")
    assert electorate.without_vote(meeting) == set()


def test_it_does_not_end_by_the_calendar(district: District) -> None:
    """A12: the term is over; the rights come back when people have decided and it is entered."""
    him = register(district.east, "秦书岚")
    start = dt.date(2025, 10, 1)
    row = sanctioned(district, him, "watched", on=start, decided_on=start)
    assert row.due_on == dt.date(2026, 9, 30) and row.due_on < TODAY
    assert list(Sanction.objects.on(TODAY)) == [row]
    clerk = viewer_of(district.accounts["clerk"], TODAY)
    secretary = viewer_of(district.accounts["secretary"], TODAY)
    book = rules.book(on=TODAY)
    for viewer, many in ((clerk, 1), (secretary, 0)):
        asked = Asked(viewer.scope(Purpose.DISCIPLINE), TODAY, book, limit=5)
        assert sanction_terms(asked).past == many
    with pytest.raises(Refused, match="结束的依据"):
        _end(district, row, document="")
    ended = _end(district, row)
    assert ended.last_day == TODAY - dt.timedelta(days=1)
    with pytest.raises(Stale):
        _end(district, row)
    [told] = told_of(him, book)
    assert told.effect.until == dt.date(2028, 11, 22) and "恢复党员权利后" in (
        told.effect.rule.sentence
    )


def _end(district: District, row: Sanction, **more: str) -> Sanction:
    given = {"document": "东纪复〔2026〕1号", "words": "支部大会通过，恢复党员权利"} | more
    return sanctions.end(row, on=TODAY, **given, today=TODAY, by=actor(district, "clerk"))


def test_every_opening_is_told_to_the_member_and_to_no_fellow(
    district: District, client: Client
) -> None:
    """A12, T5: for a reason, by committee or department; he sees who, why, and the record."""
    him = district.people["member"]
    sanctioned(district, him)
    address = reverse("member_sanctions", args=[him.pk])
    for role in ("secretary", "leader", "member"):
        assert district.sign_in(client, role).get(address).status_code == 404, role
    district.sign_in(client, "clerk")
    assert "违反工作纪律" not in client.get(address).content.decode()
    key = {"form_key": idempotency.issue(district.accounts["clerk"].pk)}
    refused = client.post(address, key | {"reason": "看"})
    assert refused.status_code == 422 and "违反工作纪律" not in refused.content.decode()
    key = {"form_key": idempotency.issue(district.accounts["clerk"].pk)}
    opened = client.post(address, key | {"reason": "核对候选人资格"}).content.decode()
    assert "违反工作纪律" in opened and "未核对" in opened
    district.sign_in(client, "member")
    trail = client.get(reverse("my_trail")).content.decode()
    assert "看了您的处分和组织处置记录" in trail and "核对候选人资格" in trail
    assert "违反工作纪律" in client.get(reverse("my_appraisals")).content.decode()
    for leaf in Leaf.objects.filter(verb__contains="sanction"):
        assert "警告" not in leaf.body and "warning" not in leaf.body


def test_expulsion_stands_in_the_standing_and_nowhere_else(district: District) -> None:
    """A12, A6: no second truth: shown from there, and no kind of its own."""
    assert not set(SanctionKind.labels) & set(ENDS_MEMBERSHIP)
    assert set(ENDS_MEMBERSHIP) < set(DECISIONS[StandingKind.FULL, StandingKind.LEFT])
    him = register(district.east, "秦书岚")
    standing.change_standing(
        him, kind="left", on=TODAY, reason="开除党籍", document="禾纪决〔2026〕9号", today=TODAY,
        by=actor(district, "clerk"),
    )  # fmt: skip
    him.refresh_from_db()
    with pytest.raises(Refused, match="不在党组织里"):
        sanctioned(district, him)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"kind": "watched", "months": None}, "请填写决定的期限"),
        ({"kind": "correction", "months": 13}, "不超过12个月"),
        ({"document": " "}, "文件名称和文号"),
        ({"organ": ""}, "作出决定的党组织"),
        ({"reason": "错"}, "请写明事由"),
        ({"on": TODAY + dt.timedelta(days=1)}, "今天以前"),
        ({"decided_on": dt.date(2026, 4, 1)}, "作出决定以后"),
    ],
)
def test_a_decision_that_says_too_little_is_refused(
    district: District, more: dict[str, object], sentence: str
) -> None:
    """A12."""
    with pytest.raises(Refused, match=sentence):
        sanctioned(district, district.people["member"], **more)


def test_one_does_not_enter_ones_own_and_a_mistake_stays_in_sight(district: District) -> None:
    """A12: withdrawn with its reason, it never held; the same kind twice at once is refused."""
    with pytest.raises(Refused, match="关系到您本人"):
        sanctioned(district, district.people["clerk"])
    him = district.people["member"]
    row = sanctioned(district, him)
    with pytest.raises(Refused, match="同一种决定"):
        sanctioned(district, him)
    sanctions.withdraw(row, reason="登记错了人", by=actor(district, "clerk"))
    assert not Sanction.objects.on(dt.date(2026, 6, 1)).exists()
    assert [one.sanction.withdrawn for one in told_of(him, rules.book(on=TODAY))] == ["登记错了人"]
    kept = pytest.raises(IntegrityError, match="says_who_and_by_which_paper")
    with kept, transaction.atomic():
        Sanction.objects.filter(pk=row.pk).update(organ="")
