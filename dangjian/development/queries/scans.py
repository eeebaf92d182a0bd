"""The files beside the papers of a case, who opened them, and the door to one of them."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from dangjian.development.models import Development, Scan
from dangjian.development.queries.cases import NOTHING, Sight, development_for
from dangjian.development.rules.tables import COMMITTEE, part_of
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Missing
from dangjian.registry.authority import Viewer
from dangjian.registry.models import Person, Role

LOOKS = 30


def scans_of(case: Development) -> Mapping[int, list[Scan]]:
    """Step taken -> its files, oldest first, those taken out too; without what is in them. One
    query."""
    found: dict[int, list[Scan]] = {}
    rows = Scan.objects.filter(taken__development=case).defer("content")
    for scan in rows.select_related("by", "taken_out_by").order_by("pk"):
        found.setdefault(scan.taken_id, []).append(scan)
    return found


@dataclass(frozen=True)
class Look:
    """That somebody opened a file. paper: of which paper, and the file's name."""

    at: dt.datetime
    who: str
    role: str
    paper: str
    name: str


def looks_at(case: Development, scans: Mapping[int, list[Scan]]) -> list[Look]:
    """Who opened which file, the latest first. Two queries."""
    leaves = list(
        Leaf.objects.filter(subject_uid=case.uid, verb="open_scan").order_by("-pk")[:LOOKS]
    )
    whose = {leaf.actor_person for leaf in leaves if leaf.actor_person is not None}
    names = dict(Person.objects.filter(uid__in=whose).values_list("uid", "name"))
    files = {str(scan.uid): scan for rows in scans.values() for scan in rows}
    return [_look(leaf, names, files) for leaf in leaves]


def _look(leaf: Leaf, names: Mapping[uuid.UUID, str], files: Mapping[str, Scan]) -> Look:
    scan = files.get(json.loads(leaf.body)["detail"].get("scan", ""))
    role = str(Role(leaf.actor_role).label) if leaf.actor_role in Role.values else ""
    return Look(
        leaf.at,
        names.get(leaf.actor_person, "") if leaf.actor_person else "",
        role,
        scan.paper if scan else "",
        scan.name if scan else "",
    )


def keeps(sight: Sight, part: str) -> bool:
    """Whether the viewer is the one to put files to a step of that part, and to take them out."""
    if sight.own:
        return False
    return sight.committee if part == COMMITTEE else sight.branch


def scan_for(
    viewer: Viewer, pk: int, number: int, today: dt.date, *, keeper: bool = False
) -> tuple[Sight, Scan]:
    """A file of a case, for whoever reads the case; keeper: for whoever may take it out. Missing
    for everybody else, also where there is none."""
    sight = development_for(viewer, pk, today)
    rows = Scan.objects.filter(taken__development=sight.case, pk=number)
    scan = rows.select_related("taken__local").first()
    if scan is None or (keeper and not keeps(sight, part_of(scan.taken))):
        raise Missing(NOTHING)
    scan.taken.development = sight.case
    return sight, scan
