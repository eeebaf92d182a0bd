"""Mailboxes of leaders: which take letters, opened and closed by whoever keeps the organization."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from dangjian.kernel import clock
from dangjian.kernel.refusal import Missing
from dangjian.registry.authority import PURPOSES, Purpose
from dangjian.registry.queries.people import organization_for
from dangjian.registry.views.doors import perform, viewer
from dangjian.voices.actions import mailboxes as actions
from dangjian.voices.forms.office import NewMailbox
from dangjian.voices.queries import mailboxes as queries


@require_safe
def mailboxes(request: HttpRequest) -> HttpResponse:
    """The mailboxes that the viewer keeps."""
    who = viewer(request)
    if not who.may_anywhere(Purpose.STRUCTURE):
        raise Missing("没有这个页面。")
    offices = [held for held in who.held if Purpose.STRUCTURE in PURPOSES[held.role]]
    return render(
        request, "voices/mailboxes.html", {"rows": queries.kept_by(who), "offices": offices}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def mailbox_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a mailbox at an organization."""
    who = viewer(request)
    organization = organization_for(who, Purpose.STRUCTURE, pk)
    return perform(
        request,
        NewMailbox(request.POST or None, leaders=queries.leaders_of(organization)),
        lambda values: actions.open_mailbox(
            organization,
            title=values["title"],
            leader=values["leader"],
            note=values["note"],
            today=clock.today(),
            by=who.actor(Purpose.STRUCTURE, organization.path),
        ),
        template="voices/mailbox_form.html",
        context={"title": f"给{organization.short_name}开一个信箱", "button": "开通"},
        done=lambda box: (f"{box.title}开通了，群众现在可以写信。", reverse("mailboxes")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def mailbox_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a mailbox; letters that came go on."""
    who = viewer(request)
    box = queries.kept(who, pk)
    return perform(
        request,
        forms.Form(request.POST or None),
        lambda _: actions.close_mailbox(
            box, today=clock.today(), by=who.actor(Purpose.STRUCTURE, box.organization.path)
        ),
        template="voices/mailbox_form.html",
        context={"title": f"关闭{box.title}", "button": "关闭"},
        done=lambda box: (f"{box.title}关闭了，已经收到的信照常办理。", reverse("mailboxes")),
    )
