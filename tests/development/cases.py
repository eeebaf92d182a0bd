"""Developments of the tiny district, entered through the actions on days that are passed in."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dangjian.development.actions import applying, publicizing, taking, voting
from dangjian.development.actions.applying import NewApplicant
from dangjian.development.actions.papers import PaperEntry
from dangjian.development.actions.publicizing import Where
from dangjian.development.actions.taking import Entry
from dangjian.development.models import Development, Outcome
from dangjian.development.queries.records import rules_for
from dangjian.development.rules.tables import BY_NAME, STEPS
from dangjian.kernel.evidence import SYSTEM
from dangjian.meetings.actions import counting, holding
from dangjian.meetings.models import Item
from dangjian.meetings.queries.electorate import full_members
from dangjian.meetings.rules.sheets import Sheet, Votes
from dangjian.openness.actions import running
from dangjian.openness.models import Notice
from dangjian.registry.actions import organizations
from dangjian.registry.authority import Purpose, viewer_of
from dangjian.registry.models import Organization
from tests.district import TODAY, District, invented_number
from tests.openness.notices import SIGNERS, on, sent, step

LATER = dt.date(2029, 12, 31)
"""The day on which everything of a test is entered: each step bears its own day."""
BORN = dt.date(1996, 3, 8)
D = dt.date
DAYS: dict[str, tuple[dt.date, ...]] = {
    "apply": (D(2026, 6, 30),),
    "talk": (D(2026, 7, 1),),
    "recommend": (D(2026, 7, 1),),
    "name_activist": (D(2026, 7, 1),),
    "file_activist": (D(2026, 7, 10),),
    "assign_contacts": (D(2026, 7, 10),),
    "examine_activist": (D(2027, 1, 1), D(2027, 7, 1)),
    "hear_opinions": (D(2027, 6, 10),),
    "discuss_candidate": (D(2027, 6, 12),),
    "superior_consent": (D(2027, 6, 15),),
    "notice": (D(2027, 6, 16),),
    "list_candidate": (D(2027, 7, 1),),
    "name_sponsors": (D(2027, 7, 5),),
    "political_review": (D(2027, 7, 10),),
    "training": (D(2027, 7, 15),),
    "committee_review": (D(2027, 7, 20),),
    "prereview": (D(2027, 7, 25),),
    "form": (D(2027, 7, 26),),
    "meeting": (D(2027, 8, 8),),
    "superior_talk": (D(2027, 8, 20),),
    "approve": (D(2027, 8, 30),),
    "file_department": (D(2027, 9, 1),),
    "enroll": (D(2027, 9, 1),),
    "oath": (D(2027, 9, 10),),
    "examine_probation": (D(2028, 2, 8), D(2028, 8, 8)),
    "apply_conversion": (D(2028, 8, 8),),
    "hear_conversion": (D(2028, 8, 9),),
    "conversion_review": (D(2028, 8, 10),),
    "convert_meeting": (D(2028, 8, 12),),
    "approve_conversion": (D(2028, 8, 20),),
    "archive": (D(2028, 8, 25),),
}
"""The day, or the days, of every step of a development under the rules of 2026."""
GOOD = {
    "superior_consent": Outcome.AGREED,
    "political_review": Outcome.PASSED,
    "committee_review": Outcome.PASSED,
    "prereview": Outcome.PASSED,
    "approve": Outcome.AGREED,
    "convert_meeting": Outcome.ON_TIME,
    "approve_conversion": Outcome.ON_TIME,
}
WHERE = Where("东篱社区第一党支部", "0000-00000000", "示例路1号305室", 5)


def moment(day: dt.date, hour: int = 9) -> dt.datetime:
    return on(day, hour)


def empowered(district: District, place: Organization | None = None) -> Organization:
    """The street's committee may approve admissions."""
    found = place or district.street
    return organizations.correct_particulars(
        found,
        contact="马蕾",
        phone="0000-00000000",
        position=found.position,
        may_approve=True,
        founding_document="",
        by=SYSTEM,
    )


def applicant(**more: Any) -> NewApplicant:
    given: dict[str, Any] = {
        "name": "江亦舟",
        "sex": "1",
        "born_on": BORN,
        "ethnic": "01",
        "unit": "禾丰区图书馆馆员",
        "id_number": invented_number(BORN, "1", 7),
        "mobile": "15400000077",
    }
    return NewApplicant(**given | more)


def applied(
    district: District, on: dt.date = DAYS["apply"][0], at: Organization | None = None, **more: Any
) -> Development:
    return applying.apply(
        at or district.east,
        applicant(**more),
        applied_on=on,
        paper=PaperEntry("入党申请书", on, "江亦舟"),
        today=LATER,
        now=moment(LATER),
        by=SYSTEM,
    )


