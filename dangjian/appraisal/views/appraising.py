"""The yearly appraisal: opened, its days, the poll, what was said, confirmed above."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dangjian.appraisal.actions import appraising as actions
from dangjian.appraisal.actions import confirming
from dangjian.appraisal.forms.appraising import (
    Confirming,
    Correcting,
    Counting,
    Days,
    Excusing,
    Opening,
    Reasoned,
    Saying,
)
from dangjian.appraisal.models import VOTED, Grade, Line, State, Taking
from dangjian.appraisal.queries import appraisals as queries
from dangjian.appraisal.queries.appraisals import Sight
from dangjian.appraisal.queries.offices import APPRAISES, NOTHING, REVIEWS, branches_of
from dangjian.appraisal.rules import APPRAISALS, appraising
from dangjian.appraisal.views.doors import PER_PAGE, asked, due, form_page
from dangjian.flow.rules import says_move
from dangjian.kernel import clock, rules
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Missing
from dangjian.openness.forms.fields import Seen
from dangjian.openness.queries.turns import steps_of, waiting_for
from dangjian.registry.authority import Viewer
from dangjian.registry.views.doors import viewer

_LISTS = {"": "全部", "reported": "等确认的", "running": "支部正在办的"}
_STATES = {"reported": (State.REPORTED,), "running": (State.OPENED, State.RETURNED)}


@require_safe
def appraisals(request: HttpRequest) -> HttpResponse:
    """The appraisals of the viewer's branches, and those he may confirm."""
    who, today = viewer(request), clock.today()
    if not (who.may_anywhere(APPRAISES) or who.may_anywhere(REVIEWS)):
        raise Missing(NOTHING)
    wanted = request.GET.get("list", "")
    rows = queries.appraisals_for(who)
    if wanted in _STATES:
        rows = rows.filter(state__in=_STATES[wanted])
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    places = branches_of(who)
    begun = queries.begun_in(places, today.year)
    context = {
        "page": page,
        "today": today,
        "chips": [(key, said, key == wanted) for key, said in _LISTS.items()],
        "waiting": [one for one in places if one.pk not in begun],
        "opens": bool(places),
    }
    return render(request, "appraisal/appraisals.html", context)


@form_page
def appraisal_open(request: HttpRequest) -> HttpResponse:
    """Open the appraisal of a branch and a year."""
    who, today = viewer(request), clock.today()
    places = branches_of(who)
    if not places:
        raise Missing(NOTHING)
    begun = queries.begun_in(places, today.year)
    first = next((one.pk for one in places if one.pk not in begun), places[0].pk)
    initial = {"year": today.year, "day": today, "place": first}
    form = Opening(request.POST or None, places=places, initial=initial)

    def act(given: dict[str, Any]) -> Any:
        place = form.chosen()
        return actions.open_appraisal(
            place,
            year=given["year"],
            day=given["day"],
            joined=given["joined"],
            today=today,
            now=clock.now(),
            by=who.actor(APPRAISES, place.path),
        )

    return asked(
        request,
        form,
        act,
        heading="发起民主评议党员",
        lead="名单按党籍算出来：正式党员参加评议，预备党员参加但不定等次；登记过正当理由的，先列为没有参加。",
        button="发起",
        back=reverse("appraisals"),
        done=lambda made: ("发起了，名单算好了。", reverse("appraisal", args=[made.pk])),
    )


