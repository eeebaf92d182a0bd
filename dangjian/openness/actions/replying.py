"""An application is passed on, more is asked for, it is answered; another reviews the answer."""

from __future__ import annotations

import datetime as dt

from dangjian.flow import actions as flow
from dangjian.flow.models import Extension
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.openness.models import Application, Progress
from dangjian.openness.queries.offices import office_for
from dangjian.openness.recording import application_leaf, locked_application, show_answer
from dangjian.openness.rules import APPLICATIONS, Part
from dangjian.openness.rules.applications import Answer, check_answer, check_kept, pauses
from dangjian.portal import recording as site
from dangjian.portal.recording import person_of
from dangjian.registry.authority import Purpose
from dangjian.registry.models import Organization


@evidence.action
def pass_on(
    application: Application,
    to: Organization,
    *,
    words: str,
    office: Organization,
    seen: int,
    now: dt.datetime,
    by: Actor,
) -> Application:
    """Hand it to the organization that has to answer it; its days go on.

    Refused: the organization that has it; no reason; nobody there who could answer it.
    """
    stored = locked_application(application)
    check_kept(words)
    there = office_for(to, Purpose.LETTERS, (), now.date())
    if there.organization.pk == stored.organization_id:
        raise Refused("这件申请现在就在那里，请选别的单位。", field="organization")
    flow.advance(
        stored,
        APPLICATIONS,
        "pass_on",
        part=Part.HANDLER,
        to=[there],
        now=now,
        by=by,
        words=words,
        office=office,
        seen=seen,
        note=stored.number,
    )
    stored.organization = there.organization
    stored.save(update_fields=["organization"])
    application_leaf(by, "pass_on", stored)
    return stored


@evidence.action
def ask_more(
    application: Application,
    *,
    words: str,
    office: Organization,
    seen: int,
    now: dt.datetime,
    by: Actor,
) -> Application:
    """Ask the applicant for what is missing. Until he adds it days do not count, where the rule
    says so and the term has not passed already."""
    stored = locked_application(application)
    check_kept(words)
    stored.seal("missing", words.strip())
    stored.save(update_fields=["missing"])
    flow.advance(
        stored,
        APPLICATIONS,
        "ask_more",
        part=Part.HANDLER,
        now=now,
        by=by,
        words=words,
        office=office,
        seen=seen,
    )
    term = stored.case.terms.get(clock="answer", ended_on__isnull=True)
    in_time = term.due_on is not None and term.due_on >= now.date()
    if in_time and pauses(now.date(), stored.organization.path):
        flow.pause(stored, APPLICATIONS, "answer", reason="", now=now, by=by)
    application_leaf(by, "ask_more", stored)
    return stored


@evidence.action
def draft(
    application: Application,
    answer: Answer,
    *,
    office: Organization,
    seen: int,
    now: dt.datetime,
    by: Actor,
) -> Application:
    """Write the answer and send it to the secrecy review. Refused for what it may not say."""
    check_answer(answer)
    stored = locked_application(application)
    drafter = person_of(by)
    stored.outcome, stored.ground = answer.outcome, answer.ground or ""
    stored.drafted_by, stored.reviewed_by = drafter, None
    stored.question, stored.reply = answer.question.strip(), answer.reply.strip()
    stored.seal("answer", answer.text.strip())
    stored.save()
    reviewers = office_for(stored.organization, Purpose.SECRECY, {drafter.pk}, now.date())
    flow.advance(
        stored,
        APPLICATIONS,
        "draft_answer",
        part=Part.HANDLER,
        to=[reviewers],
        now=now,
        by=by,
        office=office,
        seen=seen,
        note=stored.number,
    )
    application_leaf(by, "draft_answer", stored, outcome=str(answer.outcome))
    return stored


@evidence.action
def send_back(
    application: Application,
    *,
    words: str,
    office: Organization,
    seen: int,
    now: dt.datetime,
    by: Actor,
) -> Application:
    """The reviewer wants the answer written otherwise, and says how."""
    stored = locked_application(application)
    check_kept(words)
    flow.advance(
        stored,
        APPLICATIONS,
        "return_answer",
        part=Part.REVIEWER,
        to=[office_for(stored.organization, Purpose.LETTERS, (), now.date())],
        now=now,
        by=by,
        words=words,
        office=office,
        seen=seen,
        note=stored.number,
    )
    application_leaf(by, "return_answer", stored)
    return stored


@evidence.action
def give(
    application: Application, *, office: Organization, seen: int, now: dt.datetime, by: Actor
) -> Application:
    """Pass the review: the applicant reads the answer, and everybody what is to be published.

    Refused (403) for whoever wrote it. Stale: somebody was quicker.
    """
    stored = locked_application(application)
    if stored.state != Progress.REVIEW:
        raise Stale("这件答复已经到了别的一步。")
    reviewer = person_of(by)
    if reviewer.pk == stored.drafted_by_id:
        raise Refused("答复是您拟的，要由另一位同志审查。", status=403)
    stored.reviewed_by, stored.answered_at = reviewer, now
    if stored.question:
        stored.published_at = now
        show_answer(stored)
        site.changed()
    stored.save(update_fields=["reviewed_by", "answered_at", "published_at"])
    flow.advance(
        stored,
        APPLICATIONS,
        "give_answer",
        part=Part.REVIEWER,
        now=now,
        by=by,
        office=office,
        seen=seen,
    )
    application_leaf(
        by, "give_answer", stored, outcome=stored.outcome, published=bool(stored.question)
    )
    return stored


@evidence.action
def take_down(application: Application, *, words: str, now: dt.datetime, by: Actor) -> Application:
    """Show a published answer to nobody but its applicant any more; what was shown stays on record.

    words: why. Stale: it is not shown, or not any more.
    """
    stored = locked_application(application)
    if stored.published_at is None:
        raise Stale("这件答复没有登出来，或者已经撤下了。")
    check_kept(words)
    shown_at, stored.published_at = stored.published_at, None
    stored.save(update_fields=["published_at"])
    show_answer(stored)
    site.changed()
    application_leaf(by, "take_down", stored, reason=words, shown_at=shown_at.isoformat())
    return stored


@evidence.action
def ask_extension(
    application: Application, *, days: int, reason: str, now: dt.datetime, by: Actor
) -> Extension:
    """Ask the leader for more days, once. Refused as `flow.ask_extension` does."""
    check_kept(reason)
    to = office_for(application.organization, Purpose.SIGN, {person_of(by).pk}, now.date())
    asked = flow.ask_extension(
        application, APPLICATIONS, "answer", days=days, reason=reason, to=to, now=now, by=by
    )
    application_leaf(by, "ask_extension", application, days=days)
    return asked


@evidence.action
def decide_extension(
    extension: Extension, application: Application, *, granted: bool, now: dt.datetime, by: Actor
) -> Extension:
    """Grant more days or not; the applicant reads until when and why. Refused for who asked."""
    decided = flow.decide_extension(
        extension, application, APPLICATIONS, granted=granted, now=now, by=by
    )
    application_leaf(by, "decide_extension", application, granted=granted)
    return decided
