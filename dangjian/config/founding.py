"""The first people of a new installation: somebody must hold the keys before any can be given.

Only at the server's own command line, as the system: an office entered here has no granter, and
says so in the evidence log. Once the three officers are there the database takes such an office
from nobody but its owner (registry migration 0013): this command, and not the website.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connections, transaction

from dangjian.kernel import clock, identity
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.refusal import Refused
from dangjian.registry.actions import accounts, organizations, people
from dangjian.registry.actions.people import NewMember
from dangjian.registry.models import Organization, OrganizationForm, Person


@dataclass(frozen=True)
class Founder:
    """One of the first people: the items a member is registered with, and the office."""

    name: str
    id_number: str
    joined_on: dt.date
    full_on: dt.date
    office: str


@contextmanager
def as_owner() -> Iterator[None]:
    """What is read and written within goes by the owner of the tables, as the operator may."""
    connection, owner = connections["default"], connections["owner"].settings_dict
    usual = connection.settings_dict
    connection.close()
    connection.settings_dict = usual | {name: owner[name] for name in ("USER", "PASSWORD")}
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict = usual


def appoint(founder: Founder, district: str, short_name: str, founded_on: dt.date) -> str:
    """Register the person where he is not yet, give the office, and return a one-time code.

    district, short_name, founded_on: of the district committee, used only while there is none; it
    is opened with a first branch for its own office. For somebody who is registered already
    (found by the number) only the office and the code are new: so a lost telephone or a lost
    security officer is helped. Refused as the actions refuse.
    """
    today = clock.today()
    with transaction.atomic():
        root = _district(district, short_name, founded_on, today)
        person = _person(founder, root, today)
        held = person.grants.filter(role=founder.office, valid__contains=today)
        if not held.exists():
            accounts.grant(
                person,
                role=founder.office,
                organization=root,
                on=today,
                today=today,
                by=SYSTEM,
                granter=None,
                document="本机命令行首次任命",
            )
        return accounts.issue_code(
            person, now=clock.now(), by=SYSTEM, issuer=None, drop_second_factor=True
        )


def _district(name: str, short_name: str, founded_on: dt.date, today: dt.date) -> Organization:
    root = Organization.objects.filter(parent__isnull=True).first()
    if root is not None:
        return root
    if not name or not short_name:
        raise Refused("还没有区委，请写明 --district 全称和 --short 简称。")
    root = organizations.open_organization(
        name=name,
        short_name=short_name,
        form=OrganizationForm.DISTRICT,
        parent=None,
        on=founded_on,
        today=today,
        by=SYSTEM,
    )
    organizations.open_organization(
        name=f"{name}机关支部委员会",
        short_name=f"{short_name}机关党支部",
        form=OrganizationForm.BRANCH,
        parent=root,
        on=founded_on,
        today=today,
        by=SYSTEM,
    )
    return root


def _person(founder: Founder, root: Organization, today: dt.date) -> Person:
    number = identity.clean(founder.id_number)
    known = Person.objects.filter(id_number_index=Person.index_of("id_number", number)).first()
    if known is not None:
        if known.name != founder.name:
            raise Refused("这个公民身份号码登记的是另一个姓名，请核对。")
        return known
    problem = identity.problem(number)
    born_on = identity.birth_date(number)
    if problem or born_on is None:
        raise Refused(problem or "公民身份号码里没有出生日期。")
    branch = Organization.objects.open().filter(parent=root, form=OrganizationForm.BRANCH).first()
    if branch is None:
        raise Refused("区委下面没有党支部，请先由组织部干部在网页上设立，再登记这位同志。")
    member = NewMember(
        organization=branch,
        name=founder.name,
        sex=identity.sex_of(number),
        born_on=born_on,
        id_number=number,
        joined_on=founder.joined_on,
        full_on=founder.full_on,
        document="本机命令行首次登记",
    )
    return people.register_member(member, today=today, by=SYSTEM)