@never_cache
@require_safe
def appraisal(request: HttpRequest, pk: int) -> HttpResponse:
    """One appraisal: its steps, the roll by pinyin, what is missing, what comes next."""
    who, today = viewer(request), clock.today()
    sight = queries.appraisal_for(who, pk, today)
    row = sight.appraisal
    lines = queries.lines_of(row)
    book = rules.book(on=today, path=row.organization.path)
    waiting, until = waiting_for(row)
    context = {
        "sight": sight,
        "appraisal": row,
        "lines": [_shown(one) for one in lines],
        "days": [(said, getattr(row, name)) for name, said in appraising.STEPS.items()],
        "missing": queries.missing(row, lines) if sight.at_work else [],
        "cap": appraising.cap(lines, book),
        "offered": appraising.offered(lines, book),
        "sums": appraising.how_many(lines),
        "due_many": sum(one.taking == Taking.DUE for one in lines),
        "moves": [(one, _SAID[one][0]) for one in sight.moves],
        "followed": sight.followed,
        "order": appraising.ORDER,
        "steps": [(one, says_move(APPRAISALS, one.move), one.unseal("words")) for one in
                  steps_of(row)],
        "waiting": waiting,
        "due": until,
        "state": row.state_label,
        "today": today,
    }  # fmt: skip
    return render(request, "appraisal/appraisal.html", context)


def _shown(line: Line) -> dict[str, Any]:
    """A line for the page: the sums as a sentence, the words unsealed."""
    votes = [
        f"{Grade(name).label} {getattr(line, name)}" for name in VOTED
    ] if line.excellent is not None else []  # fmt: skip
    return {"line": line, "votes": "，".join(votes), "opinion": line.unseal("opinion")}


@form_page
def appraisal_days(request: HttpRequest, pk: int) -> HttpResponse:
    """When each step was held, and the papers of the poll."""
    who, sight = _working(request, pk)
    row, today = sight.appraisal, clock.today()
    form = Days(request.POST or None, appraisal=row, today=today)
    return asked(
        request,
        form,
        lambda given: actions.set_days(
            row,
            days=form.days(),
            opinion_by=given["opinion_by"],
            joined=given["joined"],
            issued=given["issued"],
            returned=given["returned"],
            seen=given["seen"],
            today=today,
            by=_branch(who, sight),
        ),
        heading="登记每一步的日期",
        lead="做了哪一步就登记哪一步，没做的先空着。",
        button="保存",
        back=reverse("appraisal", args=[pk]),
        done=lambda _: ("登记好了。", reverse("appraisal", args=[pk])),
    )


@form_page
def appraisal_absent(request: HttpRequest, pk: int) -> HttpResponse:
    """Who could not come, and why."""
    who, sight = _working(request, pk)
    row = sight.appraisal
    lines = [one for one in queries.lines_of(row) if one.taking != Taking.PROBATIONARY]
    form = Excusing(request.POST or None, lines=lines, seen=row.case.round)
    return asked(
        request,
        form,
        lambda given: actions.excuse(
            row, form.grounds(), seen=given["seen"], by=_branch(who, sight)
        ),
        heading="登记谁没有参加",
        lead="有正当理由没有参加的，选一种理由。生病、年老、生育、出国（境）等不算缺席。",
        button="保存",
        back=reverse("appraisal", args=[pk]),
        done=lambda _: ("登记好了。", reverse("appraisal", args=[pk])),
        template="appraisal/absent.html",
    )


@form_page
def appraisal_count(request: HttpRequest, pk: int) -> HttpResponse:
    """The sums of the paper poll, member by member in the order of the roll."""
    who, sight = _working(request, pk)
    row = sight.appraisal
    lines = [one for one in queries.lines_of(row) if one.taking == Taking.DUE]
    form = Counting(request.POST or None, lines=lines, seen=row.case.round)
    return asked(
        request,
        form,
        lambda given: actions.count(row, form.votes(), seen=given["seen"], by=_branch(who, sight)),
        heading="登记测评票数",
        lead="只登记每位党员四种票的合计，谁投的不登记。票数供讨论时参考，不排名，也不能只凭票数定等次。",
        button="登记",
        back=reverse("appraisal", args=[pk]),
        done=lambda _: ("登记好了。", reverse("appraisal", args=[pk])),
        template="appraisal/count.html",
        appraisal=row,
    )


