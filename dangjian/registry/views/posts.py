"""The forms about committees: record an election, an appointment, the end of a post (A3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html

from dangjian.kernel import clock
from dangjian.kernel import rules as party_rules
from dangjian.kernel.refusal import Refused
from dangjian.kit.words import cn_date
from dangjian.registry import rules
from dangjian.registry.actions import posts as actions
from dangjian.registry.authority import Purpose, Scope
from dangjian.registry.forms import posts as forms
from dangjian.registry.models import CommitteeTerm, Organization, Person, Post
from dangjian.registry.queries import organizations as queries
from dangjian.registry.queries import people
from dangjian.registry.rules import advice
from dangjian.registry.views.addresses import number_in
from dangjian.registry.views.doors import perform, viewer
from dangjian.registry.views.organization_changes import about, acting, for_change

FOUND_AT_MOST = 20


@dataclass(frozen=True)
class Chosen:
    """Somebody looked up to be offered in the form, with the address that adds or drops him."""

    person: Person
    url: str


def election_record(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the committee that was elected."""
    organization, today = for_change(request, pk), clock.today()
    if not rules.has_elected_committee(organization.form):
        raise Refused(f"{organization.get_form_display()}不经选举产生，请用“登记任职”。")
    looked_up, offered = _offer(request, organization)
    form = forms.Election(
        request.POST or None, organization=organization, people=offered, today=today
    )

    def act(values: dict[str, Any]) -> CommitteeTerm:
        given = {name: values[name] for name in ("elected_on", "document", "years")}
        return actions.record_election(
            organization,
            holders=form.holders(),
            today=today,
            by=acting(request, organization),
            **given,
        )

    book = party_rules.book(on=today, path=organization.path)
    return perform(
        request,
        form,
        act,
        template="registry/election_record.html",
        context=about(organization)
        | looked_up
        | {"guide": advice.guide(book, advice.electing(organization.form))},
        done=lambda term: (
            f"换届选举已经登记，任期 {term.years} 年，到 {cn_date(term.due_on)}。",
            reverse("organization", args=[pk]),
        ),
    )


def post_appoint(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that somebody took a post."""
    organization, today = for_change(request, pk), clock.today()
    looked_up, offered = _offer(request, organization)
    return perform(
        request,
        forms.Appointment(
            request.POST or None, organization=organization, people=offered, today=today
        ),
        lambda values: actions.appoint(
            organization, **values, today=today, by=acting(request, organization)
        ),
        template="registry/post_appoint.html",
        context=about(organization) | looked_up,
        done=_appointed,
    )


def _appointed(post: Post) -> tuple[str, str]:
    sentence = format_html(
        '{}任{}已经登记。<a href="{}">登记错了，撤回</a>',
        post.person.name,
        post.get_title_display(),
        f"{reverse('post_relieve', args=[post.pk])}?{urlencode({'on': post.valid.lower})}",
    )
    return sentence, reverse("organization", args=[post.organization_id])


def post_relieve(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that somebody left a post."""
    post = queries.post_for(viewer(request), Purpose.STRUCTURE, pk)
    organization, today = post.organization, clock.today()
    if post.valid.upper is not None:
        raise Refused(f"{post.person.name}的{post.get_title_display()}职务已经登记离任。")
    by_mistake = request.GET.get("on", "") == post.valid.lower.isoformat()
    return perform(
        request,
        forms.Relief(
            request.POST or None,
            post=post,
            today=today,
            on=post.valid.lower if by_mistake else today,
        ),
        lambda values: actions.relieve(
            post, **values, today=today, by=acting(request, organization)
        ),
        template="registry/post_relieve.html",
        context=about(organization) | {"post": post},
        done=lambda ended: (
            _relieved(ended),
            reverse("organization", args=[organization.pk]),
        ),
    )


def _relieved(post: Post) -> str:
    what = "离任已经登记" if not post.valid.isempty else "任职已经撤回，等于没有登记过"
    return format_html(
        '{}的{}{}。<a href="{}">重新登记任职</a>',
        post.person.name,
        post.get_title_display(),
        what,
        reverse("post_appoint", args=[post.organization_id]),
    )


# --- whom a form offers ---------------------------------------------------------------------------


def _offer(request: HttpRequest, organization: Organization) -> tuple[dict[str, Any], list[Person]]:
    """What the page shows to look people up (?q= a name, ?who= each one chosen), and the people the
    form offers. Where the form offers everybody anyway, there is nothing to look up."""
    chosen = [number for text in request.GET.getlist("who") if (number := number_in(text))]
    offered = queries.candidates(organization, chosen)
    if queries.offers_everybody(organization):
        return {}, offered
    text = request.GET.get("q", "").replace("\x00", "").strip()[:60]
    there = {person.pk for person in offered}
    found = _found(organization, text) if text else []
    return {
        "look_up": True,
        "text": text,
        "who": chosen,
        "found": [
            Chosen(person, _with(request, [*chosen, person.pk]))
            for person in found
            if person.pk not in there
        ],
        "already": [person for person in found if person.pk in there],
        "offered": offered,
    }, offered


def _found(organization: Organization, text: str) -> list[Person]:
    below = Scope.of([organization.path])
    return list(people.members(below, people.Wanted(text=text))[:FOUND_AT_MOST])


def _with(request: HttpRequest, chosen: list[int]) -> str:
    return f"{request.path}?{urlencode({'who': chosen}, doseq=True)}"
