"""Open, rename, move and close organizations, and correct their particulars (A1)."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from dangjian.kernel import evidence, pinyin
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry import paths, rules
from dangjian.registry.actions import posts
from dangjian.registry.models import (
    CommitteeTerm,
    Membership,
    Naming,
    Organization,
    OrganizationForm,
    Parentage,
    Post,
    RoleGrant,
    UnitLink,
)
from dangjian.registry.models.validity import Dated, ValidQuerySet, since
from dangjian.registry.rules.tree import (
    check_approval,
    check_sisters,
    check_superior,
    not_in_future,
)

CODE_PREFIX = "HF"


@evidence.action
def open_organization(
    *,
    name: str,
    short_name: str,
    form: str,
    parent: Organization | None,
    on: dt.date,
    today: dt.date,
    by: Actor,
    document: str = "",
    code: str = "",
    position: int = 100,
    may_approve: bool = False,
) -> Organization:
    """Set up an organization on a day, under its superior of that day.

    Refused: a superior of an unfitting form, one not yet or no longer there, a name taken by a
    sister, a day in the future.
    """
    not_in_future(on, today)
    paths.lock_the_tree()
    if parent is not None:
        parent = _locked(parent)
        check_superior(form, parent, on)
    elif form != OrganizationForm.DISTRICT:
        raise Refused("请选择上级组织。", field="parent")
    check_name(name, short_name, parent)
    check_approval(form, may_approve)
    if code and Organization.objects.filter(code=code).exists():
        raise Refused(f"组织编号 {code} 已经有了。", field="code")
    organization = Organization(
        name=name,
        short_name=short_name,
        name_key=pinyin.text_key(short_name),
        form=form,
        parent=parent,
        path=paths.placeholder(),
        opened_on=on,
        founding_document=document,
        position=position,
        may_approve=may_approve,
    )
    organization.save()
    organization.path = f"{parent.path if parent else '/'}{organization.pk}/"
    organization.code = code or f"{CODE_PREFIX}{organization.pk:06d}"
    organization.save(update_fields=["path", "code"])
    Naming.objects.create(
        organization=organization,
        name=name,
        short_name=short_name,
        form=form,
        document=document,
        valid=since(on),
    )
    Parentage.objects.create(
        organization=organization, parent=parent, document=document, valid=since(on)
    )
    _leaf(by, "open_organization", organization, on, name=name, form=form, document=document)
    return organization


@evidence.action
def rename(
    organization: Organization,
    *,
    name: str,
    short_name: str,
    on: dt.date,
    today: dt.date,
    by: Actor,
    form: str = "",
    document: str = "",
    seen: int | None = None,
) -> Organization:
    """Give an organization another name (or form) from a day on; the old one stays for its days.

    Refused: nothing changed, a day before the present name began, a form that fits neither the
    superior nor the subordinates. Stale: somebody changed the organization meanwhile.
    """
    not_in_future(on, today)
    paths.lock_the_tree()
    organization = _open(organization, seen)
    form = form or organization.form
    before = (organization.name, organization.short_name, organization.form)
    if before == (name, short_name, form):
        raise Refused("名称和类别都没有变。", field="name")
    if (name, short_name) != before[:2]:
        check_name(name, short_name, organization.parent, besides=organization)
    _check_form(organization, form)
    check_approval(form, organization.may_approve)
    call_it(organization, name, short_name, form, on, document)
    _leaf(by, "rename", organization, on, before=before, after=(name, short_name, form))
    return organization


def call_it(
    organization: Organization, name: str, short_name: str, form: str, on: dt.date, document: str
) -> None:
    """Write another naming from a day on, and today's copy of it; no rule is asked."""
    naming = Naming.objects.current().get(organization=organization)
    _succeed(
        naming,
        on,
        Naming(
            organization=organization,
            name=name,
            short_name=short_name,
            form=form,
            document=document,
            valid=since(on),
        ),
    )
    organization.name, organization.short_name, organization.form = name, short_name, form
    organization.name_key = pinyin.text_key(short_name)
    _touch(organization, "name", "short_name", "form", "name_key")


