"""An appraisal goes up; the superior committee looks, confirms or sends back; each is told."""

from __future__ import annotations

import datetime as dt

from dangjian.appraisal.models import Appraisal, Line
from dangjian.appraisal.queries import appraisals as queries
from dangjian.appraisal.queries.offices import superior_committee
from dangjian.appraisal.recording import digest, leaf, person_of, stored
from dangjian.appraisal.rules import APPRAISALS, Who
from dangjian.courier.actions import tell
from dangjian.courier.models import Matter, Urgency
from dangjian.flow import actions as flow
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused
from dangjian.registry.models import Organization, Person


@evidence.action
def report(appraisal: Appraisal, *, seen: int, now: dt.datetime, by: Actor) -> Appraisal:
    """Hand it to the nearest committee above the branch, where somebody else confirms it.

    The leaf keeps the digest of all it says. Refused: something is missing; nobody above who could
    confirm. Stale: it has moved on.
    """
    row = stored(appraisal, seen)
    lines = queries.lines_of(row)
    if gaps := queries.missing(row, lines):
        raise Refused("还不能报：" + "".join(gaps))
    reporter = person_of(by)
    office = superior_committee(row.organization, {reporter.pk, row.opened_by_id}, now.date())
    row.reported_by = reporter
    row.save(update_fields=["reported_by"])
    flow.advance(
        row, APPRAISALS, "report", part=Who.BRANCH, to=[office], now=now, by=by, seen=seen,
        note=f"{row.organization.short_name}{row.year}年",
    )  # fmt: skip
    leaf(by, "report_appraisal", row, content=digest(row, lines))
    return row


@evidence.action
def confirm(
    appraisal: Appraisal,
    *,
    document: str,
    office: Organization,
    seen: int,
    now: dt.datetime,
    by: Actor,
) -> Appraisal:
    """The committee has looked and confirms; from now on nothing in it changes, and everybody on it
    is told that he can read what was said of himself – not what it was.

    document: the committee's paper. Refused: none; who opened or reported it (403). Stale: it has
    moved on.
    """
    row = stored(appraisal, seen)
    if not document.strip():
        raise Refused("请写确认的依据，例如党委会议记录。", field="document")
    confirmer = _other_eyes(row, by)
    lines = queries.lines_of(row)
    row.confirmed_by, row.confirmed_at = confirmer, now
    row.document = document.strip()
    row.save(update_fields=["confirmed_by", "confirmed_at", "document"])
    flow.advance(
        row, APPRAISALS, "confirm", part=Who.SUPERIOR, now=now, by=by, office=office, seen=seen
    )
    leaf(by, "confirm_appraisal", row, content=digest(row, lines))
    _tell(row, lines, now, by)
    return row


@evidence.action
def send_back(
    appraisal: Appraisal,
    *,
    words: str,
    office: Organization,
    seen: int,
    now: dt.datetime,
    by: Actor,
) -> Appraisal:
    """The committee sends it back to the branch, with its reason. Refused and Stale as above."""
    row = stored(appraisal, seen)
    _other_eyes(row, by)
    back = row.reported_by or row.opened_by
    flow.advance(
        row, APPRAISALS, "send_back", part=Who.SUPERIOR, to=[back], now=now, by=by, words=words,
        office=office, seen=seen, note=f"{row.organization.short_name}{row.year}年",
    )  # fmt: skip
    leaf(by, "send_back_appraisal", row)
    return row


@evidence.action
def drop(appraisal: Appraisal, *, words: str, seen: int, now: dt.datetime, by: Actor) -> Appraisal:
    """The branch does not go on with it; a new one may be opened. Refused: no reason. Stale: it has
    gone up."""
    row = stored(appraisal, seen)
    flow.advance(row, APPRAISALS, "drop", part=Who.BRANCH, now=now, by=by, words=words, seen=seen)
    leaf(by, "drop_appraisal", row)
    return row


def _other_eyes(appraisal: Appraisal, by: Actor) -> Person:
    confirmer = person_of(by)
    if confirmer.pk in (appraisal.reported_by_id, appraisal.opened_by_id):
        raise Refused("这份评议是您报的，要由上级党委的另一位同志确认。", status=403)
    return confirmer


def _tell(appraisal: Appraisal, lines: list[Line], now: dt.datetime, by: Actor) -> None:
    again = "更正后的" if appraisal.version > 1 else ""
    tell(
        [one.person for one in lines],
        f"{appraisal.year}年民主评议{again}结果已经确认，请在“我的评议和关怀”里看本人的结果。",
        matter=Matter.RESULT,
        urgency=Urgency.CAN_WAIT,
        now=now,
        by=by,
    )
