"""Reminders of members who take no part, of terms of discipline, of the yearly appraisal."""

from __future__ import annotations

from typing import cast

from django.urls import reverse

from dangjian.appraisal.models import What
from dangjian.appraisal.queries import appraisals, participation
from dangjian.appraisal.rules import participation as taking_part
from dangjian.desk.reminding import LATER, Eyes, Item, Kind, cited, part_of, who, whose
from dangjian.kit.words import due, since
from dangjian.registry.authority import Purpose
from dangjian.registry.queries import reminders as queries
from dangjian.registry.queries.reminders import Matter


def _inactive(matter: Matter, eyes: Eyes) -> Item:
    one = cast(participation.Absent, matter)
    told = taking_part.told(one.what, matter.day, eyes.today, eyes.book)
    return Item(
        LATER,
        since("没有参加", matter.day, eyes.today),
        f"{who(matter, eyes)}{What(one.what).label}",
        f"{told.what}。{told.sentence}",
        reverse("participation", args=[matter.person.pk]),
        "看情况",
        cited(told.rule),
        matter.day,
    )


def _sanction(matter: Matter, eyes: Eyes) -> Item:
    over = matter.day < eyes.today
    return Item(
        part_of(matter.day, eyes.today),
        due(matter.day, eyes.today),
        f"{who(matter, eyes)}有一项决定的期限{'过了' if over else '快到了'}",
        "请按程序研究：恢复权利、认定改正，还是延长。不登记结束就一直有效，不会到期自动结束。",
        reverse("member_sanctions", args=[matter.person.pk]),
        "看记录",
        day=matter.day,
    )


def _appraisal(matter: Matter, eyes: Eyes) -> Item:
    rule = eyes.book.value("life.appraisal.per_year")
    return Item(
        part_of(matter.day, eyes.today),
        due(matter.day, eyes.today),
        f"{whose(matter, eyes)}今年还没有发起民主评议",
        rule.sentence,
        reverse("appraisals"),
        "去发起",
        f"{rule.provision}（{rule.confirmation.label}）",
        matter.day,
    )


KINDS: tuple[Kind, ...] = (
    Kind(
        "inactive",
        "不参加组织生活",
        "长期不参加组织生活等的党员",
        "名",
        Purpose.MAINTAIN,
        participation.long_inactive,
        _inactive,
        lambda matters, eyes: f"{matters.total:,} 名党员长期不参加组织生活等",
    ),
    Kind(
        "sanctions",
        "处分和处置期限",
        "期限到了的处分和组织处置",
        "名",
        Purpose.DISCIPLINE,
        queries.sanction_terms,
        _sanction,
        lambda matters, eyes: f"{matters.total:,} 名党员有一项决定的期限过了，或者一个月内到",
        ends=True,
    ),
    Kind(
        "appraisals",
        "民主评议",
        "今年还没有发起民主评议的支部",
        "个",
        Purpose.APPRAISAL,
        appraisals.not_begun,
        _appraisal,
        lambda matters, eyes: f"{matters.total:,} 个支部今年还没有发起民主评议",
        ends=True,
    ),
)
