"""The second factor of an account: set up, take off, new recovery codes.

The devices are allauth's; their secrets are sealed by registry.signin before they are stored.
"""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused
from dangjian.registry.models import Account, Role


@evidence.action
def set_up(account: Account, *, secret: str, step: int) -> Account:
    """Tie a telephone to one's own account, in place of the one before; other sessions end.

    secret: Base32, shown to the owner; step: the time step of the code he proved it with, which
    cannot be used a second time. The recovery codes are new as well.
    """
    account = Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
    Authenticator.objects.filter(user=account).delete()
    device = TOTP.activate(account, secret).instance
    device.data["last_step"] = step
    device.save(update_fields=["data"])
    RecoveryCodes.activate(account)
    account.session_round += 1
    account.save(update_fields=["session_round"])
    _leaf(account, "set_up_second_factor")
    return account


@evidence.action
def take_off(account: Account, *, required: bool) -> Account:
    """Take the second factor off one's own account, recovery codes included.

    Refused where it is required of the owner (any role above plain membership).
    """
    if required:
        raise Refused("您担任的职务必须使用动态口令，不能解除。换手机请用“换一部手机”。")
    if not Authenticator.objects.filter(user=account).delete()[0]:
        raise Refused("没有绑定动态口令。")
    _leaf(account, "take_off_second_factor")
    return account


@evidence.action
def renew_recovery_codes(account: Account) -> Account:
    """Replace the recovery codes; the old ones are void. Refused without a second factor."""
    if not Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).exists():
        raise Refused("还没有绑定动态口令，不需要备用码。")
    Authenticator.objects.filter(user=account, type=Authenticator.Type.RECOVERY_CODES).delete()
    RecoveryCodes.activate(account)
    _leaf(account, "renew_recovery_codes")
    return account


def _leaf(account: Account, verb: str) -> None:
    person = account.person
    by = Actor(account.pk, Role.MEMBER.value, person.uid)
    evidence.record(by, verb, "person", person.uid, person.path)
