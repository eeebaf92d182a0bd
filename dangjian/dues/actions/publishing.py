"""The account of a half-year: drawn from the ledger, signed by another, put before members."""

from __future__ import annotations

import dataclasses
import datetime as dt

from dangjian.dues.models import AccountState, BranchAccount, Half
from dangjian.dues.queries.accounts import bookkeepers, due_halves, hindrance
from dangjian.dues.queries.ledger import sums
from dangjian.dues.recording import leaf, lock_account, somebody
from dangjian.dues.rules import ACCOUNTS, Hand
from dangjian.dues.rules.ledger import check_keeps_account, check_over
from dangjian.flow import actions as flow
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.openness.queries.offices import office_for
from dangjian.registry.authority import Purpose
from dangjian.registry.models import Organization


@evidence.action
def prepare(
    place: Organization, *, year: int, half: Half, now: dt.datetime, by: Actor
) -> BranchAccount:
    """Draw up the account of a half-year that is over; from now on nothing is booked into it.

    It goes to the nearest office upwards where somebody may sign who neither prepared it nor booked
    in it. Refused: the half-year runs; an earlier one is not drawn up; there is one already.
    """
    check_keeps_account(place)
    lock_account(place)
    today, preparer = now.date(), somebody(by)
    account = BranchAccount(
        organization=place, year=year, half=half, prepared_by=preparer, prepared_at=now
    )
    check_over(account, today)
    due = due_halves(place, today)
    standing = BranchAccount.objects.filter(organization=place, year=year, half=half)
    if standing.exclude(state=AccountState.RETURNED).exists():
        raise Refused(f"{account.title}的收支已经编制过了。", field="period")
    if due and due[0] < (year, half):
        first = BranchAccount(year=due[0][0], half=due[0][1])
        raise Refused(f"请先编制{first.title}的。", field="period")
    later = BranchAccount.objects.filter(organization=place).exclude(state=AccountState.RETURNED)
    if any((one.year, one.half) > (year, half) for one in later):
        raise Refused("后面的半年已经编制，不能再编更早的。", field="period")
    _fill(account)
    eyes = bookkeepers(account) | {preparer.pk}
    office = office_for(place, Purpose.DUES_REVIEW, eyes, today)
    flow.open_case(
        account, ACCOUNTS, at=place, part=Hand.TREASURER, to=[office], now=now, by=by,
        note=f"{place.short_name}{account.title}",
    )  # fmt: skip
    leaf(by, "prepare", account, place, title=account.title)
    return account


@evidence.action
def publish(
    account: BranchAccount, *, office: Organization, seen: int, now: dt.datetime, by: Actor
) -> BranchAccount:
    """Sign it and put it before the members.

    Refused (403): who prepared it or booked in it. Refused: the ledger says something else by now.
    Stale: it was signed or returned.
    """
    stored = _waiting(account)
    signer = somebody(by)
    if hinders := hindrance(stored, signer.pk):
        raise Refused(hinders, status=403)
    drawn = {name: getattr(stored, name) for name in _SUMS}
    _fill(stored)
    if drawn != {name: getattr(stored, name) for name in _SUMS}:
        raise Refused("编制以后账有了变化，请退回重新编制。")
    stored.signed_by, stored.published_at = signer, now
    stored.save()
    flow.advance(
        stored, ACCOUNTS, "publish", part=Hand.SIGNER, now=now, by=by, office=office, seen=seen
    )
    leaf(by, "publish", stored, stored.organization, title=stored.title)
    return stored


@evidence.action
def return_it(
    account: BranchAccount,
    *,
    words: str,
    part: Hand,
    office: Organization | None = None,
    seen: int,
    now: dt.datetime,
    by: Actor,
) -> BranchAccount:
    """Send it back, or take it back, with the reason: the half-year is open again. Stale."""
    stored = _waiting(account)
    flow.advance(
        stored,
        ACCOUNTS,
        "return_it",
        part=part,
        now=now,
        by=by,
        words=words,
        office=office,
        seen=seen,
    )
    leaf(by, "return_it", stored, stored.organization, title=stored.title)
    return stored


_SUMS = (
    "opening",
    "receipts",
    "voluntary",
    "to_centre",
    "from_below",
    "returned",
    "handed_up",
    "to_below",
    "spent",
    "taken_over",
    "given_over",
)


def _fill(account: BranchAccount) -> None:
    found = sums(account.organization, account.begins_on, account.ends_on)
    for field in dataclasses.fields(found):
        setattr(account, field.name, getattr(found, field.name))
    account.closing = found.closing


def _waiting(account: BranchAccount) -> BranchAccount:
    lock_account(account.organization)
    stored = (
        BranchAccount.objects.select_for_update(of=("self",))
        .select_related("organization", "case")
        .get(pk=account.pk)
    )
    if stored.state != AccountState.PREPARED:
        raise Stale("这期收支已经签过或者退回了。")
    return stored
