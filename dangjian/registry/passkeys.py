"""Passkeys (WebAuthn): a key in the owner's own telephone, computer or stick, opened by his finger.

allauth keeps them and fido2 judges the cryptography; what a browser sent is judged here, so that
whatever it sends is either right or a refusal. Works where browsers allow it: https, or localhost.
"""

from __future__ import annotations

import json
import struct
from typing import Any

from allauth.account.utils import url_str_to_user_pk
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from fido2.utils import websafe_decode
from fido2.webauthn import AuthenticationResponse, RegistrationResponse

from dangjian.registry.models import Account

NO_GOOD = "通行密钥没有对上，请再试一次；不行就用动态口令或者备用码。"
NOT_KEPT = "通行密钥没有登记成，请再试一次。"
MOST = 10
"""How many passkeys one account has at most."""

# What the parsers below say of bytes that are not what they should be.
_UNREADABLE = (
    ValidationError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    NotImplementedError,
    struct.error,
)


def of(account: Account) -> list[Authenticator]:
    """The passkeys of an account, the oldest first. One query."""
    kept = Authenticator.objects.filter(user=account, type=Authenticator.Type.WEBAUTHN)
    return list(kept.order_by("pk"))


def kinds(account: Account) -> set[str]:
    """What kinds of devices an account has (Authenticator.Type). One query."""
    return set(Authenticator.objects.filter(user=account).values_list("type", flat=True))


def telephone(account: Account) -> bool:
    """Whether a telephone that shows codes is tied to the account, the other second factor."""
    return Authenticator.Type.TOTP in kinds(account)


def offer_new(account: Account) -> str:
    """What the browser is asked to make a passkey from, as JSON; remembered in the session.

    Kept in the device (so that it also opens without a login name), opened by finger, face or PIN.
    """
    return _json(auth.begin_registration(account, True))


def ask(account: Account | None) -> str:
    """What the browser is asked to sign, as JSON; remembered in the session. None: any account's.

    Without a password before it the owner must have shown the device who he is.
    """
    return _json(auth.begin_authentication(account))


def read_new(credential: Any) -> dict[str, Any] | None:
    """The new passkey as it is kept, None if it is not what was asked for."""
    try:
        # Only what is kept: a browser may send along as much as it likes.
        kept = {
            "id": credential["id"],
            "rawId": credential["rawId"],
            "type": "public-key",
            "response": {
                name: credential["response"][name]
                for name in ("clientDataJSON", "attestationObject")
            },
            "clientExtensionResults": {"credProps": {"rk": True}},
        }
        RegistrationResponse.from_dict(kept)
        auth.complete_registration(kept)
    except _UNREADABLE:
        return None
    return kept


def owner(credential: Any) -> Account | None:
    """Whose passkey the browser says it is. Nothing is proved by that."""
    try:
        handle = websafe_decode(credential["response"]["userHandle"]).decode()
        pk = url_str_to_user_pk(handle)
        return Account.objects.select_related("person").filter(pk=pk).first()
    except (*_UNREADABLE, OverflowError):
        return None


@transaction.atomic
def use(account: Account, credential: Any) -> Authenticator | None:
    """The passkey this was signed with, or None. What was asked is used up.

    A passkey that counts must have counted on: else there is a copy of it somewhere.
    """
    try:
        passkey = auth.complete_authentication(account, credential)
        counted = AuthenticationResponse.from_dict(credential).response.authenticator_data.counter
    except _UNREADABLE:
        return None
    finally:
        auth.clear_state()
    device = Authenticator.objects.select_for_update(of=("self",)).filter(pk=passkey.pk).first()
    if device is None or 0 < counted <= device.data.get("counted", 0):
        return None
    device.data["counted"] = counted
    device.save(update_fields=["data"])
    return device


def may_be_used(request: HttpRequest) -> bool:
    """Whether browsers allow passkeys at the address this site was asked for."""
    host = request.get_host().rpartition(":")[0] or request.get_host()
    return request.is_secure() or host == "localhost"


def _json(options: Any) -> str:
    return json.dumps(options, default=dict)
