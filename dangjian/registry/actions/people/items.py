"""Correct what the register keeps of a person, and open what it seals (A5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from django.db import IntegrityError, transaction

from dangjian.kernel import evidence, pinyin
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Missing, Refused, Stale
from dangjian.registry import rules
from dangjian.registry.models import Person
from dangjian.registry.rules.people import (
    TAKEN,
    as_stored,
    check_age,
    check_mobile,
    check_number,
    check_started_work,
    stated,
)

SEALED = ("id_number", "mobile", "address")
OPEN_ITEMS = (
    "name",
    "sex",
    "born_on",
    "ethnic",
    "native_place",
    "education",
    "occupation",
    "started_work_on",
    "landline",
)


@evidence.action
def correct_items(
    person: Person,
    items: Mapping[str, object],
    *,
    today: dt.date,
    by: Actor,
    seen: int | None = None,
    id_doubt_reason: str = "",
) -> Person:
    """Correct collected items of a person (names of OPEN_ITEMS and SEALED only).

    The log says which items changed; of sensitive ones never from what to what. What was not
    touched is not judged again: an old number kept with a reason stays as it is. Refused: an
    unknown item, impossible values, nothing changed. Stale: somebody changed the person meanwhile.
    """
    unknown = set(items) - set(OPEN_ITEMS) - set(SEALED)
    if unknown:
        raise Refused("有不能在这里改的项目。", status=400)
    person = locked(person, seen)
    before = Person.objects.get(pk=person.pk)
    for name in OPEN_ITEMS:
        if name in items:
            setattr(person, name, items[name])
    told = evidence.changes(before, person, OPEN_ITEMS)
    for name in SEALED:
        if name in items and (value := as_stored(name, str(items[name]))) != before.unseal(name):
            person.seal(name, value)
            told[name] = "changed"
    if not told:
        raise Refused("没有改动任何一项。")
    _check_corrected(person, told, today, id_doubt_reason)
    person.name_key = pinyin.key(person.name)
    person.version += 1
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as clash:
        raise Refused(TAKEN.format(person.name), field="id_number") from clash
    if id_doubt_reason.strip():
        told["id_doubt_reason"] = id_doubt_reason.strip()
    evidence.record(by, "correct_items", "person", person.uid, person.path, **told)
    return person


@evidence.action
def reveal(person: Person, *, items: Sequence[str], reason: str, by: Actor) -> dict[str, str]:
    """Open sealed items of a person; the opening is on record in the same transaction.

    items: names of SEALED. Refused without a reason of at least four characters: whoever is
    looked up may ask why.
    """
    reason = stated(reason)
    if not items or set(items) - set(SEALED):
        raise Refused("请选择要看的项目。", field="items")
    opened = {name: person.unseal(name) for name in items}
    evidence.record(
        by, "reveal", "person", person.uid, person.path, items=sorted(items), reason=reason
    )
    return opened


def locked(person: Person, seen: int | None = None) -> Person:
    """The person as stored, locked for this transaction. Stale if changed since `seen`."""
    stored = Person.objects.select_for_update().filter(pk=person.pk).first()
    if stored is None:
        raise Missing("没有这位同志的记录。")
    if seen is not None and seen != stored.version:
        raise Stale(f"{stored.name}的信息刚被别人改过，请看过新内容后再改。")
    return stored


# --- what must hold ---------------------------------------------------------------------------


def _check_corrected(
    person: Person, changed: Collection[str], today: dt.date, id_doubt_reason: str
) -> None:
    """The changed items must be possible, and agree with those they hang together with."""
    who = person.name
    if "born_on" in changed:
        least = rules.minimum_age(today)
        check_age(who, person.born_on, person.joined_on, today, least=least, field="born_on")
    if {"id_number", "born_on", "sex"} & set(changed):
        number = person.unseal("id_number")
        if number:
            try:
                check_number(who, number, person.born_on, person.sex, id_doubt_reason)
            except Refused as wrong:
                if "id_number" in changed:
                    raise
                # Nobody typed the number here, so nothing of it may be read from the refusal.
                raise Refused(DISAGREES, field="born_on") from wrong
    if "mobile" in changed:
        check_mobile(who, person.unseal("mobile"))
    if {"started_work_on", "born_on"} & set(changed):
        check_started_work(who, person.started_work_on, person.born_on, today)
    if "id_number" in changed and person.id_number is None:
        raise Refused(f"{who}的公民身份号码不能去掉，只能更正。", field="id_number")
    if "id_number" in changed:
        same = Person.objects.filter(id_number_index=person.id_number_index)
        if same.exclude(pk=person.pk).exists():
            raise Refused(TAKEN.format(who), field="id_number")


DISAGREES = "与登记的公民身份号码不一致，请对照证件核对。"
"""What may be said of a stored number to somebody who did not type it."""
