"""Somebody applies for disclosure, adds what was missing, or takes the application back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dangjian.flow import actions as flow
from dangjian.kernel import evidence, receipts
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.openness.models import Application, Progress, Way
from dangjian.openness.queries.offices import office_for
from dangjian.openness.recording import application_leaf, locked_application, next_serial
from dangjian.openness.rules import APPLICATIONS, Part
from dangjian.openness.rules.applications import check_kept
from dangjian.registry.authority import Purpose
from dangjian.registry.models import Account, Organization, Person

LONGEST = 2000
EARLIEST = dt.timedelta(days=60)
"""How long ago a paper may have come in that is entered today; longer ago is a slip of the pen."""


@dataclass(frozen=True)
class Wish:
    """What somebody wants to know; name and reach only if he gives them."""

    text: str
    name: str = ""
    reach: str = ""


@evidence.action
def apply(
    place: Organization, wish: Wish, *, account: Account | None, now: dt.datetime, by: Actor
) -> tuple[Application, str]:
    """Take an application in; it and its receipt code, which is kept nowhere.

    It comes before the nearest office upwards that deals with such things. Refused: nothing said;
    a secrecy mark, of which nothing is kept; nobody there to answer it.
    """
    return _received(place, wish, Way.ONLINE, now.date(), account, None, now, by)


@evidence.action
def enter(
    place: Organization,
    wish: Wish,
    *,
    received_on: dt.date,
    clerk: Person,
    now: dt.datetime,
    by: Actor,
) -> tuple[Application, str]:
    """Enter an application on paper; its term counts from the day it came in."""
    if not now.date() - EARLIEST <= received_on <= now.date():
        raise Refused("收到日期请核对：不能在今天以后，也不能太早。", field="received_on")
    return _received(place, wish, Way.PAPER, received_on, None, clerk, now, by)


@evidence.action
def supplement(application: Application, text: str, *, now: dt.datetime, by: Actor) -> Application:
    """Add what the office asked for; its days count again. Stale where nothing is asked for."""
    stored = locked_application(application)
    if stored.state != Progress.WAITING:
        raise Stale("现在不用补充。")
    if not text.strip():
        raise Refused("请写一写要补充的。", field="text")
    check_kept(text)
    before = stored.unseal("supplement")
    stored.seal("supplement", "\n".join(part for part in (before, text.strip()) if part))
    stored.save(update_fields=["supplement"])
    if _paused(stored):
        flow.resume(stored, APPLICATIONS, "answer", now=now, by=by)
    to = [office_for(stored.organization, Purpose.LETTERS, (), now.date())]
    flow.advance(
        stored,
        APPLICATIONS,
        "supplement",
        part=Part.APPLICANT,
        to=to,
        now=now,
        by=by,
        note=stored.number,
    )
    application_leaf(by, "supplement", stored)
    return stored


@evidence.action
def withdraw(application: Application, *, now: dt.datetime, by: Actor) -> Application:
    """The applicant does not want it any more. Stale where it is answered or over."""
    stored = locked_application(application)
    flow.advance(stored, APPLICATIONS, "withdraw", part=Part.APPLICANT, now=now, by=by)
    application_leaf(by, "withdraw", stored)
    return stored


@evidence.action
def lapse(application: Application, *, now: dt.datetime, by: Actor) -> Application:
    """End an application whose applicant did not add what was asked for. Stale where he did."""
    stored = locked_application(application)
    flow.advance(stored, APPLICATIONS, "lapse", part=Part.PLATFORM, now=now, by=by)
    application_leaf(by, "lapse", stored)
    return stored


def _paused(application: Application) -> bool:
    running = application.case.terms.filter(clock="answer", ended_on__isnull=True)
    return running.filter(pauses__until_on__isnull=True, pauses__isnull=False).exists()


def _received(
    place: Organization,
    wish: Wish,
    way: Way,
    day: dt.date,
    account: Account | None,
    clerk: Person | None,
    now: dt.datetime,
    by: Actor,
) -> tuple[Application, str]:
    text = wish.text.strip()
    if not text:
        raise Refused("请写一写要了解什么。", field="text")
    if len(text) > LONGEST:
        raise Refused(f"最多{LONGEST}字，请写短一些。", field="text")
    check_kept(text, wish.name, wish.reach)
    office = office_for(place, Purpose.LETTERS, (), now.date())
    code = receipts.draw()
    application = Application(
        organization=office.organization,
        year=now.year,
        serial=next_serial(Application, now.year),
        way=way,
        received_on=day,
        account=account,
        entered_by=clerk,
        receipt=receipts.index_of(code),
    )
    application.seal("text", text)
    application.seal("name", wish.name.strip())
    application.seal("reach", wish.reach.strip())
    flow.open_case(
        application,
        APPLICATIONS,
        at=office.organization,
        part=Part.HANDLER if clerk else Part.APPLICANT,
        to=[office],
        now=now,
        by=by,
        since=day,
        note=application.number,
    )
    application_leaf(by, "enter" if clerk else "apply", application)
    return application, code