@evidence.action
def move(
    organization: Organization,
    *,
    parent: Organization,
    on: dt.date,
    today: dt.date,
    by: Actor,
    document: str = "",
    seen: int | None = None,
) -> Organization:
    """Put an organization with everything below it under another superior from a day on.

    Every path below follows in this transaction, and with it every list and every local rule.
    Refused: the organization itself or one that stood below it since that day as its superior, an
    unfitting form, a day before the present superior began.
    """
    not_in_future(on, today)
    paths.lock_the_tree()
    organization = _open(organization, seen)
    parent = _locked(parent)
    if organization.parent_id == parent.pk:
        raise Refused("它已经在这个上级下面了。", field="parent")
    if organization.parent_id is None:
        raise Refused("区委是最上级，不能移动。")
    check_superior(organization.form, parent, on)
    if parent.path.startswith(organization.path) or paths.stood_below(parent, organization, on):
        raise Refused("新的上级在这段时间里是它自己或它的下级，不能这样移动。", field="parent")
    check_name(organization.name, organization.short_name, parent, besides=organization)
    _succeed(
        Parentage.objects.current().get(organization=organization),
        on,
        Parentage(organization=organization, parent=parent, document=document, valid=since(on)),
    )
    old_path, old_parent = organization.path, organization.parent_id
    organization.parent = parent
    _touch(organization, "parent")
    paths.rewrite_paths(old_path, f"{parent.path}{organization.pk}/")
    organization.refresh_from_db()
    _leaf(by, "move", organization, on, before=old_parent, after=parent.pk, document=document)
    return organization


@evidence.action
def close(
    organization: Organization,
    *,
    on: dt.date,
    today: dt.date,
    by: Actor,
    reason: str,
    document: str = "",
    seen: int | None = None,
) -> Organization:
    """Dissolve an empty organization; it stays in the tree of the days on which it existed.

    `on` is the first day on which it no longer exists. Posts, grants and unit links end with it.
    Refused: open subordinates or members left (said with their number), a day before anything else
    that is recorded of it.
    """
    not_in_future(on, today)
    paths.lock_the_tree()
    organization = _open(organization, seen)
    if organization.parent_id is None:
        raise Refused("区委是最上级，不能撤销。")
    _check_empty(organization)
    if on <= organization.opened_on:
        raise Refused("撤销日期应在成立日期之后。", field="on")
    _check_nothing_after(organization, on)
    organization.closed_on = on
    organization.closing_reason, organization.closing_document = reason, document
    _touch(organization, "closed_on", "closing_reason", "closing_document")
    for history in _histories(organization):
        posts.end_all(history, on)
    _leaf(by, "close", organization, on, reason=reason, document=document)
    return organization


@evidence.action
def correct_particulars(
    organization: Organization,
    *,
    contact: str,
    phone: str,
    position: int,
    may_approve: bool,
    founding_document: str,
    by: Actor,
    seen: int | None = None,
) -> Organization:
    """Correct contact, phone, order, power of approval and founding document (no history kept).

    Refused: the power of approval for a form that cannot have it. Stale: changed meanwhile.
    """
    organization = _open(organization, seen)
    check_approval(organization.form, may_approve)
    before = Organization.objects.get(pk=organization.pk)
    names = ("contact", "phone", "position", "may_approve", "founding_document")
    for field, value in zip(
        names, (contact, phone, position, may_approve, founding_document), strict=True
    ):
        setattr(organization, field, value)
    _touch(organization, *names)
    told = evidence.changes(before, organization, names)
    evidence.record(
        by, "correct_particulars", "organization", organization.uid, organization.path, **told
    )
    return organization


# --- what must hold ---------------------------------------------------------------------------


