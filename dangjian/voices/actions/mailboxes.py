"""A leader's mailbox is opened, and closed again."""

from __future__ import annotations

import datetime as dt

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.models import Organization, Person
from dangjian.voices.models import Mailbox


@evidence.action
def open_mailbox(
    organization: Organization,
    *,
    title: str,
    leader: Person | None,
    note: str = "",
    today: dt.date,
    by: Actor,
) -> Mailbox:
    """Open a mailbox at an office; leader: who signs its answers, None for whoever may sign there.

    Refused: no title, one of that title is open, an organization that was closed.
    """
    title = title.strip()
    if not title:
        raise Refused("请写信箱的名称，例如“区委书记信箱”。", field="title")
    if organization.closed_on is not None:
        raise Refused(f"{organization.short_name}已经撤销。")
    if Mailbox.objects.filter(
        organization=organization, title=title, closed_on__isnull=True
    ).exists():
        raise Refused("已经有这个信箱了。", field="title")
    mailbox = Mailbox.objects.create(
        organization=organization, title=title, leader=leader, note=note.strip(), opened_on=today
    )
    evidence.record(by, "open", "mailbox", mailbox.uid, organization.path)
    return mailbox


@evidence.action
def close_mailbox(mailbox: Mailbox, *, today: dt.date, by: Actor) -> Mailbox:
    """Take no more letters; those that came go on. Stale where it was closed before."""
    stored = Mailbox.objects.select_for_update().get(pk=mailbox.pk)
    if stored.closed_on is not None:
        raise Stale("这个信箱已经关闭了。")
    stored.closed_on = max(today, stored.opened_on)
    stored.save(update_fields=["closed_on"])
    evidence.record(by, "close", "mailbox", stored.uid, stored.organization.path)
    return stored
