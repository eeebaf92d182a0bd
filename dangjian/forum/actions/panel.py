"""Name experts, ask one, answer, keep the answer as a note (C4)."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from dangjian.flow import actions as flow
from dangjian.flow.models import ToDo
from dangjian.forum.actions._shared import person_of
from dangjian.forum.models import Consultation, Expert, Reach, Stage
from dangjian.forum.rules import panel as rules
from dangjian.forum.rules import texts
from dangjian.forum.rules.panel import Part, Step
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.models import Organization, Person
from dangjian.search import actions as search
from dangjian.search.models import Kind


@evidence.action
def name_expert(
    person: Person, organization: Organization, *, field: str, today: dt.date, by: Actor
) -> Expert:
    """An office names somebody as an expert of a field. Refused: he is already."""
    # The organization's row makes two who name the same person wait for each other.
    Organization.objects.select_for_update().get(pk=organization.pk)
    running = Expert.objects.filter(
        person=person, organization=organization, field=field, ended_on__isnull=True
    )
    if running.exists():
        raise Refused(f"{person.name}已经是这个领域的专家。", field="field")
    expert = Expert.objects.create(
        person=person,
        organization=organization,
        field=field,
        named_by=person_of(by),
        named_on=today,
    )
    evidence.record(by, "name_expert", "person", person.uid, person.path, field=field)
    return expert


@evidence.action
def end_expert(expert: Expert, *, today: dt.date, by: Actor) -> Expert:
    """He is asked no more; what he answered stays. Stale: it ended already."""
    stored = Expert.objects.select_for_update().get(pk=expert.pk)
    if stored.ended_on is not None:
        raise Stale("已经停聘，没有再办一次。")
    stored.ended_on = today
    stored.save(update_fields=["ended_on"])
    evidence.record(by, "end_expert", "person", stored.person.uid, stored.person.path)
    return stored


@evidence.action
def ask(
    expert: Expert,
    *,
    organization: Organization,
    subject: str,
    question: str,
    due_on: dt.date,
    now: dt.datetime,
    by: Actor,
) -> Consultation:
    """A clerk puts a question to an expert. Refused: to himself; marks or personal data in it."""
    asker = person_of(by)
    _check_expert(expert, asker)
    texts.check((subject, "subject"), (question, "question"))
    asked = Consultation(
        organization=organization,
        asker=asker,
        expert=expert,
        subject=subject,
        question=question,
        asked_at=now,
        stage=Stage.ASKED,
    )
    asked.todo = _call_expert(asked, due_on, now, by)
    asked.save()
    _told(by, "consult", asked)
    return asked


@evidence.action
def answer(consultation: Consultation, *, text: str, now: dt.datetime, by: Actor) -> Consultation:
    """The expert answers; who asked decides who may find it. Refused: marks, personal data."""
    asked = _taken(consultation, Step.ANSWER, by)
    texts.check((text, "text"))
    asked.stage, asked.answer = Stage.ANSWERED, text
    asked.answered_by, asked.answered_at = person_of(by), now
    _next(asked, "看专家的答复，定公开还是内部", now, by)
    _told(by, "answer_consultation", asked)
    return asked


@evidence.action
def decline(consultation: Consultation, *, words: str, now: dt.datetime, by: Actor) -> Consultation:
    """The expert does not answer, and says why."""
    asked = _taken(consultation, Step.DECLINE, by)
    if not words.strip():
        raise Refused("请写一句为什么不便答复。", field="words")
    asked.stage, asked.words = Stage.DECLINED, words.strip()
    _next(asked, "专家不便答复，请另请一位", now, by)
    _told(by, "decline_consultation", asked)
    return asked


@evidence.action
def hand_on(
    consultation: Consultation, *, expert: Expert, due_on: dt.date, now: dt.datetime, by: Actor
) -> Consultation:
    """Another expert is asked the same. Refused: the same one, oneself."""
    asked = _taken(consultation, Step.HAND_ON, by)
    _check_expert(expert, asked.asker)
    if expert.person_id == asked.expert.person_id:
        raise Refused("请另选一位专家。", field="expert")
    _close(asked, now, by, done=asked.stage == Stage.DECLINED)
    asked.expert, asked.stage, asked.words = expert, Stage.ASKED, ""
    asked.todo = _call_expert(asked, due_on, now, by)
    asked.save()
    _told(by, "hand_on_consultation", asked)
    return asked


@evidence.action
def note(consultation: Consultation, *, reach: Reach, now: dt.datetime, by: Actor) -> Consultation:
    """Question and answer become a note that is found later, by offices or by everybody."""
    asked = _taken(consultation, Step.NOTE, by)
    texts.check((asked.subject, ""), (asked.question, ""), (asked.answer, ""))
    _close(asked, now, by, done=True)
    asked.stage, asked.reach, asked.noted_at = Stage.NOTED, reach, now
    asked.save()
    _told(by, "note_consultation", asked, reach=reach)
    if reach == Reach.PUBLIC:
        search.index(_findable(asked))
    return asked


def every_findable(after: int, most: int) -> list[tuple[int, search.Findable]]:
    """So many public notes after a number, locked, for an index written anew."""
    rows = Consultation.objects.filter(pk__gt=after, reach=Reach.PUBLIC, noted_at__isnull=False)
    locked = rows.select_related("organization").select_for_update(of=("self",))
    return [(one.pk, _findable(one)) for one in locked.order_by("pk")[:most]]


def _findable(asked: Consultation) -> search.Findable:
    noted_at = asked.noted_at
    return search.Findable(
        kind=Kind.NOTE,
        noun=asked.uid,
        title=asked.subject,
        text=f"{asked.question}\n{asked.answer}",
        day=timezone.localtime(noted_at).date() if noted_at else None,
        issuer=asked.organization.short_name,
    )


@evidence.action
def withdraw(consultation: Consultation, *, now: dt.datetime, by: Actor) -> Consultation:
    """Who asked takes it back before it was answered."""
    asked = _taken(consultation, Step.WITHDRAW, by)
    _close(asked, now, by, done=False)
    asked.stage = Stage.WITHDRAWN
    asked.save()
    _told(by, "withdraw_consultation", asked)
    return asked


# --- the consultation under way -------------------------------------------------------------------


def _taken(consultation: Consultation, step: Step, by: Actor) -> Consultation:
    """The consultation as stored, locked for this step, by whoever's step it is."""
    stored = Consultation.objects.select_for_update().get(pk=consultation.pk)
    if not rules.stands(step, stored):
        raise Stale(f"这次咨询现在是“{stored.get_stage_display()}”，刚才的操作没有办成。")
    whose = stored.asker if rules.FLOW[step].who is Part.ASKER else stored.expert.person
    if by.person_uid != whose.uid:
        raise Stale(f"这一步由{whose.name}办，刚才的操作没有办成。")
    return stored


