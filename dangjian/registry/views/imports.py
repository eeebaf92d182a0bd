"""A table brought in: handed over, read, looked through, entered, taken back (K2)."""

from __future__ import annotations

import io
import tempfile
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dangjian.kernel import clock, jobs
from dangjian.kernel.files.uploads import receive
from dangjian.kernel.files.writing import Column, Mark, write_workbook
from dangjian.kernel.refusal import Missing, Refused
from dangjian.registry import jobs as ours
from dangjian.registry.actions import doubts as looking
from dangjian.registry.actions import imports as actions
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.forms.imports import Again, Beginning
from dangjian.registry.models import (
    Import,
    ImportKind,
    ImportState,
    Organization,
    Person,
)
from dangjian.registry.queries import doubts as queries
from dangjian.registry.queries.imports import (
    PURPOSE,
    actor_for,
    is_under_way,
    may_open,
    run_for,
    runs,
)
from dangjian.registry.rules.blank_tables import BLANK_TABLES
from dangjian.registry.rules.imports import SENTENCES, Layout
from dangjian.registry.views.doors import perform, viewer
from dangjian.registry.views.exports import XLSX

PER_PAGE = 20

_form_page = require_http_methods(["GET", "HEAD", "POST"])

# --- bringing one in ------------------------------------------------------------------------------


@_form_page
def imports(request: HttpRequest) -> HttpResponse:
    """Hand over a table, and see those handed over before."""
    who = viewer(request)
    kinds = [kind for kind, purpose in PURPOSE.items() if who.may_anywhere(purpose)]
    if not kinds:
        raise Missing("没有这一页，或者不在您的权限范围内。")
    today = clock.today()
    form = Beginning(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        kinds=kinds,
        places=_places(who),
        today=today,
    )
    page = Paginator(runs(who), PER_PAGE).get_page(request.GET.get("page"))
    return perform(
        request,
        form,
        lambda values: _begin(who, values, kinds),
        template="registry/import_start.html",
        context={
            "runs": [_Listed.of(run) for run in page],
            "page": page,
            "kinds": [_blank(kind) for kind in kinds],
            "worker_runs": jobs.worker_runs(),
        },
        done=lambda run: (f"收到了{run.file_name}，正在读。", reverse("import", args=[run.pk])),
    )


def _places(who: Viewer) -> list[tuple[int, str]]:
    """The organizations a table may be for: where the viewer holds the right himself."""
    paths = {*who.scope(Purpose.MAINTAIN).paths, *who.scope(Purpose.STRUCTURE).paths}
    found = Organization.objects.filter(path__in=paths).order_by("path")
    return list(found.values_list("pk", "short_name"))


def _begin(who: Viewer, values: dict[str, Any], kinds: list[str]) -> Import:
    kind = values.get("kind") or kinds[0]
    place = Organization.objects.get(pk=values.get("place") or _places(who)[0][0])
    if not who.may(PURPOSE[kind], place.path):
        raise Refused("您在这里不能导入这种表，请换一个组织。", field="place")
    with receive(values["file"]) as received:
        run = actions.start(
            received.path,
            name=received.name,
            kind=kind,
            as_of=values["as_of"],
            today=clock.today(),
            at=clock.now(),
            by=who.actor(PURPOSE[kind], place.path),
            organization=place,
            started_by=Person.objects.get(pk=who.person_id),
        )
    ours.read_import.defer(run_id=run.pk, account_id=who.account_id)
    return run


@dataclass(frozen=True)
class _Listed:
    """An import in the list of imports: words and state of its tag, and its page."""

    run: Import
    words: str
    state: str
    url: str

    @classmethod
    def of(cls, run: Import) -> _Listed:
        state = {
            ImportState.READING: "wait",
            ImportState.READ: "soon",
            ImportState.ENTERING: "wait",
            ImportState.UNDOING: "wait",
            ImportState.ENTERED: "done",
            ImportState.FAILED: "late",
        }.get(ImportState(run.state), "")
        url = reverse("import", args=[run.pk])
        if run.broke_off:
            return cls(run, "中断了", "late", url)
        return cls(run, str(ImportState(run.state).label), state, url)


