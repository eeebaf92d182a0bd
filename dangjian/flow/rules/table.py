"""A frozen table: the states of a kind of case, the moves between them, the clocks that run.

It stands beside its noun and is released with the program. Administrators set terms, words,
recipients and papers (`models.edition`), never where a move leads. The same table refuses a wrong
move, draws the buttons and draws the picture people see.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

EARLIER = "<"
"""A move that leads back to any state the case has been in, as far as the same clocks run there."""


@dataclass(frozen=True)
class State:
    """A place in the table. turn: the part whose turn it is, "" where nobody of ours has to act.

    todo: the sentence of the to-do that opens here.
    """

    name: str
    says: str
    turn: str = ""
    todo: str = ""
    closed: bool = False


@dataclass(frozen=True)
class Move:
    """From which states, into which ("" stays, `EARLIER` goes back), and by which parts.

    words: whether the actor has to say why. Words are kept sealed with the step. waits: whether all
    countersignatures have to be there first.
    """

    name: str
    says: str
    from_: tuple[str, ...]
    to: str
    who: frozenset[str]
    words: bool = False
    waits: bool = False

    @property
    def stays(self) -> bool:
        return not self.to


@dataclass(frozen=True)
class Clock:
    """A term of the rules. rule: its key; starts, ends: the moves that set it running and end it.

    extension: the key of the rule that allows more days. pausable: why days may not count, where
    the rule admits it. theirs: a term of the other side (a citizen who may still ask for review):
    it ends by itself when the day has passed, and nobody of ours is late.
    """

    name: str
    says: str
    rule: str
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    extension: str = ""
    pausable: str = ""
    theirs: bool = False


@dataclass(frozen=True)
class Flow:
    """The table of one kind of case. opening: the move that makes the case; revision: of the table.

    The first state is the one the opening leads to.
    """

    key: str
    says: str
    revision: int
    opening: str
    states: tuple[State, ...]
    moves: tuple[Move, ...]
    clocks: tuple[Clock, ...] = ()
    _by_name: dict[str, Move] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_name", {move.name: move for move in self.moves})
        if wrong := problems(self):
            raise ValueError(f"{self.key}: {wrong[0]}")

    def state(self, name: str) -> State:
        """KeyError for a state that is not in the table."""
        return self._states[name]

    def move(self, name: str) -> Move:
        """KeyError for a move that is not in the table."""
        return self._by_name[name]

    def clock(self, name: str) -> Clock:
        """KeyError for a clock that is not in the table."""
        return {clock.name: clock for clock in self.clocks}[name]

    def open_to(self, state: str, parts: Iterable[str]) -> tuple[Move, ...]:
        """The moves that somebody who is these parts may make in that state, in their order."""
        mine = frozenset(parts)
        return tuple(
            m for m in self.moves if state in m.from_ and m.who & mine and m.name != self.opening
        )

    def may(self, move: str, state: str, parts: Iterable[str]) -> bool:
        """Whether the move is open in that state to somebody who is these parts."""
        return any(m.name == move for m in self.open_to(state, parts))

    def ways_back(self, running: Iterable[str], visited: Iterable[str]) -> tuple[State, ...]:
        """The visited states a case may go back to while these clocks run, in the table's order."""
        clocks, been = frozenset(running), set(visited)
        return tuple(
            state
            for state in self.states
            if state.name in been and not state.closed and clocks in self.clocks_at[state.name]
        )

    @property
    def words(self) -> dict[str, str]:
        """What the program calls every state and every move, in the order of the table."""
        return {s.name: s.says for s in self.states} | {m.name: m.says for m in self.moves}

    @property
    def closing(self) -> frozenset[str]:
        """The names of the states in which a case has ended."""
        return frozenset(state.name for state in self.states if state.closed)

    @cached_property
    def _states(self) -> dict[str, State]:
        return {state.name: state for state in self.states}

    @cached_property
    def clocks_at(self) -> dict[str, frozenset[frozenset[str]]]:
        """For every state all sets of clocks that can be running there, over every path."""
        return {name: frozenset(sets) for name, sets in _walk(self).items()}


Tables = Mapping[tuple[str, int], Flow]
"""A room's tables, older revisions included, by key and revision."""

BESIDE = {
    "ask_join": "请人协办",
    "answer_join": "协办有了结果",
    "drop_join": "撤回协办",
    "ask_countersign": "请人会签",
    "answer_countersign": "会签了",
    "drop_countersign": "撤回会签",
    "ask_extension": "申请延期",
    "grant_extension": "同意延期",
    "refuse_extension": "不同意延期",
    "pause": "暂停计算期限",
    "resume": "恢复计算期限",
    "hand_on": "换人办理",
    "transfer": "改按新版程序办理",
    "undo_transfer": "改回原来的程序",
}
"""What may happen in any case beside the moves of its table."""


