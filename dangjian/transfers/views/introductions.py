"""介绍信 and 党员证明信 to be printed, and certificates given (A9)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dangjian.kernel import clock
from dangjian.kernel.refusal import Missing
from dangjian.registry.authority import Purpose
from dangjian.registry.queries.people import person_for
from dangjian.registry.views.doors import perform, viewer
from dangjian.transfers.actions import introductions as actions
from dangjian.transfers.forms.transfers import Certifying, Voiding
from dangjian.transfers.models import IntroductionKind
from dangjian.transfers.queries import introductions as queries
from dangjian.transfers.queries.transfers import transfer_for
from dangjian.transfers.rules import Part
from dangjian.transfers.views.transfers import form_page


@never_cache
@require_safe
def introduction(request: HttpRequest, pk: int) -> HttpResponse:
    """A paper in full: stub, letter and receipt on one sheet. That it was opened is on record."""
    who = viewer(request)
    found = queries.paper_for(who, pk)
    actions.look_at(found, by=who.actor(Purpose.STANDING, found.issuer.path))
    return render(
        request,
        "transfers/introduction.html",
        {
            "paper": found,
            "paragraphs": found.unseal("words").split("\n"),
            "is_letter": found.kind == IntroductionKind.LETTER,
            "days": (found.valid_until - found.issued_on).days,
            "back": _back(found.transfer_id, found.person_id),
            "may_void": found.kind == IntroductionKind.CERTIFICATE
            and found.voided_on is None
            and who.may(Purpose.STANDING, found.issuer.path),
        },
    )


def _back(transfer: int | None, person: int) -> str:
    if transfer is not None:
        return reverse("transfer", args=[transfer])
    return reverse("certificates", args=[person])


@never_cache
@require_safe
def transfer_receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """The receipt for a letter from elsewhere, once its bearer was accepted."""
    who = viewer(request)
    sight = transfer_for(who, pk)
    found = sight.transfer
    sides = {Part.RECEIVER, Part.NEW_BRANCH} & sight.parts
    if found.way != "in" or found.settled_on is None or found.state != "placed" or not sides:
        raise Missing("没有这张回执，或者不在您的权限范围内。")
    return render(request, "transfers/receipt.html", {"transfer": found})


@never_cache
@require_safe
def certificates(request: HttpRequest, pk: int) -> HttpResponse:
    """The certificates a member was given."""
    who = viewer(request)
    person = person_for(who, Purpose.READ, pk)
    return render(
        request,
        "transfers/certificates.html",
        {
            "person": person,
            "papers": queries.certificates_of(person),
            "gives": who.may(Purpose.STANDING, person.path) and person.pk != who.person_id,
        },
    )


@never_cache
@form_page
def certificate_give(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a member who is away for less than six months a certificate."""
    who = viewer(request)
    person = person_for(who, Purpose.STANDING, pk)
    today = clock.today()
    return perform(
        request,
        Certifying(request.POST or None, today=today),
        lambda values: actions.certify(
            person, **values, today=today, by=who.actor(Purpose.STANDING, person.path)
        ),
        template="transfers/certificate_give.html",
        context={"person": person},
        done=lambda made: (
            f"证明信{made.called}已经开出。",
            reverse("introduction", args=[made.pk]),
        ),
    )


@form_page
def certificate_void(request: HttpRequest, pk: int) -> HttpResponse:
    """Void a certificate; its number stays used."""
    who = viewer(request)
    found = queries.paper_for(who, pk)
    gives = who.may(Purpose.STANDING, found.issuer.path)
    if not gives or found.kind != IntroductionKind.CERTIFICATE:
        raise Missing("没有这份证明信，或者不在您的权限范围内。")
    return perform(
        request,
        Voiding(request.POST or None),
        lambda values: actions.void_certificate(
            found,
            reason=values["reason"],
            on=clock.today(),
            by=who.actor(Purpose.STANDING, found.issuer.path),
        ),
        template="transfers/certificate_void.html",
        context={"paper": found, "person": found.person},
        done=lambda made: ("已经作废，编号保留。", reverse("certificates", args=[made.person_id])),
    )
