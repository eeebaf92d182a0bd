"""One article on the editor's desk: write, look, compare, pictures, send in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dangjian.kernel import clock
from dangjian.kernel.files import uploads
from dangjian.kernel.refusal import Refused, Stale
from dangjian.portal.actions import articles, reviews
from dangjian.portal.forms import Heading, Sending, Uploading, draft_of, pieces
from dangjian.portal.models import Article, Picture
from dangjian.portal.queries import comparing, drafts
from dangjian.portal.rules.content import Content, numbers_in
from dangjian.portal.views.doors import form_page, laid_out
from dangjian.registry.authority import Purpose
from dangjian.registry.views.doors import perform, viewer


@form_page
def article_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write. What is typed is saved as a new draft on top of the one that was opened."""
    who = viewer(request)
    article, column = drafts.article_for(who, pk, Purpose.WRITE)
    content = drafts.content_of(article, article.latest_revision, column.organization.name)
    pictures = article.pictures.defer("data").order_by("pk")
    data = request.POST or None
    heading = Heading(
        data,
        themed=drafts.is_theme(column),
        initial={
            "title": content.title,
            "summary": content.summary,
            "source": content.source,
            "part": content.part,
            "seen": article.latest_revision_id,
        },
    )
    group = pieces(data, pictures, content)
    context = {
        "article": article,
        "column": column,
        "form": heading,
        "group": group,
        "submission": drafts.open_submission(article),
        "returned": drafts.last_returned(article),
        "shown": article.publications.filter(ended_at__isnull=True).first(),
        "saved_at": article.latest_revision_created_at,
    }
    status = 200
    if request.method == "POST":
        status = 422
        if heading.is_valid() and group.is_valid():
            try:
                articles.save(
                    article,
                    draft_of(heading, group),
                    seen=heading.cleaned_data["seen"],
                    by=who.actor(Purpose.WRITE, column.organization.path),
                )
            except Refused as refusal:
                field = refusal.field if refusal.field in heading.fields else None
                heading.add_error(field, str(refusal))
                status = refusal.status
                context["stale"] = isinstance(refusal, Stale)
            else:
                messages.success(request, "存好了。")
                after = "article_send" if "send" in request.POST else "article_edit"
                return redirect(reverse(after, args=[pk]))
    return render(request, "portal/article_edit.html", context, status=status)


@require_safe
def article_look(request: HttpRequest, pk: int, revision: int) -> HttpResponse:
    """A saved draft as its readers would see it."""
    article, column = drafts.article_for(viewer(request), pk, Purpose.WRITE)
    saved = drafts.revision_of(article, revision)
    content = drafts.content_of(article, saved, column.organization.name)
    return render(
        request,
        "portal/article_look.html",
        {
            "article": article,
            "column": column,
            "revision": saved,
            "content": content,
            "blocks": laid_out(content),
            "latest": saved.pk == article.latest_revision_id,
        },
    )


@require_safe
def article_drafts(request: HttpRequest, pk: int) -> HttpResponse:
    """Every saved draft, and two of them side by side."""
    article, column = drafts.article_for(viewer(request), pk, Purpose.WRITE)
    saved = list(drafts.revisions_of(article)[:50])
    chosen = _chosen(request, article)
    lines = comparing.side_by_side(*_contents(article, chosen, column.organization.name))
    return render(
        request,
        "portal/article_drafts.html",
        {"article": article, "column": column, "saved": saved, "chosen": chosen, "lines": lines},
    )


def _chosen(request: HttpRequest, article: Article) -> list[int]:
    """The two drafts asked for (?old=…&new=…), else the last two. Refused (400) for no number."""
    saved = list(drafts.revisions_of(article).values_list("pk", flat=True)[:2])
    asked = [request.GET.get("old"), request.GET.get("new")]
    try:
        return [
            int(one) if one else default
            for one, default in zip(asked, (saved[-1], saved[0]), strict=True)
        ]
    except ValueError as bad:
        raise Refused("请从稿件列表里选两稿来对照。", status=400) from bad


def _contents(article: Article, chosen: list[int], issuer: str) -> tuple[Content, Content]:
    old, new = (drafts.revision_of(article, one) for one in chosen)
    return drafts.content_of(article, old, issuer), drafts.content_of(article, new, issuer)


@form_page
def article_picture(request: HttpRequest, pk: int) -> HttpResponse:
    """Take in a picture of an article."""
    who = viewer(request)
    article, column = drafts.article_for(who, pk, Purpose.WRITE)
    back = reverse("article_edit", args=[pk])

    def take(values: dict[str, Any]) -> Picture:
        upload: UploadedFile = values["file"]
        with uploads.receive(upload) as received:
            return articles.add_picture(
                article,
                received.path,
                alternative=values["alternative"],
                name=received.name,
                now=clock.now(),
                by=who.actor(Purpose.WRITE, column.organization.path),
            )

    return perform(
        request,
        Uploading(request.POST or None, request.FILES or None),
        take,
        template="portal/article_picture.html",
        context={
            "article": article,
            "back": back,
            "pictures": article.pictures.defer("data").order_by("pk"),
        },
        done=lambda _: ("图片收好了。在稿件里选“图片”，就能放进去。", back),
    )


@form_page
def article_send(request: HttpRequest, pk: int) -> HttpResponse:
    """Read it once more, then send it to be reviewed."""
    who = viewer(request)
    article, column = drafts.article_for(who, pk, Purpose.WRITE)
    content = drafts.content_of(article, article.latest_revision, column.organization.name)
    numbers = numbers_in(content)
    return perform(
        request,
        Sending(
            request.POST or None, numbers=numbers, initial={"seen": article.latest_revision_id}
        ),
        lambda values: reviews.send_in(
            article,
            seen=values["seen"],
            reason=values.get("reason", ""),
            appear_at=values["appear_at"],
            expire_at=values["expire_at"],
            now=clock.now(),
            by=who.actor(Purpose.WRITE, column.organization.path),
        ),
        template="portal/article_send.html",
        context={
            "article": article,
            "column": column,
            "content": content,
            "blocks": laid_out(content),
            "numbers": numbers,
            "back": reverse("article_edit", args=[pk]),
        },
        done=lambda sent: ("已经送审。", reverse("submission", args=[sent.pk])),
    )
