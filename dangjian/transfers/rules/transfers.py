"""Who may be transferred, where to, and on which day."""

from __future__ import annotations

import datetime as dt

from dangjian.kernel.refusal import Refused
from dangjian.registry import rules as registry
from dangjian.registry.models import IN_THE_PARTY, Organization, OrganizationForm, Person


def check_member(person: Person) -> None:
    """Refused unless he is a member who belongs to a branch now."""
    if person.standing not in IN_THE_PARTY or person.organization is None:
        raise Refused("这位同志现在不是在册党员，不能转组织关系。")


def check_target(branch: Organization, person: Person | None = None) -> None:
    """Refused unless relations may be transferred to this branch."""
    form = OrganizationForm(branch.form)
    if form not in registry.HAS_MEMBERS:
        raise Refused(f"{form.label}不直接编入党员，请选择党支部。", field="place")
    if form == OrganizationForm.TEMPORARY_BRANCH:
        raise Refused("临时党支部不接收组织关系，请选择别的支部。", field="place")
    if branch.closed_on is not None:
        raise Refused(f"{branch.short_name}已经撤销，请另选一个。", field="place")
    if person is not None and person.organization_id == branch.pk:
        raise Refused("本来就在这个支部，请另选一个。", field="place")


def check_day(on: dt.date, *, since: dt.date, today: dt.date) -> None:
    """Refused for a day of acceptance that has not come, or before the letter was given."""
    if on > today:
        raise Refused("日期还没到，请在当天办理。", field="on")
    if on < since:
        raise Refused(f"不能早于 {since:%Y-%m-%d}。", field="on")


def check_valid(valid_until: dt.date, on: dt.date) -> None:
    """Refused for a letter whose validity has ended."""
    if valid_until < on:
        raise Refused(
            f"介绍信的有效期到 {valid_until:%Y-%m-%d}，已经过了。请退回，由原党委重新开。"
        )
