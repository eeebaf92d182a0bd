"""A12: care visits, who takes no part and who need not; nothing here decides about anybody."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from dateutil.relativedelta import relativedelta
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from dangjian.appraisal.actions import participating, visiting
from dangjian.appraisal.actions.visiting import Seen
from dangjian.appraisal.models import Inactivity, VisitState
from dangjian.appraisal.queries.participation import long_inactive, unpaid_months
from dangjian.appraisal.queries.visits import unvisited, visit_for
from dangjian.appraisal.rules.participation import begun_by, told
from dangjian.flow.models import ToDo
from dangjian.kernel import clock, rules
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Missing, Refused, Stale
from dangjian.registry.actions import extended
from dangjian.registry.authority import Purpose, Scope, viewer_of
from dangjian.registry.models import Hardship, Person
from dangjian.registry.queries.reminders import Asked
from tests.appraisal.appraised import actor, excused, inactive, planned, visited
from tests.district import TODAY, District, register
from tests.dues.booked import declared, received

pytestmark = pytest.mark.django_db


def test_a_visit_is_planned_written_down_and_followed_up(
    district: District, client: Client
) -> None:
    """A12: who went, what was brought, what he needs; a named person sees to it; he reads it."""
    him, helper = district.people["member"], district.people["organizer"]
    plan = planned(district, him)
    with pytest.raises(Refused, match="两样都要填"):
        _done(district, plan, follow="修灯")
    with pytest.raises(Refused, match="写到分"):
        _done(district, plan, amount=Decimal("0"))
    seen = _done(district, plan, amount=Decimal("300.00"), follow="修灯", follow_by=helper)
    assert (seen.state, seen.amount, seen.unseal("needs")) == (
        VisitState.DONE, Decimal("300.00"), "灯坏了",
    )  # fmt: skip
    with pytest.raises(Stale):
        _done(district, plan)
    assert seen.todo is not None
    todo = ToDo.objects.get(for_person=helper, closed_at=None)
    assert todo == seen.todo and "修灯" in todo.what
    own = district.sign_in(client, "member").get(reverse("my_appraisals")).content.decode()
    assert "300.00 元" in own and "灯坏了" in own
    other = viewer_of(district.accounts["leader"], TODAY)
    with pytest.raises(Missing):
        visit_for(other, seen.pk, TODAY)
    visiting.followed(seen, now=clock.now(), by=actor(district, "organizer"))
    with pytest.raises(Stale):
        visiting.followed(seen, now=clock.now(), by=actor(district, "organizer"))
    assert not Leaf.objects.filter(body__contains="灯坏了").exists()
    dropped = visiting.drop(
        planned(district, him), words="本人去外地了", by=actor(district, "secretary")
    )
    assert dropped.state == VisitState.DROPPED


def _done(district: District, visit, **more):
    given = {"day": TODAY, "visitors": "书记林禾青", "needs": "灯坏了"} | more
    return visiting.done(
        visit, seen=Seen(**given), today=TODAY, now=clock.now(), by=actor(district, "secretary")
    )


def test_who_is_on_the_hardship_register_and_was_not_visited_is_a_question(
    district: District,
) -> None:
    """A12: until somebody went this year; a plan, and a visit of last year, are none."""
    poor, rich = register(district.east, "秦书岚"), register(district.east, "荀望舒")
    extended.add_fact(
        Hardship, poor, {"kind": "因病致困", "care": ""}, began_on=dt.date(2024, 1, 1),
        ended_on=None, today=TODAY, by=SYSTEM,
    )  # fmt: skip
    scope = Scope.of([district.east.path])
    planned(district, poor)
    visited(district, poor, day=dt.date(2025, 12, 30))
    visited(district, rich)
    assert list(unvisited(scope, 2026)) == [poor]
    assert list(unvisited(Scope.of([district.west.path]), 2026)) == []
    visited(district, poor)
    assert list(unvisited(scope, 2026)) == []


def test_from_five_months_the_branch_is_reminded_from_six_the_committee_too(
    district: District, client: Client
) -> None:
    """A12, A6: told with the clause and what is asked first; nothing happens to him."""
    him = register(district.east, "秦书岚")
    note = inactive(district, him, dt.date(2026, 6, 20))
    assert _asked(district, "secretary") == [him]
    assert _asked(district, "clerk") == []
    page = district.sign_in(client, "secretary").get(reverse("inbox")).content.decode()
    assert "秦书岚不参加组织生活" in page and "快到6个月了" in page
    later = dt.date(2026, 12, 20)
    assert _asked(district, "clerk", later) == _asked(district, "secretary", later) == [him]
    call = told("life", note.began_on, later, rules.book(on=later))
    assert "限期改正（不超过12个月）" in call.sentence and call.rule is not None
    assert "第三十一条" in call.rule.citation
    him.refresh_from_db()
    assert him.standing == "full" and not him.sanctions.exists()
    participating.takes_part_again(
        note, on=TODAY, words="参加了主题党日", today=TODAY, by=actor(district, "secretary")
    )
    assert _asked(district, "secretary", later) == []


def _asked(district: District, role: str, today: dt.date = TODAY) -> list[Person | None]:
    viewer = viewer_of(district.accounts[role], TODAY)
    book = rules.book(on=today)
    found = long_inactive(Asked(viewer.scope(Purpose.MAINTAIN), today, book, limit=10))
    return [one.person for one in found.rows]


def test_a_proper_reason_is_no_absence(district: District) -> None:
    """A12: illness, age, childbirth and the like: neither noted beside one nor counted on."""
    him = register(district.east, "秦书岚")
    note = inactive(district, him, dt.date(2026, 5, 1))
    reason = excused(district, him, dt.date(2026, 6, 1))
    ended = Inactivity.objects.get(pk=note.pk)
    assert ended.ended_on == dt.date(2026, 6, 1) and "生病" in ended.over_words
    assert _asked(district, "secretary") == []
    with pytest.raises(Refused, match="登记了正当理由（生病、住院，到现在），不算缺席"):
        inactive(district, him, dt.date(2026, 8, 1), what="work")
    with pytest.raises(Refused, match="先登记上一项结束"):
        excused(district, him, dt.date(2026, 7, 1), ground="age")
    by = actor(district, "secretary")
    participating.end_excuse(reason, on=dt.date(2026, 9, 1), today=TODAY, by=by)
    again = inactive(district, him, dt.date(2026, 9, 1))
    with pytest.raises(Refused, match="已经登记过了"):
        inactive(district, him, dt.date(2026, 10, 1))
    assert again.ended_on is None


def test_one_is_not_noted_by_oneself_nor_without_having_been_talked_to(district: District) -> None:
    """A12."""
    with pytest.raises(Refused, match="关系到您本人"):
        inactive(district, district.people["secretary"], dt.date(2026, 5, 1))
    him = register(district.east, "秦书岚")
    with pytest.raises(Refused, match="先谈一谈再登记"):
        participating.note_inactive(
            him, what="life", on=dt.date(2026, 5, 1), efforts="", today=TODAY, now=clock.now(),
            by=actor(district, "secretary"),
        )  # fmt: skip
    with pytest.raises(Refused, match="日期还没到"):
        inactive(district, him, TODAY + dt.timedelta(days=1))


def test_the_ledger_is_asked_which_months_are_not_booked(district: District) -> None:
    """A12: a question to the dues, judged by people: booked months are left out, this one too."""
    him = register(district.east, "秦书岚")
    declared(him)
    by = actor(district, "secretary")
    for month in range(1, 9):
        received(
            district.east, him, "150", dt.date(2026, month, 1), on=dt.date(2026, month, 8), by=by
        )
    assert unpaid_months(him, TODAY)[-2:] == ["2026年9月", "2026年10月"]
    assert "2026年8月" not in unpaid_months(him, TODAY)


@settings(max_examples=50)
@given(began=st.dates(dt.date(2020, 1, 1), dt.date(2026, 12, 31)), months=st.integers(1, 24))
def test_so_many_months_are_over_exactly_from_their_last_day(began: dt.date, months: int) -> None:
    """A12: told on the day on which the months are over, never a day earlier."""
    over = began + relativedelta(months=months)
    assert began <= begun_by(over, months)
    assert began > begun_by(over - dt.timedelta(days=1), months)