def _blank(kind: str) -> dict[str, Any]:
    table = BLANK_TABLES[kind]
    return {
        "label": str(ImportKind(kind).label),
        "columns": table.columns,
        "mandatory": table.mandatory,
        "url": reverse("import_blank", args=[kind]),
    }


@require_safe
def import_blank(request: HttpRequest, kind: str) -> FileResponse:
    """An empty table with lists to choose from and a line that shows how it is meant."""
    who = viewer(request)
    if kind not in PURPOSE or not who.may_anywhere(PURPOSE[ImportKind(kind)]):
        raise Missing("没有这一页，或者不在您的权限范围内。")
    table = BLANK_TABLES[kind]
    columns = [
        Column(column, table.width(column), table.choices.get(column, ()))
        for column in table.columns
    ]
    rows = [table.example_line(), *[[""] * len(columns)] * _EMPTY_ROWS]
    file = io.BytesIO()
    mark = Mark(who.name, clock.now(), "下载空表")
    write_workbook(file, title=table.title, columns=columns, rows=rows, mark=mark)
    file.seek(0)
    return _download(file, f"{table.title}（空表）.xlsx")


_EMPTY_ROWS = 500


def _download(file: Any, name: str) -> FileResponse:
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)


# --- one import -----------------------------------------------------------------------------------


@never_cache
@require_safe
def import_page(request: HttpRequest, pk: int) -> HttpResponse:
    """How an import stands: being read or entered, or what it found and what waits for a person."""
    who = viewer(request)
    run = run_for(who, pk)
    if _busy(run):
        return render(request, "registry/import_wait.html", _step(run))
    if run.state in _STEPS:
        return render(request, "registry/import_broken_off.html", _step(run))
    return render(request, "registry/import_page.html", _result(request, who, run))


@never_cache
@require_safe
def import_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the step is: the part of the page that is asked for again and again."""
    run = run_for(viewer(request), pk)
    context = _step(run) | {"finished": not _busy(run)}
    return render(request, "registry/_import_progress.html", context)


def _busy(run: Import) -> bool:
    """Whether the worker has something to do for it, or is at it. Never of a step given up."""
    if any(jobs.waits(job.name, run_id=run.pk) for job in _STEPS.values()):
        return True
    return run.state in _STEPS and is_under_way(run)


_STEPS: dict[ImportState, Any] = {
    ImportState.READING: ours.read_import,
    ImportState.ENTERING: ours.enter_import,
    ImportState.UNDOING: ours.undo_import,
}
"""The job that takes an import on from a state in which somebody is at it."""
_WORDS = {
    ImportState.READING: "正在读表",
    ImportState.ENTERING: "正在登记入册",
    ImportState.UNDOING: "正在撤回",
}


def _step(run: Import) -> dict[str, Any]:
    waits = (state for state, job in _STEPS.items() if jobs.waits(job.name, run_id=run.pk))
    state = run.state if run.state in _STEPS else next(waits, ImportState.ENTERING)
    words = _WORDS[ImportState(state)]
    return {"run": run, "step": words, "worker_runs": jobs.worker_runs()}


def _result(request: HttpRequest, who: Viewer, run: Import) -> dict[str, Any]:
    standing = queries.standing_of(run)
    opens = may_open(who, run)
    reasons = dict(queries.reasons(run))
    code = request.GET.get("code", "")
    code = code if code in reasons else ""
    page = Paginator(queries.doubtful(run, code), PER_PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    if rows and opens:
        looking.show_rows(run, rows, by=actor_for(who, run))
    return {
        "run": run,
        "standing": standing,
        "figures": _figures(run),
        "layouts": [_told(layout) for layout in run.layouts],
        "opens": opens,
        "rows": [queries.as_doubtful(run, row) for row in rows] if opens else [],
        "page": page,
        "first": rows[0] if rows else None,
        "reasons": _reasons(reasons, code),
        "code": code,
        "again": Again(),
        "names_secretaries": standing.entered and queries.may_name_secretaries(who),
    }


@dataclass(frozen=True)
class Told:
    """How the headers of some sheets were understood. renamed: (header, column) that differ."""

    sheets: list[str]
    taken: int
    renamed: list[list[str]]
    same: list[str]
    lacking: list[str]
    left_out: list[str]


def _told(layout: Layout) -> Told:
    columns = layout["columns"]
    renamed = [pair for pair in columns if pair[0] != pair[1]]
    same = [column for header, column in columns if header == column]
    return Told(
        layout["sheets"], len(columns), renamed, same, layout["lacking"], layout["left_out"]
    )


def _reasons(counted: dict[str, int], code: str) -> list[dict[str, Any]]:
    """The reasons to narrow the rows by: the first words of each, and how many rows have it."""
    every = {"label": "全部", "url": "?", "current": not code}
    return [
        every,
        *(
            {
                "label": SENTENCES[one].split("，")[0].rstrip("。"),
                "url": f"?code={one}#doubtful",
                "count": number,
                "current": one == code,
            }
            for one, number in counted.items()
        ),
    ]


def _figures(run: Import) -> list[dict[str, Any]]:
    labels = (
        ("accept", "直接入册", "照原样就行"),
        ("normalise", "已规整", "写法统一，内容没变"),
        ("human", "要人看", "请逐处核对"),
        ("reject", "退回", "缺了或错了，要改"),
        ("skip", "跳过", "标题、空行、重复行"),
    )
    return [
        {"label": label, "value": f"{run.counts.get(verdict, 0):,}", "unit": "行", "note": note}
        for verdict, label, note in labels
    ]


# --- what is done with it -------------------------------------------------------------------------


@require_POST
def import_enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the doubtless rows entered."""
    who = viewer(request)
    run = run_for(who, pk)
    if not queries.standing_of(run).ready:
        raise Refused("没有可以直接登记的行了。")
    ours.enter_import.defer(run_id=run.pk, account_id=who.account_id)
    return redirect("import", run.pk)


