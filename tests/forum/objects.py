"""For every address of the forum with arguments: an object of one's own part, and a foreign one.

own      of the street: asked, said and written by the member of 东篱社区第一党支部
foreign  of the other street, by people of it
"""

from __future__ import annotations

from typing import Any

from dangjian.forum.actions import contributions, panel, seminars
from dangjian.forum.models import Advice, Expert, Reach, Reason
from dangjian.kernel.evidence import Actor
from dangjian.registry.authority import Purpose
from dangjian.registry.models import Organization, Person, Role
from tests.district import TODAY, District, give
from tests.forum import forum
from tests.forum.forum import DUE, NOON


def objects(
    district: District, foreign: bool, person: Person, other: Person
) -> dict[str, list[Any]]:
    """person: somebody with an account and no role; other: the same, of another branch than his."""
    place = district.other_street if foreign else district.street
    author = person if foreign else district.people["member"]
    keeper = district.people["office"] if foreign else district.people["clerk"]
    topic = forum.topic(district, "office", at=place)
    shown = forum.say(topic.thread, author)
    held = contributions.hold(
        forum.say(topic.thread, author),
        reason=Reason.INSULT,
        look_by=DUE,
        now=NOON,
        by=forum.by(district, "office"),
    )
    hidden = forum.say(topic.thread, author)
    forum.hide(district, hidden)
    appealed = forum.say(topic.thread, author)
    # By the clerk of the street, so that the district office can hear the appeal.
    contributions.hide(
        appealed,
        reason=Reason.OFF_TOPIC,
        clause="",
        words="",
        today=TODAY,
        now=NOON,
        by=_moderator(district, foreign, place, other),
    )
    forum.appeal(appealed, forum.of(author))
    reviewer = _expert(district, other)
    call = forum.seminar(district, "office", at=place)
    sent = forum.paper(call, author)
    advised = forum.reviewed(district, forum.paper(call, author), reviewer)
    seminars.review(
        forum.review_of(advised, other),
        advice=Advice.ACCEPT,
        reasons="写得实在。",
        decide_by=DUE,
        now=NOON,
        by=forum.of(other),
    )
    accepted = seminars.accept(
        _advised(district, call, author, reviewer, other),
        reasons="写得实在。",
        today=TODAY,
        now=NOON,
        by=forum.by(district, "office"),
    )
    asker = other if foreign else keeper
    mine = _expert(district, author, "发展党员")
    asked = _asked(district, mine, place, asker)
    answered = panel.answer(
        _asked(district, mine, place, asker), text="批准那天。", now=NOON, by=forum.of(author)
    )
    note = panel.note(
        panel.answer(
            _asked(district, mine, place, asker), text="批准那天。", now=NOON, by=forum.of(author)
        ),
        reach=Reach.INTERNAL,
        now=NOON,
        by=forum.of(asker),
    )
    return (
        dict.fromkeys(("topic", "topic_answer", "topic_close", "topic_contribute"), [topic.pk])
        | dict.fromkeys(("contribution", "contribution_hold", "contribution_hide"), [shown.pk])
        | dict.fromkeys(("contribution_restore", "contribution_appeal"), [hidden.pk])
        | dict.fromkeys(("seminar", "paper_submit"), [call.pk])
        | dict.fromkeys(("paper", "paper_withdraw", "paper_assign"), [sent.pk])
        | dict.fromkeys(
            (
                "consultation",
                "consultation_answer",
                "consultation_decline",
                "consultation_hand_on",
                "consultation_withdraw",
            ),
            [asked.pk],
        )
        | {
            "contribution_show": [held.pk],
            "contribution_judge": [appealed.pk],
            "thread_moderate": [topic.thread.pk],
            "paper_decide": [advised.pk],
            "paper_contribute": [accepted.pk],
            "review": [_review(district, call, author, other, reviewer, foreign).pk],
            "note": [note.pk],
            "expert_end": [
                _expert(district, author, "党史", at=place).pk,
            ],
            "consultation_note": [answered.pk],
            "opinion_answer": [forum.opinion(district).pk],
        }
    )


def _expert(
    district: District, person: Person, field: str = "基层治理", at: Organization | None = None
) -> Expert:
    """As `forum.expert`, or the one there is: a site is furnished more than once."""
    found = Expert.objects.filter(person=person, field=field, organization=at or district.root)
    return found.first() or forum.expert(district, person, field, at)


def _moderator(district: District, foreign: bool, place: Organization, other: Person) -> Actor:
    if not foreign:
        return forum.who(district, "clerk").actor(Purpose.MODERATE, place.path)
    give(other, Role.CLERK, place)
    return forum.of(other)


def _review(
    district: District, call: Any, author: Person, other: Person, reviewer: Any, foreign: bool
) -> Any:
    """A review that waits: own, of the organizer for somebody of another branch."""
    if foreign:
        return forum.review_of(forum.reviewed(district, forum.paper(call, author), reviewer), other)
    organizer = district.people["organizer"]
    asked = _expert(district, organizer)
    return forum.review_of(forum.reviewed(district, forum.paper(call, other), asked), organizer)


def _advised(district: District, call: Any, author: Person, reviewer: Any, other: Person) -> Any:
    sent = forum.reviewed(district, forum.paper(call, author), reviewer)
    seminars.review(
        forum.review_of(sent, other),
        advice=Advice.ACCEPT,
        reasons="写得实在。",
        decide_by=DUE,
        now=NOON,
        by=forum.of(other),
    )
    return sent


def _asked(district: District, expert: Any, place: Organization, asker: Person) -> Any:
    return panel.ask(
        expert,
        organization=place,
        subject="预备期从哪天算起",
        question="支部大会通过那天，还是上级批准那天？",
        due_on=DUE,
        now=NOON,
        by=forum.of(asker),
    )
