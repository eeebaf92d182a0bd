"""What tests of errands share: the member asks the organizer, who fills in a new mobile."""

from __future__ import annotations

import datetime as dt

from dangjian.membership import actions, queries
from dangjian.membership.models import Errand, Way
from dangjian.membership.queries import Helper
from dangjian.registry.authority import Purpose, Viewer, viewer_of
from dangjian.registry.models import Account, Person
from tests.district import TODAY, District

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.timezone(dt.timedelta(hours=8)))
DUE = dt.date(2026, 11, 26)
NEW = {"mobile": "15400008888", "education": "31"}


def who(district: District, role: str) -> Viewer:
    return viewer_of(district.accounts[role], TODAY)


def helper(district: District, role: str, person: Person | None = None) -> Helper:
    """The holder of a role, as somebody who can be asked."""
    wanted = district.people[role].pk
    found = queries.helpers_of(person or district.people["member"], TODAY)
    return next(one for one in found if one.person.pk == wanted)


def asked(district: District, asker: str = "member", of: str = "organizer") -> Errand:
    """A role holder asks another for himself."""
    person = district.people[asker]
    return actions.ask(
        person,
        asker=person,
        helper=helper(district, of, person),
        wish="我换手机号了，新号是 154 0000 8888",
        way=Way.ONLINE,
        due_on=DUE,
        now=NOON,
        by=who(district, asker).myself(),
    )


def taken(district: District, person: Person, by: str = "organizer") -> Errand:
    """A member telephoned, and the holder of a role writes it down."""
    return actions.ask(
        person,
        asker=person,
        helper=helper(district, by, person),
        wish="他说换了手机号",
        way=Way.PHONE,
        due_on=DUE,
        now=NOON,
        by=who(district, by).actor(Purpose.MAINTAIN, person.path, person.uid),
    )


def filled(district: District, errand: Errand, items: dict[str, object] | None = None) -> Errand:
    """The helper of an errand fills it in."""
    account = Account.objects.get(person=errand.helper_id)
    person = Person.objects.get(pk=errand.person_id)
    return actions.fill_in(
        errand,
        items or NEW,
        seen=person.version,
        today=TODAY,
        now=NOON,
        by=viewer_of(account, TODAY).actor(Purpose.MAINTAIN, person.path, errand.asker.uid),
    )


def confirm(district: District, errand: Errand, role: str = "member", **given: int) -> Errand:
    """The asker confirms what he sees now."""
    person = Person.objects.get(pk=errand.person_id)
    look = {"seen": person.version, "round": errand.round} | given
    return actions.confirm(errand, **look, today=TODAY, now=NOON, by=who(district, role).myself())
