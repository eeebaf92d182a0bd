"""Addresses of flow. The tables of the rooms are handed in from above: flow knows none of them."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path

from dangjian.flow.rules import Tables
from dangjian.flow.views import absences, crossings, procedures


def addresses(tables: Tables) -> list[URLPattern]:
    """Being away, and the procedures of these tables."""

    def page(route: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
        return path(route, view, {"tables": tables}, name=name)

    one, draft = "procedures/<int:pk>/", "procedures/<int:pk>/draft/"
    return [
        path("absences/", absences.absences, name="absences"),
        path("absences/<int:pk>/end/", absences.absence_end, name="absence_end"),
        page("procedures/", procedures.procedures, "procedures"),
        page(one, procedures.procedure, "procedure"),
        page(f"{one}editions/<int:number>/", procedures.edition, "procedure_edition"),
        page(f"{one}cases/", crossings.procedure_cases, "procedure_cases"),
        page(f"{one}start/", procedures.procedure_start, "procedure_start"),
        page(draft, procedures.procedure_draft, "procedure_draft"),
        page(f"{draft}test/", procedures.procedure_test, "procedure_test"),
        page(f"{draft}publish/", procedures.procedure_publish, "procedure_publish"),
        page(f"{draft}discard/", procedures.procedure_discard, "procedure_discard"),
        page(f"{draft}terms/<slug:name>/", procedures.procedure_term, "procedure_term"),
        page(f"{draft}words/<slug:name>/", procedures.procedure_word, "procedure_word"),
        page(
            f"{draft}recipients/<slug:name>/", procedures.procedure_recipient, "procedure_recipient"
        ),
        page(f"{draft}papers/<slug:name>/", procedures.procedure_paper, "procedure_paper"),
        page(
            f"{draft}papers/<slug:name>/drop/",
            procedures.procedure_paper_drop,
            "procedure_paper_drop",
        ),
        page("transfers/<int:pk>/undo/", crossings.transfer_undo, "transfer_undo"),
    ]
