"""`{% form_key %}`: the hidden field that makes a form happen once."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from dangjian.kernel import idempotency

register = template.Library()


@register.simple_tag(takes_context=True)
def form_key(context: template.Context) -> SafeString:
    """A fresh key for the viewer; a form shown again after a mistake keeps the key it had."""
    request: Any = context["request"]
    account_id = request.user.pk if request.user.is_authenticated else None
    posted = request.POST.get(idempotency.FIELD, "") if request.method == "POST" else ""
    return format_html(
        '<input type="hidden" name="{}" value="{}">',
        idempotency.FIELD,
        posted or idempotency.issue(account_id),
    )
