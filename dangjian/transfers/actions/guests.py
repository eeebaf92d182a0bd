"""Floating members are registered where they live, and both sides keep in touch (A10)."""

from __future__ import annotations

import datetime as dt

from django.db.backends.postgresql.psycopg_any import DateRange

from dangjian.courier.actions import tell
from dangjian.courier.models import Matter, Urgency
from dangjian.flow.queries.offices import holders, nearest_with
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.authority import Purpose
from dangjian.registry.models import Floating, Organization, Person
from dangjian.registry.models.validity import since
from dangjian.registry.rules.people import as_stored, kept
from dangjian.transfers.models import ContactNote, Ending, Guest, Side
from dangjian.transfers.recording import person_of


@evidence.action
def take_in(
    organization: Organization,
    *,
    name: str,
    id_number: str,
    home: str,
    contact: str,
    on: dt.date,
    now: dt.datetime,
    by: Actor,
) -> Guest:
    """Register a floating member where he lives. He is counted by his own branch alone.

    id_number: finds a member of this register and is not kept; "" for somebody from elsewhere,
    whose home organization then has to be said. His branch is told. Refused: a day in the future,
    a number that does not go with the name, a member whose branch has not reported him away or who
    belongs here, one registered already, an organization that was closed.
    """
    name, today = name.strip(), now.date()
    if not name:
        raise Refused("请填写姓名。", field="name")
    if on > today:
        raise Refused("日期还没到。", field="on")
    organization = kept([organization])[organization.pk]
    if organization.closed_on is not None:
        raise Refused(f"{organization.short_name}已经撤销。")
    guest = Guest(organization=organization, name=name, valid=since(on))
    if id_number.strip():
        spell = _away(organization, name, id_number, on)
        guest.person, guest.floating = spell.person, spell
    elif not home.strip():
        raise Refused("从外地来的，请填写他的原党组织；本区的，请填写号码。", field="home")
    else:
        guest.seal("home", home.strip())
    guest.seal("contact", contact.strip())
    guest.save()
    _leaf(by, "take_in", guest, on=on.isoformat())
    if guest.person is not None:
        _tell_home(guest.person, now, by)
    return guest


@evidence.action
def keep_in_touch(
    *,
    floating: Floating | None,
    guest: Guest | None,
    organization: Organization,
    side: Side,
    on: dt.date,
    words: str,
    today: dt.date,
    by: Actor,
) -> ContactNote:
    """Write down that somebody was in touch with a floating member; the other side reads it too.

    floating: his absence, of a member of this register; guest: his stay, of somebody from
    elsewhere. Refused: nothing said, a day in the future or before he left.
    """
    if not words.strip():
        raise Refused("请写一句联系的情况。", field="words")
    began = (floating or guest).began_on  # type: ignore[union-attr]
    if on > today:
        raise Refused("日期还没到。", field="on")
    if began is not None and on < began:
        raise Refused(f"日期应在 {began:%Y-%m-%d} 以后。", field="on")
    author = person_of(by)
    if author is None:
        raise RuntimeError("a contact is somebody's")
    note = ContactNote(
        floating=floating, guest=guest, side=side, organization=organization, by=author, on=on
    )
    note.seal("words", words.strip())
    note.save()
    evidence.record(
        by, "keep_in_touch", "contact_note", note.uid, organization.path, on=on.isoformat()
    )
    return note


@evidence.action
def end_stay(guest: Guest, *, ending: Ending, on: dt.date, today: dt.date, by: Actor) -> Guest:
    """Enter that a floating member no longer lives here.

    That he is back with his branch is entered there. Stale: ended already. Refused: a day in the
    future or before he came.
    """
    stored = Guest.objects.select_for_update().get(pk=guest.pk)
    if stored.ended_on is not None or stored.valid.isempty:
        raise Stale("这位同志的流入登记已经结束了。")
    if on > today:
        raise Refused("日期还没到。", field="on")
    if stored.began_on is not None and on < stored.began_on:
        raise Refused(f"日期应在 {stored.began_on:%Y-%m-%d} 以后。", field="on")
    _end(stored, ending, on, by)
    return stored


def end_stays(person: Person, ending: Ending, *, on: dt.date, by: Actor) -> None:
    """End, within an act, the stay of somebody who belongs elsewhere now."""
    for guest in Guest.objects.select_for_update().filter(person=person, valid__upper_inf=True):
        _end(guest, ending, max(on, guest.began_on or on), by)


def _end(guest: Guest, ending: Ending, on: dt.date, by: Actor) -> None:
    # Both at once: an ended stay without its ending must not be, not even for a moment.
    first = guest.began_on
    guest.ending = ending
    guest.valid = DateRange(first, on, "[)") if first != on else DateRange(empty=True)
    guest.save(update_fields=["ending", "valid"])
    _leaf(by, "end_stay", guest, on=on.isoformat(), ending=ending)


def _away(organization: Organization, name: str, id_number: str, on: dt.date) -> Floating:
    """The absence of the member with this number. Refused in one way, whatever does not fit."""
    index = Person.index_of("id_number", as_stored("id_number", id_number))
    spell = (
        Floating.objects.filter(
            person__id_number_index=index, person__name=name, valid__upper_inf=True
        )
        .select_related("person__organization")
        .first()
    )
    if spell is None:
        raise Refused(
            "没有找到这样一位在外的党员：号码和姓名对不上，或者原支部还没有登记外出流动。"
            "请与原支部联系；从外区来的不填号码，填原党组织。",
            field="id_number",
        )
    if spell.person.path.startswith(organization.path):
        raise Refused("这位同志的组织关系就在这里，不用登记流入。", field="id_number")
    if spell.began_on is not None and on < spell.began_on:
        raise Refused(f"原支部登记他 {spell.began_on:%Y-%m-%d} 起外出，请核对。", field="on")
    if Guest.objects.filter(person=spell.person, valid__upper_inf=True).exists():
        raise Refused("这位同志已经在别处登记为流入党员。", field="id_number")
    return spell


def _tell_home(person: Person, now: dt.datetime, by: Actor) -> None:
    home = person.organization
    office = nearest_with(home, Purpose.MAINTAIN, [person.pk], now.date()) if home else None
    if office is not None:
        tell(
            list(holders(office, now.date())),
            "一位在外的流动党员，流入地党组织已经登记，可以互相看到联系情况。",
            matter=Matter.NOTICE,
            urgency=Urgency.CAN_WAIT,
            now=now,
            by=by,
        )


def _leaf(by: Actor, verb: str, guest: Guest, **detail: object) -> None:
    evidence.record(by, verb, "guest", guest.uid, guest.organization.path, **detail)
