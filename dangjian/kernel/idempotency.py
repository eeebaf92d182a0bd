"""Form keys: a form that is sent twice happens once.

A key is drawn when the form is shown, signed and bound to the account. The post claims it in the
same transaction as its action: a double click waits for the first, then is shown the first one's
outcome; a post whose answer was lost on the way can be repeated safely.
"""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.core import signing
from django.db import connection
from django.utils import timezone

from dangjian.kernel.models import UsedFormKey
from dangjian.kernel.refusal import Refused, Stale

FIELD = "form_key"
_SALT = "dangjian.form-key"
_GOOD_FOR = timedelta(days=30)


def issue(account_id: int | None) -> str:
    """A fresh key for one form shown to this account (None: a visitor)."""
    return signing.dumps([uuid.uuid4().hex, account_id], salt=_SALT)


def read(token: str, account_id: int | None) -> uuid.UUID:
    """The key inside a token issued to this account.

    Refused (400) for a missing, forged or foreign key, Stale (409) for one older than 30 days.
    """
    try:
        key, owner = signing.loads(token, salt=_SALT, max_age=_GOOD_FOR)
    except signing.SignatureExpired as expired:
        raise Stale("这张表打开得太久了，请核对内容后再提交一次。") from expired
    except signing.BadSignature as forged:
        raise Refused(
            "这张表不是从本系统打开的，没有保存。请回到页面重新填写。", status=400
        ) from forged
    if owner != account_id:
        raise Refused("这张表是用另一个账号打开的，没有保存。请重新打开页面。", status=400)
    return uuid.UUID(key)


def is_ours(token: str) -> bool:
    """Whether we signed this key, for whatever account and however long ago."""
    try:
        signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return False
    return True


def claim(key: uuid.UUID, account_id: int | None, path: str) -> str | None:
    """Claim a key inside the transaction of its action.

    Returns None for the first claim; for a repeated one the address of the first one's outcome.
    A claim that is still under way elsewhere is waited for.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_usedformkey (key, account, path, used_at, outcome)"
            " VALUES (%s, %s, %s, now(), '') ON CONFLICT DO NOTHING",
            [key, account_id, path],
        )
        first = cursor.rowcount == 1
    return None if first else UsedFormKey.objects.get(key=key).outcome


def settle(key: uuid.UUID, outcome: str) -> None:
    """Remember where the first post led to."""
    UsedFormKey.objects.filter(key=key).update(outcome=outcome)


def forget_old() -> int:
    """Drop keys whose forms can no longer be sent; returns how many."""
    return UsedFormKey.objects.filter(used_at__lt=timezone.now() - 2 * _GOOD_FOR).delete()[0]
