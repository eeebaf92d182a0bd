"""Running cases are taken over into another edition, with their terms reckoned anew, and back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from dangjian.flow.actions.cases import settle_oversight
from dangjian.flow.models import Case, Edition, Transfer
from dangjian.flow.queries.cases import running_terms
from dangjian.flow.queries.editions import Under, flow_of, granted_days, state_of
from dangjian.flow.recording.clocks import reckon, retime
from dangjian.flow.recording.steps import actor, beside
from dangjian.flow.rules import Tables
from dangjian.flow.rules.editions import cannot_go_over
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.models import Person

MOST = 200


@evidence.action
def transfer_cases(
    cases: Iterable[Case], *, to: Edition, tables: Tables, now: dt.datetime, by: Actor
) -> list[Transfer]:
    """Let running cases go by another edition from now on: all of them, or none.

    Refused: nobody chosen, too many, a draft, a case whose state or terms are otherwise there.
    Stale: a case that has ended, or goes by that edition already.
    """
    chosen = sorted({case.pk for case in cases})
    if not chosen:
        raise Refused("请至少选一件。", field="cases")
    if len(chosen) > MOST:
        raise Refused(f"一次最多改{MOST}件，请分几次办。", field="cases")
    if to.number is None:
        raise Refused("草稿还没有发布，不能按它办理。")
    person = _person(by)
    made = []
    for case in _locked(chosen):
        if case.edition_id == to.pk:
            raise Stale(f"有一件已经按{to}办理了，请刷新再选。")
        before = case.edition
        _go_over(case, to, "transfer", tables, now, by)
        transfer = Transfer(case=case, from_edition=before, to_edition=to, at=now, by=person)
        transfer.save()
        made.append(transfer)
    return made


@evidence.action
def undo_transfer(transfer: Transfer, *, tables: Tables, now: dt.datetime, by: Actor) -> Transfer:
    """Let the case go by the edition it came from again.

    Stale: undone before, ended, taken over once more. Refused: it has come to a state that the
    edition does not know.
    """
    [case] = _locked([transfer.case_id])
    stored = Transfer.objects.select_for_update().get(pk=transfer.pk)
    if stored.undone_at is not None:
        raise Stale("已经改回去了。")
    if case.edition_id != stored.to_edition_id:
        raise Stale("这件事后来又改按别的一版办理，不能从这里改回。")
    _go_over(case, stored.from_edition, "undo_transfer", tables, now, by)
    stored.undone_at, stored.undone_by = now, _person(by)
    stored.save(update_fields=["undone_at", "undone_by"])
    return stored


def _locked(ids: list[int]) -> list[Case]:
    found = Case.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
    return list(found.select_related("edition__procedure", "organization"))


def _go_over(
    case: Case, to: Edition, verb: str, tables: Tables, now: dt.datetime, by: Actor
) -> None:
    if case.closed_at is not None:
        raise Stale("有一件已经办结了，请刷新再选。")
    before, state, terms = case.edition, state_of(case), running_terms(case)
    under = Under.of(to, tables)
    running = [term.clock for term in terms]
    if why_not := cannot_go_over(flow_of(before, tables), under.flow, state, running):
        raise Refused(f"不能改按{to}办理：{why_not}")
    case.edition = to
    case.save(update_fields=["edition"])
    granted = granted_days(terms)
    for term in terms:
        days = under.days(term)
        term.rule, term.unit = days.rule.version, days.unit
        term.days = days.number + granted.get(term.pk, 0)
        term.save(update_fields=["rule", "unit"])
        reckon(term)
    in_time = case.terms.filter(ended_on__isnull=True, due_on__gte=now.date())
    in_time.update(level=0, escalated_on=None)
    settle_oversight(case, now, by)
    retime(case, under.flow)
    editions = {"before": before.number, "after": to.number}
    beside(case, verb, "", now, by, words=f"{before} → {to}", detail=editions)


def _person(by: Actor) -> Person:
    person = actor(by)
    if person is None:
        raise RuntimeError("a case is taken over by a person")
    return person
