"""Organizations: set up with their units, then renamed, moved, grown and closed over the years."""

from __future__ import annotations

import datetime as dt

from dangjian.registry.actions import organizations, people
from dangjian.registry.actions.units import record_units
from dangjian.registry.models import Arrival, Organization, UnitRelation
from dangjian.registry.rules.tree import UnitEntry
from demo.ground import BY, Ground
from demo.staffing import Member
from demo.tree import Plan

ROOT_CODE = "HF-DEMO"
"""Number of the district committee: by it anybody can tell a demo from a real register."""


def open_all(ground: Ground) -> None:
    """Open every organization of the plan on its day, with the unit behind it."""
    _open(ground, ground.root, None, 1)


def _open(ground: Ground, plan: Plan, superior: Plan | None, position: int) -> None:
    """Open one and everything below. Branches of a grown one first stand beside it."""
    name, short_name = plan.first_names
    parent = ground.organizations[superior] if superior else None
    opened = organizations.open_organization(
        name=name,
        short_name=short_name,
        form=plan.first_form,
        parent=parent,
        on=plan.opened_on,
        today=ground.today,
        by=BY,
        document=ground.paper("禾组" if superior else "省委", plan.opened_on),
        code=ROOT_CODE if superior is None else "",
        position=position * 10,
        may_approve=plan.may_approve,
    )
    ground.organizations[plan] = opened
    if plan.units:
        _record_units(ground, plan)
    for index, child in enumerate(plan.children, start=1):
        _open(ground, child, superior if plan.upgraded_on else plan, index)


def _record_units(ground: Ground, plan: Plan) -> None:
    relation = UnitRelation.LEGAL_UNIT if len(plan.units) == 1 else UnitRelation.JOINT
    for unit in plan.units:
        if unit not in ground.credit_codes:
            ground.credit_codes[unit] = ground.ledger.credit_code(unit.department)
    record_units(
        ground.organizations[plan],
        relation=relation,
        units=[UnitEntry(u.name, u.sector, ground.credit_codes[u]) for u in plan.units],
        on=plan.opened_on,
        today=ground.today,
        by=BY,
    )


def particulars(ground: Ground) -> None:
    """Contact and office telephone for every organization from the branch of a street upwards."""
    for plan, organization in ground.organizations.items():
        if plan.has_members or plan.closed_on or not plan.units:
            continue
        organizations.correct_particulars(
            organization,
            contact=ground.chance.choice(ground.members).profile.name,
            phone=ground.ledger.landline(),
            position=organization.position,
            may_approve=plan.may_approve,
            founding_document=organization.founding_document,
            by=BY,
        )


# --- what happened later ----------------------------------------------------------------------


def rename_all(ground: Ground) -> int:
    """Give the renamed their present names, on the day they got them."""
    renamed = [plan for plan in ground.organizations if plan.former]
    for plan in renamed:
        assert plan.former is not None
        organizations.rename(
            ground.organizations[plan],
            name=plan.name,
            short_name=plan.short_name,
            on=plan.former.until,
            today=ground.today,
            by=BY,
            document=ground.paper("禾编", plan.former.until),
        )
    return len(renamed)


def move_people(ground: Ground) -> int:
    """Put everybody who came from another branch into the present one, oldest changes first."""
    came = [member for member in ground.members if member.came_on]
    for member in sorted(came, key=lambda member: (member.came_on, member.profile.id_number)):
        _reassign(ground, member)
    return len(came)


def _reassign(ground: Ground, member: Member) -> None:
    assert member.came_on is not None and member.before is not None
    reorganized = member.before.upgraded_on or member.before.closed_on
    member.registered = people.reassign(
        member.person,
        organization=ground.organizations[member.branch],
        on=member.came_on,
        today=ground.today,
        by=BY,
        document=ground.paper("禾组", member.came_on) if reorganized else "组织关系介绍信",
        arrival=Arrival.REORGANIZED if reorganized else Arrival.TRANSFERRED,
    )


def grow(ground: Ground) -> None:
    """Turn a branch that grew into a general branch, and put its new branches under it."""
    for plan in [plan for plan in ground.organizations if plan.upgraded_on]:
        assert plan.upgraded_on is not None
        document = ground.paper("禾组", plan.upgraded_on)
        grown = organizations.rename(
            ground.organizations[plan],
            name=plan.name,
            short_name=plan.short_name,
            form=plan.form,
            on=plan.upgraded_on,
            today=ground.today,
            by=BY,
            document=document,
        )
        for child in plan.children:
            _move(ground, ground.organizations[child], grown, plan.upgraded_on, document)


def move_all(ground: Ground) -> None:
    """Put the moved under their present superior."""
    for plan in [plan for plan in ground.organizations if plan.moved]:
        assert plan.moved is not None
        on, superior = plan.moved
        parent = ground.organizations[ground.root.find(superior)]
        _move(ground, ground.organizations[plan], parent, on, ground.paper("禾委", on))


def close_all(ground: Ground) -> None:
    """Close what was dissolved, once nobody is left in it."""
    for plan in [plan for plan in ground.organizations if plan.closed_on]:
        assert plan.closed_on is not None
        organizations.close(
            ground.organizations[plan],
            on=plan.closed_on,
            today=ground.today,
            by=BY,
            reason="所在企业注销，党员已编入其他支部",
            document=ground.paper("禾组", plan.closed_on),
        )


def _move(
    ground: Ground, organization: Organization, parent: Organization, on: dt.date, document: str
) -> None:
    organizations.move(
        organization, parent=parent, on=on, today=ground.today, by=BY, document=document
    )
