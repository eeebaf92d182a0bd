"""What the auditor reads: who did what to whom and why, as the evidence log has it (L4)."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from dangjian.kernel.models import Leaf
from dangjian.kernel.row_scope import widening
from dangjian.registry.authority import Scope
from dangjian.registry.models import Account, Organization, Person, Role, after_subtree

PER_PAGE = 50
MOST_ALIKE = 20
"""People of one name, or organizations, that one question may mean."""
_DISTRICT = dt.timezone(dt.timedelta(hours=8))


@dataclass(frozen=True)
class Asked:
    """What is asked for. person, place: a name as it is written, "" for all.

    verbs: only these, or (others) all but these; both empty: all. since, until: days, inclusive.
    """

    person: str = ""
    place: str = ""
    verbs: frozenset[str] = frozenset()
    others: bool = False
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True)
class Record:
    """One leaf: who (in which role, on whose behalf), what, to what, where, why.

    subject: the name of a person or organization, "" of anything else. body: the leaf's whole text.
    """

    pk: int
    at: dt.datetime
    who: str
    role: str
    behalf: str
    verb: str
    kind: str
    subject: str
    place: str
    reason: str
    body: str


@dataclass(frozen=True)
class Slice:
    """A page of records, the newest first; earlier: where the next one begins, None at the end."""

    rows: Sequence[Record]
    earlier: int | None


def page(scope: Scope, asked: Asked, before: int | None = None, most: int = PER_PAGE) -> Slice:
    """Records of the scope, older than the one numbered `before`. At most seven queries."""
    leaves = _leaves(scope, asked, before, most + 1)
    shown = leaves[:most]
    return Slice(_records(shown), shown[-1].pk if len(leaves) > most else None)


def every(scope: Scope, asked: Asked, most: int) -> Iterator[Record]:
    """All of them, at most so many, piece by piece."""
    before: int | None = None
    while most > 0:
        found = page(scope, asked, before, min(most, 1000))
        yield from found.rows
        most -= len(found.rows)
        before = found.earlier
        if before is None:
            return


def covers_everything(scope: Scope) -> bool:
    """Whether the scope holds the topmost organization: then also what stands under none."""
    return any(path.count("/") == 2 for path in scope.paths)


@widening("names in the evidence")
def _leaves(scope: Scope, asked: Asked, before: int | None, most: int) -> list[Leaf]:
    found = _narrowed(scope, asked)
    if found is None:
        return []
    if before is not None:
        found = found.filter(pk__lt=before)
    if not asked.person:
        return list(found.order_by("-pk")[:most])
    people = list(Person.objects.filter(name=asked.person).values_list("pk", "uid")[:MOST_ALIKE])
    accounts = Account.objects.filter(person_id__in=[pk for pk, _ in people])
    numbers = list(accounts.values_list("pk", flat=True))
    # Each by its own index: either of the two would be a walk through the whole log.
    ids: set[int] = set()
    for part in (Q(actor_account__in=numbers), Q(subject_uid__in=[uid for _, uid in people])):
        ids.update(found.filter(part).order_by("-pk").values_list("pk", flat=True)[:most])
    return list(Leaf.objects.filter(pk__in=ids).order_by("-pk")[:most])


def _narrowed(scope: Scope, asked: Asked) -> QuerySet[Leaf] | None:
    """The leaves asked for, but for the person; None where no organization is meant."""
    found = Leaf.objects.all()
    if not covers_everything(scope):
        found = found.filter(scope.q())
    if asked.place:
        named = Q(name=asked.place) | Q(short_name=asked.place)
        paths = Organization.objects.filter(named).values_list("path", flat=True)[:MOST_ALIKE]
        under = Q(pk__in=())
        for path in paths:
            under |= Q(path__gte=path, path__lt=after_subtree(path))
        if not paths:
            return None
        found = found.filter(under)
    if asked.verbs:
        chosen = Q(verb__in=asked.verbs)
        found = found.exclude(chosen) if asked.others else found.filter(chosen)
    if asked.since is not None:
        found = found.filter(at__gte=_begin(asked.since))
    if asked.until is not None:
        found = found.filter(at__lt=_begin(asked.until + dt.timedelta(1)))
    return found


def _begin(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.min, _DISTRICT)


@widening("names in the evidence")
def _records(leaves: Collection[Leaf]) -> list[Record]:
    uids = [
        uid
        for leaf in leaves
        for uid in (leaf.subject_uid, leaf.actor_person, leaf.behalf_person)
        if uid is not None
    ]
    people = dict(Person.objects.filter(uid__in=uids).values_list("uid", "name"))
    places, named = _organizations(leaves)
    return [_record(leaf, {**named, **people}, places) for leaf in leaves]


def _organizations(leaves: Iterable[Leaf]) -> tuple[dict[str, str], dict[uuid.UUID, str]]:
    """Short names by path and by uid of the organizations that stand in leaves. One query."""
    uids = [leaf.subject_uid for leaf in leaves if leaf.subject_kind == "organization"]
    paths = {leaf.path for leaf in leaves if leaf.path}
    found = Organization.objects.filter(Q(uid__in=uids) | Q(path__in=paths))
    rows = list(found.values_list("path", "uid", "short_name"))
    return {path: name for path, _, name in rows}, {uid: name for _, uid, name in rows}


def _record(leaf: Leaf, names: dict[Any, str], places: dict[str, str]) -> Record:
    role = str(Role(leaf.actor_role).label) if leaf.actor_role in Role.values else ""
    detail = json.loads(leaf.body).get("detail") or {}
    return Record(
        pk=leaf.pk,
        at=leaf.at,
        who=names.get(leaf.actor_person, "") or ("系统" if leaf.actor_role == "system" else ""),
        role=role,
        behalf=names.get(leaf.behalf_person, ""),
        verb=leaf.verb,
        kind=leaf.subject_kind,
        subject=names.get(leaf.subject_uid, ""),
        place=places.get(leaf.path, ""),
        reason=str(detail.get("reason") or ""),
        body=leaf.body,
    )
