"""What is under way on the first day: errands that wait for the secretary, a member, a helper."""

from __future__ import annotations

import datetime as dt

from dangjian.kernel import calendar, terms
from dangjian.kernel.evidence import Actor
from dangjian.membership import actions, queries, rules
from dangjian.membership.models import Errand, Way
from dangjian.registry.authority import Purpose, Viewer, viewer_of
from dangjian.registry.models import Account, Person
from demo import cast
from demo.ground import Ground

_STREET_ORGANIZER = "何秋实"
_RETIRED, _WORKER = "沈立秋", "邵闻笛"


def under_way(ground: Ground, now: dt.datetime) -> None:
    """One errand of each kind that waits.

    The new member is to confirm what the street's organizer filled in; the secretary is to fill in
    what a retired member said by telephone, and waits for what she asked the organizer to do.
    """
    known = {member.profile.name: member.person for member in ground.members if member.known}
    secretary = known[cast.SECRETARY]
    organizer = known[_STREET_ORGANIZER]
    _asked_and_filled_in(ground, known[cast.NEW_MEMBER], organizer, now)
    by = _viewer(secretary, ground.today)
    retired = known[_RETIRED]
    _ask(
        ground,
        retired,
        asker=retired,
        helper=secretary,
        wish="上个月搬到女儿家住了，请把家庭住址改一改。",
        way=Way.PHONE,
        now=now,
        by=by.actor(Purpose.MAINTAIN, retired.path, retired.uid),
    )
    worker = known[_WORKER]
    _ask(
        ground,
        worker,
        asker=secretary,
        helper=organizer,
        wish="他去年转到别的岗位了，请照单位的证明改工作岗位。",
        way=Way.ONLINE,
        now=now,
        by=by.actor(Purpose.MAINTAIN, worker.path),
    )


def _asked_and_filled_in(
    ground: Ground, member: Person, organizer: Person, now: dt.datetime
) -> None:
    errand = _ask(
        ground,
        member,
        asker=member,
        helper=organizer,
        wish="我换手机号了，请帮我改过来。",
        way=Way.ONLINE,
        now=now,
        by=_viewer(member, ground.today).myself(),
    )
    actions.fill_in(
        errand,
        {"mobile": ground.ledger.mobile()},
        seen=Person.objects.get(pk=member.pk).version,
        today=ground.today,
        now=now,
        by=_viewer(organizer, ground.today).actor(Purpose.MAINTAIN, member.path, member.uid),
    )


def _ask(
    ground: Ground,
    person: Person,
    *,
    asker: Person,
    helper: Person,
    wish: str,
    way: Way,
    now: dt.datetime,
    by: Actor,
) -> Errand:
    stored = Person.objects.get(pk=person.pk)
    helpers = queries.helpers_of(stored, ground.today)
    return actions.ask(
        stored,
        asker=asker,
        helper=next(one for one in helpers if one.person.pk == helper.pk),
        wish=wish,
        way=way,
        due_on=terms.last_day(ground.today, rules.HELP_WITHIN, "working", calendar.load()).day,
        now=now,
        by=by,
    )


def _viewer(person: Person, today: dt.date) -> Viewer:
    return viewer_of(Account.objects.get(person=person), today)
