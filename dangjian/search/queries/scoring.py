"""The formula of the ranking, written out as SQL over the candidates of one question."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from dangjian.search.queries.vocabulary import Counts
from dangjian.search.rules import asking
from dangjian.search.rules.asking import Alternative, Asked, Group

LABELS = (0.10, 0.32, 0.55, 1.0)
"""What a piece earns as a pair in the text, a word there, a pair in the title, a word there."""
_LABELS = f"{{{','.join(map(str, LABELS))}}}"
USUAL_SIZE, LONG = 350, 0.25
"""Characters of a usual passage, and how much longer ones lose."""
PART = 0.35
"""Of its points, what an answer keeps that has nothing else that was asked for."""
LEAST_COVERED = 0.16
"""Of the weight of a question, what an answer must have to be one."""
COMMON = 1500
"""Passages beyond which a word alone does not bring candidates, where a rarer one does."""
MANY = 4000
"""Matches from which on the newest passages are looked through first."""
_MOST_ALTERNATIVES = 8


class Tier(NamedTuple):
    """A condition that brings candidates, among titles or texts; newest: only the latest texts."""

    query: str
    by_title: bool = False
    newest: bool = False


@dataclass
class Plan:
    """Pieces of SQL and their values. also: sayings that were looked for besides what was typed.

    known: what of the question stands in the index at all.
    tiers: what brings candidates, the strictest first.
    """

    values: dict[str, Any]
    tiers: tuple[Tier, ...] = ()
    pieces: str = ""
    earned: str = ""
    score: str = ""
    also: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Wanted:
    """A group with the ways that may find something: as it was typed, and those that are known.

    count: passages its commonest way stands in; most: how many all of them may bring.
    """

    group: Group
    ways: tuple[Alternative, ...]
    rarity: float
    count: int
    most: int

    @property
    def query(self) -> str:
        return _any_of(self.ways)

    @property
    def typed(self) -> str:
        """Just as it was typed (or as what was typed was read)."""
        return _any_of(self.ways[:1])

    @property
    def is_character(self) -> bool:
        """Whether it is the beginning of many pieces: dear to look for, and rarely alone."""
        return self.ways[0].pieces[0].endswith(":*")

    @property
    def strict(self) -> str:
        """Without what is only a part of the word that was asked for."""
        return _any_of([way for way in self.ways if way.weight > asking.PART] or self.ways)


def _any_of(ways: Sequence[Alternative]) -> str:
    """Any of them; one that another already brings is left out: 支部书记 beside 书记."""
    held = [frozenset(way.pieces) for way in ways]
    least = {one for one in held if not any(other < one for other in held)}
    kept = {pieces: way for way, pieces in zip(ways, held, strict=True) if pieces in least}
    return "|".join(f"({'&'.join(map(quoted, way.pieces))})" for way in kept.values())


def plan(asked: Asked, counts: Counts) -> Plan | None:
    """How to find it; None where nothing in it can be looked for."""
    wanted = [one for group in asked.groups if (one := _known(group, counts))]
    solid = [one for one in wanted if not one.group.across]
    if not solid:
        return None
    made = Plan(values={}, tiers=tuple(_tiers(solid, counts.passages)))
    columns = _piece_columns(wanted, made)
    made.earned = ", ".join(
        f"{_earned(one, counts, columns)} AS g{n}" for n, one in enumerate(wanted)
    )
    made.score = _score(wanted)
    made.known = [one.group.said for one in solid if one.count and len(one.group.said) > 1]
    made.also = [
        way.said
        for one in solid
        for way in one.ways
        if way.said and not way.typed and way.said not in one.group.said
    ][:6]
    return made


def quoted(piece: str) -> str:
    """A piece as a tsquery reads it."""
    head = piece.removesuffix(":*")
    written = "'" + head.replace("\\", "\\\\").replace("'", "''") + "'"
    return written + (":*" if piece.endswith(":*") else "")


def _known(group: Group, counts: Counts) -> _Wanted | None:
    ways = tuple(
        way
        for n, way in enumerate(group.alternatives)
        if way.pieces and (way.typed or _as_typed(n, way) or all(counts[p] for p in way.pieces))
    )[:_MOST_ALTERNATIVES]
    if not ways:
        return None
    rarity = max(way.weight * _rarity(way, group, counts) for way in ways)
    held = [min(counts[piece] for piece in way.pieces) for way in ways]
    return _Wanted(group, ways, rarity, max(held), sum(held))


def _as_typed(n: int, way: Alternative) -> bool:
    """Looked for even if no term knows it; first letters never are, they are only guessed."""
    return n == 0 and not way.pieces[0].startswith("~")


def _rarity(way: Alternative, group: Group, counts: Counts) -> float:
    """Of its rarest piece; another way to say it never tells more than what was said."""
    mine = max(counts.rarity(piece) for piece in way.pieces)
    said = group.alternatives[0].pieces
    if way is group.alternatives[0] or not all(counts[piece] for piece in said):
        return mine
    return min(mine, max(counts.rarity(piece) for piece in said))


def _tiers(solid: Sequence[_Wanted], passages: int) -> Iterator[Tier]:
    """The conditions that bring candidates, the strictest first: all of it as it was typed, said
    otherwise, by parts of its words; the two rarest; any that is rare enough."""
    rare = sorted(solid, key=lambda one: (-one.group.weight * one.rarity, one.count))
    known = [one for one in rare if one.count and not one.group.spare] or rare
    # What is not counted yet is rare.
    some, total = [one for one in rare if one.group.spare or not one.count], 0
    for one in known:
        if one not in some and (total + one.count <= COMMON or not total):
            some.append(one)
            total += one.count
    whole = [one for one in known if not one.is_character] or known[:2]
    tiers = {
        "&".join(f"({one.typed})" for one in whole): _together([w.count for w in whole], passages),
        "&".join(f"({one.strict})" for one in whole): _together([w.most for w in whole], passages),
        "&".join(f"({one.query})" for one in whole): _together([w.most for w in whole], passages),
        "&".join(f"({one.query})" for one in whole[:2]): _together(
            [w.most for w in whole[:2]], passages
        ),
        "|".join(one.query for one in some): sum(one.most for one in some),
    }
    for query, count in tiers.items():
        yield Tier(query, by_title=True)
        if count > MANY:
            yield Tier(query, newest=True)
        yield Tier(query)


def _together(counts: Sequence[int], passages: int) -> float:
    """In how many passages all of them stand, if each stood there by chance: where that is not too
    many, looking through the newest first would only be looking twice."""
    return math.prod(min(1.0, n / max(1, passages)) for n in counts) * passages


def _piece_columns(wanted: Sequence[_Wanted], made: Plan) -> dict[str, str]:
    """One column for each piece: how much it stands in the passage, from 0 to 1."""
    pieces = dict.fromkeys(p for one in wanted for way in one.ways for p in way.pieces)
    columns = {piece: f"p{n}" for n, piece in enumerate(pieces)}
    made.values |= {column: quoted(piece) for piece, column in columns.items()}
    made.pieces = ", ".join(
        f"ts_rank('{_LABELS}'::float4[], p.words, %({column})s::tsquery) AS {column}"
        for column in columns.values()
    )
    return columns


def _earned(one: _Wanted, counts: Counts, columns: dict[str, str]) -> str:
    """What a group earns: the best of its ways, each as much as its pieces do."""
    ways = []
    for way in one.ways:
        held = [columns[piece] for piece in way.pieces]
        if len(held) == 1:
            much = held[0]
        else:  # all of them or nothing
            much = f"CASE WHEN least({', '.join(held)}) > 0 THEN ({'+'.join(held)}) / {len(held)}"
            much = f"({much} ELSE 0 END)"
        ways.append(f"{_number(way.weight * _rarity(way, one.group, counts))} * {much}")
    best = ways[0] if len(ways) == 1 else f"greatest({', '.join(ways)})"
    return f"{_number(one.group.weight)} * {best}"


def _number(value: float) -> str:
    """As floating point: exact decimals would cost several times as much in every row."""
    return f"{value:.4f}::float8"


def _score(wanted: Sequence[_Wanted]) -> str:
    """All groups together, less for a part of them, and less in a long passage."""
    groups = [f"g{n}" for n in range(len(wanted))]
    weights = {
        f"g{n}": one.group.weight * one.rarity
        for n, one in enumerate(wanted)
        if not one.group.across and not one.group.spare
    }
    spare = [f"g{n}" for n, one in enumerate(wanted) if one.group.spare]
    whole = sum(weights.values()) or 1.0
    covered = " + ".join(
        f"CASE WHEN {g} > 0 THEN {_number(weight / whole)} ELSE 0 END"
        for g, weight in weights.items()
    )
    for g in spare:
        covered = f"CASE WHEN {g} > 0 THEN 1 ELSE {covered or 0} END"
    size = f"({_number(1 - LONG)} + {_number(LONG / USUAL_SIZE * 1000)} * size / 1000)"
    return (
        f"CASE WHEN ({covered}) < {_number(LEAST_COVERED)} THEN 0 ELSE ({' + '.join(groups)})"
        f" * ({_number(PART)} + {_number(1 - PART)} * ({covered})) / {size} END"
    )
