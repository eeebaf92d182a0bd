"""Publicity notices of the demo: one that runs, one that is over and names nobody any more."""

from __future__ import annotations

import datetime as dt

from dangjian.flow.rules import may_do
from dangjian.kernel import calendar
from dangjian.openness.actions import drafting, running, signing
from dangjian.openness.actions.drafting import Draft
from dangjian.openness.models import Kind, Notice, State
from dangjian.openness.rules.persons import Subject
from dangjian.openness.rules.tables import RIGHT
from dangjian.registry.authority import Purpose, Viewer, viewer_of
from dangjian.registry.models import Account, Organization, Role
from demo.accounts import sign_ins
from demo.ground import BY, Ground

_WRITER = "何清越"
_SIGNING = (Role.CLERK, Role.OFFICE, Role.SECURITY_OFFICER, Role.LEADER)
_CONTACT = {
    "office": "禾丰区委组织部干部监督科",
    "phone": "0000-00000000",
    "address": "示例路1号305室",
}
_RUNNING = Draft(
    title="拟任职干部任前公示（第9号）",
    text="为进一步扩大选人用人民主，接受群众监督，现将拟任职干部有关情况公示如下。",
    subjects=(
        Subject("沈知渔", "女", "1984年6月", "区财政局党组成员、副局长", "拟任区直单位正职"),
        Subject("江渡云", "男", "1981年2月", "柳岸街道党工委副书记", "拟任街道党政正职"),
        Subject("叶听澜", "女", "1987年11月", "区教育局办公室主任", "拟任区直单位副职"),
    ),
    days=5,
    document="禾组公示第9号",
    **_CONTACT,
)
_OVER = Draft(
    title="拟表彰优秀共产党员公示",
    text="经支部推荐、党委研究，现将拟表彰的优秀共产党员公示如下。",
    subjects=(
        Subject("顾云舟", "男", "", "社区网格员", "拟表彰为优秀共产党员"),
        Subject("苏晚晴", "女", "", "卫生院护士长", "拟表彰为优秀共产党员"),
    ),
    days=5,
    **_CONTACT,
)


def posted(ground: Ground, now: dt.datetime) -> None:
    """One notice since three working days, one that ended and says its result."""
    working = calendar.load()
    place = next(one for one in ground.organizations.values() if one.short_name == "禾丰区委")
    hands = signers(ground)
    over = _back(now, 12, working)
    notice = _signed(_begun(ground, place, Kind.AWARD, _OVER, over), hands, ground.today, over)
    if notice.until_on is not None:
        running.expire(notice, now=_after(over, notice.until_on), by=BY)
    since = _back(now, 3, working)
    _signed(_begun(ground, place, Kind.APPOINTMENT, _RUNNING, since), hands, ground.today, since)


def signers(ground: Ground) -> list[Viewer]:
    """Those of the sign-ins who review, approve and publish."""
    logins = [one.login_name for one in sign_ins() if one.role in _SIGNING]
    return [viewer_of(Account.objects.get(login_name=one), ground.today) for one in logins]


def writer(ground: Ground) -> Viewer:
    """Who writes what the demo's offices make public."""
    person = next(one.person for one in ground.members if one.profile.name == _WRITER)
    account = Account.objects.filter(person=person).first()
    return Viewer(account.pk if account else 0, person.pk, person.uid, person.name, ())


def _back(now: dt.datetime, days: int, working: calendar.Calendar) -> dt.datetime:
    """So many working days ago."""
    while days:
        now -= dt.timedelta(days=1)
        days -= working.works(now.date())
    return now


def _after(now: dt.datetime, last: dt.date) -> dt.datetime:
    day = last + dt.timedelta(days=1)
    return now.replace(year=day.year, month=day.month, day=day.day, hour=0, minute=10)


def _begun(
    ground: Ground, place: Organization, kind: Kind, draft: Draft, now: dt.datetime
) -> Notice:
    by = writer(ground).actor(Purpose.WRITE, place.path)
    notice = drafting.begin(place, kind, draft, now=now, by=by)
    return drafting.send_in(notice, seen=notice.case.round, now=now, by=by)


def _signed(notice: Notice, signers: list[Viewer], today: dt.date, now: dt.datetime) -> Notice:
    """Everybody whose turn it is signs, until it is public."""
    done: set[int] = {notice.author_id}
    while notice.state in RIGHT:
        here = State(notice.state)
        notice = Notice.objects.select_related("case", "organization").get(pk=notice.pk)
        todo = notice.case.todos.select_related("for_organization").get(closed_at__isnull=True)
        who = next(one for one in signers if may_do(one, todo, today) and one.person_id not in done)
        done.add(who.person_id)
        act = signing.post if here == State.APPROVAL else signing.sign
        notice = act(
            notice,
            office=todo.for_organization,
            seen=notice.case.round,
            now=now,
            by=who.actor(RIGHT[here], todo.for_organization.path),
        )
    return notice