def says_move(flow: Flow, name: str) -> str:
    """What a step is called: a move of the table, or what may happen beside it."""
    return BESIDE.get(name) or flow.move(name).says


def problems(flow: Flow) -> list[str]:
    """What is wrong with a table, as sentences for whoever wrote it; none for a sound one.

    Sound: names known, used once and for one thing; the opening leads to the first state; every
    state reachable; from every open state a closed one can be reached; where it is somebody's turn
    he has a move that leads on; no case ends with a clock running; where it is our turn, a clock of
    ours runs; ways back neither start nor end a clock.
    """
    return [*_names(flow)] or [*_reach(flow), *_turns(flow), *_clocks(flow)]


def _names(flow: Flow) -> Iterator[str]:
    states = [state.name for state in flow.states]
    moves = [move.name for move in flow.moves]
    for kind, names in (
        ("state", states),
        ("move", moves),
        ("clock", [clock.name for clock in flow.clocks]),
    ):
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield f"{kind} {name} stands there twice"
    for name in sorted({*states} & {*moves}):
        yield f"a state and a move are both called {name}"
    for name in sorted({*BESIDE} & {*moves}):
        yield f"move {name} is called like something that happens beside the table"
    if flow.opening not in moves:
        yield f"no move {flow.opening} opens a case"
    for move in flow.moves:
        wanted = (*move.from_, *([] if move.to in ("", EARLIER) else [move.to]))
        for name in wanted:
            if name not in states:
                yield f"move {move.name} names an unknown state {name}"
        if not move.who:
            yield f"move {move.name} is nobody's"
        if bool(move.from_) == (move.name == flow.opening):
            yield f"move {move.name}: only the opening comes from nowhere"
        if move.name == flow.opening and move.to not in states[:1]:
            yield f"move {move.name} does not lead to the first state"
    ways_back = {move.name for move in flow.moves if move.to == EARLIER}
    for clock in flow.clocks:
        for name in (*clock.starts, *clock.ends):
            if name not in moves:
                yield f"clock {clock.name} names an unknown move {name}"
            if name in ways_back:
                yield f"clock {clock.name} hangs on {name}, which leads back to any state"
        if not clock.starts:
            yield f"nothing starts clock {clock.name}"


def _reach(flow: Flow) -> Iterator[str]:
    found = _walk(flow)
    for state in flow.states:
        if not found.get(state.name):
            yield f"no path leads to {state.name}"
    ending = set(flow.closing)
    grown = True
    while grown:
        more = {
            name
            for move in flow.moves
            if move.to in ending
            for name in move.from_
            if name not in ending
        }
        ending |= more
        grown = bool(more)
    for state in flow.states:
        if state.name not in ending:
            yield f"from {state.name} no end can be reached"
        if state.closed and any(state.name in move.from_ and not move.stays for move in flow.moves):
            yield f"{state.name} is closed and still led out of"


def _turns(flow: Flow) -> Iterator[str]:
    for state in flow.states:
        if not state.turn:
            continue
        if not any(
            state.name in m.from_ and state.turn in m.who and not m.stays for m in flow.moves
        ):
            yield f"{state.turn} has no move that leads on from {state.name}"
        if not state.todo:
            yield f"{state.name} does not say what is to be done"
        if state.closed:
            yield f"{state.name} is closed and still the turn of {state.turn}"


def _clocks(flow: Flow) -> Iterator[str]:
    ours = {clock.name for clock in flow.clocks if not clock.theirs}
    for name, sets in _walk(flow).items():
        state = next(state for state in flow.states if state.name == name)
        for running in sorted(map(sorted, sets)):
            if state.closed and running:
                yield f"a case ends in {name} while {'、'.join(running)} runs"
            if state.turn and flow.clocks and not ours & set(running):
                yield f"no term runs in {name} although it is the turn of {state.turn}"


def _walk(flow: Flow) -> dict[str, set[frozenset[str]]]:
    """Every state that can be reached, with every set of running clocks it can be reached with.

    Ways back (`EARLIER`) lead only where the same clocks ran before: they add nothing.
    """
    starts: dict[str, set[str]] = {}
    ends: dict[str, set[str]] = {}
    for clock in flow.clocks:
        for move in clock.starts:
            starts.setdefault(move, set()).add(clock.name)
        for move in clock.ends:
            ends.setdefault(move, set()).add(clock.name)
    opening = next(move for move in flow.moves if move.name == flow.opening)
    found: dict[str, set[frozenset[str]]] = {}
    waiting = [(opening.to, frozenset(starts.get(opening.name, set())))]
    while waiting:
        state, running = waiting.pop()
        if running in found.setdefault(state, set()):
            continue
        found[state].add(running)
        for step in flow.moves:
            if state not in step.from_ or step.to == EARLIER:
                continue
            after = (running - ends.get(step.name, set())) | starts.get(step.name, set())
            waiting.append((step.to or state, frozenset(after)))
    return found
