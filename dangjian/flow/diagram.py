"""The picture of a table: the main line from top to bottom, side ends and jumps beside it.

Drawn from the same table that refuses a wrong move. Every move has a line of its own, so that no
two labels can meet; a move to the next state runs down the main line, one to another state through
a lane at the right, one that ends the case or leads back to any state into a small box beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from dangjian.flow.rules import EARLIER, Flow, Move, State

WIDTH = 340
_LEFT, _INDENT, _LANE, _LETTER, _LINE, _PAD = 8, 30, 9, 14, 19, 8


@dataclass(frozen=True)
class Words:
    """One line of letters, at its left end and its base line."""

    x: int
    y: int
    text: str


@dataclass(frozen=True)
class Box:
    """A state. mark: done, now or ""; kind: state, end (ends the case) or back (any earlier)."""

    x: int
    y: int
    width: int
    height: int
    lines: list[Words]
    mark: str
    kind: str


@dataclass(frozen=True)
class Way:
    """One line of the text beside the picture: a state, its mark, and where its moves lead."""

    says: str
    mark: str
    moves: list[tuple[str, str]]


@dataclass
class Diagram:
    """Everything a template writes down: boxes, labels, arrows (paths), and the same as text."""

    title: str
    summary: str
    width: int = WIDTH
    height: int = 0
    boxes: list[Box] = field(default_factory=list)
    labels: list[Words] = field(default_factory=list)
    arrows: list[str] = field(default_factory=list)
    ways: list[Way] = field(default_factory=list)


def draw(
    flow: Flow,
    *,
    words: Mapping[str, str] | None = None,
    visited: Collection[str] = (),
    now: str = "",
) -> Diagram:
    """The picture of a table. words: what an edition calls states and moves; visited, now: of a
    case, the states it has been in and the one it is in."""
    return _Drawing(flow, {**flow.words, **(words or {})}, set(visited), now).drawn()


class _Drawing:
    """One picture in the making, from the top down."""

    def __init__(self, flow: Flow, words: Mapping[str, str], visited: set[str], now: str) -> None:
        self.flow, self.words, self.visited, self.now = flow, words, visited, now
        ends = [state for state in flow.states if state.closed]
        self.line = [*(state for state in flow.states if not state.closed), *ends[:1]]
        self.place = {state.name: n for n, state in enumerate(self.line)}
        self.lanes = self._lanes()
        self.right = WIDTH - _LANE * (max(self.lanes.values(), default=-1) + 1) - _PAD
        self.tops: dict[str, int] = {}
        self.jumps: list[tuple[int, int, Move, str]] = []
        present = f"现在是“{words[now]}”。" if now else ""
        self.picture = Diagram(f"{flow.says}的办理程序", f"从上到下一步一步办。{present}")

    def drawn(self) -> Diagram:
        y = _PAD
        for n, state in enumerate(self.line):
            y = self._state(n, state, y)
        for x, at, move, source in self.jumps:
            lane = WIDTH - _PAD // 2 - _LANE * self.lanes[source, move.name]
            into = (
                self.tops[move.to]
                + _LINE // 2
                + (5 if self.place[source] > self.place[move.to] else 0)
            )
            self.picture.arrows.append(f"M{x} {at}H{lane}V{into}H{self.right}")
        self.picture.height = y
        self.picture.ways = [self._way(state) for state in self.flow.states]
        return self.picture

    # --- what stands where ---

    def _moves(self, state: State) -> Iterator[Move]:
        """The moves out of a state, those down the main line last; what stays is not drawn."""
        out = [m for m in self.flow.moves if state.name in m.from_ and not m.stays]
        yield from sorted(out, key=lambda move: self._is_next(state.name, move))

    def _is_next(self, source: str, move: Move) -> bool:
        return self.place.get(move.to, -1) == self.place[source] + 1

    def _is_jump(self, source: str, move: Move) -> bool:
        return move.to in self.place and not self._is_next(source, move)

    def _lanes(self) -> dict[tuple[str, str], int]:
        """Lanes for the jumps: the shortest nearest to the boxes, none where another one runs."""
        row, rows = 0, {}
        for state in self.line:
            rows[state.name, ""] = row
            for move in self._moves(state):
                row += 1
                rows[state.name, move.name] = row
            row += 1
        spans = [
            (abs(rows[source, name] - rows[self.flow.move(name).to, ""]), source, name)
            for source, name in rows
            if name and self._is_jump(source, self.flow.move(name))
        ]
        taken: list[list[tuple[int, int]]] = []
        lanes = {}
        for _, source, name in sorted(spans):
            ends = sorted((rows[source, name], rows[self.flow.move(name).to, ""]))
            free = (
                n
                for n, lane in enumerate(taken)
                if all(b < ends[0] or a > ends[1] for a, b in lane)
            )
            lane = next(free, len(taken))
            if lane == len(taken):
                taken.append([])
            taken[lane].append((ends[0], ends[1]))
            lanes[source, name] = lane
        return {key: len(taken) - 1 - lane for key, lane in lanes.items()}

    # --- writing ---

    def _state(self, n: int, state: State, y: int) -> int:
        self.tops[state.name] = y
        bottom = y = self._box(_LEFT, y, self._called(state.name), state.name, "state", self.right)
        for move in self._moves(state):
            y = self._move(state, move, y)
        if any(self._is_next(state.name, move) for move in self._moves(state)):
            y += _LINE // 2
            self.picture.arrows.append(f"M{_LEFT + 12} {bottom}V{y}")
            return y
        return y + _LINE // 2

    def _move(self, state: State, move: Move, y: int) -> int:
        x = _LEFT + _INDENT
        lines = _wrapped(self.words[move.name], (self.right - x - _PAD) // _LETTER)
        for line in lines:
            y += _LINE
            self.picture.labels.append(Words(x, y, line))
        end, middle = x + len(lines[-1]) * _LETTER + 4, y - 5
        if self._is_jump(state.name, move):
            self.jumps.append((end, middle, move, state.name))
        elif not self._is_next(state.name, move):
            kind = "back" if move.to == EARLIER else "end"
            says = "前面任一步" if move.to == EARLIER else self._called(move.to)
            wide = 20 + len(says) * _LETTER + 2 * _PAD
            if end + wide > self.right:
                end, middle, y = x, y + _LINE - 2, y + _LINE + 3
            self.picture.arrows.append(f"M{end} {middle}h16")
            y = max(y, self._box(end + 20, middle - 11, says, move.to, kind, self.right))
        return y + (_PAD if not self._is_next(state.name, move) else 0)

    def _box(self, x: int, y: int, says: str, name: str, kind: str, right: int) -> int:
        """Draw a box; returns where it ends."""
        lines = _wrapped(says, (right - x - 2 * _PAD) // _LETTER)
        pad = _PAD if kind == "state" else 1
        width = right - x if kind == "state" else max(map(len, lines)) * _LETTER + 2 * _PAD
        height = len(lines) * _LINE + 2 * pad
        written = [
            Words(x + _PAD, y + pad + _LINE * (n + 1) - 5, line) for n, line in enumerate(lines)
        ]
        self.picture.boxes.append(Box(x, y, width, height, written, self._mark(name), kind))
        return y + height

    def _called(self, name: str) -> str:
        signs = {"done": "✓ ", "now": "现在："}
        return signs.get(self._mark(name), "") + self.words[name]

    def _mark(self, name: str) -> str:
        if name and name == self.now:
            return "now"
        return "done" if name in self.visited else ""

    def _way(self, state: State) -> Way:
        leads = [
            (
                self.words[move.name],
                "前面任一步" if move.to == EARLIER else self.words[move.to or state.name],
            )
            for move in self.flow.moves
            if state.name in move.from_
        ]
        mark = {"done": "办过", "now": "现在"}.get(self._mark(state.name), "")
        return Way(self.words[state.name], mark, leads)


def _wrapped(text: str, letters: int) -> list[str]:
    letters = max(letters, 4)
    return [text[at : at + letters] for at in range(0, len(text), letters)] or [""]
