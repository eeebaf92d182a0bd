"""A table that is wrong is found before anybody can go by it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dangjian.desk import rooms
from dangjian.flow.rules import EARLIER, Clock, Flow, Move, State
from dangjian.flow.rules.table import problems
from dangjian.kernel import rules
from tests.district import TODAY
from tests.flow.probe import PROBE


def unchecked(flow: Flow, **changed: Any) -> Flow:
    """A table as it would be with the changes, sound or not."""
    twin = object.__new__(Flow)
    for field in fields(Flow):
        if field.init:
            object.__setattr__(twin, field.name, changed.get(field.name, getattr(flow, field.name)))
    return twin


def without(flow: Flow, *names: str) -> dict[str, Any]:
    return {"moves": tuple(move for move in flow.moves if move.name not in names)}


def with_move(flow: Flow, which: str, **changed: Any) -> dict[str, Any]:
    return {
        "moves": tuple(replace(m, **changed) if m.name == which else m for m in flow.moves),
    }


def with_state(flow: Flow, name: str, **changed: Any) -> dict[str, Any]:
    return {
        "states": tuple(replace(s, **changed) if s.name == name else s for s in flow.states),
    }


def with_clock(flow: Flow, name: str, **changed: Any) -> dict[str, Any]:
    return {
        "clocks": tuple(replace(c, **changed) if c.name == name else c for c in flow.clocks),
    }


ALONE = State("alone", "没人到的地方", "handler", "办一办")
STUCK = State("stuck", "出不来的地方")

DEFECTS: dict[str, Callable[[Flow], dict[str, Any]]] = {
    "state closed stands there twice": lambda f: {"states": (*f.states, f.states[4])},
    "move note stands there twice": lambda f: {"moves": (*f.moves, f.moves[2])},
    "clock finish stands there twice": lambda f: {"clocks": (*f.clocks, f.clocks[1])},
    "a state and a move are both called handling": lambda f: with_move(f, "note", name="handling"),
    "move pause is called like something that happens beside the table": lambda f: with_move(
        f, "note", name="pause"
    ),
    "no move start opens a case": lambda f: {"opening": "start"},
    "move note names an unknown state nowhere": lambda f: with_move(f, "note", from_=("nowhere",)),
    "move draft names an unknown state nowhere": lambda f: with_move(f, "draft", to="nowhere"),
    "move note is nobody's": lambda f: with_move(f, "note", who=frozenset()),
    "move note: only the opening comes from nowhere": lambda f: with_move(f, "note", from_=()),
    "move submit: only the opening comes from nowhere": lambda f: with_move(
        f, "submit", from_=("answered",)
    ),
    "move submit does not lead to the first state": lambda f: with_move(f, "submit", to="handling"),
    "clock finish names an unknown move finish_up": lambda f: with_clock(
        f, "finish", ends=("finish_up",)
    ),
    "clock finish hangs on back, which leads back to any state": lambda f: with_clock(
        f, "finish", ends=("sign", "withdraw", "back")
    ),
    "nothing starts clock finish": lambda f: with_clock(f, "finish", starts=()),
    "no path leads to alone": lambda f: {"states": (*f.states, ALONE)},
    "from stuck no end can be reached": lambda f: {
        "states": (*f.states, STUCK),
        "moves": (*f.moves, Move("lose", "弄丢", ("answered",), "stuck", frozenset({"citizen"}))),
    },
    "closed is closed and still led out of": lambda f: with_move(
        f, "again", from_=("answered", "closed")
    ),
    "leader has no move that leads on from signing": lambda f: {
        "moves": tuple(
            replace(m, who=frozenset({"handler"})) if m.name in ("sign", "back") else m
            for m in f.moves
        )
    },
    "signing does not say what is to be done": lambda f: with_state(f, "signing", todo=""),
    "closed is closed and still the turn of handler": lambda f: with_state(
        f, "closed", turn="handler", todo="办一办"
    ),
    "a case ends in withdrawn while finish runs": lambda f: with_clock(f, "finish", ends=("sign",)),
    "a case ends in closed while objection runs": lambda f: with_clock(
        f, "objection", ends=("again",)
    ),
    "no term runs in handling although it is the turn of handler": lambda f: with_clock(
        f, "finish", starts=("again",)
    ),
    "no term runs in received although it is the turn of registrar": lambda f: with_clock(
        f, "register", theirs=True
    ),
}


@pytest.mark.parametrize("sentence", DEFECTS)
def test_every_planted_defect_is_found(sentence: str) -> None:
    assert problems(PROBE) == []
    assert sentence in problems(unchecked(PROBE, **DEFECTS[sentence](PROBE)))


def test_a_table_that_is_wrong_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="probe: a case ends in withdrawn while finish runs"):
        replace(PROBE, **with_clock(PROBE, "finish", ends=("sign",)))


NAMES = "abcd"
STATES = st.sampled_from(NAMES)
MOVES = [f"m{n}" for n in range(5)]
SOME = st.lists(st.sampled_from(MOVES), max_size=3, unique=True).map(tuple)


@st.composite
def tables(draw: st.DrawFn) -> Flow:
    """Any table of four states and five moves, mostly unsound."""
    closed = draw(st.sets(STATES, min_size=1, max_size=2))
    turns = draw(st.sets(STATES, max_size=3))
    moves = [Move("m0", "提出", (), "a", frozenset("x"))]
    for name in MOVES[1:]:
        from_ = tuple(draw(st.sets(STATES, min_size=1, max_size=3)))
        moves.append(Move(name, name, from_, draw(STATES | st.just("")), frozenset("x")))
    return unchecked(
        PROBE,
        opening="m0",
        states=tuple(
            State(n, n, "x" if n in turns else "", "办" if n in turns else "", n in closed)
            for n in NAMES
        ),
        moves=tuple(moves),
        clocks=tuple(
            Clock(name, name, "", draw(SOME), draw(SOME), theirs=draw(st.booleans()))
            for name in ("k", "l")
        ),
    )


def walked(flow: Flow, seed: int) -> str:
    """What goes wrong on a random way through the table; "" where nothing does."""
    choose = random.Random(seed)
    states = {state.name: state for state in flow.states}
    step, state, running = flow.moves[0], "", set[str]()
    for _ in range(12):
        state = step.to or state
        running -= {clock.name for clock in flow.clocks if step.name in clock.ends}
        running |= {clock.name for clock in flow.clocks if step.name in clock.starts}
        here = states[state]
        if here.closed:
            return "a case ends while a clock runs" if running else ""
        ours = {clock.name for clock in flow.clocks if not clock.theirs}
        if here.turn and not running & ours:
            return "a turn without a clock"
        ways = [move for move in flow.moves if state in move.from_]
        if not ways:
            return "a dead end"
        step = choose.choice(ways)
    return ""


@settings(max_examples=300, deadline=None)
@given(tables())
def test_whatever_goes_wrong_on_a_way_through_a_table_was_told_before(flow: Flow) -> None:
    gone_wrong = {walked(flow, seed) for seed in range(20)} - {""}
    if gone_wrong:
        assert problems(flow) != [], gone_wrong


@pytest.mark.django_db
@pytest.mark.parametrize("flow", rooms.TABLES.values(), ids=lambda flow: flow.key)
def test_every_clock_of_every_table_goes_by_a_rule_that_is_a_term(flow: Flow) -> None:
    for clock in flow.clocks:
        for key in filter(None, (clock.rule, clock.extension)):
            assert rules.value(key, on=TODAY).term_unit in ("working", "natural", "months"), key


def test_ways_back_lead_only_where_the_same_clocks_ran() -> None:
    ways = PROBE.ways_back({"finish"}, ["received", "handling", "signing", "answered"])
    assert [state.name for state in ways] == ["handling", "signing"]
    assert PROBE.move("back").to == EARLIER
