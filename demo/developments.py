"""Developments of the demo: one who asked to join lately, one who is being educated."""

from __future__ import annotations

import datetime as dt

from dateutil.relativedelta import relativedelta

from dangjian.development.actions import applying, taking
from dangjian.development.actions.applying import NewApplicant
from dangjian.development.actions.papers import PaperEntry
from dangjian.development.actions.taking import Entry
from dangjian.development.models import Development
from dangjian.development.queries.records import rules_for
from dangjian.development.rules.tables import BY_NAME
from dangjian.kernel.evidence import Actor
from dangjian.registry.authority import Purpose, viewer_of
from dangjian.registry.models import Account, Organization, Person
from demo import cast
from demo.ground import BY, Ground

_NEW = ("江亦舟", "1", dt.date(2001, 4, 17), "区图书馆馆员", 18)
_EDUCATED = ("苏晚照", "2", dt.date(1997, 9, 2), "社区网格员", 200)
_CONTACT = cast.ORGANIZATION_MEMBER


def under_way(ground: Ground, now: dt.datetime) -> None:
    """At the branch of the secretary: a talk is due; an examination is due."""
    known = {member.profile.name: member.person for member in ground.members if member.known}
    secretary = known[cast.SECRETARY]
    branch = secretary.organization
    if branch is None:
        raise RuntimeError("the secretary of the demo belongs to a branch")
    _applied(ground, branch, _NEW, secretary, now)
    case = _applied(ground, branch, _EDUCATED, secretary, now)
    first = case.applied_on
    for name, days in (("talk", 10), ("recommend", 14), ("name_activist", 20)):
        _took(case, name, first + dt.timedelta(days=days), secretary, ground, now)
    day = first + dt.timedelta(days=22)
    _took(case, "file_activist", day, secretary, ground, now)
    _took(case, "assign_contacts", day, secretary, ground, now, people=[known[_CONTACT]])


def _applied(
    ground: Ground,
    branch: Organization,
    who: tuple[str, str, dt.date, str, int],
    secretary: Person,
    now: dt.datetime,
) -> Development:
    """Somebody who applied so many days ago, but not before the rules of 2026 came in force."""
    name, sex, born_on, unit, days = who
    on = max(ground.today - relativedelta(days=days), dt.date(2026, 5, 11))
    on = min(on, ground.today)
    return applying.apply(
        branch,
        NewApplicant(name, sex, born_on, "01", unit, ground.ledger.identity(born_on, sex)),
        applied_on=on,
        paper=PaperEntry("入党申请书", on, name),
        today=ground.today,
        now=now,
        by=_by(secretary, ground),
    )


def _took(
    case: Development,
    name: str,
    day: dt.date,
    secretary: Person,
    ground: Ground,
    now: dt.datetime,
    *,
    people: list[Person] | None = None,
) -> None:
    """One step with its papers; what the committee decided is entered by the operator."""
    step, day = BY_NAME[name], min(day, ground.today)
    papers = rules_for(case, ground.today).papers(step)
    own = step.part == "branch"
    case.case.refresh_from_db()
    taking.take(
        case,
        name,
        Entry(
            day,
            [PaperEntry(paper, day, secretary.name) for paper in papers],
            people=people or (),
        ),
        seen=case.case.round,
        today=ground.today,
        now=now,
        by=_by(secretary, ground) if own else BY,
    )


def _by(secretary: Person, ground: Ground) -> Actor:
    account = Account.objects.get(person=secretary)
    path = secretary.organization.path if secretary.organization else ""
    return viewer_of(account, ground.today).actor(Purpose.MAINTAIN, path)
