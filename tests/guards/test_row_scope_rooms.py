"""The second line in the rooms above the register: rows of people stay with those they belong to,
also where a query has forgotten to ask. L3, T6; TRUST 2.4.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection, connections
from django.db.models import Model
from hypothesis import given, settings
from hypothesis import strategies as st

from dangjian.config import guarded
from dangjian.development import models as development
from dangjian.kernel import row_scope
from dangjian.kernel.row_scope import NOTHING, RowScope
from dangjian.meetings.models import Item
from dangjian.registry.models import Floating, Membership, Organization, Person
from dangjian.registry.models.validity import since
from dangjian.transfers import models as transfers
from tests.development.objects import objects as developments
from tests.district import TODAY, District, build
from tests.meetings.objects import objects as met
from tests.transfers.objects import objects as transferred

pytestmark = pytest.mark.guards


@dataclass(frozen=True)
class Whose:
    """Whose a row is, in Django's words and not in the policy's. places: organizations; of: persons
    whose records are in scope; own: persons who ask for themselves; late: places that count only
    for the rows of `when`."""

    places: Sequence[str] = ()
    of: Sequence[str] = ()
    own: Sequence[str] = ()
    late: Sequence[str] = ()
    when: Callable[[Any], Iterable[int]] = lambda rows: rows.values_list("pk", flat=True)


def _with_letter(rows: Any) -> Iterable[int]:
    """Where somebody goes nobody learns of it before there is a letter."""
    way = "transfer__" if rows.model is transfers.Introduction else ""
    early = {f"{way}way": "inside", f"{way}state__in": ("checking", "issuing", "withdrawn")}
    return rows.exclude(pk__in=rows.filter(**early).values("pk")).values_list("pk", flat=True)


def _beside(way: str) -> Whose:
    """As the development it hangs on."""
    return Whose(places=(f"{way}__organization",), own=(f"{way}__person",))


ROOMS: dict[type[Model], Whose] = {
    Floating: Whose(of=("person",), places=("guests__organization",)),
    development.Development: Whose(places=("organization",), own=("person",)),
    development.Applicant: _beside("developments"),
    development.CaseMove: _beside("development"),
    development.Guide: _beside("development"),
    development.Vote: _beside("development"),
    development.StepTaken: _beside("development"),
    development.Paper: _beside("taken__development"),
    development.Scan: _beside("taken__development"),
    transfers.Transfer: Whose(
        places=("from_branch", "sender"),
        own=("person",),
        late=("to_branch", "receiver"),
        when=_with_letter,
    ),
    transfers.Introduction: Whose(
        places=("issuer", "transfer__from_branch", "transfer__sender"),
        of=("person",),
        own=("transfer__person",),
        late=("transfer__to_branch", "transfer__receiver"),
        when=_with_letter,
    ),
    transfers.Guest: Whose(places=("organization",), of=("person", "floating__person")),
    transfers.ContactNote: Whose(
        places=("organization", "guest__organization", "floating__guests__organization"),
        of=("guest__person", "floating__person"),
    ),
}
BUILT = (met, developments, transferred)


def test_every_guarded_table_of_a_room_is_asked_below() -> None:
    """L3: a table that gets a policy gets its line here, or in test_row_scope."""
    asked = {model._meta.db_table for model in ROOMS}
    assert {t for t in guarded.GUARDED if not t.startswith("registry_")} <= asked


def _shown(table: str) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {table}")  # noqa: S608
        return {pk for (pk,) in cursor.fetchall()}


Owners = dict[int, tuple[set[str], set[int], set[int]]]


def _owners(model: Any, whose: Whose) -> Owners:
    """Row -> the paths, the records and the persons it belongs to."""
    late = set(whose.when(model.objects.all()))
    places = [f"{one}__path" for one in (*whose.places, *whose.late)]
    found: Owners = {}
    for pk, *rest in model.objects.values_list("pk", *places, *whose.of, *whose.own):
        paths, people = rest[: len(places)], rest[len(places) :]
        kept = paths if pk in late else paths[: len(whose.places)]
        seen = found.setdefault(pk, (set(), set(), set()))
        seen[0].update(filter(None, kept))
        seen[1].update(filter(None, people[: len(whose.of)]))
        seen[2].update(filter(None, people[len(whose.of) :]))
    return found


def test_whatever_a_room_forgets_only_rows_of_the_scope_come_back(committed_db: str) -> None:
    """L3, T6: no filter of ours, any places, anybody asking; and the twin without policies, which
    shows the other street's rows in every table."""
    district = _furnished()
    people, places = list(Person.objects.all()), list(Organization.objects.all())
    stays = list(Membership.objects.values_list("person", "organization__path"))
    owners = {model._meta.db_table: _owners(model, whose) for model, whose in ROOMS.items()}
    assert [table for table, rows in owners.items() if not rows] == []

    def expected(paths: Sequence[str], asker: int | None) -> dict[str, set[int]]:
        def covered(path: str) -> bool:
            return bool(path) and any(path.startswith(one) for one in paths)

        whole = covered(district.root.path)
        here = {p.pk for p in people if covered(p.path)} | {asker}
        here |= {person for person, path in stays if covered(path)}
        return {
            table: {
                pk
                for pk, (at, of, own) in rows.items()
                if whole or any(map(covered, at)) or of & here or asker in own
            }
            for table, rows in owners.items()
        }

    @settings(max_examples=20, database=None)
    @given(draw=st.data())
    def asked(draw: st.DataObject) -> None:
        paths = draw.draw(st.lists(st.sampled_from([o.path for o in places]), max_size=3))
        asker = draw.draw(st.sampled_from([None, *(p.pk for p in people)]))
        with row_scope.seeing(RowScope(tuple(paths), asker)):
            assert {table: _shown(table) for table in owners} == expected(paths, asker)

    asked()
    with row_scope.seeing(NOTHING):
        assert [table for table in owners if _shown(table)] == []
    street = (district.street.path,)
    mine = expected(street, None)
    foreign = {table: set(rows) - mine[table] for table, rows in owners.items()}
    with connections["owner"].cursor() as cursor:
        for table in owners:
            cursor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
    with row_scope.seeing(RowScope(street)):
        assert [table for table in owners if not _shown(table) & foreign[table]] == []


def _furnished() -> District:
    """One of everything at a branch of either street."""
    district = build()
    for branch in (district.east, district.foreign):
        for made in BUILT:
            made(district, branch)
        _more(district, branch)
    return district


def _more(district: District, branch: Organization) -> None:
    """What no address is about."""
    case = development.Development.objects.filter(organization=branch).first()
    assert case is not None
    member = Person.objects.filter(organization=branch).first()
    development.CaseMove.objects.create(
        development=case, before=district.west, after=branch, on=case.applied_on, words="合并"
    )
    development.Guide.objects.create(
        development=case, part="contact", person=member, valid=since(case.applied_on)
    )
    item = Item.objects.filter(meeting__organization=branch).first()
    development.Vote.objects.create(development=case, step="meeting", turn=1, item=item)
    spell = Floating.objects.get(person__organization=branch)
    host = district.other_street if branch == district.foreign else district.foreign
    guest = transfers.Guest.objects.create(
        organization=host,
        person=spell.person,
        floating=spell,
        name=spell.person.name,
        valid=spell.valid,
    )
    for about in ({"floating": spell, "side": "home"}, {"guest": guest, "side": "host"}):
        note = transfers.ContactNote(
            organization=branch if "floating" in about else host, by=member, on=TODAY, **about
        )
        note.seal("words", "打过电话")
        note.save()
