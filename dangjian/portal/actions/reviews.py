"""An article is sent in, signed by one after the other, sent back or taken back."""

from __future__ import annotations

import datetime as dt

from dangjian.flow import actions as flow
from dangjian.flow.models import ToDo
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.portal.actions.publishing import publish
from dangjian.portal.models import Article, Column, Signature, State, Submission
from dangjian.portal.queries.drafts import column_of, content_of, writers_of
from dangjian.portal.queries.reviews import office_for
from dangjian.portal.recording import person_of
from dangjian.portal.rules import AT, Who, kinds, next_kind, signing_move
from dangjian.portal.rules.content import (
    check_no_marks,
    check_numbers,
    digest,
    read,
    words_of,
    written,
)
from dangjian.portal.rules.signing import check_other_eyes
from dangjian.portal.rules.tables import REVIEWS
from dangjian.registry.models import Organization


@evidence.action
def send_in(
    article: Article,
    *,
    seen: int,
    reason: str = "",
    appear_at: dt.datetime | None = None,
    expire_at: dt.datetime | None = None,
    now: dt.datetime,
    by: Actor,
) -> Submission:
    """Send the latest draft to be reviewed; what is signed from here on is exactly this text.

    Stale where the draft is not the one that was read. Refused: nothing written; a number without
    a reason; a closed column; nobody who could review it.
    """
    stored = Article.objects.select_for_update().get(pk=article.pk)
    if stored.submissions.filter(state__in=[*AT, State.SIGNED]).exists():
        raise Refused("这篇稿件正在审。")
    if stored.latest_revision_id != seen:
        raise Stale("稿件刚刚又改过，请看一遍最新的一稿再送审。")
    column = column_of(stored)
    _check_open(column)
    _check_days(appear_at, expire_at, now)
    content = content_of(stored, stored.latest_revision, column.organization.name)
    if not content.blocks:
        raise Refused("正文还是空的。")
    check_no_marks([*words_of(content), ("理由", reason)])
    check_numbers(content, reason)
    text = written(content)
    author = person_of(by)
    submission = Submission(
        article=stored,
        column=column,
        revision=stored.latest_revision,
        content=text,
        digest=digest(text),
        reviews=column.reviews,
        author=author,
        reason=reason.strip(),
        appear_at=appear_at,
        expire_at=expire_at,
        at=now,
    )
    first = office_for(column, kinds(column.reviews)[0], _eyes(submission), now.date())
    flow.open_case(
        submission,
        REVIEWS,
        at=column.organization,
        part=Who.AUTHOR,
        to=[first],
        now=now,
        by=by,
        note=content.title,
    )
    _leaf(by, "send_in", submission)
    return submission


@evidence.action
def sign(
    submission: Submission,
    todo: ToDo,
    *,
    office: Organization,
    seen: int,
    now: dt.datetime,
    by: Actor,
) -> Submission:
    """Sign the review the submission waits for; after the last one it is published, or waits for
    its day. todo: the share of the signer. office: where he works.

    Refused (403): he wrote or signed it already. Stale: somebody was quicker.
    """
    stored = Submission.objects.select_for_update().get(pk=submission.pk)
    if State(stored.state) not in AT:
        raise Stale("这一稿已经不在审核中。")
    signer, kind = person_of(by), AT[State(stored.state)]
    signers = set(stored.signatures.values_list("signer", flat=True))
    writers = writers_of(stored.article)
    check_other_eyes(signer.pk, author=stored.author_id, writers=writers, signers=signers)
    after = next_kind(stored)
    move = signing_move(stored)
    eyes = {stored.author_id, *writers, *signers, signer.pk}
    to = [office_for(stored.column, after, eyes, now.date())] if after else []
    Signature.objects.create(
        submission=stored,
        kind=kind,
        signer=signer,
        office=office,
        role=by.role,
        digest=stored.digest,
        at=now,
    )
    flow.advance(
        stored,
        REVIEWS,
        move,
        part=kind.value,
        now=now,
        by=by,
        to=to,
        office=office,
        seen=seen,
        note=read(stored.content).title,
    )
    _leaf(by, "sign", stored, kind=kind.value, digest=stored.digest)
    if after is None and (stored.appear_at is None or stored.appear_at <= now):
        publish(stored, now=now, by=by)
    return stored


@evidence.action
def send_back(
    submission: Submission,
    *,
    words: str,
    office: Organization,
    seen: int,
    now: dt.datetime,
    by: Actor,
) -> Submission:
    """A signer sends it back to its author, with a reason."""
    stored = Submission.objects.select_for_update().get(pk=submission.pk)
    if State(stored.state) not in AT:
        raise Stale("这一稿已经不在审核中。")
    check_no_marks([("理由", words)])
    flow.advance(
        stored,
        REVIEWS,
        "send_back",
        part=AT[State(stored.state)].value,
        now=now,
        by=by,
        words=words,
        office=office,
        seen=seen,
    )
    flow.assign(
        "修改退回的稿件，再送审",
        to=stored.author,
        asked_by=person_of(by),
        now=now,
        by=by,
        note=read(stored.content).title,
    )
    _leaf(by, "send_back", stored)
    return stored


@evidence.action
def take_back(submission: Submission, *, now: dt.datetime, by: Actor) -> Submission:
    """The author takes a submission back, also one that waits for its day."""
    stored = Submission.objects.select_for_update().get(pk=submission.pk)
    if State(stored.state) not in (*AT, State.SIGNED):
        raise Stale("这一稿已经审完了。")
    flow.advance(stored, REVIEWS, "take_back", part=Who.AUTHOR, now=now, by=by)
    _leaf(by, "take_back", stored)
    return stored


def _eyes(submission: Submission) -> set[int]:
    """Who has had the text in his hands already: nobody of them is the next."""
    signers = submission.signatures.values_list("signer", flat=True) if submission.pk else []
    return {submission.author_id, *writers_of(submission.article), *signers}


def _check_open(column: Column) -> None:
    if column.closed_on is not None:
        raise Refused("这个栏目已经结束，不再收新的稿件。")


def _check_days(
    appear_at: dt.datetime | None, expire_at: dt.datetime | None, now: dt.datetime
) -> None:
    if appear_at is not None and appear_at < now:
        raise Refused("定的发布时间已经过了。要马上发布，这一格不填。", field="appear_at")
    if expire_at is not None and expire_at <= (appear_at or now):
        raise Refused("撤下的时间要在发布以后。", field="expire_at")


def _leaf(by: Actor, verb: str, submission: Submission, **detail: object) -> None:
    path = submission.column.organization.path
    evidence.record(
        by, verb, "submission", submission.uid, path, article=str(submission.article_id), **detail
    )
