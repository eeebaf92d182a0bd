"""The verification everybody may do of what was made public."""

from __future__ import annotations

import base64
import io
import json
import re
from functools import lru_cache
from typing import Any

import segno
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dangjian.kernel import clock
from dangjian.kernel.proofs import log, notes, witnesses
from dangjian.kernel.proofs.bundles import OFFLINE
from dangjian.kernel.proofs.statements import State as Stated
from dangjian.kernel.refusal import Refused
from dangjian.openness.forms.notices import Checking
from dangjian.openness.queries import verifying
from dangjian.openness.rules import texts
from dangjian.openness.views.doors import check_codes


@never_cache
@login_not_required
@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """What the public log proves of a notice, computed anew at every visit."""
    asked = request.GET.get("code", "")[:40].replace("\x00", "")
    form = Checking(request.GET if asked else None)
    context: dict[str, Any] = {"form": form, "key": str(log.public_keys()[-1])}
    context |= {"confirmed": witnesses.confirmed(), "now": clock.now()}
    status = 200
    if asked and form.is_valid():
        try:
            check_codes(request)
            verdict = verifying.verdict(verifying.subject_of(form.cleaned_data["code"]))
        except Refused as refusal:
            form.add_error("code", refusal.sentence)
            status = refusal.status
        else:
            context |= {"verdict": verdict, "url": _page_of(verdict)}
            context["lines"] = [(one, verdict.of.said[Stated(one.state)]) for one in verdict.lines]
    return render(request, "openness/verify.html", context, status=status)


@never_cache
@login_not_required
@require_safe
def verify_bundle(request: HttpRequest, code: str) -> HttpResponse:
    """The proof to take home, as JSON."""
    check_codes(request)
    uid = verifying.subject_of(code[:40].replace("\x00", ""))
    body = json.dumps(verifying.bundle_of(uid), ensure_ascii=False, indent=1)
    answer = HttpResponse(body, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = (
        f'attachment; filename="proof-{texts.code_of(uid).lower()}.json"'
    )
    return answer


@login_not_required
@require_safe
def verify_script(request: HttpRequest) -> HttpResponse:
    """The program that checks a proof without this site."""
    answer = HttpResponse(OFFLINE.read_bytes(), content_type="text/x-python; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="check_proof.py"'
    return answer


@never_cache
@login_not_required
@require_safe
def verify_checkpoint(request: HttpRequest) -> HttpResponse:
    """The newest signed head as text; with ?old=N as a witness is asked to confirm it (a request of
    C2SP tlog-witness: the proof that it continues the head of N leaves stands before it)."""
    old = request.GET.get("old", "")
    if not old:
        text = witnesses.head_note(clock.now())
    elif re.fullmatch(r"[0-9]{1,18}", old):
        text = witnesses.request(int(old), clock.now()).text()
    else:
        raise Refused("old 后面写上次见到的条数，要是一个整数。", status=400)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@never_cache
@login_not_required
@require_safe
def verify_head(request: HttpRequest) -> HttpResponse:
    """The newest signed head on one sheet of paper, for the notice board."""
    note = witnesses.head_note(clock.now())
    head, address = notes.read(note), request.build_absolute_uri(reverse("verify_checkpoint"))
    context = {
        "head": head,
        "root": _in_groups(base64.b64encode(head.root).decode()),
        "sm3": _in_groups(base64.b64encode(head.sm3).decode()) if head.sm3 else (),
        "key": str(log.public_keys()[-1]),
        "note": note,
        "confirmed": witnesses.confirmed(),
        "qr": _drawn(address, "检查点的二维码"),
        "address": address,
    }
    return render(request, "openness/verify_head.html", context)


def _in_groups(text: str) -> list[str]:
    """Four signs at a time, as somebody compares them."""
    return [text[at : at + 4] for at in range(0, len(text), 4)]


def _page_of(verdict: verifying.Verdict) -> str:
    """The page of what was verified, if everybody may read it."""
    return reverse(verdict.of.page, args=[verdict.pk]) if verdict.pk is not None else ""


def qr_of(request: HttpRequest, code: str) -> SafeString:
    """The QR code that leads to the verification of a code, as SVG without inline style."""
    address = request.build_absolute_uri(f"{reverse('verify')}?code={code}")
    return _drawn(address, "核验用的二维码")


@lru_cache(maxsize=500)
def _drawn(address: str, title: str) -> SafeString:
    """Drawing one takes longer than the rest of a page; the same address gives the same picture."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out,
        kind="svg",
        scale=3,
        xmldecl=False,
        svgns=False,
        dark="#1c1917",
        light="#fff",
        border=2,
        title=title,
        omitsize=False,
    )
    # Drawn by segno from an address we built: nothing a person typed stands in it.
    return mark_safe(out.getvalue().decode())  # noqa: S308
