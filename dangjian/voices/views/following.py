"""查办理进度: with the receipt code, for half an hour; or with one's own account (J1, X30)."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dangjian.kernel import clock, rules
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.authority import Viewer
from dangjian.registry.models import Account
from dangjian.registry.views.doors import perform, viewer
from dangjian.voices import drafts
from dangjian.voices.actions import writing as actions
from dangjian.voices.actions.receiving import NewWriter
from dangjian.voices.forms.writing import AddForm, AskForm, CodeForm, RateForm, RepresentativeForm
from dangjian.voices.models import Verdict, Wish, Writer
from dangjian.voices.queries import writers as queries
from dangjian.voices.queries.channels import way_to_discipline
from dangjian.voices.queries.writers import Followed
from dangjian.voices.rules.citizen import (
    ASK_CLOCKS,
    ASKS,
    CONFIRM_LEAVE,
    CONFIRM_WITHDRAW,
    LEFT,
    TOO_LATE,
    WITHDRAWN,
)
from dangjian.voices.rules.stopping import Stop, stopped
from dangjian.voices.views.gates import check_code
from dangjian.voices.views.sending import VISITOR, receipt

OPEN_FOR = 30 * 60
"""Seconds for which a code that was entered opens its letter."""
_KEY = "followed"
_JOINED = "follow_joined"
_form_page = require_http_methods(["GET", "HEAD", "POST"])


@login_not_required
@never_cache
@_form_page
def follow(request: HttpRequest) -> HttpResponse:
    """Enter a code. It is posted, and stands in no address and no log."""
    form = CodeForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                check_code(request)
                writer = queries.writer_by_code(form.cleaned_data["code"])
            except Refused as refusal:
                form.add_error("code", str(refusal))
                status = refusal.status
            else:
                _open(request, writer)
                return redirect("follow_letter")
    opened = opened_for(request)
    return render(request, "voices/follow.html", {"form": form, "opened": opened}, status=status)


@login_not_required
@require_POST
def follow_leave(request: HttpRequest) -> HttpResponse:
    """Close the letter: whoever sits here next does not see it."""
    request.session.pop(_KEY, None)
    messages.success(request, "已经关上。再看要重新输入受理码。")
    return redirect("follow")


@login_not_required
@never_cache
@require_safe
def follow_letter(request: HttpRequest) -> HttpResponse:
    """One letter: who has it now and until when, its story, the answer, what can be done."""
    writer = opened_for(request)
    if writer is None:
        return _closed(request)
    told = queries.followed(writer, clock.today())
    return render(request, "voices/follow_letter.html", _context(request, told))


@login_not_required
@never_cache
@require_safe
def follow_sheet(request: HttpRequest) -> HttpResponse:
    """The one line, printed large."""
    writer = opened_for(request)
    if writer is None:
        return _closed(request)
    told = queries.followed(writer, clock.today())
    return render(request, "voices/follow_sheet.html", _context(request, told))


@login_not_required
@never_cache
@_form_page
def follow_add(request: HttpRequest) -> HttpResponse:
    """Add something."""
    writer = opened_for(request)
    if writer is None:
        return _closed(request)
    told = _told(writer, "add", "现在不能补充了，来信已经答复或者办结。")
    form = AddForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        text, other = form.cleaned_data["text"], form.cleaned_data["other"]
        if stopped(text, another_matter=other) is Stop.DISCIPLINE:
            return render(
                request,
                "voices/write_discipline.html",
                {"way": way_to_discipline(), "onward": reverse("follow_add"), "text": text}
                | {"keyed": True},
                status=422,
            )
    return _do(
        request,
        told,
        form,
        lambda values: actions.add(
            writer, values["text"], now=clock.now(), by=_by(request, writer)
        ),
        title="补充情况",
        button="补充",
        said="补充好了，办理的人看得到。",
    )


@login_not_required
@never_cache
@_form_page
def follow_rate(request: HttpRequest) -> HttpResponse:
    """Say how content one is, once; who is not is shown the way on."""
    writer = opened_for(request)
    if writer is None:
        return _closed(request)
    told = queries.followed(writer, clock.today())
    if not told.may_rate:
        raise Stale("现在不能评价：还没有答复，或者这份答复您已经评价过了。")
    form = RateForm(request.POST or None)

    def done(rating: Any) -> tuple[str, str]:
        if rating.verdict == Verdict.NOT and told.ask:
            return "记下了。不满意的，还可以往下走一步。", reverse("follow_ask")
        return "谢谢您的评价。", reverse("follow_letter")

    return _do(
        request,
        told,
        form,
        lambda values: actions.rate(
            writer,
            Verdict(values["verdict"]),
            values["words"],
            now=clock.now(),
            by=_by(request, writer),
        ),
        title="评价答复",
        button="评价",
        done=done,
    )


@login_not_required
@never_cache
@_form_page
def follow_ask(request: HttpRequest) -> HttpResponse:
    """Not content: once more, or a review, or a re-review – whichever the table has from here."""
    writer = opened_for(request)
    if writer is None:
        return _closed(request)
    told = queries.followed(writer, clock.today())
    if not told.ask:
        raise Stale("现在没有可以往下走的一步：可能还没有答复，已经要求过一次，或者期限已经过了。")
    title, asks = ASKS[told.ask]
    act = {
        "again": actions.again,
        "ask_review": actions.ask_review,
        "ask_recheck": actions.ask_recheck,
    }[told.ask]
    rule = rules.value(ASK_CLOCKS[told.ask][1], on=clock.today())
    return _do(
        request,
        told,
        AskForm(request.POST or None, asks=asks),
        lambda values: act(writer, values["words"], now=clock.now(), by=_by(request, writer)),
        title=title,
        button=title,
        said="收到了，接着办。进度照样凭受理码查。",
        more={"rule": rule, "until": told.ask_until},
    )


@login_not_required
@never_cache
@_form_page
def follow_withdraw(request: HttpRequest) -> HttpResponse:
    """Take the letter back."""
    writer = opened_for(request)
    if writer is None:
        return _closed(request)
    told = _told(writer, "withdraw", TOO_LATE)
    return _do(
        request,
        told,
        forms.Form(request.POST or None),
        lambda _: actions.withdraw(writer, now=clock.now(), by=_by(request, writer)),
        title="撤回来信" if told.alone else "退出联名",
        button="撤回" if told.alone else "退出",
        said=WITHDRAWN if told.alone else LEFT,
        more={"confirms": CONFIRM_WITHDRAW if told.alone else CONFIRM_LEAVE},
    )


@login_not_required
@never_cache
@_form_page
def follow_join(request: HttpRequest) -> HttpResponse:
    """One more representative of a joint petition: he gets a code of his own."""
    writer = opened_for(request)
    if writer is None:
        return _closed(request)
    told = queries.followed(writer, clock.today())
    if not told.may_join:
        raise Stale("这封信现在不能再加代表：可能已经办结，或者代表已经够了。")

    def act(values: dict[str, Any]) -> None:
        given = NewWriter(values["name"], values["phone"], values["address"], Wish(values["wish"]))
        now = clock.now()
        code = actions.join(writer.letter, given, now=now, by=_by(request, writer))
        token = drafts.new_token()
        drafts.keep_codes(token, {"letter": writer.letter_id, "codes": [code]}, now)
        request.session[_JOINED] = token

    return _do(
        request,
        told,
        RepresentativeForm(request.POST or None),
        act,
        title="再加一位代表",
        button="加上这位代表",
        done=lambda _: ("加好了。", reverse("follow_joined")),
        more={"lead": "填他本人的。他凭自己的受理码看进度、补充；他留的联系方式您看不到。"},
    )


@login_not_required
@never_cache
@require_safe
def follow_joined(request: HttpRequest) -> HttpResponse:
    """The slip for whoever joined, to be handed to him."""
    if opened_for(request) is None:
        return _closed(request)
    sent = drafts.read(request.session.get(_JOINED, ""), clock.now()).get("sent")
    if sent is None:
        messages.info(request, "新代表的受理码只在加上以后半小时内显示。")
        return redirect("follow_letter")
    return render(request, "voices/follow_joined.html", receipt(sent))


# --- with an account ------------------------------------------------------------------------------


@require_safe
def my_letters(request: HttpRequest) -> HttpResponse:
    """The letters one wrote while signed in."""
    account = Account.objects.get(pk=viewer(request).account_id)
    letters = queries.letters_of(account)
    states = queries.states_said([here for _, here in letters])
    rows = [
        (letter, state, letter.unseal("text")[:60])
        for (letter, _), state in zip(letters, states, strict=True)
    ]
    return render(request, "voices/my_letters.html", {"rows": rows})


@require_safe
def my_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Open one of them: no code is needed."""
    account = Account.objects.get(pk=viewer(request).account_id)
    _open(request, queries.own_writer(account, pk))
    return redirect("follow_letter")


