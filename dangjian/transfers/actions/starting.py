"""A transfer is asked for: by the member, by his branch, or by a letter somebody brings (A9)."""

from __future__ import annotations

import datetime as dt

from django.conf import settings

from dangjian.flow import actions as flow
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused
from dangjian.registry.actions.people import locked
from dangjian.registry.models import Organization, Person
from dangjian.registry.rules.people import kept
from dangjian.transfers.models import OPEN, Transfer, Way
from dangjian.transfers.queries.offices import called, committee_of
from dangjian.transfers.recording import leaf
from dangjian.transfers.rules import FLOWS, IN, Part
from dangjian.transfers.rules.transfers import check_member, check_target, check_valid


@evidence.action
def start(
    person: Person,
    *,
    to: Organization | str,
    reason: str,
    part: Part,
    now: dt.datetime,
    by: Actor,
) -> Transfer:
    """Ask that a member's relation be moved to a branch here, or to an organization elsewhere.

    to: the branch, or what an organization beyond the register is called. part: the member himself,
    whose branch then looks at it, or the branch, which has looked. Refused: no member, a transfer
    under way, a branch that takes no relations or is his own, no reason, nobody whose turn it is.
    """
    reason = _said(reason, "请写明为什么转，例如“调到某单位工作”。", "reason")
    branches = kept([to]) if isinstance(to, Organization) else {}
    person = locked(person)
    check_member(person)
    branch = person.organization
    assert branch is not None  # noqa: S101 - check_member saw to it
    if Transfer.objects.filter(person=person, state__in=OPEN).exists():
        raise Refused("这位同志已经有一件转接在办，请先办完或者撤回。")
    transfer = Transfer(
        origin=settings.SITE_NAME,
        person=person,
        name=person.name,
        from_branch=branch,
        sender=committee_of(branch),
        reason=reason,
        opened_on=now.date(),
    )
    if isinstance(to, Organization):
        target = branches[to.pk]
        check_target(target, person)
        transfer.way, transfer.to_branch = Way.INSIDE, target
        transfer.receiver = committee_of(target)
    else:
        transfer.way = Way.OUT
        transfer.to_words = _said(to, "请写明转到哪个党组织。", "to_words")
    table = FLOWS[transfer.way]
    flow.open_case(
        transfer,
        table,
        at=branch,
        part=part,
        to=[called(transfer, Part.OLD_BRANCH, now.date())],
        now=now,
        by=by,
    )
    leaf(by, "start", transfer, way=transfer.way)
    if part is not Part.MEMBER:
        flow.advance(
            transfer,
            table,
            "forward",
            part=part,
            to=[called(transfer, Part.SENDER, now.date())],
            now=now,
            by=by,
        )
    return transfer


@evidence.action
def present(
    branch: Organization,
    *,
    name: str,
    from_words: str,
    letter_number: str,
    letter_issued_on: dt.date,
    letter_valid_until: dt.date,
    reason: str,
    part: Part,
    now: dt.datetime,
    by: Actor,
) -> Transfer:
    """Write down that somebody brought a letter from beyond the register, for a branch.

    Refused: a branch that takes no relations, a letter of the future or no longer valid, nothing
    said about whom and from where.
    """
    today = now.date()
    branch = kept([branch])[branch.pk]
    check_target(branch)
    if letter_issued_on > today:
        raise Refused("介绍信的日期还没到，请核对。", field="letter_issued_on")
    if letter_valid_until < letter_issued_on:
        raise Refused("有效期不能早于开具的日期，请核对。", field="letter_valid_until")
    check_valid(letter_valid_until, today)
    transfer = Transfer(
        origin=settings.SITE_NAME,
        way=Way.IN,
        name=_said(name, "请填写姓名。", "name"),
        from_words=_said(from_words, "请填写开介绍信的党组织。", "from_words"),
        letter_number=_said(letter_number, "请填写介绍信的编号。", "letter_number"),
        letter_issued_on=letter_issued_on,
        letter_valid_until=letter_valid_until,
        to_branch=branch,
        receiver=committee_of(branch),
        reason=_said(reason, "请写明为什么转来。", "reason"),
        opened_on=today,
    )
    flow.open_case(
        transfer,
        IN,
        at=branch,
        part=part,
        to=[called(transfer, Part.RECEIVER, today)],
        now=now,
        by=by,
    )
    leaf(by, "present", transfer, way=transfer.way)
    return transfer


def _said(text: str, sentence: str, field: str) -> str:
    text = text.strip()
    if not text:
        raise Refused(sentence, field=field)
    return text
