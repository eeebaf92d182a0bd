"""Writing a letter without an account: one thing a page, nothing kept that must not be (J1–J3)."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dangjian.kernel import clock, rules
from dangjian.voices.drafts import Fields
from dangjian.voices.forms.writing import (
    AboutForm,
    ContactForm,
    KindForm,
    LetterForm,
    MailboxForm,
    OfficeForm,
    PublishForm,
    RepresentativeForm,
)
from dangjian.voices.models import Kind
from dangjian.voices.queries import addressees, published
from dangjian.voices.queries.channels import way_to_discipline
from dangjian.voices.rules.parts import LONGEST, REPRESENTATIVES_RULE
from dangjian.voices.rules.stopping import Stop, stopped
from dangjian.voices.views.drafting import (
    carried,
    carry,
    fields_of,
    forget,
    gap,
    keep,
    onwards,
    shown,
    too_early,
)

SIMILAR = 3
_form_page = require_http_methods(["GET", "HEAD", "POST"])


@login_not_required
@never_cache
@_form_page
def write(request: HttpRequest) -> HttpResponse:
    """What it is: to a leader, a question, a petition. Where reports go is said beforehand."""
    fields = fields_of(request)
    form = KindForm(
        request.POST or None,
        mailboxes=bool(addressees.open_mailboxes(clock.today())),
        initial={"kind": fields.get("kind")},
    )
    if request.method == "POST" and form.is_valid():
        kind = form.cleaned_data["kind"]
        kept = {} if "sent" in fields else {k: v for k, v in fields.items() if k != "kind"}
        if kind != fields.get("kind"):
            for name in ("mailbox", "office"):
                kept.pop(name, None)
        fields = {"kind": kind} | kept
        return keep(request, redirect(onwards(request, "write", fields)), fields)
    return render(
        request,
        "voices/write_kind.html",
        shown("write", fields, request)
        | {"form": form, "way": way_to_discipline(), "gap": reverse(gap(fields))},
        status=422 if form.errors else 200,
    )


@login_not_required
@never_cache
@_form_page
def write_to(request: HttpRequest) -> HttpResponse:
    """To whom: an open mailbox, or an office found by its name."""
    fields = fields_of(request)
    if early := too_early("write_to", fields):
        return early
    to_leader = fields["kind"] == Kind.MAILBOX
    form = _mailbox_form(request, fields) if to_leader else _office_form(request, fields)
    finding = "find" in request.POST
    if request.method == "POST" and not finding and form.is_valid():
        name = "mailbox" if to_leader else "office"
        fields[name] = form.cleaned_data[name]
        return keep(request, redirect(onwards(request, "write_to", fields)), fields)
    if finding:
        form.errors.clear()
    return render(
        request,
        "voices/write_to.html",
        shown("write_to", fields, request) | {"form": form, "to_leader": to_leader},
        status=422 if form.errors else 200,
    )


def _mailbox_form(request: HttpRequest, fields: Fields) -> MailboxForm:
    offered = addressees.open_mailboxes(clock.today())
    return MailboxForm(
        request.POST or None, offered=offered, initial={"mailbox": fields.get("mailbox")}
    )


def _office_form(request: HttpRequest, fields: Fields) -> OfficeForm:
    """The district's office, the one chosen before, and those that are called like the text."""
    district = addressees.district_office()
    chosen = {fields.get("office"), _number(request.POST.get("office"))} - {None}
    taken = [pk for pk in chosen if pk and addressees.takes_letters(pk, clock.today())]
    found = _asked(request)
    rows = [*([district] if district else []), *addressees.places(taken)]
    rows += addressees.offices_called(found, clock.today()) if found else []
    offered = list({row.id: row for row in rows}.values())
    first = fields.get("office") or (district.id if district else None)
    return OfficeForm(request.POST or None, offered=offered, initial={"office": first})


@login_not_required
@never_cache
@_form_page
def write_text(request: HttpRequest) -> HttpResponse:
    """The letter itself. Read before anything of it is kept; what must not be here is not kept."""
    fields = fields_of(request) or carried(request.POST.get("carried", ""))
    if early := too_early("write_text", fields):
        return early
    form = LetterForm(request.POST or None, initial={"text": fields.get("text", "")})
    if request.method == "POST" and form.is_valid():
        text, other = form.cleaned_data["text"], form.cleaned_data["other"]
        stop = stopped(text, fields.get("about") or "", another_matter=other)
        if stop is not None:
            return _stop(request, stop, fields | {"text": text})
        fields |= {"text": text, "other": other, "text_at": fields.get("text_at") or time.time()}
        near = published.like(text, SIMILAR)
        onward = reverse("write_similar") if near else onwards(request, "write_text", fields)
        return keep(request, redirect(onward), fields)
    return render(
        request,
        "voices/write_text.html",
        shown("write_text", fields, request) | {"form": form, "longest": LONGEST},
        status=422 if form.errors else 200,
    )


def _stop(request: HttpRequest, stop: Stop, fields: Fields) -> HttpResponse:
    """Nothing is kept, no draft either: what was written stands only on the page that goes back."""
    if stop is Stop.SECRECY:
        page = render(request, "voices/write_secrecy.html", status=422)
    else:
        page = render(
            request,
            "voices/write_discipline.html",
            {
                "way": way_to_discipline(),
                "onward": reverse("write_text"),
                "text": fields["text"],
                "carried": carry(fields),
            },
            status=422,
        )
    return forget(request, page)


