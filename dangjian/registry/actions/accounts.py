"""One account for one person: issue a one-time code, activate, close; grant and end roles (L1)."""

from __future__ import annotations

import datetime as dt
import re
import secrets
import unicodedata
import uuid
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models.functions import Now

from dangjian.kernel import evidence
from dangjian.kernel.evidence import SYSTEM, Actor
from dangjian.kernel.refusal import Refused
from dangjian.registry import login_names, passwords
from dangjian.registry.authority import PURPOSES, Purpose, Scope, viewer_of
from dangjian.registry.models import (
    OFFICERS,
    Account,
    ActivationCode,
    Consent,
    Organization,
    Person,
    Role,
    RoleGrant,
    Session,
    StandingKind,
)
from dangjian.registry.models.account import LOGIN_NAME
from dangjian.registry.models.validity import since
from dangjian.registry.rules import leaving

CODE_DIGITS = 12
CODE_GOOD_FOR = dt.timedelta(days=7)
BETWEEN_OFFICES = dt.timedelta(days=180)
"""Whoever was one of the three officers does not become another of them within that time."""

_GONE = (StandingKind.LEFT, StandingKind.DIED, StandingKind.MOVED)
_CREATING_ACCOUNTS = 20_261_123  # key of the advisory lock under which login names are taken


# --- codes and accounts -----------------------------------------------------------------------


@evidence.action
def issue_code(
    person: Person,
    *,
    now: dt.datetime,
    by: Actor,
    issuer: Person | None,
    drop_second_factor: bool = False,
) -> str:
    """Issue a one-time code the person opens or regains the account with; returns its 12 digits.

    Codes issued before are void. Only a keyed hash is stored: the code can be shown this once.
    drop_second_factor: the telephone is lost, the second factor goes when the code is used.
    Refused for oneself (whoever holds the account needs no code from himself) and for leavers.
    """
    if issuer is not None and issuer.pk == person.pk:
        raise Refused("不能给自己发启用码，请上级的管理人员发放。")
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.standing in _GONE:
        raise Refused(f"{person.name}已经不在党内，不能发启用码。")
    leaving.check_may_open(person)
    cancel_codes([person], now)
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"
    ActivationCode.objects.create(
        person=person,
        code_index=ActivationCode.index_of(code),
        issued_by=issuer,
        issued_at=now,
        expires_at=now + CODE_GOOD_FOR,
        drops_second_factor=drop_second_factor,
    )
    evidence.record(
        by,
        "issue_code",
        "person",
        person.uid,
        person.path,
        drop_second_factor=drop_second_factor,
    )
    return code


@evidence.action
def activate(
    *, name: str, code: str, password: str, now: dt.datetime, login_name: str = ""
) -> Account:
    """Open the account of the person a code was issued to, or give it a new password.

    The name must be the person's: a slip found in the street is not enough. login_name: "" keeps
    the one there is, or makes one from the pinyin of the name. Every session the account had ends.
    Refused in one and the same sentence for a wrong, used, cancelled or expired code, a wrong name
    and somebody who has left; with a field for a login name or a password that will not do.
    """
    issued = (
        ActivationCode.objects.select_for_update(of=("self",))
        .select_related("person")
        .filter(
            code_index=ActivationCode.index_of(code),
            used_at__isnull=True,
            cancelled_at__isnull=True,
            expires_at__gt=now,
        )
        .first()
    )
    if (
        issued is None
        or not login_names.same(issued.person.name, name)
        or issued.person.standing in _GONE
    ):
        raise Refused("姓名或启用码不对，或者启用码已经用过、过期。请核对，或向发码的人再要一个。")
    account = _account_of(issued.person, login_name, now)
    _set_password(account, password, now.date())
    account.is_active, account.closed_at, account.closing_reason = True, None, ""
    account.save()
    if issued.drops_second_factor:
        Authenticator.objects.filter(user=account).delete()
    issued.used_at = now
    issued.save(update_fields=["used_at"])
    _leaf(_owner(account), "activate_account", account, dropped=issued.drops_second_factor)
    return account


@evidence.action
def close_account(account: Account, *, reason: str, by: Actor) -> Account:
    """Close an account at once; posts and roles are not touched.

    Its sessions end with it; nobody is loaded from a closed account anyway.
    """
    if not account.is_active:
        raise Refused("这个账号已经停用。")
    if by.person_uid == account.person.uid:
        raise Refused("不能停用自己的账号，请上级的管理人员办理。")
    if not reason.strip():
        raise Refused("请写明停用原因。", field="reason")
    account.is_active = False
    account.closed_at, account.closing_reason = Now(), reason.strip()
    account.save(update_fields=["is_active", "closed_at", "closing_reason"])
    account.refresh_from_db(fields=["closed_at"])
    Session.objects.filter(account=account).delete()
    cancel_codes([account.person], Now())
    _leaf(by, "close_account", account, reason=reason.strip())
    return account


