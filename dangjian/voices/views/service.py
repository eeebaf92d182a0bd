"""The public page of service times."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dangjian.kernel import clock
from dangjian.kernel.refusal import Refused
from dangjian.voices.queries import service

FIRST_YEAR = 2022
"""《信访工作条例》 is in force since May of that year."""


@login_not_required
@require_safe
def service_times(request: HttpRequest) -> HttpResponse:
    """How long letters took in a year (?year=2026), open to everybody."""
    today = clock.today()
    asked = request.GET.get("year", "").strip() or str(today.year)
    if not asked.isascii() or not asked.isdigit() or not FIRST_YEAR <= int(asked) <= today.year:
        raise Refused(f"请选 {FIRST_YEAR} 年到 {today.year} 年中的一年。", status=400)
    return render(
        request,
        "voices/service_times.html",
        {
            "times": service.times(int(asked), today),
            "years": range(today.year, FIRST_YEAR - 1, -1),
            "fewest": service.FEWEST,
        },
    )
