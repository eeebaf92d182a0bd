"""Calling a meeting, its items, who is left out, the roll, what was said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from dangjian.kernel import clock
from dangjian.kernel import rules as party_rules
from dangjian.kernel.refusal import Refused, Stale
from dangjian.meetings.actions import holding
from dangjian.meetings.forms import meetings as forms
from dangjian.meetings.forms import roll as rolls
from dangjian.meetings.models import DELEGATE, ELECTS, Item, Kind, Meeting, State
from dangjian.meetings.queries import electorate
from dangjian.meetings.queries import meetings as queries
from dangjian.meetings.queries.results import book_of, reckon, shares_of
from dangjian.meetings.queries.setting import kinds_for
from dangjian.meetings.rules.electing import COMMITTEES, least_candidates, margin_of
from dangjian.meetings.rules.votes import KEYS, cited
from dangjian.meetings.rules.wording import title_of
from dangjian.meetings.views.doors import Told, address, due, form_page, keeping, step
from dangjian.registry.authority import Purpose
from dangjian.registry.models import OrganizationForm, Person, PostTitle
from dangjian.registry.queries.people import organization_for
from dangjian.registry.views.doors import perform, viewer


@form_page
def meeting_call(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a meeting of an organization, or enter one that was held."""
    who, today = viewer(request), clock.today()
    place = organization_for(who, Purpose.MEETINGS, pk)
    kinds = kinds_for(place)
    if place.closed_on is not None or not kinds:
        raise Refused(f"{place.short_name}不召开党员大会表决。")
    form = forms.Calling(
        request.POST or None, kinds=kinds, today=today, kind=request.GET.get("kind", "")
    )
    book = party_rules.book(on=today, path=place.path)
    demands: dict[tuple[str, str, str, str], list[str]] = {}
    for kind in kinds:
        demands.setdefault(_demands(kind, book), []).append(kind.label)
    return perform(
        request,
        form,
        lambda values: holding.call(
            place,
            kind=Kind(values["kind"]),
            held_on=values["held_on"],
            place=values["place"],
            now=clock.now(),
            by=who.actor(Purpose.MEETINGS, place.path),
        ),
        template="meetings/call.html",
        context={
            "place": place,
            "demands": [("、".join(labels), *said) for said, labels in demands.items()],
            "back": f"{reverse('meetings')}?at={place.pk}",
        },
        done=lambda made: ("会议登记好了，接着增加要表决的事项。", address(made)),
    )


def _demands(kind: Kind, book: party_rules.Book) -> tuple[str, str, str, str]:
    """Quorum and majority of a kind of meeting, each with where it stands."""
    keys = KEYS[kind]
    quorum, majority = book.value(keys.quorum), book.value(keys.majority)
    return quorum.sentence, cited(quorum), majority.sentence, cited(majority)


