"""End one's own sessions: one of them, or all but the one it is asked from."""

from __future__ import annotations

from django.db.models.functions import Now

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Stale
from dangjian.registry.models import Account, Role, Session


@evidence.action
def end_session(account: Account, *, handle: str) -> Account:
    """Sign out on one device. Stale where that session has ended meanwhile."""
    of_mine = Session.objects.filter(account=account, expire_date__gt=Now())
    found = next((one for one in of_mine if one.handle == handle), None)
    if found is None:
        raise Stale("这个登录已经结束了，不用再退出。")
    found.delete()
    _leaf(account, "end_session")
    return account


@evidence.action
def end_sessions(account: Account, *, keep: str | None) -> Account:
    """End every session of one's own account but one (keep: its key).

    The view then writes the new mark of the account into the one that stays.
    """
    Session.objects.filter(account=account).exclude(session_key=keep or "").delete()
    account.session_round += 1
    account.save(update_fields=["session_round"])
    _leaf(account, "end_sessions")
    return account


def _leaf(account: Account, verb: str) -> None:
    person = account.person
    by = Actor(account.pk, Role.MEMBER.value, person.uid)
    evidence.record(by, verb, "person", person.uid, person.path)
