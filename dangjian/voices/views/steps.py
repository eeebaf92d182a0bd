"""The steps an officer may take with a letter: for each its form, its action and what is said.

One explicit table; a step is offered and let in by the same rule: the letter's own moves, or the
to-do it answers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from dangjian.flow import actions as flow
from dangjian.flow.models import Task
from dangjian.flow.queries import papers_needed, running_terms
from dangjian.flow.rules import Office
from dangjian.kernel import clock
from dangjian.kernel.refusal import Missing
from dangjian.registry.authority import Purpose, Viewer
from dangjian.voices.actions import answering, registering, reviewing
from dangjian.voices.forms import office as ask
from dangjian.voices.models import Category
from dangjian.voices.queries.answers import signed_answer
from dangjian.voices.queries.office import pending, shares_of
from dangjian.voices.queries.sight import Sight
from dangjian.voices.queries.turns import turns_of
from dangjian.voices.recording.drafts import Draft
from dangjian.voices.recording.hands import Hand
from dangjian.voices.rules import Part, table_of
from dangjian.voices.views import asking

Done = Callable[[Sight, dict[str, Any], Hand], object]


@dataclass(frozen=True)
class StepPage:
    """A step's page. moves: those of the table that open it; none for a step beside the table,
    which `open_to` decides. leaves: the letter is in other hands afterwards."""

    title: str
    form: asking.Made
    act: Done
    said: str
    moves: tuple[str, ...] = ()
    open_to: Callable[[Viewer, Sight], bool] = lambda viewer, sight: False
    leaves: bool = False
    note: str = ""

    def made(self, viewer: Viewer, sight: Sight, data: Any = None) -> forms.Form:
        """Its form, with a box for each paper that the edition wants before the move."""
        form = self.form(viewer, sight, data)
        move = next((m for m in sight.moves if m.name in self.moves), None)
        if move is not None and isinstance(form, ask.Step):
            form.asks_for(papers_needed(sight.letter.case, move.name))
        return form

    def titled(self, sight: Sight) -> str:
        """What the step is called: by the edition where it names the move, else by the program."""
        named = (sight.words.get(m.name) for m in sight.moves if m.name in self.moves)
        return next(filter(None, named), self.title)

    def is_open(self, viewer: Viewer, sight: Sight) -> bool:
        """Whether the viewer may take the step now: the button and the door ask this."""
        return any(map(sight.may, self.moves)) or self.open_to(viewer, sight)


def _given(values: dict[str, Any]) -> Draft:
    return Draft(**{name: values[name] for name in Draft.__dataclass_fields__ if name in values})


def _extend(sight: Sight, values: dict[str, Any], hand: Hand) -> object:
    letter = sight.letter
    return flow.ask_extension(
        letter,
        table_of(letter),
        asking.handling_clock(letter),
        days=values["days"],
        reason=values["reason"],
        to=Office(letter.organization, Purpose.SIGN),
        now=hand.now,
        by=hand.by,
    )


def _decide(sight: Sight, values: dict[str, Any], hand: Hand) -> object:
    extension = pending(sight.letter)
    if extension is None:
        raise Missing("没有等着审批的延期。")
    return answering.decide_extension(extension, sight.letter, granted=values["granted"], hand=hand)


def _ask_share(sight: Sight, values: dict[str, Any], hand: Hand) -> object:
    return flow.ask_share(
        sight.letter,
        Task(values["task"]),
        what=values["what"],
        to=[Office(one, Purpose.LETTERS) for one in values["to"]],
        part=hand.part,
        now=hand.now,
        by=hand.by,
    )


def _urge(sight: Sight, values: dict[str, Any], hand: Hand) -> object:
    todo = sight.letter.case.todos.get(pk=values["todo"])
    return flow.urge(todo, now=hand.now, by=hand.by)


def _drop(sight: Sight, values: dict[str, Any], hand: Hand) -> object:
    todo = sight.letter.case.todos.get(pk=values["todo"])
    return flow.drop_share(
        todo, sight.letter, words=values["words"], part=hand.part, now=hand.now, by=hand.by
    )


def _may_urge(viewer: Viewer, sight: Sight) -> bool:
    return any(one.may_urge for one in turns_of(viewer, sight.letter, clock.today()))


def _may_drop(viewer: Viewer, sight: Sight) -> bool:
    if not _handles(viewer, sight):
        return False
    found = turns_of(viewer, sight.letter, clock.today())
    return any(one.open and one.shared for one in found)


def _rechecks(paused: bool) -> Callable[[Viewer, Sight], bool]:
    """Whether the re-review is with the viewer, and its days count or do not."""

    def is_open(viewer: Viewer, sight: Sight) -> bool:
        if Part.REVIEWER not in sight.parts or sight.letter.state != "recheck_asked":
            return False
        running = [one for one in running_terms(sight.letter.case) if one.clock == "recheck"]
        return any((one.due_on is None) == paused for one in running)

    return is_open


def _handles(viewer: Viewer, sight: Sight) -> bool:
    return Part.HANDLER in sight.parts and sight.letter.state == "handling"


def _answered(viewer: Viewer, sight: Sight) -> bool:
    letter = sight.letter
    return (
        Part.HANDLER in sight.parts and letter.may_publish and letter.published_at is None
    ) and signed_answer(letter) is not None


def _shown_in_public(viewer: Viewer, sight: Sight) -> bool:
    return Part.HANDLER in sight.parts and sight.letter.published_at is not None


def _decides(viewer: Viewer, sight: Sight) -> bool:
    todos = shares_of(viewer, sight.letter, clock.today())
    return any(todo.task == Task.DECIDE for todo in todos)


def _has_it(viewer: Viewer, sight: Sight) -> bool:
    return bool({Part.REGISTRAR, Part.HANDLER} & sight.parts) and bool(sight.todo)


STEPS: Mapping[str, StepPage] = {
    "register": StepPage(
        "登记",
        asking.register,
        lambda s, v, h: registering.register(
            s.letter, category=Category(v["category"]), matter=v["matter"], hand=h
        ),
        "登记好了。接下来选怎样办。",
        ("register",),
    ),
    "accept": StepPage(
        "受理，由我们办",
        asking.plain(ask.Step),
        lambda s, v, h: registering.accept(s.letter, hand=h),
        "已经受理。",
        ("accept", "take"),
        note="受理以后开始计算办理期限；信访事项会生成受理告知书。",
    ),
    "pass_on": StepPage(
        "转交",
        asking.pass_on,
        lambda s, v, h: registering.pass_on(s.letter, to=v["to"], words=v["words"], hand=h),
        "已经转交。对方接收以前，您在“在等别人”里看得到。",
        ("pass_on", "pass_further"),
        leaves=True,
        note="只列出有人负责来信、又不需要回避的下级组织。",
    ),
    "object": StepPage(
        "提出异议，退回",
        asking.plain(ask.Words),
        lambda s, v, h: registering.object_to(s.letter, words=v["words"], hand=h),
        "已经退回转来的单位。",
        ("object",),
        leaves=True,
    ),
    "refuse": StepPage(
        "不予受理",
        asking.plain(ask.Refuse),
        lambda s, v, h: registering.refuse(
            s.letter, because=v["because"], words=v["words"], hand=h
        ),
        "已经办结，告知书已经生成。",
        ("refuse",),
    ),
    "guide": StepPage(
        "告知法定途径",
        asking.plain(ask.Guide),
        lambda s, v, h: registering.guide(s.letter, route=v["route"], words=v["words"], hand=h),
        "已经办结，告知书已经生成。",
        ("guide",),
    ),
    "ask": StepPage(
        "请来信人补充",
        asking.plain(ask.Ask),
        lambda s, v, h: registering.ask_writer(s.letter, text=v["text"], hand=h),
        "已经写给来信人，他凭受理码看得到。",
        ("ask",),
    ),
    "merge": StepPage(
        "并入同一事项",
        asking.merge,
        lambda s, v, h: registering.merge(s.letter, leading=v["leading"], hand=h),
        "已经并入。答复时两边的来信人都看得到，互相看不到是谁。",
        ("merge",),
        note="文字相似的列在下面，也可以写编号；是不是同一事项由您定。",
    ),
    "convert": StepPage(
        "转为信访事项",
        asking.plain(ask.Words),
        lambda s, v, h: registering.convert(s.letter, words=v["words"], hand=h),
        "已经转为信访事项，期限从收到那天算起。",
        ("convert",),
    ),
    "refer": StepPage(
        "告知向纪检监察机关反映",
        asking.plain(ask.Step),
        lambda s, v, h: registering.refer(s.letter, hand=h),
        "已经办结。来信内容没有保留。",
        ("refer",),
        leaves=True,
        note="检举控告党员干部违纪违法的，不在这里办。来信人凭受理码会看到纪检监察机关的渠道；"
        "来信内容随即清除，只留收到日期和告知日期。",
    ),
    "propose_aside": StepPage(
        "拟不作为来信办理",
        asking.plain(ask.Words),
        lambda s, v, h: registering.propose_aside(s.letter, words=v["words"], hand=h),
        "已经送另一位同志复核。",
        ("propose_aside",),
        note="广告、只有辱骂没有事项的，由另一位同志复核后归档，原信保留。",
    ),
    "confirm_aside": StepPage(
        "同意不作为来信办理",
        asking.plain(ask.Words),
        lambda s, v, h: registering.confirm_aside(s.letter, words=v["words"], hand=h),
        "已经归档。",
        ("confirm_aside",),
    ),
    "keep": StepPage(
        "仍作为来信办理",
        asking.plain(ask.Words),
        lambda s, v, h: registering.keep(s.letter, words=v["words"], hand=h),
        "已经退回登记。",
        ("keep",),
    ),
    "draft": StepPage(
        "起草答复，送审签",
        asking.draft,
        lambda s, v, h: answering.draft(s.letter, _given(v), hand=h),
        "已经送审签。",
        ("draft",),
    ),
    "send_back": StepPage(
        "退回修改",
        asking.plain(ask.Words),
        lambda s, v, h: answering.send_back(s.letter, words=v["words"], hand=h),
        "已经退回承办人。",
        ("send_back",),
    ),
    "sign": StepPage(
        "签发",
        asking.plain(ask.Step),
        lambda s, v, h: answering.sign(s.letter, hand=h),
        "已经签发，来信人现在看得到答复。",
        ("sign",),
    ),
    "return": StepPage(
        "退回前面的一步",
        asking.back,
        lambda s, v, h: answering.return_to(s.letter, state=v["state"], words=v["words"], hand=h),
        "已经退回。",
        open_to=lambda viewer, sight: sight.may("return") and bool(asking.ways_back(sight)),
    ),
    "reopen": StepPage(
        "重新办理",
        asking.plain(ask.Words),
        lambda s, v, h: answering.reopen(s.letter, words=v["words"], hand=h),
        "已经重新开始办理。",
        ("reopen",),
    ),
    "draft_review": StepPage(
        "起草意见，送审签",
        asking.draft,
        lambda s, v, h: reviewing.draft_review(s.letter, _given(v), hand=h),
        "已经送审签。",
        ("draft_review", "draft_recheck"),
    ),
    "send_back_review": StepPage(
        "退回修改",
        asking.plain(ask.Words),
        lambda s, v, h: reviewing.send_back_review(s.letter, words=v["words"], hand=h),
        "已经退回。",
        ("send_back_review", "send_back_recheck"),
    ),
    "sign_review": StepPage(
        "签发意见",
        asking.plain(ask.Step),
        lambda s, v, h: reviewing.sign_review(s.letter, hand=h),
        "已经签发。",
        ("sign_review", "sign_recheck"),
    ),
    "extend": StepPage(
        "申请延期",
        asking.extend,
        _extend,
        "已经送负责人审批。",
        open_to=_handles,
    ),
    "decide": StepPage(
        "审批延期", asking.plain(ask.Decide), _decide, "已经批过。", open_to=_decides
    ),
    "share": StepPage(
        "请别处协办或者会签",
        asking.share,
        _ask_share,
        "已经发出。他们办完，您在这里看得到。",
        open_to=_handles,
    ),
    "drop_share": StepPage(
        "撤回协办或者会签",
        asking.drop,
        _drop,
        "已经撤回，他们不用再办了。",
        open_to=_may_drop,
    ),
    "urge": StepPage(
        "催办",
        asking.urge,
        _urge,
        "已经催办。",
        open_to=_may_urge,
        note="马上提醒对方办这件事的同志；同一件事一天催一次。",
    ),
    "hearing": StepPage(
        "举行听证，期限暂停",
        asking.plain(ask.Hearing),
        lambda s, v, h: reviewing.hold_hearing(s.letter, reason=v["reason"], hand=h),
        "已经记下，听证期间不计算期限。",
        open_to=_rechecks(paused=False),
    ),
    "hearing_over": StepPage(
        "听证结束，继续计算期限",
        asking.plain(ask.Step),
        lambda s, v, h: reviewing.close_hearing(s.letter, hand=h),
        "期限从今天起接着计算。",
        open_to=_rechecks(paused=True),
    ),
    "stand_back": StepPage(
        "登记回避",
        asking.stand_back,
        lambda s, v, h: registering.stand_back(
            s.letter, v["organization"], reason=v["reason"], hand=h
        ),
        "已经登记。这个组织和它的下级看不到这封来信了。",
        open_to=_has_it,
        note="来信反映的组织、与来信有利害关系的，不能经办，也看不到这封来信。",
    ),
    "publish": StepPage(
        "公开答复",
        asking.publish,
        lambda s, v, h: answering.publish(
            s.letter, text=v["public_text"], answer=v["public_answer"], hand=h
        ),
        "已经公开。",
        open_to=_answered,
    ),
    "take_down": StepPage(
        "撤下公开的答复",
        asking.plain(ask.Step),
        lambda s, v, h: answering.take_down(s.letter, hand=h),
        "已经撤下。",
        open_to=_shown_in_public,
    ),
}

FIRST = (
    "draft",
    "draft_review",
    "register",
    "sign",
    "sign_review",
    "confirm_aside",
    "decide",
    "accept",
)
"""Steps that stand open on the letter's own page, the first that fits; others are buttons."""


def first_step(viewer: Viewer, sight: Sight) -> str:
    """The step that is most likely the next: shown with its form on the page itself."""
    names = [n for n in FIRST if STEPS[n].is_open(viewer, sight)]
    if names[:1] == ["register"] and sight.letter.matter:
        names.remove("register")
    return names[0] if names else ""


def other_steps(viewer: Viewer, sight: Sight, but: str) -> list[tuple[str, str]]:
    """The other open steps as (name, title)."""
    return [
        (name, page.titled(sight))
        for name, page in STEPS.items()
        if name != but and page.is_open(viewer, sight)
    ]
