"""What the pages of this room share: one step on its own page, and who acts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Missing, Refused, Stale
from dangjian.meetings.models import Meeting
from dangjian.meetings.queries.meetings import NOTHING, Sight
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.views.doors import perform

form_page = require_http_methods(["GET", "HEAD", "POST"])
GONE_ON = "这次会议已经到了别的一步，现在不用办这一步了。"


@dataclass(frozen=True)
class Told:
    """heading; said: what the step does; button; after: the sentence once it is done."""

    heading: str
    said: str
    button: str
    after: str


def address(meeting: Meeting) -> str:
    return reverse("meeting", args=[meeting.pk])


def keeping(who: Viewer, meeting: Meeting) -> Actor:
    """The viewer as whoever keeps the meetings there. Missing for somebody who does not."""
    path = meeting.organization.path
    if not who.may(Purpose.MEETINGS, path):
        raise Missing(NOTHING)
    return who.actor(Purpose.MEETINGS, path)


def due(allowed: bool, sight: Sight) -> None:
    """Refused (403) for whoever is hindered; Stale where the step is not due (any more)."""
    if sight.hinders:
        raise Refused(sight.hinders, status=403)
    if not allowed:
        raise Stale(GONE_ON)


def step(
    request: HttpRequest,
    meeting: Meeting,
    form: forms.Form,
    act: Callable[[dict[str, Any]], Any],
    *,
    told: Told,
    template: str = "flow/step.html",
    context: dict[str, Any] | None = None,
    back: str = "",
) -> HttpResponse:
    """Show a step, or make it once; back to the meeting afterwards."""
    where = back or address(meeting)
    return perform(
        request,
        form,
        act,
        template=template,
        context={
            "meeting": meeting,
            "back": where,
            "told": told,
            "returns": "会议",
            "again": "先不办",
        }
        | (context or {}),
        done=lambda _: (told.after, where),
    )
