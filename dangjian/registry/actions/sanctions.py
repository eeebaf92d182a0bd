"""Enter what was decided about a member, that it is over, and open the record (A12).

People decide, by their procedure; this only writes it down. Nothing begins or ends by itself.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from dangjian.kernel import evidence, rules
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.actions.people import locked
from dangjian.registry.models import Person, Sanction
from dangjian.registry.models.validity import since
from dangjian.registry.queries.sanctions import Told, told_of
from dangjian.registry.rules.people import OUT, stated
from dangjian.registry.rules.sanctions import LEAST_REASON, check_term, term_ends


@dataclass(frozen=True)
class Decision:
    """What the paper says. on: when it took effect; months: for kinds with a term."""

    kind: str
    on: dt.date
    organ: str
    document: str
    decided_on: dt.date
    reason: str
    months: int | None = None


@evidence.action
def impose(
    person: Person, said: Decision, *, today: dt.date, now: dt.datetime, by: Actor
) -> Sanction:
    """Enter a decision taken outside the system, with its paper.

    Refused: one's own (403); somebody who is no member; a day to come, or before the decision; no
    organ, paper or reason; a term the rule does not allow; the same kind on the same days.
    """
    _not_oneself(person, by)
    person = locked(person)
    if person.standing in ("", *OUT):
        raise Refused("这位同志现在不在党组织里，不用登记。")
    if said.decided_on > today:
        raise Refused("作出决定的日期还没到，请核对。", field="decided_on")
    if not said.decided_on <= said.on <= today:
        raise Refused("生效的日期应在作出决定以后、今天以前。", field="on")
    for words, sentence, field in (
        (said.organ, "请填写作出决定的党组织。", "organ"),
        (said.document, "请填写决定的文件名称和文号。", "document"),
    ):
        if not words.strip():
            raise Refused(sentence, field=field)
    if len(said.reason.strip()) < LEAST_REASON:
        raise Refused("请写明事由。", field="reason")
    months = check_term(said.kind, said.months, rules.book(on=said.on))
    row = Sanction(
        person=person,
        kind=said.kind,
        months=months,
        due_on=term_ends(said.on, months) if months else None,
        organ=said.organ.strip(),
        document=said.document.strip(),
        decided_on=said.decided_on,
        entered_at=now,
        entered_by=_person(by),
        valid=since(said.on),
    )
    row.seal("reason", said.reason.strip())
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as clash:
        raise Refused("这段时间已经登记了同一种决定，请核对日期。", field="on") from clash
    _leaf(by, "impose_sanction", person, row)
    return row


@evidence.action
def end(
    sanction: Sanction, *, on: dt.date, document: str, words: str, today: dt.date, by: Actor
) -> Sanction:
    """Enter that it is over: rights given back, correction recognised, decision lifted. on: the
    first day on which it does not hold any more.

    Refused: one's own (403); no paper; nothing said; a day to come or not after it began. Stale:
    it is over already.
    """
    row = _locked(sanction, by)
    if row.ended_on is not None or row.withdrawn:
        raise Stale("这一项已经结束了。")
    if not document.strip():
        raise Refused("请填写结束的依据，例如恢复党员权利的决定。", field="document")
    if len(words.strip()) < LEAST_REASON:
        raise Refused("请写明怎样认定的。", field="words")
    if not row.valid.lower < on <= today:
        raise Refused("日期应在生效以后、今天以前。", field="on")
    row.over_document, row.over_words = document.strip(), words.strip()
    row.valid = DateRange(row.valid.lower, on, "[)")
    row.save(update_fields=["over_document", "over_words", "valid"])
    _leaf(by, "end_sanction", row.person, row)
    return row


@evidence.action
def withdraw(sanction: Sanction, *, reason: str, by: Actor) -> Sanction:
    """Entered by mistake: it never held; row and reason stay. Refused: one's own (403), no reason.
    Stale: withdrawn already."""
    row = _locked(sanction, by)
    if row.withdrawn:
        raise Stale("这一项已经作废了。")
    if len(reason.strip()) < LEAST_REASON:
        raise Refused("请写明哪里登记错了。", field="reason")
    row.withdrawn, row.valid = reason.strip(), DateRange(empty=True)
    row.save(update_fields=["withdrawn", "valid"])
    _leaf(by, "withdraw_sanction", row.person, row)
    return row


@evidence.action
def open_record(person: Person, *, reason: str, today: dt.date, by: Actor) -> list[Told]:
    """Open a member's record of sanctions; the opening is on record in the same transaction, also
    where there is nothing in it. Refused without a reason of at least four characters."""
    reason = stated(reason)
    found = told_of(person, rules.book(on=today))
    evidence.record(by, "open_sanctions", "person", person.uid, person.path, reason=reason)
    return found


def _locked(sanction: Sanction, by: Actor) -> Sanction:
    rows = Sanction.objects.select_for_update(of=("self",)).select_related("person")
    row = rows.get(pk=sanction.pk)
    _not_oneself(row.person, by)
    return row


def _not_oneself(person: Person, by: Actor) -> None:
    if by.person_uid == person.uid:
        raise Refused("关系到您本人，请由上级党组织的另一位同志登记。", status=403)


def _person(by: Actor) -> Person | None:
    return Person.objects.get(uid=by.person_uid) if by.person_uid else None


def _leaf(by: Actor, verb: str, person: Person, row: Sanction) -> None:
    """Which row of whom; what was decided the log does not say."""
    evidence.record(by, verb, "person", person.uid, person.path, sanction=str(row.uid))
