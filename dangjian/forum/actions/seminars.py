"""Call for papers, send one in, have it reviewed, decide (J7). A person decides, with reasons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from dangjian.flow import actions as flow
from dangjian.flow.models import ToDo
from dangjian.flow.rules import Office
from dangjian.forum.actions._shared import person_of
from dangjian.forum.models import (
    Advice,
    Audience,
    Expert,
    Paper,
    PaperState,
    Review,
    Screening,
    Seminar,
    Thread,
)
from dangjian.forum.rules import seminars as rules
from dangjian.forum.rules import texts
from dangjian.forum.rules.seminars import Step
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.authority import Purpose
from dangjian.registry.models import Organization, Person


@evidence.action
def open_seminar(
    organization: Organization,
    *,
    title: str,
    call: str,
    last_day: dt.date,
    now: dt.datetime,
    by: Actor,
) -> Seminar:
    """An office calls for papers. Refused: a last day that has passed, marks in the words."""
    if last_day < now.date():
        raise Refused("截稿日已经过了，请另选一天。", field="last_day")
    texts.check((title, "title"), (call, "call"))
    seminar = Seminar.objects.create(
        organization=organization,
        title=title,
        call=call,
        last_day=last_day,
        opened_by=person_of(by),
        opened_at=now,
    )
    evidence.record(by, "open_seminar", "seminar", seminar.uid, organization.path)
    return seminar


@evidence.action
def submit(
    seminar: Seminar,
    *,
    author: Person,
    byline: str,
    title: str,
    abstract: str,
    text: str,
    due_on: dt.date,
    today: dt.date,
    now: dt.datetime,
    by: Actor,
) -> Paper:
    """A member sends a paper in. Stale: past the last day. Refused: marks, personal data."""
    if not rules.takes(seminar, today):
        raise Stale("已经过了截稿日，没有再收稿。")
    texts.check((title, "title"), (abstract, "abstract"), (text, "text"), (byline, "byline"))
    paper = Paper(
        seminar=seminar,
        author=author,
        byline=byline,
        title=title,
        abstract=abstract,
        text=text,
        state=PaperState.SUBMITTED,
        submitted_at=now,
    )
    _call_office(paper, f"为论文“{title}”请人评审", due_on, now, by)
    _told(by, "submit_paper", paper)
    return paper


@evidence.action
def ask_reviewers(
    paper: Paper, experts: Collection[Expert], *, due_on: dt.date, now: dt.datetime, by: Actor
) -> Paper:
    """The office asks experts for reviews. Refused: the author, somebody of the author's branch."""
    paper = _taken(paper, Step.ASK_REVIEWERS, by)
    if not experts:
        raise Refused("请至少选一位评审。", field="experts")
    for expert in experts:
        _ask(paper, expert, due_on, now, by)
    paper.state = PaperState.REVIEWED
    _finish(paper, now, by)
    paper.save()
    _told(by, "ask_reviewers", paper, reviewers=len(experts))
    return paper


@evidence.action
def review(
    review: Review,
    *,
    advice: Advice,
    reasons: str,
    decide_by: dt.date,
    now: dt.datetime,
    by: Actor,
) -> Review:
    """The reviewer advises, with reasons; after the last one the office is called to decide.

    Stale: he did already, or the paper was withdrawn or decided.
    """
    paper = _locked(review.paper)
    stored = Review.objects.select_for_update().get(pk=review.pk)
    if stored.done_at is not None or paper.state != PaperState.REVIEWED:
        raise Stale("这篇论文的评审已经结束，刚才的意见没有保存。")
    if by.person_uid != stored.reviewer.uid:
        raise Refused("请的不是您，没有保存。", status=403)
    texts.check((reasons, "reasons"))
    stored.advice, stored.reasons, stored.done_at = advice, reasons, now
    stored.save()
    flow.finish(stored.todo, now=now, by=by)
    if not Review.objects.filter(paper=paper, done_at__isnull=True).exists():
        _call_office(paper, f"决定论文“{paper.title}”是否录用", decide_by, now, by)
    _told(by, "review_paper", paper, advice=advice)
    return stored


@evidence.action
def accept(paper: Paper, *, reasons: str, today: dt.date, now: dt.datetime, by: Actor) -> Paper:
    """The office accepts it: it is shown under its byline, and discussed."""
    paper = _decided(paper, Step.ACCEPT, reasons, now, by)
    paper.thread = Thread.objects.create(
        organization=paper.seminar.organization,
        title=paper.title,
        audience=Audience.MEMBERS,
        screening=Screening.FIRST,
        from_on=today,
        until_on=None,
        opened_by=person_of(by),
        opened_at=now,
    )
    paper.save()
    _told(by, "accept_paper", paper)
    return paper


