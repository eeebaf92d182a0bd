"""Two records of one person made one: asked for by one, agreed to by another (`consents.deeds`)."""

from __future__ import annotations

import json
import os.path
import uuid
from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.db.models.functions import Now

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.actions.accounts import cancel_codes
from dangjian.registry.actions.merging.carrying import carry
from dangjian.registry.actions.people import SEALED
from dangjian.registry.models import (
    Account,
    Consent,
    ConsentState,
    Distinction,
    Merger,
    Organization,
    Person,
    Post,
    RoleGrant,
    digest_of,
)
from dangjian.registry.queries.consents import called, day_of
from dangjian.registry.queries.merging import lines_of
from dangjian.registry.rules.merging import check_standings

Wanted = Mapping[str, Any]

_FILLED = (
    *("ethnic", "native_place", "education", "occupation", "started_work_on"),
    *("landline", "joined_on", "full_on"),
)
"""Open items the kept record takes over where it says nothing."""


def payload_of(kept: Person, gone: Person) -> dict[str, Any]:
    """What is put before the second person: which records, exactly as they stand now."""
    return {
        "kept": kept.pk,
        "gone": gone.pk,
        "kept_as": _as_it_stands(kept),
        "gone_as": _as_it_stands(gone),
    }


def _as_it_stands(person: Person) -> str:
    """A digest of what the record says, so that nobody agrees to a record that changed since."""
    told = [[label, value] for label, value in lines_of(person)]
    return digest_of(evidence.canonical({"version": person.version, "lines": told})).hex()


def records_of(wanted: Wanted) -> tuple[Person, Person]:
    """The record that is kept and the one that is closed."""
    people = Person.objects.select_related("organization")
    return people.get(pk=int(wanted["kept"])), people.get(pk=int(wanted["gone"]))


def place_of(wanted: Wanted) -> Organization:
    """The lowest organization over both: whoever asks and whoever agrees is set over both."""
    kept, gone = records_of(wanted)
    return _over(kept, gone)


def _over(kept: Person, gone: Person) -> Organization:
    if not kept.path or not gone.path:
        raise Refused("其中一份档案已经不在任何党组织里，不能合并。")
    shared = os.path.commonprefix([kept.path, gone.path])
    return Organization.objects.get(path=shared[: shared.rindex("/") + 1])


def check(wanted: Wanted) -> None:
    """Refused: what can be told beforehand to stand in the way."""
    kept, gone = records_of(wanted)
    _check(kept, gone, None)


def _check(kept: Person, gone: Person, consent: Consent | None) -> None:
    if kept.pk == gone.pk:
        raise Refused("这是同一份档案。")
    _over(kept, gone)
    first, second = sorted((kept.pk, gone.pk))
    if Distinction.objects.filter(one=first, other=second).exists():
        raise Refused("有同志核实过，这是两个人，不能合并。")
    if gone.mergers.exists():
        raise Refused(f"{called(gone)}这一份已经并入过另一份档案，请保留它。", field="keep")
    check_standings(kept, gone)
    if Account.objects.filter(person=gone, is_active=True).exists():
        raise Refused(
            f"{called(gone)}这一份有账号在用。请保留它，或者先停用这个账号。", field="keep"
        )
    if RoleGrant.objects.filter(holder=gone).current().exists():
        raise Refused(f"{called(gone)}这一份还有授予的角色，请先收回。", field="keep")
    if Post.objects.filter(person=gone).current().exists():
        raise Refused(
            f"{called(gone)}这一份还担任党内职务。请保留它，或者先免去职务。", field="keep"
        )
    _check_requests(gone, consent)


def _check_requests(gone: Person, consent: Consent | None) -> None:
    mine = Q(maker=gone) | Q(concerns=gone)
    waiting = Consent.objects.filter(mine, state__in=(ConsentState.ASKED, ConsentState.AGREED))
    if waiting.exclude(pk=consent.pk if consent else 0).exists():
        raise Refused("关于其中一份还有要两个人办的事没有了结，请先办结或者撤回。")


@evidence.action
def merge(consent: Consent, wanted: Wanted, by: Actor) -> Merger:
    """Close one record and let the other go on with everything that belonged to both.

    Stale: one of them changed since it was asked for. Refused: what stands in the way now, and
    rows of both that are not finished and exclude one another (`carrying.carry`).
    """
    if consent.decided_at is None or consent.checker is None:
        raise ValueError("a merger was agreed to")
    kept, gone = _locked(wanted)
    if consent.checker_id == gone.pk or consent.maker_id == gone.pk:
        raise Refused("这件事关系到您自己，要由另一位同志办。", status=403)
    _check(kept, gone, consent)
    if payload_of(kept, gone) != dict(wanted):
        raise Stale("两份档案里有一份后来改过了，没有合并。请提出的同志看过以后重新提出。")
    before = json.dumps(lines_of(gone), ensure_ascii=False)
    gone_path, on = gone.path, day_of(consent.decided_at)
    carried = [one.as_stored() for one in carry(gone, kept, on)]
    cancel_codes([gone], Now())
    _join(kept, gone)
    merger = Merger(
        kept=kept, gone=gone, consent=consent, merged_at=consent.decided_at, carried=carried
    )
    merger.seal("before", before)
    merger.save()
    told = {"reason": consent.reason, "checker": str(consent.checker.uid), "carried": carried}
    _leaf(by, "merge_person", kept, kept.path, gone.uid, told)
    _leaf(by, "close_double", gone, gone_path, kept.uid, told)
    return merger


def _locked(wanted: Wanted) -> tuple[Person, Person]:
    ids = [int(wanted["kept"]), int(wanted["gone"])]
    list(Person.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    return records_of(wanted)


def _join(kept: Person, gone: Person) -> None:
    """The kept record takes what it does not say itself; the other one is on no list any more."""
    for name in _FILLED:
        if not getattr(kept, name) and getattr(gone, name):
            setattr(kept, name, getattr(gone, name))
    if kept.joined_on and kept.full_on and kept.full_on < kept.joined_on:
        raise Refused("两份档案的入党日期和转正日期对不上，请先更正其中一份。")
    missing = [name for name in SEALED if not getattr(kept, name)]
    values = {name: gone.unseal(name) for name in missing}
    # Its numbers stay sealed in it; nobody finds it by them, and they are free for the kept one.
    gone.id_number_index = gone.mobile_index = None
    gone.organization, gone.path, gone.standing = None, "", ""
    gone.lost = gone.floating = False
    gone.version += 1
    gone.save()
    for name, value in values.items():
        kept.seal(name, value)
    kept.lost = kept.losses.current().exists()
    kept.floating = kept.floatings.current().exists()
    kept.version += 1
    kept.save()


def _leaf(
    by: Actor, verb: str, person: Person, path: str, other: uuid.UUID, told: Mapping[str, Any]
) -> None:
    evidence.record(by, verb, "person", person.uid, path, other=str(other), **told)
