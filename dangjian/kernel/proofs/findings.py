"""What the verification of the log finds, and how it is said: what is wrong, and where."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

MOST_OF_A_KIND = 20
"""Findings of one kind that are named one by one; the rest is counted."""


class Kind(StrEnum):
    """A thing that is wrong."""

    EDITED = "edited"
    COLUMNS = "columns"
    UNLIKE_TREE = "unlike_tree"
    ERASED = "erased"
    REMOVED = "removed"
    GAP = "gap"
    INSERTED = "inserted"
    BACK_DATED = "back_dated"
    FORE_DATED = "fore_dated"
    NODE = "node"
    SM3 = "sm3"
    CHECKPOINT = "checkpoint"
    UNSIGNED = "unsigned"
    FORKED = "forked"
    CUT = "cut"


SENTENCES = {
    Kind.EDITED: "第 {position:,} 条（编号 {leaf}）的正文、盐或者摘要被改过，重新算的和存的不同。",
    Kind.COLUMNS: "第 {position:,} 条（编号 {leaf}）的“{what}”和正文里写的不同，被改过。",
    Kind.UNLIKE_TREE: "第 {position:,} 条（编号 {leaf}）的摘要和公开记录里的不同，被换过。",
    Kind.ERASED: "第 {position:,} 条（编号 {leaf}）的正文没有了，却没有两个人同意抹去它的记录。",
    Kind.REMOVED: "第 {position:,} 条（编号 {leaf}）被删除了，公开记录里还有它的位置。",
    Kind.GAP: "第 {position:,} 条的位置不见了。",
    Kind.INSERTED: "编号 {leaf} 的记录没有编入公开记录，是绕过本系统、事后补进来的。",
    Kind.BACK_DATED: (
        "第 {position:,} 条（编号 {leaf}）写的时间是 {at}，编入却在 {time} 以后，时间写早了。"
    ),
    Kind.FORE_DATED: (
        "第 {position:,} 条（编号 {leaf}）写的时间是 {at}，可是 {time} 以前就编入了，时间写晚了。"
    ),
    Kind.NODE: "公开记录里存的一个中间值（第 {level} 层第 {number:,} 个）{what}。",
    Kind.SM3: "国密（SM3）的公开记录里，{what}",
    Kind.CHECKPOINT: "第 {number:,} 号检查点{what}",
    Kind.UNSIGNED: "最后 {many:,} 条没有检查点盖住，不是本系统编入的。",
    Kind.FORKED: "保存的检查点（{name}，{size:,} 条）和现在的记录对不上：{what}",
    Kind.CUT: "签过名的检查点有 {size:,} 条，现在只有 {now:,} 条，后面的被删除了。",
}


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong. position counts from 0, in sentences from 1; leaf is a row's id."""

    kind: Kind
    sentence: str
    position: int | None = None
    leaf: int | None = None


@dataclass
class Findings:
    """What was found, in the order it was met; of each kind the first few, and how many."""

    named: list[Finding] = field(default_factory=list)
    counts: Counter[Kind] = field(default_factory=Counter)

    def add(
        self, kind: Kind, *, position: int | None = None, leaf: int | None = None, **words: object
    ) -> None:
        self.counts[kind] += 1
        if self.counts[kind] <= MOST_OF_A_KIND:
            place = {} if position is None else {"position": position + 1}
            sentence = SENTENCES[kind].format(leaf=leaf, **place, **words)
            self.named.append(Finding(kind, sentence, position, leaf))

    def unnamed(self) -> int:
        """How many more there are than those named."""
        return self.counts.total() - len(self.named)
