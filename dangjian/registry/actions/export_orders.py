"""A long table of members: ordered once, written by the worker, fetched by whoever asked (L9)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry import finished, progress
from dangjian.registry.actions.consents import deed_of
from dangjian.registry.actions.exports import Order, export_members
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.member_book import Book
from dangjian.registry.models import Consent, Export, ExportState
from dangjian.registry.rules.consents import FETCHED_WITHIN

_OFTEN = 500  # rows between two looks at how far it is


@evidence.action
def order(consent: Consent, *, now: dt.datetime, by: Actor) -> Export:
    """Have the table that was agreed to written; part of carrying the consent out."""
    total = int(consent.wanted["count"])
    made = Export.objects.create(consent=consent, ordered_at=now, total=total)
    _leaf(by, "order_export", made)
    return made


@evidence.action
def write(export: Export, who: Viewer, *, now: dt.datetime, today: dt.date) -> Export:
    """Write the table into its file, with the leaves of `export_members`, all or nothing.

    who: the maker of the consent, as he stands now. Refused (403): he lost the right meanwhile; and
    as `export_members`, of more people than were agreed to. What is written already stays.
    """
    export = _locked(export)
    if export.state != ExportState.WRITING:
        raise Stale("这份表格已经写过了。")
    consent = export.consent
    place, purpose = consent.organization, deed_of(consent).asks
    if who.person_id != consent.maker_id or not who.may(purpose, place.path):
        raise Refused(f"{consent.maker.name}已经没有这个权限，没有写。", status=403)
    with progress.shown(export, ExportState.WRITING) as tell, finished.written(export.uid) as file:
        book = Book(who, Order.agreed(consent, today), place, place.short_name, now, tell, _OFTEN)
        export_members(
            book.order,
            lambda heads, count, rows: book.write(file, heads, count, rows),
            place=place,
            scope=who.scope(Purpose.READ),
            reveals=who.scope(Purpose.REVEAL),
            today=today,
            by=who.actor(purpose, place.path),
            agreed_to=int(consent.wanted["count"]),
        )
        export.size = file.tell()
    export.state, export.done = ExportState.READY, export.total
    export.ready_at, export.until = now, now + FETCHED_WITHIN
    export.save(update_fields=["state", "done", "size", "ready_at", "until"])
    return export


@evidence.action
def break_off(export: Export, *, sentence: str, by: Actor) -> Export:
    """Say why a table was not written: nothing left, and it may be tried again (`again`)."""
    export = _locked(export)
    if export.state != ExportState.WRITING:
        raise Refused("这份表格已经写好了。")
    export.state, export.error = ExportState.BROKEN, sentence[:400]
    export.done = 0
    export.save(update_fields=["state", "error", "done"])
    _leaf(by, "break_off_export", export)
    return export


@evidence.action
def again(export: Export, *, now: dt.datetime, by: Actor) -> Export:
    """Have a table that was not written tried again. Refused: it is being written, or is there.
    Stale: the time in which the consent was to be used is over."""
    export = _locked(export)
    if export.state != ExportState.BROKEN:
        raise Refused("这份表格不用再写，请看现在写到哪里了。")
    if export.consent.use_until is None or now > export.consent.use_until:
        raise Stale("同意的期限已经过了，要导出请重新申请。")
    export.state, export.error = ExportState.WRITING, ""
    export.save(update_fields=["state", "error"])
    _leaf(by, "order_export", export)
    return export


@evidence.action
def fetch(export: Export, *, now: dt.datetime, by: Actor) -> Path:
    """Where the finished table lies, for handing it out; each time is on record.

    Refused: it is not written yet. Stale: its term is over, or its file is gone.
    """
    if export.state != ExportState.READY:
        raise Refused("这份表格还没有写好，请等一会儿再取。")
    path = finished.place(export.uid)
    if not export.lies_there(now) or not path.is_file():
        raise Stale("这份表格保存的时间过了，已经删除。要用请重新申请。")
    _leaf(by, "fetch_export", export)
    return path


def _locked(export: Export) -> Export:
    rows = Export.objects.select_for_update(of=("self",))
    return rows.select_related("consent__organization", "consent__maker", "consent__checker").get(
        pk=export.pk
    )


def _leaf(by: Actor, verb: str, export: Export) -> None:
    consent = export.consent
    told = {"act": consent.act, "digest": consent.seen, "count": export.total}
    evidence.record(by, verb, "consent", consent.uid, consent.organization.path, **told)
