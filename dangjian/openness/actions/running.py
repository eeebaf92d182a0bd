"""A notice that runs is extended, ends with its result, or is withdrawn; nobody's name outlives it.

Taking the names out happens in the same transaction as the end of the period, whatever the result.
"""

from __future__ import annotations

import datetime as dt

from dangjian.flow import actions as flow
from dangjian.kernel import calendar, evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.proofs import statements
from dangjian.kernel.refusal import Refused, Stale
from dangjian.openness.models import Finding, Notice, Result, State
from dangjian.openness.queries.office import open_count, waits_for_a_person
from dangjian.openness.queries.offices import checking_office
from dangjian.openness.recording import full_text, leaf, public_text, state, subjects_of
from dangjian.openness.rules import NOTICES, Who, periods, texts
from dangjian.openness.rules.persons import check_names_nobody, check_public
from dangjian.portal.recording import person_of
from dangjian.registry.models import Organization


@evidence.action
def extend(notice: Notice, *, days: int, words: str, now: dt.datetime, by: Actor) -> Notice:
    """Let the period run longer, to so many working days in all; never shorter.

    Refused: not longer than it is; after its last day.
    """
    stored = _stored(notice, State.RUNNING)
    if stored.posted_on is None or stored.until_on is None or now.date() > stored.until_on:
        raise Stale("公示期已经过了，不能再延长。")
    if days <= stored.days:
        raise Refused(f"只能延长：现在是{stored.days}个工作日。", field="days")
    if days > periods.LONGEST:
        raise Refused(f"公示期最长{periods.LONGEST}个工作日，请核对。", field="days")
    _check_words(stored, "原因", words)
    stored.days = days
    stored.until_on = periods.last_day(stored.posted_on, days, calendar.load()).day
    stored.save(update_fields=["days", "until_on"])
    flow.advance(stored, NOTICES, "extend", part=Who.APPROVER, now=now, by=by, words=words)
    changed = statements.State.CHANGED
    state(stored, changed, full_text(stored), now=now, by=by, until=stored.until_on)
    leaf(by, "extend", stored, days=days)
    return stored


@evidence.action
def expire(notice: Notice, *, now: dt.datetime, by: Actor) -> Notice:
    """End a period that is over: with its result where no person has to say it, else it waits.

    Stale where it ended before; Refused before the day after its last.
    """
    stored = _stored(notice, State.RUNNING)
    if stored.until_on is None or now.date() <= stored.until_on:
        raise Refused("公示期还没有满。")
    before = full_text(stored)
    waits = waits_for_a_person(stored)
    if not waits:
        settled = stored.objections.exists()
        stored.result = Result.LOOKED_INTO if settled else Result.NO_OBJECTION
    stored.ended_at = stored.redacted_at = now
    stored.save(update_fields=["ended_at", "redacted_at", "result"])
    to = [checking_office(stored, now.date())] if waits else []
    flow.advance(
        stored,
        NOTICES,
        "hold" if waits else "close",
        part=Who.PLATFORM,
        to=to,
        now=now,
        by=by,
        note=stored.title,
    )
    result = texts.result(stored) if stored.result else None
    _redact(stored, statements.State.EXPIRED, before, result, now, by)
    leaf(by, "expire", stored, result=stored.result)
    return stored


@evidence.action
def conclude(
    notice: Notice,
    result: Result,
    *,
    words: str = "",
    office: Organization,
    seen: int,
    now: dt.datetime,
    by: Actor,
) -> Notice:
    """Write the result after objections were looked into. words: at most a sentence, public.

    Refused: an objection is still open; the result does not fit what was found; a name in the
    words; (403) whoever is noticed himself.
    """
    stored = _stored(notice, State.CHECKING)
    if many := open_count(stored):
        raise Refused(f"还有{many}件反映没有核查完，请先逐件核查。")
    if result == Result.NO_OBJECTION:
        raise Refused("公示期间收到过反映，请选择核查的结果。", field="result")
    if person_of(by).name in {one.name for one in subjects_of(stored)}:
        raise Refused("公示对象里有您的名字，请由另一位同志办。", status=403)
    grave = stored.objections.filter(finding=Finding.GRAVE).exists()
    if grave and not words.strip():
        raise Refused("有反映核查下来影响公示的事，请写一句怎么处理的。", field="words")
    _check_words(stored, "说明", words)
    stored.result, stored.result_words = result, words.strip()
    stored.save(update_fields=["result", "result_words"])
    flow.advance(
        stored,
        NOTICES,
        "conclude",
        part=Who.CONCLUDER,
        now=now,
        by=by,
        office=office,
        seen=seen,
    )
    changed, said = statements.State.CHANGED, texts.result(stored)
    state(stored, changed, texts.redacted(stored), now=now, by=by, result=said)
    leaf(by, "conclude", stored, result=str(result))
    return stored


@evidence.action
def withdraw(notice: Notice, *, reason: str, now: dt.datetime, by: Actor) -> Notice:
    """Take a notice back, with a reason everybody reads; its address and its proof stay."""
    stored = _stored(notice, State.RUNNING, State.CHECKING)
    if len(reason.strip()) < 4:
        raise Refused("请写明为什么撤回，群众看得到。", field="reason")
    _check_words(stored, "原因", reason)
    before = public_text(stored)
    stored.reason = reason.strip()
    stored.ended_at, stored.redacted_at = stored.ended_at or now, stored.redacted_at or now
    stored.save(update_fields=["reason", "ended_at", "redacted_at"])
    flow.advance(stored, NOTICES, "withdraw", part=Who.APPROVER, now=now, by=by, words=reason)
    _redact(stored, statements.State.WITHDRAWN, before, texts.result(stored), now, by)
    leaf(by, "withdraw", stored)
    return stored


def _redact(
    notice: Notice,
    ending: statements.State,
    before: str,
    result: str | None,
    now: dt.datetime,
    by: Actor,
) -> None:
    """State the end of the text that named people, and the one that stands there from now on."""
    state(notice, ending, before, now=now, by=by, result=result)
    redacted = statements.State.REDACTED
    state(notice, redacted, texts.redacted(notice), now=now, by=by, result=result)


def _check_words(notice: Notice, label: str, words: str) -> None:
    check_public([(label, words)])
    check_names_nobody(subjects_of(notice), [(label, words)])


def _stored(notice: Notice, *states: State) -> Notice:
    stored = (
        Notice.objects.select_for_update(of=("self",))
        .select_related("organization", "case")
        .get(pk=notice.pk)
    )
    if stored.state not in states:
        raise Stale("这份公示已经到了别的一步，您这一次没有办成。")
    return stored
