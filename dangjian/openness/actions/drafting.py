"""A notice is written, sent in, or not made after all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dangjian.flow import actions as flow
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.proofs.statements import text_digest
from dangjian.kernel.refusal import Refused, Stale
from dangjian.openness.models import Kind, Notice, State
from dangjian.openness.queries.offices import office_for
from dangjian.openness.recording import full_text, leaf
from dangjian.openness.rules import NOTICES, Who, periods, persons
from dangjian.openness.rules.persons import Subject
from dangjian.openness.rules.tables import PART, RIGHT, WRITABLE
from dangjian.portal.recording import person_of
from dangjian.registry.models import Organization


@dataclass(frozen=True)
class Draft:
    """Everything a notice says. text: paragraphs, one a line; days: working days."""

    title: str
    text: str
    subjects: Sequence[Subject]
    office: str
    phone: str
    address: str
    days: int
    document: str = ""


@evidence.action
def begin(
    organization: Organization, kind: Kind, draft: Draft, *, now: dt.datetime, by: Actor
) -> Notice:
    """Begin a notice of an organization. Refused for what a notice may not say or be."""
    notice = Notice(kind=kind, organization=organization, author=person_of(by))
    _fill(notice, draft, now.date())
    flow.open_case(notice, NOTICES, at=organization, part=Who.AUTHOR, to=[], now=now, by=by)
    leaf(by, "draft", notice, kind=str(kind))
    return notice


@evidence.action
def edit(notice: Notice, draft: Draft, *, seen: int, now: dt.datetime, by: Actor) -> Notice:
    """Change what a draft says. Stale once it was sent in. Whoever changes it is its author."""
    stored = _writable(notice)
    if stored.case.round != seen:
        raise Stale("公示刚刚办了下一步，请看一遍再改。")
    stored.author = person_of(by)
    _fill(stored, draft, now.date())
    stored.save()
    leaf(by, "edit", stored)
    return stored


@evidence.action
def send_in(notice: Notice, *, seen: int, now: dt.datetime, by: Actor) -> Notice:
    """Send the notice to be reviewed; what is signed from here on is exactly this text.

    Refused: too short a period by now; nobody who could review it.
    """
    stored = _writable(notice)
    periods.check_days(Kind(stored.kind), stored.days, now.date(), stored.organization.path)
    stored.author = person_of(by)
    stored.content_by = stored.secrecy_by = stored.approved_by = None
    stored.issuer = stored.organization.name
    stored.digest = text_digest(full_text(stored))
    stored.save()
    first = office_for(stored.organization, RIGHT[State.CONTENT], {stored.author_id}, now.date())
    flow.advance(
        stored,
        NOTICES,
        "send_in",
        part=Who.AUTHOR,
        to=[first],
        now=now,
        by=by,
        seen=seen,
        note=stored.title,
    )
    leaf(by, "send_in", stored, digest=stored.digest)
    return stored


@evidence.action
def drop(notice: Notice, *, now: dt.datetime, by: Actor) -> Notice:
    """Not to be made after all. Stale where it is public already, or was dropped before."""
    stored = Notice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
    if stored.state not in WRITABLE and stored.state not in PART:
        raise Stale("这份公示已经发布，或者已经不发了。")
    flow.advance(stored, NOTICES, "drop", part=Who.AUTHOR, now=now, by=by)
    leaf(by, "drop", stored)
    return stored


def _writable(notice: Notice) -> Notice:
    stored = (
        Notice.objects.select_for_update(of=("self",))
        .select_related("organization", "case")
        .get(pk=notice.pk)
    )
    if stored.state not in WRITABLE:
        raise Stale("这份公示已经送审，现在不能改。")
    return stored


def _fill(notice: Notice, draft: Draft, on: dt.date) -> None:
    """Put a draft into the row. Refused for what a notice may not say."""
    for label, words, field in (
        ("标题", draft.title, "title"),
        ("正文", draft.text, "text"),
        ("受理部门", draft.office, "office"),
        ("受理电话", draft.phone, "phone"),
        ("受理地址", draft.address, "address"),
    ):
        if not words.strip():
            raise Refused(f"{label}还是空的。", field=field)
    persons.check_subjects(draft.subjects)
    persons.check_public([("标题", draft.title), ("正文", draft.text), ("文号", draft.document)])
    persons.check_public(
        [("受理部门", draft.office), ("受理电话", draft.phone)], allowed=frozenset({"landline"})
    )
    persons.check_public([("受理地址", draft.address)], allowed=frozenset({"address"}))
    stays = [("标题", draft.title), ("正文", draft.text), ("受理部门", draft.office)]
    persons.check_names_nobody(draft.subjects, stays)
    periods.check_days(Kind(notice.kind), draft.days, on, notice.organization.path)
    for name in ("title", "document", "text", "office", "phone", "address"):
        setattr(notice, name, getattr(draft, name).strip())
    notice.issuer = notice.organization.name
    notice.days, notice.count = draft.days, len(draft.subjects)
    notice.seal("persons", persons.written(draft.subjects))
