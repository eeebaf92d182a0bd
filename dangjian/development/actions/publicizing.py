"""The notice about somebody who is to be listed: begun here, run and ended by openness."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dangjian.development.models import Development, StepTaken
from dangjian.development.recording import check_seen, known, leaf, restate, stored
from dangjian.development.rules import reckoning
from dangjian.development.rules.tables import BRANCH, BY_NAME, DEVELOPMENT
from dangjian.flow import actions as flow
from dangjian.flow.recording.steps import actor
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused
from dangjian.openness.actions import drafting
from dangjian.openness.actions.drafting import Draft
from dangjian.openness.models import Kind, Notice, Result
from dangjian.openness.models import State as NoticeState
from dangjian.openness.rules.persons import Subject

TITLE = "拟列为发展对象公示"
TEXT = "为接受党员和群众监督，现将拟列为发展对象的有关情况公示如下。"


@dataclass(frozen=True)
class Where:
    """Who takes in what people say about it, how, and for how many working days."""

    office: str
    phone: str
    address: str
    days: int


@evidence.action
def begin_notice(
    development: Development,
    where: Where,
    *,
    seen: int,
    today: dt.date,
    now: dt.datetime,
    by: Actor,
) -> Notice:
    """Draft the notice, with what may be public of the applicant; its four signers do the rest.

    Refused, with the clause: the superior has not agreed yet; too few days; another notice that is
    still under way.
    """
    case = stored(development)
    check_seen(case, seen)
    record, rules = known(case, today)
    reasons = reckoning.why_not(record, BY_NAME["notice"], rules, today)
    if reasons:
        clause = next((one.clause for one in reasons if one.clause), "")
        raise Refused(reckoning.sentence_of(reasons), clause=clause)
    _check_no_other(case)
    notice = drafting.begin(case.organization, Kind.CANDIDATE, _draft(case, where), now=now, by=by)
    StepTaken.objects.create(
        development=case,
        step="notice",
        turn=record.turn,
        done_on=today,
        office=case.organization,
        notice=notice,
        entered_at=now,
        entered_by=actor(by),
    )
    flow.advance(case, DEVELOPMENT, "notice", part=BRANCH, now=now, by=by, seen=seen)
    restate(case, today)
    leaf(by, "begin_notice", case, notice=str(notice.uid))
    return notice


def _check_no_other(case: Development) -> None:
    last = case.taken.filter(step="notice").order_by("-pk").select_related("notice").first()
    if last is None or last.notice is None:
        return
    notice = last.notice
    over = notice.state in (NoticeState.WITHDRAWN, NoticeState.DROPPED)
    if not over and not (notice.state == NoticeState.CLOSED and notice.result == Result.STOPPED):
        raise Refused("已经有一份公示了，不用再起草。")


def _draft(case: Development, where: Where) -> Draft:
    one = case.applicant
    subject = Subject(
        one.name,
        one.get_sex_display(),
        f"{one.born_on.year}年{one.born_on.month}月",
        one.unit,
        "拟列为发展对象",
    )
    return Draft(TITLE, TEXT, [subject], where.office, where.phone, where.address, where.days)
