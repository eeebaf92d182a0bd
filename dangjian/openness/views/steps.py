"""One step on its own page: what it does, what it asks for, and what is said afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from django import forms
from django.http import HttpRequest, HttpResponse

from dangjian.flow.models import Moving, ToDo
from dangjian.flow.rules import Flow, says_move
from dangjian.kernel.refusal import Refused, Stale
from dangjian.openness.queries.turns import steps_of, waiting_for
from dangjian.registry.models import Organization
from dangjian.registry.views.doors import perform


class Sighted(Protocol):
    """A noun before somebody."""

    @property
    def todo(self) -> ToDo | None: ...

    @property
    def hinders(self) -> str: ...


@dataclass(frozen=True)
class Told:
    """heading; said: what the step does; button; after: the sentence once it is done."""

    heading: str
    said: str
    button: str
    after: str


def step(
    request: HttpRequest,
    sight: Sighted,
    form: forms.Form,
    act: Callable[[dict[str, Any]], Any],
    *,
    allowed: bool,
    told: Told,
    title: str,
    back: str,
    excused: bool = False,
) -> HttpResponse:
    """Show a step, or make it once. excused: whoever keeps the draft, and is not told that another
    one has to sign it. Refused (403) for who is hindered; Stale where it is not due any more."""
    if sight.todo is not None and sight.hinders and not excused:
        raise Refused(sight.hinders, status=403)
    if not allowed:
        raise Stale(sight.hinders or "已经到了别的一步，这一步现在不用办了。")
    context = {"title": title, "back": back, "told": told}
    return perform(
        request,
        form,
        act,
        template="flow/step.html",
        context=context,
        done=lambda _: (told.after, back),
    )


def office_of(sight: Sighted) -> Organization:
    """Where the viewer works on his turn."""
    if sight.todo is None or sight.todo.for_organization is None:
        raise Stale("已经到了别的一步，您这一次没有办成。")
    return sight.todo.for_organization


def standing(noun: Moving, flow: Flow) -> dict[str, Any]:
    """Where a noun stands, for its page: what was done, whom it waits for, until when."""
    waiting, due = waiting_for(noun)
    done = [(one, says_move(flow, one.move), one.unseal("words")) for one in steps_of(noun)]
    return {
        "state": flow.state(noun.state).says,
        "waiting": waiting,
        "due": due,
        "steps": done,
    }
