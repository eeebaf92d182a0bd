"""Which posts are being handed over, one of them, and how one is begun."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from dangjian.handover.actions import handovers as actions
from dangjian.handover.forms import SearchForm, StartForm
from dangjian.handover.models import Agreed, Handover, State, Verdict
from dangjian.handover.queries import handovers as queries
from dangjian.handover.queries.leaving import periods
from dangjian.handover.queries.posts import Holding, candidates, holdings_of
from dangjian.handover.rules import Ways, agreed_in
from dangjian.kernel import clock
from dangjian.kernel.refusal import Missing
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.models import ConsentState, Person
from dangjian.registry.queries.people import person_for
from dangjian.registry.views.doors import perform, text_of, viewer

PER_PAGE = 30
NAMED = 4
form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def handovers(request: HttpRequest) -> HttpResponse:
    """Those under way and those that are over, for whoever has a part in them."""
    who, today = viewer(request), clock.today()
    over = request.GET.get("list") == "over"
    rows = queries.handovers(who, over=over)
    grants = who.may_anywhere(Purpose.GRANT)
    return render(
        request,
        "handover/handovers.html",
        {
            "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
            "over": over,
            "chips": [
                {"label": "正在办的", "url": "?", "current": not over},
                {"label": "办完的", "url": "?list=over", "current": over},
            ],
            "mine": holdings_of(Person.objects.get(pk=who.person_id), today),
            "leavings": grants,
            "running": periods(who, over=False).count() if grants else 0,
        },
    )


@require_safe
def handover(request: HttpRequest, pk: int) -> HttpResponse:
    """One handing over: the list, who signed, what is to be done next."""
    sight = queries.handover_for(viewer(request), pk, clock.now())
    kept = sight.handover
    return render(
        request,
        "handover/handover.html",
        {
            "sight": sight,
            "handover": kept,
            "rows": told(sight),
            "in_place_of": kept.unseal("in_place_of"),
            "withdrawn_for": kept.unseal("withdrawn_for"),
            "steps": _steps(sight),
            "may_decide": names(sight.may_decide),
        },
    )


def told(sight: queries.Sight) -> list[dict[str, Any]]:
    """The lines by their kinds, opened: what stands on the page and on the paper."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for line in sight.lines:
        groups.setdefault(str(line.get_kind_display()), []).append(
            {
                "line": line,
                "remark": line.unseal("remark"),
                "reason": line.unseal("reason"),
                "answer": line.unseal("answer"),
                "received": line.verdict == Verdict.RECEIVED,
                "missing": line.verdict == Verdict.MISSING,
            }
        )
    return [{"kind": kind, "lines": lines} for kind, lines in groups.items()]


def _steps(sight: queries.Sight) -> list[dict[str, Any]]:
    """How far it is, for the timeline; what does not go along is no step."""
    kept, left = sight.handover, sight.waiting + sight.unanswered
    fills = kept.started_by if kept.in_place_of else kept.giver
    checks = f"{kept.successor.name}核对" + (f"，还有 {left} 项" if left and kept.sent_at else "")
    done = kept.state == State.DONE
    stages: list[tuple[str, str, bool]] = [
        ("填清单", f"{fills.name}填写", kept.sent_at is not None),
        ("逐项核对", checks, kept.sent_at is not None and not left),
        ("移交人签字", _signed(kept), kept.giver_signed_at is not None),
        (
            "接手人签字",
            kept.successor.name if kept.successor_signed_at else "",
            kept.successor_signed_at is not None,
        ),
    ]
    if sight.unassented or kept.assented_by is not None:
        who = kept.assented_by.name if kept.assented_by else "等上级同意移交职务"
        stages.insert(1, ("上级同意", who, kept.assented_by is not None))
    if sight.roles:
        asked, agreed = sight.asked or kept.consent, done and kept.consent is not None
        stages += [
            ("提出移交角色", asked.maker.name if asked else "", agreed or sight.asked is not None),
            ("第二人同意", _second(sight), agreed),
        ]
    first = next((title for title, _, over in stages if not over), "")
    return [
        {
            "title": title,
            "text": text,
            "state": "done" if over else "now" if sight.is_open and title == first else "",
        }
        for title, text, over in stages
    ]


