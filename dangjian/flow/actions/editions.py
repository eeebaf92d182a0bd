"""Editions of a procedure: the first comes with the program."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from dangjian.flow.models import Edition, Procedure
from dangjian.flow.rules import Flow
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor


@transaction.atomic
def install(flow: Flow, *, now: dt.datetime, by: Actor) -> Edition | None:
    """Publish the first edition of a table that has none; None where it has one."""
    procedure, _ = Procedure.objects.get_or_create(key=flow.key, defaults={"says": flow.says})
    known = procedure.editions.filter(number__isnull=False).order_by("-number")
    if any(edition.table == flow.revision for edition in known):
        return None
    latest = known.first()
    edition = Edition.objects.create(
        procedure=procedure,
        number=latest.number + 1 if latest and latest.number else 1,
        table=flow.revision,
        note="随系统发布",
        published_at=now,
    )
    evidence.record(by, "publish", "edition", edition.uid, number=edition.number)
    return edition
