"""Set the discipline organ's channel that people are led to."""

from __future__ import annotations

import datetime as dt

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused
from dangjian.registry.models import Organization, Person
from dangjian.voices.models import Channel


@evidence.action
def set_channel(
    organization: Organization,
    *,
    name: str,
    phone: str,
    page: str = "",
    address: str = "",
    hours: str = "",
    now: dt.datetime,
    by: Actor,
) -> Channel:
    """From now on people are shown this one; the one before is kept with its days.

    Refused: no name; neither telephone nor page nor address.
    """
    name, phone, page = name.strip(), phone.strip(), page.strip()
    if not name:
        raise Refused("请写明是哪个机关。", field="name")
    if not (phone or page or address.strip()):
        raise Refused("电话、网页、地址至少写一项，群众才找得到。", field="phone")
    Organization.objects.select_for_update().get(pk=organization.pk)
    running = Channel.objects.filter(organization=organization, ended_at__isnull=True)
    running.update(ended_at=now)
    channel = Channel.objects.create(
        organization=organization,
        name=name,
        phone=phone,
        page=page,
        address=address.strip(),
        hours=hours.strip(),
        set_at=now,
        set_by=Person.objects.get(uid=by.person_uid) if by.person_uid else None,
    )
    evidence.record(by, "set", "channel", channel.uid, organization.path, name=name, phone=phone)
    return channel