@login_not_required
@never_cache
@require_safe
def write_similar(request: HttpRequest) -> HttpResponse:
    """Questions like this one that were answered, before it is asked once more."""
    fields = fields_of(request)
    if early := too_early("write_about", fields):
        return early
    near = published.like(fields["text"], SIMILAR)
    onward = reverse("write_check" if gap(fields) == "write_check" else "write_about")
    if not near:
        return redirect(onward)
    return render(
        request,
        "voices/write_similar.html",
        shown("write_similar", fields, request) | {"near": near, "onward": onward},
    )


@login_not_required
@never_cache
@_form_page
def write_about(request: HttpRequest) -> HttpResponse:
    """Which unit or person it is about, if any: they never get the letter."""
    fields = fields_of(request)
    if early := too_early("write_about", fields):
        return early
    posted = [_number(one) for one in request.POST.getlist("units")]
    kept = posted if request.method == "POST" else fields.get("units", [])
    asked = _asked(request)
    rows = addressees.places([pk for pk in kept if pk])
    rows += addressees.places_called(asked) if asked else []
    offered = list({row.id: row for row in rows}.values())
    first = {"about": fields.get("about", ""), "units": kept}
    form = AboutForm(request.POST or None, offered=offered, initial=first)
    finding = "find" in request.POST
    if request.method == "POST" and not finding and form.is_valid():
        values = form.cleaned_data
        stop = stopped(fields["text"], values["about"], another_matter=fields.get("other", False))
        if stop is None:
            stop = stopped(f"{fields['text']}\n{values['about']}", another_matter=fields["other"])
        fields |= {"about": values["about"], "units": values.get("units", [])}
        if stop is not None:
            return _stop(request, stop, fields)
        return keep(request, redirect(onwards(request, "write_about", fields)), fields)
    if finding:
        form.errors.clear()
    return render(
        request,
        "voices/write_about.html",
        shown("write_about", fields, request)
        | {"form": form, "asked": asked, "found": len(offered) - len([p for p in kept if p])},
        status=422 if form.errors else 200,
    )


@login_not_required
@never_cache
@_form_page
def write_contact(request: HttpRequest) -> HttpResponse:
    """How to tell the writer: nothing is needed, and asked is only what the way needs."""
    fields = fields_of(request)
    if early := too_early("write_contact", fields):
        return early
    writers = list(fields.get("writers") or [])
    form = ContactForm(request.POST or None, initial=writers[0] if writers else None)
    if request.method == "POST" and form.is_valid():
        fields["writers"] = [form.cleaned_data, *writers[1:]]
        onward = onwards(request, "write_contact", fields)
        onward = reverse("write_together") if "together" in request.POST else onward
        return keep(request, redirect(onward), fields)
    return render(
        request,
        "voices/write_contact.html",
        shown("write_contact", fields, request)
        | {"form": form, "others": len(writers) - 1, "joint": fields["kind"] == Kind.PETITION},
        status=422 if form.errors else 200,
    )


@login_not_required
@never_cache
@_form_page
def write_together(request: HttpRequest) -> HttpResponse:
    """A joint petition: its other representatives. Each gets his own code, and sees no other."""
    fields = fields_of(request)
    if early := too_early("write_publish", fields):
        return early
    if fields["kind"] != Kind.PETITION:
        return redirect("write_publish")
    writers = list(fields["writers"])
    most = rules.value(REPRESENTATIVES_RULE, on=clock.today())
    adding = request.method == "POST" and "remove" not in request.POST
    form = RepresentativeForm(request.POST if adding else None)
    if request.method == "POST" and not adding:
        place = _number(request.POST.get("remove")) or 0
        fields["writers"] = [w for n, w in enumerate(writers) if n != place or n == 0]
        return keep(request, redirect("write_together"), fields)
    if adding and form.is_valid():
        if most.holds(len(writers) + 1):
            fields["writers"] = [*writers, form.cleaned_data]
            return keep(request, redirect("write_together"), fields)
        form.add_error(None, f"代表最多{most.number}人。（依据：{most.citation}）")
    return render(
        request,
        "voices/write_together.html",
        shown("write_together", fields, request)
        | {
            "form": form,
            "writers": writers,
            "most": most,
            "room": most.holds(len(writers) + 1),
            "onward": onwards(request, "write_contact", fields),
        },
        status=422 if form.errors else 200,
    )


@login_not_required
@never_cache
@_form_page
def write_publish(request: HttpRequest) -> HttpResponse:
    """Whether the answer may be public."""
    fields = fields_of(request)
    if early := too_early("write_publish", fields):
        return early
    first = {True: "yes", False: "no"}.get(fields.get("publish"))  # type: ignore[arg-type]
    form = PublishForm(request.POST or None, initial={"publish": first})
    if request.method == "POST" and form.is_valid():
        fields["publish"] = form.cleaned_data["publish"] == "yes"
        return keep(request, redirect(onwards(request, "write_publish", fields)), fields)
    return render(
        request,
        "voices/write_publish.html",
        shown("write_publish", fields, request) | {"form": form},
        status=422 if form.errors else 200,
    )


@login_not_required
@require_POST
def write_drop(request: HttpRequest) -> HttpResponse:
    """Throw the draft away."""
    messages.success(request, "草稿丢掉了，这里什么也没有留下。")
    return forget(request, redirect("write"))


@login_not_required
@require_safe
def write_paper(request: HttpRequest) -> HttpResponse:
    """The same questions on paper, for whoever writes by hand."""
    context: dict[str, Any] = {
        "lines": range(16),
        "way": way_to_discipline(),
        "district": addressees.district_office(),
        "site": settings.SITE_NAME,
    }
    return render(request, "voices/write_paper.html", context)


def _asked(request: HttpRequest) -> str:
    return request.POST.get("q", "").replace("\x00", "").strip()[:60]


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 18 else None
