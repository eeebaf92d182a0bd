"""The steps from application to full membership: what each needs before it, and its terms.

The flow holds the five standings and which move leads from one to the next; within a standing the
steps hold their own order. Clauses and papers are data (`kernel/data/rules/development_steps.toml`,
keys `development.step.<name>`), numbers too. National steps cannot be taken out or shortened.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from dangjian.development.models import Edition, Outcome, State, StepTaken
from dangjian.flow.rules import Flow, Move
from dangjian.flow.rules import State as Place

BRANCH, COMMITTEE = "branch", "committee"
"""Whose step it is: the branch's, or that of the committee with the power to approve."""


class Stage(StrEnum):
    """The five stages people know."""

    APPLY = "apply"
    ACTIVIST = "activist"
    CANDIDATE = "candidate"
    ADMIT = "admit"
    PROBATION = "probation"


STAGES: Mapping[Stage, str] = {
    Stage.APPLY: "申请入党",
    Stage.ACTIVIST: "入党积极分子的确定和培养教育",
    Stage.CANDIDATE: "发展对象的确定和考察",
    Stage.ADMIT: "预备党员的接收",
    Stage.PROBATION: "预备党员的教育考察和转正",
}

STAGES_IN_SHORT: Mapping[Stage, str] = {
    Stage.APPLY: "申请",
    Stage.ACTIVIST: "培养",
    Stage.CANDIDATE: "考察",
    Stage.ADMIT: "接收",
    Stage.PROBATION: "转正",
}
"""Five of them stand beside each other on a telephone."""

BOTH = frozenset(Edition)
ONLY_NEW = frozenset({Edition.NEW})


@dataclass(frozen=True)
class Term:
    """So much time, by a rule, counted from a step."""

    rule: str
    since: str


@dataclass(frozen=True)
class Step:
    """One step. at: the standing in which it is taken; leads: the one it leads to, "" to stay.

    after: the steps that must be there. within: the latest day; firm: whether a later day is
    refused, not only shown as late. wait: the earliest day. ripens: whether it is called for once
    that day has come. repeats: how often it is taken is no matter of order. every: the rule of
    the interval in which it has to be repeated. outcomes: what may be entered. again: whether it
    belongs to what is gone through anew after an extension.
    """

    name: str
    says: str
    stage: Stage
    at: State
    after: tuple[str, ...] = ()
    part: str = BRANCH
    leads: str = ""
    within: Term | None = None
    firm: bool = False
    wait: Term | None = None
    ripens: bool = False
    repeats: bool = False
    every: Term | None = None
    editions: frozenset[Edition] = BOTH
    outcomes: tuple[Outcome, ...] = (Outcome.DONE,)
    again: bool = False

    @property
    def rule(self) -> str:
        """The key of its clause and its papers."""
        return f"development.step.{self.name}"


_YES_NO = (Outcome.AGREED, Outcome.NOT_AGREED)
_REVIEW = (Outcome.PASSED, Outcome.FAILED)
_A, _B, _C, _P, _F = (
    State.APPLICANT,
    State.ACTIVIST,
    State.CANDIDATE,
    State.PROBATIONARY,
    State.CONVERTED,
)
_K = "development."

STEPS: tuple[Step, ...] = (
    Step("apply", "递交入党申请书", Stage.APPLY, _A),
    Step("talk", "派人谈话", Stage.APPLY, _A, ("apply",),
         within=Term(_K + "talk.max_months", "apply")),
    Step("recommend", "推荐和推优", Stage.ACTIVIST, _A, ("talk",)),
    Step("name_activist", "支委会确定入党积极分子", Stage.ACTIVIST, _A, ("recommend",),
         leads=_B),
    Step("file_activist", "报上级党委备案", Stage.ACTIVIST, _B, ("name_activist",),
         part=COMMITTEE),
    Step("assign_contacts", "指定培养联系人", Stage.ACTIVIST, _B, ("name_activist",),
         repeats=True),
    Step("examine_activist", "半年考察", Stage.ACTIVIST, _B, ("assign_contacts",), repeats=True,
         every=Term(_K + "activist.review_months", "name_activist")),
    Step("hear_opinions", "听取党小组、联系人、党员和群众意见", Stage.CANDIDATE, _B,
         ("file_activist", "examine_activist")),
    Step("discuss_candidate", "支委会讨论拟列为发展对象", Stage.CANDIDATE, _B,
         ("hear_opinions",)),
    Step("superior_consent", "报上级党委", Stage.CANDIDATE, _B, ("discuss_candidate",),
         part=COMMITTEE, outcomes=_YES_NO),
    Step("notice", "公示", Stage.CANDIDATE, _B, ("superior_consent",), editions=ONLY_NEW,
         repeats=True),
    Step("list_candidate", "列为发展对象", Stage.CANDIDATE, _B, ("superior_consent",), leads=_C,
         wait=Term(_K + "activist.min_months", "name_activist")),
    Step("name_sponsors", "确定入党介绍人", Stage.CANDIDATE, _C, ("list_candidate",),
         repeats=True),
    Step("political_review", "政治审查", Stage.CANDIDATE, _C, ("list_candidate",),
         outcomes=_REVIEW),
    Step("training", "集中培训", Stage.CANDIDATE, _C, ("list_candidate",), part=COMMITTEE),
    Step("committee_review", "支委会集体审查", Stage.ADMIT, _C,
         ("name_sponsors", "political_review", "training"), outcomes=_REVIEW),
    Step("prereview", "基层党委预审", Stage.ADMIT, _C, ("committee_review",), part=COMMITTEE,
         outcomes=_REVIEW, repeats=True),
    Step("form", "填写入党志愿书", Stage.ADMIT, _C, ("prereview",)),
    Step("meeting", "支部大会讨论接收", Stage.ADMIT, _C, ("form",),
         within=Term(_K + "meeting.max_months", "prereview"), firm=True, outcomes=_YES_NO),
    Step("superior_talk", "上级派人谈话", Stage.ADMIT, _C, ("meeting",), part=COMMITTEE),
    Step("approve", "党委审批", Stage.ADMIT, _C, ("superior_talk",), part=COMMITTEE, leads=_P,
         within=Term(_K + "approval.max_months", "meeting"), firm=True, outcomes=_YES_NO),
    Step("file_department", "报组织部门备案", Stage.ADMIT, _P, ("approve",), part=COMMITTEE),
    Step("enroll", "编入党支部和党小组", Stage.PROBATION, _P, ("approve",)),
    Step("oath", "入党宣誓", Stage.PROBATION, _P, ("approve",),
         within=Term(_K + "oath.max_months", "approve")),
    Step("examine_probation", "半年考察", Stage.PROBATION, _P, ("approve",), repeats=True,
         every=Term(_K + "probation.review_months", "meeting")),
    Step("apply_conversion", "提出转正申请", Stage.PROBATION, _P, ("enroll", "oath"), again=True),
    Step("hear_conversion", "听取党小组、党员和群众意见", Stage.PROBATION, _P,
         ("apply_conversion",), again=True),
    Step("conversion_review", "支委会审查", Stage.PROBATION, _P, ("hear_conversion",),
         again=True),
    Step("convert_meeting", "支部大会讨论转正", Stage.PROBATION, _P, ("conversion_review",),
         wait=Term(_K + "probation.months", "meeting"), ripens=True, again=True,
         outcomes=(Outcome.ON_TIME, Outcome.EXTENDED, Outcome.CANCELLED)),
    Step("approve_conversion", "党委审批转正", Stage.PROBATION, _P, ("convert_meeting",),
         part=COMMITTEE, leads=_F, again=True,
         within=Term(_K + "conversion.max_months", "convert_meeting"),
         outcomes=(Outcome.ON_TIME, Outcome.EXTENDED, Outcome.CANCELLED)),
    Step("archive", "材料归档", Stage.PROBATION, _F, ("file_department", "approve_conversion"),
         leads=State.FILED),
)  # fmt: skip