def _second(sight: queries.Sight) -> str:
    """Who agreed, or who may."""
    consent = sight.handover.consent
    if sight.asked is not None:
        return f"可以同意的：{names(sight.may_decide)}"
    if consent is not None and consent.checker is not None:
        refused = consent.state == ConsentState.REFUSED
        return f"{consent.checker.name}没有同意" if refused else consent.checker.name
    return "由另一位管理员同意，同意的那一刻整个岗位一起转"


def names(people: Sequence[Person]) -> str:
    """A few names, and how many more there are."""
    if not people:
        return "现在没有，请上级增补管理员"
    shown = "、".join(one.name for one in people[:NAMED])
    return shown if len(people) <= NAMED else f"{shown}等 {len(people)} 位"


def _signed(kept: Handover) -> str:
    if kept.giver_signed_by is None:
        return ""
    instead = f"（代{kept.giver.name}）" if kept.giver_signed_by_id != kept.giver_id else ""
    return f"{kept.giver_signed_by.name}{instead}"


# --- beginning one --------------------------------------------------------------------------------


@form_page
def handover_start(request: HttpRequest, ways: Ways) -> HttpResponse:
    """One's own post goes to somebody. Missing for whoever holds none."""
    who = viewer(request)
    giver = Person.objects.get(pk=who.person_id)
    held = holdings_of(giver, clock.today())
    if not held:
        raise Missing("您现在没有可以移交的岗位。")
    return _start(request, who, giver, held, ways, above=False)


@form_page
def handover_start_for(request: HttpRequest, pk: int, ways: Ways) -> HttpResponse:
    """A superior begins it, for a post he may fill; also where the giver cannot come any more."""
    who = viewer(request)
    giver = person_for(who, Purpose.ROSTER, pk)
    held = [
        one
        for one in holdings_of(giver, clock.today())
        if giver.pk != who.person_id and agreed_in(who, one.organization)
    ]
    if not held:
        raise Missing("没有您可以移交的岗位。")
    return _start(request, who, giver, held, ways, above=True)


def _start(
    request: HttpRequest,
    who: Viewer,
    giver: Person,
    held: list[Holding],
    ways: Ways,
    *,
    above: bool,
) -> HttpResponse:
    today = clock.today()
    name = text_of(request, "who")
    people = [one for one in candidates(name) if one.pk not in (giver.pk, who.person_id)]
    form = StartForm(
        request.POST if request.method == "POST" else None,
        places=[(one.organization.pk, one.said) for one in held],
        people=people,
        above=above,
        initial={"agreed_on": today},
    )

    def act(values: dict[str, Any]) -> Handover:
        holding = next(one for one in held if one.organization.pk == values["place"])
        return actions.begin(
            holding,
            next(one for one in people if one.pk == values["successor"]),
            document=values["document"],
            agreed_on=values["agreed_on"],
            ways=ways,
            today=today,
            now=clock.now(),
            by=_by(who, holding, above),
            started_by=Person.objects.get(pk=who.person_id),
            assents=above and Agreed.POSTS in agreed_in(who, holding.organization),
            in_place_of=values.get("in_place_of", ""),
        )

    return perform(
        request,
        form,
        act,
        template="handover/handover_start.html",
        context={
            "giver": giver,
            "above": above,
            "held": held,
            "who": name,
            "people": people,
            "search": SearchForm(initial={"who": name}),
        },
        done=lambda made: (
            f"移交清单已经生成，共 {made.lines.count()} 项，请看一遍。",
            reverse("handover", args=[made.pk]),
        ),
    )


def _by(who: Viewer, holding: Holding, above: bool) -> Any:
    if not above:
        return who.myself()
    path = holding.organization.path
    purpose = Purpose.GRANT if who.may(Purpose.GRANT, path) else Purpose.STRUCTURE
    return who.actor(purpose, path)
