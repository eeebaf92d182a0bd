"""The last look at a letter, sending it, and the code that is told once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dangjian.kernel import clock
from dangjian.kernel.buckets import Full
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused
from dangjian.registry.authority import Viewer
from dangjian.registry.models import Account, Organization
from dangjian.voices import drafts
from dangjian.voices.actions.receiving import NewWriter, Received, receive
from dangjian.voices.drafts import Fields
from dangjian.voices.models import Kind, Letter, Mailbox, Wish
from dangjian.voices.queries import addressees
from dangjian.voices.queries.writers import just_sent, whereabouts
from dangjian.voices.rules.stopping import stopped
from dangjian.voices.views.drafting import fields_of, forget, gap, keep, shown, token_of
from dangjian.voices.views.gates import check_sending

VISITOR = Actor(account_id=None, role="visitor")
COMPLAINED_OF = "来信反映的就是它"


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write_check(request: HttpRequest) -> HttpResponse:
    """Everything once more, each line to be changed; then it is sent, once."""
    fields = fields_of(request)
    if "sent" in fields:
        return redirect("write_sent")
    missing = gap(fields)
    if missing != "write_check":
        return redirect(missing)
    refusal: Refused | None = None
    if request.method == "POST":
        try:
            return _send(request)
        except Refused as said:
            refusal = said
    return render(
        request,
        "voices/write_check.html",
        shown("write_check", fields, request) | _lines(fields) | {"refusal": refusal}
        | {"bits": settings.LETTER_WORK_BITS, "waits": isinstance(refusal, Full)},
        status=refusal.status if refusal else 200,
    )  # fmt: skip


def _send(request: HttpRequest) -> HttpResponse:
    fields = drafts.hold(token_of(request), clock.now())
    if gap(fields) != "write_check":
        return redirect("write_sent" if "sent" in fields else gap(fields))
    check_sending(request, fields.get("text_at") or 0)
    if stopped(fields["text"], fields["about"], another_matter=fields["other"]):
        # The lists were changed since the draft was kept: the page of the text says it.
        kept = {name: value for name, value in fields.items() if name != "text"}
        return keep(request, redirect("write_text"), kept)
    viewer: Viewer | None = request.viewer or None  # type: ignore[attr-defined]
    received = _received(fields, viewer)
    sent = {"letter": received.letter.pk, "codes": list(received.codes)}
    drafts.keep_codes(token_of(request), sent, clock.now())
    return redirect("write_sent")


def _received(fields: Fields, viewer: Viewer | None) -> Received:
    complained_of = _complained_of(fields)
    account = Account.objects.filter(pk=viewer.account_id).first() if viewer else None
    return receive(
        fields["text"],
        kind=Kind(fields["kind"]),
        at=_office(fields, complained_of),
        mailbox=_mailbox(fields),
        writers=[
            NewWriter(
                name=one.get("name", ""),
                phone=one.get("phone", ""),
                address=one.get("address", ""),
                wish=Wish(one.get("wish", Wish.CODE)),
                account=account if n == 0 else None,
            )
            for n, one in enumerate(fields["writers"])
        ],
        about=fields["about"],
        barred=[(one, COMPLAINED_OF) for one in complained_of],
        may_publish=fields["publish"],
        now=clock.now(),
        by=viewer.myself() if viewer else VISITOR,
    )


def _complained_of(fields: Fields) -> list[Organization]:
    ids = fields.get("units") or []
    return list(Organization.objects.open().filter(pk__in=ids).order_by("pk")) if ids else []


def _mailbox(fields: Fields) -> Mailbox | None:
    if fields["kind"] != Kind.MAILBOX:
        return None
    offered = {one.pk: one for one in addressees.open_mailboxes(clock.today())}
    found = offered.get(fields["mailbox"])
    if found is None:
        raise Refused("这个信箱已经关闭，请返回“写给谁”另选一个。您写的都还在。")
    return found


def _office(fields: Fields, complained_of: Sequence[Organization]) -> Organization:
    """Where the letter goes: to the office it is addressed to, or the nearest above that is not
    complained of. Refused where there is none."""
    mailbox = _mailbox(fields)
    if mailbox is not None:
        addressed = mailbox.organization
    elif addressees.takes_letters(fields["office"], clock.today()):
        addressed = Organization.objects.get(pk=fields["office"])
    else:
        raise Refused("这个单位现在不收信，请返回“写给谁”另选一个。您写的都还在。")
    office = addressees.office_for(addressed, complained_of)
    if office is None or (mailbox is not None and office.pk != addressed.pk):
        raise Refused(
            f"您反映的就是{addressed.short_name}，这封信不能交给它。请返回“写给谁”另选一处；"
            "反映区委本身的，请向上一级信访部门反映。"
        )
    return office


def _lines(fields: Fields) -> dict[str, Any]:
    """What the last look shows."""
    complained_of = _complained_of(fields)
    problem, office, mailbox = "", None, None
    try:
        mailbox, office = _mailbox(fields), _office(fields, complained_of)
    except Refused as refusal:
        problem = str(refusal)
    moved = office is not None and mailbox is None and office.pk != fields["office"]
    return {
        "kind_label": Kind(fields["kind"]).label,
        "office": office,
        "mailbox": mailbox,
        "moved": moved,
        "problem": problem,
        "complained_of": complained_of,
        "writers": [one | {"wish_label": Wish(one["wish"]).label} for one in fields["writers"]],
        "joint": fields["kind"] == Kind.PETITION,
    }


@login_not_required
@never_cache
@require_safe
def write_sent(request: HttpRequest) -> HttpResponse:
    """The receipt: for each writer his code, and what happens next until which day."""
    sent = fields_of(request).get("sent")
    if sent is None:
        messages.info(request, "受理码只显示一次。凭受理码可以在这里查办理进度。")
        return redirect("follow")
    return render(request, "voices/write_sent.html", receipt(sent))


def receipt(sent: Fields) -> dict[str, Any]:
    """What a receipt tells: the codes, the office, the steps ahead."""
    letter = just_sent(sent["letter"])
    today = clock.today()
    where = whereabouts(letter, today)
    return {
        "letter": letter,
        "codes": sent["codes"],
        "minutes": int(drafts.CODES_KEPT.total_seconds() // 60),
        "where": where,
        "ahead": _ahead(letter, where.until),
    }


def _ahead(letter: Letter, until: str) -> list[dict[str, str]]:
    steps = [
        {"title": "收到来信", "text": f"{letter.organization.short_name}收", "state": "done"},
        {"title": until or "登记", "text": "", "state": "now"},
    ]
    if letter.kind == Kind.PETITION:
        return steps + [
            {
                "title": "办理并出具处理意见",
                "text": "受理后 60 日内；情况复杂要延长的，会书面告诉您",
                "state": "",
            },
            {"title": "请您评价", "text": "不服处理意见的，30 日内可以请求复查", "state": ""},
        ]
    return steps + [
        {"title": "请您评价", "text": "不满意的，可以要求再办一次", "state": ""},
    ]


@login_not_required
@require_POST
def write_done(request: HttpRequest) -> HttpResponse:
    """The codes are noted down: they are nowhere here any more."""
    messages.success(request, "好，受理码不再显示。查进度时输入您记下的受理码。")
    return forget(request, redirect("home"))
