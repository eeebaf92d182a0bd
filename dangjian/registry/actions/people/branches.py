"""Put members into another branch, or another group of it (A5)."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused
from dangjian.registry.actions.people.items import locked
from dangjian.registry.models import (
    Arrival,
    Membership,
    Organization,
    OrganizationForm,
    Person,
    Post,
    PostTitle,
)
from dangjian.registry.models.validity import since
from dangjian.registry.rules.people import check_branch, kept


@evidence.action
def reassign(
    person: Person,
    *,
    organization: Organization,
    on: dt.date,
    today: dt.date,
    by: Actor,
    document: str = "",
    group: Organization | None = None,
    arrival: str = Arrival.REORGANIZED,
    seen: int | None = None,
) -> Person:
    """Put a member into another branch (or another group of it) from a day on.

    Posts held in the old branch or group end. Refused: a form without members, a branch not open
    that day, a group of another branch, a day in the future or before the present membership began.
    """
    if on > today:
        raise Refused("日期还没到，请在当天办理。", field="on")
    stored = kept([organization, *([group] if group else [])])
    organization, group = stored[organization.pk], stored[group.pk] if group else None
    person = locked(person, seen)
    check_branch(organization, on)
    if group is not None:
        _check_group(group, organization, on)
    current = Membership.objects.filter(person=person, valid__upper_inf=True).first()
    if current is None:
        raise Refused("这位同志现在不在任何支部。")
    wanted = (organization.pk, group.pk if group else None)
    if (current.organization_id, current.group_id) == wanted:
        raise Refused("已经在这个支部了。", field="organization")
    if on <= current.valid.lower:
        raise Refused(f"日期应晚于 {current.valid.lower:%Y-%m-%d} 编入现支部的日期。", field="on")
    current.end(on)
    Membership.objects.create(
        person=person,
        organization=organization,
        group=group,
        arrival=arrival,
        document=document,
        valid=since(on),
    )
    _end_posts_left(person, current, organization, on)
    person.organization, person.path = organization, organization.path
    person.version += 1
    person.save(update_fields=["organization", "path", "version"])
    evidence.record(
        by,
        "reassign",
        "person",
        person.uid,
        person.path,
        on=on.isoformat(),
        before=current.organization_id,
        after=organization.pk,
        document=document,
    )
    return person


def _check_group(group: Organization, branch: Organization, on: dt.date) -> None:
    if group.form != OrganizationForm.GROUP or group.parent_id != branch.pk:
        raise Refused("这个党小组不属于所选的支部。", field="group")
    if group.closed_on is not None or group.opened_on > on:
        raise Refused(f"{group.short_name}这一天不存在，请核对日期。", field="group")


def _end_posts_left(
    person: Person, left: Membership, organization: Organization, on: dt.date
) -> None:
    """Posts end with the branch they were held in; a group leader's with the group."""
    posts = Post.objects.filter(person=person, valid__overlap=since(on))
    gone = Q(organization=left.group_id) if left.group_id else Q(pk__in=())
    if organization.pk != left.organization_id:
        old = left.organization_id
        gone |= Q(organization=old) | Q(organization__parent=old, title=PostTitle.GROUP_LEADER)
    for post in posts.filter(gone):
        post.end(max(on, post.valid.lower))
