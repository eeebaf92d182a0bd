"""What every act of this room writes: its leaf, and what the record calls for next."""

from __future__ import annotations

import datetime as dt

from dangjian.development.models import Development
from dangjian.development.queries.records import record_of, rules_for
from dangjian.development.rules.reckoning import Rules
from dangjian.development.rules.record import Record
from dangjian.development.rules.views import next_of
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Stale


def stored(development: Development) -> Development:
    """The case as it is stored, locked until the act has ended."""
    return (
        Development.objects.select_for_update(of=("self",))
        .select_related("organization", "case", "applicant", "person", "former")
        .get(pk=development.pk)
    )


def check_seen(development: Development, seen: int) -> None:
    """Stale where somebody entered something since the form was drawn."""
    if development.case.round != seen:
        raise Stale("这件刚刚又登记了一步，请看一遍再办。")


def known(development: Development, today: dt.date) -> tuple[Record, Rules]:
    """The record and the rules of a case as they are now."""
    return record_of(development, today), rules_for(development, today)


def restate(development: Development, today: dt.date, rules: Rules | None = None) -> bool:
    """Write what the case calls for next; whether that changed anything.

    rules: where they were read in this act already.
    """
    record = record_of(development, today)
    rules = rules or rules_for(development, today)
    found = next_of(record, rules)
    before = (development.next_step, development.next_part, development.due_on)
    after = (found.step, found.part, found.due_on)
    if before == after:
        return False
    development.next_step, development.next_part, development.due_on = after
    development.save(update_fields=["next_step", "next_part", "due_on"])
    return True


def leaf(by: Actor, verb: str, development: Development, **detail: object) -> None:
    """The log says which step and which day; whom it concerns, and what came of it, it does not."""
    evidence.record(
        by, verb, "development", development.uid, development.organization.path, **detail
    )
