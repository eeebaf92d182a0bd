"""A member finds his data right, or asks for corrections; somebody else decides on each (K3)."""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from dangjian.courier.actions import tell
from dangjian.courier.models import Matter, Urgency
from dangjian.flow import actions as flow
from dangjian.flow.queries.offices import nearest_with
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.files import scanner
from dangjian.kernel.files.enclosures import enclosed
from dangjian.kernel.refusal import Refused, Stale
from dangjian.membership.models import CorrectionRequest, DataCheck, RequestedItem, Verdict
from dangjian.membership.queries.errands import typed
from dangjian.membership.rules.corrections import MOST, check_items, sort_of_proof
from dangjian.registry.actions.people import correct_items, locked
from dangjian.registry.authority import Purpose
from dangjian.registry.models import Person


@dataclass(frozen=True)
class Proof:
    """A file that shows it: where it lies, and its own name."""

    path: Path
    name: str


@evidence.action
def confirm_right(person: Person, *, seen: int, now: dt.datetime, by: Actor) -> DataCheck:
    """The member says that what he saw is right. Stale where it changed meanwhile.

    Refused for anybody else's record.
    """
    _check_own(person, by)
    person = locked(person, seen)
    check = DataCheck.objects.create(person=person, version=person.version, at=now)
    evidence.record(by, "confirm_data", "person", person.uid, person.path, version=seen)
    return check


@evidence.action
def ask_correction(
    person: Person,
    items: Mapping[str, object],
    *,
    proofs: Mapping[str, str],
    file: Proof | None = None,
    seen: int,
    due_on: dt.date,
    today: dt.date,
    now: dt.datetime,
    by: Actor,
) -> CorrectionRequest:
    """The member says what is wrong, how it should be, and what shows it.

    items: value by the item's name; proofs: words for each. What the register would not take is
    refused at once (as in `correct_items`), and nothing there changes before somebody has looked.
    Refused: nobody's own record but his, another request under way, an item without a proof, a file
    of another sort, nobody who could look at it. Stale: his record changed meanwhile.
    """
    _check_own(person, by)
    check_items(items)
    person = locked(person, seen)
    if CorrectionRequest.objects.filter(person=person, ended_at__isnull=True).exists():
        raise Refused("您已经提出过更正，正在核对，请等有了结果再提。")
    for name in items:
        if not proofs.get(name, "").strip():
            raise Refused("请写明依据，例如“身份证上是这样写的”。", field=f"proof_{name}")
    with transaction.atomic():
        correct_items(person, items, today=today, by=by)
        transaction.set_rollback(True)
    home = person.organization
    office = nearest_with(home, Purpose.MAINTAIN, [person.pk], now.date()) if home else None
    if office is None:
        raise Refused("现在没有人可以核对，没有送出，请联系上级党组织。")
    request = CorrectionRequest(
        person=person,
        asked_at=now,
        todo=flow.assign(
            "核对一位党员提出的信息更正",
            to=office,
            asked_by=person,
            due_on=due_on,
            now=now,
            by=by,
        ),
    )
    if file is not None:
        _keep_file(request, file)
    request.save()
    for name, value in items.items():
        one = RequestedItem(request=request, item=name)
        one.seal("value", str(value) if value is not None else "")
        one.seal("proof", proofs[name].strip())
        one.save()
    evidence.record(
        by, "ask_correction", "correction", request.uid, person.path, items=sorted(items)
    )
    return request


@evidence.action
def decide(
    request: CorrectionRequest,
    reasons: Mapping[str, str],
    *,
    seen: int,
    doubt: str = "",
    today: dt.date,
    now: dt.datetime,
    by: Actor,
) -> CorrectionRequest:
    """Somebody else has compared each item with its proof; what he accepts is corrected at once.

    reasons: for each item that is not accepted, why. by: acts on behalf of the member. Refused:
    the member himself; an item refused without a reason; and as in `correct_items`. Stale: decided
    or withdrawn already, or the record changed since it was looked at.
    """
    stored = _open(request)
    person = stored.person
    if by.person_uid == person.uid:
        raise Refused("自己的信息要由另一位同志核对。", status=403)
    accepted: dict[str, object] = {}
    for one in stored.items.all():
        if one.item not in reasons:
            accepted[one.item] = typed(one.item, one.unseal("value"))
            one.verdict = Verdict.ACCEPTED
        else:
            if not reasons[one.item].strip():
                raise Refused("请写明为什么不改，本人看得到。", field=f"reason_{one.item}")
            one.verdict = Verdict.REFUSED
            one.seal("reason", reasons[one.item].strip())
        one.save(update_fields=["verdict", "reason"])
    if accepted:
        correct_items(
            person, accepted, today=today, by=by, seen=seen, id_doubt_reason=doubt
        )
    if by.person_uid is None:
        raise RuntimeError("a correction is decided by somebody")
    stored.ended_at, stored.decided_by = now, Person.objects.get(uid=by.person_uid)
    stored.save(update_fields=["ended_at", "decided_by"])
    flow.finish(stored.todo, now=now, by=by)
    tell(
        [person],
        "您提出的信息更正有了结果，请看一看。",
        matter=Matter.RESULT,
        urgency=Urgency.CAN_WAIT,
        now=now,
        by=by,
    )
    evidence.record(
        by,
        "decide_correction",
        "correction",
        stored.uid,
        person.path,
        accepted=sorted(accepted),
        refused=sorted(set(reasons)),
    )
    return stored


@evidence.action
def withdraw_request(
    request: CorrectionRequest, *, now: dt.datetime, by: Actor
) -> CorrectionRequest:
    """The member takes it back. Stale where it was decided. Refused for anybody else."""
    stored = _open(request)
    _check_own(stored.person, by)
    stored.items.update(verdict=Verdict.WITHDRAWN)
    stored.ended_at = now
    stored.save(update_fields=["ended_at"])
    flow.withdraw(stored.todo, now=now, by=by)
    evidence.record(by, "withdraw_correction", "correction", stored.uid, stored.person.path)
    return stored


@evidence.action
def open_proof(request: CorrectionRequest, *, by: Actor) -> bytes:
    """The file that was sent as a proof; that it was opened is on record.

    Refused where there is none, or the virus scanner did not let it through.
    """
    content = request.unseal("file")
    if not content:
        raise Refused("这件更正没有附证明材料。", status=404)
    data = base64.b64decode(content)
    scanner.check(data)
    evidence.record(by, "open_proof", "correction", request.uid, request.person.path)
    return data


def _check_own(person: Person, by: Actor) -> None:
    if by.person_uid != person.uid:
        raise Refused("只能核对自己的信息。", status=403)


def _open(request: CorrectionRequest) -> CorrectionRequest:
    stored = CorrectionRequest.objects.select_for_update().get(pk=request.pk)
    if stored.ended_at is not None:
        raise Stale("这件更正已经办完或者撤回了。")
    return stored


def _keep_file(request: CorrectionRequest, file: Proof) -> None:
    found = enclosed(file.path, file.name, most=MOST)
    request.sort = sort_of_proof(found.content[:16])
    request.file_name = found.name
    request.seal("file", base64.b64encode(found.content).decode())
