"""A job that renames a branch, and the first time takes very long."""

from __future__ import annotations

import datetime as dt
import time

from django.conf import settings
from django.db import transaction

from dangjian.kernel import jobs
from dangjian.kernel.evidence import SYSTEM
from dangjian.registry.actions import organizations
from dangjian.registry.models import Organization

NAME = "中共更名以后支部委员会"
DAY = dt.date(2026, 11, 23)


@jobs.job("tests.rename_slowly")
def rename_slowly(organization_id: int) -> None:
    """Idempotent, as every job: a branch that bears the name already is left alone."""
    begun = settings.HOME / "begun"
    first = not begun.exists()
    with begun.open("a") as file:
        file.write("x")
    branch = Organization.objects.get(pk=organization_id)
    if branch.name == NAME:
        return
    with transaction.atomic():
        organizations.rename(branch, name=NAME, short_name="更名以后", on=DAY, today=DAY, by=SYSTEM)
        time.sleep(600 if first else 0)
