"""What can be proved of a public text: from when to when its words stood, and what came of it.

Everything is computed anew from the public log: leaf, place, signed heads; then the noun as it is
stored now is held against what was stated (`provable`). Whatever was edited, back-dated or deleted
shows.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dangjian.kernel.models import Leaf
from dangjian.kernel.proofs import bundles, log, notes, statements, tree
from dangjian.kernel.proofs.notes import BadNote, Checkpoint
from dangjian.kernel.proofs.statements import State as Stated
from dangjian.kernel.refusal import Missing
from dangjian.openness.queries.provable import PROVABLE, Line, Provable
from dangjian.openness.rules import texts

LATE = dt.timedelta(hours=1)
"""How long before it was signed a statement may say that it holds."""


@dataclass
class Verdict:
    """What the page says. title, pk: of what everybody may read, "" and None where only the log
    knows of it.

    wrong: sentences about what does not fit; none: everything does. waiting: the newest statement
    has no place in the log yet. shown: from when to when the words stood (of a notice: those that
    named people).
    """

    uid: uuid.UUID
    of: Provable
    title: str = ""
    pk: int | None = None
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


def subject_of(code: str) -> uuid.UUID:
    """The subject a typed code means, from the log or the tables. Missing if neither knows it."""
    span = texts.uids_of(code)
    if span is not None:
        stated = Leaf.objects.filter(
            subject_uid__range=span, verb=statements.VERB, subject_kind__in=PROVABLE
        )
        found = stated.values_list("subject_uid", flat=True).first()
        if found is not None:
            return found
        for one in PROVABLE.values():
            shown = one.shown().filter(uid__range=span).values_list("uid", flat=True).first()
            if shown is not None:
                return shown
    raise Missing("没有查到这个核验码。请对着原件上的十二位字母和数字再核对一遍。", field="code")


def kind_of(uid: uuid.UUID) -> Provable:
    """What sort of noun a subject is. Missing where neither the log nor a table knows it."""
    stated = Leaf.objects.filter(subject_uid=uid, verb=statements.VERB, subject_kind__in=PROVABLE)
    kind = stated.values_list("subject_kind", flat=True).first()
    if kind is not None:
        return PROVABLE[kind]
    found = next((one for one in PROVABLE.values() if one.shown().filter(uid=uid).exists()), None)
    if found is None:
        raise Missing("没有查到这个核验码。")
    return found


def bundle_of(uid: uuid.UUID) -> dict[str, Any]:
    """The proof to take home, with the words that are public now where they are still there.

    Missing where nothing was stated; Refused (409) while the newest has no place in the log.
    """
    of = kind_of(uid)
    noun = of.shown().filter(uid=uid).first()
    return bundles.of_subject(uid, of.words(noun) if noun is not None else None)


def verdict(uid: uuid.UUID) -> Verdict:
    """Compute everything anew. A number of queries that does not grow with the log."""
    of = kind_of(uid)
    noun = of.shown().filter(uid=uid).first()
    found = Verdict(uid, of)
    if noun is not None:
        found.title, found.pk = of.title(noun), noun.pk
    leaves = Leaf.objects.filter(subject_uid=uid, verb=statements.VERB).order_by("id")
    public = [leaf for leaf in leaves if bundles.is_public(leaf)]
    if len(public) != len(leaves):
        found.wrong.append("公开的记录里有一条被改过。")
    if not public:
        found.wrong.append("网站上登着，公开的记录里却没有，不能作准。")
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
        found.wrong += of.check(uid, found.lines)
    return found


def bundles_placed(leaves: list[Leaf]) -> bool:
    """Whether every leaf has a place that a signed head covers."""
    head = log.head()
    places = [getattr(leaf, "place", None) for leaf in leaves]
    return all(place is not None and place.position < head.size for place in places)


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
