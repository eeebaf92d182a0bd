"""The papers of a step: none of those it needs may be missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dangjian.development.models import Paper, StepTaken
from dangjian.development.rules.reckoning import Rules
from dangjian.development.rules.tables import Step
from dangjian.kernel.refusal import Refused

NUMBERED = {"form": "《入党志愿书》要填编号。"}
"""Steps whose paper bears a number of its own."""


@dataclass(frozen=True)
class PaperEntry:
    """A paper as it is entered. number: "" where it has none."""

    name: str
    dated_on: dt.date
    signer: str
    number: str = ""


def check_papers(
    step: Step, rules: Rules, papers: Sequence[PaperEntry], on: dt.date, today: dt.date
) -> None:
    """Refused, with the clause, where a paper the step needs is missing, unsigned, or of a day to
    come."""
    needed = rules.papers(step)
    check_needed(needed, papers, today, rules.cited(step.rule)[0])
    if step.name in NUMBERED and not all(paper.number.strip() for paper in papers):
        raise Refused(NUMBERED[step.name], clause=rules.cited(step.rule)[0], field="number_0")


def check_needed(
    needed: Iterable[str], papers: Sequence[PaperEntry], today: dt.date, clause: str
) -> None:
    """Refused where one of these papers is missing, unsigned, or of a day to come."""
    given = {paper.name: paper for paper in papers}
    for at, name in enumerate(needed):
        paper = given.get(name)
        if paper is None or not paper.signer.strip():
            told = f"还缺《{name}》，请填它的日期和签字人（或盖章单位）。"
            raise Refused(told, clause=clause, field=f"signer_{at}")
        if paper.dated_on > today:
            raise Refused(f"《{name}》的日期还没到，请核对。", field=f"dated_{at}")


def write_papers(taken: StepTaken, papers: Iterable[PaperEntry]) -> None:
    """Keep the papers of a step."""
    Paper.objects.bulk_create(
        Paper(
            taken=taken,
            name=paper.name,
            dated_on=paper.dated_on,
            signer=paper.signer.strip(),
            number=paper.number.strip(),
        )
        for paper in papers
    )
