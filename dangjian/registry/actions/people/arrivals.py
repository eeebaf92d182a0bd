"""Bring people into the register: one from a form, forty thousand from a table (A5, K2)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction

from dangjian.kernel import evidence, pinyin
from dangjian.kernel.copying import copy_rows, new_ids, span
from dangjian.kernel.crypto import Sealer
from dangjian.kernel.evidence import Actor, Trace
from dangjian.kernel.refusal import Refused
from dangjian.registry import rules
from dangjian.registry.models import (
    Arrival,
    Floating,
    LostContact,
    Membership,
    Organization,
    Person,
    Standing,
    StandingKind,
)
from dangjian.registry.rules.people import (
    TAKEN,
    as_stored,
    check_age,
    check_branch,
    check_mobile,
    check_number,
    check_started_work,
    kept,
)


@dataclass(frozen=True)
class NewMember:
    """A member as he comes into the register: the collected items, branch and dates.

    since:       the first day in this branch (default: the later of joining and the branch's
                 founding).
    lost_on:     the day contact broke off, of somebody nobody can reach.
    destination: where a floating member is, and from when it is known (default: today).
    """

    organization: Organization
    name: str
    sex: str
    born_on: dt.date
    id_number: str
    joined_on: dt.date
    full_on: dt.date | None = None
    ethnic: str = "01"
    native_place: str = ""
    education: str = ""
    occupation: str = ""
    started_work_on: dt.date | None = None
    mobile: str = ""
    landline: str = ""
    address: str = ""
    since: dt.date | None = None
    arrival: str = Arrival.REGISTERED
    document: str = ""
    id_doubt_reason: str = ""
    lost_on: dt.date | None = None
    destination: str = ""
    floating_since: dt.date | None = None


class _New(NamedTuple):
    """A member with his branch as it is stored now, and his sealed items in their one writing."""

    member: NewMember
    branch: Organization
    id_number: str
    mobile: str
    address: str


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
    new = [_tidy(member, branches[member.organization.pk]) for member in members]
    _check_all(new, today)
    indexes = _check_numbers_are_new(new)
    ids = new_ids(Person._meta.db_table, len(new))
    rows: list[_Row] = []
    try:
        with transaction.atomic():
            copy_rows(Person._meta.db_table, _COLUMNS, _noted(_rows(new, ids, indexes), rows))
    except IntegrityError as clash:
        raise Refused(TAKEN.format("其中一位"), field="id_number") from clash
    _copy(Membership, "person_id organization_id arrival document valid", _stays(new, ids))
    _copy(Standing, "person_id kind reason document valid", _standings(new, ids))
    _copy(LostContact, "person_id efforts valid", _losses(new, ids))
    _copy(Floating, "person_id destination contact valid", _absences(new, ids, today))
    evidence.record_many(by, "register_member", _traces(new, rows))
    return [_person(one, row) for one, row in zip(new, rows, strict=True)]


def register_member(member: NewMember, *, today: dt.date, by: Actor) -> Person:
    """Bring one member into the register. Refused as in `register_members`."""
    return register_members([member], today=today, by=by)[0]


def misfits(members: Sequence[NewMember], *, today: dt.date) -> dict[int, str]:
    """Which of them the register refuses, by place in the sequence, with its sentence."""
    least, wrong = rules.minimum_age(today), {}
    for at, member in enumerate(members):
        one = _tidy(member, member.organization)
        try:
            check_branch(one.branch, member.since or today)
            _check_new(one, today, least)
        except Refused as refusal:
            wrong[at] = refusal.sentence
    return wrong


# --- what must hold ---------------------------------------------------------------------------


def _tidy(member: NewMember, branch: Organization) -> _New:
    return _New(
        member,
        branch,
        as_stored("id_number", member.id_number),
        as_stored("mobile", member.mobile),
        as_stored("address", member.address),
    )


def _check_all(new: Sequence[_New], today: dt.date) -> None:
    least = rules.minimum_age(today)
    open_then: set[tuple[int, dt.date]] = set()
    for one in new:
        there = (one.branch.pk, one.member.since or today)
        if there not in open_then:
            check_branch(one.branch, there[1])
            open_then.add(there)
        _check_new(one, today, least)


def _check_new(new: _New, today: dt.date, least: int) -> None:
    member, who = new.member, new.member.name
    if member.joined_on > today:
        raise Refused(f"{who}的入党日期还没到，请核对。", field="joined_on")
    if member.full_on and member.full_on > today:
        raise Refused(f"{who}的转正日期还没到，请核对。", field="full_on")
    if member.full_on and member.full_on < member.joined_on:
        raise Refused(f"{who}的转正日期早于入党日期，请核对。", field="full_on")
    check_age(who, member.born_on, member.joined_on, today, least=least, field="joined_on")
    if member.since and member.since < member.joined_on:
        raise Refused(f"{who}编入支部的日期早于入党日期，请核对。", field="since")
    if member.since and member.since > today:
        raise Refused(f"{who}编入支部的日期还没到，请在当天登记。", field="since")
    check_number(who, new.id_number, member.born_on, member.sex, member.id_doubt_reason)
    check_mobile(who, new.mobile)
    check_started_work(who, member.started_work_on, member.born_on, today)
    if member.lost_on and not member.joined_on <= member.lost_on <= today:
        raise Refused(f"{who}失去联系的日期不对，请核对。", field="lost_on")


def _check_numbers_are_new(new: Sequence[_New]) -> list[bytes | None]:
    """The blind index of each number. Refused where one is in the register, or here twice."""
    index = Sealer(Person._meta.db_table, "id_number").index
    indexes = [index(one.id_number) if one.id_number else None for one in new]
    names = {at: one.member.name for at, one in zip(indexes, new, strict=True) if at}
    if len(names) < sum(at is not None for at in indexes):
        raise Refused("表里有两个人用了同一个公民身份号码。", field="id_number")
    known = Person.objects.filter(id_number_index__in=list(names))
    for taken in known.values_list("id_number_index", flat=True)[:1]:
        raise Refused(TAKEN.format(names[bytes(taken)]), field="id_number")  # type: ignore[arg-type]
    return indexes


# --- rows -------------------------------------------------------------------------------------

_COLUMNS = (
    "id",
    "uid",
    "name",
    "name_key",
    "sex",
    "born_on",
    "ethnic",
    "native_place",
    "education",
    "occupation",
    "started_work_on",
    "id_number",
    "id_number_index",
    "mobile",
    "mobile_index",
    "landline",
    "address",
    "joined_on",
    "full_on",
    "organization_id",
    "path",
    "standing",
    "lost",
    "floating",
    "version",
)
_UID = _COLUMNS.index("uid")
_Row = tuple[Any, ...]


def _noted(rows: Iterable[_Row], into: list[_Row]) -> Iterator[_Row]:
    """The rows as they are made: the database stores one while the next is sealed."""
    for row in rows:
        into.append(row)
        yield row


def _rows(
    new: Sequence[_New], ids: Sequence[int], indexes: Sequence[bytes | None]
) -> Iterator[_Row]:
    """The rows of the people, in the order of `_COLUMNS`. Asks the database nothing."""
    table = Person._meta.db_table
    number, mobile = Sealer(table, "id_number"), Sealer(table, "mobile")
    address = Sealer(table, "address")
    full, probationary = str(StandingKind.FULL), str(StandingKind.PROBATIONARY)
    for pk, one, number_index in zip(ids, new, indexes, strict=True):
        uid, m = uuid.uuid4(), one.member
        yield (
            pk,
            uid,
            m.name,
            pinyin.key(m.name),
            m.sex,
            m.born_on,
            m.ethnic,
            m.native_place,
            m.education,
            m.occupation,
            m.started_work_on,
            number.seal(uid, one.id_number) if one.id_number else None,
            number_index,
            mobile.seal(uid, one.mobile) if one.mobile else None,
            mobile.index(one.mobile) if one.mobile else None,
            m.landline,
            address.seal(uid, one.address) if one.address else None,
            m.joined_on,
            m.full_on,
            one.branch.pk,
            one.branch.path,
            full if m.full_on else probationary,
            m.lost_on is not None,
            bool(m.destination),
            1,
        )


def _person(new: _New, row: _Row) -> Person:
    person = Person.from_db("default", _COLUMNS, row)
    person.organization = new.branch
    return person


def _copy(facts: type[Any], columns: str, rows: Iterable[_Row]) -> None:
    copy_rows(facts._meta.db_table, columns.split(), rows)


def _stays(new: Sequence[_New], ids: Sequence[int]) -> Iterator[_Row]:
    for pk, (m, branch, *_) in zip(ids, new, strict=True):
        began = m.since or max(m.joined_on, branch.opened_on)
        yield pk, branch.pk, str(m.arrival), m.document, span(began)


def _standings(new: Sequence[_New], ids: Sequence[int]) -> Iterator[_Row]:
    probationary, full = str(StandingKind.PROBATIONARY), str(StandingKind.FULL)
    for pk, (m, *_) in zip(ids, new, strict=True):
        had_probation = m.full_on is None or m.full_on > m.joined_on
        if had_probation:
            yield pk, probationary, "入党", m.document, span(m.joined_on, m.full_on)
        if m.full_on is not None:
            reason = "转正" if had_probation else "入党"
            yield pk, full, reason, m.document, span(m.full_on)


def _losses(new: Sequence[_New], ids: Sequence[int]) -> Iterator[_Row]:
    for pk, (m, *_) in zip(ids, new, strict=True):
        if m.lost_on is not None:
            yield pk, "", span(m.lost_on)


def _absences(new: Sequence[_New], ids: Sequence[int], today: dt.date) -> Iterator[_Row]:
    for pk, (m, *_) in zip(ids, new, strict=True):
        if m.destination:
            yield pk, m.destination, "", span(m.floating_since or today)


def _traces(new: Sequence[_New], rows: Sequence[_Row]) -> Iterator[Trace]:
    for (m, branch, *_), row in zip(new, rows, strict=True):
        detail = {"document": m.document, "arrival": str(m.arrival)}
        yield Trace("person", row[_UID], branch.path, detail)
