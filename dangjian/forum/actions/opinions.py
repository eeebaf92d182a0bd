"""Give an opinion on the system, and answer it for everybody to read (X28)."""

from __future__ import annotations

import datetime as dt

from dangjian.flow import actions as flow
from dangjian.flow.rules import Office
from dangjian.forum.actions._shared import person_of
from dangjian.forum.models import Opinion, Reason
from dangjian.forum.rules import moderation, texts
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.authority import Purpose
from dangjian.registry.models import Organization

SOMEBODY = Actor(None, "visitor")
"""Whoever gives an opinion, signed in or not: nobody writes down who it was."""


@evidence.action
def give(
    text: str,
    *,
    page: str,
    answerer: Organization,
    due_on: dt.date,
    today: dt.date,
    now: dt.datetime,
) -> Opinion:
    """Somebody says what is wrong with the system, and whose office answers is called.

    page: in plain words. Refused: marks, certain personal data.
    """
    texts.check((text, "text"), (page, "page"))
    opinion = Opinion(page=page, given_on=today)
    opinion.seal("kept", text)
    opinion.todo = flow.assign(
        f"答复对本系统的意见{f'（{page}）' if page else ''}",
        to=Office(answerer, Purpose.MODERATE),
        asked_by=None,
        due_on=due_on,
        # Only the day: the hour might tell who it was.
        now=now.replace(hour=0, minute=0, second=0, microsecond=0),
        by=SOMEBODY,
        note="意见和答复会一起公开。",
    )
    opinion.save()
    evidence.record(SOMEBODY, "give_opinion", "opinion", opinion.uid, answerer.path)
    return opinion


@evidence.action
def answer(
    opinion: Opinion,
    *,
    text: str,
    reason: Reason | None = None,
    clause: str = "",
    now: dt.datetime,
    by: Actor,
) -> Opinion:
    """The office answers; opinion and answer are shown, what looks like personal data masked.

    reason: the opinion's own words are not shown, and the page says why; the answer is.
    Stale: somebody answered first. Refused: marks or personal data in the answer.
    """
    stored = Opinion.objects.select_for_update().get(pk=opinion.pk)
    if stored.answer:
        raise Stale("这条意见已经答复过，没有再答一次。")
    if not text.strip():
        raise Refused("请写明答复。", field="text")
    texts.check((text, "text"))
    stored.answer, stored.answered_by, stored.answered_at = text.strip(), person_of(by), now
    if reason is None:
        stored.text = texts.masked(stored.unseal("kept"))
    else:
        stored.reason, stored.clause = reason, moderation.clause_for(reason, clause)
    stored.save()
    flow.finish(stored.todo, now=now, by=by)
    evidence.record(by, "answer_opinion", "opinion", stored.uid, "", reason=stored.reason)
    return stored
