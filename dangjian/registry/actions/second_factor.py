"""The second factor of an account: a telephone, passkeys, recovery codes.

The devices are allauth's; secrets are sealed by registry.signin before they are stored, what a
passkey needs to be recognised by is no secret.
"""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry import passkeys
from dangjian.registry.models import Account, Role

Type = Authenticator.Type


@evidence.action
def set_up(account: Account, *, secret: str, step: int) -> Account:
    """Tie a telephone to one's own account, in place of the one before; other sessions end.

    secret: Base32, shown to the owner; step: the time step of the code he proved it with, which
    cannot be used a second time. The recovery codes are new as well; passkeys stay.
    """
    account = _locked(account)
    _drop(account, Type.TOTP, Type.RECOVERY_CODES)
    device = TOTP.activate(account, secret).instance
    device.data["last_step"] = step
    device.save(update_fields=["data"])
    RecoveryCodes.activate(account)
    _end_other_sessions(account)
    _leaf(account, "set_up_second_factor")
    return account


@evidence.action
def take_off(account: Account, *, required: bool) -> Account:
    """Take the telephone off one's own account; without a passkey the recovery codes go with it.

    Refused where a second factor is required of the owner (any role above plain membership) and
    this is the only one.
    """
    account = _locked(account)
    last = not passkeys.of(account)
    if required and last:
        raise Refused("您担任的职务必须使用动态口令，不能解除。换手机请用“换一部手机”。")
    if not _drop(account, Type.TOTP):
        raise Refused("没有绑定动态口令。")
    if last:
        _drop(account, Type.RECOVERY_CODES)
    _leaf(account, "take_off_second_factor")
    return account


@evidence.action
def add_passkey(account: Account, *, name: str, credential: dict[str, Any]) -> bool:
    """Keep a passkey of the owner of an account; other sessions end.

    credential: as `passkeys.read_new` judged it. True where recovery codes came with it, the first
    second factor. Refused: a name used already, more than ten, a key that was added just now.
    """
    account = _locked(account)
    kept = passkeys.of(account)
    if len(kept) >= passkeys.MOST:
        raise Refused(f"一个账号最多登记 {passkeys.MOST} 个通行密钥，请先移除不用的。")
    if any(one.data["credential"]["id"] == credential["id"] for one in kept):
        raise Refused("这个通行密钥已经登记过了。")
    if any(one.wrap().name == name for one in kept):
        raise Refused("已经有一个叫这个名称的通行密钥，请换一个名称。", field="name")
    WebAuthn.add(account, name, credential)
    first = not Authenticator.objects.filter(user=account, type=Type.RECOVERY_CODES).exists()
    if first:
        RecoveryCodes.activate(account)
    _end_other_sessions(account)
    _leaf(account, "add_passkey")
    return first


@evidence.action
def remove_passkey(account: Account, *, pk: int, required: bool) -> str:
    """Void one passkey of one's own account; returns its name.

    Refused where a second factor is required and this is the only one. Stale: it is gone already.
    """
    account = _locked(account)
    found = next((one for one in passkeys.of(account) if one.pk == pk), None)
    if found is None:
        raise Stale("这个通行密钥已经移除了。")
    others = Authenticator.objects.filter(user=account, type__in=(Type.TOTP, Type.WEBAUTHN))
    last = not others.exclude(pk=pk).exists()
    if required and last:
        raise Refused("您担任的职务必须用两步验证，请先绑定手机或者再登记一个通行密钥，再移除它。")
    name: str = found.wrap().name
    found.delete()
    if last:
        _drop(account, Type.RECOVERY_CODES)
    _leaf(account, "remove_passkey")
    return name


@evidence.action
def renew_recovery_codes(account: Account) -> Account:
    """Replace the recovery codes; the old ones are void. Refused without a second factor."""
    if not Authenticator.objects.filter(user=account, type__in=(Type.TOTP, Type.WEBAUTHN)).exists():
        raise Refused("还没有用两步验证，不需要备用码。")
    _drop(account, Type.RECOVERY_CODES)
    RecoveryCodes.activate(account)
    _leaf(account, "renew_recovery_codes")
    return account


def _locked(account: Account) -> Account:
    return Account.objects.select_for_update(of=("self",)).get(pk=account.pk)


def _drop(account: Account, *types: str) -> int:
    return int(Authenticator.objects.filter(user=account, type__in=types).delete()[0])


def _end_other_sessions(account: Account) -> None:
    """All of them; the view writes the new mark into the one it is asked from."""
    account.session_round += 1
    account.save(update_fields=["session_round"])


def _leaf(account: Account, verb: str) -> None:
    person = account.person
    by = Actor(account.pk, Role.MEMBER.value, person.uid)
    evidence.record(by, verb, "person", person.uid, person.path)
