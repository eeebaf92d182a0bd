"""Letters that came on paper, by telephone or in person; a caller's letter by the spoken code; the
discipline organ's channel (J3, X30)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from dangjian.kernel import clock
from dangjian.kernel.refusal import Missing, Refused
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.models import Organization, Person
from dangjian.registry.queries.tree import root_path
from dangjian.registry.views.doors import perform, viewer
from dangjian.voices import drafts
from dangjian.voices.actions.channels import set_channel
from dangjian.voices.actions.looking_up import look_up
from dangjian.voices.actions.receiving import NewWriter, receive
from dangjian.voices.actions.referring import note_referral
from dangjian.voices.forms.by_hand import ByHand, ChannelForm
from dangjian.voices.forms.writing import CodeForm
from dangjian.voices.models import Channel, Kind, Way, Wish
from dangjian.voices.queries import addressees
from dangjian.voices.queries.channels import channel_set_at, way_to_discipline
from dangjian.voices.queries.likes import Likes, likes_of
from dangjian.voices.queries.sight import letter_for
from dangjian.voices.queries.writers import told_by_telephone
from dangjian.voices.rules.stopping import Stop, stopped
from dangjian.voices.views.gates import check_code_of_officer
from dangjian.voices.views.sending import COMPLAINED_OF, receipt

_SLIP = "letter_slip"
_form_page = require_http_methods(["GET", "HEAD", "POST"])


def _officer(request: HttpRequest) -> Viewer:
    who = viewer(request)
    if not who.may_anywhere(Purpose.LETTERS):
        raise Missing("没有这一页，或者不在您的权限范围内。")
    return who


def _offices(who: Viewer) -> list[Organization]:
    """Where the viewer registers letters: the organizations he holds the right at."""
    own = [held.organization_id for held in who.held if who.may(Purpose.LETTERS, held.path)]
    rows = {one.pk: one for one in Organization.objects.open().filter(pk__in=own)}
    return [rows[pk] for pk in dict.fromkeys(own) if pk in rows]


@never_cache
@_form_page
def letter_enter(request: HttpRequest) -> HttpResponse:
    """Enter a letter. "先看看" shows the proposal and letters like it, and stores nothing."""
    who, today = _officer(request), clock.today()
    form = ByHand(
        request.POST or None,
        today=today,
        offices=_offices(who),
        mailboxes=addressees.open_mailboxes(today),
    )
    context: dict[str, Any] = {
        "way": way_to_discipline(),
        "sets_channel": who.may(Purpose.LETTERS, root_path()),
    }
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            values = form.cleaned_data
            stop = _stop(values)
            if stop is Stop.SECRECY:
                return render(request, "voices/write_secrecy.html", status=422)
            if stop is Stop.DISCIPLINE and "refer" in request.POST:
                return _refer(values, who)
            if stop is Stop.DISCIPLINE:
                context["accuses"] = True
            elif "look" in request.POST:
                context["likes"] = _likes(who, values["text"])
            else:
                try:
                    return _enter(request, who, values)
                except Refused as refusal:
                    field = refusal.field if refusal.field in form.fields else None
                    form.add_error(field, str(refusal))
                    status = refusal.status
    return render(request, "voices/by_hand_enter.html", context | {"form": form}, status=status)


def _stop(values: dict[str, Any]) -> Stop | None:
    texts = (values["text"], f"{values['text']}\n{values['about']}")
    return stopped(*texts, another_matter=values["other"])


def _likes(who: Viewer, text: str) -> Likes:
    return likes_of(who, text, clock.today())


def _enter(request: HttpRequest, who: Viewer, values: dict[str, Any]) -> HttpResponse:
    at = Organization.objects.get(pk=values["at"])
    boxes = {one.pk: one for one in addressees.open_mailboxes(clock.today())}
    to_leader = values["kind"] == Kind.MAILBOX
    received = receive(
        values["text"],
        kind=Kind(values["kind"]),
        at=at,
        mailbox=boxes.get(values.get("mailbox")) if to_leader else None,  # type: ignore[arg-type]
        writers=[
            NewWriter(values["name"], values["phone"], values["address"], Wish(values["wish"]))
        ],
        way=Way(values["way"]),
        received_on=values["received_on"],
        entered_by=Person.objects.get(pk=who.person_id),
        about=values["about"],
        barred=[(one, COMPLAINED_OF) for one in values["units"]],
        may_publish=values["may_publish"],
        now=clock.now(),
        by=who.actor(Purpose.LETTERS, at.path),
    )
    token = drafts.new_token()
    sent = {"letter": received.letter.pk, "codes": list(received.codes)}
    drafts.keep_codes(token, sent, clock.now())
    request.session[_SLIP] = token
    messages.success(request, f"登记好了，编号 {received.letter.number}。")
    return redirect("letter_slip")


def _refer(values: dict[str, Any], who: Viewer) -> HttpResponse:
    at = Organization.objects.get(pk=values["at"])
    note_referral(
        received_on=values["received_on"],
        way=Way(values["way"]),
        today=clock.today(),
        by=who.actor(Purpose.LETTERS, at.path),
        path=at.path,
    )
    return redirect("letter_referred")


@require_safe
def letter_referred(request: HttpRequest) -> HttpResponse:
    """It was noted that somebody was led to the discipline organ; of his letter nothing is kept."""
    _officer(request)
    return render(request, "voices/by_hand_referred.html", {"way": way_to_discipline()})


@never_cache
@require_safe
def letter_slip(request: HttpRequest) -> HttpResponse:
    """The receipt for the visitor, to be printed; the code is not shown again later."""
    _officer(request)
    sent = drafts.read(request.session.get(_SLIP, ""), clock.now()).get("sent")
    if sent is None:
        messages.info(request, "回执只在登记后半小时内能打印，受理码不再显示。")
        return redirect("letter_enter")
    return render(request, "voices/by_hand_slip.html", receipt(sent))


@never_cache
@_form_page
def letter_by_code(request: HttpRequest) -> HttpResponse:
    """A caller reads out his code: his letter, if the officer may see it. It is put on record."""
    who = _officer(request)

    def act(values: dict[str, Any]) -> int:
        check_code_of_officer(who.account_id)
        return look_up(values["code"], viewer=who, on=clock.today()).pk

    return perform(
        request,
        CodeForm(request.POST or None),
        act,
        template="voices/by_hand_code.html",
        context={},
        done=lambda pk: ("找到了，查询已经记录在案。", reverse("letter_call", args=[pk])),
    )


@never_cache
@require_safe
def letter_call(request: HttpRequest, pk: int) -> HttpResponse:
    """One screen for a telephone call: who has it, why, until when; nobody's data."""
    who = _officer(request)
    sight = letter_for(who, pk, clock.today())
    told = told_by_telephone(sight.letter, clock.today())
    return render(request, "voices/by_hand_call.html", {"letter": sight.letter} | told)


@_form_page
def discipline_channel(request: HttpRequest) -> HttpResponse:
    """Set the channel that everybody who accuses an official is led to."""
    who, path = viewer(request), root_path()
    if not who.may(Purpose.LETTERS, path):
        raise Missing("没有这一页，或者不在您的权限范围内。")
    root = Organization.objects.get(path=path)
    now_set = channel_set_at(root)
    form = ChannelForm(request.POST or None, initial=_values(now_set))
    return perform(
        request,
        form,
        lambda values: set_channel(
            root, **values, now=clock.now(), by=who.actor(Purpose.LETTERS, path)
        ),
        template="voices/by_hand_channel.html",
        context={"way": way_to_discipline(), "former": _former(root)},
        done=lambda _: ("设好了，写信的页面从现在起显示它。", reverse("discipline_channel")),
    )


def _values(channel: Channel | None) -> dict[str, str]:
    names = ("name", "phone", "page", "address", "hours")
    return {name: getattr(channel, name) for name in names} if channel else {}


def _former(root: Organization) -> list[Channel]:
    former = Channel.objects.filter(organization=root, ended_at__isnull=False)
    return list(former.order_by("-ended_at")[:20])
