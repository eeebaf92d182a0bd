"""Files beside the papers of a case: attached, opened, taken out with a reason (A8)."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dangjian.development.actions import scanning
from dangjian.development.forms.scans import Attaching, TakingOut
from dangjian.development.models import Scan, StepTaken
from dangjian.development.queries.cases import NOTHING, Sight, development_for
from dangjian.development.queries.scans import keeps, scan_for
from dangjian.development.rules.tables import BY_NAME, COMMITTEE, part_of, says
from dangjian.development.views.doors import by_branch, by_committee, form_page, short_form
from dangjian.kernel import clock
from dangjian.kernel.evidence import Actor
from dangjian.kernel.files import uploads
from dangjian.kernel.refusal import Missing, Refused
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.views.doors import perform, viewer

_POLICY = "default-src 'none'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox"


def _keeper(who: Viewer, sight: Sight, part: str) -> Actor:
    return by_committee(who, sight) if part == COMMITTEE else by_branch(who, sight)


def _file_page(sight: Sight) -> str:
    return reverse("development_file", args=[sight.case.pk])


def step_says(taken: StepTaken, edition: str) -> str:
    """What the step a file belongs to is called."""
    return taken.local.says if taken.local else says(BY_NAME[taken.step], edition)


@never_cache
@form_page
def development_attach(request: HttpRequest, pk: int, taken: int) -> HttpResponse:
    """Put a file beside a paper (?paper=谈话记录) of a step."""
    who = viewer(request)
    sight = development_for(who, pk, clock.today())
    step = next((one for one in sight.taken if one.pk == taken and not one.withdrawn_at), None)
    if step is None or step.notice_id or not keeps(sight, part_of(step)):
        raise Missing(NOTHING)
    step.development = sight.case
    form = Attaching(
        request.POST or None,
        request.FILES or None,
        taken=step,
        paper=request.GET.get("paper", ""),
    )
    upload = request.FILES.get("file")
    with uploads.receive(upload) if upload else nullcontext() as received:

        def act(values: dict[str, Any]) -> Scan:
            if received is None:
                raise Refused("请选一个文件。", field="file")
            return scanning.attach(
                step,
                values["paper"],
                received.path,
                received.name,
                now=clock.now(),
                by=_keeper(who, sight, part_of(step)),
            )

        return perform(
            request,
            form,
            act,
            template="development/scan_attach.html",
            context={
                "sight": sight,
                "case": sight.case,
                "says": step_says(step, sight.case.edition),
            },
            done=lambda scan: (_attached(scan), _file_page(sight)),
        )


def _attached(scan: Scan) -> str:
    removed = f"为了安全，去掉了其中{scan.removed}。" if scan.removed else ""
    return f"《{scan.paper}》的文件附上了，加密保存。{removed}"


@never_cache
@require_safe
def development_scan(request: HttpRequest, pk: int, scan: int) -> HttpResponse:
    """The file itself, to be kept, never shown inside a page of ours."""
    who = viewer(request)
    sight, found = scan_for(who, pk, scan, clock.today())
    content = scanning.open_scan(found, by=who.actor(Purpose.READ, sight.case.organization.path))
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"
    answer["Content-Security-Policy"] = _POLICY
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@never_cache
@form_page
def development_take_out(request: HttpRequest, pk: int, scan: int) -> HttpResponse:
    """Take a file out that does not belong there."""
    who = viewer(request)
    sight, found = scan_for(who, pk, scan, clock.today(), keeper=True)
    part = part_of(found.taken)
    return short_form(
        request,
        sight,
        TakingOut(request.POST or None, initial={"seen": sight.case.case.round}),
        lambda values: scanning.take_out(
            found, words=values["words"], now=clock.now(), by=_keeper(who, sight, part)
        ),
        heading="取下一个文件",
        told=f"“{found.paper}”的文件“{found.name}”取下以后内容不再保存，打不开了；"
        "文件名、原因、谁取下的都留着。",
        button="取下",
        said="已经取下，原因留在档案里。",
        to=lambda _: _file_page(sight),
    )
