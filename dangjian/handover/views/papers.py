"""The list on paper: printed with lines to sign on, and as a Word file."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dangjian.handover.models import Line, State
from dangjian.handover.queries import handovers as queries
from dangjian.handover.queries.handovers import Sight
from dangjian.handover.views.handovers import told
from dangjian.kernel import clock
from dangjian.kernel.files import papers
from dangjian.kit.words import cn_date, cn_moment
from dangjian.registry.views.doors import viewer

TITLE = "岗位移交清单"


@never_cache
@require_safe
def handover_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The list on A4. What the successor stands back from is on nobody's paper."""
    sight = _sight(request, pk)
    return render(
        request,
        "handover/print.html",
        {
            "sight": sight,
            "handover": sight.handover,
            "rows": told(sight),
            "in_place_of": sight.handover.unseal("in_place_of"),
            "now": clock.now(),
        },
    )


@never_cache
@require_safe
def handover_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as a Word file, with who took it and when in its footer."""
    sight = _sight(request, pk)
    content = papers.form(TITLE, _rows(sight), made_by=viewer(request).name, at=clock.now())
    answer = HttpResponse(content, content_type=papers.TYPE)
    name = quote(f"{TITLE}-{sight.handover.giver.name}.docx")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return answer


def _sight(request: HttpRequest, pk: int) -> Sight:
    sight = queries.handover_for(viewer(request), pk, clock.now())
    shown = [line for line in sight.lines if not line.barred]
    return Sight(**{**vars(sight), "lines": shown})


def _rows(sight: Sight) -> list[tuple[str, str]]:
    kept = sight.handover
    rows = [
        ("岗位", kept.organization.name),
        ("移交人", kept.giver.name),
        ("接手人", kept.successor.name),
        ("依据", kept.document),
        ("移交日期", cn_date(kept.agreed_on)),
    ]
    if instead := kept.unseal("in_place_of"):
        rows.append(("移交人不能到场", instead))
    rows += [(str(line.get_kind_display()), _told(line)) for line in sight.lines]
    if kept.assented_by is not None:
        rows.append(("上级同意", f"{kept.assented_by.name}，{cn_moment(kept.assented_at)}"))
    if kept.state == State.DONE and kept.consent is not None and kept.consent.checker is not None:
        asked, agreed = kept.consent.maker.name, kept.consent.checker.name
        moment = cn_moment(kept.consent.decided_at)
        rows.append(("移交角色", f"{asked}提出，{agreed}同意，{moment}"))
    if kept.state == State.DONE and kept.giver_signed_by is not None:
        rows.append(
            (
                "平台上签字",
                f"移交人一方：{kept.giver_signed_by.name}，"
                f"{cn_moment(kept.giver_signed_at)}；接手人：{kept.successor.name}，"
                f"{cn_moment(kept.successor_signed_at)}",
            )
        )
    return [*rows, ("移交人签字", ""), ("接手人签字", ""), ("监交人签字", ""), ("日期", "")]


def _told(line: Line) -> str:
    """What a line says on paper, with what both sides wrote."""
    said = [line.title, line.detail, line.unseal("remark")]
    said.append(str(line.get_verdict_display()))
    said += [line.unseal("reason"), line.unseal("answer")]
    return "；".join(part for part in said if part)
