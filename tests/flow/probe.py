"""A table that has everything a table can have, and letters that go by it."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from typing import Any

from dangjian.flow import actions
from dangjian.flow.actions import editions
from dangjian.flow.models import Case
from dangjian.flow.rules import EARLIER, Addressee, Clock, Flow, Move, Office, State
from dangjian.kernel.evidence import SYSTEM, Actor
from dangjian.registry.authority import Purpose, Viewer, viewer_of
from dangjian.registry.models import Organization
from dangjian.voices.models import Kind, Letter
from tests.district import TODAY, District

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.timezone(dt.timedelta(hours=8)))
DAY = dt.timedelta(days=1)


def _who(*parts: str) -> frozenset[str]:
    return frozenset(parts)


PROBE = Flow(
    key="probe",
    says="试办的事",
    revision=1,
    opening="submit",
    states=(
        State("received", "待登记", "registrar", "登记一件试办的事"),
        State("handling", "办理中", "handler", "办理一件试办的事"),
        State("signing", "待审签", "leader", "审签一件试办的事"),
        State("answered", "已答复"),
        State("closed", "已归档", closed=True),
        State("withdrawn", "撤回了", closed=True),
    ),
    moves=(
        Move("submit", "提出", (), "received", _who("citizen")),
        Move("accept", "受理", ("received",), "handling", _who("registrar")),
        Move("note", "记一笔", ("handling",), "", _who("handler")),
        Move("draft", "送审签", ("handling",), "signing", _who("handler"), waits=True),
        Move("back", "退回前面的一步", ("signing",), EARLIER, _who("leader"), words=True),
        Move("sign", "签发", ("signing",), "answered", _who("leader"), waits=True),
        Move("again", "再办", ("answered",), "handling", _who("citizen"), words=True),
        Move("lapse", "期满归档", ("answered",), "closed", _who("platform")),
        Move("withdraw", "撤回", ("received", "handling", "signing"), "withdrawn", _who("citizen")),
    ),
    clocks=(
        Clock("register", "登记", "petition.register.max_days", ("submit",),
              ("accept", "withdraw")),
        Clock("finish", "办结", "petition.finish.max_days", ("accept", "again"),
              ("sign", "withdraw"), extension="petition.extension.max_days",
              pausable="听证时间不计算在内"),
        Clock("objection", "提出异议", "petition.objection.max_working_days", ("sign",),
              ("again", "lapse"), theirs=True),
    ),
)  # fmt: skip

PARTS = ("citizen", "registrar", "handler", "leader", "platform")


def who(district: District, role: str) -> Viewer:
    return viewer_of(district.accounts[role], TODAY)


def by(district: District, role: str) -> Actor:
    return who(district, role).myself()


def office(place: Organization) -> Office:
    return Office(place, Purpose.LETTERS)


_number = itertools.count(1)


def opened(
    district: District,
    flow: Flow = PROBE,
    *,
    to: Sequence[Addressee] = (),
    at: Organization | None = None,
    now: dt.datetime = NOON,
    **more: Any,
) -> Letter:
    """A letter whose case was opened at the root's office, by a table of any shape."""
    editions.install(flow, now=now, by=SYSTEM)
    place = at or district.root
    letter = Letter(
        number=f"P-{next(_number):06d}",
        kind=Kind.PETITION,
        organization=place,
        received_on=now.date(),
    )
    return actions.open_case(
        letter,
        flow,
        at=place,
        part="citizen",
        to=to or [office(place)],
        now=now,
        by=SYSTEM,
        **more,
    )


def move(
    letter: Letter,
    name: str,
    part: str,
    *,
    to: Sequence[Addressee] = (),
    flow: Flow = PROBE,
    now: dt.datetime = NOON,
    by: Actor = SYSTEM,
    words: str = "因为如此",
    **more: Any,
) -> None:
    actions.advance(letter, flow, name, part=part, to=to, now=now, by=by, words=words, **more)


def case_of(letter: Letter) -> Case:
    return Case.objects.get(pk=letter.case_id)


def handled(district: District, **more: Any) -> Letter:
    """A letter that the street has to deal with; the clerk and the organizer work there."""
    letter = opened(district, **more)
    move(letter, "accept", "registrar", to=[office(district.street)], by=by(district, "office"))
    return letter


def due_days(letter: Letter) -> dict[str, dt.date | None]:
    """The running clocks of a case, and until when."""
    running = case_of(letter).terms.filter(ended_on__isnull=True)
    return {term.clock: term.due_on for term in running}