def _check_form(organization: Organization, form: str) -> None:
    if form == organization.form:
        return
    parent = organization.parent
    if parent is None or not rules.may_stand_under(form, parent.form):
        raise Refused(f"{OrganizationForm(form).label}不能设在现在的上级下面。", field="form")
    for child in organization.children.open():
        if not rules.may_stand_under(child.form, form):
            raise Refused(
                f"它下面还有{child.get_form_display()}“{child.short_name}”，请先调整。",
                field="form",
            )
    if OrganizationForm(form) not in rules.HAS_MEMBERS and _members(organization):
        raise Refused("它还直接管着党员，请先把党员编入支部。", field="form")


def check_name(
    name: str, short_name: str, parent: Organization | None, besides: Organization | None = None
) -> None:
    """Refused where a sister under the same superior is called so already."""
    sisters = Organization.objects.open().filter(parent=parent)
    if besides is not None:
        sisters = sisters.exclude(pk=besides.pk)
    alike = sisters.filter(Q(name=name) | Q(short_name=short_name)).values_list("name", flat=True)
    check_sisters(name in alike, bool(alike))


def _check_empty(organization: Organization) -> None:
    below = organization.children.open().count()
    if below:
        raise Refused(f"它下面还有 {below} 个组织，请先移走或撤销。")
    members = _members(organization)
    if members:
        raise Refused(f"它还有 {members} 名党员，请先转出或编入别的支部。")


def _check_nothing_after(organization: Organization, on: dt.date) -> None:
    """What was recorded of later days would contradict the closing, and is not thrown away."""
    members = Membership.objects.filter(valid__endswith__gt=on)
    if members.filter(Q(organization=organization) | Q(group=organization)).exists():
        raise Refused("撤销日期早于最后一名党员转出的日期，请核对。", field="on")
    if Parentage.objects.filter(parent=organization, valid__endswith__gt=on).exists():
        raise Refused("撤销日期早于最后一个下级组织移走或撤销的日期，请核对。", field="on")
    for history in _histories(organization):
        last = history.filter(Q(valid__startswith__gt=on) | Q(valid__endswith__gt=on)).first()
        if last is not None:
            day = last.ended_on or last.began_on
            raise Refused(f"{day:%Y-%m-%d} 还登记过它的变动，撤销日期不能更早。", field="on")


def _histories(organization: Organization) -> tuple[ValidQuerySet, ...]:
    """Every kind of dated fact that ends with an organization."""
    return tuple(
        facts.filter(organization=organization)
        for facts in (
            Naming.objects,
            Parentage.objects,
            Post.objects,
            RoleGrant.objects,
            UnitLink.objects,
            CommitteeTerm.objects,
        )
    )


def _members(organization: Organization) -> int:
    return (
        Membership.objects.current().filter(organization=organization).count()
        + Membership.objects.current().filter(group=organization).count()
    )


# --- the tree ---------------------------------------------------------------------------------


def _locked(organization: Organization) -> Organization:
    return Organization.objects.select_for_update().get(pk=organization.pk)


def _open(organization: Organization, seen: int | None) -> Organization:
    """The organization as stored, locked. Refused if closed, Stale if changed since `seen`."""
    stored = _locked(organization)
    if stored.closed_on is not None:
        raise Refused(f"{stored.short_name}已经撤销，不能再改。")
    if seen is not None and seen != stored.version:
        raise Stale(f"{stored.short_name}刚被别人改过，请看过新内容后再改。")
    return stored


def _succeed(old: Dated, on: dt.date, new: Dated) -> None:
    """Let a fact be followed by another from a day on; on its own first day it is replaced."""
    if on < old.valid.lower:
        raise Refused(f"日期早于上一次变动（{old.valid.lower:%Y-%m-%d}），请核对。", field="on")
    if on == old.valid.lower:
        new.pk = old.pk
        new.save(force_update=True)
        return
    old.end(on)
    new.save()


def _touch(organization: Organization, *fields: str) -> None:
    organization.version += 1
    organization.save(update_fields=[*fields, "version"])


def _leaf(by: Actor, verb: str, organization: Organization, on: dt.date, **detail: object) -> None:
    evidence.record(
        by, verb, "organization", organization.uid, organization.path, on=on.isoformat(), **detail
    )
