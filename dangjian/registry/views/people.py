"""The record of one member, and what is entered into it (A5)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from dangjian.kernel import clock, identity
from dangjian.kernel.refusal import Missing, Refused
from dangjian.registry.actions import consents
from dangjian.registry.actions import people as actions
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.forms.facts import FACTS, FactKind
from dangjian.registry.forms.people import Correction, NewMemberForm, Reassignment, Reveal
from dangjian.registry.models import Account, Arrival, Organization, OrganizationForm, Person
from dangjian.registry.models.extended import OfPerson
from dangjian.registry.queries import people as queries
from dangjian.registry.queries import records, trails
from dangjian.registry.queries.consents import inspections_about, opening_for
from dangjian.registry.queries.merging import kept_instead_of, mergers_of
from dangjian.registry.queries.people import organization_for, person_for
from dangjian.registry.rules.consents import SECOND_PERSON_ITEMS
from dangjian.registry.rules.people import OUT
from dangjian.registry.views.doors import perform, viewer

_form_page = require_http_methods(["GET", "HEAD", "POST"])


# --- one record -----------------------------------------------------------------------------------


@require_safe
def member(request: HttpRequest, pk: int) -> HttpResponse:
    """The record of one member; one's own may be read by everybody, with who looked into it."""
    who = viewer(request)
    try:
        person = person_for(who, Purpose.READ, pk)
    except Missing:
        kept = kept_instead_of(pk)  # a closed double leads to the record that goes on
        if kept is None:
            raise
        return redirect("member", person_for(who, Purpose.READ, kept.pk).pk)
    own = person.pk == who.person_id
    today = clock.today()
    rights, sets = _rights(who, person), _sets(person)
    return render(
        request,
        "registry/member_record.html",
        rights
        | {
            "person": person,
            "own": own,
            "record": records.record_of(person, today),
            "sets": [(kind, facts) for kind, facts in sets if facts],
            "unfilled": [kind for kind, facts in sets if not facts and rights["may_maintain"]],
            "sealed": _sealed(person, own),
            "acts": trails.acts_on(person, limit=5) if own else None,
            "account": Account.objects.filter(person=person).first(),
            "inspections": inspections_about(person),
            "mergers": mergers_of(person),
        },
    )


def _rights(who: Viewer, person: Person) -> dict[str, bool]:
    """The rules that guard the doors of this record draw its buttons too."""
    own = person.pk == who.person_id
    maintain = who.may(Purpose.MAINTAIN, person.path)
    return {
        "may_read": who.may(Purpose.READ, person.path),
        "may_maintain": maintain,
        "may_report": maintain and person.standing not in ("", *OUT),
        "may_reveal": own or who.may(Purpose.REVEAL, person.path),
        "may_change_standing": who.may(Purpose.STANDING, person.path) and not own,
        "may_keep_account": who.may(Purpose.ACCOUNTS, person.path),
        "may_discipline": who.may(Purpose.DISCIPLINE, person.path) and not own,
        "may_list": who.may(Purpose.ROSTER, person.path),
    }


def _sets(person: Person) -> list[tuple[FactKind, list[OfPerson]]]:
    facts = records.facts_of(person, [kind.model for kind in FACTS.values()])
    return [
        (kind, [(fact, kind.fields(fact)) for fact in facts[kind.model]])  # type: ignore[misc]
        for kind in FACTS.values()
    ]


def _sealed(person: Person, own: bool) -> dict[str, str]:
    """What stands on the page for the sealed items: masked for oneself, "已登记" for others.

    A masked number beside the birthday is the number: the district is known, so the three hidden
    digits of the region are too. Nobody is told it without a trace; `member_reveal` leaves one.
    """
    if not own:
        return {name: "已登记" if getattr(person, name) else "" for name in actions.SEALED}
    address = person.unseal("address")
    return {
        "id_number": identity.mask_id(person.unseal("id_number")),
        "mobile": identity.mask_phone(person.unseal("mobile")),
        "address": address[:6] + "……" if len(address) > 6 else address,
    }


