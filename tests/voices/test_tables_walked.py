"""Whatever is done with a letter, it neither vanishes nor is a term of it forgotten."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dangjian.flow import actions as flow
from dangjian.flow.models import Task
from dangjian.flow.queries import running_terms
from dangjian.flow.rules import EARLIER, Flow, Office
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.refusal import Refused
from dangjian.registry.authority import Purpose
from dangjian.registry.models import Organization
from dangjian.voices.models import Kind, Letter
from dangjian.voices.rules import CONSULTATION, MAILBOX, PETITION, TABLES, table_of
from tests.district import District
from tests.voices.letters import NOON, petition

NO_FIXTURE_RESET = (HealthCheck.function_scoped_fixture,)


@pytest.mark.parametrize("table", [MAILBOX, CONSULTATION, PETITION], ids=lambda one: one.key)
def test_from_every_state_a_letter_comes_to_an_end_with_no_clock_running(table: Flow) -> None:
    """J1–J3: by every path; where it is our turn, a term of ours runs."""
    ours = {clock.name for clock in table.clocks if not clock.theirs}
    for state in table.states:
        sets = table.clocks_at[state.name]
        assert sets, state.name
        if state.closed:
            assert sets == {frozenset()}, state.name
        elif state.turn:
            assert all(running & ours for running in sets), state.name
        else:
            assert all(running for running in sets), f"{state.name} would wait for ever"


@settings(max_examples=25, deadline=None, suppress_health_check=NO_FIXTURE_RESET)
@given(kind=st.sampled_from(list(Kind)), choices=st.lists(st.integers(0, 10**6), max_size=14))
def test_a_letter_pushed_about_at_random_is_always_somewhere(
    district: District, kind: Kind, choices: list[int]
) -> None:
    """J3: after every step somebody has it (or its writer), or it has ended with nothing open."""
    with transaction.atomic():
        letter = petition(district, kind=kind)
        for step, choice in enumerate(choices):
            if not _pushed(letter, choice, NOON + dt.timedelta(hours=step), district.root):
                break
            _sound(letter)
        transaction.set_rollback(True)


@settings(max_examples=25, deadline=None, suppress_health_check=NO_FIXTURE_RESET)
@given(barred=st.integers(0, 10**6), asked=st.lists(st.integers(0, 10**6), max_size=6))
def test_no_to_do_ever_reaches_whom_the_letter_complains_of(
    district: District, barred: int, asked: list[int]
) -> None:
    """J3 (Art. 30, 46): neither the unit complained of nor one below it, whoever passes it on."""
    with transaction.atomic():
        every = list(Organization.objects.exclude(pk=district.root.pk).order_by("pk"))
        complained = every[barred % len(every)]
        letter = petition(district, barred=[(complained, "来信反映的就是它")])
        for choice in asked:
            to = every[choice % len(every)]
            try:
                flow.ask_share(letter, Task.JOIN, what="请核实", part="handler", now=NOON,
                               to=[Office(to, Purpose.LETTERS)], by=SYSTEM)  # fmt: skip
            except Refused as refused:
                known = "已经请过" in refused.sentence
                assert known or to.path.startswith(complained.path)
            else:
                assert not to.path.startswith(complained.path)
        paths = letter.case.todos.values_list("for_organization__path", flat=True)
        assert not [path for path in paths if path.startswith(complained.path)]
        transaction.set_rollback(True)


def _pushed(letter: Letter, choice: int, now: dt.datetime, root: Organization) -> bool:
    """Make one of the open moves; False where the letter has ended."""
    table = table_of(letter)
    moves = [m for m in table.moves if letter.state in m.from_ and m.to != EARLIER]
    if not moves:
        return False
    move = moves[choice % len(moves)]
    flow.advance(
        letter,
        table,
        move.name,
        part=sorted(move.who)[0],
        now=now,
        by=SYSTEM,
        to=[Office(root, Purpose.LETTERS)],
        words="理由",
    )
    return True


def _sound(letter: Letter) -> None:
    stored = Letter.objects.get(pk=letter.pk)
    table = TABLES[stored.kind, 1]
    state = table.state(stored.state)
    todos = list(stored.case.todos.filter(closed_at__isnull=True, task=Task.LEAD))
    running = frozenset(term.clock for term in running_terms(stored.case))
    assert running in table.clocks_at[state.name]
    assert bool(todos) == bool(state.turn)
    assert all(todo.due_on for todo in todos)
    assert (stored.case.closed_at is not None) == state.closed
    if state.closed:
        assert not stored.case.todos.filter(closed_at__isnull=True).exists()
