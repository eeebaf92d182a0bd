"""Set up a whole tree of organizations in one act, as a list of them states it (A1, A2, K2)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dangjian.kernel import evidence, identity, pinyin
from dangjian.kernel.copying import copy_rows, new_ids, span
from dangjian.kernel.evidence import Actor, Trace
from dangjian.kernel.refusal import Refused
from dangjian.registry import paths, rules
from dangjian.registry.actions.organizations import CODE_PREFIX
from dangjian.registry.models import (
    CommitteeTerm,
    Naming,
    Organization,
    OrganizationForm,
    Parentage,
    Unit,
    UnitLink,
)
from dangjian.registry.rules.tree import (
    NewOrganization,
    UnitEntry,
    check_approval,
    check_sisters,
    check_superior,
    check_units,
    not_in_future,
)


@dataclass
class _Tree:
    """The open organizations by full name, with what those under one superior are called."""

    by_name: dict[str, list[Organization]] = field(default_factory=lambda: defaultdict(list))
    codes: set[str] = field(default_factory=set)
    names: dict[int | None, set[str]] = field(default_factory=lambda: defaultdict(set))
    short_names: dict[int | None, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, organization: Organization) -> None:
        self.by_name[organization.name].append(organization)
        self.names[organization.parent_id].add(organization.name)
        self.short_names[organization.parent_id].add(organization.short_name)

    def superior(self, new: NewOrganization) -> Organization | None:
        if not new.superior:
            return None
        found = self.by_name.get(new.superior, [])
        if len(found) != 1:
            raise Refused(f"没有找到“{new.name}”的上级“{new.superior}”。", field="parent")
        return found[0]


_NAMING = ("organization_id", "name", "short_name", "form", "document", "valid")


@evidence.action
def found_organizations(
    new: Sequence[NewOrganization], *, today: dt.date, by: Actor
) -> list[Organization]:
    """Set up organizations with their units and terms; superiors before subordinates.

    All or none; one leaf for each. Refused as in `open_organization` and `record_units`, naming the
    organization.
    """
    if not new:
        raise Refused("没有要登记的党组织。")
    paths.lock_the_tree()
    tree = _present()
    ids = new_ids(Organization._meta.db_table, len(new))
    opened = [_opened(pk, one, tree, today) for pk, one in zip(ids, new, strict=True)]
    fields = [f.attname for f in Organization._meta.concrete_fields]
    _copy(Organization, fields, ([getattr(o, name) for name in fields] for o in opened))
    _copy(Naming, _NAMING, _names(opened))
    _copy(Parentage, ["organization_id", "parent_id", "document", "valid"], _parents(opened))
    _record_units(new, opened)
    _copy(
        CommitteeTerm,
        ["organization_id", "years", "due_on", "extended_to", "document", "valid"],
        _terms(new, opened),
    )
    evidence.record_many(by, "found_organization", _traces(new, opened))
    return opened


def misfits(new: Sequence[NewOrganization], *, today: dt.date) -> dict[int, str]:
    """Which of them cannot be set up, by place in the sequence, with the reason in a sentence.

    Who stands under one of them cannot either.
    """
    tree, wrong = _present(), {}
    for place, one in enumerate(new):
        try:
            _checked(-1 - place, one, tree, today)
        except Refused as refusal:
            wrong[place] = refusal.sentence
    return wrong


def _present() -> _Tree:
    tree = _Tree()
    for organization in Organization.objects.open():
        tree.add(organization)
    codes = Organization.objects.exclude(code=None).values_list("code", flat=True)
    tree.codes = {code for code in codes if code}
    return tree


def _opened(pk: int, new: NewOrganization, tree: _Tree, today: dt.date) -> Organization:
    """The row of one organization, entered into the tree so that the next may stand under it."""
    try:
        return _checked(pk, new, tree, today)
    except Refused as refusal:
        raise Refused(
            f"{new.name}：{refusal.sentence}", clause=refusal.clause, field=refusal.field
        ) from refusal


def _checked(pk: int, new: NewOrganization, tree: _Tree, today: dt.date) -> Organization:
    not_in_future(new.on, today)
    parent = tree.superior(new)
    if parent is not None:
        check_superior(new.form, parent, max(new.on, parent.opened_on))
    elif new.form != OrganizationForm.DISTRICT:
        raise Refused("请选择上级组织。", field="parent")
    above = parent.pk if parent else None
    check_sisters(new.name in tree.names[above], new.short_name in tree.short_names[above])
    check_approval(new.form, new.may_approve)
    check_units(new.relation, new.units)
    if new.code and new.code in tree.codes:
        raise Refused(f"组织编号 {new.code} 已经有了。", field="code")
    if new.term_from and not new.on <= new.term_from <= today:
        raise Refused("本届任期起的日期不对，请核对。", field="term_from")
    organization = Organization(
        id=pk,
        uid=uuid.uuid4(),
        code=new.code or f"{CODE_PREFIX}{pk:06d}",
        name=new.name,
        short_name=new.short_name,
        name_key=pinyin.text_key(new.short_name),
        form=str(new.form),
        parent=parent,
        path=f"{parent.path if parent else '/'}{pk}/",
        position=10 * (len(tree.names[above]) + 1),
        opened_on=new.on,
        founding_document=new.document,
        may_approve=new.may_approve,
        unit_relation=str(new.relation),
        contact=new.contact,
        phone=new.phone,
    )
    tree.codes.add(organization.code or "")
    tree.add(organization)
    return organization


# --- rows -------------------------------------------------------------------------------------


def _copy(facts: type[Any], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    copy_rows(facts._meta.db_table, columns, rows)


def _names(opened: Sequence[Organization]) -> Iterator[tuple[Any, ...]]:
    for o in opened:
        yield o.pk, o.name, o.short_name, o.form, o.founding_document, span(o.opened_on)


def _parents(opened: Sequence[Organization]) -> Iterator[tuple[Any, ...]]:
    """An organization older than its present superior stands under it since that one is there;
    whom it stood under before, the list does not say."""
    for o in opened:
        began = max(o.opened_on, o.parent.opened_on) if o.parent else o.opened_on
        yield o.pk, o.parent_id, o.founding_document, span(began)


def _record_units(new: Sequence[NewOrganization], opened: Sequence[Organization]) -> None:
    units = _units([unit for one in new for unit in one.units])
    links = [
        (o.pk, units[_key(unit)].pk, span(one.on))
        for one, o in zip(new, opened, strict=True)
        for unit in one.units
    ]
    _copy(UnitLink, ("organization_id", "unit_id", "valid"), links)


def _key(unit: UnitEntry) -> tuple[str, str]:
    """What makes two entries one unit: the credit code or, without one, the name."""
    code = identity.clean(unit.credit_code)
    return code, "" if code else unit.name


def _units(entries: Sequence[UnitEntry]) -> Mapping[tuple[str, str], Unit]:
    """The units behind the entries, made where they are new. Refused: a code of another name."""
    codes = {code for entry in entries if (code := identity.clean(entry.credit_code))}
    known = Unit.objects.filter(credit_code__in=codes)
    found = {(unit.credit_code or "", ""): unit for unit in known}
    made: dict[tuple[str, str], Unit] = {}
    for entry in entries:
        key = _key(entry)
        there = found.get(key) or made.get(key)
        if there is None:
            made[key] = Unit(name=entry.name, credit_code=key[0] or None, sector=entry.sector)
        elif there.name != entry.name or there.sector != entry.sector:
            raise Refused(
                f"代码 {key[0]} 已经登记为“{there.name}”（{there.get_sector_display()}），"
                "请照此填写；如果是登记错了，请联系区委组织部。",
                field="units",
            )
    Unit.objects.bulk_create(made.values(), batch_size=1000)
    return found | made


def _terms(
    new: Sequence[NewOrganization], opened: Sequence[Organization]
) -> Iterator[tuple[Any, ...]]:
    for one, o in zip(new, opened, strict=True):
        if one.term_from:
            due_on = one.term_to or rules.term_due_on(one.term_from, one.years)
            yield o.pk, one.years, due_on, None, one.document, span(one.term_from)


def _traces(new: Sequence[NewOrganization], opened: Sequence[Organization]) -> Iterator[Trace]:
    for one, o in zip(new, opened, strict=True):
        yield Trace(
            "organization",
            o.uid,
            o.path,
            {
                "on": o.opened_on.isoformat(),
                "name": o.name,
                "form": o.form,
                "units": [unit.name for unit in one.units],
                "term_from": one.term_from.isoformat() if one.term_from else None,
            },
        )
