"""One errand, its slip, and the list of one's errands (M5)."""

from __future__ import annotations

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dangjian.kernel import clock
from dangjian.kernel.refusal import Missing, Stale
from dangjian.membership import queries, rules
from dangjian.membership.models import Move
from dangjian.membership.queries import PER_PAGE
from dangjian.membership.rules import Part
from dangjian.membership.views.doors import signs_in, told
from dangjian.registry.authority import Purpose
from dangjian.registry.views.addresses import number_in
from dangjian.registry.views.doors import viewer


@never_cache
@require_safe
def errand(request: HttpRequest, pk: int) -> HttpResponse:
    """One errand: what was asked, what is proposed, how far it is, and what can be done now."""
    sight = queries.errand_for(viewer(request), pk, clock.today())
    steps = queries.steps_of(sight.errand)
    context = told(sight) | {"steps": steps, "moves": {move.value for move in sight.moves}}
    return render(request, "membership/errand_page.html", context)


@never_cache
@require_safe
def errand_slip(request: HttpRequest, pk: int) -> HttpResponse:
    """The slip an asker without account signs: for the helper who filled in, to be printed."""
    sight = queries.errand_for(viewer(request), pk, clock.today())
    errand = sight.errand
    if Part.HELPER not in sight.parts or signs_in(errand.asker):
        raise Missing("没有这张确认单。")
    if not rules.FLOW[Move.WITNESS].from_[0] == errand.state:
        raise Stale(f"这件代办现在是“{errand.get_state_display()}”，没有要签字的确认单。")
    printed = {
        "now": clock.now(),
        "changes": queries.changes_of(errand, in_full=True, own=False),
    }
    return render(request, "membership/errand_slip.html", told(sight) | printed)


LISTS = {"asked": "我请别人办的", "given": "请我办的"}


@require_safe
def errands(request: HttpRequest) -> HttpResponse:
    """The viewer's errands: asked by him, or given to him; twenty on a page."""
    who, today = viewer(request), clock.today()
    keeps = who.may_anywhere(Purpose.MAINTAIN)
    which = request.GET.get("list", "given" if keeps else "asked")
    if which not in LISTS or (which == "given" and not keeps):
        raise Missing("没有这一页，或者不在您的权限范围内。")
    number = max(number_in(request.GET.get("page", "1")), 1)
    find = {"asked": queries.asked_by, "given": queries.given_to}[which]
    found = find(who, today, limit=PER_PAGE, offset=min(number - 1, 10**6) * PER_PAGE)
    pages = Paginator(range(found.total), PER_PAGE)
    if number > pages.num_pages:
        return redirect(f"{request.path}?list={which}&page={pages.num_pages}")
    chips = [
        {"label": label, "url": f"?list={name}", "current": name == which}
        for name, label in LISTS.items()
    ]
    return render(
        request,
        "membership/errands.html",
        {
            "rows": found.rows,
            "page": Page(found.rows, number, pages),
            "which": which,
            "chips": chips if keeps else [],
        },
    )
