"""A whole import taken back: alone while nothing of it is in the register, else by two."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from dangjian.kernel import clock
from dangjian.kernel.refusal import Missing
from dangjian.registry import jobs as ours
from dangjian.registry import signin
from dangjian.registry.actions import consents, imports
from dangjian.registry.authority import Viewer
from dangjian.registry.forms.imports import Reason
from dangjian.registry.models import Act, Consent, Import, ImportKind, Person
from dangjian.registry.queries import doubts as queries
from dangjian.registry.queries.consents import consent_for
from dangjian.registry.queries.imports import actor_for, run_for
from dangjian.registry.views.consents import AGREES
from dangjian.registry.views.doors import perform, viewer


@require_http_methods(["GET", "HEAD", "POST"])
def import_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a whole import back, after saying what that means; what is in the register, with a
    second person only."""
    who = viewer(request)
    run = run_for(who, pk)
    page = signin.both_proofs_needed(_undo_page) if run.entered else _undo_page
    return page(request, who, run)


@never_cache
def _undo_page(request: HttpRequest, who: Viewer, run: Import) -> HttpResponse:
    form = Reason(request.POST if request.method == "POST" else None)
    return perform(
        request,
        form,
        lambda values: _undo(request, who, run, **values),
        template="registry/import_undo.html",
        context={
            "run": run,
            "yes": "申请撤回" if run.entered else "整份撤回",
            "standing": queries.standing_of(run),
            "back": reverse("import", args=[run.pk]),
        },
        done=lambda asked: (
            ("申请已经提出。另一位同志同意以后，您再来办。", reverse("consent", args=[asked.pk]))
            if asked is not None
            else ("正在整份撤回。", reverse("import", args=[run.pk]))
        ),
    )


def _undo(
    request: HttpRequest, who: Viewer, run: Import, *, reason: str, keep_changed: bool
) -> Consent | None:
    """The request, where something is in the register; None where it goes on at once."""
    if run.entered:
        act = Act.UNDO_IMPORT if run.kind == ImportKind.ROSTER else Act.UNDO_TREE
        return consents.ask(
            consents.DEEDS[act],
            imports.payload_of(run, keep_changed=keep_changed),
            maker=Person.objects.get(pk=who.person_id),
            reason=reason,
            proof=signin.age_of_proof(request),
            now=clock.now(),
            by=actor_for(who, run),
        )
    imports.ask_to_undo(run, reason=reason, keep_changed=keep_changed, by=actor_for(who, run))
    ours.undo_import.defer(run_id=run.pk, account_id=who.account_id, keep_changed=keep_changed)
    return None


@never_cache
@require_POST
def import_undo_take(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back the import a second person agreed to: exactly that one, once."""
    who = viewer(request)
    consent = consent_for(who, pk, AGREES, clock.now())
    if consent.maker_id != who.person_id or consent.act not in (Act.UNDO_IMPORT, Act.UNDO_TREE):
        raise Missing("没有这件申请，或者不在您的权限范围内。")
    run = run_for(who, int(consent.wanted["run"]))

    def act(agreed: Mapping[str, Any]) -> None:
        by = actor_for(who, run)
        imports.ask_to_undo(run, reason=consent.reason, by=by, agreed=agreed)
        keep_changed = bool(agreed["keep_changed"])
        ours.undo_import.defer(run_id=run.pk, account_id=who.account_id, keep_changed=keep_changed)

    consents.carry_out(
        consent,
        act,
        maker=Person.objects.get(pk=who.person_id),
        now=clock.now(),
        by=actor_for(who, run),
    )
    messages.success(request, "正在整份撤回。")
    return redirect("import", run.pk)
