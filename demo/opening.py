"""Organizations: set up with their units, then renamed, moved, grown and closed over the years."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from dangjian.registry.actions import foundings, organizations, people
from dangjian.registry.models import Arrival, Organization, UnitRelation
from dangjian.registry.rules.tree import NewOrganization, UnitEntry
from demo.ground import BY, Ground
from demo.staffing import Member
from demo.tree import Plan, PlannedUnit

ROOT_CODE = "HF-DEMO"
"""Number of the district committee: by it anybody can tell a demo from a real register."""


def open_all(ground: Ground) -> None:
    """Open every organization of the plan on its day, with the unit behind it, in one act."""
    plans = list(_from_above(ground.root, None))
    founded = foundings.found_organizations(
        [_as_listed(ground, plan, superior) for plan, superior in plans],
        today=ground.today,
        by=BY,
    )
    for (plan, _), organization in zip(plans, founded, strict=True):
        ground.organizations[plan] = organization


def _from_above(plan: Plan, superior: Plan | None) -> Iterator[tuple[Plan, Plan | None]]:
    """Each with its first superior. Branches of a grown one first stand beside it."""
    yield plan, superior
    for child in plan.children:
        yield from _from_above(child, superior if plan.upgraded_on else plan)


def _as_listed(ground: Ground, plan: Plan, superior: Plan | None) -> NewOrganization:
    name, short_name = plan.first_names
    relation = UnitRelation.SAME_AS_SUPERIOR
    if plan.units:
        relation = UnitRelation.LEGAL_UNIT if len(plan.units) == 1 else UnitRelation.JOINT
    return NewOrganization(
        name=name,
        short_name=short_name,
        form=plan.first_form,
        superior=superior.first_names[0] if superior else "",
        on=plan.opened_on,
        code="" if superior else ROOT_CODE,
        document=ground.paper("禾组" if superior else "省委", plan.opened_on),
        may_approve=plan.may_approve,
        relation=relation,
        units=[UnitEntry(u.name, u.sector, _code(ground, u)) for u in plan.units],
    )


def _code(ground: Ground, unit: PlannedUnit) -> str:
    if unit not in ground.credit_codes:
        ground.credit_codes[unit] = ground.ledger.credit_code(unit.department)
    return ground.credit_codes[unit]


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
