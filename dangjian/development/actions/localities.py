"""Steps a locality adds to those of the Party: it may be stricter, never laxer."""

from __future__ import annotations

import datetime as dt

from dangjian.development.models import LocalStep
from dangjian.development.rules.tables import BY_NAME
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.models import Organization


@evidence.action
def add_step(
    organization: Organization,
    *,
    says: str,
    before: str,
    paper: str,
    document: str,
    from_on: dt.date,
    today: dt.date,
    by: Actor,
) -> LocalStep:
    """From a day on, cases here and below take this step before one of the national steps.

    National steps are not touched: nothing can be taken out or made shorter here. Refused: no such
    step; a blank; a day that has passed already (what was done then was done by the rules of then).
    """
    if before not in BY_NAME or before == "apply":
        raise Refused("请选在哪一步以前办。", field="before")
    for field, words in (("says", says), ("paper", paper), ("document", document)):
        if not words.strip():
            raise Refused("请填写。", field=field)
    if from_on < today:
        raise Refused("只能从今天或者以后开始。", field="from_on")
    row = LocalStep.objects.create(
        organization=organization,
        says=says.strip(),
        before=before,
        paper=paper.strip(),
        document=document.strip(),
        from_on=from_on,
    )
    evidence.record(
        by, "add_local_step", "local_step", row.uid, organization.path, before=before,
        from_on=str(from_on),
    )  # fmt: skip
    return row


@evidence.action
def end_step(local: LocalStep, *, today: dt.date, by: Actor) -> LocalStep:
    """After today the step is no longer asked for. Stale where it was ended before."""
    row = LocalStep.objects.select_for_update(of=("self",)).get(pk=local.pk)
    if row.until_on is not None:
        raise Stale("这一步已经停用了。")
    row.until_on = max(today, row.from_on)
    row.save(update_fields=["until_on"])
    evidence.record(by, "end_local_step", "local_step", row.uid, row.organization.path)
    return row
