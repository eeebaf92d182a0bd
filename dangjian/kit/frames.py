"""A visitor's page in its frame: head, header and footer are drawn once and kept, the rest is not.

The frame of a page depends on which page it is, what the visitor chose to see and the day; never
on what the page shows. Within it only the blocks of the page's own template are rendered.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import Context, RequestContext, engines
from django.template.base import Template
from django.utils.html import escape

MOST = 400
"""Frames kept in one process."""
_CUT, _HERE = "\x1e", "\x1f"
_BLOCKS = 6
# What a context processor says of this one request, and no other.
_OF_ONE_REQUEST = ("request", "user", "perms", "messages", "csrf_token")


class _Frame(NamedTuple):
    """What stands between the blocks of a page, and what the layouts know on every page."""

    between: list[str]
    known: Mapping[str, Any]


_kept: OrderedDict[tuple[Any, ...], _Frame] = OrderedDict()


def show(
    request: HttpRequest, template: str, context: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """As `django.shortcuts.render`; for a visitor (`request.visitor`) within a kept frame.

    visitor: the day, set by the middleware that knows nobody is signed in.
    """
    if not getattr(request, "visitor", None):
        return render(request, template, dict(context), status=status)
    frame = _frame(request)
    own = {"request": request, "frame_template": "kit/parts.html", "cut": _CUT}
    parts = _template(template).render(Context({**frame.known, **context, **own})).split(_CUT)
    if len(parts) != _BLOCKS + 1:
        return render(request, template, dict(context), status=status)  # a text holds our sign
    page = frame.between[0]
    for part, after in zip(parts[:-1], frame.between[1:], strict=True):
        page += part + after
    return HttpResponse(page.replace(_HERE, escape(request.get_full_path())), status=status)


def _frame(request: HttpRequest) -> _Frame:
    match = request.resolver_match
    where = (match.view_name, match.kwargs.get("slug")) if match else ("", None)
    prefs, day = request.prefs, request.visitor  # type: ignore[attr-defined]
    key = (*where, prefs, day, request.scheme, request.get_host())
    frame = _kept.get(key)
    if frame is None:
        own = RequestContext(request, {"cut": _CUT, "here": _HERE})
        template = _template("kit/framed.html")
        between = template.render(own).split(_CUT)
        with own.bind_template(template):
            known = {name: value for name, value in own.flatten().items() if name in _names(own)}
        frame = _kept[key] = _Frame(between, known)
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return frame


def _names(own: RequestContext) -> set[str]:
    return {str(name) for name in own.flatten()} - {*_OF_ONE_REQUEST, "cut", "here", "block"}


def _template(name: str) -> Template:
    made: Template = engines["django"].engine.get_template(name)  # type: ignore[attr-defined]
    return made
