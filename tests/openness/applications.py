"""Applications for disclosure of the tiny district, made and answered through the actions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dangjian.kernel import clock
from dangjian.openness.actions import applying, replying
from dangjian.openness.actions.applying import Wish
from dangjian.openness.models import Application, Outcome
from dangjian.openness.queries.applications import application_for
from dangjian.openness.recording import VISITOR
from dangjian.openness.rules.applications import Answer
from dangjian.registry.authority import Purpose
from dangjian.registry.models import Organization
from tests.district import TODAY, District
from tests.openness.notices import viewer

WANTED = "去年支部的活动经费是怎样用的？"


def applied(
    district: District,
    *,
    at: Organization | None = None,
    account: str = "",
    now: dt.datetime | None = None,
    **more: Any,
) -> tuple[Application, str]:
    """By a visitor, or by whoever holds the account; with its receipt code."""
    who = district.accounts[account] if account else None
    by = viewer(district, account).myself() if account else VISITOR
    given: dict[str, Any] = {"text": WANTED} | more
    place = at or district.street
    return applying.apply(place, Wish(**given), account=who, now=now or clock.now(), by=by)


def fresh(application: Application) -> Application:
    return Application.objects.select_related("case", "organization").get(pk=application.pk)


def turn(
    district: District, application: Application, role: str, *, now: dt.datetime | None = None
) -> dict[str, Any]:
    """What a step of whoever has the turn is called with."""
    who = viewer(district, role)
    sight = application_for(who, application.pk, TODAY)
    assert sight.todo is not None and sight.todo.for_organization is not None, role
    office = sight.todo.for_organization
    right = Purpose.SECRECY if role == "security_officer" else Purpose.LETTERS
    return {
        "office": office,
        "seen": sight.application.case.round,
        "now": now or clock.now(),
        "by": who.actor(right, office.path),
    }


def answer(**more: Any) -> Answer:
    given: dict[str, Any] = {"outcome": Outcome.FULL, "text": "用在主题党日和订学习材料。"}
    return Answer(**given | more)


def answered(district: District, application: Application, **more: Any) -> Application:
    """Drafted by the clerk of the street, reviewed by the security officer."""
    now = more.pop("now", None)
    replying.draft(application, answer(**more), **turn(district, application, "clerk", now=now))
    given = turn(district, application, "security_officer", now=now)
    return replying.give(application, **given)
