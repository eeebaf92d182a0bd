"""Which papers of a step may have files beside them, and how many."""

from __future__ import annotations

from dangjian.development.models import OPEN, StepTaken
from dangjian.kernel.refusal import Refused

MOST_BYTES = 10 * 1024 * 1024
"""Of one file: a few dozen scanned pages."""
MOST_FILES = 30
"""Of one step."""
OTHERS = ("思想汇报", "函调材料", "其他材料")
"""Papers that belong into a file although no step demands them by name."""


def papers_of(taken: StepTaken) -> tuple[str, ...]:
    """The papers a file may show: those of the step, then the others."""
    own = tuple(paper.name for paper in taken.papers.all())
    return (*own, *(name for name in OTHERS if name not in own))


def check_paper(taken: StepTaken, paper: str, files: int) -> None:
    """Refused: a paper the step does not have; more files than fit. files: how many there are."""
    if paper not in papers_of(taken):
        raise Refused("请选这个文件是哪一份材料。", field="paper")
    if files >= MOST_FILES:
        raise Refused(f"一步最多附 {MOST_FILES} 个文件，请合成一个 PDF 再传。", field="file")


def may_take_out(taken: StepTaken) -> bool:
    """Whether a file may be taken out again: while the case runs. What was filed stays."""
    return taken.development.state in OPEN