def _check_expert(expert: Expert, asker: Person) -> None:
    if expert.ended_on is not None:
        raise Stale("这位专家已经停聘，请另选一位。")
    if expert.person_id == asker.pk:
        raise Refused("不能问自己，请另选一位专家。", field="expert")


def _call_expert(asked: Consultation, due_on: dt.date, now: dt.datetime, by: Actor) -> ToDo:
    return flow.assign(
        f"答复咨询：{asked.subject}",
        to=asked.expert.person,
        asked_by=asked.asker,
        due_on=due_on,
        now=now,
        by=by,
        note=f"领域：{asked.expert.field}",
    )


def _next(asked: Consultation, what: str, now: dt.datetime, by: Actor) -> None:
    """The expert has done his; who asked is called."""
    _close(asked, now, by, done=True)
    asked.todo = flow.assign(
        f"{what}：{asked.subject}",
        to=asked.asker,
        asked_by=asked.expert.person,
        now=now,
        by=by,
    )
    asked.save()


def _close(asked: Consultation, now: dt.datetime, by: Actor, *, done: bool) -> None:
    if asked.todo is None or asked.todo.closed_at is not None:
        return
    if done:
        flow.finish(asked.todo, now=now, by=by)
    else:
        flow.withdraw(asked.todo, now=now, by=by)


def _told(by: Actor, verb: str, asked: Consultation, **detail: object) -> None:
    evidence.record(by, verb, "consultation", asked.uid, asked.organization.path, **detail)