@form_page
def meeting_put(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a question before a meeting."""
    who = viewer(request)
    sight = queries.meeting_for(who, pk, clock.today())
    found, by = sight.meeting, keeping(who, sight.meeting)
    due(sight.is_open, sight)
    form = _putting(request, found)
    kind = Kind(found.kind)
    return step(
        request,
        found,
        form,
        lambda values: holding.put(
            found, **form.put(), seen=values["seen"], now=clock.now(), by=by
        ),
        told=Told("增加表决事项", kind.label, "增加", "表决事项增加好了。"),
        template="meetings/put.html",
        context={"guide": _guide(found)},
    )


def _putting(request: HttpRequest, found: Meeting) -> Any:
    """The form that fits the kind of meeting."""
    kind, data = Kind(found.kind), request.POST or None
    initial = {"seen": found.case.round}
    if kind == Kind.ADMISSION:
        return forms.Applicant(data, people=(), initial=initial)
    if kind == Kind.ORDINARY:
        return forms.Resolution(data, people=(), initial=initial)
    full = electorate.full_members(found.organization, found.held_on)
    if kind == Kind.ELECTION:
        name = COMMITTEES[OrganizationForm(found.organization.form)]
        return forms.Electing(data, people=full, committee=name, initial=initial)
    if kind == Kind.DELEGATES:
        return forms.Delegating(data, people=full, initial=initial)
    others = electorate.probationers(found.organization, found.held_on)
    people = others if kind == Kind.CONVERSION else [*full, *others]
    asks = kind == Kind.DISPOSAL
    return forms.About(data, people=people, asks=asks, initial=initial)


def _guide(found: Meeting) -> list[tuple[str, str]]:
    """What is to be known while candidates are entered: (sentence, where it stands)."""
    if found.kind not in ELECTS:
        return []
    book = book_of(found)
    if found.kind == Kind.DELEGATES:
        margin = margin_of(DELEGATE, book)
        some = "、".join(f"选{n}名至少{least_candidates(n, margin.share)}名" for n in (1, 2, 5))
        return [(f"{margin.sentence}{some}。", cited(margin))]
    margin, size = (
        book.value("election.margin.committee"),
        book.value("branch.committee.min_full_members"),
    )
    some = "、".join(f"选{n}名至少{least_candidates(n, margin.share)}名" for n in (3, 5, 7))
    return [
        (f"{margin.sentence}{some}。书记、副书记可以等额。", cited(margin)),
        (size.sentence, cited(size)),
    ]


@form_page
def meeting_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Vote on an item once more: its ballot was void, or seats are left."""
    who = viewer(request)
    sight, item = queries.item_for(who, pk, clock.today())
    found, by = sight.meeting, keeping(who, sight.meeting)
    due(sight.counts, sight)
    reckoned = reckon(found, [item], book_of(found))[0]
    open_seats = item.elects and reckoned.vacant > 0
    if reckoned.count is None or (reckoned.valid and not open_seats):
        raise Stale("这一项不需要再投一次票。")
    initial = {"seen": found.case.round}
    if item.elects:
        chosen = {one.person_id for one in reckoned.elected}
        pool = [
            one
            for one in electorate.full_members(found.organization, found.held_on)
            if one.pk not in chosen
        ]
        form: Any = forms.Electing(
            request.POST or None,
            people=pool,
            committee="",
            fixed=(item.post, reckoned.vacant),
            initial=initial | {"candidates": [one.person_id for one in reckoned.tied]},
        )
    else:
        form = forms.Seen(request.POST or None, initial=initial)
    title = title_of(item, Kind(found.kind), found.organization.form, item.name)
    said = f"{title}。上一次的票数留着，这一次另发票、另计票。"
    if item.elects:
        said += f"还有{reckoned.vacant}个名额，候选人由会议定。"
    return step(
        request,
        found,
        form,
        lambda values: holding.put(
            found,
            **(form.put() | {"question": item.question} if item.elects else _same(item)),
            follows=item,
            seen=values["seen"],
            now=clock.now(),
            by=by,
        ),
        told=Told("再投一次票", said, "再投一次", "增加了一项，投完以后登记计票。"),
    )


def _same(item: Item) -> dict[str, Any]:
    """The same question once more."""
    return {
        "person": item.person,
        "subject": item.subject,
        "label": item.unseal("label"),
        "question": item.question,
    }


@form_page
def meeting_take_off(request: HttpRequest, pk: int) -> HttpResponse:
    """An item is not voted on after all."""
    who = viewer(request)
    sight, item = queries.item_for(who, pk, clock.today())
    found, by = sight.meeting, keeping(who, sight.meeting)
    due(sight.is_open, sight)
    title = title_of(item, Kind(found.kind), found.organization.form, item.name)
    return step(
        request,
        found,
        forms.Reasoned(request.POST or None, initial={"seen": found.case.round}),
        lambda values: holding.take_off(item, **values, now=clock.now(), by=by),
        told=Told("撤下表决事项", f"{title}。撤下的留在办理记录里。", "撤下", "撤下了。"),
    )


@form_page
def meeting_exempt(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave somebody out of those due."""
    who = viewer(request)
    sight = queries.meeting_for(who, pk, clock.today())
    found, by = sight.meeting, keeping(who, sight.meeting)
    due(sight.is_open, sight)
    already = electorate.left_out(found)
    people = [
        one
        for one in electorate.full_members(found.organization, found.held_on)
        if one.pk not in already
    ]
    return step(
        request,
        found,
        forms.Exempting(request.POST or None, people=people, initial={"seen": found.case.round}),
        lambda values: holding.exempt(found, **values, now=clock.now(), by=by),
        told=Told(
            "登记不计入应到会的同志",
            "只有列出的几种情形可以不计入。前三种是没有或者停止表决权，后五种要经上级党组织同意、"
            "支部大会通过。年老、生病能表达意志的，照常计入应到会。",
            "登记",
            "登记好了，这位同志不计入应到会。",
        ),
    )


@form_page
def meeting_count_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an exemption back."""
    who = viewer(request)
    sight, row = queries.exemption_for(who, pk, clock.today())
    found, by = sight.meeting, keeping(who, sight.meeting)
    due(sight.is_open and row.taken_back_at is None, sight)
    return step(
        request,
        found,
        forms.Seen(request.POST or None, initial={"seen": found.case.round}),
        lambda values: holding.count_in(row, **values, now=clock.now(), by=by),
        told=Told(
            "撤回不计入应到会",
            f"{row.person.name}重新计入应到会。",
            "撤回",
            "撤回了，重新计入应到会。",
        ),
    )


@form_page
def meeting_roll(request: HttpRequest, pk: int) -> HttpResponse:
    """The roll: a box for everybody who is due."""
    who = viewer(request)
    sight = queries.meeting_for(who, pk, clock.today())
    found, by = sight.meeting, keeping(who, sight.meeting)
    due(sight.is_open or sight.counts, sight)
    places = queries.roll_of(found)
    ticked, refused, status = None, None, 200
    if request.method == "POST":
        ticked = rolls.read(request.POST, places)
        try:
            done = holding.fix_roll(
                found,
                present=ticked.present,
                excused=ticked.excused,
                written=ticked.written,
                chair=_chair(request, [one.person for one in places]),
                seen=_round(request),
                now=clock.now(),
                by=by,
            )
        except Refused as refusal:
            refused, status = refusal, refusal.status
        else:
            messages.success(request, f"签到登记好了：应到会{done.due}人，实到会{done.present}人。")
            return redirect(address(found))
    shares = shares_of(found.kind, book_of(found))
    quorum = shares.quorum
    return render(
        request,
        "meetings/roll.html",
        {
            "meeting": found,
            "back": address(found),
            "lines": rolls.drawn(places, ticked),
            "whys": [(one.value, one.label) for one in rolls.whys(shares.written is not None)],
            "written": (shares.written.sentence, cited(shares.written)) if shares.written else None,
            "exemptions": queries.exemptions_of(found),
            "watched": queries.watched_of(found),
            "again": found.state == State.FIXED,
            "refused": refused,
            "quorum": (quorum.sentence, cited(quorum)),
            "chair": _chosen(request, found),
        },
        status=status,
    )


def _chair(request: HttpRequest, people: Sequence[Person]) -> Person | None:
    asked = request.POST.get("chair", "")
    return next((one for one in people if str(one.pk) == asked), None)


def _chosen(request: HttpRequest, found: Meeting) -> str:
    """Whom the page shows as presiding: as chosen, as written down, else the secretary."""
    if request.method == "POST":
        return request.POST.get("chair", "")
    if found.chair_id:
        return str(found.chair_id)
    leads = found.organization.posts.on(found.held_on).filter(title=PostTitle.SECRETARY).first()
    return str(leads.person_id) if leads else ""


def _round(request: HttpRequest) -> int | None:
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else None


@form_page
def meeting_notes(request: HttpRequest, pk: int) -> HttpResponse:
    """What was said, who presided, where."""
    who = viewer(request)
    sight = queries.meeting_for(who, pk, clock.today())
    found, by = sight.meeting, keeping(who, sight.meeting)
    due(sight.is_open or sight.counts, sight)
    full = electorate.full_members(found.organization, found.held_on)
    form = forms.Writing(
        request.POST or None,
        people=full,
        initial={
            "seen": found.case.round,
            "chair": found.chair_id,
            "place": found.place,
            "notes": found.unseal("notes"),
        },
    )
    return step(
        request,
        found,
        form,
        lambda values: holding.write(found, **values, now=clock.now(), by=by),
        told=Told(
            "写会议情况",
            "加密保存，和到会人数、票数一起印成会议记录。核对确认以后不能再改。",
            "存好",
            "存好了。",
        ),
    )
