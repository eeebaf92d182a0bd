"""To-dos: for one person or one office, closed once, found by whoever has to know."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from dangjian.flow import actions, queries
from dangjian.flow.models import ToDo
from dangjian.flow.rules import Office, may_do
from dangjian.kernel.evidence import SYSTEM, Actor
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.actions import posts
from dangjian.registry.authority import Purpose, Viewer, viewer_of
from dangjian.registry.models import PostTitle
from tests.district import TODAY, District, build, register
from tests.registry.test_people_at_once import at_once

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.timezone(dt.timedelta(hours=8)))
DAY = dt.timedelta(days=1)


def who(district: District, role: str) -> Viewer:
    return viewer_of(district.accounts[role], TODAY)


def myself(district: District, role: str) -> Actor:
    return who(district, role).myself()


def asked(district: District, what: str = "请补齐家庭住址", **more: object) -> ToDo:
    """The secretary asks the member."""
    given = {"to": district.people["member"], "asked_by": district.people["secretary"]} | more
    return actions.assign(what, now=NOON, by=myself(district, "secretary"), **given)  # type: ignore[arg-type]


def told(found: queries.Slice) -> list[str]:
    return [item.what for item in found.rows]


def inbox(district: District, role: str) -> list[str]:
    """What waits for him; the number on every page says the same."""
    found = queries.inbox(who(district, role), TODAY)
    assert queries.open_count(who(district, role), TODAY, 99) == found.total
    return told(found)


# --- opening and closing ------------------------------------------------------------------------


def test_a_clock_that_was_set_back_keeps_nobody_from_closing(district: District) -> None:
    todo = asked(district)
    done = actions.finish(todo, now=NOON - DAY, by=myself(district, "member"))
    assert done.closed_at == NOON


def test_what_was_asked_is_found_by_who_has_to_do_it_and_by_who_waits(district: District) -> None:
    todo = asked(district, due_on=TODAY + DAY)
    assert inbox(district, "member") == ["请补齐家庭住址"]
    [waiting] = queries.waiting_on_others(who(district, "secretary"), TODAY).rows
    assert (waiting.who_has_it, waiting.due_on, waiting.late) == ("宋怀石", TODAY + DAY, False)
    assert inbox(district, "secretary") == []
    actions.finish(todo, now=NOON, by=myself(district, "member"))
    assert inbox(district, "member") == []
    for role in ("member", "secretary"):
        assert told(queries.done_lately(who(district, role), TODAY)) == ["请补齐家庭住址"]
    assert told(queries.done_lately(who(district, "clerk"), TODAY)) == []
    assert told(queries.done_lately(who(district, "member"), TODAY + 14 * DAY)) == []


def test_every_step_leaves_its_leaf_and_no_sentence_stands_in_the_log(district: District) -> None:
    first = asked(district)
    second = actions.hand_on(
        first, to=district.people["organizer"], now=NOON, by=myself(district, "member")
    )
    actions.withdraw(second, now=NOON, by=myself(district, "secretary"))
    leaves = Leaf.objects.filter(subject_kind="todo").order_by("pk")
    assert [(leaf.verb, leaf.subject_uid) for leaf in leaves] == [
        ("assign", first.uid),
        ("hand_on", first.uid),
        ("assign", second.uid),
        ("withdraw", second.uid),
    ]
    assert not [leaf for leaf in leaves if "住址" in leaf.body]
    assert json.loads(leaves[2].body)["detail"]["person"] == district.people["organizer"].pk


def test_a_closed_todo_is_closed_by_somebody_once(district: District) -> None:
    todo = asked(district)
    actions.finish(todo, now=NOON, by=myself(district, "member"))
    for again in (actions.finish, actions.withdraw):
        with pytest.raises(Stale, match="这件事宋怀石已经办好了"):
            again(todo, now=NOON, by=myself(district, "secretary"))
    with pytest.raises(Stale):
        actions.hand_on(
            todo, to=district.people["clerk"], now=NOON, by=myself(district, "secretary")
        )
    todo.refresh_from_db()
    assert (todo.outcome, todo.closed_by_id) == ("done", district.people["member"].pk)


def test_handing_on_keeps_what_was_asked_by_whom_and_until_when(district: District) -> None:
    todo = asked(district, due_on=TODAY)
    with pytest.raises(Refused, match="本来就在这里"):
        actions.hand_on(todo, to=district.people["member"], now=NOON, by=myself(district, "member"))
    todo.refresh_from_db()
    assert todo.closed_at is None
    after = actions.hand_on(
        todo, to=district.people["clerk"], now=NOON, by=myself(district, "member"), note="我出差"
    )
    assert (after.what, after.due_on, after.asked_by_id) == (
        todo.what,
        TODAY,
        district.people["secretary"].pk,
    )
    assert inbox(district, "clerk") == ["请补齐家庭住址"]
    assert inbox(district, "member") == []
    assert told(queries.done_lately(who(district, "secretary"), TODAY)) == []


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"what": "  "}, "请写明要办什么事"),
        ({"due_on": TODAY - DAY}, "期限已经过了"),
    ],
)
def test_what_cannot_be_asked(district: District, more: dict[str, object], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        asked(district, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "wrong",
    [
        {"for_person": None},
        {"for_organization": "east"},
        {"for_person": None, "for_organization": "east"},
        {"right": "MAINTAIN"},
        {"closed_at": NOON},
        {"closed_at": NOON, "outcome": "done"},
        {"outcome": "done"},
        {"closed_at": NOON - DAY, "outcome": "done", "closed_by": "member"},
        {"what": ""},
    ],
)
def test_the_database_refuses_what_must_never_be(
    district: District, wrong: dict[str, object]
) -> None:
    """Exactly one addressee; what is closed has an outcome and a closer."""
    todo = asked(district)
    places = {"east": district.east} | district.people
    for name, value in wrong.items():
        setattr(todo, name, places.get(value, value) if isinstance(value, str) else value)
    with pytest.raises(IntegrityError), transaction.atomic():
        todo.save()


# --- offices ------------------------------------------------------------------------------------


def test_an_office_is_whoever_holds_it_at_the_time(district: District) -> None:
    """The branch's to-do goes to its secretary of the day; superiors may act, but are not asked."""
    asked(
        district,
        "请核对名单",
        to=Office(district.east, Purpose.MAINTAIN),
        asked_by=district.people["clerk"],
    )
    assert inbox(district, "secretary") == ["请核对名单"]
    assert inbox(district, "member") == inbox(district, "organizer") == []
    todo = ToDo.objects.get()
    assert may_do(who(district, "organizer"), todo, TODAY)
    assert may_do(who(district, "office"), todo, TODAY)
    assert not may_do(who(district, "member"), todo, TODAY)
    assert not may_do(who(district, "leader"), todo, TODAY)
    posts.relieve(district.people["secretary"].posts.get(), on=TODAY, today=TODAY, by=SYSTEM)
    posts.appoint(
        district.east,
        district.people["member"],
        title=PostTitle.SECRETARY,
        on=TODAY,
        today=TODAY,
        by=SYSTEM,
    )
    assert inbox(district, "secretary") == []
    assert inbox(district, "member") == ["请核对名单"]
    [waiting] = queries.waiting_on_others(who(district, "clerk"), TODAY).rows
    assert waiting.who_has_it == "东篱社区第一党支部"


