"""For the authorization matrix: a branch with an entry, a relief and an account, and a member."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dangjian.kernel.evidence import Actor
from dangjian.registry.models import Organization, Person
from tests.district import District
from tests.dues.booked import declared, prepared, published, received, relief

_OF_BRANCH = ("dues_sheet", "dues_sheet_print", "dues_export", "dues_ledger", "dues_book")
_OF_BRANCH += ("dues_accounts", "dues_account_prepare")
_OF_MEMBER = ("dues_member", "dues_declare", "dues_open", "dues_receive", "dues_relieve")
OF_DUES = (*_OF_BRANCH, *_OF_MEMBER, "dues_entry", "dues_reverse", "dues_farmers")
OF_DUES += ("dues_relief", "dues_relief_step", "dues_account", "dues_account_step")
LAST_YEAR = dt.date(2025, 6, 8)


def objects(district: District, branch: Organization, person: Person) -> dict[str, list[Any]]:
    """Address name -> arguments. Proposed and prepared by somebody of the branch who decides
    nothing above it."""
    own = branch.pk == district.east.pk
    role = "secretary" if own else "foreigner"
    keeper = district.people[role]
    account = district.accounts[role].pk if own else None
    by = Actor(account, "secretary", keeper.uid)
    declared(person)
    entry = received(branch, person, "50", by=by)
    for day in (LAST_YEAR, dt.date(2026, 6, 8)):
        received(branch, person, "5", day.replace(day=1), on=day, by=by)
    street = district.street if own else district.other_street
    first = prepared(branch, by, 2025)
    office = street if own else district.root
    published(district, first, office, "clerk" if own else "office")
    waiting = prepared(branch, by, 2026)
    found = relief(district, person, by=by)
    return (
        dict.fromkeys(_OF_BRANCH, [branch.pk])
        | dict.fromkeys(_OF_MEMBER, [person.pk])
        | dict.fromkeys(("dues_entry", "dues_reverse"), [entry.pk])
        | {
            "dues_farmers": [street.pk],
            "dues_relief": [found.pk],
            "dues_relief_step": [found.pk, "approve"],
            "dues_account": [first.pk],
            "dues_account_step": [waiting.pk, "sign"],
        }
    )