@evidence.action
def decline(paper: Paper, *, reasons: str, now: dt.datetime, by: Actor) -> Paper:
    """The office does not accept it; the author reads why."""
    paper = _decided(paper, Step.DECLINE, reasons, now, by)
    paper.save()
    _told(by, "decline_paper", paper)
    return paper


@evidence.action
def withdraw(paper: Paper, *, now: dt.datetime, by: Actor) -> Paper:
    """The author takes it back before it was decided."""
    paper = _taken(paper, Step.WITHDRAW, by)
    _call_off(paper, now, by)
    paper.state = PaperState.WITHDRAWN
    paper.save()
    _told(by, "withdraw_paper", paper)
    return paper


# --- the paper under way --------------------------------------------------------------------------


def _locked(paper: Paper) -> Paper:
    return Paper.objects.select_for_update().get(pk=paper.pk)


def _taken(paper: Paper, step: Step, by: Actor) -> Paper:
    """The paper as stored, locked for this step. Refused: it is not this person's to take."""
    stored = _locked(paper)
    if not rules.stands(step, stored):
        raise Stale(f"这篇论文现在是“{stored.get_state_display()}”，刚才的操作没有办成。")
    if (by.person_uid == stored.author.uid) != rules.FLOW[step].by_author:
        raise Refused("作者不能办理自己的论文，只能撤回。", status=403)
    return stored


def _decided(paper: Paper, step: Step, reasons: str, now: dt.datetime, by: Actor) -> Paper:
    stored = _taken(paper, step, by)
    reviews = Review.objects.filter(paper=stored, done_at__isnull=False)
    if not reviews.exclude(advice=Advice.RECUSE).exists():
        raise Refused("还没有评审意见，请先等评审，或者另请一位。")
    if not reasons.strip():
        raise Refused("请写明理由，作者看得到。", field="reasons")
    _call_off(stored, now, by)
    stored.state = rules.FLOW[step].to
    stored.decided_by, stored.decided_at = person_of(by), now
    stored.reasons = reasons.strip()
    return stored


def _ask(paper: Paper, expert: Expert, due_on: dt.date, now: dt.datetime, by: Actor) -> None:
    reviewer, author = expert.person, paper.author
    if not rules.may_review(reviewer, author):
        raise Refused(f"{reviewer.name}是作者本人或者与作者同一支部，请另选一位。", field="experts")
    if Review.objects.filter(paper=paper, reviewer=reviewer).exists():
        raise Stale(f"已经请{reviewer.name}评审过，没有再请一次。")
    todo = flow.assign(
        f"评审论文“{paper.title}”",
        to=reviewer,
        asked_by=person_of(by),
        due_on=due_on,
        now=now,
        by=by,
        note="看过写明意见和理由；不便评审也请说一声。",
    )
    Review.objects.create(
        paper=paper,
        expert=expert,
        reviewer=reviewer,
        reviewer_branch=reviewer.organization,
        author=author,
        author_branch=author.organization,
        asked_by=person_of(by),
        asked_at=now,
        due_on=due_on,
        todo=todo,
    )


def _call_off(paper: Paper, now: dt.datetime, by: Actor) -> None:
    """Nothing more is to be done about it: reviews that were not written, the office's to-do."""
    for open_one in Review.objects.filter(paper=paper, done_at__isnull=True):
        if open_one.todo.closed_at is None:
            flow.withdraw(open_one.todo, now=now, by=by)
    _finish(paper, now, by)


def _call_office(paper: Paper, what: str, due_on: dt.date, now: dt.datetime, by: Actor) -> None:
    paper.todo = _assign(paper, what, due_on, now, by)
    paper.save()


def _assign(paper: Paper, what: str, due_on: dt.date, now: dt.datetime, by: Actor) -> ToDo:
    return flow.assign(
        what,
        to=Office(paper.seminar.organization, Purpose.MODERATE),
        asked_by=None,
        due_on=due_on,
        now=now,
        by=by,
        note=f"研讨：{paper.seminar.title}",
    )


def _finish(paper: Paper, now: dt.datetime, by: Actor) -> None:
    if paper.todo is not None and paper.todo.closed_at is None:
        flow.finish(paper.todo, now=now, by=by)


def _told(by: Actor, verb: str, paper: Paper, **detail: object) -> None:
    evidence.record(by, verb, "paper", paper.uid, paper.seminar.organization.path, **detail)
