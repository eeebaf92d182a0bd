"""What the pages of procedures share: the office that sets them for the whole district."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.views.decorators.http import require_http_methods

from dangjian.flow.models import Procedure
from dangjian.flow.rules import Tables
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Missing
from dangjian.registry.authority import Purpose, Scope, Viewer
from dangjian.registry.queries.tree import root_path
from dangjian.registry.views.doors import viewer

form_page = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Office:
    """Who sets procedures, in which role, and where they hold."""

    viewer: Viewer
    actor: Actor
    path: str
    scope: Scope


def office(request: HttpRequest) -> Office:
    """The viewer as the office that sets procedures: they hold for the whole district, so the right
    must too. Missing for everybody else."""
    who, root = viewer(request), root_path()
    if not who.may(Purpose.PROCEDURE, root):
        raise Missing("没有这一页，或者不在您的权限范围内。")
    actor = who.actor(Purpose.PROCEDURE, root)
    return Office(who, actor, root, who.scope(Purpose.PROCEDURE))


def procedure_for(pk: int, tables: Tables) -> Procedure:
    """A procedure whose table the program has. Missing otherwise."""
    found = Procedure.objects.filter(pk=pk, key__in={key for key, _ in tables}).first()
    if found is None:
        raise Missing("没有这种办理程序。")
    return found
