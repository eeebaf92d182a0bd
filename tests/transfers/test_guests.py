"""流动党员 on both sides (A10)."""

from __future__ import annotations

import datetime as dt

import pytest

from dangjian.courier.models import Message
from dangjian.kernel import row_scope, rules
from dangjian.kernel.refusal import Missing, Refused, Stale
from dangjian.kernel.row_scope import RowScope
from dangjian.registry.actions import standing
from dangjian.registry.authority import Purpose, Scope
from dangjian.registry.models import Floating, Membership, Organization, Person
from dangjian.registry.queries.reminders import Asked, answer
from dangjian.transfers.actions import guests as actions
from dangjian.transfers.models import Ending, Guest, Side
from dangjian.transfers.queries import guests as queries
from dangjian.transfers.rules.guests import contact_due, contacted_by
from tests.district import SYSTEM, TODAY, District, new_member, register
from tests.transfers.moved import NOON, approved, placed, received, started, who

pytestmark = pytest.mark.django_db

LEFT = dt.date(2026, 5, 1)


def gone(district: District, on: dt.date = LEFT) -> tuple[Person, str]:
    """A member whose branch has reported him away, and his number."""
    member = new_member(district.east, "秦书岚")
    facts = {"id_number": member.id_number, "born_on": member.born_on, "sex": member.sex}
    person = register(district.east, "秦书岚", **facts)
    standing.report_floating(
        person, on=on, destination="柳岸打工", contact="", today=TODAY, by=SYSTEM
    )
    return Person.objects.get(pk=person.pk), member.id_number


def taken_in(
    district: District, number: str = "", place: Organization | None = None, **more: object
) -> Guest:
    facts = {
        "name": "秦书岚",
        "id_number": number,
        "home": "",
        "contact": "154 0000 1234",
        "on": dt.date(2026, 6, 1),
    } | more
    place = place or district.foreign
    by = who(district, "office").actor(Purpose.MAINTAIN, place.path)
    return actions.take_in(place, **facts, now=NOON, by=by)


def noted(
    district: District, side: Side, on: dt.date, spell: Floating | None, guest: Guest | None
) -> None:
    actions.keep_in_touch(
        floating=spell,
        guest=guest,
        organization=district.east if side == Side.HOME else district.foreign,
        side=side,
        on=on,
        words=f"{side.label}打过电话",
        today=TODAY,
        by=who(district, "secretary" if side == Side.HOME else "office").actor(Purpose.MAINTAIN),
    )


def test_both_sides_register_a_floating_member_and_read_each_others_notes(
    district: District,
) -> None:
    """A10: and he is counted by his own branch alone."""
    person, number = gone(district)
    guest = taken_in(district, number)
    spell = Floating.objects.get(person=person)
    assert (guest.person, guest.floating) == (person, spell)
    assert Membership.objects.on(TODAY).get(person=person).organization == district.east
    assert Message.objects.filter(person=district.people["secretary"]).count() == 1
    noted(district, Side.HOME, dt.date(2026, 7, 1), spell, None)
    noted(district, Side.HOST, dt.date(2026, 8, 1), spell, guest)
    home = queries.absence_for(who(district, "secretary"), spell.pk)
    host = queries.guest_for(who(district, "office"), guest.pk)
    told = [(note.side, note.words) for note in home.notes]
    assert told == [("流入地", "流入地打过电话"), ("原支部", "原支部打过电话")]
    assert host.notes == home.notes
    assert (home.side, host.side, home.place) == (Side.HOME, Side.HOST, district.east)


def test_somebody_from_elsewhere_is_named_with_home_and_contact_sealed(
    district: District,
) -> None:
    """A10: no member of the register, so counted nowhere here."""
    people = Person.objects.count()
    guest = taken_in(district, name="顾远舟", home="中共远山市某支部")
    stored = Guest.objects.get(pk=guest.pk)
    assert (stored.unseal("home"), stored.unseal("contact")) == (
        "中共远山市某支部",
        "154 0000 1234",
    )
    assert "远山".encode() not in bytes(stored.home)
    assert Person.objects.count() == people
    with pytest.raises(Refused, match="原党组织"):
        taken_in(district, name="顾远舟")


