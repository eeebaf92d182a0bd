"""A branch opens its yearly appraisal, writes down the steps, the votes and what was said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import IntegrityError, transaction

from dangjian.appraisal.models import VOTED, Appraisal, Decided, Ground, Line, State, Taking
from dangjian.appraisal.queries.participation import excused_on
from dangjian.appraisal.recording import leaf, person_of, stored
from dangjian.appraisal.rules import APPRAISALS, Who, appraising
from dangjian.appraisal.rules.tables import AT_WORK
from dangjian.flow import actions as flow
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.meetings.queries import electorate
from dangjian.registry.models import Organization
from dangjian.registry.rules import HAS_MEMBERS

_GONE_ON = "这份民主评议已经报上去或者办完了，不能再改。"


@evidence.action
def open_appraisal(
    branch: Organization,
    *,
    year: int,
    day: dt.date,
    joined: bool,
    today: dt.date,
    now: dt.datetime,
    by: Actor,
) -> Appraisal:
    """Open the appraisal of a branch and a year. The roll is computed from standing on the day:
    full members are due, probationers take part without a grade, whoever has a proper reason on
    record that day is excused.

    Refused: no branch; a day to come or of another year than it and the next; a year that runs, or
    is done; nobody there.
    """
    if branch.form not in HAS_MEMBERS:
        raise Refused("民主评议在党支部开展，这里不是支部。")
    if day > today:
        raise Refused("名单的日期还没到。", field="day")
    if not (year <= today.year and year <= day.year <= year + 1):
        raise Refused("年度和名单的日期对不上，请核对。", field="year")
    Organization.objects.select_for_update(no_key=True).get(pk=branch.pk)
    if (
        Appraisal.objects.filter(organization=branch, year=year)
        .exclude(state=State.DROPPED)
        .exists()
    ):
        raise Refused(f"{year}年的民主评议已经发起过了；已经确认的，要改就更正。", field="year")
    full = electorate.full_members(branch, day)
    if not full:
        raise Refused("那一天支部里没有正式党员。", field="day")
    opener = person_of(by)
    appraisal = Appraisal(
        organization=branch, year=year, day=day, joined=joined, opened_at=now, opened_by=opener
    )
    flow.open_case(
        appraisal, APPRAISALS, at=branch, part=Who.BRANCH, to=[opener], now=now, by=by,
        note=f"{branch.short_name}{year}年",
    )  # fmt: skip
    excused = excused_on([one.pk for one in full], day)
    lines = [
        Line(
            appraisal=appraisal,
            person=one,
            taking=Taking.EXCUSED if one.pk in excused else Taking.DUE,
            ground=excused.get(one.pk, ""),
        )
        for one in full
    ]
    lines += [
        Line(appraisal=appraisal, person=one, taking=Taking.PROBATIONARY)
        for one in electorate.probationers(branch, day)
    ]
    Line.objects.bulk_create(lines)
    leaf(by, "open_appraisal", appraisal, year=year, roll=len(lines))
    return appraisal


@evidence.action
def set_days(
    appraisal: Appraisal,
    *,
    days: Mapping[str, dt.date | None],
    opinion_by: str,
    joined: bool,
    issued: int | None,
    returned: int | None,
    seen: int,
    today: dt.date,
    by: Actor,
) -> Appraisal:
    """Write down when each step was held, and how many papers went out and came back.

    days: by the names of `appraising.STEPS`. Refused: out of order, to come; more papers back than
    out, or fewer than votes that are entered. Stale: it has gone up.
    """
    row = _working(appraisal, seen)
    appraising.check_days(days, today)
    appraising.check_papers(issued, returned)
    if opinion_by and opinion_by not in Decided.values:
        raise Refused("请选择由谁提出意见。", field="opinion_by")
    for line in row.lines.select_related("person"):
        if line.excellent is not None and returned is not None:
            appraising.check_votes(
                line.person.name, [getattr(line, name) for name in VOTED], returned
            )
        elif line.excellent is not None:
            raise Refused("已经登记了票数，收回的张数不能去掉。", field="returned")
    for name in appraising.STEPS:
        setattr(row, name, days.get(name))
    row.opinion_by, row.joined, row.issued, row.returned = opinion_by, joined, issued, returned
    row.save()
    leaf(by, "set_days", row, papers=returned)
    return row


@evidence.action
def excuse(appraisal: Appraisal, grounds: Mapping[int, str], *, seen: int, by: Actor) -> Appraisal:
    """Write down who could not come, and why. grounds: person id -> a ground, "" for who came.

    Refused: no ground of the list; somebody who is not on the roll, or of whom votes or words are
    entered. Stale: it has gone up.
    """
    row = _working(appraisal, seen)
    rows = row.lines.exclude(taking=Taking.PROBATIONARY).select_related("person")
    full = {one.person_id: one for one in rows}
    if set(grounds) - set(full):
        raise Refused("有不在名单上的同志，请刷新页面再登记。")
    changed = []
    for person, ground in grounds.items():
        if ground and ground not in Ground.values:
            raise Refused("请从列出的理由中选一个。")
        line = full[person]
        if ground and (line.grade or line.excellent is not None):
            raise Refused(f"{line.person.name}已经登记了票数或者意见，不能再列为没有参加。")
        if line.ground != ground:
            line.ground = ground
            line.taking = Taking.EXCUSED if ground else Taking.DUE
            changed.append(line)
    if not changed:
        raise Refused("没有改动。")
    Line.objects.bulk_update(changed, ["taking", "ground"])
    leaf(by, "excuse", row, lines=len(changed))
    return row


@evidence.action
def count(
    appraisal: Appraisal, votes: Mapping[int, Sequence[int | None]], *, seen: int, by: Actor
) -> Appraisal:
    """Enter the sums of the paper poll. votes: person id -> four numbers in the order of the
    grades, or four times nothing.

    Refused: some of the four missing; more than papers came back; somebody without a grade. Stale:
    it has gone up.
    """
    row = _working(appraisal, seen)
    known = {
        one.person_id: one for one in row.lines.filter(taking=Taking.DUE).select_related("person")
    }
    if set(votes) - set(known):
        raise Refused("有不在名单上的同志，请刷新页面再登记。")
    changed = []
    for person, given in votes.items():
        line = known[person]
        appraising.check_votes(line.person.name, given, row.returned)
        if [getattr(line, name) for name in VOTED] != list(given):
            for name, many in zip(VOTED, given, strict=True):
                setattr(line, name, many)
            changed.append(line)
    if not changed:
        raise Refused("没有改动。")
    Line.objects.bulk_update(changed, VOTED)
    leaf(by, "count_poll", row, lines=len(changed))
    return row


@evidence.action
def say(line: Line, *, grade: str, opinion: str, seen: int, by: Actor) -> Line:
    """Enter what the committee or the meeting said of one member: a grade, and its reason in words.

    Refused: no words; who gets no grade; oneself (403); before the poll was held.
    Stale: it has gone up.
    """
    row = _working(line.appraisal, seen)
    found = row.lines.select_for_update(of=("self",)).select_related("person").get(pk=line.pk)
    if found.taking != Taking.DUE:
        raise Refused(f"{found.person.name}：{found.get_taking_display()}。")
    if found.person.uid == by.person_uid:
        raise Refused("对您本人的意见，要由另一位同志登记。", status=403)
    if row.poll_on is None:
        raise Refused("先做民主测评，再提出意见。", clause=appraising.ORDER)
    found.grade = grade
    found.seal("opinion", appraising.check_opinion(grade, opinion))
    found.said_by = person_of(by)
    found.save(update_fields=["grade", "opinion", "said_by"])
    leaf(by, "say_of_one", row, line=str(found.uid))
    return found


def _working(appraisal: Appraisal, seen: int) -> Appraisal:
    row = stored(appraisal, seen)
    if row.state not in AT_WORK:
        raise Stale(_GONE_ON)
    return row


# --- a confirmed one is followed, never changed ---------------------------------------------------


@evidence.action
def correct(appraisal: Appraisal, *, reason: str, now: dt.datetime, by: Actor) -> Appraisal:
    """Open the next version of a confirmed appraisal, with everything as it stood; it holds once it
    is confirmed anew, and the earlier one stays.

    Refused: no reason. Stale: it is not confirmed, or its next version runs already.
    """
    row = stored(appraisal)
    if row.state != State.CONFIRMED:
        raise Stale("只有确认了的才要更正；还在办的直接改。")
    if len(reason.strip()) < appraising.LEAST_OPINION:
        raise Refused("请写明哪里错了、凭什么更正。", field="reason")
    opener = person_of(by)
    version = Appraisal(
        organization=row.organization, year=row.year, day=row.day, joined=row.joined,
        version=row.version + 1, corrects=row, correction=reason.strip(),
        self_on=row.self_on, mutual_on=row.mutual_on, poll_on=row.poll_on,
        opinion_on=row.opinion_on, opinion_by=row.opinion_by,
        issued=row.issued, returned=row.returned, opened_at=now, opened_by=opener,
    )  # fmt: skip
    try:
        with transaction.atomic():
            flow.open_case(
                version, APPRAISALS, at=row.organization, part=Who.BRANCH, to=[opener], now=now,
                by=by, note=f"{row.organization.short_name}{row.year}年，更正",
            )  # fmt: skip
    except IntegrityError as twice:
        raise Stale("这一年已经更正过，或者正在更正，请看新的一版。") from twice
    Line.objects.bulk_create([_copied(one, version) for one in row.lines.order_by("pk")])
    leaf(by, "correct_appraisal", version, corrects=str(row.uid))
    return version


def _copied(line: Line, version: Appraisal) -> Line:
    """The same words, sealed for the new row."""
    made = Line(
        appraisal=version,
        person_id=line.person_id,
        taking=line.taking,
        ground=line.ground,
        grade=line.grade,
        said_by_id=line.said_by_id,
        **{name: getattr(line, name) for name in VOTED},
    )
    made.seal("opinion", line.unseal("opinion"))
    return made
