"""What tests of the forum share: a topic, something said, hidden, appealed; a paper; a question."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dangjian.forum.actions import contributions, opinions, panel, seminars, threads
from dangjian.forum.models import (
    Audience,
    Consultation,
    Contribution,
    Expert,
    Opinion,
    Paper,
    Reason,
    Removal,
    Review,
    Screening,
    Seminar,
    Thread,
    Topic,
)
from dangjian.kernel.evidence import Actor
from dangjian.registry.authority import Purpose, Viewer, viewer_of
from dangjian.registry.models import Account, Organization, Person
from tests.district import TODAY, District

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.timezone(dt.timedelta(hours=8)))
DUE = dt.date(2026, 11, 30)
UNTIL = dt.date(2026, 12, 20)


def who(district: District, role: str) -> Viewer:
    return viewer_of(district.accounts[role], TODAY)


def by(district: District, role: str, purpose: Purpose = Purpose.MODERATE) -> Actor:
    """The holder of a role, in that role."""
    return who(district, role).actor(purpose, district.root.path)


def of(person: Person) -> Actor:
    """Somebody of the register acting for himself."""
    return viewer_of(Account.objects.get(person=person), TODAY).myself()


def topic(
    district: District,
    role: str = "office",
    at: Organization | None = None,
    screening: Screening = Screening.AT_ONCE,
    audience: Audience = Audience.ANYBODY,
    title: str = "小区充电桩装在哪里好",
) -> Topic:
    place = at or (district.root if role == "office" else district.street)
    return threads.open_topic(
        place,
        title=title,
        question="想在三个小区装充电桩，大家看装在哪里、怎么管。",
        audience=audience,
        screening=screening,
        from_on=TODAY,
        until_on=UNTIL,
        now=NOON,
        by=by(district, role),
    )


def say(thread: Thread, person: Person | None, text: str = "装在北门空地好。") -> Contribution:
    """A member says something, or (None) somebody without account; see `say_with_code`."""
    return say_with_code(thread, person, text)[0]


def say_with_code(
    thread: Thread, person: Person | None, text: str = "装在北门空地好。"
) -> tuple[Contribution, str]:
    return contributions.contribute(
        thread,
        text=text,
        author=person,
        look_by=DUE,
        today=TODAY,
        now=NOON,
        by=of(person) if person else contributions.VISITOR,
    )


def hide(district: District, said: Contribution, role: str = "office", **given: Any) -> Removal:
    asked = {"reason": Reason.OFF_TOPIC, "clause": "", "words": "说的是别的事。"} | given
    return contributions.hide(said, **asked, today=TODAY, now=NOON, by=by(district, role))


def appeal(said: Contribution, actor: Actor) -> Removal:
    return contributions.appeal(
        said, words="说的就是这件事。", due_on=DUE, today=TODAY, now=NOON, by=actor
    )


def seminar(district: District, role: str = "office", at: Organization | None = None) -> Seminar:
    place = at or (district.root if role == "office" else district.street)
    return seminars.open_seminar(
        place,
        title="基层治理征文",
        call="写身边的事，三千字以内。",
        last_day=UNTIL,
        now=NOON,
        by=by(district, role),
    )


def paper(called: Seminar, author: Person, title: str = "楼栋议事怎样议得成") -> Paper:
    return seminars.submit(
        called,
        author=author,
        byline="东篱 宋",
        title=title,
        abstract="讲一栋楼的经过。",
        text="先说缘起，再说办法。",
        due_on=DUE,
        today=TODAY,
        now=NOON,
        by=of(author),
    )


def expert(
    district: District, person: Person, field: str = "基层治理", at: Organization | None = None
) -> Expert:
    return panel.name_expert(
        person, at or district.root, field=field, today=TODAY, by=by(district, "office")
    )


def reviewed(district: District, sent: Paper, *experts: Expert, role: str = "office") -> Paper:
    return seminars.ask_reviewers(sent, experts, due_on=DUE, now=NOON, by=by(district, role))


def review_of(sent: Paper, person: Person) -> Review:
    return Review.objects.get(paper=sent, reviewer=person)


def ask(
    district: District, asked: Expert, role: str = "clerk", at: Organization | None = None
) -> Consultation:
    return panel.ask(
        asked,
        organization=at or district.street,
        subject="预备期从哪天算起",
        question="支部大会通过那天，还是上级批准那天？",
        due_on=DUE,
        now=NOON,
        by=by(district, role, Purpose.CONSULT),
    )


def opinion(
    district: District, text: str = "字太小，看不清。"
) -> Opinion:
    return opinions.give(
        text,
        page="待办",
        answerer=district.root,
        due_on=DUE,
        today=TODAY,
        now=NOON,
    )
