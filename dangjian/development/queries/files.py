"""The one file of a development: every paper, its signer, and the gaps; the forms made of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dangjian.development.models import LABELS, Outcome, Part, Scan, StepTaken
from dangjian.development.queries.cases import Sight
from dangjian.development.queries.scans import scans_of
from dangjian.development.rules.reckoning import probation_ends, said
from dangjian.development.rules.tables import part_of
from dangjian.development.rules.views import StepView, by_stage

Rows = list[tuple[str, str]]
Scans = Mapping[int, Sequence[Scan]]
"""Step taken -> its files (queries.scans)."""


@dataclass(frozen=True)
class Line:
    """A paper of the file, or a gap where there is none. step: what it belongs to; on: its day.

    taken: the step it was left by; scans: the files beside it, those taken out too."""

    name: str
    step: str
    on: dt.date | None = None
    signer: str = ""
    number: str = ""
    entered_by: str = ""
    clause: str = ""
    mark: str = ""
    taken: StepTaken | None = None
    scans: tuple[Scan, ...] = ()

    @property
    def there(self) -> bool:
        return self.on is not None

    @property
    def files(self) -> int:
        """How many files lie beside it now."""
        return sum(scan.taken_out_at is None for scan in self.scans)

    @property
    def part(self) -> str:
        """Who keeps its files, "" where there can be none."""
        return part_of(self.taken) if self.taken else ""

    @property
    def bare(self) -> bool:
        """Whether the paper is entered and no file of it is here."""
        return self.there and self.taken is not None and not self.files


@dataclass(frozen=True)
class File:
    """The papers by stage. gaps: how many are missing of steps that were taken or are due; bare:
    how many are entered without a file."""

    stages: list[tuple[str, list[Line]]]
    papers: int
    gaps: int
    bare: int = 0


def file_of(sight: Sight, scans: Scans) -> File:
    """The file as it stands, with its scans: nothing of it is asked of the database again."""
    stages = [
        (label, [line for view in views for line in _lines(sight, view, scans)])
        for _, label, views in by_stage(sight.steps)
    ]
    extra = [
        line
        for one in sight.taken
        if one.local_id and not one.withdrawn_at
        for line in _kept(one, _says_local(one), scans)
    ]
    if extra:
        stages.append(("本地多办的", extra))
    stages = [(label, lines) for label, lines in stages if lines]
    every = [line for _, lines in stages for line in lines]
    there = sum(line.there for line in every)
    return File(stages, there, len(every) - there, sum(line.bare for line in every))


def left_over(sight: Sight, scans: Scans) -> list[Line]:
    """Files of steps that were withdrawn since: they stay in sight."""
    says = {view.name: view.says for view in sight.steps}
    return [
        line
        for row in sight.taken
        if row.withdrawn_at and scans.get(row.pk)
        for line in _kept(row, says.get(row.step) or _says_local(row), scans)
        if line.scans
    ]


def _says_local(taken: StepTaken) -> str:
    return taken.local.says if taken.local else ""


def _lines(sight: Sight, view: StepView, scans: Scans) -> list[Line]:
    """The papers a step left; what it still needs where its turn has come."""
    taken = [row for row in sight.taken if row.step == view.name and row.withdrawn_at is None]
    lines = [line for row in taken for line in _kept(row, view.says, scans)]
    wants = view.current and (view.step.every is None or not taken or view.late)
    names = {line.name for line in lines}
    if wants or (view.name == "notice" and taken and not lines):
        lines += [
            Line(name, view.says, clause=view.clause, mark=view.mark)
            for name in view.papers
            if name not in names or view.late
        ]
    return lines


def _kept(row: StepTaken, step: str, scans: Scans) -> list[Line]:
    """Papers of one step, and files of others. A notice ended with its result is its own paper."""
    by = row.entered_by.name if row.entered_by else ""
    notice = row.notice
    if notice is not None and notice.result:
        told = Line(
            "公示结果报告", step, notice.until_on, notice.organization.short_name, notice.number, by
        )
        return [told]
    files: dict[str, list[Scan]] = {}
    for scan in scans.get(row.pk, ()):
        files.setdefault(scan.paper, []).append(scan)
    lines = [
        Line(
            paper.name,
            step,
            paper.dated_on,
            paper.signer,
            paper.number,
            by,
            taken=row,
            scans=tuple(files.pop(paper.name, ())),
        )
        for paper in row.papers.all()
    ]
    return lines + [
        Line(name, step, row.done_on, entered_by=by, taken=row, scans=tuple(more))
        for name, more in files.items()
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


def catalogue(sight: Sight, scans: Scans) -> Rows:
    """发展党员档案目录: every paper in its place, its day, its signer, its files; and the gaps."""
    rows, number = _head(sight), 0
    for _, lines in file_of(sight, scans).stages:
        for line in lines:
            number += line.there
            if line.on is None:
                rows.append((f"缺　{line.name}", f"{line.step}；{line.clause}"))
                continue
            told = [said(line.on), line.signer, line.number]
            told.append(f"电子文件{line.files}个" if line.files else "")
            rows.append((f"{number}　{line.name}", "；".join(filter(None, told))))
    return rows


PRINTED: Mapping[str, tuple[str, Callable[[Sight], Rows]]] = {
    "activist": ("入党积极分子培养教育考察登记表", _activist),
    "admission": ("接收预备党员情况摘要（供填写《入党志愿书》）", _admission),
    "probation": ("预备党员教育考察登记表", _probation),
    "catalogue": ("发展党员档案目录", lambda sight: catalogue(sight, scans_of(sight.case))),
}
"""The forms that can be printed from the record, by their name in the address."""
