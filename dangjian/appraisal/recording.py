"""What the actions of this room share: who acts, the stored row, the leaf."""

from __future__ import annotations

import datetime as dt
import hashlib

from dangjian.appraisal.models import VOTED, Appraisal, Excuse, Inactivity, Line, Visit
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Stale
from dangjian.registry.models import Person


def person_of(by: Actor) -> Person:
    """Who acts. RuntimeError for the platform itself, which appraises and visits nobody."""
    if by.person_uid is None:
        raise RuntimeError("members are appraised and visited by people")
    return Person.objects.get(uid=by.person_uid)


def stored(appraisal: Appraisal, seen: int | None = None) -> Appraisal:
    """The appraisal as it is stored, locked. Stale where it has moved on since it was seen."""
    found = (
        Appraisal.objects.select_for_update(of=("self",))
        .select_related("organization", "case", "opened_by", "reported_by", "corrects")
        .get(pk=appraisal.pk)
    )
    if seen is not None and found.case.round != seen:
        raise Stale("这份民主评议刚刚办了下一步，请看一遍再办。")
    return found


def leaf(by: Actor, verb: str, appraisal: Appraisal, **detail: object) -> None:
    """Which step of which branch and year; nothing of anybody on it."""
    place = appraisal.organization
    evidence.record(by, verb, "appraisal", appraisal.uid, place.path, **detail)


def leaf_of(by: Actor, verb: str, noun: Excuse | Inactivity | Visit, path: str) -> None:
    """That something was entered of somebody; of whom and what the log does not say."""
    evidence.record(by, verb, str(noun._meta.model_name), noun.uid, path)


def digest(appraisal: Appraisal, lines: list[Line]) -> str:
    """SHA-256 (hex) of everything an appraisal says, in one way: what was reported is what is
    confirmed, and a change behind the platform's back would show."""
    head = [appraisal.uid, appraisal.year, appraisal.version, appraisal.day, appraisal.joined]
    head += [appraisal.self_on, appraisal.mutual_on, appraisal.poll_on, appraisal.opinion_on]
    head += [appraisal.opinion_by, appraisal.issued, appraisal.returned, appraisal.correction]
    rows = [
        [one.person_id, one.taking, one.ground, *(getattr(one, name) for name in VOTED)]
        + [one.grade, one.unseal("opinion") if one.opinion else ""]
        for one in sorted(lines, key=lambda line: line.person_id)
    ]
    told = {"head": [_said(one) for one in head], "lines": [[_said(c) for c in r] for r in rows]}
    return hashlib.sha256(evidence.canonical(told).encode()).hexdigest()


def _said(value: object) -> object:
    if isinstance(value, dt.date):
        return value.isoformat()
    return value if isinstance(value, int | str | bool) or value is None else str(value)
