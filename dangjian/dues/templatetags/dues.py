"""Yuan in templates."""

from __future__ import annotations

from decimal import Decimal

from django import template

from dangjian.dues.rules import months, standards

register = template.Library()


@register.filter
def yuan(amount: Decimal | None) -> str:
    """`{{ row.paid|yuan }}`: 1,234.50; a dash where there is none."""
    return "—" if amount is None else standards.yuan(amount)


register.filter("month_said", months.said)
