"""What takes two persons, in the one inbox: to be decided, to be carried out, to be reviewed.

An emergency stays in the auditor's inbox until he has said what he found.
"""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from dangjian.desk.reminding import TODAY, Eyes, Item
from dangjian.kernel import clock
from dangjian.kit.words import Due, cn_moment
from dangjian.registry.authority import Purpose
from dangjian.registry.models import Consent, Emergency
from dangjian.registry.queries import consents as queries
from dangjian.registry.views.consents import AGREES

_FEW = 3


def items(eyes: Eyes) -> list[Item]:
    """The lines of whoever holds a role. Two queries; officers one more for each office."""
    if not eyes.viewer.above_member:
        return []
    now = clock.now()
    waiting = list(queries.waiting_for(eyes.viewer, AGREES, now)[: _FEW + 1])
    told = [_waiting(one, eyes) for one in waiting[:_FEW]]
    if len(waiting) > _FEW:
        told.append(_more(eyes))
    told += [_agreed(one, eyes) for one in queries.to_carry_out(eyes.viewer, now)[:_FEW]]
    if eyes.viewer.may_anywhere(Purpose.AUDIT):
        told += [_emergency(one, now) for one in queries.emergencies_to_review(eyes.viewer, now)]
    return told


def _waiting(consent: Consent, eyes: Eyes) -> Item:
    whom = f"：{consent.concerns.name}" if consent.concerns else ""
    until = timezone.localtime(consent.expires_at)
    return Item(
        TODAY,
        Due("soon", "等您复核", "等您", "复核", ""),
        f"{consent.get_act_display()}{whom}，等您复核",
        f"{consent.maker.name}提出：{consent.reason}。{cn_moment(until, eyes.today)}以前有效。",
        reverse("consent", args=[consent.pk]),
        "看一看",
        day=eyes.today,
    )


def _more(eyes: Eyes) -> Item:
    return Item(
        TODAY,
        Due("soon", "还有更多", "还有", "更多", ""),
        "还有别的申请等您复核",
        "上面是最急的几件。",
        reverse("consents"),
        "看全部",
        day=eyes.today,
    )


def _agreed(consent: Consent, eyes: Eyes) -> Item:
    until = timezone.localtime(consent.use_until)
    who = consent.checker.name if consent.checker else ""
    return Item(
        TODAY,
        Due("soon", "等您办", "同意了", "去办", ""),
        f"{consent.get_act_display()}：{who}同意了",
        f"{cn_moment(until, eyes.today)}以前办一次，过时作废。",
        reverse("consent", args=[consent.pk]),
        "去办",
        day=eyes.today,
    )


def _emergency(emergency: Emergency, now: dt.datetime) -> Item:
    until = timezone.localtime(emergency.until)
    over = emergency.until <= now
    return Item(
        TODAY,
        Due("late" if over else "soon", "应急", "应急", "复查", ""),
        f"{emergency.organization.short_name}的一次应急要复查",
        f"{emergency.one.name}、{emergency.other.name}启用，到 {cn_moment(until)}为止。"
        "没有复查完，这一条不会消失。",
        reverse("emergency", args=[emergency.pk]),
        "去复查" if over else "看一看",
        day=until.date(),
    )
