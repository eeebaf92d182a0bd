"""Bring people into the register by an act of its own (A5); tables come by an import (K2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from dangjian.kernel import evidence
from dangjian.kernel.copying import new_ids
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused
from dangjian.registry import rules
from dangjian.registry.models import Organization, Person
from dangjian.registry.newcomers import COLUMNS, NewMember, Reception, Row
from dangjian.registry.rules.people import TAKEN, kept


@evidence.action
def register_members(members: Sequence[NewMember], *, today: dt.date, by: Actor) -> list[Person]:
    """Bring members into the register in one act; one leaf for each person.

    All or none. Refused (naming the person): an order of dates that cannot be, under 18 on joining
    (党章 Art. 1), a wrong identity number without a reason, a number already in the register, a
    branch that has no members of its own or was not open.
    """
    if not members:
        raise Refused("没有要登记的人。")
    branches = kept({member.organization for member in members})
    reception = Reception(branches, today=today, least=rules.minimum_age(today))
    numbers = [reception.check(member)[0] for member in members]
    _check_numbers_are_new(members, [reception.number_index(number) for number in numbers])
    rows = reception.receive(members, new_ids(Person._meta.db_table, len(members)))
    rows.write(by)
    return [
        _person(row, branches[member.organization.pk])
        for member, row in zip(members, rows.people, strict=True)
    ]


def register_member(member: NewMember, *, today: dt.date, by: Actor) -> Person:
    """Bring one member into the register. Refused as in `register_members`."""
    return register_members([member], today=today, by=by)[0]


def _check_numbers_are_new(members: Sequence[NewMember], indexes: Sequence[bytes | None]) -> None:
    """Refused where a number is in the register, or here twice."""
    names = {at: member.name for at, member in zip(indexes, members, strict=True) if at}
    if len(names) < sum(at is not None for at in indexes):
        raise Refused("表里有两个人用了同一个公民身份号码。", field="id_number")
    known = Person.objects.filter(id_number_index__in=list(names))
    for taken in known.values_list("id_number_index", flat=True)[:1]:
        raise Refused(TAKEN.format(names[bytes(taken)]), field="id_number")  # type: ignore[arg-type]


def _person(row: Row, branch: Organization) -> Person:
    person = Person.from_db("default", COLUMNS, row)
    person.organization = branch
    return person
