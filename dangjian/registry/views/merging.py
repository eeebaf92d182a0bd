"""找到重复的人: proposed with the reason, looked at by a person, made one by two."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from dangjian.kernel import clock
from dangjian.kernel.refusal import Missing
from dangjian.registry import signin
from dangjian.registry.actions import consents, merging
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.forms.merging import ApartForm, MergeForm
from dangjian.registry.models import Act, Consent, Person
from dangjian.registry.queries import merging as queries
from dangjian.registry.queries.consents import called
from dangjian.registry.queries.people import person_for
from dangjian.registry.views.doors import perform, viewer

PAGE = 20
_form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def doubles(request: HttpRequest) -> HttpResponse:
    """Records that may be one person's, with what they agree in and what speaks against it."""
    who = viewer(request)
    if not who.may_anywhere(Purpose.STANDING):
        raise Missing("没有这个页面。")
    pairs = queries.doubles(who.scope(Purpose.STANDING))
    page = Paginator(pairs, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "pairs": page.object_list, "total": len(pairs), "most": queries.MOST}
    return render(request, "registry/doubles.html", context)


@_form_page
def double(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Two records side by side; ask that they are made one."""
    who = viewer(request)
    return _double(request, who, queries.pair_for(who, pk, other))


@never_cache
@signin.both_proofs_needed
def _double(request: HttpRequest, who: Viewer, pair: queries.Pair) -> HttpResponse:
    people = {person.pk: person for person in (pair.one, pair.other)}
    numbered = zip(("第一份", "第二份"), people.values(), strict=True)
    offered = [(person.pk, f"{which}：{called(person)}") for which, person in numbered]
    form = MergeForm(request.POST or None, offered=offered)

    def act(typed: dict[str, Any]) -> Consent:
        kept = people.pop(typed["keep"])
        (gone,) = people.values()
        wanted = merging.payload_of(kept, gone)
        return consents.ask(
            consents.DEEDS[Act.MERGE],
            wanted,
            maker=Person.objects.get(pk=who.person_id),
            reason=typed["reason"],
            proof=signin.age_of_proof(request),
            now=clock.now(),
            by=who.actor(Purpose.STANDING, kept.path),
        )

    return perform(
        request,
        form,
        act,
        template="registry/double.html",
        context=_compared(pair),
        done=lambda asked: (
            "申请已经提出，等另一位同志同意。",
            reverse("consent", args=[asked.pk]),
        ),
    )


@_form_page
def double_apart(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Say that they are two people; they are not proposed again."""
    who = viewer(request)
    pair = queries.pair_for(who, pk, other)
    return perform(
        request,
        ApartForm(request.POST or None),
        lambda typed: merging.tell_apart(
            pair.one,
            pair.other,
            reason=typed["reason"],
            who=Person.objects.get(pk=who.person_id),
            now=clock.now(),
            by=who.actor(Purpose.STANDING, pair.one.path),
        ),
        template="registry/double_apart.html",
        context=_compared(pair),
        done=lambda _: ("记下了：是两个人，以后不再提示。", reverse("doubles")),
    )


@require_safe
def member_merged(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A record that was closed into this one, as it was, and where everything of it went."""
    who = viewer(request)
    person = person_for(who, Purpose.READ, pk)
    merger = next((one for one in queries.mergers_of(person) if one.pk == number), None)
    if merger is None:
        raise Missing("没有这份并入的档案。")
    return render(request, "registry/member_merged.html", {"person": person, "merger": merger})


def _compared(pair: queries.Pair) -> dict[str, Any]:
    """The two records, item by item: (label, one, other, whether they say the same)."""
    said = [queries.by_label(person) for person in (pair.one, pair.other)]
    labels = list(dict.fromkeys([*said[0], *said[1]]))
    both = [(label, said[0].get(label, []), said[1].get(label, [])) for label in labels]
    rows = [(label, one, other, one == other) for label, one, other in both]
    return {
        "pair": pair,
        "rows": rows,
        "apart": queries.told_apart(pair.one, pair.other),
        "names": [called(pair.one), called(pair.other)],
    }
