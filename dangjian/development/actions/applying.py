"""Somebody asks to join; under which rules a case goes; a case that is broken off."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta
from django.db import IntegrityError, transaction

from dangjian.development.actions.papers import PaperEntry, check_papers, write_papers
from dangjian.development.models import (
    OPEN,
    Applicant,
    Development,
    Edition,
    State,
    StepTaken,
)
from dangjian.development.queries.records import book_for, edition_for, must_choose, new_rules_from
from dangjian.development.recording import check_seen, leaf, restate, stored
from dangjian.development.rules.reckoning import said
from dangjian.development.rules.tables import BRANCH, BY_NAME, DEVELOPMENT
from dangjian.flow import actions as flow
from dangjian.flow.recording.steps import actor
from dangjian.kernel import evidence, identity, pinyin, rules
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.models import Organization, Person, Standing, StandingKind
from dangjian.registry.rules.people import OUT, as_stored, check_branch, check_mobile, check_number

AGE = "development.applicant.min_age"
REJOIN = "sanction.expelled.rejoin_years"
EXPELLED = "开除党籍"


@dataclass(frozen=True)
class NewApplicant:
    """Who asks to join. unit: where he works or studies, and as what; mobile may be ""."""

    name: str
    sex: str
    born_on: dt.date
    ethnic: str
    unit: str
    id_number: str
    mobile: str = ""


@evidence.action
def apply(
    organization: Organization,
    applicant: NewApplicant,
    *,
    applied_on: dt.date,
    paper: PaperEntry,
    today: dt.date,
    now: dt.datetime,
    by: Actor,
    again: str = "",
) -> Development:
    """Enter an application at a branch, with its paper; the case begins.

    again: of somebody who had left the Party, what the superior said to it (name and number).
    Refused: under 18 on the day (Art. 5); a day to come; a wrong number; somebody the register or
    another case has already; who left, without the superior's word, or too soon after an expulsion;
    an organization without members of its own.
    """
    if applied_on > today:
        raise Refused("申请日期还没到，请核对。", field="applied_on")
    check_branch(organization, applied_on)
    row = _applicant(applicant, applied_on, today)
    former = _former(applicant, applied_on, again)
    edition = edition_for(applied_on)
    book = book_for(edition, organization.path, today)
    check_papers(BY_NAME["apply"], book, [paper], applied_on, today)
    case = Development(
        applicant=row,
        organization=organization,
        applied_on=applied_on,
        edition=edition,
        former=former,
        former_paper=again.strip() if former else "",
    )
    try:
        with transaction.atomic():
            flow.open_case(
                case, DEVELOPMENT, at=organization, part=BRANCH, to=[], now=now, by=by,
                since=applied_on,
            )  # fmt: skip
    except IntegrityError as clash:
        raise Refused(
            "这位同志的入党申请已经登记过，正在办，请在发展党员里查找。", field="id_number"
        ) from clash
    taken = StepTaken.objects.create(
        development=case,
        step="apply",
        done_on=applied_on,
        office=organization,
        entered_at=now,
        entered_by=actor(by),
    )
    write_papers(taken, [paper])
    restate(case, today, book)
    leaf(by, "apply", case, edition=str(edition), on=str(applied_on), again=former is not None)
    return case


def _applicant(given: NewApplicant, applied_on: dt.date, today: dt.date) -> Applicant:
    """The row of somebody who may apply on that day; the one he has, where he applied before."""
    least = rules.value(AGE, on=applied_on)
    if not dt.date(1900, 1, 1) <= given.born_on <= today:
        raise Refused("出生日期不对，请核对。", field="born_on")
    if not least.holds(identity.age_on(given.born_on, applied_on)):
        raise Refused(
            f"{given.name}申请那天不满{least.number}周岁，不能申请入党。",
            clause=least.citation,
            field="applied_on",
        )
    number, mobile = as_stored("id_number", given.id_number), as_stored("mobile", given.mobile)
    if not number:
        raise Refused("请填写公民身份号码。", field="id_number")
    check_number(given.name, number, given.born_on, given.sex, "")
    check_mobile(given.name, mobile)
    index = Applicant.index_of("id_number", number)
    row = Applicant.objects.select_for_update().filter(id_number_index=index).first()
    row = row or Applicant()
    row.name, row.name_key = given.name, pinyin.key(given.name)
    row.sex, row.born_on, row.ethnic = given.sex, given.born_on, given.ethnic
    row.unit = given.unit.strip()
    if not row.unit:
        raise Refused("请填写工作、学习单位和岗位。", field="unit")
    row.seal("id_number", number)
    row.seal("mobile", mobile)
    row.save()
    return row


def _former(given: NewApplicant, applied_on: dt.date, again: str) -> Person | None:
    """The register's entry of somebody who had left the Party and may apply again; None where it
    has none. Nobody learns from a refusal what somebody of another name was."""
    number = as_stored("id_number", given.id_number)
    index = Person.index_of("id_number", number)
    found = Person.objects.filter(id_number_index=index).first()
    if found is None:
        return None
    same = (found.name, found.born_on) == (given.name, given.born_on)
    if found.standing != StandingKind.LEFT or not same:
        raise Refused(
            "这个公民身份号码已经在党员登记册里，不用再申请；如果不清楚，请联系区委组织部。",
            field="id_number",
        )
    left = Standing.objects.filter(person=found).order_by("valid").last()
    if left is None or applied_on <= left.valid.lower:
        raise Refused("申请日期应在出党以后，请核对。", field="applied_on")
    if left.reason == EXPELLED:
        _check_waited(left.valid.lower, applied_on)
    if len(again.strip()) < 4:
        raise Refused(
            "登记册里有这位同志，以前出过党。重新申请要先请示上级党组织，请填写上级意见的名称和文号。",
            field="again",
        )
    return found


def _check_waited(expelled_on: dt.date, applied_on: dt.date) -> None:
    """Refused, with the clause, before the years after an expulsion are over."""
    rule = rules.book(on=applied_on, under="sanction.").rules.get(REJOIN)
    first = expelled_on + relativedelta(years=rule.number) if rule else expelled_on
    if rule is not None and applied_on < first:
        raise Refused(
            f"{rule.sentence}这位同志最早{said(first)}可以申请。",
            clause=f"{rule.provision}（{rule.confirmation.label}）",
            field="applied_on",
        )


@evidence.action
def choose_edition(
    development: Development,
    edition: Edition,
    *,
    reason: str,
    paper: str,
    seen: int,
    today: dt.date,
    now: dt.datetime,
    by: Actor,
) -> Development:
    """Write down by which rules a case goes on that began before those of 2026.

    A person says it, with the superior's paper. Once. Refused: a case of the new rules; no reason.
    """
    case = stored(development)
    check_seen(case, seen)
    if case.state not in OPEN or not must_choose(case, today, new_rules_from()):
        raise Stale("这件不用再定按哪一部细则办。")
    for field, words in (("reason", reason), ("paper", paper)):
        if len(words.strip()) < 4:
            what = "理由" if field == "reason" else "上级意见的名称和文号"
            raise Refused(f"请写明{what}。", field=field)
    case.edition, case.edition_reason, case.edition_paper = edition, reason.strip(), paper.strip()
    case.edition_on, case.edition_by = today, actor(by)
    case.save(
        update_fields=["edition", "edition_reason", "edition_paper", "edition_on", "edition_by"]
    )
    flow.advance(case, DEVELOPMENT, "choose_edition", part=BRANCH, now=now, by=by, seen=seen)
    restate(case, today)
    leaf(by, "choose_edition", case, edition=str(edition))
    return case


@evidence.action
def stop(
    development: Development,
    *,
    words: str,
    on: dt.date,
    seen: int,
    today: dt.date,
    now: dt.datetime,
    by: Actor,
) -> Development:
    """Break a development off, with the reason; what was entered stays.

    Refused: a probationer who is one still: his standing is decided by meeting and committee.
    """
    case = stored(development)
    if case.state == State.PROBATIONARY and case.person and case.person.standing not in OUT:
        raise Refused("预备党员能不能转正，由支部大会讨论、党委审批，不能在这里终止。")
    if len(words.strip()) < 4:
        raise Refused("请写明为什么终止。", field="words")
    if not case.applied_on <= on <= today:
        raise Refused("日期应在申请那天以后、今天以前。", field="on")
    case.ended_on = on
    case.save(update_fields=["ended_on"])
    flow.advance(
        case, DEVELOPMENT, "stop", part=BRANCH, now=now, by=by, seen=seen, words=words.strip()
    )
    restate(case, today)
    leaf(by, "stop", case, on=str(on))
    return case
