"""Who can sign in to the demo: one account for every role. Known to everybody, for the demo only.

A register with these accounts is a demo and nothing else: `is_demo` tells it from a real one.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from dangjian.registry.actions import accounts, second_factor
from dangjian.registry.models import Organization, Person, Role
from demo import cast
from demo.districts import FIRST
from demo.ground import BY, Ground
from demo.opening import ROOT_CODE

HELD_SINCE = dt.timedelta(days=300)
"""For how long they have held their roles: what they signed before today has to be theirs."""
PERIOD = 30
"""Seconds for which a code of the second factor is the current one."""
_PHRASE = "harvest-moon-practice"
_DISTRICT = "禾丰区委"
_STREET = "柳岸街道党工委"
WRITER = "何清越"
"""Who writes for the district; he does not sign in."""


@dataclass(frozen=True)
class SignIn:
    """How somebody of the demo signs in. totp_secret: Base32, "" where no second factor is due."""

    role: str
    name: str
    place: str
    login_name: str
    password: str
    totp_secret: str

    @property
    def role_label(self) -> str:
        """The role in Chinese."""
        return str(Role(self.role).label)

    def code(self, at: dt.datetime) -> str:
        """The six digits of the second factor at that moment, "" where none is due."""
        if not self.totp_secret:
            return ""
        return format_hotp_value(hotp_value(self.totp_secret, int(at.timestamp()) // PERIOD))


_SIGN_INS = (
    SignIn(Role.MEMBER, cast.NEW_MEMBER, FIRST, "member", _PHRASE, ""),
    SignIn(
        Role.SECRETARY,
        cast.SECRETARY,
        FIRST,
        "secretary",
        _PHRASE,
        "DY2JIYT3EM3ERYYOWZ4HRWNR5QH32GHI",
    ),
    SignIn(
        Role.ORGANIZER, "何秋实", _STREET, "organizer", _PHRASE, "WCYBASD32NJFDKOS3SBSP3BZ65G23HTB"
    ),
    SignIn(Role.CLERK, "许怀谷", _STREET, "clerk", _PHRASE, "C3MW7XDXFGUZPQH7K7HLMCW6LV7UIV6H"),
    SignIn(Role.OFFICE, "苏见山", _DISTRICT, "office", _PHRASE, "W7CKHWBXINVCZH2TEAN5CYKGXIJBCEWE"),
    SignIn(Role.LEADER, "梁叙白", _DISTRICT, "leader", _PHRASE, "DJQJ3ZCJSEXSPUSBTI5ILOVH2HC2NDXE"),
    SignIn(
        Role.SYSTEM_OFFICER,
        "陶云起",
        _DISTRICT,
        "system",
        _PHRASE,
        "AN5FEBDN4MUDNYX3KOWSNWYXHWPWKZVM",
    ),
    SignIn(
        Role.SECURITY_OFFICER,
        "孟听澜",
        _DISTRICT,
        "security",
        _PHRASE,
        "DW6W7APDEGTSZBZ5MGKRDSXJ3MU7V6YC",
    ),
    SignIn(
        Role.AUDITOR, "纪明澈", _DISTRICT, "auditor", _PHRASE, "B6WI7EWXJQ35KVHTJFGCGDY3MW7AQD7E"
    ),
)


def sign_ins() -> list[SignIn]:
    """Everybody who can sign in to the demo, from the member up to the three officers."""
    return list(_SIGN_INS)


def is_demo() -> bool:
    """Whether the register holds the demo district: one look at a unique index."""
    return Organization.objects.filter(code=ROOT_CODE).exists()


def open_all(ground: Ground, now: dt.datetime) -> int:
    """Grant the roles, open the accounts and set up their second factors; how many.

    The three officers come last: once they are there, nobody is given a role without a granter.
    """
    known = {member.profile.name: member.person for member in ground.members if member.known}
    _grant(ground, Role.ORGANIZER, _DISTRICT, known[WRITER])
    for entry in _SIGN_INS:
        person = known[entry.name]
        if entry.role not in (Role.MEMBER, Role.SECRETARY):
            _grant(ground, Role(entry.role), entry.place, person)
        code = accounts.issue_code(person, now=now, by=BY, issuer=None)
        account = accounts.activate(
            name=entry.name,
            code=code,
            password=entry.password,
            now=now,
            login_name=entry.login_name,
        )
        if entry.totp_secret:
            second_factor.set_up(account, secret=entry.totp_secret, step=0)
    return len(_SIGN_INS)


def _grant(ground: Ground, role: Role, place: str, person: Person) -> None:
    accounts.grant(
        person,
        role=role,
        organization=ground.organizations[ground.root.find(place)],
        on=ground.today - HELD_SINCE,
        today=ground.today,
        by=BY,
        granter=None,
        document="示例区县设置",
    )
