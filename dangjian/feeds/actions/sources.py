"""Sources are approved by a person, and stopped by one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db import IntegrityError, transaction

from dangjian.feeds.models import Source
from dangjian.feeds.rules import addresses
from dangjian.kernel import evidence, jobs
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.portal.recording import person_of
from dangjian.portal.rules.content import check_no_marks
from dangjian.registry.models import Organization

FETCH = "feeds.fetch"


@evidence.action
def approve(
    organization: Organization,
    *,
    title: str,
    issuer: str,
    address: str,
    now: dt.datetime,
    by: Actor,
    listed: Collection[str] = (),
) -> Source:
    """Approve a feed for an organization; it is looked at at once.

    listed: what the operator allows besides (rules.addresses). Refused: an address that is never
    asked, one that is approved already, a secrecy mark.
    """
    title, issuer = title.strip(), issuer.strip()
    check_no_marks([("来源名称", title), ("主办单位", issuer)])
    url = addresses.place(address, listed).url
    try:
        with transaction.atomic():
            source = Source.objects.create(
                organization=organization,
                title=title,
                issuer=issuer,
                address=url,
                approved_by=person_of(by),
                approved_at=now,
            )
    except IntegrityError as twice:
        raise Refused("这个订阅地址已经批准过了。", field="address") from twice
    if not addresses.resolves_nowhere(url):
        jobs.ask_for(FETCH, source_id=source.pk)
    _leaf(by, "approve_source", source, title=title, issuer=issuer, address=url)
    return source


@evidence.action
def stop(source: Source, *, reason: str, now: dt.datetime, by: Actor) -> Source:
    """Take nothing from a source any more. What was chosen of it stays until it is taken back."""
    reason = reason.strip()
    if len(reason) < 2:
        raise Refused("请写明为什么停用。", field="reason")
    check_no_marks([("原因", reason)])
    stored = _running(source)
    stored.stopped_at, stored.reason = now, reason
    stored.save(update_fields=["stopped_at", "reason"])
    _leaf(by, "stop_source", stored, reason=reason)
    return stored


@evidence.action
def look_now(source: Source, *, by: Actor) -> Source:
    """Have a source looked at now, and not only at its turn."""
    stored = _running(source)
    if addresses.resolves_nowhere(stored.address):
        raise Refused("这是举例用的网址，世上没有这个网站，不用去看。")
    if not jobs.waits(FETCH, source_id=stored.pk):
        jobs.ask_for(FETCH, source_id=stored.pk)
    _leaf(by, "look_at_source", stored)
    return stored


def _running(source: Source) -> Source:
    stored = (
        Source.objects.select_for_update(of=("self",))
        .select_related("organization")
        .get(pk=source.pk)
    )
    if stored.stopped_at is not None:
        raise Stale("这个来源已经停用了。")
    return stored


def _leaf(by: Actor, verb: str, source: Source, **detail: object) -> None:
    evidence.record(by, verb, "source", source.uid, source.organization.path, **detail)
