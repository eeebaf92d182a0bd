"""What the actions of this room share: the stored row, and the leaf."""

from __future__ import annotations

from dangjian.honours.models import Drive, Nomination
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Stale


def stored(nomination: Nomination, seen: int | None = None) -> Nomination:
    """The nomination as it is stored, locked. Stale where it has moved on since it was seen."""
    found = (
        Nomination.objects.select_for_update(of=("self",))
        .select_related("organization", "case", "drive__office", "person", "unit", "notice")
        .get(pk=nomination.pk)
    )
    if seen is not None and found.case.round != seen:
        raise Stale("这份推荐刚刚办了下一步，请看一遍再办。")
    return found


def leaf(by: Actor, verb: str, nomination: Nomination, **detail: object) -> None:
    """Which step; whom it concerns the log does not say."""
    place = nomination.organization
    evidence.record(by, verb, "nomination", nomination.uid, place.path, **detail)


def drive_leaf(by: Actor, verb: str, drive: Drive, **detail: object) -> None:
    evidence.record(by, verb, "award", drive.uid, drive.office.path, **detail)
