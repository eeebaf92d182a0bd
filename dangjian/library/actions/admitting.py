"""A draft is sent in, signed by one after the other, and stands on the shelf; or goes back."""

from __future__ import annotations

import datetime as dt

from dangjian.flow import actions as flow
from dangjian.flow.models import ToDo
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.library.actions.shelving import put_on_shelf
from dangjian.library.models import OPEN, Admission, Clearance, Document, Reach, Stage
from dangjian.library.queries.admissions import office_for, signers_of
from dangjian.library.queries.holdings import (
    keeper_of,
    latest_draft,
    path_of,
    said_in,
    text_of,
)
from dangjian.library.recording import check_not_in_review, person_of
from dangjian.library.rules.entering import (
    check_no_marks,
    check_numbers,
    digest_of_words,
    numbers_in,
)
from dangjian.library.rules.tables import (
    ADMISSIONS,
    AT,
    Who,
    check_other_eyes,
    next_part,
    signing_move,
)
from dangjian.registry.models import Organization


@evidence.action
def send_in(
    document: Document, *, seen: int, reason: str = "", now: dt.datetime, by: Actor
) -> Admission:
    """Send the latest draft to those who let it onto the shelf.

    Stale: the draft is not the one that was read. Refused: its file is still being read or barred;
    a number without a reason; nobody who could review it.
    """
    stored = Document.objects.select_for_update().get(pk=document.pk)
    check_not_in_review(stored)
    draft = latest_draft(stored)
    if draft is None or draft.pk != seen:
        raise Stale("刚刚又存了新的一稿，请看一遍最新的一稿再送审。")
    if draft.upload and draft.upload.state == Reach.WAITING:
        raise Refused("文件的文字还在读，请等读完再送审；等不及的，可以先停下。")
    if draft.upload and draft.upload.state == Reach.BARRED:
        raise Refused(draft.upload.note)
    said = list(said_in(draft))
    check_no_marks([*said, ("理由", reason)])
    check_numbers(numbers_in(said), reason)
    author = person_of(by)
    admission = Admission(
        document=stored,
        draft=draft,
        words=digest_of_words(text_of(draft.upload)),
        public=draft.clearance == Clearance.PUBLIC,
        author=author,
        reason=reason.strip(),
        at=now,
    )
    office = keeper_of(stored)
    eyes = {author.pk, draft.author_id}
    flow.open_case(
        admission,
        ADMISSIONS,
        at=office,
        part=Who.AUTHOR,
        to=[office_for(office, Who.REVIEW, eyes, now.date())],
        now=now,
        by=by,
        note=draft.title,
    )
    _leaf(by, "send_in", admission, digest=draft.digest)
    return admission


@evidence.action
def sign(
    admission: Admission,
    todo: ToDo,
    *,
    office: Organization,
    seen: int,
    now: dt.datetime,
    by: Actor,
) -> Admission:
    """Sign what the admission waits for; after the last signature it stands on the shelf.

    todo: the share of the signer. office: where he works. Refused (403): he wrote or signed it
    already. Stale: somebody was quicker, or the words of the file are no longer those sent in.
    """
    stored = Admission.objects.select_for_update().get(pk=admission.pk)
    if Stage(stored.state) not in AT:
        raise Stale("这一稿已经不在审核中。")
    draft, signer = stored.draft, person_of(by)
    if digest_of_words(text_of(draft.upload)) != stored.words:
        raise Stale("文件的文字和送审时不一样了，请退回作者重新送审。")
    signers = signers_of(stored)
    for author in (stored.author_id, draft.author_id):
        check_other_eyes(signer.pk, author=author, signers=signers)
    after, part = next_part(stored), AT[Stage(stored.state)]
    eyes = {stored.author_id, draft.author_id, signer.pk, *signers}
    to = [office_for(keeper_of(stored.document), after, eyes, now.date())] if after else []
    flow.advance(
        stored,
        ADMISSIONS,
        signing_move(stored),
        part=part,
        now=now,
        by=by,
        to=to,
        office=office,
        seen=seen,
        note=draft.title,
    )
    _leaf(by, "sign", stored, part=part.value, digest=draft.digest)
    if after is None:
        put_on_shelf(stored, now=now, by=by)
    return stored


@evidence.action
def send_back(
    admission: Admission,
    *,
    words: str,
    office: Organization,
    seen: int,
    now: dt.datetime,
    by: Actor,
) -> Admission:
    """A signer sends it back to its author, with a reason."""
    stored = Admission.objects.select_for_update().get(pk=admission.pk)
    if Stage(stored.state) not in AT:
        raise Stale("这一稿已经不在审核中。")
    check_no_marks([("理由", words)])
    part = AT[Stage(stored.state)]
    flow.advance(
        stored, ADMISSIONS, "send_back",
        part=part, now=now, by=by, words=words, office=office, seen=seen,
    )  # fmt: skip
    flow.assign(
        "修改退回的图书馆文章，再送审",
        to=stored.author,
        asked_by=person_of(by),
        now=now,
        by=by,
        note=stored.draft.title,
    )
    _leaf(by, "send_back", stored)
    return stored


@evidence.action
def take_back(admission: Admission, *, now: dt.datetime, by: Actor) -> Admission:
    """The author takes it back before it is signed to the end."""
    stored = Admission.objects.select_for_update().get(pk=admission.pk)
    if stored.state not in OPEN:
        raise Stale("这一稿已经审完，或者已经撤回。")
    flow.advance(stored, ADMISSIONS, "take_back", part=Who.AUTHOR, now=now, by=by)
    _leaf(by, "take_back", stored)
    return stored


def _leaf(by: Actor, verb: str, admission: Admission, **detail: object) -> None:
    document = admission.document
    evidence.record(
        by,
        verb,
        "admission",
        admission.uid,
        path_of(document),
        document=str(document.uid),
        **detail,
    )
