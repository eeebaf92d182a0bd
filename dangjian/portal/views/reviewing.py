"""A submission before its signers; what its people do with what is published."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dangjian.kernel import clock
from dangjian.kernel.refusal import Missing, Refused, Stale
from dangjian.kit.forms import Nothing
from dangjian.portal.actions import publishing, reviews
from dangjian.portal.forms import Moving, Returning, Signing, Withdrawing
from dangjian.portal.models import OPEN, Publication, State
from dangjian.portal.queries import drafts, public
from dangjian.portal.queries.reviews import (
    Sight,
    due_on,
    signed,
    steps_of,
    submission_for,
    waiting_for,
)
from dangjian.portal.rules import AT, RIGHT
from dangjian.portal.rules.content import digest, numbers_in, read
from dangjian.portal.rules.tables import REVIEWS
from dangjian.portal.views.doors import form_page, laid_out
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.models import Organization
from dangjian.registry.views.doors import perform, viewer


@require_safe
def submission(request: HttpRequest, pk: int) -> HttpResponse:
    """The text as it was sent, who signed, whom it waits for, and what the viewer may do."""
    who, today = viewer(request), clock.today()
    sight = submission_for(who, pk, today)
    sent = sight.submission
    content = read(sent.content)
    return render(
        request,
        "portal/submission.html",
        {
            "sight": sight,
            "sent": sent,
            "content": content,
            "blocks": laid_out(content),
            "as_signed": digest(sent.content) == sent.digest,
            "numbers": numbers_in(content),
            "state": REVIEWS.state(sent.state).says,
            "waiting": waiting_for(sent),
            "due": due_on(sent),
            "signatures": signed(sent),
            "steps": [
                (step, _says(step.move), step.unseal("words") if step.words else "")
                for step in steps_of(sent)
            ],
            "kind": AT[State(sent.state)].label if sent.state in AT else "",
            "form": Signing(initial={"seen": sent.case.round}),
            "publication": public.Publication.objects.filter(submission=sent).first(),
            "writes": who.may(Purpose.WRITE, sent.column.organization.path),
        },
    )


def _says(move: str) -> str:
    return REVIEWS.words.get(move, "换人办理")


@form_page
def submission_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign: one's yes to exactly this text."""
    who = viewer(request)
    sight, office = _turn(who, pk)
    sent = sight.submission
    if sight.hinders:
        raise Refused(sight.hinders, status=403)
    todo = sight.todo
    assert todo is not None
    return perform(
        request,
        Signing(request.POST or None, initial={"seen": sent.case.round}),
        lambda values: reviews.sign(
            sent,
            todo,
            office=office,
            seen=values["seen"],
            now=clock.now(),
            by=who.actor(RIGHT[AT[State(sent.state)]], office.path),
        ),
        template="flow/step.html",
        context={
            "told": {"heading": AT[State(sent.state)].label, "button": "签字"},
            "title": read(sent.content).title,
            "warns": "文章下面登您的单位、身份和时间，不登姓名。签了不能收回；不对的，请撤下。",
            "returns": "稿件",
            "back": reverse("submission", args=[pk]),
        },
        done=lambda _: ("已经签了。", reverse("submission", args=[pk])),
    )


@form_page
def submission_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Send it back to its author, with a reason."""
    who = viewer(request)
    sight, office = _turn(who, pk)
    sent = sight.submission
    return perform(
        request,
        Returning(request.POST or None, initial={"seen": sent.case.round}),
        lambda values: reviews.send_back(
            sent,
            words=values["words"],
            office=office,
            seen=values["seen"],
            now=clock.now(),
            by=who.actor(RIGHT[AT[State(sent.state)]], office.path),
        ),
        template="flow/step.html",
        context={
            "told": {"heading": "退回修改", "button": "退回作者"},
            "title": read(sent.content).title,
            "again": "先不退",
            "returns": "稿件",
            "back": reverse("submission", args=[pk]),
        },
        done=lambda _: ("已经退回作者修改。", reverse("inbox")),
    )


@form_page
def submission_take(request: HttpRequest, pk: int) -> HttpResponse:
    """The author takes it back."""
    who = viewer(request)
    sight = submission_for(who, pk, clock.today())
    sent = sight.submission
    path = sent.column.organization.path
    if not sight.may_take_back:
        if sent.state in OPEN:
            raise Missing("没有这一页，或者不在您的权限范围内。")
        raise Stale("这一稿已经审完，或者已经撤回。")
    return perform(
        request,
        Nothing(request.POST or None),
        lambda _: reviews.take_back(sent, now=clock.now(), by=who.actor(Purpose.WRITE, path)),
        template="flow/take_back.html",
        context={
            "title": read(sent.content).title,
            "returns": "草稿",
            "back": reverse("submission", args=[pk]),
        },
        done=lambda _: ("已经撤回，可以接着改。", reverse("article_edit", args=[sent.article_id])),
    )


@form_page
def article_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an article off the site; its address tells that, and why."""
    who = viewer(request)
    shown, path = _published(who, pk)
    return perform(
        request,
        Withdrawing(request.POST or None),
        lambda values: publishing.withdraw(
            shown, reason=values["reason"], now=clock.now(), by=who.actor(Purpose.COLUMNS, path)
        ),
        template="portal/article_withdraw.html",
        context={"shown": shown, "back": reverse("article_edit", args=[pk])},
        done=lambda _: ("已经撤下。", reverse("article", args=[pk])),
    )


@form_page
def article_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a published article into another column of its organization."""
    who = viewer(request)
    shown, path = _published(who, pk)
    columns = [
        one
        for one in public.columns(organization=shown.column.organization_id)
        if one.closed_on is None and one.pk != shown.column_id
    ]
    return perform(
        request,
        Moving(request.POST or None, columns=columns),
        lambda values: publishing.move(
            shown,
            to=drafts.column_for(who, values["to"], Purpose.COLUMNS),
            by=who.actor(Purpose.COLUMNS, path),
        ),
        template="portal/article_move.html",
        context={"shown": shown, "columns": columns, "back": reverse("article_edit", args=[pk])},
        done=lambda _: ("移好了。", reverse("article", args=[pk])),
    )


def _turn(who: Viewer, pk: int) -> tuple[Sight, Organization]:
    """The submission whose review is the viewer's turn, and the office he does it in.

    Missing where it never is; Stale where it has gone on.
    """
    sight = submission_for(who, pk, clock.today())
    if sight.todo is None or sight.todo.for_organization is None:
        path = sight.submission.column.organization.path
        if not any(who.may(right, path) for right in RIGHT.values()):
            raise Missing("没有这一页，或者不在您的权限范围内。")
        raise Stale("这一稿已经到了别的一步，这一步现在不用办了。")
    return sight, sight.todo.for_organization


def _published(who: Viewer, pk: int) -> tuple[Publication, str]:
    """A running publication of a column the viewer keeps. Missing for others', Stale once over."""
    article, column = drafts.article_for(who, pk, Purpose.COLUMNS)
    shown = article.publications.select_related("column__organization").filter(
        ended_at__isnull=True
    )
    found = shown.first()
    if found is None:
        raise Stale("这篇文章现在没有挂在网上。")
    return found, column.organization.path
