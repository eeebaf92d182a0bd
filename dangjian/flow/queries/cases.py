"""What has happened to a case, what runs, and by which edition it goes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from dangjian.flow.models import Case, CaseTerm, Edition, EditionTerm, EditionWord, Step
from dangjian.flow.rules import Flow, Tables, says_move
from dangjian.flow.rules.table import BESIDE
from dangjian.kernel.refusal import Refused
from dangjian.registry.models import Organization, Person

Wordings = list[tuple[Flow, dict[str, str]]]
"""Tables, each with what its edition calls otherwise; the one in force first."""


@dataclass(frozen=True)
class Event:
    """One step as people read it. words: opened, "" where there are none.

    who: the name, or "" for somebody without an account and for the platform; for whom: whose work
    it was where a substitute did it.
    """

    step: Step
    says: str
    state: str
    words: str

    @property
    def at(self) -> dt.datetime:
        return self.step.at

    @property
    def who(self) -> Person | None:
        return self.step.by

    @property
    def behalf(self) -> Person | None:
        return self.step.behalf

    @property
    def office(self) -> Organization | None:
        return self.step.office


def edition_in_force(flow: Flow) -> Edition:
    """The latest published edition on the program's table. Refused where none was set up."""
    found = (
        Edition.objects.filter(procedure__key=flow.key, table=flow.revision, number__isnull=False)
        .order_by("-number")
        .first()
    )
    if found is None:
        raise Refused(f"“{flow.says}”的办理程序还没有启用，请联系系统管理员。", status=422)
    return found


def words_of(edition: Edition) -> dict[str, str]:
    """What the edition calls states and moves, where it calls them otherwise. One query."""
    return dict(edition.words.values_list("name", "says"))


def words_of_all(editions: Collection[int]) -> dict[int, dict[str, str]]:
    """The same for many editions, by their ids; one without words of its own is left out."""
    told: dict[int, dict[str, str]] = {}
    found = EditionWord.objects.filter(edition__in=editions)
    for edition, name, says in found.values_list("edition_id", "name", "says"):
        told.setdefault(edition, {})[name] = says
    return told


def history(case: Case, tables: Tables) -> list[Event]:
    """All steps, the first first, of this case and of those it continues. A few queries."""
    cases = [case]
    while cases[-1].continues is not None:
        cases.append(cases[-1].continues)
    told = {one.pk: _wordings(one, tables) for one in cases}
    steps = (
        Step.objects.filter(case__in=cases)
        .select_related("by", "behalf", "office")
        .order_by("at", "case", "round")
    )
    return [_event(step, told[step.case_id]) for step in steps]


def table_of(case: Case, tables: Tables) -> Flow:
    """The table a case goes by: that of its edition. KeyError where the program dropped it."""
    return tables[case.edition.procedure.key, case.edition.table]


def _wordings(case: Case, tables: Tables) -> Wordings:
    """How the case's edition calls things, and how those did that it went by before."""
    earlier = [one.from_edition for one in case.transfers.order_by("-pk")]
    return [
        (tables[edition.procedure.key, edition.table], words_of(edition))
        for edition in dict.fromkeys([case.edition, *earlier])
    ]


def _event(step: Step, wordings: Wordings) -> Event:
    """A step may be one that only an earlier edition knows."""
    says = [
        here.get(step.move) or says_move(flow, step.move)
        for flow, here in wordings
        if step.move in BESIDE or any(one.name == step.move for one in flow.moves)
    ]
    state = [
        here.get(step.to_state) or flow.state(step.to_state).says
        for flow, here in wordings
        if any(one.name == step.to_state for one in flow.states)
    ]
    return Event(step, says[0], state[0], step.unseal("words"))


def visited(case: Case) -> list[str]:
    """The states the case has been in, each once, in order. One query."""
    return list(dict.fromkeys(case.steps.order_by("round").values_list("to_state", flat=True)))


def running_terms(case: Case) -> list[CaseTerm]:
    """The clocks that run, the nearest first; paused ones last. One query."""
    found = case.terms.filter(ended_on__isnull=True)
    return sorted(found, key=lambda term: (term.due_on or dt.date.max, term.pk))


def set_terms(edition: Edition) -> dict[str, EditionTerm]:
    """What the edition sets about its clocks. One query."""
    return {term.clock: term for term in edition.terms.all()}


def papers_needed(case: Case, move: str) -> list[str]:
    """Titles of the papers that the edition wants before a move. One query."""
    found = case.edition.papers.filter(move=move)
    return list(found.order_by("pk").values_list("title", flat=True))