BY_NAME: Mapping[str, Step] = {step.name: step for step in STEPS}
ORDER: Mapping[str, int] = {step.name: at for at, step in enumerate(STEPS)}


def steps_of(edition: str) -> tuple[Step, ...]:
    """The steps of one edition of the rules, in their order."""
    return tuple(step for step in STEPS if Edition(edition) in step.editions)


def says(step: Step, edition: str) -> str:
    """What a step is called under these rules: 2014 files where 2026 wants agreement (Art. 13)."""
    if step.name != "superior_consent":
        return step.says
    return "报上级党委备案" if edition == Edition.OLD else "报上级党委同意"


def part_of(taken: StepTaken) -> str:
    """Whose step it was that was taken; steps of a locality are the branch's."""
    return BRANCH if taken.local_id else BY_NAME[taken.step].part


class Who(StrEnum):
    """What somebody is to a development."""

    BRANCH = BRANCH
    COMMITTEE = COMMITTEE


_ALL = frozenset({BRANCH, COMMITTEE})


def _moves() -> tuple[Move, ...]:
    opening = Move("apply", BY_NAME["apply"].says, (), State.APPLICANT, frozenset({BRANCH}))
    steps = [
        Move(step.name, step.says, (step.at,), step.leads, frozenset({step.part}))
        for step in STEPS[1:]
    ]
    return (
        opening,
        *steps,
        Move("local_step", "本地多办的一步", (_A, _B, _C, _P), "", _ALL),
        Move("take_back", "撤回登记错的一步", (_A, _B, _C, _P), "", _ALL, words=True),
        Move("choose_edition", "定下按哪一部细则办", (_A, _B, _C, _P, _F), "", _ALL),
        Move("decline", "不批准接收", (_C,), State.ENDED, frozenset({COMMITTEE})),
        Move("extend_probation", "延长预备期", (_P,), "", frozenset({COMMITTEE})),
        Move("cancel", "取消预备党员资格", (_P,), State.ENDED, frozenset({COMMITTEE})),
        Move("stop", "终止培养", (_A, _B, _C, _P), State.ENDED, frozenset({BRANCH}), words=True),
    )


DEVELOPMENT = Flow(
    key="development",
    says="发展党员",
    revision=1,
    opening="apply",
    states=(
        Place(State.APPLICANT, "入党申请人"),
        Place(State.ACTIVIST, "入党积极分子"),
        Place(State.CANDIDATE, "发展对象"),
        Place(State.PROBATIONARY, "预备党员"),
        Place(State.CONVERTED, "已转正，等归档"),
        Place(State.FILED, "已归档", closed=True),
        Place(State.ENDED, "已终止", closed=True),
    ),
    moves=_moves(),
)

TABLES = {(DEVELOPMENT.key, DEVELOPMENT.revision): DEVELOPMENT}


def move_of(step: Step, outcome: Outcome) -> str:
    """The move of the flow that a step with this outcome makes."""
    if step.name == "approve" and outcome == Outcome.NOT_AGREED:
        return "decline"
    if step.name == "approve_conversion":
        return {Outcome.EXTENDED: "extend_probation", Outcome.CANCELLED: "cancel"}.get(
            outcome, step.name
        )
    return step.name
