"""What the pages of this room share."""

from __future__ import annotations

from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.views.decorators.http import require_http_methods

from dangjian.kernel.refusal import Missing
from dangjian.portal.rules.content import Content
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.models import Organization

PER_PAGE = 20
M = TypeVar("M", bound=Model)

form_page = require_http_methods(["GET", "HEAD", "POST"])
EDITS = (Purpose.WRITE, Purpose.COLUMNS)


def paged(request: HttpRequest, rows: QuerySet[M, Any]) -> Page[M]:
    """The page of a list that was asked for, the nearest one there is. Two queries."""
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))


def office_of(who: Viewer, purpose: Purpose) -> Organization:
    """Where the viewer holds a right first. Missing where he holds it nowhere."""
    for held in who.held:
        if who.may(purpose, held.path):
            return Organization.objects.get(pk=held.organization_id)
    raise Missing("没有这一页，或者不在您的权限范围内。")


def laid_out(content: Content) -> list[dict[str, Any]]:
    """The blocks of a content with their pictures, for portal/_body.html."""
    return [
        {**block, "picture": content.pictures.get(block["picture"])}
        if block["kind"] == "picture"
        else dict(block)
        for block in content.blocks
    ]
