"""How the auditor is told what the evidence log has under a verb.

By the list in data/acts.toml, and of the moves that cases make by the words of their own tables.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dangjian.desk import rooms

KINDS: Mapping[str, str] = {
    "seen": "看了、查了",
    "changed": "办了、改了",
    "exported": "导出、带走",
    "rights": "权限和账号",
}
"""What the auditor asks for, by the table of the list."""


@dataclass(frozen=True)
class Words:
    """acts: verb → words; subjects: kind of a subject → words; kinds: verb → one of KINDS."""

    acts: Mapping[str, str]
    subjects: Mapping[str, str]
    kinds: Mapping[str, str]

    def act(self, verb: str) -> str:
        """What was done; of a verb nobody put words to the verb itself, so that nothing is hidden.

        `meeting.call` is looked up whole, then without what stands before the point.
        """
        return self.acts.get(verb) or self.acts.get(verb.rpartition(".")[2]) or f"动作 {verb}"

    def verbs(self, kind: str) -> frozenset[str]:
        """The verbs of a kind. (Of "changed" those of all others: it is what none of them is.)"""
        own = kind if kind != "changed" else ""
        return frozenset(
            verb
            for verb, of in self.kinds.items()
            if of != "changed" and (of == own or kind == "changed")
        )


@functools.cache
def words() -> Words:
    """The list and the tables, read once. What the list has goes first."""
    listed = tomllib.loads((Path(__file__).parent / "data" / "acts.toml").read_text("utf-8"))
    return Words(
        _moves() | {verb: said for kind in KINDS for verb, said in listed[kind].items()},
        listed["subjects"],
        {verb: kind for kind in KINDS for verb in listed[kind]},
    )


def _moves() -> dict[str, str]:
    """The moves of all tables by name: what the buttons say; where tables differ, each of it."""
    said: dict[str, dict[str, None]] = {}
    for flow in rooms.TABLES.values():
        for move in flow.moves:
            said.setdefault(move.name, {})[move.says] = None
    return {name: "，或者：".join(each) for name, each in said.items()}