@never_cache
@form_page
def appraisal_say(request: HttpRequest, pk: int) -> HttpResponse:
    """What the committee or the meeting said of one member."""
    who = viewer(request)
    sight, line = queries.line_for(who, pk, clock.today())
    if not sight.keeps:
        raise Missing(NOTHING)
    own = line.person_id == who.person_id
    due(sight.at_work, "对您本人的意见，要由另一位同志登记。" if own else "")
    row = sight.appraisal
    initial = {"seen": row.case.round, "grade": line.grade, "opinion": line.unseal("opinion")}
    back = reverse("appraisal", args=[row.pk])
    return asked(
        request,
        Saying(request.POST or None, initial=initial),
        lambda given: actions.say(
            line,
            grade=given["grade"],
            opinion=given["opinion"],
            seen=given["seen"],
            by=_branch(who, sight),
        ),
        heading=f"登记对{line.person.name}的意见",
        lead="照支部委员会或者党员大会讨论的结果登记。等次由组织讨论提出，票数只是参考。",
        button="登记",
        back=back,
        done=lambda _: (f"登记了对{line.person.name}的意见。", back),
        votes=_shown(line)["votes"],
    )


_SAID = {
    "report": ("报上级党委", "报上去以后不能再改，退回来才能改。", "报上去"),
    "drop": ("这次不办了", "写明为什么。以后可以重新发起。", "不办了"),
    "confirm": (
        "确认",
        "党委看过、同意支部的意见，登记依据。确认以后不能再改，告诉每位党员本人。",
        "确认",
    ),
    "send_back": ("退回支部", "写明要改什么，支部看得到。", "退回"),
    "correct": (
        "更正",
        "确认过的一份不动，照原样开一份新的来改，报上级重新确认以后以新的为准。",
        "开始更正",
    ),
}  # fmt: skip


@form_page
def appraisal_step(request: HttpRequest, pk: int, move: str) -> HttpResponse:
    """One step of an appraisal."""
    who, now = viewer(request), clock.now()
    sight = queries.appraisal_for(who, pk, clock.today())
    row = sight.appraisal
    above = move in ("confirm", "send_back")
    if move not in _SAID or not (
        who.may_above(REVIEWS, row.organization.path) if above else sight.keeps
    ):
        raise Missing(NOTHING)
    due(move in sight.moves, sight.hinders if above else "")
    heading, lead, button = _SAID[move]
    form, initial = _FORMS[move], {"seen": row.case.round}

    def act(given: dict[str, Any]) -> Any:
        if move == "correct":
            by = _branch(who, sight)
            return actions.correct(row, reason=given["reason"], now=now, by=by)
        if not above:
            below = confirming.report if move == "report" else confirming.drop
            return below(row, **given, now=now, by=_branch(who, sight))
        todo = sight.todo
        office = todo.for_organization if todo else None
        if office is None:
            raise Missing(NOTHING)
        step = confirming.confirm if move == "confirm" else confirming.send_back
        by = who.actor(REVIEWS, office.path)
        return step(row, **given, office=office, now=now, by=by)

    return asked(
        request,
        form(request.POST or None, initial=initial),
        act,
        heading=f"{heading}：{row.organization.short_name}{row.year}年",
        lead=lead,
        button=button,
        back=reverse("appraisal", args=[pk]),
        done=lambda made: ("办好了。", reverse("appraisal", args=[made.pk])),
    )


_FORMS: dict[str, type[forms.Form]] = {
    "report": Seen,
    "drop": Reasoned,
    "confirm": Confirming,
    "send_back": Reasoned,
    "correct": Correcting,
}


def _working(request: HttpRequest, pk: int) -> tuple[Viewer, Sight]:
    """An appraisal the viewer writes for, while the branch is at work. Missing; Stale."""
    who = viewer(request)
    sight = queries.appraisal_for(who, pk, clock.today())
    if not sight.keeps:
        raise Missing(NOTHING)
    due(sight.at_work)
    return who, sight


def _branch(who: Viewer, sight: Sight) -> Actor:
    return who.actor(APPRAISES, sight.appraisal.organization.path)
