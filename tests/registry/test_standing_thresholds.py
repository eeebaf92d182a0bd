"""Legal thresholds are told to people; nothing about anybody's standing happens by itself (A6)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from dangjian.kernel import idempotency, rules
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.registry.actions import standing
from dangjian.registry.authority import Scope
from dangjian.registry.models import Person, Standing, StandingKind
from dangjian.registry.queries import records, reminders, standings
from dangjian.registry.queries.people import Wanted, page_today
from dangjian.registry.queries.people_past import page_on
from dangjian.registry.queries.reminders import Asked
from tests.district import TODAY, District, register

pytestmark = pytest.mark.django_db

PAPER = "关于停止党籍的决定（东工委〔2026〕7号）"


def called(district: District, ask: object, today: dt.date) -> list[str]:
    scope = Scope.of([district.street.path])
    asked = Asked(scope, today, rules.book(on=today), limit=10)
    return [matter.name for matter in reminders.answer(ask(asked)).rows]  # type: ignore[operator]


def suspended(person: Person, on: dt.date) -> Standing:
    return standing.change_standing(
        person,
        kind=StandingKind.SUSPENDED,
        on=on,
        reason="失去联系六个月以上",
        document=PAPER,
        organ="中共禾丰区东篱街道工作委员会",
        decided_on=on,
        today=TODAY,
        by=SYSTEM,
    )


def test_11_lost_on_new_years_day_people_are_told_on_the_first_of_july_and_nothing_changes(
    district: District,
) -> None:
    """DOMAIN §15, test 11: lost 2026-01-01 → alert at 2026-07-01, no automatic change."""
    person = register(district.east, "秦书岚")
    standing.report_lost(
        person, on=dt.date(2026, 1, 1), efforts="打过电话", today=TODAY, by=SYSTEM
    )
    before = (Leaf.objects.count(), list(Standing.objects.order_by("pk").values()))
    assert called(district, reminders.lost_long, dt.date(2026, 6, 30)) == []
    assert called(district, reminders.lost_long, dt.date(2026, 7, 1)) == ["秦书岚"]
    assert called(district, reminders.lost_long, dt.date(2029, 7, 1)) == ["秦书岚"]
    assert (Leaf.objects.count(), list(Standing.objects.order_by("pk").values())) == before
    person.refresh_from_db()
    assert (person.standing, person.lost) == (StandingKind.FULL, True)


def test_two_years_after_the_suspension_people_are_told_again_and_nothing_changes(
    district: District,
) -> None:
    """教育管理条例 2019, Art. 24; whoever was restored is not told of."""
    lost, found = register(district.east, "秦书岚"), register(district.east, "冯若谷")
    for person in (lost, found):
        suspended(person, dt.date(2024, 10, 1))
    standing.change_standing(
        Person.objects.get(pk=found.pk),
        kind=StandingKind.FULL,
        on=dt.date(2025, 3, 1),
        reason="恢复党籍",
        document="关于恢复党籍的决定（东工委〔2025〕3号）",
        today=TODAY,
        by=SYSTEM,
    )
    assert called(district, reminders.suspended_long, dt.date(2026, 9, 30)) == []
    assert called(district, reminders.suspended_long, dt.date(2026, 10, 1)) == ["秦书岚"]
    lost.refresh_from_db()
    assert lost.standing == StandingKind.SUSPENDED


def test_every_change_stands_on_the_page_with_day_reason_and_paper(district: District) -> None:
    """A6."""
    person = register(district.east, "秦书岚")
    suspended(person, dt.date(2026, 8, 1))
    scope = Scope.of([district.east.path])
    found = standings.changes(
        scope, from_on=dt.date(2026, 7, 1), until_on=TODAY, kind=StandingKind.SUSPENDED
    )
    assert [(row.name, row.on, row.reason, row.paper) for row in found.rows] == [
        (
            "秦书岚",
            dt.date(2026, 8, 1),
            "失去联系六个月以上",
            f"{PAPER}，中共禾丰区东篱街道工作委员会，2026年8月1日",
        )
    ]
    elsewhere = Scope.of([district.foreign.path])
    there = standings.changes(elsewhere, from_on=dt.date(2000, 1, 1), until_on=TODAY)
    assert {row.name for row in there.rows} == {"顾南溪"}
    events = standings.history_of(records.record_of(person, TODAY))
    assert [event.what for event in events] == [
        "停止党籍",
        "正式党员",
        "预备党员",
        "在东篱社区第一党支部",
    ]


def test_a_decision_wants_paper_organ_and_day_of_the_decision(district: District) -> None:
    """A6: on the form; of a death only the day."""
    person = register(district.east, "秦书岚")
    client = district.sign_in(Client(), "clerk")
    address = reverse("standing_change", args=[person.pk]) + "?kind=left"
    given = {
        "on": "2026-11-01",
        "reason": "除名",
        "document": "关于除名的批复（东工委〔2026〕9号）",
        "seen": person.version,
    }

    def post(**more: str) -> int:
        key = idempotency.issue(district.accounts["clerk"].pk)
        return client.post(address, given | more | {"form_key": key}).status_code

    assert post() == 422
    assert post(organ="中共禾丰区东篱街道工作委员会") == 422
    assert post(organ="中共禾丰区东篱街道工作委员会", decided_on="2026-11-30") == 422
    assert post(organ="中共禾丰区东篱街道工作委员会", decided_on="2026-10-28") == 302
    row = Standing.objects.get(person=person, kind="left")
    assert (row.organ, row.decided_on) == (
        "中共禾丰区东篱街道工作委员会",
        dt.date(2026, 10, 28),
    )


def test_who_moved_beyond_the_register_is_on_the_lists_of_earlier_days_only(
    district: District,
) -> None:
    """A6, A9: as of any day."""
    person = register(district.east, "秦书岚")
    standing.move_out(
        person, on=dt.date(2026, 9, 1), document="回执", today=TODAY, by=SYSTEM
    )
    scope = Scope.of([district.east.path])
    wanted = Wanted(text="秦书岚")
    assert page_today(scope, wanted, TODAY, limit=5).total == 0
    assert page_on(scope, wanted, dt.date(2026, 8, 31), limit=5).total == 1
    assert page_on(scope, wanted, dt.date(2026, 9, 1), limit=5).total == 0
