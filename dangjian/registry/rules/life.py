"""What splitting, merging, upgrading and dissolving an organization must hold to.

Whether there may be an organization of that size stands in kernel.rules with its clause. Where the
rule leaves no choice it is refused; where it says 一般 or leaves it to the superior, a reason and
the paper of approval are asked for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from dangjian.kernel.refusal import Refused
from dangjian.kernel.rules import Book
from dangjian.registry.models import Organization
from dangjian.registry.models import OrganizationForm as Form
from dangjian.registry.rules import HAS_MEMBERS
from dangjian.registry.rules.advice import Numbers, sizes
from dangjian.registry.rules.tree import not_in_future

NEXT_FORM: Mapping[Form, Form] = {
    Form.BRANCH: Form.GENERAL_BRANCH,
    Form.JOINT_BRANCH: Form.GENERAL_BRANCH,
    Form.GENERAL_BRANCH: Form.COMMITTEE,
}
"""What an organization grows into, one step at a time."""

_HAVE_CHILDREN = frozenset({Form.GENERAL_BRANCH, Form.COMMITTEE, Form.WORK_COMMITTEE})
_NO_CHOICE = frozenset({"branch.min_full_members"})


@dataclass(frozen=True)
class Part:
    """A branch that is set up by the act, with whom and which groups it takes along (by id)."""

    name: str
    short_name: str
    people: Collection[int]
    groups: Collection[int] = ()
    form: Form = Form.BRANCH


def may_split(form: str) -> bool:
    return Form(form) in HAS_MEMBERS


def may_merge(form: str) -> bool:
    """Branches go into branches, and what stands above branches into its like."""
    return Form(form) in HAS_MEMBERS | _HAVE_CHILDREN


def takes_in(into: str, form: str) -> bool:
    """Whether an organization of one form can take in one of the other."""
    sides = (Form(into), Form(form))
    return all(one in HAS_MEMBERS for one in sides) or all(one in _HAVE_CHILDREN for one in sides)


def next_form(form: str) -> Form:
    """What it can be upgraded to. Refused where there is nothing."""
    found = NEXT_FORM.get(Form(form))
    if found is None:
        raise Refused(f"{Form(form).label}不能再升格。")
    return found


def check_act(on: dt.date, today: dt.date, document: str) -> None:
    """Refused for a day to come, and without the paper of approval."""
    not_in_future(on, today)
    if not document.strip():
        raise Refused("请填上级批准的文件。", field="document")


def check_size(organization: Organization, numbers: Numbers, book: Book, reason: str) -> None:
    """Refused where no organization of this form may have these numbers, and, where it may only for
    a reason, without one."""
    for key, measured, what in sizes(numbers):
        rule = book.rules.get(key)
        if rule is None or rule.holds(measured):
            continue
        if key in _NO_CHOICE and numbers.form != Form.BRANCH:
            continue  # too few for a branch of their own is what joint branches are for
        said = f"{organization.short_name}这样{what.removeprefix('现')}{rule.sentence}"
        if key in _NO_CHOICE:
            raise Refused(f"{said}不够的，请并入邻近支部或者设联合党支部。", clause=rule.citation)
        if not reason.strip():
            raise Refused(
                f"{said}确实要这样的，请写明理由。", clause=rule.citation, field="reason"
            )
