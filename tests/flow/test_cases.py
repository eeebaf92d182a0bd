"""A case moves through its table: nothing vanishes, no term is forgotten, one of two wins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dangjian.flow import actions, queries
from dangjian.flow.models import Case, CaseTerm, Extension, Step, Task, ToDo
from dangjian.flow.rules import EARLIER, Flow, may_do
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Missing, Refused, Stale
from dangjian.voices.models import Letter
from dangjian.voices.rules import PETITION, TABLES
from tests.district import TODAY, District, build
from tests.flow.probe import (
    DAY,
    NOON,
    PROBE,
    by,
    case_of,
    due_days,
    handled,
    move,
    office,
    opened,
    who,
)
from tests.registry.test_people_at_once import at_once


def todo_of(letter: Letter, task: Task = Task.LEAD) -> ToDo:
    return case_of(letter).todos.get(task=task, closed_at__isnull=True)


def moves_of(letter: Letter) -> list[str]:
    return list(case_of(letter).steps.order_by("round").values_list("move", flat=True))


# --- moving ---------------------------------------------------------------------------------------


def test_a_case_goes_its_way_and_ends(district: District) -> None:
    letter = handled(district)
    assert due_days(letter) == {"finish": TODAY + 60 * DAY}
    move(letter, "draft", "handler", to=[office(district.root)], by=by(district, "clerk"))
    move(letter, "sign", "leader", by=by(district, "office"))
    assert not case_of(letter).todos.filter(closed_at__isnull=True).exists()
    assert list(due_days(letter)) == ["objection"]
    move(letter, "lapse", "platform")
    case = case_of(letter)
    assert (letter.state, due_days(letter), case.closed_at) == ("closed", {}, NOON)
    assert moves_of(letter) == ["submit", "accept", "draft", "sign", "lapse"]
    told = queries.history(case, {**TABLES, ("probe", 1): PROBE})
    assert [(one.says, one.state) for one in told][-1] == ("期满归档", "已归档")
    leaves = Leaf.objects.filter(subject_uid=case.uid).order_by("pk")
    assert [leaf.verb for leaf in leaves] == moves_of(letter)


def test_what_is_not_ones_move_is_refused_in_a_sentence(district: District) -> None:
    letter = handled(district)
    with pytest.raises(Refused, match="这一步不由您办") as refused:
        move(letter, "draft", "registrar", to=[office(district.root)])
    assert refused.value.status == 403
    with pytest.raises(Stale, match="现在是“办理中”"):
        move(letter, "accept", "registrar", to=[office(district.root)])
    with pytest.raises(Refused, match="要写明理由"):
        move(_signing(district), "back", "leader", words=" ", back_to="handling")
    assert todo_of(letter).what == "办理一件试办的事"


def _signing(district: District) -> Letter:
    letter = handled(district)
    move(letter, "draft", "handler", to=[office(district.root)])
    return letter


def test_one_can_go_back_to_any_step_where_the_same_terms_ran(district: District) -> None:
    letter = _signing(district)
    for wrong in ("", "received", "signing", "closed"):
        with pytest.raises(Refused, match="不能退到这一步"):
            move(letter, "back", "leader", to=[office(district.street)], back_to=wrong)
    move(letter, "back", "leader", to=[office(district.street)], back_to="handling")
    assert (letter.state, todo_of(letter).for_organization) == ("handling", district.street)
    assert due_days(letter) == {"finish": TODAY + 60 * DAY}


def test_who_looked_at_an_older_state_is_told_who_was_quicker(district: District) -> None:
    letter = handled(district)
    seen = case_of(letter).round
    move(letter, "note", "handler", by=by(district, "clerk"), seen=seen)
    with pytest.raises(Stale, match="周望禾刚刚已经办了下一步，您这一次没有办成"):
        move(letter, "note", "handler", by=by(district, "organizer"), seen=seen)
    assert moves_of(letter) == ["submit", "accept", "note"]


def test_a_share_in_a_case_is_not_closed_by_itself(district: District) -> None:
    """Whose turn it is would otherwise vanish from every inbox."""
    letter = handled(district)
    for act in (actions.finish, actions.withdraw):
        with pytest.raises(RuntimeError, match="is ended by the case"), transaction.atomic():
            act(todo_of(letter), now=NOON, by=SYSTEM)
    with pytest.raises(Missing):
        actions.answer_share(
            todo_of(letter), letter, words="好", part="handler", now=NOON, by=SYSTEM
        )


def test_handing_on_is_a_step_and_ends_with_the_other(district: District) -> None:
    letter = handled(district)
    actions.hand_on(
        todo_of(letter),
        to=district.people["organizer"],
        now=NOON,
        by=by(district, "clerk"),
        part="handler",
    )
    assert moves_of(letter)[-1] == "hand_on"
    assert todo_of(letter).for_person == district.people["organizer"]
    assert todo_of(letter).due_on == TODAY + 60 * DAY


# --- walks ----------------------------------------------------------------------------------------


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
@pytest.mark.parametrize("flow", [PROBE, PETITION], ids=lambda flow: flow.key)
def test_on_no_way_does_a_case_vanish_or_a_term_run_on(
    district: District, flow: Flow, data: st.DataObject
) -> None:
    with transaction.atomic():
        letter = opened(district, flow)
        now = NOON
        for _ in range(data.draw(st.integers(1, 14))):
            _nothing_is_lost(letter, flow)
            now += data.draw(st.integers(0, 9)) * DAY
            if not _step(district, letter, flow, now, data):
                break
        _nothing_is_lost(letter, flow)
        transaction.set_rollback(True)


def _step(
    district: District, letter: Letter, flow: Flow, now: dt.datetime, data: st.DataObject
) -> bool:
    """One random move, or something beside the table. False where the case has ended."""
    case = case_of(letter)
    if case.closed_at:
        return False
    parts = {part for one in flow.moves for part in one.who}
    ways = list(flow.open_to(letter.state, parts))
    chosen = data.draw(st.sampled_from([*ways, "join", "extend", "pause", "hand_on"]))
    places = [office(district.root), office(district.street), office(district.other_street)]
    try:
        with transaction.atomic():
            if isinstance(chosen, str):
                _beside(chosen, district, letter, flow, now)
                return True
            running = [term.clock for term in queries.running_terms(case)]
            back = flow.ways_back(running, queries.visited(case))
            earlier = [s.name for s in back if s.name != letter.state]
            if chosen.to == EARLIER and not earlier:
                return True
            actions.advance(
                letter,
                flow,
                chosen.name,
                part=min(chosen.who),
                to=[data.draw(st.sampled_from(places))],
                now=now,
                by=by(district, "office"),
                words="因为如此",
                back_to=data.draw(st.sampled_from(earlier)) if chosen.to == EARLIER else "",
            )
    except Refused as refusal:
        assert refusal.sentence
    return True


def _beside(what: str, district: District, letter: Letter, flow: Flow, now: dt.datetime) -> None:
    case, actor = case_of(letter), by(district, "clerk")
    running = [term.clock for term in queries.running_terms(case) if not term.theirs]
    clock = running[0] if running else flow.clocks[0].name
    turn = case.todos.filter(task=Task.LEAD, closed_at__isnull=True).first()
    if what == "join":
        actions.ask_share(
            letter,
            Task.JOIN,
            what="请协助",
            to=[office(district.other_street)],
            part="handler",
            now=now,
            by=actor,
        )
    elif what == "extend":
        asked = Extension.objects.filter(term__case=case, granted__isnull=True).first()
        if asked:
            actions.decide_extension(
                asked, letter, flow, granted=True, now=now, by=by(district, "office")
            )
        else:
            actions.ask_extension(
                letter,
                flow,
                clock,
                days=30,
                reason="复杂",
                to=office(district.root),
                now=now,
                by=actor,
            )
    elif what == "pause":
        paused = CaseTerm.objects.filter(case=case, due_on__isnull=True, ended_on__isnull=True)
        if term := paused.first():
            actions.resume(letter, flow, term.clock, now=now, by=actor)
        else:
            actions.pause(letter, flow, clock, reason="", now=now, by=actor)
    elif turn:
        actions.hand_on(turn, to=district.people["organizer"], now=now, by=actor)


def _nothing_is_lost(letter: Letter, flow: Flow) -> None:
    case, state = case_of(letter), flow.state(letter.state)
    open_todos = case.todos.filter(closed_at__isnull=True)
    running = case.terms.filter(ended_on__isnull=True)
    assert case.steps.order_by("-round").first().to_state == letter.state
    assert frozenset(term.clock for term in running) in flow.clocks_at[letter.state]
    if state.closed:
        assert not open_todos.exists() and not running.exists() and case.closed_at
        return
    assert open_todos.filter(task=Task.LEAD).count() == bool(state.turn)
    if state.turn:
        ours = [term for term in running if not term.theirs]
        assert ours
        nearest = min((term.due_on for term in ours if term.due_on), default=None)
        assert open_todos.get(task=Task.LEAD).due_on == nearest
    waiting = Extension.objects.filter(
        term__case=case, term__ended_on__isnull=True, granted__isnull=True
    )
    assert open_todos.filter(task=Task.DECIDE).count() == waiting.count()


# --- shares ---------------------------------------------------------------------------------------


def asked(district: District, letter: Letter, task: Task, *places: object) -> list[ToDo]:
    return actions.ask_share(
        letter,
        task,
        what="请会签答复",
        to=[office(place) for place in places or (district.other_street,)],  # type: ignore[arg-type]
        part="handler",
        now=NOON,
        by=by(district, "clerk"),
    )


def test_a_countersignature_that_is_missing_holds_the_move(district: District) -> None:
    letter = handled(district)
    first, second = asked(district, letter, Task.COUNTERSIGN, district.other_street, district.root)
    with pytest.raises(Refused, match="还没有会签：柳岸街道党工委、禾丰区委"):
        move(letter, "draft", "handler", to=[office(district.root)])
    with pytest.raises(Refused, match="已经请过柳岸街道党工委"):
        asked(district, letter, Task.COUNTERSIGN)
    with pytest.raises(Refused, match="写一句意见"):
        actions.answer_share(first, letter, words=" ", part="signer", now=NOON, by=SYSTEM)
    actions.answer_share(first, letter, words="同意", part="signer", now=NOON, by=SYSTEM)
    with pytest.raises(Refused, match="还没有会签：禾丰区委"):
        move(letter, "draft", "handler", to=[office(district.root)])
    actions.drop_share(second, letter, words="不用了", part="handler", now=NOON, by=SYSTEM)
    with pytest.raises(Stale):
        actions.answer_share(second, letter, words="同意", part="signer", now=NOON, by=SYSTEM)
    move(letter, "draft", "handler", to=[office(district.root)])
    assert moves_of(letter)[-4:] == [
        "ask_countersign",
        "answer_countersign",
        "drop_countersign",
        "draft",
    ]


def test_who_helps_goes_on_when_the_turn_passes_and_stops_when_the_case_ends(
    district: District,
) -> None:
    letter = handled(district)
    [help_] = asked(district, letter, Task.JOIN)
    move(letter, "draft", "handler", to=[office(district.root)])
    assert todo_of(letter, Task.JOIN) == help_
    other = handled(district)
    with pytest.raises(Missing):
        actions.answer_share(help_, other, words="好了", part="", now=NOON, by=SYSTEM)
    move(letter, "withdraw", "citizen")
    help_.refresh_from_db()
    assert help_.outcome == "withdrawn"
    with pytest.raises(Stale, match="已经办结"):
        asked(district, letter, Task.JOIN)


# --- terms ----------------------------------------------------------------------------------------


def extension(district: District, letter: Letter, days: int = 30, **more: object) -> Extension:
    given = {"reason": "要现场核实", "to": office(district.root), "now": NOON} | more
    return actions.ask_extension(
        letter,
        PROBE,
        "finish",
        days=days,
        by=by(district, "clerk"),
        **given,  # type: ignore[arg-type]
    )


def decide(district: District, letter: Letter, one: Extension, role: str = "office") -> None:
    actions.decide_extension(one, letter, PROBE, granted=True, now=NOON, by=by(district, role))


def test_a_term_is_extended_once_by_somebody_else_and_as_the_rule_allows(
    district: District,
) -> None:
    letter = handled(district)
    with pytest.raises(Refused, match="最多延长30日") as refused:
        extension(district, letter, 31)
    assert refused.value.clause == "《信访工作条例》第三十四条"
    with pytest.raises(Refused, match="为什么要延期"):
        extension(district, letter, reason=" ")
    with pytest.raises(Refused, match="登记不能延长"):
        actions.ask_extension(
            opened(district),
            PROBE,
            "register",
            days=1,
            reason="忙",
            to=office(district.root),
            now=NOON,
            by=by(district, "clerk"),
        )
    one = extension(district, letter)
    with pytest.raises(Refused, match="不能自己批自己的"):
        decide(district, letter, one, "clerk")
    with pytest.raises(Missing):
        decide(district, handled(district), one)
    decide(district, letter, one)
    assert due_days(letter) == {"finish": TODAY + 90 * DAY}
    assert todo_of(letter).due_on == TODAY + 90 * DAY
    with pytest.raises(Stale, match="已经批过"):
        decide(district, letter, one)
    with pytest.raises(Refused, match="只能延一次"):
        extension(district, letter)


def test_a_decision_asked_for_outlives_the_move_but_not_the_term(district: District) -> None:
    letter = handled(district)
    one = extension(district, letter)
    move(letter, "draft", "handler", to=[office(district.root)])
    assert todo_of(letter, Task.DECIDE) == one.todo
    move(letter, "sign", "leader")
    one.todo.refresh_from_db()
    assert one.todo.outcome == "withdrawn"
    with pytest.raises(Stale, match="不用延期了"):
        decide(district, letter, one)


def test_a_term_that_has_passed_is_neither_extended_nor_paused(district: District) -> None:
    letter = handled(district)
    late = NOON + 61 * DAY
    with pytest.raises(Refused, match="不能再申请延期"):
        extension(district, letter, now=late)
    with pytest.raises(Refused, match="不能再暂停"):
        actions.pause(letter, PROBE, "finish", reason="", now=late, by=SYSTEM)


def test_days_that_do_not_count_move_the_due_day_by_as_many(district: District) -> None:
    letter = handled(district)
    actions.pause(letter, PROBE, "finish", reason="", now=NOON + 10 * DAY, by=by(district, "clerk"))
    assert (due_days(letter), todo_of(letter).due_on) == ({"finish": None}, None)
    with pytest.raises(Stale, match="已经暂停"):
        actions.pause(letter, PROBE, "finish", reason="", now=NOON + 11 * DAY, by=SYSTEM)
    decide(district, letter, extension(district, letter))
    assert due_days(letter) == {"finish": None}
    actions.resume(letter, PROBE, "finish", now=NOON + 24 * DAY, by=by(district, "clerk"))
    assert due_days(letter) == {"finish": TODAY + (60 + 30 + 14) * DAY}
    with pytest.raises(Stale, match="没有暂停"):
        actions.resume(letter, PROBE, "finish", now=NOON + 24 * DAY, by=SYSTEM)
    with pytest.raises(Refused, match="登记不能暂停"):
        actions.pause(opened(district), PROBE, "register", reason="", now=NOON, by=SYSTEM)


def test_a_pause_ends_with_its_term(district: District) -> None:
    letter = handled(district)
    actions.pause(letter, PROBE, "finish", reason="", now=NOON, by=by(district, "clerk"))
    move(letter, "withdraw", "citizen", now=NOON - DAY)
    term = case_of(letter).terms.get(clock="finish")
    assert term.pauses.get().until_on == TODAY


def test_one_is_urged_once_a_day(district: District) -> None:
    todo = todo_of(handled(district))
    actions.urge(todo, now=NOON, by=SYSTEM)
    with pytest.raises(Refused, match="24小时内已经催办过一次"):
        actions.urge(todo, now=NOON + DAY - dt.timedelta(minutes=1), by=SYSTEM)
    actions.urge(todo, now=NOON + DAY, by=SYSTEM)


# --- continuing in another table ------------------------------------------------------------------


def test_what_becomes_another_case_keeps_its_history_and_its_bars(district: District) -> None:
    letter = opened(district, barred=[(district.other_street, "来信反映的就是它")])
    opened(district, PETITION)
    actions.continue_as(
        letter,
        PROBE,
        "withdraw",
        PETITION,
        part="citizen",
        to=[office(district.root)],
        now=NOON,
        by=SYSTEM,
        since=TODAY,
    )
    case = case_of(letter)
    assert [bar.organization for bar in queries.standing_bars(case)] == [district.other_street]
    told = queries.history(case, {**TABLES, ("probe", 1): PROBE})
    assert [one.says for one in told] == ["提出", "撤回", "来信"]


# --- at once --------------------------------------------------------------------------------------


@pytest.fixture
def live(committed_db: str) -> Iterator[District]:
    yield build()


def test_of_two_who_press_at_once_one_wins_and_the_other_reads_who(live: District) -> None:
    letter = handled(live)
    seen = case_of(letter).round

    def press(role: str) -> None:
        mine = Letter.objects.select_related("case").get(pk=letter.pk)
        move(mine, "draft", "handler", to=[office(live.root)], by=by(live, role), seen=seen)

    first, second = at_once(lambda: press("clerk"), lambda: press("organizer"))
    assert first == "done"
    assert second in [
        f"{live.people[role].name}刚刚已经办了下一步，您这一次没有办成。"
        for role in ("clerk", "organizer")
    ]
    assert Step.objects.filter(case=letter.case, move="draft").count() == 1
    assert Case.objects.get(pk=letter.case_id).todos.filter(closed_at__isnull=True).count() == 1


def test_may_do_is_asked_of_those_above_too(district: District) -> None:
    letter = handled(district)
    assert may_do(who(district, "office"), todo_of(letter), TODAY)
    assert not may_do(who(district, "member"), todo_of(letter), TODAY)
