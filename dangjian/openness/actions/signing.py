"""A notice is signed by one after the other, sent back, and put before everybody."""

from __future__ import annotations

import datetime as dt

from dangjian.flow import actions as flow
from dangjian.kernel import calendar, evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.proofs import statements
from dangjian.kernel.proofs.statements import text_digest
from dangjian.kernel.refusal import Refused, Stale
from dangjian.openness.models import Kind, Notice, State
from dangjian.openness.queries.offices import office_for
from dangjian.openness.recording import full_text, leaf, next_serial, state, subjects_of
from dangjian.openness.rules import NOTICES, Who, periods
from dangjian.openness.rules.persons import check_public
from dangjian.openness.rules.tables import AFTER, PART, RIGHT
from dangjian.portal.recording import person_of
from dangjian.registry.models import Organization, Person

_COLUMN = {
    State.CONTENT: ("content_by", "pass_content"),
    State.SECRECY: ("secrecy_by", "pass_secrecy"),
}


@evidence.action
def sign(notice: Notice, *, office: Organization, seen: int, now: dt.datetime, by: Actor) -> Notice:
    """Pass the content or the secrecy review. office: where the signer works.

    Refused (403): he wrote it, signed it, or is among those noticed. Stale: somebody was quicker.
    """
    stored = _in_review(notice, seen)
    here = State(stored.state)
    if here not in _COLUMN:
        raise Stale("这份公示已经到了审批这一步。")
    column, move = _COLUMN[here]
    signer = _other_eyes(stored, by)
    setattr(stored, column, signer)
    stored.save(update_fields=[column])
    after = AFTER[here]
    to = office_for(stored.organization, RIGHT[after], _eyes(stored), now.date())
    flow.advance(
        stored,
        NOTICES,
        move,
        part=PART[here],
        to=[to],
        now=now,
        by=by,
        office=office,
        seen=seen,
        note=stored.title,
    )
    leaf(by, move, stored, digest=stored.digest)
    return stored


@evidence.action
def post(notice: Notice, *, office: Organization, seen: int, now: dt.datetime, by: Actor) -> Notice:
    """Approve the notice and put it before everybody from now on: the period begins tomorrow.

    Refused (403): other eyes are needed. Refused: the text is not the one that was signed; the
    period is too short by the rule of today.
    """
    stored = _in_review(notice, seen)
    if stored.state != State.APPROVAL:
        raise Stale("这份公示还没有审完。")
    today = now.date()
    periods.check_days(Kind(stored.kind), stored.days, today, stored.organization.path)
    stored.approved_by = _other_eyes(stored, by)
    stored.posted_at, stored.posted_on = now, today
    stored.until_on = periods.last_day(today, stored.days, calendar.load()).day
    stored.year, stored.serial = today.year, next_serial(Notice, today.year)
    stored.save()
    flow.advance(
        stored, NOTICES, "post", part=Who.APPROVER, now=now, by=by, office=office, seen=seen
    )
    text = full_text(stored)
    state(stored, statements.State.SHOWN, text, now=now, by=by, until=stored.until_on)
    leaf(by, "post", stored, digest=stored.digest, until=str(stored.until_on))
    return stored


@evidence.action
def send_back(
    notice: Notice,
    *,
    words: str,
    office: Organization,
    seen: int,
    now: dt.datetime,
    by: Actor,
) -> Notice:
    """A signer sends it back to its author, with what is to be changed."""
    stored = _in_review(notice, seen)
    check_public([("要改什么", words)])
    flow.advance(
        stored,
        NOTICES,
        "send_back",
        part=PART[State(stored.state)],
        to=[stored.author],
        now=now,
        by=by,
        words=words,
        office=office,
        seen=seen,
        note=stored.title,
    )
    leaf(by, "send_back", stored)
    return stored


def _in_review(notice: Notice, seen: int) -> Notice:
    """The notice, locked, with the very text that was sent in."""
    stored = (
        Notice.objects.select_for_update(of=("self",))
        .select_related("organization", "case", "author")
        .get(pk=notice.pk)
    )
    if stored.state not in PART or stored.case.round != seen:
        raise Stale("这份公示已经到了别的一步，您这一次没有办成。")
    if text_digest(full_text(stored)) != stored.digest:
        raise Refused("内容和送审时不一样，不能再往下办。请告诉管理员。")
    return stored


def _eyes(notice: Notice) -> set[int]:
    """Who has had the notice in his hands already."""
    found = (notice.author_id, notice.content_by_id, notice.secrecy_by_id, notice.approved_by_id)
    return {one for one in found if one is not None}


def _other_eyes(notice: Notice, by: Actor) -> Person:
    signer = person_of(by)
    if signer.pk == notice.author_id:
        raise Refused("公示是您起草的，要由另一位同志审。", status=403)
    if signer.pk in _eyes(notice):
        raise Refused("您已经审过这份公示，这一步要由另一位同志办。", status=403)
    if signer.name in {one.name for one in subjects_of(notice)}:
        raise Refused("公示对象里有您的名字，请由另一位同志办。", status=403)
    return signer
