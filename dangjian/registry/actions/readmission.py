"""Somebody who had left the Party is admitted anew; a probation that is led by its case."""

from __future__ import annotations

import datetime as dt

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused
from dangjian.registry.actions.people import locked
from dangjian.registry.actions.standing import come_back
from dangjian.registry.models import Arrival, Organization, Person, Standing
from dangjian.registry.models.validity import since
from dangjian.registry.rules.people import LEFT, PROBATIONARY, TAKEN, kept


@evidence.action
def readmit(
    person: Person,
    *,
    organization: Organization,
    on: dt.date,
    document: str,
    today: dt.date,
    by: Actor,
) -> Standing:
    """Enter that somebody who had left the Party was admitted anew, from the day of the meeting on.

    He is a probationary member like any other: joining counts from that day, and what he was before
    stands in his history. Refused: he had not left; no paper; a branch without members or not open;
    a day in the future or not after the one he left on.
    """
    if on > today:
        raise Refused("日期还没到，请在决定生效后登记。", field="on")
    if not document.strip():
        raise Refused("请填写决定或批复的文件名称和文号。", field="document")
    branches = kept([organization])
    person = locked(person)
    before = Standing.objects.filter(person=person).order_by("valid").last()
    if person.standing != LEFT or before is None:
        raise Refused(TAKEN.format(person.name), field="id_number")
    if on <= before.valid.lower:
        raise Refused(f"日期应晚于出党的日期（{before.valid.lower:%Y-%m-%d}）。", field="on")
    before.end(on)
    standing = Standing.objects.create(
        person=person,
        kind=PROBATIONARY,
        reason="重新入党",
        document=document.strip(),
        valid=since(on),
    )
    person.standing, person.joined_on, person.full_on = PROBATIONARY, on, None
    come_back(person, branches[organization.pk], on, Arrival.ADMITTED, document.strip())
    person.version += 1
    person.save()
    evidence.record(by, "readmit", "person", person.uid, person.path, on=on.isoformat())
    return standing


def lead_by_case(person: Person) -> None:
    """His probation ends in the case by which he was admitted, and nowhere else. Within its act."""
    Standing.objects.current().filter(person=person, kind=PROBATIONARY).update(in_case=True)
