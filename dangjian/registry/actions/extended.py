"""Extended sets of a member's record: add a row, end one, mark one as entered by mistake (A5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused
from dangjian.registry.models import Person
from dangjian.registry.models.extended import OfPerson


@evidence.action
def add_fact(
    model: type[OfPerson],
    person: Person,
    values: Mapping[str, Any],
    *,
    began_on: dt.date,
    ended_on: dt.date | None,
    today: dt.date,
    by: Actor,
) -> OfPerson:
    """Add a row to one of the sets; ended_on is its last day, None while it holds.

    Refused: a day in the future, an end before the beginning, the very same row once more.
    """
    if began_on > today:
        raise Refused("开始日期还没到。", field="began_on")
    if ended_on is not None and ended_on > today:
        raise Refused("结束日期还没到，先空着，到时再登记。", field="ended_on")
    if ended_on is not None and ended_on < began_on:
        raise Refused("结束日期早于开始日期。", field="ended_on")
    until = ended_on + dt.timedelta(days=1) if ended_on else None
    fact = model(person=person, valid=DateRange(began_on, until, "[)"), **values)
    same = model.objects.filter(person=person, withdrawn="", valid=fact.valid, **values)
    if same.exists():
        raise Refused("这一条已经登记过了。")
    fact.save()
    _leaf(by, "add_fact", fact)
    return fact


@evidence.action
def end_fact(fact: OfPerson, *, on: dt.date, today: dt.date, by: Actor) -> OfPerson:
    """Enter the last day of a row that still held. Refused: ended or withdrawn already, an
    impossible day."""
    fact = _locked(fact)
    if fact.withdrawn:
        raise Refused("这一条已经作废。")
    if fact.valid.upper is not None:
        raise Refused("这一条已经结束。")
    if on > today:
        raise Refused("结束日期还没到。", field="on")
    if on < fact.valid.lower:
        raise Refused(f"结束日期早于开始日期（{fact.valid.lower:%Y-%m-%d}）。", field="on")
    fact.end(on + dt.timedelta(days=1))
    _leaf(by, "end_fact", fact)
    return fact


@evidence.action
def withdraw_fact(fact: OfPerson, *, reason: str, by: Actor) -> OfPerson:
    """Mark a row as entered by mistake; it stays readable, with the reason."""
    fact = _locked(fact)
    if fact.withdrawn:
        raise Refused("这一条已经作废。")
    if not reason.strip():
        raise Refused("请写明作废的原因。", field="reason")
    fact.withdrawn = reason.strip()
    fact.save(update_fields=["withdrawn"])
    _leaf(by, "withdraw_fact", fact)
    return fact


def _locked(fact: OfPerson) -> OfPerson:
    rows = type(fact)._default_manager.select_for_update(of=("self",))
    return rows.select_related("person").get(pk=fact.pk)


def _leaf(by: Actor, verb: str, fact: OfPerson) -> None:
    person = fact.person
    evidence.record(
        by, verb, "person", person.uid, person.path, set=fact._meta.model_name, row=fact.pk
    )
