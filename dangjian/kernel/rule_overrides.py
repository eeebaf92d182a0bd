"""Stricter rules of a locality: set, withdrawn, and following an organization that moves."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.models import LocalOverride, Rule
from dangjian.kernel.refusal import Refused
from dangjian.kernel.rule_values import Direction, at_least_as_strict, say, stored, typed
from dangjian.kernel.rules import _demand, _rule, _span
from dangjian.kernel.rules import value as rule_value


@evidence.action
def override(
    key: str,
    *,
    organization_uid: uuid.UUID,
    path: str,
    value: Any,
    effective_from: dt.date,
    effective_to: dt.date | None = None,
    reason: str,
    by: Actor,
    on: dt.date,
) -> LocalOverride:
    """Set a stricter value for an organization and everything below it.

    Refused, with the clause, if the rule allows none, or the value is laxer than what already holds
    there; also without a reason, or where the organization has one for that time.
    """
    rule = _rule(key)
    own = typed(rule.value_type, value)
    _may_override(rule, own, effective_from, path)
    if not reason.strip():
        raise Refused("请写明另定更严规定的依据和理由。", field="reason")
    row = LocalOverride(
        rule=rule,
        organization_uid=organization_uid,
        path=path,
        value=stored(own),
        effective=_span(effective_from, effective_to),
        reason=reason.strip(),
        set_on=on,
        set_by_account=by.account_id,
        set_by_role=by.role,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as clash:
        raise Refused(
            "这个组织在这段时间里已经另定过，请先撤销原来的规定。", field="effective_from"
        ) from clash
    evidence.record(
        by,
        "rules.override",
        "organization",
        organization_uid,
        path,
        key=key,
        value=row.value,
        effective=str(row.effective),
        reason=row.reason,
    )
    return row


@evidence.action
def withdraw_override(row: LocalOverride, *, by: Actor, on: dt.date) -> None:
    """From that day on the override no longer holds; its row stays. Refused if it was withdrawn."""
    changed = LocalOverride.objects.filter(pk=row.pk, withdrawn_on__isnull=True).update(
        withdrawn_on=on
    )
    if not changed:
        raise Refused("这条规定已经撤销，请刷新页面。", status=409)
    row.refresh_from_db()
    evidence.record(
        by,
        "rules.withdraw_override",
        "organization",
        row.organization_uid,
        row.path,
        key=row.rule.key,
        override=str(row.uid),
        withdrawn_on=on,
    )


def organization_moved(old: str, new: str) -> int:
    """Let overrides follow an organization from its old path to its new one; returns how many.

    To be called in the transaction of the move, whose evidence covers it.
    """
    subtree = LocalOverride.objects.filter(path__startswith=old)
    return subtree.update(path=Concat(Value(new), Substr(F("path"), len(old) + 1)))


def _may_override(rule: Rule, own: Any, effective_from: dt.date, path: str) -> None:
    holding = rule_value(rule.key, on=effective_from, path=path)
    if rule.fixed or rule.direction == Direction.EXACTLY:
        raise Refused(
            f"这一条各地不得另定：{holding.sentence}", clause=holding.citation, field="value"
        )
    if not at_least_as_strict(rule.direction, own, holding.value):
        raise Refused(
            f"各地只能规定得更严：现行规定{_demand(holding)}，"
            f"填写的是{say(own, rule.unit)}，请核对。",
            clause=holding.citation,
            field="value",
        )
