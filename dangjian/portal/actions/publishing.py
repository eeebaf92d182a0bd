"""The front door of the portal: publish, withdraw, expire, move. Nothing else publishes."""

from __future__ import annotations

import datetime as dt

from dangjian.flow import actions as flow
from dangjian.kernel import evidence
from dangjian.kernel.evidence import SYSTEM, Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.portal.models import Article, Column, Ending, Kind, Publication, State, Submission
from dangjian.portal.recording import changed, let_be_found, let_not_be_found
from dangjian.portal.rules import Who, kinds
from dangjian.portal.rules.content import check_no_marks, check_numbers, read, words_of
from dangjian.portal.rules.tables import REVIEWS


@evidence.action
def publish(submission: Submission, *, now: dt.datetime, by: Actor) -> Publication:
    """Put a signed submission before everybody; an earlier publication of the article gives way.

    The text is looked through once more. Stale: it is not signed, or no longer. Refused: it does
    not have the signatures its column demands by now; the column is closed.
    """
    stored = Submission.objects.select_for_update().get(pk=submission.pk)
    if stored.state != State.SIGNED:
        raise Stale("这一稿还没有签完，或者已经不再等着发布。")
    content = read(stored.content)
    check_no_marks(words_of(content))
    check_numbers(content, stored.reason)
    _check_signed(stored, stored.column)
    if stored.column.closed_on is not None:
        raise Refused("这个栏目已经结束，不再收新的稿件。")
    if stored.expire_at is not None and stored.expire_at <= now:
        raise Refused("定好撤下的时间已经过了，不再发布。")
    Article.objects.select_for_update().get(pk=stored.article_id)
    earlier = Publication.objects.filter(article=stored.article_id, ended_at__isnull=True).first()
    if earlier is not None:
        _end(earlier, Ending.REPLACED, now)
    publication = Publication.objects.create(
        article=stored.article,
        submission=stored,
        column=stored.column,
        title=content.title,
        summary=content.summary,
        part=content.part,
        published_at=now,
        expire_at=stored.expire_at,
    )
    flow.advance(stored, REVIEWS, "appear", part=Who.PLATFORM, now=now, by=SYSTEM)
    let_be_found([publication])
    changed()
    _leaf(
        by,
        "publish",
        publication,
        digest=stored.digest,
        signed=[[s.kind, s.role, str(s.office_id)] for s in stored.signatures.order_by("at")],
        replaces=str(earlier.uid) if earlier else None,
    )
    return publication


@evidence.action
def withdraw(publication: Publication, *, reason: str, now: dt.datetime, by: Actor) -> Publication:
    """Take an article off the site; its address stays, with day and reason (a tombstone)."""
    reason = reason.strip()
    if len(reason) < 2:
        raise Refused("请写明为什么撤下，读者看得到。", field="reason")
    check_no_marks([("原因", reason)])
    stored = _running(publication)
    _end(stored, Ending.WITHDRAWN, now, reason)
    changed()
    _leaf(by, "withdraw", stored, reason=reason)
    return stored


@evidence.action
def expire(publication: Publication, *, now: dt.datetime, by: Actor) -> Publication:
    """End a publication whose day is over. Stale where it ended before; Refused before its day."""
    stored = _running(publication)
    if stored.expire_at is None or stored.expire_at > now:
        raise Refused("还没到定好撤下的时间。")
    _end(stored, Ending.EXPIRED, now)
    changed()
    _leaf(by, "expire", stored)
    return stored


@evidence.action
def move(publication: Publication, *, to: Column, by: Actor) -> Publication:
    """Put a published article into another column of the same organization.

    Refused: another organization's; a closed one; one that demands reviews the text has not had.
    """
    stored = _running(publication)
    if to.pk == stored.column_id:
        raise Refused("文章本来就在这个栏目。", field="to")
    if to.organization_id != stored.column.organization_id:
        raise Refused("只能移到本单位的栏目。要给别的单位用，请在那里重新送审。", field="to")
    if to.closed_on is not None:
        raise Refused("那个栏目已经结束。", field="to")
    _check_signed(stored.submission, to)
    before = stored.column
    stored.column = to
    stored.save(update_fields=["column"])
    stored.article.move(to, pos="last-child")
    let_be_found([stored])
    changed()
    _leaf(by, "move", stored, before=before.title, after=to.title)
    return stored


def _check_signed(submission: Submission, column: Column) -> None:
    """Every signature the column demands, of this very text, each by other eyes."""
    wanted = kinds(column.reviews)
    signed = {
        Kind(one.kind): one.signer_id
        for one in submission.signatures.filter(digest=submission.digest)
    }
    missing = [kind.label for kind in wanted if kind not in signed]
    signers = {signed[kind] for kind in wanted if kind in signed} - {submission.author_id}
    if missing or submission.reviews < column.reviews or len(signers) != len(wanted):
        told = "、".join(missing) or "三审"
        raise Refused(f"栏目“{column.title}”要求的审核还没有齐（缺{told}），请重新送审。")


def _running(publication: Publication) -> Publication:
    stored = (
        Publication.objects.select_for_update(of=("self",))
        .select_related("column__organization", "submission", "article")
        .get(pk=publication.pk)
    )
    if stored.ended_at is not None:
        raise Stale("这篇文章已经撤下了。")
    return stored


def _end(publication: Publication, how: Ending, now: dt.datetime, reason: str = "") -> None:
    publication.ended_at, publication.ending, publication.reason = now, how, reason
    publication.save(update_fields=["ended_at", "ending", "reason"])
    let_not_be_found(publication)


def _leaf(by: Actor, verb: str, publication: Publication, **detail: object) -> None:
    path = publication.column.organization.path
    evidence.record(by, verb, "publication", publication.uid, path, **detail)
