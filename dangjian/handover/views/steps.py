"""The steps of a handing over: filling in, checking, agreeing, signing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from dangjian.handover.actions import handovers as actions
from dangjian.handover.actions import roles
from dangjian.handover.forms import CheckForm, EditLineForm, LineForm, SeenForm, WordsForm
from dangjian.handover.models import Kind, State
from dangjian.handover.queries import handovers as queries
from dangjian.handover.queries.handovers import Sight
from dangjian.handover.rules import Part, Ways
from dangjian.kernel import clock
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Missing, Refused, Stale
from dangjian.registry import signin
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.models import Account, Person
from dangjian.registry.views.doors import perform, viewer

form_page = require_http_methods(["GET", "HEAD", "POST"])
_NOT_HIS = "没有这件移交，或者这一步不由您办。"


@form_page
def handover_line(request: HttpRequest, pk: int) -> HttpResponse:
    """Add something outside the platform."""
    who, sight = _filler(request, pk)
    return perform(
        request,
        LineForm(request.POST or None),
        lambda values: actions.add_line(
            sight.handover,
            values["title"],
            remark=values["remark"],
            now=clock.now(),
            by=_by(who, sight),
        ),
        template="handover/step.html",
        context=_context(sight, "补一项", "印章、柜子、钥匙、纸质材料。", "加到清单里"),
        done=lambda _: ("已经加到清单里。", _page(sight)),
    )


@form_page
def handover_line_edit(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """The giver's words on a line."""
    who, sight = _filler(request, pk)
    kept = queries.line_for(sight, line)
    return perform(
        request,
        EditLineForm(request.POST or None, line=kept),
        lambda values: actions.edit_line(
            kept,
            remark=values["remark"],
            answer=values.get("answer", ""),
            drop=values.get("drop", False),
            now=clock.now(),
            by=_by(who, sight),
        ),
        template="handover/step.html",
        context=_context(sight, kept.title, _asked(kept.unseal("reason")), "保存"),
        done=lambda _: ("已经保存。", _page(sight)),
    )


def _asked(reason: str) -> str:
    return f"接手人没有收到：{reason}" if reason else "写给接手人看的。"


@require_POST
def handover_send(request: HttpRequest, pk: int) -> HttpResponse:
    """To the successor."""
    who, sight = _filler(request, pk)
    actions.send(sight.handover, now=clock.now(), by=_by(who, sight))
    return redirect(_page(sight))


@form_page
def handover_check(request: HttpRequest, pk: int) -> HttpResponse:
    """Line by line, by the successor."""
    who = viewer(request)
    sight = queries.handover_for(who, pk, clock.now())
    if not sight.is_successor:
        raise Missing(_NOT_HIS)
    if not sight.checking or sight.handover.giver_signed_at or sight.signed:
        raise Stale("清单现在不用核对了。")
    form = CheckForm(request.POST or None, lines=sight.lines, seen=sight.handover.round)

    def done(_: Any) -> tuple[str, str]:
        left = queries.handover_for(who, pk, clock.now()).waiting
        said = f"已经保存，还有 {left} 项没有核对。" if left else "全部核对过了。"
        return said, _page(sight)

    return perform(
        request,
        form,
        lambda values: actions.check(
            sight.handover,
            form.verdicts(),
            seen=values["seen"],
            now=clock.now(),
            by=who.myself(),
        ),
        template="handover/check.html",
        context={"sight": sight, "handover": sight.handover},
        done=done,
    )


@form_page
def handover_agree(request: HttpRequest, pk: int) -> HttpResponse:
    """A superior agrees to what he may agree to."""
    who = viewer(request)
    sight = queries.handover_for(who, pk, clock.now())
    if Part.SUPERIOR not in sight.parts or not who.may_above(Purpose.STRUCTURE, _place(sight)):
        raise Missing(_NOT_HIS)
    if not sight.may_agree:
        raise Stale("这件移交现在不用您同意。")
    return _agree(request, who, sight)


@signin.fresh_proof_needed
def _agree(request: HttpRequest, who: Viewer, sight: Sight) -> HttpResponse:
    return perform(
        request,
        forms.Form(request.POST),
        lambda _: actions.agree(
            sight.handover,
            superior=Person.objects.get(pk=who.person_id),
            now=clock.now(),
            by=_by(who, sight),
        ),
        template="handover/step.html",
        context=_context(
            sight,
            "同意移交职务",
            "您同意以后，双方签完字，职务当场转给接手人，不用再登记任职。"
            "平台角色另由安全管理员提出、另一位管理员同意。",
            "同意",
        ),
        done=lambda _: ("已经同意，等双方签字。", _page(sight)),
    )