# --- the session ----------------------------------------------------------------------------------


def opened_for(request: HttpRequest) -> Writer | None:
    """The writer whose code was entered here less than half an hour ago."""
    pk, until = request.session.get(_KEY, (None, 0))
    if pk is None or until < time.time():
        return None
    return queries.writer_for(pk)


def _open(request: HttpRequest, writer: Writer) -> None:
    if not request.user.is_authenticated:
        request.session.cycle_key()
        request.session.set_expiry(OPEN_FOR)
    request.session[_KEY] = (writer.pk, time.time() + OPEN_FOR)


def _closed(request: HttpRequest) -> HttpResponse:
    messages.info(request, "请输入受理码。每次打开只保留 30 分钟，过了要再输一次。")
    return redirect("follow")


def _by(request: HttpRequest, writer: Writer) -> Actor:
    who: Viewer | None = request.viewer or None  # type: ignore[attr-defined]
    own = who is not None and writer.account_id == who.account_id
    return who.myself() if who is not None and own else VISITOR


def _told(writer: Writer, move: str, otherwise: str) -> Followed:
    told = queries.followed(writer, clock.today())
    if move not in told.moves:
        raise Stale(otherwise)
    return told


def _context(request: HttpRequest, told: Followed) -> dict[str, Any]:
    return {"told": told, "letter": told.letter, "ask_says": ASKS.get(told.ask, ("",))[0]}


def _do(
    request: HttpRequest,
    told: Followed,
    form: forms.Form,
    act: Callable[[dict[str, Any]], Any],
    *,
    title: str,
    button: str,
    said: str = "",
    done: Callable[[Any], tuple[str, str]] | None = None,
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    return perform(
        request,
        form,
        act,
        template="voices/follow_do.html",
        context=_context(request, told) | {"title": title, "button": button} | (more or {}),
        done=done or (lambda _: (said, reverse("follow_letter"))),
    )
