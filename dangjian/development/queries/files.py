"""The one file of a development: every paper, its signer, and the gaps; the forms made of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dangjian.development.models import LABELS, Outcome, Part, StepTaken
from dangjian.development.queries.cases import Sight
from dangjian.development.rules.reckoning import probation_ends, said
from dangjian.development.rules.views import StepView, by_stage

Rows = list[tuple[str, str]]


@dataclass(frozen=True)
class Line:
    """A paper of the file, or a gap where there is none. step: what it belongs to; on: its day."""

    name: str
    step: str
    on: dt.date | None = None
    signer: str = ""
    number: str = ""
    entered_by: str = ""
    clause: str = ""
    mark: str = ""

    @property
    def there(self) -> bool:
        return self.on is not None


@dataclass(frozen=True)
class File:
    """The papers by stage. gaps: how many are missing of steps that were taken or are due."""

    stages: list[tuple[str, list[Line]]]
    papers: int
    gaps: int


def file_of(sight: Sight) -> File:
    """The file as it stands: nothing of it is asked of the database again."""
    stages = [
        (label, [line for view in views for line in _lines(sight, view)])
        for _, label, views in by_stage(sight.steps)
    ]
    extra = [line for one in sight.taken if one.local_id for line in _kept(one, _says_local(one))]
    if extra:
        stages.append(("本地多办的", extra))
    stages = [(label, lines) for label, lines in stages if lines]
    every = [line for _, lines in stages for line in lines]
    there = sum(line.there for line in every)
    return File(stages, there, len(every) - there)


def _says_local(taken: StepTaken) -> str:
    return taken.local.says if taken.local else ""


def _lines(sight: Sight, view: StepView) -> list[Line]:
    """The papers a step left; what it still needs where its turn has come."""
    taken = [row for row in sight.taken if row.step == view.name and row.withdrawn_at is None]
    lines = [line for row in taken for line in _kept(row, view.says)]
    wants = view.current and (view.step.every is None or not taken or view.late)
    names = {line.name for line in lines}
    if wants or (view.name == "notice" and taken and not lines):
        lines += [
            Line(name, view.says, clause=view.clause, mark=view.mark)
            for name in view.papers
            if name not in names or view.late
        ]
    return lines


def _kept(row: StepTaken, step: str) -> list[Line]:
    """Papers of one step. A notice ended with its result is its own paper."""
    by = row.entered_by.name if row.entered_by else ""
    notice = row.notice
    if notice is not None and notice.result:
        told = Line(
            "公示结果报告", step, notice.until_on, notice.organization.short_name, notice.number, by
        )
        return [told]
    return [
        Line(paper.name, step, paper.dated_on, paper.signer, paper.number, by)
        for paper in row.papers.all()
    ]


# --- printed forms --------------------------------------------------------------------------------


def _head(sight: Sight) -> Rows:
    one = sight.case.applicant
    return [
        ("姓名", one.name),
        ("性别", one.get_sex_display()),
        ("民族", one.get_ethnic_display()),
        ("出生年月", f"{one.born_on.year}年{one.born_on.month}月"),
        ("单位和岗位", one.unit),
        ("党支部", sight.case.organization.name),
        ("申请入党日期", said(sight.case.applied_on)),
    ]


def _guides(sight: Sight, part: Part) -> str:
    return "、".join(guide.person.name for guide in sight.guides if guide.part == part)


def _days(sight: Sight, *names: str) -> Rows:
    """What was entered of these steps: the day, what came of it, who signed."""
    rows: Rows = []
    says = {view.name: view.says for view in sight.steps}
    for row in sight.taken:
        if row.step in names and row.withdrawn_at is None:
            signers = "、".join(f"{paper.name}：{paper.signer}" for paper in row.papers.all())
            outcome = "" if row.outcome == Outcome.DONE else Outcome(row.outcome).label
            parts = [said(row.done_on), outcome, signers]
            rows.append((says.get(row.step, row.step), "；".join(filter(None, parts))))
    return rows


def _activist(sight: Sight) -> Rows:
    """入党积极分子培养教育考察登记表."""
    return [
        *_head(sight),
        ("培养联系人", _guides(sight, Part.CONTACT)),
        *_days(
            sight,
            "talk",
            "recommend",
            "name_activist",
            "file_activist",
            "examine_activist",
            "hear_opinions",
            "discuss_candidate",
            "superior_consent",
            "list_candidate",
        ),  # fmt: skip
    ]


def _admission(sight: Sight) -> Rows:
    """A summary for the application form (入党志愿书): what the record knows of it."""
    ends = probation_ends(sight.record, sight.rules)
    return [
        *_head(sight),
        ("入党介绍人", _guides(sight, Part.SPONSOR)),
        *_days(
            sight,
            "political_review",
            "training",
            "committee_review",
            "prereview",
            "form",
            "meeting",
            "superior_talk",
            "approve",
            "oath",
        ),  # fmt: skip
        ("预备期满", said(ends) if ends else ""),
    ]


def _probation(sight: Sight) -> Rows:
    """预备党员教育考察登记表."""
    return [
        *_head(sight),
        ("现在", LABELS[sight.case.state]),
        *_days(
            sight,
            "enroll",
            "oath",
            "examine_probation",
            "apply_conversion",
            "hear_conversion",
            "conversion_review",
            "convert_meeting",
            "approve_conversion",
        ),  # fmt: skip
    ]


PRINTED: Mapping[str, tuple[str, Callable[[Sight], Rows]]] = {
    "activist": ("入党积极分子培养教育考察登记表", _activist),
    "admission": ("接收预备党员情况摘要（供填写《入党志愿书》）", _admission),
    "probation": ("预备党员教育考察登记表", _probation),
}
"""The forms that can be printed from the record, by their name in the address."""
