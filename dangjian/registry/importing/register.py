"""The table against the register: the places it may name, and people who are there already."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from django.db import connection

from dangjian.registry import rules
from dangjian.registry.importing import rows
from dangjian.registry.importing.planning import as_bytes_array
from dangjian.registry.importing.waiting import Waiting
from dangjian.registry.models import (
    Import,
    ImportRow,
    Organization,
    Person,
)
from dangjian.registry.rules.imports import (
    DOUBTLESS,
    Issue,
    Judged,
    MemberEntry,
    OrganizationEntry,
    OrganizationsSheet,
    Place,
    Places,
    Roster,
)
from dangjian.registry.rules.imports import columns as c
from dangjian.registry.rules.imports.occupations import posts
from dangjian.registry.rules.imports.verdicts import WHOLE_ROW

Compared = list[tuple[Judged[Any], int | None]]
"""Rows, each with the person of the register it was found to be, if any."""

_PLACE = ("id", "name", "short_name", "form", "path", "parent_id")


def may_enter(run: Import, path: str) -> bool:
    """Whether an organization at that path is where whoever brought the table keeps people."""
    return run.organization is None or path.startswith(run.organization.path)


@lru_cache(maxsize=2)
def _found_by_name(places: tuple[Place, ...]) -> Places:
    """The same tree is prepared once: rows repaired one by one need it again and again."""
    return Places(places)


@dataclass
class Register:
    """What the register says of the rows of one import, asked for a part of them at a time."""

    run: Import

    @cached_property
    def sealers(self) -> rows.Sealers:
        return rows.Sealers(self.run.kind)

    @cached_property
    def places(self) -> list[Place]:
        """Every open organization."""
        return [Place(*row) for row in Organization.objects.open().values_list(*_PLACE)]

    @cached_property
    def allowed(self) -> set[int]:
        return {place.id for place in self.places if may_enter(self.run, place.path)}

    @cached_property
    def _closed(self) -> set[str]:
        closed = Organization.objects.filter(closed_on__isnull=False).exclude(name="")
        return set(closed.values_list("name", flat=True))

    def roster(self) -> Roster:
        """A judge of members, with the register's branches."""
        least = rules.minimum_age(self.run.as_of)
        return Roster(
            _found_by_name(tuple(self.places)),
            as_of=self.run.as_of,
            posts=frozenset(posts()),
            minimum_age=least,
        )

    def organizations(self) -> OrganizationsSheet:
        """A judge of organizations, some of which are there already."""
        return OrganizationsSheet(self.places, as_of=self.run.as_of)

    def compare(self, judged: Sequence[Judged[Any]]) -> Compared:
        """Amend members' rows by what the register says; each with the person it is there, if any.

        A number that is in the register with the same values is skipped; with others, or in another
        branch, it is for a person to look at. A closed branch, or one not the importer's, rejects.
        """
        known = self._known(one.entry for one in judged)
        found: Compared = []
        for one in judged:
            self._branch(one)
            person = known.get(one.entry.id_number) if known and one.entry else None
            if person is not None:
                _against(one, person)
            found.append((one, person.pk if person else None))
        return found

    def _known(self, entries: Iterable[MemberEntry | None]) -> Mapping[str, Person]:
        index = self.sealers.number
        numbers = {index[e.id_number]: e.id_number for e in entries if e and e.id_number}
        with connection.cursor() as cursor:
            cursor.execute(_THERE, [as_bytes_array(numbers)])
            there = [pk for (pk,) in cursor]
        found = Person.objects.filter(pk__in=there) if there else ()
        return {numbers[bytes(p.id_number_index or b"")]: p for p in found}

    def _branch(self, one: Judged[Any]) -> None:
        if one.entry is not None:
            if one.entry.organization_id not in self.allowed:
                one.amend(Issue(c.BRANCH, "R-ORG-SCOPE"))
                one.entry = None
        elif self._closed and one.has("R-ORG-UNKNOWN") and one.text(c.BRANCH) in self._closed:
            one.issues = [i for i in one.issues if i.code != "R-ORG-UNKNOWN"]
            one.amend(Issue(c.BRANCH, "R-ORG-CLOSED"))


_THERE = "SELECT id FROM registry_person WHERE id_number_index = ANY(%s::bytea[])"

_COMPARED: Mapping[str, tuple[str, str]] = {
    c.NAME: ("name", "name"),
    c.SEX: ("sex", "sex"),
    c.ETHNIC: ("ethnic", "ethnic"),
    c.BORN: ("born_on", "born_on"),
    c.EDUCATION: ("education", "education"),
    c.KIND: ("standing", "standing"),
    c.JOINED: ("joined_on", "joined_on"),
    c.FULL: ("full_on", "full_on"),
    c.POST: ("occupation", "occupation"),
    c.LANDLINE: ("landline", "landline"),
    c.LOST: ("lost", "lost"),
    c.FLOATING: ("floating", "floating"),
}
"""Column: the names of its value in an entry and on a person. An empty cell says nothing."""
_SEALED = {c.MOBILE: "mobile", c.ADDRESS: "address"}


def differing(one: Judged[MemberEntry], person: Person) -> list[str]:
    """The columns in which a row says something else than the register."""
    entry = one.entry
    assert entry is not None
    open_ones = [
        column
        for column, (said, kept) in _COMPARED.items()
        if one.text(column) and getattr(entry, said) != getattr(person, kept)
    ]
    sealed = [
        column
        for column, name in _SEALED.items()
        if one.text(column) and getattr(entry, name) != person.unseal(name)
    ]
    return open_ones + sealed


def _against(one: Judged[MemberEntry], person: Person) -> None:
    assert one.entry is not None
    if person.organization_id != one.entry.organization_id:
        one.amend(Issue(c.NUMBER, "H-REGISTER-BRANCH"))
    elif columns := differing(one, person):
        one.amend(Issue(c.NUMBER, "H-REGISTER-DIFFERS", {"columns": columns}))
    else:
        skip(one)


def refresh(run: Import, waiting: Sequence[Waiting], register: Register) -> list[Waiting]:
    """Compare doubtless rows with the register as it is now; those that may still go in.

    The others are told what is the matter: somebody registered their people meanwhile, or closed
    their branch.
    """
    doubtful = [
        one.pk for one in waiting if one.taken or one.organization_id not in register.allowed
    ]
    if not doubtful:
        return [*waiting]
    out = set()
    for row in ImportRow.objects.filter(pk__in=doubtful).order_by("position"):
        row.run = run
        ((one, person),) = register.compare([rows.judged_of(row)])
        if one.verdict not in DOUBTLESS:
            rows.put_back(row, one, person)
            out.add(row.pk)
    return [one for one in waiting if one.pk not in out]


def skip(one: Judged[Any]) -> None:
    """The row is in the register as it stands."""
    one.issues, one.normalised, one.entry = [], {}, None
    one.amend(Issue(WHOLE_ROW, "S-IN-REGISTER"))


def term_of(entry: OrganizationEntry) -> int:
    """The years of the present committee's term, as its two days state it; 0 where none fit.

    Of a term begun on 29 February some count to 27, others to 28 February: both are kept.
    """
    start, end = entry.term_from, entry.term_to
    if not start or not end:
        return 0
    leap = dt.timedelta(days=(start.month, start.day) == (2, 29))
    return next((n for n in _YEARS if end <= rules.term_due_on(start, n) <= end + leap), 0)


_YEARS = range(1, 7)
