"""One letter as an officer has it before him: masked, with its clock, its steps, its readers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from dangjian.flow.diagram import Diagram, draw
from dangjian.flow.models import CaseTerm, Extension
from dangjian.flow.queries import Event, history, running_terms, visited
from dangjian.kernel import leaks, rules
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Refused
from dangjian.registry.authority import Viewer
from dangjian.registry.models import Person
from dangjian.voices.models import Answer, Instance, Letter, Message, Notice
from dangjian.voices.queries.answers import answers_before, instance_of, last_draft
from dangjian.voices.queries.matters import joined_to
from dangjian.voices.queries.office import pending
from dangjian.voices.queries.sight import Sight
from dangjian.voices.rules import TABLES, table_of

SOON = 7
"""Days before the last one from which a clock is shown as urgent."""

LOOKS = 10

PARTS = (("请求", "request"), ("查明的事实", "facts"), ("答复正文", "text"), ("依据", "basis"))


@dataclass(frozen=True)
class Clock:
    """The nearest term of ours: how much of it has passed, and where it is written."""

    term: CaseTerm
    title: str
    passed: int
    total: int
    state: str
    rule: str


@dataclass(frozen=True)
class Passed:
    """One step on the way, as the component draws it. state: done, now or nothing."""

    title: str
    text: str
    state: str


@dataclass(frozen=True)
class Look:
    """Somebody opened the letter; full: with names and numbers."""

    who: str
    at: dt.datetime
    full: bool


@dataclass(frozen=True)
class Shown:
    """One letter with everything around it; nothing in it tells anybody's number.

    draft, parts: what is to be signed here; before, asked: what was signed before a review, and
    why the writer asks for one.
    """

    sight: Sight
    state: str
    mark: str
    clock: Clock | None
    text: str
    about: str
    names: list[tuple[str, str]]
    messages: list[tuple[Message, str]]
    steps: list[Passed]
    picture: Diagram
    notices: list[Notice]
    draft: Answer | None
    parts: list[tuple[str, str]]
    before: list[tuple[Answer, list[tuple[str, str]]]]
    asked: str
    extension: Extension | None
    reason: str
    joined: int
    looks: list[Look]

    @property
    def letter(self) -> Letter:
        return self.sight.letter


def shown(viewer: Viewer, sight: Sight, on: dt.date) -> Shown:
    """Everything of one letter. A constant number of queries, however long its history."""
    letter = sight.letter
    flow = table_of(letter)
    state = flow.state(letter.state)
    says = sight.words.get(letter.state, state.says)
    clock = _clock(letter, on)
    instance = instance_of(letter)
    draft = last_draft(letter, instance)
    events = history(letter.case, TABLES)
    extension = pending(letter)
    return Shown(
        sight=sight,
        state=says,
        mark="done" if state.closed or not state.turn else clock.state if clock else "wait",
        clock=clock,
        text=leaks.mask(letter.unseal("text")),
        about=leaks.mask(letter.unseal("about")),
        names=[
            (
                masked_name(one.unseal("name")),
                "已经退出，不再联系" if one.left_at else one.get_wish_display(),
            )
            for one in letter.writers.all()
        ],
        messages=[(one, leaks.mask(one.unseal("text"))) for one in letter.messages.all()],
        steps=_steps(events, says, state.closed),
        picture=draw(flow, words=sight.words, visited=visited(letter.case), now=letter.state),
        notices=list(letter.notices.select_related("office")),
        draft=draft,
        parts=_parts(draft) if draft else [],
        before=[(one, _parts(one)) for one in answers_before(letter, instance)],
        asked=_asked(events, instance),
        extension=extension,
        reason=extension.unseal("reason") if extension else "",
        joined=joined_to(letter),
        looks=looks_at(letter, LOOKS),
    )


def _parts(answer: Answer) -> list[tuple[str, str]]:
    opened = ((says, answer.unseal(name)) for says, name in PARTS)
    return [(says, text) for says, text in opened if text]


def _asked(events: list[Event], instance: Instance) -> str:
    """The writer's words when he asked for a review; "" where nothing is reviewed."""
    asked = (one.words for one in reversed(events) if one.step.move == f"ask_{instance}")
    return leaks.mask(next(asked, ""))


def masked_name(name: str) -> str:
    """方＊＊: the surname, as the page of the case shows a writer."""
    return name[:1] + "＊" * max(1, len(name) - 1) if name else "没有留姓名"


def looks_at(letter: Letter, limit: int) -> list[Look]:
    """Who opened the letter, the latest first. Two queries."""
    leaves = list(
        Leaf.objects.filter(
            subject_kind="letter",
            subject_uid=letter.uid,
            verb__in=("look_at", "open_in_full"),
        ).order_by("-pk")[:limit]
    )
    uids = {leaf.actor_person for leaf in leaves if leaf.actor_person}
    names = dict(Person.objects.filter(uid__in=uids).values_list("uid", "name"))
    return [
        Look(
            names.get(leaf.actor_person, "") if leaf.actor_person else "",
            leaf.at,
            leaf.verb == "open_in_full",
        )
        for leaf in leaves
    ]


def _clock(letter: Letter, on: dt.date) -> Clock | None:
    term = next((one for one in running_terms(letter.case) if not one.theirs), None)
    if term is None:
        return None
    of = table_of(letter).clock(term.clock)
    passed = max((on - term.started_on).days, 0)
    if term.due_on is None:
        return Clock(term, f"{of.says}的期限暂停计算", passed, max(passed, 1), "", of.pausable)
    left = (term.due_on - on).days
    total = max((term.due_on - term.started_on).days, 1)
    if left < 0:
        title, state = f"{of.says}已经超期 {-left} 天", "late"
    else:
        title = f"离规定{of.says}还有 {left} 天" if left else f"今天是{of.says}的最后一天"
        state = "soon" if left <= SOON else "ok"
    return Clock(term, title, min(passed, total), total, state, _rule(of.rule, term))


def _rule(key: str, term: CaseTerm) -> str:
    try:
        rule = rules.value(key, on=term.started_on)
    except Refused:
        return ""
    return f"{rule.sentence.format(value=f'{term.days}{rule.unit.label}')}（{rule.citation}）"


def _steps(events: list[Event], now: str, closed: bool) -> list[Passed]:
    told = [Passed(event.says, _said(event), "done") for event in events]
    return told if closed else [*told, Passed(now, "", "now")]


def _said(event: Event) -> str:
    at = timezone.localtime(event.at)
    who = event.who.name if event.who else ""
    behalf = f"代{event.behalf.name}" if event.behalf else ""
    office = event.office.short_name if event.office else ""
    told = "，".join(filter(None, (f"{at.month}月{at.day}日 {at:%H:%M}", f"{office}{who}{behalf}")))
    return f"{told}。{event.words}" if event.words else told
