"""Open a topic, answer it, close it with a summary (J6)."""

from __future__ import annotations

import datetime as dt

from dangjian.forum.actions._shared import locked, person_of, told
from dangjian.forum.models import Answer, Audience, Contribution, Screening, State, Thread, Topic
from dangjian.forum.rules import texts
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.models import Organization
from dangjian.search import actions as search
from dangjian.search.models import Kind


@evidence.action
def open_topic(
    organization: Organization,
    *,
    title: str,
    question: str,
    audience: Audience,
    screening: Screening,
    from_on: dt.date,
    until_on: dt.date,
    now: dt.datetime,
    by: Actor,
) -> Topic:
    """An office opens a topic. Refused: a span that is over or upside down, marks in the words."""
    if until_on < from_on:
        raise Refused("最后一天不能早于开始的那一天。", field="until_on")
    if until_on < now.date():
        raise Refused("最后一天已经过了，请另选一天。", field="until_on")
    texts.check((title, "title"), (question, "question"))
    thread = Thread.objects.create(
        organization=organization,
        title=title,
        audience=audience,
        screening=screening,
        from_on=from_on,
        until_on=until_on,
        opened_by=person_of(by),
        opened_at=now,
    )
    topic = Topic.objects.create(thread=thread, question=question)
    told(by, "open_topic", thread, audience=audience, screening=screening)
    if from_on <= now.date():  # before it begins only its office knows of it
        _let_be_found(topic)
    return topic


@evidence.action
def answer(topic: Topic, *, text: str, now: dt.datetime, by: Actor) -> Answer:
    """The office answers; a later answer stands beside the first. Refused: marks in the words."""
    thread = locked(topic.thread)
    texts.check((text, "text"))
    given = Answer.objects.create(topic=topic, text=text, by=person_of(by), at=now)
    told(by, "answer_topic", thread, answer=str(given.uid))
    if thread.from_on <= now.date():
        _let_be_found(topic)
    return given


@evidence.action
def close(topic: Topic, *, summary: str, now: dt.datetime, by: Actor) -> Topic:
    """The office ends a topic and says what came of it. Stale where it was ended already.

    Refused while something is held: whoever spoke in time is looked at before the end.
    """
    thread = locked(topic.thread)
    if thread.closed_at is not None:
        raise Stale("这个话题已经结束，没有再办一次。")
    if Contribution.objects.filter(thread=thread, state=State.HELD).exists():
        raise Refused("还有发言等着看，请先看完再结束。")
    texts.check((summary, "summary"))
    thread.closed_at = now
    thread.save(update_fields=["closed_at"])
    topic.summary = summary
    topic.save(update_fields=["summary"])
    told(by, "close_topic", thread)
    _let_be_found(topic)
    return topic


def every_findable(
    after: int, most: int, *, today: dt.date
) -> list[tuple[int, search.Findable]]:
    """So many topics after a number that have begun, locked, for an index written anew."""
    rows = Topic.objects.filter(pk__gt=after, thread__from_on__lte=today).order_by("pk")
    locked = rows.select_related("thread__organization").select_for_update(of=("self",))
    return [(one.pk, _findable(one)) for one in locked[:most]]


def _let_be_found(topic: Topic) -> None:
    search.index(_findable(topic))


def _findable(topic: Topic) -> search.Findable:
    """Question, answers and summary are the office's, and found; what people say in it is not."""
    thread = topic.thread
    answers = topic.answers.values_list("text", flat=True)
    return search.Findable(
        kind=Kind.TOPIC,
        noun=topic.thread.uid,
        title=thread.title,
        text="\n".join(filter(None, (topic.question, *answers, topic.summary))),
        day=thread.from_on,
        issuer=thread.organization.short_name,
    )
