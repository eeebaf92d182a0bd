"""Procedures as the office sees them: editions, the picture, a draft, trying it out (G1)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from dangjian.flow import actions, diagram
from dangjian.flow.forms import PaperForm, PublishForm, RecipientForm, TermForm, TitleForm, WordForm
from dangjian.flow.models import Edition
from dangjian.flow.queries import editions as queries
from dangjian.flow.rules import Flow, Tables
from dangjian.flow.rules.editions import WARN_BEFORE, Settings, parts_called
from dangjian.flow.rules.terms import UNITS
from dangjian.flow.views.doors import Office, form_page, office, procedure_for
from dangjian.kernel import clock, rules
from dangjian.kernel.refusal import Missing
from dangjian.registry.authority import Purpose, Scope
from dangjian.registry.queries.people import around, organization_for
from dangjian.registry.views.doors import perform


@require_safe
def procedures(request: HttpRequest, tables: Tables) -> HttpResponse:
    """The kinds of case whose procedure the office sets."""
    office(request)
    return render(request, "flow/procedures.html", {"lines": queries.procedures(tables)})


@require_safe
def procedure(request: HttpRequest, pk: int, tables: Tables) -> HttpResponse:
    """One procedure: what is in force, its picture, its editions, its draft."""
    here = office(request)
    found = procedure_for(pk, tables)
    last = queries.last_published(found)
    settings = queries.settings_of(last, tables)
    return render(
        request,
        "flow/procedure.html",
        {
            "procedure": found,
            "last": last,
            "editions": found.editions.filter(number__isnull=False)
            .select_related("published_by")
            .order_by("-number"),
            "draft": queries.draft_of(found),
            "settings": _settled(settings),
            "diagram": diagram.draw(settings.flow, words=settings.words),
            "older": queries.older_cases(found, here.viewer, here.scope).count(),
        },
    )


@require_safe
def edition(request: HttpRequest, pk: int, number: int, tables: Tables) -> HttpResponse:
    """One edition, and what it changed."""
    office(request)
    found = procedure_for(pk, tables)
    chosen = found.editions.filter(number=number).select_related("published_by").first()
    if chosen is None:
        raise Missing("没有这一版。")
    before = found.editions.filter(number__lt=number).order_by("-number").first()
    return render(
        request,
        "flow/procedure_edition.html",
        {
            "procedure": found,
            "edition": chosen,
            "before": before,
            "changes": queries.changes(before, chosen, tables, on=clock.today()) if before else [],
        },
    )


# --- the draft ------------------------------------------------------------------------------------


@require_POST
def procedure_start(request: HttpRequest, pk: int, tables: Tables) -> HttpResponse:
    """Begin a draft on what is in force."""
    here = office(request)
    found = procedure_for(pk, tables)
    actions.draft_edition(found, tables, by=here.actor)
    messages.success(request, "草稿起好了，内容和现行的一版一样。改好、试过、发布以后才生效。")
    return redirect("procedure_draft", found.pk)


@require_safe
def procedure_draft(request: HttpRequest, pk: int, tables: Tables) -> HttpResponse:
    """The draft: everything that can be set, each with its own form."""
    draft, flow, _ = _draft(request, pk, tables)
    settings = queries.settings_of(draft, tables)
    last = queries.last_published(draft.procedure)
    return render(
        request,
        "flow/procedure_draft.html",
        {
            "procedure": draft.procedure,
            "settings": _settled(settings),
            "words": [(name, says, settings.says(name)) for name, says in flow.words.items()],
            "recipients": [
                (part, states, settings.recipients.get(part, "收到的组织"))
                for part, states in parts_called(flow).items()
            ],
            "papers": [
                (
                    move.name,
                    settings.says(move.name),
                    sorted(title for name, title in settings.papers if name == move.name),
                )
                for move in flow.moves
            ],
            "changes": queries.changes(last, draft, tables, on=clock.today()),
        },
    )


@form_page
def procedure_term(request: HttpRequest, pk: int, name: str, tables: Tables) -> HttpResponse:
    """How long a term is here."""
    draft, flow, here = _draft(request, pk, tables)
    of = {clock_.name: clock_ for clock_ in flow.clocks}.get(name)
    if of is None:
        raise Missing("没有这个期限。")
    today = clock.today()
    rule = rules.value(of.rule, on=today, path=here.path)
    unit = UNITS[rule.term_unit]
    now = queries.settings_of(draft, tables).terms.get(name, (None, WARN_BEFORE))
    demand = f"{rule.sentence.rstrip('。')}（{rule.citation}）"
    form = TermForm(request.POST or None, demand=demand, unit=unit, now=now)
    return _set(
        request,
        draft,
        form,
        f"“{of.says}”的期限",
        lambda values: actions.set_term(
            draft, flow, name, **values, on=today, path=here.path, by=here.actor
        ),
    )


@form_page
def procedure_word(request: HttpRequest, pk: int, name: str, tables: Tables) -> HttpResponse:
    """What a state or a move is called here."""
    draft, flow, here = _draft(request, pk, tables)
    if name not in flow.words:
        raise Missing("没有这个状态或者步骤。")
    now = queries.settings_of(draft, tables).words.get(name, "")
    form = WordForm(request.POST or None, programs=flow.words[name], now=now)
    return _set(
        request,
        draft,
        form,
        f"“{flow.words[name]}”的叫法",
        lambda values: actions.set_word(draft, flow, name, **values, by=here.actor),
    )


@form_page
def procedure_recipient(request: HttpRequest, pk: int, name: str, tables: Tables) -> HttpResponse:
    """Which organization a part falls to."""
    draft, flow, here = _draft(request, pk, tables)
    states = parts_called(flow).get(name)
    if states is None:
        raise Missing("没有这一方。")
    offered = around(Scope.of([here.path]), None)
    places = [(one.pk, "　" * level + one.short_name) for level, one in offered]
    now = draft.recipients.filter(part=name).values_list("organization", flat=True).first()
    form = RecipientForm(request.POST or None, places=places, now=now)

    def act(values: dict[str, Any]) -> Edition:
        chosen = values["organization"]
        place = organization_for(here.viewer, Purpose.PROCEDURE, chosen) if chosen else None
        return actions.set_recipient(draft, flow, name, organization=place, by=here.actor)

    return _set(request, draft, form, f"“{states}”由谁办", act)


@form_page
def procedure_paper(request: HttpRequest, pk: int, name: str, tables: Tables) -> HttpResponse:
    """A paper that is wanted before a move."""
    draft, flow, here = _draft(request, pk, tables)
    if name not in {move.name for move in flow.moves}:
        raise Missing("没有这个步骤。")
    return _set(
        request,
        draft,
        PaperForm(request.POST or None),
        f"“{queries.settings_of(draft, tables).says(name)}”之前要的材料",
        lambda values: actions.set_paper(draft, flow, name, **values, by=here.actor),
    )


@form_page
def procedure_paper_drop(request: HttpRequest, pk: int, name: str, tables: Tables) -> HttpResponse:
    """A paper that is not wanted any more."""
    draft, _, here = _draft(request, pk, tables)
    title = request.GET.get("title", "")
    form = TitleForm(request.POST or None, initial={"title": title})
    return _set(
        request,
        draft,
        form,
        f"不再要“{title}”" if title else "不再要一份材料",
        lambda values: actions.drop_paper(draft, name, **values, by=here.actor),
    )


@form_page
def procedure_discard(request: HttpRequest, pk: int, tables: Tables) -> HttpResponse:
    """Throw the draft away."""
    draft, _, here = _draft(request, pk, tables)
    return perform(
        request,
        forms.Form(request.POST or None),
        lambda _: actions.discard_draft(draft, by=here.actor),
        template="flow/procedure_discard.html",
        context={"procedure": draft.procedure},
        done=lambda _: ("草稿已经放弃，现行的一版没有变。", _page(draft)),
    )


@require_safe
def procedure_test(request: HttpRequest, pk: int, tables: Tables) -> HttpResponse:
    """What the draft would have done to the cases of a year."""
    draft, _, here = _draft(request, pk, tables)
    trial = queries.try_out(draft, tables, here.viewer, here.scope, clock.today())
    context = {"procedure": draft.procedure, "trial": trial, "shown": queries.SHOWN}
    return render(request, "flow/procedure_test.html", context)


@form_page
def procedure_publish(request: HttpRequest, pk: int, tables: Tables) -> HttpResponse:
    """Look at what changes once more, and put it into force."""
    draft, _, here = _draft(request, pk, tables)
    last = queries.last_published(draft.procedure)
    return perform(
        request,
        PublishForm(request.POST or None),
        lambda values: actions.publish(
            draft, tables, **values, now=clock.now(), path=here.path, by=here.actor
        ),
        template="flow/procedure_publish.html",
        context={
            "procedure": draft.procedure,
            "last": last,
            "changes": queries.changes(last, draft, tables, on=clock.today()),
        },
        done=lambda new: (
            f"第{new.number}版已经发布，从现在起新开始的事按它办理。",
            reverse("procedure", args=[new.procedure_id]),
        ),
    )


def _draft(request: HttpRequest, pk: int, tables: Tables) -> tuple[Edition, Flow, Office]:
    here = office(request)
    draft = queries.draft_of(procedure_for(pk, tables))
    if draft is None:
        raise Missing("没有草稿，可能刚刚发布或者放弃了。")
    return draft, queries.flow_of(draft, tables), here


def _page(draft: Edition) -> str:
    return reverse("procedure", args=[draft.procedure_id])


def _set(
    request: HttpRequest, draft: Edition, form: forms.Form, title: str, act: Any
) -> HttpResponse:
    """One form for one thing that a draft sets."""
    return perform(
        request,
        form,
        act,
        template="flow/procedure_set.html",
        context={"procedure": draft.procedure, "title": title},
        done=lambda _: ("已经写进草稿。", reverse("procedure_draft", args=[draft.procedure_id])),
    )


def _settled(settings: Settings) -> list[dict[str, Any]]:
    """The terms of an edition as a page shows them, the other side's included."""
    book = rules.book(on=clock.today())
    lines = []
    for one in settings.flow.clocks:
        rule = book.value(one.rule)
        days, warned = settings.terms.get(one.name, (None, WARN_BEFORE))
        unit = UNITS[rule.term_unit]
        lines.append(
            {
                "name": one.name,
                "says": one.says,
                "days": f"{days or rule.number}{unit}",
                "own": days is not None,
                "theirs": one.theirs,
                "warned": warned,
                "rule": f"规定{rule.number}{unit}（{rule.citation}）",
            }
        )
    return lines
