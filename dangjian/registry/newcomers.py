"""New members: what must hold of each, and the rows he becomes. A table brings forty thousand.

Making the rows asks the database nothing, so that it can store some while the next are sealed.
"""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction

from dangjian.kernel import evidence, pinyin
from dangjian.kernel.copying import Packed, Packer, copy_packed, pack, packer, span
from dangjian.kernel.crypto import Sealer
from dangjian.kernel.evidence import Actor, Trace
from dangjian.kernel.randomness import random_uuid
from dangjian.kernel.refusal import Refused
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
)

Row = tuple[Any, ...]


@dataclass
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


@dataclass
class Newcomers:
    """The rows of new members, table by table. people: in the order of `COLUMNS`."""

    people: list[Row] = field(default_factory=list)
    stays: list[Row] = field(default_factory=list)
    standings: list[Row] = field(default_factory=list)
    losses: list[Row] = field(default_factory=list)
    absences: list[Row] = field(default_factory=list)
    traces: list[Trace] = field(default_factory=list)

    def write(self, by: Actor) -> None:
        """Write them into the current transaction, with one leaf for each person.

        Refused: a number that is in the register.
        """
        self.packed(packer(), by).write()

    def packed(self, packer: Packer, by: Actor) -> PackedNewcomers:
        """The same, as far as it can be done without the database (`copying.pack`)."""
        people = pack(packer, Person._meta.db_table, COLUMNS, self.people, _TYPES, guarded=True)
        facts = [_pack(packer, of, columns, getattr(self, rows)) for of, columns, rows in _FACTS]
        leaves = evidence.packed(packer, by, "register_member", self.traces)
        return PackedNewcomers([row[0] for row in self.people], people, facts, leaves)


class PackedNewcomers(NamedTuple):
    """New members ready to be written. ids: theirs, in their order."""

    ids: list[int]
    people: Packed
    facts: list[Packed]
    leaves: Packed

    def write(self) -> None:
        """Write them into the current transaction. Refused: a number that is in the register."""
        try:
            with transaction.atomic():
                copy_packed(self.people)
        except IntegrityError as clash:
            raise Refused(TAKEN.format("其中一位"), field="id_number") from clash
        for facts in self.facts:
            copy_packed(facts)
        evidence.record_packed(self.leaves)


_FACTS = (
    (Membership, "person_id organization_id arrival document valid person_path", "stays"),
    (Standing, "person_id kind reason document valid person_path", "standings"),
    (LostContact, "person_id efforts valid", "losses"),
    (Floating, "person_id destination contact valid", "absences"),
)


def _pack(packer: Packer, facts: type[Any], columns: str, rows: Sequence[Row]) -> Packed:
    """Facts with a range of days, shuffled instead of one person after the other.

    Whoever stands beyond all before him widens a box of the index that forbids overlaps, and every
    box above it: people in order cost the database twice as much.
    """
    shuffled = [*rows]
    random.shuffle(shuffled)
    return pack(packer, facts._meta.db_table, columns.split(), shuffled, guarded=True)


