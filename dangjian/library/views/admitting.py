"""A draft before those who let it onto the shelf."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dangjian.kernel import clock
from dangjian.kernel.refusal import Missing, Refused, Stale
from dangjian.kit.forms import Nothing
from dangjian.library import forms
from dangjian.library.actions import admitting
from dangjian.library.models import OPEN, Shelving, Stage
from dangjian.library.queries import admissions, holdings
from dangjian.library.queries.admissions import Sight
from dangjian.library.rules import texts
from dangjian.library.rules.entering import numbers_in
from dangjian.library.rules.tables import ADMISSIONS, AT, RIGHT
from dangjian.library.views.keeping import form_page
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.models import Organization
from dangjian.registry.views.doors import perform, viewer


@require_safe
def admission(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft as it was sent in, who signed, whom it waits for, and what the viewer may do."""
    who = viewer(request)
    sight = admissions.admission_for(who, pk, clock.today())
    sent = sight.admission
    draft = sent.draft
    return render(
        request,
        "library/admission.html",
        {
            "sight": sight,
            "sent": sent,
            "shown": draft,
            "document": sent.document,
            "body": texts.shown(draft.body, {}),
            "words": holdings.text_of(draft.upload),
            "unproofed": draft.upload is not None and holdings.is_unproofed(draft.upload),
            "upload": draft.upload,
            "on_shelf": sent.document.shelving == Shelving.SHELVED,
            "numbers": numbers_in(holdings.said_in(draft)),
            "state": ADMISSIONS.state(sent.state).says,
            "waiting": admissions.waiting_for(sent),
            "due": admissions.due_on(sent),
            "kind": admissions.label_of(sent),
            "steps": [
                (step, ADMISSIONS.words.get(step.move, "换人办理"),
                 step.unseal("words") if step.words else "")
                for step in admissions.steps_of(sent)
            ],
            "keeps": who.may(Purpose.WRITE, holdings.path_of(sent.document)),
        },
    )  # fmt: skip


@form_page
def admission_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign: one's yes to exactly this draft."""
    who = viewer(request)
    sight, office = _turn(who, pk)
    sent, todo = sight.admission, sight.todo
    if sight.hinders:
        raise Refused(sight.hinders, status=403)
    assert todo is not None
    return perform(
        request,
        forms.Signing(request.POST or None, initial={"seen": sent.case.round}),
        lambda values: admitting.sign(
            sent,
            todo,
            office=office,
            seen=values["seen"],
            now=clock.now(),
            by=who.actor(RIGHT[AT[Stage(sent.state)]], office.path),
        ),
        template="flow/step.html",
        context={
            "told": {"heading": admissions.label_of(sent), "button": "签字"},
            "title": sent.draft.title,
            "warns": "签了不能收回；发现不对，请撤下。",
            "returns": "文章",
            "back": reverse("admission", args=[pk]),
        },
        done=lambda _: ("已经签了。", reverse("admission", args=[pk])),
    )


@form_page
def admission_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Send it back to its author, with a reason."""
    who = viewer(request)
    sight, office = _turn(who, pk)
    sent = sight.admission
    return perform(
        request,
        forms.Returning(request.POST or None, initial={"seen": sent.case.round}),
        lambda values: admitting.send_back(
            sent,
            words=values["words"],
            office=office,
            seen=values["seen"],
            now=clock.now(),
            by=who.actor(RIGHT[AT[Stage(sent.state)]], office.path),
        ),
        template="flow/step.html",
        context={
            "told": {"heading": "退回修改", "button": "退回作者"},
            "title": sent.draft.title,
            "again": "先不退",
            "returns": "文章",
            "back": reverse("admission", args=[pk]),
        },
        done=lambda _: ("已经退回作者修改。", reverse("inbox")),
    )


@form_page
def admission_take(request: HttpRequest, pk: int) -> HttpResponse:
    """The author takes it back."""
    who = viewer(request)
    sight = admissions.admission_for(who, pk, clock.today())
    sent = sight.admission
    if not sight.may_take_back:
        if sent.state in OPEN:
            raise Missing("没有这一页，或者不在您的权限范围内。")
        raise Stale("这一稿已经审完，或者已经撤回。")
    path = holdings.path_of(sent.document)
    return perform(
        request,
        Nothing(request.POST or None),
        lambda _: admitting.take_back(sent, now=clock.now(), by=who.actor(Purpose.WRITE, path)),
        template="flow/take_back.html",
        context={
            "title": sent.draft.title,
            "returns": "手里",
            "back": reverse("admission", args=[pk]),
        },
        done=lambda _: ("已经撤回，可以接着改。", reverse("holding", args=[sent.document_id])),
    )


def _turn(who: Viewer, pk: int) -> tuple[Sight, Organization]:
    """The admission whose signature is the viewer's turn, and the office he signs in.

    Missing where it never is; Stale where it has gone on.
    """
    sight = admissions.admission_for(who, pk, clock.today())
    if sight.todo is None or sight.todo.for_organization is None:
        path = holdings.path_of(sight.admission.document)
        if not any(who.may(right, path) for right in RIGHT.values()):
            raise Missing("没有这一页，或者不在您的权限范围内。")
        raise Stale("这一稿已经到了别的一步，这一步现在不用办了。")
    return sight, sight.todo.for_organization