def close_for(person: Person, *, reason: str, by: Actor) -> None:
    """Close the account of somebody who leaves, if there is one, within the leaver's own act."""
    cancel_codes([person], Now())
    account = Account.objects.filter(person=person, is_active=True).first()
    if account is not None:
        close_account(account, reason=reason, by=by)


@evidence.action
def record_sign_in(account: Account) -> Account:
    """Put on record that the owner signed in."""
    _leaf(_owner(account), "sign_in", account)
    return account


@evidence.action
def change_password(account: Account, *, password: str, on: dt.date) -> Account:
    """Give one's own account a new password; every other session of it ends.

    Refused (field "password1"): a password that will not do, or the old one again.
    """
    if account.check_password(password):
        raise Refused("新密码和原来的一样，请换一个。", field="password1")
    _set_password(account, password, on)
    account.save(update_fields=["password", "password_set_on"])
    _leaf(_owner(account), "change_password", account)
    return account


@dataclass(frozen=True)
class WaysClosed:
    """How many ways in there were: sessions that ran, passkeys, telephones tied (0 or 1), lists of
    recovery codes (0 or 1), printed codes nobody had used (0 or 1)."""

    sessions: int = 0
    passkeys: int = 0
    telephones: int = 0
    recovery_lists: int = 0
    codes: int = 0


@evidence.action
def close_all_ways_in(person: Person, *, reason: str, now: dt.datetime, by: Actor) -> WaysClosed:
    """Close every way by which somebody is in, or could come in, apart from his password.

    In one transaction: sessions, passkeys, the telephone, recovery codes, printed codes. There are
    no other keys: the platform has no tokens for programs. A request that is under way cannot bring
    its session back. The account stays as it is; who shall not come back with his password either
    gets it closed (`close_account`). Without an account only printed codes are void.
    """
    if not reason.strip():
        raise Refused("请写明原因。", field="reason")
    person = Person.objects.select_for_update().get(pk=person.pk)
    codes = cancel_codes([person], now)
    account = Account.objects.select_for_update(of=("self",)).filter(person=person).first()
    closed = WaysClosed(codes=codes) if account is None else _closed(account, codes, now)
    evidence.record(
        by,
        "close_all_ways_in",
        "person",
        person.uid,
        person.path,
        reason=reason.strip(),
        **vars(closed),
    )
    return closed


def _closed(account: Account, codes: int, now: dt.datetime) -> WaysClosed:
    devices = Authenticator.objects.filter(user=account)
    of = Counter(devices.values_list("type", flat=True))
    devices.delete()
    running = Session.objects.filter(account=account, expire_date__gt=now)
    sessions = running.count()
    Session.objects.filter(account=account).delete()
    account.session_round += 1
    account.save(update_fields=["session_round"])
    return WaysClosed(
        sessions,
        of[Authenticator.Type.WEBAUTHN],
        of[Authenticator.Type.TOTP],
        of[Authenticator.Type.RECOVERY_CODES],
        codes,
    )


# --- roles --------------------------------------------------------------------------------------


@evidence.action
def grant(
    holder: Person,
    *,
    role: str,
    organization: Organization,
    on: dt.date,
    today: dt.date,
    by: Actor,
    granter: Person | None,
    document: str = "",
    consent: Consent | None = None,
) -> RoleGrant:
    """Give a person a role over an organization and everything under it.

    granter: None for the system itself, only until the three officers are there (a trigger);
    whoever else grants needs the consent of a second person, and what it says (a trigger). Refused
    as `check_grant` refuses, and for a day in the past or future (rights begin when they are
    given).
    """
    if on != today and granter is not None:
        raise Refused("授权从当天起算。", field="on")
    holder = Person.objects.select_for_update().get(pk=holder.pk)
    check_grant(holder, role, organization, granter, on)
    if granter is not None and consent is None:
        raise Refused("授权要由另一位同志同意，请先提出申请。")
    # A slip written for a plain member must not open the office he is given now.
    cancel_codes([holder], Now())
    granted = RoleGrant.objects.create(
        holder=holder,
        role=role,
        organization=organization,
        granted_by=granter,
        document=document.strip(),
        valid=since(on),
        consent=consent,
    )
    _grant_leaf(by, "grant", granted, document=document.strip())
    return granted


def check_grant(
    holder: Person, role: str, organization: Organization, granter: Person | None, on: dt.date
) -> None:
    """Refused: to oneself, a role that comes by itself (member), outside what the granter is set
    over, a second one of the three officers or a change between them within 180 days, somebody who
    has left."""
    if granter is not None and granter.pk == holder.pk:
        raise Refused("不能给自己授权，请由另一位安全管理员办理。", field="holder")
    if role == Role.MEMBER:
        raise Refused("党员身份随组织关系，不用授权。", field="role")
    if granter is not None:
        _check_granter(granter, holder, organization, on)
    _check_holder(holder, role, organization, on)