class Reception:
    """Makes the rows of new members, once what must hold of them does.

    branches: the organizations as they are stored, by id. least: the age on joining.
    """

    def __init__(self, branches: Mapping[int, Organization], *, today: dt.date, least: int) -> None:
        self.branches, self.today, self.least = branches, today, least
        table = Person._meta.db_table
        self._number, self._mobile = Sealer(table, "id_number"), Sealer(table, "mobile")
        self._address = Sealer(table, "address")
        self._open: set[tuple[int, dt.date]] = set()
        self._details: dict[tuple[str, str], dict[str, str]] = {}

    def receive(self, members: Sequence[NewMember], ids: Sequence[int]) -> Newcomers:
        """The rows of members under ids drawn for them. Refused: what must not be of one."""
        rows = Newcomers()
        for pk, member in zip(ids, members, strict=True):
            self.add(rows, pk, member)
        return rows

    def check(self, member: NewMember) -> tuple[str, str, str]:
        """His number, mobile and address in their one writing.

        Refused (naming him) where the register does not take him.
        """
        there = (member.organization.pk, member.since or self.today)
        if there not in self._open:
            check_branch(self.branches[there[0]], there[1])
            self._open.add(there)
        number = as_stored("id_number", member.id_number)
        mobile = as_stored("mobile", member.mobile)
        _check_new(member, number, mobile, self.today, self.least)
        return number, mobile, as_stored("address", member.address)

    def number_index(self, number: str) -> bytes | None:
        """The blind index of a number as it is stored."""
        return self._number.index(number) if number else None

    def add(self, rows: Newcomers, pk: int, m: NewMember) -> None:
        """Add the rows of one member. Refused: what must not be of him; nothing is added then."""
        sealed = self.check(m)
        branch, uid = self.branches[m.organization.pk], random_uuid()
        rows.people.append(self._person(pk, uid, m, branch, *sealed))
        began = m.since or max(m.joined_on, branch.opened_on)
        rows.stays.append((pk, branch.pk, str(m.arrival), m.document, span(began), branch.path))
        had_probation = m.full_on is None or m.full_on > m.joined_on
        if had_probation:
            days = span(m.joined_on, m.full_on)
            rows.standings.append((pk, _PROBATIONARY, "入党", m.document, days, branch.path))
        if m.full_on is not None:
            reason = "转正" if had_probation else "入党"
            full = span(m.full_on)
            rows.standings.append((pk, _FULL, reason, m.document, full, branch.path))
        if m.lost_on is not None:
            rows.losses.append((pk, "", span(m.lost_on)))
        if m.destination:
            since = span(m.floating_since or self.today)
            rows.absences.append((pk, m.destination, "", since))
        rows.traces.append(Trace("person", uid, branch.path, self._detail(m)))

    def _person(
        self,
        pk: int,
        uid: uuid.UUID,
        m: NewMember,
        branch: Organization,
        number: str,
        mobile: str,
        address: str,
    ) -> Row:
        bound = str(uid)
        return (
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
            self._number.seal(bound, number) if number else None,
            self._number.index(number) if number else None,
            self._mobile.seal(bound, mobile) if mobile else None,
            self._mobile.index(mobile) if mobile else None,
            m.landline,
            self._address.seal(bound, address) if address else None,
            m.joined_on,
            m.full_on,
            branch.pk,
            branch.path,
            _FULL if m.full_on else _PROBATIONARY,
            m.lost_on is not None,
            bool(m.destination),
            1,
        )

    def _detail(self, m: NewMember) -> dict[str, str]:
        """What a leaf says; one object for all who came in the same way."""
        way = (m.document, str(m.arrival))
        if way not in self._details:
            self._details[way] = {"document": way[0], "arrival": way[1]}
        return self._details[way]


_PROBATIONARY, _FULL = str(StandingKind.PROBATIONARY), str(StandingKind.FULL)


def _check_new(member: NewMember, number: str, mobile: str, today: dt.date, least: int) -> None:
    who = member.name
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
    check_number(who, number, member.born_on, member.sex, member.id_doubt_reason)
    check_mobile(who, mobile)
    check_started_work(who, member.started_work_on, member.born_on, today)
    if member.lost_on and not member.joined_on <= member.lost_on <= today:
        raise Refused(f"{who}失去联系的日期不对，请核对。", field="lost_on")


COLUMNS = (
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
_TYPES = (
    "int8",
    "uuid",
    "varchar",
    "varchar",
    "varchar",
    "date",
    "varchar",
    "varchar",
    "varchar",
    "varchar",
    "date",
    "bytea",
    "bytea",
    "bytea",
    "bytea",
    "varchar",
    "bytea",
    "date",
    "date",
    "int8",
    "text",
    "varchar",
    "bool",
    "bool",
    "int4",
)
UID = COLUMNS.index("uid")
