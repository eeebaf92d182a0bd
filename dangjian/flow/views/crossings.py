"""Running cases under older editions: what going over would mean, going over, and back (X27)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from dangjian.flow import actions
from dangjian.flow.forms import CrossingForm
from dangjian.flow.models import Case, Transfer
from dangjian.flow.queries import editions as queries
from dangjian.flow.rules import Tables
from dangjian.flow.views.doors import form_page, office, procedure_for
from dangjian.kernel import clock
from dangjian.registry.views.addresses import number_in
from dangjian.registry.views.doors import perform

PER_PAGE = 50


@form_page
def procedure_cases(request: HttpRequest, pk: int, tables: Tables) -> HttpResponse:
    """Which running cases go by an older edition; those that are ticked go over into the last."""
    here = office(request)
    found = procedure_for(pk, tables)
    last = queries.last_published(found)
    older = queries.older_cases(found, here.viewer, here.scope)
    page = Paginator(older, PER_PAGE).get_page(number_in(request.GET.get("page", "1")))
    rows = queries.crossings(list(page.object_list), last, tables)
    ids = [row.case.pk for row in rows if not row.why_not]

    def act(values: dict[str, Any]) -> list[Transfer]:
        chosen = Case.objects.filter(pk__in=values["cases"])
        return actions.transfer_cases(
            chosen, to=last, tables=tables, now=clock.now(), by=here.actor
        )

    return perform(
        request,
        CrossingForm(request.POST or None, cases=ids),
        act,
        template="flow/procedure_cases.html",
        context={
            "procedure": found,
            "last": last,
            "rows": rows,
            "page": page,
            "gone": queries.transfers_of(found, here.viewer, here.scope)[:PER_PAGE],
        },
        done=lambda made: (
            f"{len(made)}件事改按第{last.number}版办理，期限已经重新计算。",
            reverse("procedure_cases", args=[found.pk]),
        ),
    )


@form_page
def transfer_undo(request: HttpRequest, pk: int, tables: Tables) -> HttpResponse:
    """Let one case go by the edition it came from again."""
    here = office(request)
    transfer = queries.transfer_for(here.viewer, here.scope, pk)
    found = procedure_for(transfer.to_edition.procedure_id, tables)
    return perform(
        request,
        forms.Form(request.POST or None),
        lambda _: actions.undo_transfer(transfer, tables=tables, now=clock.now(), by=here.actor),
        template="flow/transfer_undo.html",
        context={"transfer": transfer, "procedure": found},
        done=lambda _: (
            f"已经改回{transfer.from_edition}，期限已经重新计算。",
            reverse("procedure_cases", args=[found.pk]),
        ),
    )