@never_cache
@_form_page
def member_reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """Open sealed items for a reason. They stand in this one answer and nowhere else."""
    who = viewer(request)
    own = pk == who.person_id
    person = person_for(who, Purpose.READ if own else Purpose.REVEAL, pk)
    stored = [(n, label) for n, label in records.ITEMS.items() if getattr(person, n)]
    opening = None if own else opening_for(who.person_id, person, clock.now())
    shut = set() if own or opening else SECOND_PERSON_ITEMS
    offered = [(name, label) for name, label in stored if name not in shut]
    form = Reveal(request.POST or None, choices=offered, own=own)
    context: dict[str, Any] = {
        "person": person,
        "own": own,
        "form": form,
        "stored": stored,
        "offered": offered,
        "opening": opening,
        "shut": [label for name, label in stored if name in shut],
    }
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                context["opened"] = _opened(who, person, own, form.cleaned_data)
                status = 200
            except Refused as refusal:
                form.add_error(refusal.field or None, str(refusal))
    return render(request, "registry/member_reveal.html", context, status=status)


def _opened(
    who: Viewer, person: Person, own: bool, values: dict[str, Any]
) -> list[tuple[str, str]]:
    by = who.myself() if own else who.actor(Purpose.REVEAL, person.path)
    reason = "本人查看自己的信息" if own else values["reason"]
    opened = consents.reveal_to(
        who.person_id, person, items=values["items"], reason=reason, now=clock.now(), by=by
    )
    return [(records.ITEMS[name], value) for name, value in opened.items()]


# --- entering -------------------------------------------------------------------------------------


@_form_page
def member_register(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring a new member into the register of a branch."""
    who = viewer(request)
    branch = organization_for(who, Purpose.MAINTAIN, pk)
    form = NewMemberForm(request.POST or None)
    today = clock.today()
    context = {"branch": branch, "today": today, "same": None}

    def act(values: dict[str, Any]) -> Person:
        context["same"] = queries.person_with_number(who, values["id_number"])
        return actions.register_member(
            actions.NewMember(
                organization=branch,
                **values | {"arrival": Arrival(values["arrival"])},
            ),
            today=today,
            by=who.actor(Purpose.MAINTAIN, branch.path),
        )

    return perform(
        request,
        form,
        act,
        template="registry/member_register.html",
        context=context,
        done=lambda person: (
            f"{person.name}已经登记到{branch.short_name}。",
            reverse("member", args=[person.pk]),
        ),
    )


@_form_page
def member_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct collected items of a member."""
    who = viewer(request)
    person = person_for(who, Purpose.MAINTAIN, pk)
    form = Correction(request.POST or None, person=person)
    return perform(
        request,
        form,
        lambda values: actions.correct_items(
            person,
            form.items(),
            today=clock.today(),
            by=who.actor(Purpose.MAINTAIN, person.path),
            seen=values["seen"],
            id_doubt_reason=values["id_doubt_reason"],
        ),
        template="registry/member_correct.html",
        context={"person": person},
        done=lambda corrected: (
            f"{corrected.name}的信息已经更正。",
            reverse("member", args=[corrected.pk]),
        ),
    )


@_form_page
def member_reassign(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a member into another branch of the scope, or into another group."""
    who = viewer(request)
    person = person_for(who, Purpose.MAINTAIN, pk)
    today = clock.today()
    offered = place_choices(who, Purpose.MAINTAIN, groups=True)
    form = Reassignment(request.POST or None, person=person, places=offered, today=today)

    def act(values: dict[str, Any]) -> Person:
        place = Organization.objects.select_related("parent").get(pk=values["place"])
        is_group = place.form == OrganizationForm.GROUP and place.parent is not None
        return actions.reassign(
            person,
            organization=place.parent if is_group and place.parent else place,
            group=place if is_group else None,
            on=values["on"],
            today=today,
            by=who.actor(Purpose.MAINTAIN, person.path),
            document=values["document"],
            seen=values["seen"],
        )

    return perform(
        request,
        form,
        act,
        template="registry/member_reassign.html",
        context={
            "person": person,
            "stay": records.record_of(person, today).present_stay,
            "held": records.held_by(person),
        },
        done=lambda moved: (
            f"{moved.name}已经编入{moved.organization.short_name}。",
            reverse("member", args=[moved.pk]),
        ),
    )


def place_choices(
    who: Viewer, purpose: Purpose, *, groups: bool
) -> list[tuple[str, list[tuple[int, str]]]]:
    """The branches (and groups) of a scope, grouped by superior, for a select."""
    return [
        (
            heading,
            [
                (p.pk, ("　" if p.form == OrganizationForm.GROUP else "") + p.short_name)
                for p in offered
            ],
        )
        for heading, offered in queries.places(who.scope(purpose), groups=groups)
    ]
