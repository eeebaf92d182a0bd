"""Terms warn, and what is overdue goes up the tree, one superior after the other (G4)."""

from __future__ import annotations

import datetime as dt

import pytest

from dangjian.courier.models import Message
from dangjian.desk import rooms
from dangjian.desk.jobs import remind
from dangjian.flow import actions, queries
from dangjian.flow.actions import editions
from dangjian.flow.models import Procedure, Task
from dangjian.flow.queries import reminders
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.refusal import Stale
from dangjian.voices.models import Letter
from tests.district import TODAY, District
from tests.flow.probe import DAY, NOON, PROBE, by, case_of, move, office, opened, who

DUE = TODAY + 60 * DAY


@pytest.fixture(autouse=True)
def tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(rooms.TABLES, ("probe", 1), PROBE)


def with_branch(district: District) -> Letter:
    """A letter that the branch has to deal with within sixty days."""
    letter = opened(district)
    move(letter, "accept", "registrar", to=[office(district.east)])
    return letter


def on(day: dt.date, monkeypatch: pytest.MonkeyPatch) -> None:
    """The daily job on a day, twice: it may come again."""
    monkeypatch.setenv("DANGJIAN_CLOCK", day.isoformat())
    remind(timestamp=0)
    remind(timestamp=0)


def told(district: District, role: str) -> list[str]:
    sentences = Message.objects.filter(person=district.people[role], matter="term")
    return list(sentences.order_by("pk").values_list("sentence", flat=True))


def overseen(letter: Letter) -> list[tuple[str, bool]]:
    found = case_of(letter).todos.filter(task=Task.OVERSEE).order_by("pk")
    return [(str(todo.for_organization.short_name), todo.closed_at is None) for todo in found]


def test_a_term_is_told_of_before_it_ends_and_on_its_last_day(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_branch(district)
    for before, said in ((4, []), (3, ["还有3天"]), (2, ["还有3天"]), (0, ["还有3天", "今天"])):
        on(DUE - before * DAY, monkeypatch)
        assert told(district, "secretary") == [f"试办的事的“办结”期限{one}到期。" for one in said]
    assert Message.objects.filter(ends_today=True).count() == 1
    assert told(district, "office") == []


def test_an_edition_says_when_to_warn(district: District, monkeypatch: pytest.MonkeyPatch) -> None:
    editions.install(PROBE, now=NOON, by=SYSTEM)
    draft = actions.draft_edition(
        Procedure.objects.get(key="probe"), rooms.TABLES, by=by(district, "office")
    )
    path = district.root.path
    actions.set_term(draft, PROBE, "finish", days=50, warn_days=10, on=TODAY, path=path, by=SYSTEM)
    actions.publish(draft, rooms.TABLES, note="", now=NOON, path=path, by=SYSTEM)
    with_branch(district)
    on(TODAY + 39 * DAY, monkeypatch)
    assert told(district, "secretary") == []
    on(TODAY + 40 * DAY, monkeypatch)
    assert told(district, "secretary") == ["试办的事的“办结”期限还有10天到期。"]


def test_what_is_overdue_goes_up_level_by_level_and_ends_with_the_term(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = with_branch(district)
    on(DUE, monkeypatch)
    assert overseen(letter) == []
    on(DUE + DAY, monkeypatch)
    assert overseen(letter) == [("东篱街道党工委", True)]
    assert told(district, "secretary")[-1] == "试办的事的“办结”期限已经逾期，请尽快办理。"
    [item] = queries.inbox(who(district, "clerk"), TODAY).rows
    assert item.what == "督办：试办的事的“办结”期限已经逾期"
    on(DUE + 7 * DAY, monkeypatch)
    assert len(overseen(letter)) == 1
    on(DUE + 8 * DAY, monkeypatch)
    assert overseen(letter) == [("东篱街道党工委", True), ("禾丰区委", True)]
    on(DUE + 30 * DAY, monkeypatch)
    assert len(overseen(letter)) == 2
    move(letter, "withdraw", "citizen", now=NOON + 91 * DAY)
    assert overseen(letter) == [("东篱街道党工委", False), ("禾丰区委", False)]


def test_who_is_barred_or_has_nobody_is_passed_over(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both who hold the right at the street must stand back: the district is told."""
    letter = with_branch(district)
    for role in ("clerk", "organizer"):
        actions.bar(case_of(letter), district.people[role], reason="亲属", now=NOON, by=SYSTEM)
    on(DUE + DAY, monkeypatch)
    assert overseen(letter) == [("禾丰区委", True)]


def test_who_is_told_is_never_the_office_that_has_it(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = opened(district)
    on(TODAY + 30 * DAY, monkeypatch)
    assert overseen(letter) == []
    assert told(district, "office") == ["试办的事的“登记”期限已经逾期，请尽快办理。"]


def test_a_reminder_is_given_once_whoever_asks_again(district: District) -> None:
    letter = with_branch(district)
    term = case_of(letter).terms.get(clock="finish")
    late = NOON + 61 * DAY
    actions.escalate(term.pk, tables=rooms.TABLES, now=late, by=SYSTEM)
    with pytest.raises(Stale):
        actions.escalate(term.pk, tables=rooms.TABLES, now=late, by=SYSTEM)
    with pytest.raises(Stale):
        actions.warn(term.pk, tables=rooms.TABLES, now=late, by=SYSTEM)
    actions.warn(term.pk, tables=rooms.TABLES, now=NOON + 58 * DAY, by=SYSTEM)
    move(letter, "withdraw", "citizen", now=late)
    with pytest.raises(Stale, match="不在计算"):
        actions.warn(term.pk, tables=rooms.TABLES, now=NOON + 60 * DAY, by=SYSTEM)


def test_a_term_of_the_other_side_is_only_reported(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = with_branch(district)
    move(letter, "draft", "handler", to=[office(district.root)])
    move(letter, "sign", "leader")
    last = case_of(letter).terms.get(clock="objection").due_on
    assert not reminders.lapsed("probe", "objection", last).exists()
    on(last + DAY, monkeypatch)
    assert list(reminders.lapsed("probe", "objection", last + DAY)) == [case_of(letter)]
    assert overseen(letter) == []
    assert told(district, "secretary") == []


def test_who_gets_something_to_do_is_told_and_who_did_it_is_not(district: District) -> None:
    letter = opened(district)
    move(letter, "accept", "registrar", to=[office(district.street)], by=by(district, "organizer"))
    asked = Message.objects.filter(matter="todo").values_list("person__name", "sentence")
    assert set(asked) == {
        (district.people["office"].name, "有一件事要您办：登记一件试办的事。"),
        (district.people["clerk"].name, "有一件事要您办：办理一件试办的事。"),
    }