def test_a_number_tells_nothing_to_whoever_guesses(district: District) -> None:
    """A wrong name, a member at home and an unknown number are refused in the same words."""
    person, number = gone(district)
    at_home = new_member(district.east, "冯若谷")
    home = register(district.east, "冯若谷", id_number=at_home.id_number,
                    born_on=at_home.born_on, sex=at_home.sex)  # fmt: skip
    said = set()
    unknown = new_member(district.east, "谁").id_number
    for name, given in (("冯雪", number), ("冯若谷", at_home.id_number), ("谁", unknown)):
        with pytest.raises(Refused) as refused:
            taken_in(district, given, name=name)
        said.add(str(refused.value))
    assert len(said) == 1
    assert home.name not in said.pop()


def test_what_cannot_be_registered(district: District) -> None:
    person, number = gone(district)
    with pytest.raises(Refused, match="就在这里"):
        taken_in(district, number, place=district.east)
    with pytest.raises(Refused, match="还没到"):
        taken_in(district, number, on=TODAY + dt.timedelta(1))
    with pytest.raises(Refused, match="外出"):
        taken_in(district, number, on=LEFT - dt.timedelta(1))
    taken_in(district, number)
    with pytest.raises(Refused, match="已经在别处"):
        taken_in(district, number, place=district.west)


def test_a_stay_ends_when_the_branch_says_that_he_is_back(district: District) -> None:
    person, number = gone(district)
    guest = taken_in(district, number)
    book = rules.book(on=TODAY)
    office = who(district, "office")
    assert queries.living_here(office, book).total == 1
    standing.report_returned(person, on=dt.date(2026, 11, 1), today=TODAY, by=SYSTEM)
    assert queries.living_here(office, book).total == 0
    assert not queries.guest_for(office, guest.pk).is_current


def test_a_stay_ends_with_the_transfer(district: District) -> None:
    """A10: ends with return or transfer; the absence ends with it."""
    person, number = gone(district)
    guest = taken_in(district, number)
    transfer = started(district, person=person)
    approved(district, transfer)
    received(district, transfer)
    placed(district, transfer)
    guest.refresh_from_db()
    person.refresh_from_db()
    assert (guest.ending, guest.ended_on, person.floating) == (Ending.MOVED, TODAY, False)
    with pytest.raises(Stale):
        actions.end_stay(guest, ending=Ending.ELSEWHERE, on=TODAY, today=TODAY, by=SYSTEM)


def test_neither_side_sees_what_is_not_its_own(district: District) -> None:
    person, number = gone(district)
    guest = taken_in(district, number)
    with pytest.raises(Missing):
        queries.guest_for(who(district, "secretary"), guest.pk)
    with pytest.raises(Missing):
        queries.absence_for(who(district, "member"), guest.floating_id)


def test_the_host_reads_both_sides_with_what_the_database_shows_him(district: District) -> None:
    """A10, L3: the home branch's entry of the absence is his to see as well, and nobody else's."""
    _, number = gone(district)
    guest = taken_in(district, number)
    noted(district, Side.HOME, dt.date(2026, 7, 1), guest.floating, None)
    office, book = who(district, "office"), rules.book(on=TODAY)
    with row_scope.seeing(RowScope((district.foreign.path,), office.person_id)):
        assert [stay.name for stay in queries.living_here(office, book).rows] == ["秦书岚"]
        assert [note.side for note in queries.guest_for(office, guest.pk).notes] == ["原支部"]
    with row_scope.seeing(RowScope((district.west.path,))):
        assert not Floating.objects.exists()


def test_a_branch_is_reminded_where_nobody_was_in_touch_for_three_months(
    district: District,
) -> None:
    """A10: contact notes at intervals by rule; a note of either side counts."""
    person, number = gone(district)
    book = rules.book(on=TODAY)
    scope = Scope.of([district.east.path])

    def due(today: dt.date) -> list[str]:
        asked = Asked(scope, today, rules.book(on=today), limit=10)
        return [matter.name for matter in answer(queries.out_of_touch(asked)).rows]

    assert contact_due(LEFT, book) == dt.date(2026, 8, 1)
    assert contacted_by(dt.date(2026, 8, 1), book) == LEFT
    assert (due(dt.date(2026, 7, 31)), due(dt.date(2026, 8, 1))) == ([], ["秦书岚"])
    guest = taken_in(district, number)
    noted(district, Side.HOST, dt.date(2026, 7, 15), guest.floating, guest)
    assert (due(dt.date(2026, 10, 14)), due(dt.date(2026, 10, 15))) == ([], ["秦书岚"])
