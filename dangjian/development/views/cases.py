"""The list of developments, one case, its file and its printed forms (A7, A8)."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dangjian.development.models import LABELS, OPEN, Outcome, StepTaken
from dangjian.development.queries import cases as queries
from dangjian.development.queries.cases import NOTHING, Sight, Wanted
from dangjian.development.queries.files import PRINTED, file_of, left_over
from dangjian.development.queries.scans import keeps, looks_at, scans_of
from dangjian.development.rules.reckoning import said
from dangjian.development.rules.tables import BRANCH, BY_NAME, COMMITTEE, STAGES, STAGES_IN_SHORT
from dangjian.development.rules.views import LATER, StepView, by_stage, next_of
from dangjian.kernel import clock, terms
from dangjian.kernel.files import papers
from dangjian.kernel.refusal import Missing
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.models import Organization
from dangjian.registry.views.addresses import number_in
from dangjian.registry.views.doors import viewer

PER_PAGE = 30


@dataclass(frozen=True)
class Chip:
    """A filter above the list."""

    label: str
    url: str
    current: bool
    count: int | str = ""


def _reader(request: HttpRequest) -> Viewer:
    who = viewer(request)
    if not who.may_anywhere(Purpose.READ):
        raise Missing(NOTHING)
    return who


@require_safe
def developments(request: HttpRequest) -> HttpResponse:
    """The developments of an office: where they stand, what is due this month."""
    who, today = _reader(request), clock.today()
    if person := number_in(request.GET.get("person", "")):
        found = queries.case_of_person(person)
        if found is not None:
            return redirect("development", pk=found.pk)
    wanted = _wanted(request, who)
    scope = who.scope(Purpose.READ)
    counted = queries.figures(scope, today)
    page = Paginator(queries.developments(scope, wanted, today), PER_PAGE).get_page(
        request.GET.get("page")
    )
    rows = [
        (one, BY_NAME[one.next_step].says if one.next_step in BY_NAME else "")
        for one in page.object_list
    ]
    context = {
        "page": page,
        "rows": rows,
        "wanted": wanted,
        "chips": _chips(wanted, counted),
        "counted": counted,
        "may_begin": who.may_anywhere(Purpose.MAINTAIN),
        "may_try": who.may_anywhere(Purpose.PROCEDURE),
        "may_add": who.may_anywhere(Purpose.STANDING),
        "committee": COMMITTEE,
        "today": today,
    }
    return render(request, "development/list.html", context)


def _wanted(request: HttpRequest, who: Viewer) -> Wanted:
    """What was asked for; what nobody offered is left out."""
    state, due = request.GET.get("state", ""), request.GET.get("due", "")
    part = request.GET.get("part", "")
    place = None
    if at := number_in(request.GET.get("at", "")):
        path = who.scope(Purpose.READ).q("path")
        place = Organization.objects.filter(path, pk=at).first()
        if place is None:
            raise Missing(NOTHING)
    return Wanted(
        state=state if state in (*OPEN, "over") else "",
        due=due if due in ("month", "late") else "",
        part=part if part == COMMITTEE else "",
        within=place,
    )


def _chips(wanted: Wanted, counted: queries.Figures) -> list[Chip]:
    here = {"at": str(wanted.within.pk)} if wanted.within else {}

    def chip(label: str, count: int | str, **asked: str) -> Chip:
        current = {"state": wanted.state, "due": wanted.due, "part": wanted.part}
        current = {key: value for key, value in current.items() if value}
        url = f"?{urlencode(asked | here)}" if asked or here else reverse("developments")
        return Chip(label, url, asked == current, "" if here else count)

    return [
        chip("全部", counted.running),
        chip("本月到期", counted.month, due="month"),
        chip("已经逾期", counted.late, due="late"),
        chip("等上级党委", counted.committee, part=COMMITTEE),
        *(chip(LABELS[state], counted.states[state], state=state.value) for state in OPEN),
        chip("已经结束", "", state="over"),
    ]


@never_cache
@require_safe
def development(request: HttpRequest, pk: int) -> HttpResponse:
    """One case: the next step first, what hinders it, then every step."""
    who, today = _reader(request), clock.today()
    sight = queries.development_for(who, pk, today)
    wanted = next_of(sight.record, sight.rules)
    views = {view.name: view for view in sight.steps}
    first = views.get(wanted.step)
    others = [
        view
        for view in sight.steps
        if view.current and view.name != wanted.step and not _quiet(view)
    ]
    stages = by_stage(sight.steps)
    context = {
        "sight": sight,
        "case": sight.case,
        "first": _told(sight, first) if first else None,
        "others": [_told(sight, view) for view in others],
        "stages": [
            (
                label,
                [_told(sight, view) for view in views_of],
                all(view.state == LATER for view in views_of),
            )
            for _, label, views_of in stages
        ],
        "at": _stage_at(sight, first),
        "labels": list(STAGES_IN_SHORT.values()),
        "due_on": wanted.due_on,
        "extras": sight.record.extras,
        "provisional": terms.say_provisional(
            tuple(sorted({year for view in sight.steps for year in view.missing}))
        ),
        "may_stop": sight.branch and not sight.own and sight.case.ended_on is None,
        "printed": [(which, label) for which, (label, _) in PRINTED.items()],
        "may_move": sight.committee and not sight.own and sight.case.ended_on is None,
        "moves": list(sight.case.moves.select_related("before", "after", "by")),
        "history": [row for row in sight.taken if row.withdrawn_at],
        "today": today,
    }
    return render(request, "development/case.html", context)


def _quiet(view: StepView) -> bool:
    """A step that may be taken again, but that nothing calls for."""
    return view.step.repeats and bool(view.done) and view.step.every is None


def _stage_at(sight: Sight, first: StepView | None) -> int:
    if first is None:
        return len(STAGES) + 1
    return list(STAGES).index(first.step.stage) + 1


@dataclass(frozen=True)
class Told:
    """A step as the page tells it. url: where the viewer enters it, "" where he does not."""

    view: StepView
    taken: list[StepTaken]
    url: str
    whose: str

    @property
    def outcome(self) -> str:
        """What came of it the last time, where that says more than done."""
        last = self.taken[-1] if self.taken else None
        said = last is not None and last.outcome != Outcome.DONE
        return Outcome(last.outcome).label if last and said else ""


def _told(sight: Sight, view: StepView) -> Told:
    taken = [row for row in sight.taken if row.step == view.name and row.withdrawn_at is None]
    whose = "上级党委" if view.step.part == COMMITTEE else "党支部"
    may = view.current and sight.may(view)
    url = reverse("development_step", args=[sight.case.pk, view.name]) if may else ""
    return Told(view, taken, url, whose)


# --- the file -------------------------------------------------------------------------------------


@never_cache
@require_safe
def development_file(request: HttpRequest, pk: int) -> HttpResponse:
    """All papers of one development with their signers and files, what is missing, and who opened
    which file; to be printed."""
    who, today = _reader(request), clock.today()
    sight = queries.development_for(who, pk, today)
    scans = scans_of(sight.case)
    context = {
        "sight": sight,
        "case": sight.case,
        "file": file_of(sight, scans),
        "left_over": left_over(sight, scans),
        "looks": looks_at(sight.case, scans),
        "mine": [part for part in (BRANCH, COMMITTEE) if keeps(sight, part)],
        "running": sight.case.state in OPEN,
        "today": today,
    }
    return render(request, "development/file.html", context)


@never_cache
@require_safe
def development_form(request: HttpRequest, pk: int, which: str) -> HttpResponse:
    """An official form filled from the record, to be printed and signed. Missing for another."""
    who, today = _reader(request), clock.today()
    sight = queries.development_for(who, pk, today)
    if which not in PRINTED:
        raise Missing(NOTHING)
    label, rows_of = PRINTED[which]
    context = {"sight": sight, "case": sight.case, "label": label, "rows": rows_of(sight)}
    context |= {"which": which, "today": today}
    return render(request, "development/form.html", context)


@never_cache
@require_safe
def development_paper(request: HttpRequest, pk: int, which: str) -> HttpResponse:
    """The same form as a Word file, with who took it and when in its footer."""
    who, today = _reader(request), clock.today()
    sight = queries.development_for(who, pk, today)
    if which not in PRINTED:
        raise Missing(NOTHING)
    label, rows_of = PRINTED[which]
    rows = [*rows_of(sight), ("党支部书记签字", ""), ("填表日期", said(today))]
    content = papers.form(label, rows, made_by=who.name, at=clock.now())
    answer = HttpResponse(content, content_type=papers.TYPE)
    name = quote(f"{label}-{sight.case.applicant.name}.docx")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return answer