def papers(case: Development, name: str, day: dt.date) -> list[PaperEntry]:
    """Every paper the step needs."""
    key = (case.edition, name)
    needed = _papers.get(key) or rules_for(case, LATER).papers(BY_NAME[name])
    _papers[key] = needed
    return [PaperEntry(paper, day, "林禾青", f"第{at + 1}号") for at, paper in enumerate(needed)]


_papers: dict[tuple[str, str], tuple[str, ...]] = {}
"""The packaged names, read once: no test corrects them."""


def round_of(case: Development) -> int:
    return Development.objects.select_related("case").get(pk=case.pk).case.round


def took(
    district: District, case: Development, name: str, day: dt.date, **more: Any
) -> Development:
    """One step, with everything it needs unless something else is given."""
    given: dict[str, Any] = {"papers": papers(case, name, day), "outcome": GOOD.get(name)}
    if name == "assign_contacts":
        given["people"] = [district.people["secretary"]]
    if name == "name_sponsors":
        given["people"] = [district.people["secretary"], district.people["organizer"]]
    if name == "training":
        given["hours"] = 24
    today = more.pop("today", LATER)
    by = more.pop("by", SYSTEM)
    seen = more.pop("seen", None)
    return taking.take(
        case,
        name,
        Entry(on=day, **given | more),
        seen=round_of(case) if seen is None else seen,
        today=today,
        now=moment(today),
        by=by,
    )


def noticed(district: District, case: Development, day: dt.date, *, end: bool = True) -> Notice:
    """The notice, drafted, signed by its four people and posted on that day; over, if wanted."""
    now = moment(day)
    organizer = viewer_of(district.accounts["organizer"], TODAY)
    notice = publicizing.begin_notice(
        case,
        WHERE,
        seen=round_of(case),
        today=day,
        now=now,
        by=organizer.actor(Purpose.WRITE, case.organization.path),
    )
    notice = sent(district, notice, now=now)
    for _ in SIGNERS:
        role = SIGNERS[Notice.objects.get(pk=notice.pk).state]
        notice = step(district, notice, role, now=now)
    if end:
        assert notice.until_on is not None
        after = moment(notice.until_on + dt.timedelta(days=1), 0)
        notice = running.expire(notice, now=after, by=SYSTEM)
    return notice


def asked(case: Development, name: str, day: dt.date) -> Item:
    """A branch meeting called for the step."""
    return voting.call_meeting(
        case, name, held_on=day, seen=round_of(case), today=LATER, now=moment(LATER), by=SYSTEM
    ).item


def voted(
    district: District, case: Development, name: str, day: dt.date, *, against: int = 0
) -> Item:
    """Everybody came; all but so many were for it; another one compared the count."""
    item = asked(case, name, day)
    count(district, item, against=against)
    return item


def count(
    district: District, item: Item, *, against: int = 0, now: dt.datetime | None = None
) -> None:
    """The meeting held: everybody came, was counted, and another one compared the count."""
    meeting, now = item.meeting, now or moment(LATER)
    due = full_members(meeting.organization, meeting.held_on)
    keeper = viewer_of(district.accounts["secretary"], TODAY).actor(Purpose.MAINTAIN)
    other = viewer_of(district.accounts["clerk"], TODAY).actor(Purpose.MAINTAIN)
    holding.fix_roll(meeting, present=[one.pk for one in due], now=now, by=keeper)
    came = len(due)
    counting.record(
        item,
        sheet=Sheet(came, came, came),
        votes=Votes(came - against, against, 0),
        scrutineer=due[-1],
        teller=due[-2],
        now=now,
        by=keeper,
    )
    counting.hand_over(meeting, now=now, by=keeper)
    counting.confirm(meeting, now=now, by=other)


def taken(district: District, case: Development, name: str, day: dt.date) -> Development:
    """The step, whatever it takes: a notice, a meeting, or a line."""
    if name == "notice":
        noticed(district, case, day)
        return case
    if name in ("meeting", "convert_meeting"):
        voted(district, case, name, day)
    return took(district, case, name, day)


def schedule(until: str) -> list[tuple[str, dt.date]]:
    """Every step up to one, by its day: (name, day)."""
    order = [step.name for step in STEPS]
    wanted = order[: order.index(until) + 1]
    days = [(day, order.index(name), name) for name in wanted for day in DAYS[name]]
    last = max(DAYS[until])
    later = {"list_candidate": ("examine_activist",), "convert_meeting": ("examine_probation",)}
    held_back = [n for stop, names in later.items() if stop not in wanted for n in names]
    return [(name, day) for day, _, name in sorted(days) if name not in held_back or day <= last]


def walked(district: District, until: str, **more: Any) -> Development:
    """A development that has come as far as a step, on the days of DAYS."""
    case = applied(district, **more)
    for name, day in schedule(until):
        if name != "apply":
            case = taken(district, case, name, day)
    case.refresh_from_db()
    return case
