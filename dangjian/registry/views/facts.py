"""The extended sets of a record: add a row, end one, mark one as a mistake (A5)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from dangjian.kernel import clock
from dangjian.kernel.refusal import Missing
from dangjian.registry.actions import extended as actions
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.forms.facts import FACTS, Ending, FactKind, Withdrawal
from dangjian.registry.models import Person
from dangjian.registry.models.extended import OfPerson
from dangjian.registry.queries.people import person_for
from dangjian.registry.views.doors import perform, viewer

_form_page = require_http_methods(["GET", "HEAD", "POST"])


@_form_page
def fact_add(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Add a row to one of the sets."""
    who, of_kind, today = viewer(request), _kind(kind), clock.today()
    person = person_for(who, Purpose.MAINTAIN, pk)
    form = of_kind.form(request.POST or None, today=today, began=of_kind.began, ended=of_kind.ended)
    return perform(
        request,
        form,
        lambda values: actions.add_fact(
            of_kind.model,
            person,
            form.values(),
            began_on=values["began_on"],
            ended_on=values["ended_on"],
            today=today,
            by=who.actor(Purpose.MAINTAIN, person.path),
        ),
        template="registry/fact_add.html",
        context={"person": person, "kind": of_kind},
        done=lambda _: (f"{of_kind.title}已经登记。", _back(person, of_kind)),
    )


@_form_page
def fact_end(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Enter the last day of a row that held until now."""
    who, of_kind, today = viewer(request), _kind(kind), clock.today()
    person, fact = _fact(who, of_kind, pk)
    return perform(
        request,
        Ending(request.POST or None, today=today, label=of_kind.ended),
        lambda values: actions.end_fact(
            fact, on=values["on"], today=today, by=who.actor(Purpose.MAINTAIN, person.path)
        ),
        template="registry/fact_end.html",
        context=_context(person, of_kind, fact),
        done=lambda _: ("结束日期已经登记。", _back(person, of_kind)),
    )


@_form_page
def fact_withdraw(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Mark a row as entered by mistake; it stays readable, with the reason."""
    who, of_kind = viewer(request), _kind(kind)
    person, fact = _fact(who, of_kind, pk)
    return perform(
        request,
        Withdrawal(request.POST or None),
        lambda values: actions.withdraw_fact(
            fact, reason=values["reason"], by=who.actor(Purpose.MAINTAIN, person.path)
        ),
        template="registry/fact_withdraw.html",
        context=_context(person, of_kind, fact),
        done=lambda _: ("这一条已经作废，原来的内容还看得到。", _back(person, of_kind)),
    )


def _kind(slug: str) -> FactKind:
    found = FACTS.get(slug)
    if found is None:
        raise Missing("没有这一页。")
    return found


def _fact(who: Viewer, kind: FactKind, pk: int) -> tuple[Person, OfPerson]:
    """A row and its person, if the viewer keeps that person's record. Missing otherwise."""
    fact = kind.model._default_manager.filter(pk=pk).first()
    if fact is None:
        raise Missing("没有这条记录，或者不在您的管理范围内。")
    return person_for(who, Purpose.MAINTAIN, fact.person_id), fact


def _context(person: Person, kind: FactKind, fact: OfPerson) -> dict[str, object]:
    return {"person": person, "kind": kind, "fact": fact, "shown": kind.fields(fact)}


def _back(person: Person, kind: FactKind) -> str:
    return f"{reverse('member', args=[person.pk])}#{kind.slug}"
