"""What must hold of an organization that is set up, renamed, moved or described."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dangjian.kernel import identity
from dangjian.kernel.refusal import Refused
from dangjian.registry import rules
from dangjian.registry.models import Organization, OrganizationForm, UnitRelation


@dataclass(frozen=True)
class UnitEntry:
    """A unit as a clerk writes it down: name, credit code ("" if none), sector."""

    name: str
    sector: str
    credit_code: str = ""


@dataclass(frozen=True)
class NewOrganization:
    """An organization as a list states it.

    superior: the full name of the one above, in this list or in the register; "" for the root.
    term_from, term_to, years: the present committee's election, last day and term, where known.
    """

    name: str
    short_name: str
    form: str
    superior: str
    on: dt.date
    code: str = ""
    document: str = ""
    may_approve: bool = False
    relation: str = UnitRelation.SAME_AS_SUPERIOR
    units: Sequence[UnitEntry] = ()
    term_from: dt.date | None = None
    term_to: dt.date | None = None
    years: int = 0
    contact: str = ""
    phone: str = ""


def not_in_future(on: dt.date, today: dt.date) -> None:
    """Refused for a day that is still to come."""
    if on > today:
        raise Refused("日期还没到，请在当天办理。", field="on")


def check_superior(form: str, parent: Organization, on: dt.date) -> None:
    """Refused unless an organization of that form may stand under this one on that day."""
    if parent.closed_on is not None:
        raise Refused(f"{parent.short_name}已经撤销，不能作上级。", field="parent")
    if parent.opened_on > on:
        raise Refused(
            f"{parent.short_name}于 {parent.opened_on:%Y-%m-%d} 成立，早于这一天还没有它。",
            field="on",
        )
    if not rules.may_stand_under(form, parent.form):
        raise Refused(
            f"{OrganizationForm(form).label}不能设在{parent.get_form_display()}下面。",
            field="parent",
        )


def check_sisters(same_name: bool, same_short_name: bool) -> None:
    """Refused where an open organization under the same superior is called so already."""
    if same_name:
        raise Refused("同一上级下面已经有这个名称的组织。", field="name")
    if same_short_name:
        raise Refused("同一上级下面已经有这个简称。", field="short_name")


def check_approval(form: str, may_approve: bool) -> None:
    """Refused: the power of approval for a form that cannot have it."""
    if may_approve and not rules.may_hold_approval(form):
        raise Refused(
            f"{OrganizationForm(form).label}不能有审批预备党员的权限，请去掉这一项。",
            field="may_approve",
        )


def check_units(relation: str, units: Sequence[UnitEntry]) -> None:
    """Refused: units that do not fit the relation (支部工作条例 ch. 2), or a wrong code."""
    least, most = {
        UnitRelation.SAME_AS_SUPERIOR: (0, 0),
        UnitRelation.LEGAL_UNIT: (1, 1),
        UnitRelation.JOINT: (2, 5),
    }[UnitRelation(relation)]
    if not least <= len(units) <= most:
        wanted = {(0, 0): "不用填单位", (1, 1): "要填一个单位"}.get(
            (least, most), "要填 2 至 5 个单位"
        )
        raise Refused(
            f"选“{UnitRelation(relation).label}”时{wanted}，现在填了 {len(units)} 个。",
            field="units",
        )
    for unit in units:
        code = identity.clean(unit.credit_code)
        if code and not identity.is_credit_code(code):
            raise Refused(
                f"{unit.name}的统一社会信用代码不对，请照证照核对 18 位。", field="units"
            )
