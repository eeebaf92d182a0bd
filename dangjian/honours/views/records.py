"""The honour record: what members and organizations hold, and by which paper."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dangjian.honours import actions, queries
from dangjian.honours.forms import Entering, Revoking
from dangjian.honours.views.awards import PER_PAGE, form_page
from dangjian.kernel import clock
from dangjian.registry.queries.people import person_for
from dangjian.registry.views.doors import perform, viewer


@require_safe
def honours(request: HttpRequest) -> HttpResponse:
    """The honours of the viewer's branch or district; his own are marked."""
    who = viewer(request)
    page = Paginator(queries.honours_for(who), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "me": who.person_id,
        "changes": who.may_anywhere(queries.RUNS),
        "awards": who.may_anywhere(queries.NOMINATES) or who.may_anywhere(queries.RUNS),
        "today": clock.today(),
    }
    return render(request, "honours/honours.html", context)


@form_page
def honour_enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter an honour of earlier days from its paper."""
    who, today = viewer(request), clock.today()
    person = person_for(who, queries.NOMINATES, pk)
    return perform(
        request,
        Entering(request.POST or None),
        lambda given: actions.enter(
            person,
            award=given["award"],
            issuer=given["issuer"],
            document=given["document"],
            granted_on=given["granted_on"],
            today=today,
            now=clock.now(),
            by=who.actor(queries.NOMINATES, person.path),
        ),
        template="honours/form.html",
        context={
            "heading": f"登记{person.name}的荣誉",
            "lead": "以前得过的荣誉，照着表彰决定登记。",
            "button": "登记",
            "back": reverse("member", args=[pk]),
        },
        done=lambda _: ("登记好了。", reverse("honours")),
    )


@form_page
def honour_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an honour away; it stays in the record."""
    who, today = viewer(request), clock.today()
    honour = queries.honour_for(who, pk)
    holder = honour.person.name if honour.person else honour.unit.short_name if honour.unit else ""
    return perform(
        request,
        Revoking(request.POST or None),
        lambda given: actions.revoke(
            honour,
            on=given["on"],
            document=given["document"],
            reason=given["reason"],
            today=today,
            by=who.actor(queries.RUNS, queries.path_of(honour)),
        ),
        template="honours/form.html",
        context={
            "heading": f"撤销{holder}的“{honour.award}”",
            "lead": "撤销以后仍留在荣誉档案里，写明日期、文件和原因。",
            "button": "撤销",
            "back": reverse("honours"),
        },
        done=lambda _: ("撤销了，档案里留着记录。", reverse("honours")),
    )
