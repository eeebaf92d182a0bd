"""The forms of an officer's steps, as they stand when the page is opened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms

from dangjian.flow.queries import running_terms, visited
from dangjian.kernel import clock, leaks, rules
from dangjian.registry.authority import Viewer
from dangjian.registry.models import Organization
from dangjian.voices.forms import office as ask
from dangjian.voices.models import Kind, Letter
from dangjian.voices.queries import alike, offices, turns
from dangjian.voices.queries.answers import instance_of, last_draft, signed_answer
from dangjian.voices.queries.sight import Sight, letters_seen
from dangjian.voices.rules import table_of

Made = Callable[[Viewer, Sight, Any], forms.Form]


def plain(form: type[forms.Form]) -> Made:
    return lambda viewer, sight, data: form(data, initial=_seen(sight))


def handling_clock(letter: Letter) -> str:
    """The clock by which whoever handles a letter has to be done."""
    return "finish" if letter.kind == Kind.PETITION else "answer"


def extend(viewer: Viewer, sight: Sight, data: Any) -> forms.Form:
    """Says beforehand by how many days the term may be longer."""
    form, letter = ask.Extend(data, initial=_seen(sight)), sight.letter
    wanted = table_of(letter).clock(handling_clock(letter)).extension
    if wanted:
        rule = rules.value(wanted, on=clock.today(), path=letter.organization.path)
        form.fields["days"].help_text = f"最多 {rule.number} 日，由负责人批准（{rule.citation}）。"
    return form


def _seen(sight: Sight, **more: object) -> dict[str, object]:
    return {"seen": sight.letter.case.round} | more


def register(viewer: Viewer, sight: Sight, data: Any) -> forms.Form:
    letter = sight.letter
    proposed = alike.proposal_of(letter)
    category = letter.category or (proposed.category if proposed else "")
    return ask.Register(data, initial=_seen(sight, category=category, matter=letter.matter))


def _below(letter: Letter) -> list[Organization]:
    return offices.offered(letter, clock.today())


def pass_on(viewer: Viewer, sight: Sight, data: Any) -> forms.Form:
    return ask.PassOn(data, initial=_seen(sight), offered=_below(sight.letter))


def share(viewer: Viewer, sight: Sight, data: Any) -> forms.Form:
    return ask.Share(data, initial=_seen(sight), offered=_below(sight.letter))


def urge(viewer: Viewer, sight: Sight, data: Any) -> forms.Form:
    found = turns.turns_of(viewer, sight.letter, clock.today())
    offered = [(one.todo.pk, one.what) for one in found if one.may_urge]
    return ask.Chosen(data, initial=_seen(sight), offered=offered)


def drop(viewer: Viewer, sight: Sight, data: Any) -> forms.Form:
    found = turns.turns_of(viewer, sight.letter, clock.today())
    offered = [(one.todo.pk, one.what) for one in found if one.open and one.shared]
    return ask.Drop(data, initial=_seen(sight), offered=offered)


def stand_back(viewer: Viewer, sight: Sight, data: Any) -> forms.Form:
    return ask.StandBack(data, initial=_seen(sight), offered=_below(sight.letter))


def merge(viewer: Viewer, sight: Sight, data: Any) -> forms.Form:
    found = alike.alike_of(viewer, sight.letter, clock.today())
    near, seen = [one.letter for one in found], letters_seen(viewer, clock.today())
    return ask.Merge(data, initial=_seen(sight), alike=near, others=seen)


def draft(viewer: Viewer, sight: Sight, data: Any) -> forms.Form:
    letter = sight.letter
    before = last_draft(letter, instance_of(letter))
    kept = {n: before.unseal(n) for n in ("text", "request", "facts", "basis")} if before else {}
    form = ask.Opinion if letter.kind == Kind.PETITION else ask.Draft
    return form(data, initial=_seen(sight, **kept))


def back(viewer: Viewer, sight: Sight, data: Any) -> forms.Form:
    return ask.Return(data, initial=_seen(sight), ways=ways_back(sight))


def ways_back(sight: Sight) -> list[tuple[str, str]]:
    """The earlier steps the letter may go back to, with their words."""
    letter = sight.letter
    running = [term.clock for term in running_terms(letter.case)]
    ways = table_of(letter).ways_back(running, visited(letter.case))
    return [
        (state.name, sight.words.get(state.name, state.says))
        for state in ways
        if state.name != letter.state
    ]


def publish(viewer: Viewer, sight: Sight, data: Any) -> forms.Form:
    letter = sight.letter
    answer = signed_answer(letter)
    shown = {
        "public_text": letter.public_text or leaks.mask(letter.unseal("text")),
        "public_answer": letter.public_answer
        or leaks.mask(answer.unseal("text") if answer else ""),
    }
    return ask.Publish(data, initial=_seen(sight, **shown))