@require_POST
def import_resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Do a step again that broke off before its end: nothing of it was kept."""
    who = viewer(request)
    run = run_for(who, pk)
    if run.state not in _STEPS or _busy(run):
        raise Refused("这份表没有中断，不用重来。")
    _STEPS[ImportState(run.state)].defer(run_id=run.pk, account_id=who.account_id)
    return redirect("import", run.pk)


@require_POST
def import_repair(request: HttpRequest, pk: int) -> FileResponse:
    """The doubtful rows as a workbook, to be repaired there and brought again."""
    who = viewer(request)
    run = _opened_run(who, pk)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the answer
    mark = Mark(who.name, clock.now(), f"核对表：{run.file_name}")
    actions.repair_workbook(run, file, mark=mark, by=actor_for(who, run))
    file.seek(0)
    return _download(file, f"核对表-{run.file_name.rpartition('.')[0] or run.file_name}.xlsx")


@require_POST
def import_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring the repaired workbook again."""
    who = viewer(request)
    run = _opened_run(who, pk)
    form = Again(request.POST, request.FILES)
    if not form.is_valid():
        raise Refused("请先选修好的核对表，再交回来。", status=400)
    with receive(form.cleaned_data["file"]) as received:
        done = actions.bring_again(
            run, received.path, name=received.name, today=clock.today(), by=actor_for(who, run)
        )
    told = f"收到了，改好 {done.repaired:,} 行，放到一边 {done.set_aside:,} 行。"
    messages.success(request, told)
    for number, sentence in list(done.refused.items())[:_REFUSALS_SHOWN]:
        messages.warning(request, f"第 {number} 行没有采用：{sentence}")
    return redirect("import", run.pk)


_REFUSALS_SHOWN = 5


def _opened_run(who: Viewer, pk: int) -> Import:
    run = run_for(who, pk)
    if not may_open(who, run):
        raise Missing("没有这次导入，或者不在您的管理范围内。")
    return run