@form_page
def handover_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever may grant asks that the roles go along; a second person has to agree."""
    who = viewer(request)
    sight = queries.handover_for(who, pk, clock.now())
    if Part.SUPERIOR not in sight.parts or not who.may(Purpose.GRANT, _place(sight)):
        raise Missing(_NOT_HIS)
    if not sight.may_ask:
        raise Stale("现在不用提出角色的申请。")
    return _ask(request, who, sight)


@signin.both_proofs_needed
def _ask(request: HttpRequest, who: Viewer, sight: Sight) -> HttpResponse:
    return perform(
        request,
        SeenForm(request.POST or None, initial={"seen": sight.handover.round}),
        lambda values: roles.ask(
            sight.handover,
            maker=Person.objects.get(pk=who.person_id),
            seen=values["seen"],
            proof=signin.age_of_proof(request),
            now=clock.now(),
            by=who.actor(Purpose.GRANT, _place(sight)),
        ),
        template="handover/step.html",
        context=_context(
            sight,
            "提出移交平台角色",
            "双方都签了字。您提出以后，要另一位管理员同意；"
            "他同意的那一刻，角色、职务和没办完的事一起转给接手人。",
            "提出，等另一位同意",
        )
        | {"roles": [line for line in sight.lines if line.kind == Kind.ROLE]},
        done=lambda _: ("申请已经提出，等另一位管理员同意。", _page(sight)),
    )


@require_POST
def handover_refresh(request: HttpRequest, pk: int, ways: Ways) -> HttpResponse:
    """What came to the post since the list was made."""
    who = viewer(request)
    sight = queries.handover_for(who, pk, clock.now())
    if not (sight.fills or sight.is_successor):
        raise Missing(_NOT_HIS)
    added, gone = actions.refresh(
        sight.handover, ways=ways, today=clock.today(), now=clock.now(), by=_by(who, sight)
    )
    messages.success(request, f"清单已经更新：新增 {added} 项，去掉 {gone} 项。")
    return redirect(_page(sight))


@form_page
def handover_sign(request: HttpRequest, pk: int, ways: Ways) -> HttpResponse:
    """One of the two signatures: password and second factor first."""
    who = viewer(request)
    sight = queries.handover_for(who, pk, clock.now())
    if not (sight.fills or sight.is_successor):
        raise Missing(_NOT_HIS)
    account: Account = request.user  # type: ignore[assignment]
    if not signin.has_second_factor(account):
        if request.method == "POST":
            raise Refused("签字要用动态口令，请先绑定手机再来签。")
        return redirect("mfa_activate_totp")
    return _sign(request, who, sight, ways)


@signin.fresh_proof_needed
def _sign(request: HttpRequest, who: Viewer, sight: Sight, ways: Ways) -> HttpResponse:
    part = Part.SUCCESSOR if sight.is_successor else Part.GIVER
    kept = sight.handover

    def done(signed: Any) -> tuple[str, str]:
        said = {
            State.DONE: "移交办完了。",
            State.SIGNED: "双方都签好了，等安全管理员提出移交角色、另一位管理员同意。",
        }
        return said.get(signed.state, "签好了，等对方签字。"), _page(sight)

    return perform(
        request,
        SeenForm(request.POST or None, initial={"seen": kept.round}),
        lambda values: actions.sign(
            kept,
            part,
            signer=Person.objects.get(pk=who.person_id),
            seen=values["seen"],
            ways=ways,
            today=clock.today(),
            now=clock.now(),
            by=_by(who, sight),
        ),
        template="handover/sign.html",
        context={
            "sight": sight,
            "handover": kept,
            "part": part.value,
            "instead": part is Part.GIVER and who.person_id != kept.giver_id,
        },
        done=done,
    )


@form_page
def handover_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """It does not take place."""
    who = viewer(request)
    sight = queries.handover_for(who, pk, clock.now())
    if not sight.may_withdraw:
        raise Stale("这件移交已经不能撤回。") if not sight.is_open else Missing(_NOT_HIS)
    return perform(
        request,
        WordsForm(request.POST or None),
        lambda values: actions.withdraw(
            sight.handover, words=values["words"], now=clock.now(), by=_by(who, sight)
        ),
        template="handover/step.html",
        context=_context(sight, "撤回移交", "岗位还在移交人那里，什么也不变。", "撤回"),
        done=lambda _: ("已经撤回。", _page(sight)),
    )


# --- shared ---------------------------------------------------------------------------------------


def _filler(request: HttpRequest, pk: int) -> tuple[Viewer, Sight]:
    """The viewer and what he fills in. Missing for the others; Stale once it was signed or over."""
    who = viewer(request)
    sight = queries.handover_for(who, pk, clock.now())
    if not sight.fills:
        raise Missing(_NOT_HIS)
    if not sight.may_edit:
        raise Stale("已经签字或者办完，清单不能再改。")
    return who, sight


def _by(who: Viewer, sight: Sight) -> Actor:
    if Part.SUPERIOR not in sight.parts:
        return who.myself()
    path = sight.handover.organization.path
    purpose = Purpose.GRANT if who.may(Purpose.GRANT, path) else Purpose.STRUCTURE
    return who.actor(purpose, path)


def _place(sight: Sight) -> str:
    return sight.handover.organization.path


def _page(sight: Sight) -> str:
    return reverse("handover", args=[sight.handover.pk])


def _context(sight: Sight, title: str, said: str, button: str) -> dict[str, Any]:
    return {
        "handover": sight.handover,
        "back": _page(sight),
        "title": title,
        "said": said,
        "button": button,
    }