def test_who_asked_his_own_office_finds_it_in_his_inbox_only(district: District) -> None:
    asked(district, "请核对名单", to=Office(district.east, Purpose.MAINTAIN))
    assert inbox(district, "secretary") == ["请核对名单"]
    assert told(queries.waiting_on_others(who(district, "secretary"), TODAY)) == []


def test_a_closed_organization_gets_no_todo(district: District) -> None:
    district.group.closed_on = TODAY
    with pytest.raises(Refused, match="已经撤销"):
        asked(district, to=Office(district.group, Purpose.MAINTAIN))


# --- lists --------------------------------------------------------------------------------------


def test_the_nearest_due_day_stands_first_and_what_has_none_last(district: District) -> None:
    for what, due_on in (("丙", None), ("乙", TODAY + 2 * DAY), ("甲", TODAY)):
        asked(district, what, due_on=due_on)
    assert inbox(district, "member") == ["甲", "乙", "丙"]
    late = queries.inbox(who(district, "member"), TODAY + DAY).rows
    assert [item.late for item in late] == [True, False, False]


def test_a_list_costs_one_query_whatever_its_length(district: District) -> None:
    for n in range(30):
        todo = asked(district, f"第{n}件", to=register(district.east, "冬青"))
        if n % 2:
            actions.finish(todo, now=NOON, by=myself(district, "member"))
        asked(district, f"第{n}件")
    viewer, asker = who(district, "member"), who(district, "secretary")
    for found, count, rows in (
        (lambda: queries.inbox(viewer, TODAY, limit=10, offset=25), 30, 5),
        (lambda: queries.waiting_on_others(asker, TODAY, limit=10), 45, 10),
        (lambda: queries.done_lately(asker, TODAY), 15, 15),
    ):
        with CaptureQueriesContext(connection) as asking:
            page = found()
            assert [(item.who_has_it, item.asked_by) for item in page.rows]
        assert (len(asking), page.total, len(page.rows)) == (1, count, rows)


# --- at once ------------------------------------------------------------------------------------


@pytest.fixture
def live(committed_db: str) -> Iterator[District]:
    yield build()


def test_two_who_finish_at_once_finish_it_once(live: District) -> None:
    todo = asked(live, to=Office(live.east, Purpose.MAINTAIN))
    clerk, secretary = myself(live, "clerk"), myself(live, "secretary")
    first, second = at_once(
        lambda: actions.finish(todo, now=NOON, by=clerk),
        lambda: actions.withdraw(todo, now=NOON, by=secretary),
    )
    assert first == "done"
    names = (live.people["clerk"].name, live.people["secretary"].name)
    assert second in [
        f"这件事{who}已经{how}，没有再办一次。" for who in names for how in ("办好了", "撤回了")
    ]
    assert Leaf.objects.filter(subject_uid=todo.uid).count() == 2
