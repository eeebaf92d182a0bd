"""One account for one person: issue a one-time code, activate, close; grant and end roles (L1)."""

from __future__ import annotations

import datetime as dt
import secrets

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone

from dangjian.kernel import crypto, evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused
from dangjian.registry.models import (
    OFFICERS,
    Account,
    ActivationCode,
    Organization,
    Person,
    Role,
    RoleGrant,
)
from dangjian.registry.models.validity import since

CODE_DIGITS = 12
CODE_GOOD_FOR = dt.timedelta(days=7)


@evidence.action
def issue_code(person: Person, *, now: dt.datetime, by: Actor, issuer: Person | None) -> str:
    """Issue a one-time code the person opens or regains the account with; returns its 12 digits.

    Codes issued before are void. Only a keyed hash is stored: the code can be shown this once.
    Refused for oneself (whoever holds the account needs no code from himself).
    """
    if issuer is not None and issuer.pk == person.pk:
        raise Refused("不能给自己发启用码，请上级的管理人员发放。")
    ActivationCode.objects.filter(
        person=person, used_at__isnull=True, cancelled_at__isnull=True
    ).update(cancelled_at=now)
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"
    ActivationCode.objects.create(
        person=person,
        code_index=_index(code),
        issued_by=issuer,
        issued_at=now,
        expires_at=now + CODE_GOOD_FOR,
    )
    evidence.record(by, "issue_code", "person", person.uid, person.path)
    return code


@evidence.action
def activate(
    *, name: str, code: str, login_name: str, password: str, now: dt.datetime
) -> Account:
    """Open the account of the person a code was issued to, or give it a new password.

    The name must be the person's: a slip found in the street is not enough. Refused in one and the
    same sentence for a wrong, used, cancelled or expired code and for a wrong name.
    """
    issued = (
        ActivationCode.objects.select_for_update(of=("self",))
        .select_related("person")
        .filter(
            code_index=_index(code),
            used_at__isnull=True,
            cancelled_at__isnull=True,
            expires_at__gt=now,
        )
        .first()
    )
    if issued is None or issued.person.name != name.strip():
        raise Refused("姓名或启用码不对，或者启用码已经用过、过期。请核对，或向发码的人再要一个。")
    person = issued.person
    account = Account.objects.filter(person=person).first()
    if Account.objects.filter(login_name=login_name).exclude(person=person).exists():
        raise Refused("这个登录名已经有人用了，请换一个。", field="login_name")
    if account is None:
        account = Account(person=person, activated_at=now)
    account.login_name, account.is_active = login_name, True
    account.closed_at, account.closing_reason = None, ""
    try:
        validate_password(password, account)
    except ValidationError as weak:
        raise Refused("".join(weak.messages), field="password") from weak
    account.set_password(password)
    account.save()
    issued.used_at = now
    issued.save(update_fields=["used_at"])
    evidence.record(
        Actor(account.pk, Role.MEMBER.value, person.uid),
        "activate_account",
        "person",
        person.uid,
        person.path,
    )
    return account


@evidence.action
def close_account(account: Account, *, reason: str, now: dt.datetime, by: Actor) -> Account:
    """Close an account at once; posts and roles are not touched.

    Its sessions are dead with the next request, since nobody is loaded from a closed account.
    """
    if not account.is_active:
        raise Refused("这个账号已经停用。")
    if not reason.strip():
        raise Refused("请写明停用原因。", field="reason")
    _close(account, reason, now)
    evidence.record(
        by, "close_account", "person", account.person.uid, account.person.path, reason=reason
    )
    return account


def close_for(person: Person, *, reason: str, by: Actor) -> None:
    """Close the account of somebody who leaves, if there is one, within the leaver's own act."""
    account = Account.objects.filter(person=person, is_active=True).first()
    if account is not None:
        close_account(account, reason=reason, now=timezone.now(), by=by)


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
) -> RoleGrant:
    """Give a person a role over an organization and everything under it.

    Refused: to oneself, a role that comes by itself (member), a second one of the three officers, a
    day in the past or future (rights begin when they are given).
    """
    if granter is not None and granter.pk == holder.pk:
        raise Refused("不能给自己授权，请由另一位安全管理员办理。")
    if role == Role.MEMBER:
        raise Refused("党员身份随组织关系，不用授权。", field="role")
    if on != today and granter is not None:
        raise Refused("授权从当天起算。", field="on")
    held = RoleGrant.objects.filter(holder=holder, valid__overlap=since(on))
    if held.filter(role=role, organization=organization).exists():
        raise Refused("这位同志已经有这个角色。", field="role")
    if role in OFFICERS and held.filter(role__in=OFFICERS).exists():
        raise Refused("系统管理员、安全管理员、审计员须由不同的人担任。", field="role")
    granted = RoleGrant.objects.create(
        holder=holder,
        role=role,
        organization=organization,
        granted_by=granter,
        document=document,
        valid=since(on),
    )
    evidence.record(
        by,
        "grant",
        "person",
        holder.uid,
        holder.path,
        role=role,
        organization=organization.pk,
        document=document,
    )
    return granted


@evidence.action
def end_grant(granted: RoleGrant, *, on: dt.date, by: Actor) -> RoleGrant:
    """Take a role back from a day on; on its first day it is as if it had not been given."""
    granted = RoleGrant.objects.select_for_update(of=("self",)).get(pk=granted.pk)
    if granted.valid.upper is not None:
        raise Refused("这个角色已经收回。")
    granted.end(max(on, granted.valid.lower))
    evidence.record(
        by,
        "end_grant",
        "person",
        granted.holder.uid,
        granted.holder.path,
        role=granted.role,
        organization=granted.organization_id,
    )
    return granted


def _close(account: Account, reason: str, now: dt.datetime) -> None:
    account.is_active = False
    account.closed_at, account.closing_reason = now, reason.strip()
    account.save(update_fields=["is_active", "closed_at", "closing_reason"])
    ActivationCode.objects.filter(
        person=account.person, used_at__isnull=True, cancelled_at__isnull=True
    ).update(cancelled_at=now)


def _index(code: str) -> bytes:
    digits = "".join(character for character in code if character.isdigit())
    return crypto.blind("registry_activationcode", "code", digits)
