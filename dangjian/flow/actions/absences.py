"""Being away: a colleague finds the to-dos meanwhile, and acts in his own name for the other."""

from __future__ import annotations

import datetime as dt

from dangjian.flow.models import Absence
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.models import Person

LONGEST = 183
"""Days: whoever is away longer hands over his post."""


@evidence.action
def go_away(
    person: Person,
    *,
    substitute: Person,
    from_on: dt.date,
    until_on: dt.date,
    today: dt.date,
    by: Actor,
) -> Absence:
    """Put a substitute in for days. The room's page offers only those who hold the same right.

    Refused: himself, days that have passed or end before they begin, more than half a year, days
    for which somebody stands in already, a substitute who is away himself on one of them.
    """
    if substitute.pk == person.pk:
        raise Refused("请另选一位同志代办，不能是自己。", field="substitute")
    if until_on < max(from_on, today):
        raise Refused("结束的日子早于开始的日子或者已经过去，请核对。", field="until_on")
    if (until_on - from_on).days > LONGEST:
        raise Refused("离开半年以上应当办理移交，不用代办。", field="until_on")
    # One change of a person's absences at a time, whoever makes it.
    people = sorted((person.pk, substitute.pk))
    list(Person.objects.select_for_update().filter(pk__in=people).order_by("pk"))
    for somebody, sentence in (
        (person, "这几天已经请人代办了，请先结束那一次。"),
        (substitute, f"{substitute.name}这几天也不在，请另选一位。"),
    ):
        if _within(somebody, from_on, until_on):
            raise Refused(sentence, field="substitute")
    absence = Absence.objects.create(
        person=person, substitute=substitute, from_on=from_on, until_on=until_on
    )
    _leaf(by, "go_away", absence)
    return absence


@evidence.action
def come_back(absence: Absence, *, today: dt.date, by: Actor) -> Absence:
    """End it from today. Stale where it has ended."""
    stored = Absence.objects.select_for_update().get(pk=absence.pk)
    if stored.ended_on is not None or stored.until_on < today:
        raise Stale("这次代办已经结束了。")
    stored.ended_on = today
    stored.save(update_fields=["ended_on"])
    _leaf(by, "come_back", stored)
    return stored


def _within(person: Person, first: dt.date, last: dt.date) -> bool:
    standing = Absence.objects.filter(person=person, from_on__lte=last, until_on__gte=first)
    return any(a.ended_on is None or a.ended_on > first for a in standing)


def _leaf(by: Actor, verb: str, absence: Absence) -> None:
    evidence.record(
        by,
        verb,
        "absence",
        absence.uid,
        absence.person.path,
        person=absence.person_id,
        substitute=absence.substitute_id,
        from_on=absence.from_on.isoformat(),
        until_on=absence.until_on.isoformat(),
    )
