"""A tiny district for tests, built through the actions: enough people for every role.

district.root, .street, .village_committee, .general, .east, .west, .group, .foreign
district.people["clerk"] … and district.accounts["clerk"] …
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from dangjian.kernel.evidence import SYSTEM
from dangjian.registry.actions import accounts, organizations, people, posts
from dangjian.registry.actions.people import NewMember
from dangjian.registry.models import (
    OFFICERS,
    Account,
    Act,
    Organization,
    OrganizationForm,
    Person,
    PostTitle,
    Role,
    RoleGrant,
)

TODAY = dt.date(2026, 11, 23)
FOUNDED = dt.date(2010, 7, 1)
OFFICERS_SINCE = dt.date(2025, 1, 1)
PASSWORD = "hefeng-practice-2026"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

ROLES = (
    "member",
    "secretary",
    "organizer",
    "clerk",
    "office",
    "leader",
    "system_officer",
    "security_officer",
    "auditor",
)


@dataclass
class District:
    """The organizations and people of the tiny district; `east` is home, `foreign` is elsewhere."""

    root: Organization
    street: Organization
    east: Organization
    west: Organization
    group: Organization
    other_street: Organization
    foreign: Organization
    people: dict[str, Person] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)

    def sign_in(self, client: Client, role: str) -> Client:
        """Sign a browser in as the holder of a role, second factor included."""
        client.force_login(self.accounts[role])
        return client


def invented_number(born_on: dt.date, sex: str, serial: int) -> str:
    """An identity number nobody has: header-row region, sequence 996-999, right check digit."""
    order = 996 + serial % 4
    if order % 2 != int(sex) % 2:
        order = 996 + (serial + 1) % 4
    # 40 header-row regions times the day of birth keep the numbers of one test apart.
    body = f"{11 + serial // 4 % 40:02d}0100{born_on:%Y%m%d}{order}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True))
    return body + "10X98765432"[total % 11]


_serial = iter(range(10**9))


def new_member(branch: Organization, name: str, **particulars: object) -> NewMember:
    """A plausible member of a branch; every particular can be given instead."""
    serial = next(_serial)
    born_on = particulars.pop("born_on", dt.date(1970, 1, 2) + dt.timedelta(days=serial % 9000))
    sex = particulars.pop("sex", "12"[serial % 2])
    joined_on = particulars.pop("joined_on", dt.date(2012, 7, 1))
    facts = {
        "full_on": joined_on.replace(year=joined_on.year + 1),
        "id_number": invented_number(born_on, sex, serial),
        "mobile": f"154{serial % 10**8:08d}",
        "education": "21",
        "occupation": "社区工作者",
    } | particulars
    return NewMember(
        organization=branch, name=name, sex=sex, born_on=born_on, joined_on=joined_on, **facts
    )


def register(branch: Organization, name: str, **particulars: object) -> Person:
    return people.register_member(new_member(branch, name, **particulars), today=TODAY, by=SYSTEM)


def open_below(
    parent: Organization | None, short_name: str, form: str, on: dt.date = FOUNDED
) -> Organization:
    return organizations.open_organization(
        name=f"中共禾丰区{short_name}",
        short_name=short_name,
        form=form,
        parent=parent,
        on=on,
        today=TODAY,
        by=SYSTEM,
    )


def build() -> District:
    """Two streets, three branches, one group, one person for every role, one account each."""
    root = open_below(None, "禾丰区委", OrganizationForm.DISTRICT)
    street = open_below(root, "东篱街道党工委", OrganizationForm.WORK_COMMITTEE)
    other = open_below(root, "柳岸街道党工委", OrganizationForm.WORK_COMMITTEE)
    east = open_below(street, "东篱社区第一党支部", OrganizationForm.BRANCH)
    west = open_below(street, "东篱社区第二党支部", OrganizationForm.BRANCH)
    foreign = open_below(other, "柳岸社区第一党支部", OrganizationForm.BRANCH)
    group = open_below(east, "东篱一支部第一党小组", OrganizationForm.GROUP)
    district = District(root, street, east, west, group, other, foreign)
    _people(district)
    _accounts(district)
    return district


def _people(district: District) -> None:
    names = {
        "member": "宋怀石",
        "secretary": "林禾青",
        "organizer": "何秋实",
        "clerk": "周望禾",
        "office": "方晴川",
        "leader": "许长庚",
        "system_officer": "陆时雨",
        "security_officer": "沈立秋",
        "auditor": "叶知渔",
    }
    for role, name in names.items():
        district.people[role] = register(district.east, name)
    district.people["foreigner"] = register(district.foreign, "顾南溪")
    posts.record_election(
        district.east,
        elected_on=dt.date(2025, 3, 15),
        holders=[(district.people["secretary"], PostTitle.SECRETARY)],
        today=TODAY,
        by=SYSTEM,
    )
    places = {
        "organizer": district.street,
        "clerk": district.street,
        "office": district.root,
        "leader": district.root,
        "system_officer": district.root,
        "security_officer": district.root,
        "auditor": district.root,
    }
    for role, place in places.items():
        accounts.grant(
            district.people[role],
            role=Role(role),
            organization=place,
            on=OFFICERS_SINCE if role in OFFICERS else TODAY,
            today=TODAY,
            by=SYSTEM,
            granter=None,
        )


def give(person: Person, role: str, organization: Organization, on: dt.date = TODAY) -> RoleGrant:
    """A role given as it is after the founding: the security officer asks, the system officer
    agrees."""
    from tests.registry.consented import agreed, asked, to_grant

    over = {"grants__organization__parent": None}
    officers = {
        role: Person.objects.filter(grants__role=role, **over).exclude(pk=person.pk).earliest("pk")
        for role in (Role.SECURITY_OFFICER, Role.SYSTEM_OFFICER)
    }
    noon = dt.datetime.combine(on, dt.time(12), dt.timezone(dt.timedelta(hours=8)))
    wanted = to_grant(person, role, organization)
    asked_for = asked(Act.GRANT, wanted, officers[Role.SECURITY_OFFICER], noon)
    return agreed(asked_for, officers[Role.SYSTEM_OFFICER], noon).granted.get()


def _accounts(district: District) -> None:
    moment = dt.datetime(2026, 11, 23, 9, tzinfo=dt.timezone(dt.timedelta(hours=8)))
    for role in ROLES:
        account = Account(
            person=district.people[role], login_name=role.replace("_", ""), activated_at=moment
        )
        account.password = _hashed()
        account.save()
        if role != "member":
            TOTP.activate(account, TOTP_SECRET)
            RecoveryCodes.activate(account)
        district.accounts[role] = account


_cache: list[str] = []


def _hashed() -> str:
    """Argon2 takes a tenth of a second on purpose; once is enough for a test run."""
    from django.contrib.auth.hashers import make_password

    if not _cache:
        _cache.append(make_password(PASSWORD))
    return _cache[0]
