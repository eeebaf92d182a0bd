"""What the platform does by itself about terms: warn, then tell one superior after the other.

Each is one term in one transaction, under the lock of its case, and finds out anew whether it is
still to be done: a job that was broken off is done again from its beginning.
"""

from __future__ import annotations

import datetime as dt

from dangjian.flow import telling
from dangjian.flow.actions import todos
from dangjian.flow.models import Case, CaseTerm, Task
from dangjian.flow.queries.bars import standing_bars
from dangjian.flow.queries.offices import nearest_above
from dangjian.flow.queries.reminders import NEXT_LEVEL, is_to_warn, warn_days
from dangjian.flow.rules import Office, Tables
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Stale
from dangjian.registry.authority import Purpose


@evidence.action
def warn(term_id: int, *, tables: Tables, now: dt.datetime, by: Actor) -> CaseTerm:
    """Say that a term ends soon, or today. Stale where that is not (or not any more) to be said."""
    case, term = _locked(term_id)
    today = now.date()
    if not is_to_warn(term.due_on, term.warned_on, warn_days(term), today):
        raise Stale("这个期限已经提醒过了。")
    last = term.due_on == today
    term.warned_on = today
    term.save(update_fields=["warned_on"])
    named = _named(case, term, tables)
    left = (term.due_on - today).days if term.due_on else 0
    said = f"{named}今天到期。" if last else f"{named}还有{left}天到期。"
    telling.tell_term(case, said, once=f"{term.pk} {today}", today=last, now=now, by=by)
    _leaf(by, "warn", case, term)
    return term


@evidence.action
def escalate(term_id: int, *, tables: Tables, now: dt.datetime, by: Actor) -> CaseTerm:
    """Report an overdue term to the nearest superior; seven days later to the next one, up to the
    root. Stale where it is not overdue, or the last report is younger.

    Never to whoever is barred from the case, and never to the office that has it.
    """
    case, term = _locked(term_id)
    today = now.date()
    again = term.escalated_on is None or term.escalated_on <= today - NEXT_LEVEL
    if term.due_on is None or term.due_on >= today or not again:
        raise Stale("这个期限没有逾期，或者已经报告过了。")
    first = term.level == 0
    office, known = _overseer(case, first, today)
    if office is not None:
        term.level += 1
        if not known:
            what = f"督办：{_named(case, term, tables)}已经逾期"
            todo = todos.assign(
                what, to=office, asked_by=None, now=now, by=by, case=case, task=Task.OVERSEE
            )
            telling.tell_overseers(todo, now=now, by=by)
    term.escalated_on = today
    term.save(update_fields=["level", "escalated_on"])
    if first:
        said = f"{_named(case, term, tables)}已经逾期，请尽快办理。"
        telling.tell_term(case, said, once=f"{term.pk} late", today=True, now=now, by=by)
    _leaf(by, "escalate", case, term)
    return term


def _overseer(case: Case, first: bool, on: dt.date) -> tuple[Office | None, bool]:
    """Whom to report to, and whether he knows already (of another term of the case)."""
    offices = case.todos.exclude(right="").select_related("for_organization").order_by("-pk")
    watching = offices.filter(closed_at__isnull=True, task=Task.OVERSEE)
    known = [todo.for_organization.path for todo in watching if todo.for_organization]
    has_it = offices.filter(task=Task.LEAD).first()
    start, right = case.organization.path, Purpose.PROCEDURE
    if has_it is not None and has_it.for_organization is not None:
        start, right = has_it.for_organization.path, Purpose[has_it.right]
    if known and not first:
        start = min(known, key=len)
    office = nearest_above(start, right, on, standing_bars(case))
    return office, office is not None and office.organization.path in known


def _locked(term_id: int) -> tuple[Case, CaseTerm]:
    """The case, locked, and its running term. Stale where it ended."""
    known = CaseTerm.objects.get(pk=term_id)
    case = (
        Case.objects.select_for_update(of=("self",))
        .select_related("edition__procedure", "organization")
        .get(pk=known.case_id)
    )
    term = case.terms.filter(pk=term_id, ended_on__isnull=True).first()
    if term is None or case.closed_at is not None:
        raise Stale("这个期限已经不在计算了。")
    return case, term


def _named(case: Case, term: CaseTerm, tables: Tables) -> str:
    edition = case.edition
    flow = tables[edition.procedure.key, edition.table]
    return f"{flow.says}的“{flow.clock(term.clock).says}”期限"


def _leaf(by: Actor, verb: str, case: Case, term: CaseTerm) -> None:
    evidence.record(
        by, verb, "case", case.uid, case.organization.path, clock=term.clock, level=term.level
    )
