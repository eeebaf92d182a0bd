"""The nouns that public statements are made of; how each is held against what was stated of it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from dangjian.kernel.crypto import SealBroken
from dangjian.kernel.models import Leaf
from dangjian.kernel.proofs.statements import State as Stated
from dangjian.kernel.proofs.statements import text_digest
from dangjian.openness.models import Circle, Item, Listing, Notice, PersonnelEntry, State
from dangjian.openness.queries.personnel import Reading
from dangjian.openness.recording import (
    ENTRY,
    ITEM,
    SUBJECT,
    full_text,
    item_text,
    public_text,
)
from dangjian.openness.rules import disclosure_texts


@dataclass(frozen=True)
class Line:
    """One statement of the log. state: in words of the page; at: when it holds from; late: the
    moment it was really signed, where it says that it held long before."""

    state: str
    at: dt.datetime
    until: dt.date | None
    result: str
    digest: str
    late: dt.datetime | None


@dataclass(frozen=True)
class Provable:
    """One kind. says: what people call it; page: the name of its page's address; shown: those that
    everybody may read; words: what stands there now; check: sentences about what does not fit.
    """

    says: str
    page: str
    shown: Callable[[], QuerySet[Any]]
    title: Callable[[Any], str]
    words: Callable[[Any], str]
    check: Callable[[uuid.UUID, Sequence[Line]], Iterator[str]]
    said: Mapping[Stated, str]


# --- notices --------------------------------------------------------------------------------------


def _notices() -> QuerySet[Notice]:
    return Notice.objects.filter(posted_at__isnull=False).select_related("organization")


def _notice(uid: uuid.UUID, lines: Sequence[Line]) -> Iterator[str]:
    """What the notice, as it is stored now, has otherwise than it was stated."""
    notice = _notices().filter(uid=uid).first()
    if notice is None:
        yield "公开的记录里有这份公示，网站上的原文却不见了：被人删除了。"
        return
    over = any(one.state == Stated.REDACTED for one in lines)
    if over != (notice.state != State.RUNNING) or over != (notice.redacted_at is not None):
        yield "公示的状态和公开的记录不一样，被改过。"
    if notice.posted_at != lines[0].at:
        yield "发布时间和公开的记录不一样，被改过。"
    if (notice.posted_on, notice.until_on) != (_day(lines[0].at), _until(lines)):
        yield "公示的起止日期和公开的记录不一样，被改过。"
    if str(notice.organization_id) not in _stated_for(uid):
        yield "署名的组织不是当初公示的组织，被改过。"
    try:
        words = text_digest(public_text(notice))
        original = text_digest(full_text(notice))
    except (SealBroken, ValueError, TypeError):
        yield "公示对象的名单被改过，打不开了。"
        return
    if words != lines[-1].digest:
        yield "现在登的文字和公开的记录不一样，被改过。"
    elif original != _named(lines):
        yield "封存的原文和当初公示的不一样，被改过。"


def _stated_for(uid: uuid.UUID) -> set[str]:
    """The organization that each act of a notice was recorded for: the last step of its path.

    Not by its names: one that was corrected on its first day stands in no naming any more. What the
    notice calls it is a part of its words.
    """
    stated = Leaf.objects.filter(subject_kind=SUBJECT, subject_uid=uid, verb__in=list(Stated))
    paths = stated.values_list("path", flat=True)
    return {path.rstrip("/").rsplit("/", 1)[-1] for path in paths}


def _day(at: dt.datetime) -> dt.date:
    return at.astimezone(dt.timezone(dt.timedelta(hours=8))).date()


def _until(lines: Sequence[Line]) -> dt.date | None:
    return next((one.until for one in reversed(lines) if one.until), None)


def _named(lines: Sequence[Line]) -> str:
    """The digest of the last words that named people: those stated with the day they run until."""
    return next((one.digest for one in reversed(lines) if one.until), "")


# --- items of the catalogue -----------------------------------------------------------------------


def _items() -> QuerySet[Item]:
    """Those that are, or were until they ended, open to the whole of society."""
    found = Item.objects.filter(current__circle=Circle.SOCIETY)
    return found.select_related("organization", "current__item__organization")


def _item(uid: uuid.UUID, lines: Sequence[Line]) -> Iterator[str]:
    """What the item, as it is stored now, has otherwise than it was stated."""
    item = (
        Item.objects.filter(uid=uid)
        .select_related("organization", "current__item__organization")
        .first()
    )
    if item is None or item.current is None:
        yield "公开的记录里有这件事项，网站上的原文却不见了：被人删除了。"
        return
    last, current = lines[-1], item.current
    over = last.state in (Stated.WITHDRAWN, Stated.EXPIRED)
    if over != (item.ended_at is not None or current.circle != Circle.SOCIETY):
        yield "事项公开不公开，和公开的记录不一样，被改过。"
        return
    moments = set(item.proposals.values_list("implemented_at", flat=True)) | {item.ended_at}
    if over and last.at not in moments:
        yield "撤下的时间和公开的记录不一样，被改过。"
    if not over and current.implemented_at != last.at:
        yield "公开的时间和公开的记录不一样，被改过。"
    if current.circle == Circle.SOCIETY and text_digest(item_text(current)) != last.digest:
        yield "现在登的文字和公开的记录不一样，被改过。"


# --- appointments and removals --------------------------------------------------------------------


def _entries() -> QuerySet[PersonnelEntry]:
    corrections = PersonnelEntry.objects.filter(state=Listing.LISTED)
    found = PersonnelEntry.objects.filter(listed_at__isnull=False)
    return found.select_related("organization", "notice", "corrects").prefetch_related(
        Prefetch("corrections", corrections, to_attr="listed_corrections")
    )


def _entry(uid: uuid.UUID, lines: Sequence[Line]) -> Iterator[str]:
    """What the line, as it is stored now, has otherwise than it was stated."""
    entry = _entries().filter(uid=uid).first()
    if entry is None or entry.state != Listing.LISTED:
        yield "公开的记录里有这一条，网站上的却不见了：被人删除了。"
        return
    if entry.listed_at != lines[0].at:
        yield "登出的时间和公开的记录不一样，被改过。"
    if Reading(entry).digest != lines[-1].digest:
        yield "现在登的文字和公开的记录不一样，被改过。"


PROVABLE: Mapping[str, Provable] = {
    SUBJECT: Provable(
        "公示",
        "notice",
        _notices,
        str,
        public_text,
        _notice,
        {
            Stated.SHOWN: "开始公示",
            Stated.CHANGED: "改动",
            Stated.WITHDRAWN: "撤回",
            Stated.EXPIRED: "公示期满",
            Stated.REDACTED: "隐去姓名，继续登载",
        },
    ),
    ITEM: Provable(
        "公开事项",
        "item",
        _items,
        lambda item: item.current.title,
        lambda item: item_text(item.current),
        _item,
        {
            Stated.SHOWN: "开始公开",
            Stated.CHANGED: "变更",
            Stated.WITHDRAWN: "撤下",
            Stated.EXPIRED: "公开期限已满",
        },
    ),
    ENTRY: Provable(
        "任免动态",
        "personnel_entry",
        _entries,
        disclosure_texts.deed,
        lambda entry: Reading(entry).text,
        _entry,
        {Stated.SHOWN: "登出", Stated.CHANGED: "更正"},
    ),
}
"""By the subject kind of their leaves."""
