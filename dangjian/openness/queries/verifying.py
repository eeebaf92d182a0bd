"""What can be proved of a notice: from when to when its words stood unchanged, and what came of it.

Everything is computed anew from the public log: leaf, place, signed heads; then the notice as it is
stored now is held against what was stated. Whatever was edited, back-dated or deleted shows.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dangjian.kernel.crypto import SealBroken
from dangjian.kernel.models import Leaf
from dangjian.kernel.proofs import bundles, log, notes, statements, tree
from dangjian.kernel.proofs.notes import BadNote, Checkpoint
from dangjian.kernel.proofs.statements import State as Stated
from dangjian.kernel.proofs.statements import text_digest
from dangjian.kernel.refusal import Missing
from dangjian.openness.models import Notice, State
from dangjian.openness.recording import SUBJECT, full_text, public_text
from dangjian.openness.rules import texts

LATE = dt.timedelta(hours=1)
"""How long before it was signed a statement may say that it holds."""


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


@dataclass
class Verdict:
    """What the page says. notice: None where only the log knows of it.

    wrong: sentences about what does not fit; none: everything does. waiting: the newest statement
    has no place in the log yet. shown: from when to when the words that named people stood.
    """

    uid: uuid.UUID
    notice: Notice | None
    lines: list[Line] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    waiting: bool = False
    shown: tuple[dt.datetime, dt.datetime | None] | None = None
    signed_at: dt.datetime | None = None
    size: int = 0

    @property
    def good(self) -> bool:
        return not self.wrong and not self.waiting

    @property
    def code(self) -> str:
        return texts.code_of(self.uid)

    @property
    def result(self) -> str:
        return next((one.result for one in reversed(self.lines) if one.result), "")


SAID = {
    Stated.SHOWN: "开始公示",
    Stated.CHANGED: "改动",
    Stated.WITHDRAWN: "撤回",
    Stated.EXPIRED: "公示期满",
    Stated.REDACTED: "隐去姓名，继续登载",
}


def subject_of(code: str) -> uuid.UUID:
    """The notice a typed code means, from the log or the table. Missing where neither knows it."""
    span = texts.uids_of(code)
    if span is not None:
        stated = Leaf.objects.filter(
            subject_uid__range=span, verb=statements.VERB, subject_kind=SUBJECT
        )
        found = stated.values_list("subject_uid", flat=True).first()
        found = (
            found
            or Notice.objects.filter(uid__range=span, posted_at__isnull=False)
            .values_list("uid", flat=True)
            .first()
        )
        if found is not None:
            return found
    raise Missing("没有查到这个核验码。请对着公示上的十二位字母和数字再核对一遍。", field="code")


def bundle_of(uid: uuid.UUID) -> dict[str, Any]:
    """The proof to take home, with the words that are public now where the notice is still there.

    Missing where nothing was stated; Refused (409) while the newest has no place in the log.
    """
    notice = _notice(uid)
    return bundles.of_subject(uid, public_text(notice) if notice is not None else None)


def verdict(uid: uuid.UUID) -> Verdict:
    """Compute everything anew. A number of queries that does not grow with the log."""
    found = Verdict(uid, _notice(uid))
    leaves = Leaf.objects.filter(subject_uid=uid, verb=statements.VERB).order_by("id")
    public = [leaf for leaf in leaves if bundles.is_public(leaf)]
    if len(public) != len(leaves):
        found.wrong.append("公开的记录里有一条被改过。")
    if not public:
        found.wrong.append("网站上登着这份公示，公开的记录里却没有，不能作准。")
        return found
    settled = bundles_placed(public)
    found.waiting = not settled
    if settled:
        bundle = bundles.of_leaves(public)
        found.wrong += _proved(bundle, found)
    else:
        found.lines = [_line(statements.read(leaf.body) or {}, None) for leaf in public]
    if found.lines:
        found.shown = _shown(found.lines)
        found.wrong += _stored(found)
    return found


def bundles_placed(leaves: list[Leaf]) -> bool:
    """Whether every leaf has a place that a signed head covers."""
    head = log.head()
    places = [getattr(leaf, "place", None) for leaf in leaves]
    return all(place is not None and place.position < head.size for place in places)


def _notice(uid: uuid.UUID) -> Notice | None:
    found = Notice.objects.filter(uid=uid, posted_at__isnull=False)
    return found.select_related("organization").first()


def _proved(bundle: Mapping[str, Any], found: Verdict) -> Iterator[str]:
    """Go through a bundle as the stand-alone script does; fills the lines in."""
    keys = log.public_keys()
    try:
        newest = notes.opened(bundle["checkpoint"], keys)
    except BadNote:
        yield "记录的签名不对。"
        return
    found.signed_at, found.size = newest.time, newest.size
    before = -1
    for number, one in enumerate(bundle["statements"], 1):
        content = json.loads(one["body"])
        try:
            signed = notes.opened(one["checkpoint"], keys)
        except BadNote:
            yield f"第{number}条记录的签名不对。"
            return
        if not _included(one, signed) or not _continued(one, signed, newest):
            yield f"第{number}条记录被改过，或者它以后的记录被改写过。"
        if content["number"] != number or one["position"] <= before:
            yield f"第{number}条记录缺失，或者次序不对。"
        before = one["position"]
        found.lines.append(_line(content, signed.time))


def _included(one: Mapping[str, Any], signed: Checkpoint) -> bool:
    salted = hashlib.sha256(bytes.fromhex(one["salt"]) + one["body"].encode()).digest()
    path = [bytes.fromhex(step) for step in one["inclusion"]]
    return tree.includes(tree.leaf_hash(salted), one["position"], signed.size, path, signed.root)


def _continued(one: Mapping[str, Any], signed: Checkpoint, newest: Checkpoint) -> bool:
    path = [bytes.fromhex(step) for step in one["consistency"]]
    return tree.continues(signed.size, newest.size, signed.root, newest.root, path)


def _line(content: Mapping[str, Any], signed: dt.datetime | None) -> Line:
    told = content["statement"]
    at = dt.datetime.fromisoformat(told["from"])
    late = signed if signed is not None and signed - LATE > at else None
    return Line(
        told["state"],
        at,
        dt.date.fromisoformat(told["to"]) if told["to"] else None,
        told["result"] or "",
        told["text_digest"],
        late,
    )


def _shown(lines: list[Line]) -> tuple[dt.datetime, dt.datetime | None] | None:
    """From when to when the words with the names are proved to have been public; None where all of
    it was entered only afterwards."""
    over = (Stated.WITHDRAWN, Stated.EXPIRED, Stated.REDACTED)
    since = lines[0].late or lines[0].at
    ended = next((one.at for one in lines if one.state in over), None)
    return None if ended is not None and ended < since else (since, ended)


def _stored(found: Verdict) -> Iterator[str]:
    """What the notice, as it is stored now, has otherwise than it was stated."""
    notice, lines = found.notice, found.lines
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


def _day(at: dt.datetime) -> dt.date:
    return at.astimezone(dt.timezone(dt.timedelta(hours=8))).date()


def _until(lines: list[Line]) -> dt.date | None:
    return next((one.until for one in reversed(lines) if one.until), None)


def _named(lines: list[Line]) -> str:
    """The digest of the last words that named people: those stated with the day they run until."""
    return next((one.digest for one in reversed(lines) if one.until), "")