@evidence.action
def end_grant(
    granted: RoleGrant, *, on: dt.date, by: Actor, consent: Consent | None = None
) -> RoleGrant:
    """Take a role back from a day on; on its first day it is as if it had not been given.

    Refused as `check_end` refuses, and one of the three officers' without a second person: nobody
    rids himself of whoever watches him.
    """
    granted = (
        RoleGrant.objects.select_for_update(of=("self",))
        .select_related("holder", "organization")
        .get(pk=granted.pk)
    )
    check_end(granted, by.person_uid)
    if granted.role in OFFICERS and by != SYSTEM and consent is None:
        raise Refused("收回三员的角色要由另一位同志同意，请先提出申请。")
    granted.end(max(on, granted.valid.lower))
    _grant_leaf(by, "end_grant", granted)
    return granted


def check_end(granted: RoleGrant, by: uuid.UUID | None) -> None:
    """Refused: it is over already, or one's own."""
    if granted.valid.upper is not None or granted.valid.isempty:
        raise Refused("这个角色已经收回。")
    if by == granted.holder.uid:
        raise Refused("不能收回自己的角色，请由另一位安全管理员办理。")


# --- what must hold -----------------------------------------------------------------------------


def _account_of(person: Person, login_name: str, now: dt.datetime) -> Account:
    """The person's account, or a new one, under the login name that was asked for."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CREATING_ACCOUNTS])
    account = Account.objects.filter(person=person).first()
    if account is None:
        account = Account(person=person, activated_at=now, login_name=login_names.free(person.name))
    wanted = unicodedata.normalize("NFKC", login_name).strip().lower()
    if wanted and not re.search(LOGIN_NAME, wanted):
        raise Refused("登录名用 4 到 40 个字母或数字，其中至少一个字母。", field="login_name")
    if wanted and Account.objects.filter(login_name=wanted).exclude(person=person).exists():
        raise Refused("这个登录名已经有人用了，请换一个。", field="login_name")
    account.login_name = wanted or account.login_name
    return account


def _set_password(account: Account, password: str, on: dt.date) -> None:
    officer = viewer_of(account, on).above_member
    problem = passwords.problem(
        password, account.person, account.login_name, officer=officer, mixed=settings.DENGBAO
    )
    if problem:
        raise Refused(problem, field="password1")
    account.set_password(password)
    account.password_set_on = on


def cancel_codes(people: Collection[Person], at: object) -> int:
    """Make every open code of these people void, within the act that changes what it opens; how
    many there were."""
    return ActivationCode.objects.filter(
        person__in=people, used_at__isnull=True, cancelled_at__isnull=True
    ).update(cancelled_at=at)


def _check_granter(
    granter: Person, holder: Person, organization: Organization, on: dt.date
) -> None:
    roles = [role for role, purposes in PURPOSES.items() if Purpose.GRANT in purposes]
    over = RoleGrant.objects.on(on).filter(
        holder=granter, role__in=roles, organization__closed_on__isnull=True
    )
    scope = Scope.of(over.values_list("organization__path", flat=True))
    if not scope.covers(organization.path):
        raise Refused("这个组织不在您的授权范围内。", field="organization")
    if not scope.covers(holder.path):
        raise Refused("这位同志不在您的授权范围内。", field="holder")


def _check_holder(holder: Person, role: str, organization: Organization, on: dt.date) -> None:
    if holder.standing in (*_GONE, StandingKind.SUSPENDED):
        raise Refused(f"{holder.name}现在不是党员，不能授予角色。", field="holder")
    leaving.check_free(holder)
    if organization.closed_on is not None:
        raise Refused(f"{organization.short_name}已经撤销。", field="organization")
    held = RoleGrant.objects.filter(holder=holder, valid__overlap=since(on))
    if held.filter(role=role, organization=organization).exists():
        raise Refused("这位同志已经有这个角色。", field="role")
    if role not in OFFICERS:
        return
    if held.filter(role__in=OFFICERS).exists():
        raise Refused("系统管理员、安全管理员、审计员须由不同的人担任。", field="role")
    lately = DateRange(on - BETWEEN_OFFICES, on, "[)")
    others = RoleGrant.objects.filter(holder=holder, role__in=OFFICERS).exclude(role=role)
    if others.filter(valid__overlap=lately).exists():
        raise Refused("这位同志 180 天内担任过另一种管理员，请换一位同志。", field="role")


def _owner(account: Account) -> Actor:
    return Actor(account.pk, Role.MEMBER.value, account.person.uid)


def _leaf(by: Actor, verb: str, account: Account, **detail: object) -> None:
    person = account.person
    evidence.record(by, verb, "person", person.uid, person.path, **detail)


def _grant_leaf(by: Actor, verb: str, granted: RoleGrant, **detail: object) -> None:
    holder: Person = granted.holder
    uid: uuid.UUID = holder.uid
    evidence.record(
        by,
        verb,
        "person",
        uid,
        holder.path,
        role=granted.role,
        organization=granted.organization_id,
        **detail,
    )
