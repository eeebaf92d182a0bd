"""What may be booked in an account, and where there is one at all."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from dangjian.dues.models import BranchAccount, EntryKind, Half
from dangjian.dues.rules.standards import ZERO
from dangjian.kernel.refusal import Refused
from dangjian.registry.models import Organization, OrganizationForm
from dangjian.registry.rules import HAS_MEMBERS

Form = OrganizationForm
COLLECTS = frozenset({Form.BRANCH, Form.JOINT_BRANCH})
"""Forms whose members pay there. Members of a temporary branch pay where their relation is."""

KEEPS_ACCOUNT = COLLECTS | {Form.GENERAL_BRANCH, Form.COMMITTEE, Form.WORK_COMMITTEE, Form.DISTRICT}
SUPERIOR_COMMITTEES = (Form.COMMITTEE, Form.WORK_COMMITTEE, Form.DISTRICT)
"""Whoever may approve that a member pays less."""

OF_BRANCH = (EntryKind.HANDED_UP, EntryKind.RETURNED, EntryKind.SPENT)
OF_SUPERIOR = (*OF_BRANCH, EntryKind.FROM_BELOW, EntryKind.TO_BELOW)
SAYS_WHAT_FOR = (EntryKind.SPENT, EntryKind.TO_BELOW)


def keeps_account(form: str) -> bool:
    return Form(form) in KEEPS_ACCOUNT


def check_keeps_account(organization: Organization) -> None:
    """Refused for forms that handle no dues. One that was closed still hands up what is left."""
    form = Form(organization.form)
    if form not in KEEPS_ACCOUNT:
        why = "一般不收缴党费，党员在组织关系所在的支部交" if form in HAS_MEMBERS else "不收缴党费"
        raise Refused(f"{form.label}{why}。")


def check_collects(organization: Organization) -> None:
    """Refused where nobody pays: dues of members are received by their branch."""
    if Form(organization.form) not in COLLECTS:
        raise Refused(f"{Form(organization.form).label}不直接收党员的党费，由党员所在支部收。")


def kinds_of(organization: Organization) -> tuple[EntryKind, ...]:
    """What an organization may book besides receipts of members."""
    return OF_BRANCH if Form(organization.form) in COLLECTS else OF_SUPERIOR


def check_day(on: dt.date, today: dt.date, closed_until: dt.date | None) -> None:
    """Refused for a day to come, and for one in a half-year that was drawn up."""
    if on > today:
        raise Refused("这一天还没到，收了、付了以后再记。", field="on")
    if on < dt.date(2008, 4, 1):
        raise Refused("日期太早了，请核对。", field="on")
    if closed_until is not None and on <= closed_until:
        raise Refused(
            f"到{closed_until.year}年{closed_until.month}月{closed_until.day}日的收支已经编制公布，"
            "不能再记到那以前。请记在今天，在摘要里写明实际日期。",
            field="on",
        )


def check_amount(amount: Decimal) -> Decimal:
    if amount <= ZERO:
        raise Refused("金额要大于零。记错了请用冲正，不要记负数。", field="amount")
    return amount


def half_of(day: dt.date) -> tuple[int, Half]:
    return day.year, Half.FIRST if day.month <= 6 else Half.SECOND


def check_over(account: BranchAccount, today: dt.date) -> None:
    """Refused while the half-year still runs."""
    if account.ends_on >= today:
        raise Refused(f"{account.title}还没有过完，{account.ends_on.month}月底以后再编制。")
