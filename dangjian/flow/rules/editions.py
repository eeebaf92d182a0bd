"""What an edition may set, how two of them differ, and whether a case can go over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from dangjian.flow.rules.table import Clock, Flow, Move, State
from dangjian.flow.rules.terms import UNITS
from dangjian.kernel import rules
from dangjian.kernel.models import Rule
from dangjian.kernel.refusal import Refused

WARN_AT_MOST = 30
WARN_BEFORE = 3
"""Days before the end on which a term is warned of, where the edition does not say otherwise."""


Things = tuple[State, ...] | tuple[Move, ...] | tuple[Clock, ...]


@dataclass(frozen=True)
class Settings:
    """All that an edition sets, as plain values.

    terms: clock → (days or None, days of warning); words: state or move → what it is called;
    recipients: part → organization; papers: (move, title).
    """

    flow: Flow
    terms: Mapping[str, tuple[int | None, int]] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    recipients: Mapping[str, str] = field(default_factory=dict)
    papers: frozenset[tuple[str, str]] = frozenset()

    def says(self, name: str) -> str:
        """What a state or a move of the table is called in this edition."""
        return self.words.get(name) or self.flow.words[name]


def parts_called(flow: Flow) -> dict[str, str]:
    """Every part that gets a turn → the states in which it has it, in words."""
    turns: dict[str, list[str]] = {}
    for state in flow.states:
        if state.turn:
            turns.setdefault(state.turn, []).append(state.says)
    return {part: "、".join(states) for part, states in turns.items()}


def check_term(clock: Clock, days: int | None, warn: int, *, on: dt.date, path: str) -> None:
    """Refused, with the clause, where the rule allows no other term, or only a stricter one."""
    rule = rules.value(clock.rule, on=on, path=path)
    if not 0 <= warn <= WARN_AT_MOST:
        raise Refused(f"提前提醒请填0至{WARN_AT_MOST}日。", field="warn_days")
    if days is None:
        return
    if clock.theirs:
        raise Refused("这是对方的期限，不能改。", clause=rule.citation, field="days")
    if Rule.objects.filter(key=clock.rule, fixed=True).exists():
        raise Refused(f"这一条各地不得另定：{rule.sentence}", clause=rule.citation, field="days")
    if days < 1 or not rule.holds(days):
        unit = UNITS[rule.term_unit]
        raise Refused(
            f"只能比规定更严：规定是{rule.number}{unit}，您填的是{days}{unit}。",
            clause=rule.citation,
            field="days",
        )


def differences(old: Settings, new: Settings, *, on: dt.date) -> list[str]:
    """What changes from one edition to the other, as sentences in the order of the table."""
    return [
        *_of_table(old.flow, new.flow),
        *_of_terms(old, new, on),
        *_of_words(old, new),
        *_of_recipients(old, new),
        *_of_papers(old, new),
    ]


def _of_table(old: Flow, new: Flow) -> Iterator[str]:
    pairs: tuple[tuple[str, Things, Things], ...] = (
        ("状态", old.states, new.states),
        ("步骤", old.moves, new.moves),
        ("期限", old.clocks, new.clocks),
    )
    for kind, before, after in pairs:
        was, now = {one.name: one for one in before}, {one.name: one for one in after}
        yield from (f"新增{kind}“{one.says}”。" for one in after if one.name not in was)
        yield from (f"取消{kind}“{one.says}”。" for one in before if one.name not in now)
        yield from (
            f"{kind}“{one.says}”的走法有变化。"
            for one in after
            if one.name in was and one != was[one.name]
        )


def _of_terms(old: Settings, new: Settings, on: dt.date) -> Iterator[str]:
    for clock in new.flow.clocks:
        before, after = (one.terms.get(clock.name, (None, WARN_BEFORE)) for one in (old, new))
        rule = rules.value(clock.rule, on=on)
        days = [
            f"{one or f'规定的{rule.number}'}{UNITS[rule.term_unit]}" for one, _ in (before, after)
        ]
        if before[0] != after[0]:
            yield f"“{clock.says}”的期限由{days[0]}改为{days[1]}，从新开始的事算起。"
        if before[1] != after[1]:
            yield f"“{clock.says}”由提前{before[1]}日提醒改为提前{after[1]}日提醒。"


def _of_words(old: Settings, new: Settings) -> Iterator[str]:
    for name, programs in new.flow.words.items():
        before = old.says(name) if name in old.flow.words else programs
        if before != new.says(name):
            yield f"“{before}”改叫“{new.says(name)}”。"


def _of_recipients(old: Settings, new: Settings) -> Iterator[str]:
    for part, states in parts_called(new.flow).items():
        before, after = (one.recipients.get(part, "") for one in (old, new))
        if before != after:
            yield f"“{states}”由{before or '收到的组织'}办改为由{after or '收到的组织'}办。"


def _of_papers(old: Settings, new: Settings) -> Iterator[str]:
    for move, title in sorted(new.papers - old.papers):
        yield f"“{new.says(move)}”之前要有“{title}”。"
    for move, title in sorted(old.papers - new.papers):
        yield f"“{old.says(move)}”之前不再要“{title}”。"


def cannot_go_over(old: Flow, new: Flow, state: str, running: Iterable[str]) -> str:
    """Why a case in that state, with these clocks, cannot go by the other table; "" if it can."""
    here = old.state(state)
    there = next((one for one in new.states if one.name == state), None)
    if old.key != new.key:
        return "不是同一种程序。"
    if there is None:
        return f"那一版程序里没有“{here.says}”。"
    if (there.turn, there.closed) != (here.turn, here.closed):
        return f"那一版程序里“{here.says}”由别的人办。"
    if frozenset(running) not in new.clocks_at[state]:
        return f"那一版程序在“{here.says}”计算的期限不同。"
    return ""
