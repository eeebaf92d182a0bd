"""What may stand under what, who may have members and committees, and when a term ends.

Numbers come from kernel.rules (dated, with their clause); the shapes of the tree stand here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

from dateutil.relativedelta import relativedelta

from dangjian.kernel import rules
from dangjian.kernel.refusal import Refused
from dangjian.registry.models import OrganizationForm as Form
from dangjian.registry.models import Sector

_COMMITTEES = frozenset({Form.COMMITTEE, Form.WORK_COMMITTEE, Form.LEADING_GROUP})
_BRANCHES = frozenset({Form.BRANCH, Form.JOINT_BRANCH, Form.TEMPORARY_BRANCH})

MAY_STAND_UNDER: Mapping[Form, frozenset[Form]] = {
    Form.DISTRICT: frozenset(),
    Form.WORK_COMMITTEE: frozenset({Form.DISTRICT, Form.WORK_COMMITTEE, Form.COMMITTEE}),
    Form.COMMITTEE: frozenset({Form.DISTRICT}) | _COMMITTEES,
    Form.LEADING_GROUP: frozenset({Form.DISTRICT}) | _COMMITTEES,
    Form.GENERAL_BRANCH: frozenset({Form.DISTRICT}) | _COMMITTEES,
    Form.BRANCH: frozenset({Form.DISTRICT, Form.GENERAL_BRANCH}) | _COMMITTEES,
    Form.JOINT_BRANCH: frozenset({Form.DISTRICT, Form.GENERAL_BRANCH}) | _COMMITTEES,
    Form.TEMPORARY_BRANCH: frozenset({Form.DISTRICT, Form.GENERAL_BRANCH}) | _COMMITTEES,
    Form.GROUP: _BRANCHES,
}
"""The forms each form may have as its superior; the district committee is the root."""

HAS_MEMBERS = frozenset({Form.BRANCH, Form.JOINT_BRANCH, Form.TEMPORARY_BRANCH})
"""Members belong to branches; a group is a part of its branch, other forms only have branches."""

MAY_APPROVE = frozenset({Form.DISTRICT, Form.WORK_COMMITTEE, Form.COMMITTEE, Form.GENERAL_BRANCH})
"""Forms that can be given the power to approve probationary members. Leading groups, branches,
temporary branches and groups cannot."""

_TERM_RULE: Mapping[Form, str] = {
    Form.DISTRICT: "committee.term.years.local",
    Form.COMMITTEE: "committee.term.years.grassroots",
    Form.GENERAL_BRANCH: "committee.term.years.general_branch",
    Form.BRANCH: "committee.term.years.branch",
    Form.JOINT_BRANCH: "committee.term.years.branch",
}
"""Forms whose committee is elected for a term. Work committees and leading groups are appointed;
temporary branches and groups have no term."""


def minimum_age(on: dt.date) -> int:
    """The least age in completed years at which one may join, on that day."""
    return rules.value("development.applicant.min_age", on=on).number


def may_stand_under(form: str, superior: str) -> bool:
    """Whether an organization of this form may have one of that form as its superior."""
    return Form(superior) in MAY_STAND_UNDER[Form(form)]


def forms_below(form: str) -> list[Form]:
    """The forms an organization of this form can have directly under it."""
    return [below for below, superiors in MAY_STAND_UNDER.items() if Form(form) in superiors]


def may_hold_approval(form: str) -> bool:
    """Whether an organization of this form can have the power to approve probationary members."""
    return Form(form) in MAY_APPROVE


def has_elected_committee(form: str) -> bool:
    return Form(form) in _TERM_RULE


def term_years(form: str, on: dt.date, sectors: Collection[str] = (), path: str = "") -> int:
    """The regular term in years for a committee elected that day.

    sectors: of the units behind the organization; in villages and communities every form has the
    longer term. Refused for a form that is not elected.
    """
    key = _TERM_RULE.get(Form(form))
    if key is None:
        raise Refused(f"{Form(form).label}不经选举产生，没有任期。")
    if {Sector.VILLAGE, Sector.COMMUNITY} & set(sectors):
        key = "committee.term.years.village_community"
    return rules.value(key, on=on, path=path).number


def term_due_on(elected_on: dt.date, years: int) -> dt.date:
    """The last day of a term: the day before the election day of the year in which it ends.

    Elected on 29 February it is the last of February in a year that has no such day.
    """
    again = elected_on + relativedelta(years=years)
    return again if again.day != elected_on.day else again - dt.timedelta(days=1)
