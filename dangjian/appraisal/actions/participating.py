"""Note since when a member takes no part, or why he need not, and that he takes part again.

Nothing here decides: people are told at the months of the rule (queries.participation).
"""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction

from dangjian.appraisal.models import Excuse, Ground, Inactivity, What
from dangjian.appraisal.recording import leaf_of, person_of
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.actions.people import locked
from dangjian.registry.models import Person
from dangjian.registry.models.validity import since
from dangjian.registry.rules.people import OUT

LEAST_WORDS, MOST_WORDS = 4, 500
CLAUSE = "《中国共产党章程》第九条"


@evidence.action
def note_inactive(
    person: Person,
    *,
    what: str,
    on: dt.date,
    efforts: str,
    today: dt.date,
    now: dt.datetime,
    by: Actor,
) -> Inactivity:
    """Note that a member has not done one of these things since a day, without proper reason, and
    who talked to him about it.

    Refused: oneself (403); no member, or before he joined; a day to come; nobody talked to him; a
    proper reason on record that holds on one of the days; noted already.
    """
    person = _member(person, on, today, by)
    if what not in What.values:
        raise Refused("请选择是哪一种情况。", field="what")
    if len(efforts.strip()) < LEAST_WORDS:
        raise Refused("请写明谁找他谈过、他怎么说。还没谈过的，先谈一谈再登记。", field="efforts")
    holding = Excuse.objects.filter(person=person, valid__overlap=since(on)).order_by("-valid")
    if reason := holding.first():
        until = f"到{reason.last_day:%Y-%m-%d}" if reason.last_day else "到现在"
        raise Refused(
            f"这段时间登记了正当理由（{reason.get_ground_display()}，{until}），不算缺席。",
            clause=CLAUSE,
            field="on",
        )
    row = Inactivity(
        person=person,
        what=what,
        valid=since(on),
        entered_at=now,
        entered_by=person_of(by),
    )
    row.seal("efforts", efforts.strip())
    _saved(row, "这一种情况已经登记过了。")
    leaf_of(by, "note_inactive", row, person.path)
    return row


@evidence.action
def takes_part_again(
    inactivity: Inactivity, *, on: dt.date, words: str, today: dt.date, by: Actor
) -> Inactivity:
    """He takes part again since a day. Refused: a day to come or before it began; nothing said.
    Stale: noted already."""
    row = (
        Inactivity.objects.select_for_update(of=("self",))
        .select_related("person")
        .get(pk=inactivity.pk)
    )
    if row.ended_on is not None or row.valid.isempty:
        raise Stale("已经登记过恢复了。")
    if not row.valid.lower <= on <= today:
        raise Refused("日期应在开始以后、今天以前。", field="on")
    if len(words.strip()) < LEAST_WORDS:
        raise Refused("请写明怎样恢复的，例如“参加了本月主题党日”。", field="words")
    _over(row, on, words.strip())
    leaf_of(by, "takes_part_again", row, row.person.path)
    return row


@evidence.action
def excuse(
    person: Person,
    *,
    ground: str,
    on: dt.date,
    until_on: dt.date | None,
    words: str,
    today: dt.date,
    now: dt.datetime,
    by: Actor,
) -> Excuse:
    """Enter that a member has a proper reason from a day on, to a last day or until further notice.
    Whatever was noted of his not taking part ends on its first day: it is no absence.

    Refused: no member, or before he joined; a first day to come; a last day before the first; a
    reason on record for one of the days.
    """
    person = _member(person, on, today, None)
    if ground not in Ground.values:
        raise Refused("请选择是什么理由。", field="ground")
    if ground == Ground.OTHER and len(words.strip()) < LEAST_WORDS:
        raise Refused("请写明是什么理由。", field="words")
    if until_on is not None and until_on < on:
        raise Refused("结束的日期早于开始的日期。", field="until_on")
    held = since(on)
    row = Excuse(person=person, ground=ground, valid=held, entered_at=now, entered_by=person_of(by))
    if until_on is not None:
        row.valid = type(held)(on, until_on + dt.timedelta(days=1), "[)")
    row.seal("words", words.strip())
    _saved(row, "这段时间已经登记了正当理由，先登记上一项结束。")
    for running in Inactivity.objects.filter(person=person, valid__overlap=row.valid):
        _over(running, max(on, running.valid.lower), f"登记了正当理由：{row.get_ground_display()}")
    leaf_of(by, "excuse_member", row, person.path)
    return row


@evidence.action
def end_excuse(excuse: Excuse, *, on: dt.date, today: dt.date, by: Actor) -> Excuse:
    """The reason holds no more from a day on. Refused: a day to come or before it began. Stale:
    it ended already."""
    row = Excuse.objects.select_for_update(of=("self",)).select_related("person").get(pk=excuse.pk)
    if row.valid.isempty or (row.ended_on is not None and row.ended_on <= today):
        raise Stale("这一项已经结束了。")
    if not row.valid.lower <= on <= today:
        raise Refused("日期应在开始以后、今天以前。", field="on")
    row.end(on)
    leaf_of(by, "end_excuse", row, row.person.path)
    return row


def _over(row: Inactivity, on: dt.date, words: str) -> None:
    row.over_words = words
    row.save(update_fields=["over_words"])
    row.end(on)


def _member(person: Person, on: dt.date, today: dt.date, by: Actor | None) -> Person:
    """The member, locked. by: who must not be he himself."""
    if by is not None and by.person_uid == person.uid:
        raise Refused("关系到您本人，请由上级党组织的同志登记。", status=403)
    if on > today:
        raise Refused("日期还没到。", field="on")
    person = locked(person)
    if person.standing in ("", *OUT):
        raise Refused("这位同志现在不在党组织里，不用登记。")
    if person.joined_on and on < person.joined_on:
        raise Refused(f"日期早于入党日期（{person.joined_on:%Y-%m-%d}）。", field="on")
    return person


def _saved(row: Excuse | Inactivity, sentence: str) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as clash:
        raise Refused(sentence, field="on") from clash
