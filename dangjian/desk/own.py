"""What concerns the viewer alone: his own probation, his own account."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dateutil.relativedelta import relativedelta
from django.urls import reverse

from dangjian.desk.reminding import LATER, Eyes, Item, cited, part_of
from dangjian.development.queries.cases import case_of_person
from dangjian.kernel.rules import Book
from dangjian.kit.words import Due, cn_date, due
from dangjian.registry.models import Account, Person, StandingKind
from dangjian.registry.queries.accounts import recovery_codes_left
from dangjian.registry.rules import reminders as rules

ENOUGH_CODES = 3


def items(person: Person, account: Account, eyes: Eyes) -> list[Item]:
    """What one should see to oneself; nothing that is not so."""
    return [*_probation(person, eyes), *_codes(account)]


def _probation(person: Person, eyes: Eyes) -> list[Item]:
    if person.standing != StandingKind.PROBATIONARY or person.joined_on is None:
        return []
    over_on = _over_on(person, person.joined_on, eyes.book)
    if over_on > eyes.today + rules.CONVERSION_AHEAD:
        return []
    told = rules.conversion(person.joined_on, eyes.today, eyes.book)
    return [
        Item(
            part_of(over_on, eyes.today),
            due(over_on, eyes.today),
            f"您的预备期{'满了' if over_on <= eyes.today else '快满了'}，请写转正申请",
            "写好书面的转正申请，交给支部书记，由支部大会讨论。",
            reverse("member", args=[person.pk]),
            "看我的信息",
            cited(told.rule),
            over_on,
        )
    ]


def _over_on(person: Person, joined_on: dt.date, book: Book) -> dt.date:
    """The day the probation is full, as far as his case says that it was made longer. One query."""
    over_on = rules.probation_over_on(joined_on, book)
    case = case_of_person(person.pk)
    return over_on + relativedelta(months=case.extended) if case and case.extended else over_on


def _codes(account: Account) -> list[Item]:
    """Recovery codes that run out: without them a lost phone locks one out."""
    left = recovery_codes_left(account)
    if left is None or left >= ENOUGH_CODES:
        return []
    return [
        Item(
            LATER,
            Due("soon", f"还剩 {left} 个", "还剩", str(left), "个"),
            "备用码快用完了",
            "手机丢了要靠备用码登录。换一批，记在纸上收好。",
            reverse("mfa_generate_recovery_codes"),
            "换一批",
        )
    ]


def conversion_steps(person: Person, today: dt.date, book: Book) -> list[dict[str, Any]]:
    """The way of a probationary member to full membership, for the timeline; [] for others."""
    if person.standing != StandingKind.PROBATIONARY or person.joined_on is None:
        return []
    over_on = _over_on(person, person.joined_on, book)
    over = over_on <= today
    told = f"到 {cn_date(over_on, today)}，{due(over_on, today).text}" if not over else "已满"
    return [
        {"title": "成为预备党员", "text": cn_date(person.joined_on, today), "state": "done"},
        {"title": "预备期考察", "text": told, "state": "done" if over else "now"},
        {
            "title": "提出转正申请，支部大会讨论",
            "text": "现在就可以提出" if over else f"{cn_date(over_on, today)}前后，届时提醒您",
            "state": "now" if over else "",
        },
        {"title": "上级党组织审批"},
    ]
