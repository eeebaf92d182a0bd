"""An act of an organization's life together with what is still to be done there (A4).

The register carries members, groups and organizations; flow hands on the open to-dos, development
its running cases, dues what its account holds. None knows the others' part, so they are put
together here, in one transaction. Letters, notices, published accounts and meetings need nothing:
they are read by the path of their organization, and that of a merged one leads through its heir
(registry/actions/life.py).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.db import transaction

from dangjian.development.actions.carrying import carry_over
from dangjian.dues.actions.carrying import carry_balance
from dangjian.flow import actions as flow
from dangjian.flow.models import ToDo
from dangjian.flow.rules import Office
from dangjian.kernel.evidence import Actor
from dangjian.registry.authority import Purpose
from dangjian.registry.models import Organization


def open_todos(organization: Organization) -> list[ToDo]:
    """What the offices of an organization still have to do, the nearest first. One query."""
    rows = ToDo.objects.filter(for_organization=organization, closed_at__isnull=True)
    return list(rows.select_related("case").order_by("due_on", "pk"))


def organization_ends(organization: Organization, heir: Organization) -> str:
    """How an organization ended, in words."""
    return f"并入{heir.short_name}" if heir.pk != organization.parent_id else "撤销"


def done_with_todos(
    organization: Organization,
    act: Callable[[], Organization],
    *,
    to: Organization | None,
    now: dt.datetime,
    by: Actor,
) -> Organization:
    """Perform an act that ends the organization; its open to-dos go to the same office of another,
    with their terms, running developments go on there, and its account of dues closes into that of
    the heir. to: None where the organization goes on, and with it what is to be done. Refused: a
    development without a branch to go on at.
    """
    with transaction.atomic():
        todos = open_todos(organization) if to is not None else []
        made = act()
        for todo in todos:
            if to is not None:
                office = Office(to, Purpose[todo.right])
                flow.hand_on(todo, to=office, now=now, by=by, part="successor")
        if to is not None:
            heir = Organization.objects.get(pk=to.pk)
            words = f"{organization.short_name}{organization_ends(organization, heir)}"
            carry_over(organization, heir, words=words, today=now.date(), by=by)
            ended = Organization.objects.get(pk=organization.pk)
            carry_balance(ended, heir, words=words, now=now, by=by)
    return made
