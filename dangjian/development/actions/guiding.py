"""Contacts (培养联系人) and sponsors (入党介绍人): full members on the day, as many as due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from dangjian.development.models import Development, Guide, Part
from dangjian.development.rules.reckoning import Rules, said
from dangjian.development.rules.tables import Step
from dangjian.kernel.refusal import Refused
from dangjian.registry.models import Person, Standing, StandingKind
from dangjian.registry.models.validity import since

PARTS = {"assign_contacts": Part.CONTACT, "name_sponsors": Part.SPONSOR}
_RULES = {
    Part.CONTACT: ("development.contacts.min", "development.contacts.max"),
    Part.SPONSOR: ("development.sponsors",),
}


def set_guides(
    case: Development, step: Step, people: Sequence[Person], rules: Rules, on: dt.date
) -> None:
    """Let these be the contacts or sponsors from a day on; whoever is not among them no longer is.

    Nothing for other steps. Refused, with the clause: too few or too many; somebody who was no full
    member on that day.
    """
    part = PARTS.get(step.name)
    if part is None:
        return
    chosen = {person.pk: person for person in people}
    for key in _RULES[part]:
        rule = rules.get(key)
        if rule is not None and not rule.holds(len(chosen)):
            raise Refused(
                f"{rule.sentence}您选了{len(chosen)}人。", clause=rule.citation, field="people"
            )
    _check_full(chosen, part, rules, on)
    present = {guide.person_id: guide for guide in _standing(case, part)}
    for person_id, guide in present.items():
        if person_id not in chosen:
            guide.end(max(on, guide.valid.lower))
    for person_id in chosen.keys() - present.keys():
        Guide.objects.create(development=case, part=part, person_id=person_id, valid=since(on))


def _standing(case: Development, part: Part) -> list[Guide]:
    return list(
        Guide.objects.current().filter(development=case, part=part).select_for_update(of=("self",))
    )


def _check_full(chosen: dict[int, Person], part: Part, rules: Rules, on: dt.date) -> None:
    full = set(
        Standing.objects.on(on)
        .filter(person__in=list(chosen), kind=StandingKind.FULL)
        .values_list("person_id", flat=True)
    )
    others = "、".join(person.name for pk, person in chosen.items() if pk not in full)
    if others:
        clause, _ = rules.cited(_RULES[part][0])
        raise Refused(
            f"{others}在{said(on)}不是正式党员，不能作{part.label}。", clause=clause, field="people"
        )
