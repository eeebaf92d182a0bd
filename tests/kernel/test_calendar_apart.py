"""Two clerks import the same notice in the same moment: one succeeds, one is told why not."""

from __future__ import annotations

import datetime as dt
import threading

from django.db import connections

from dangjian.kernel import calendar
from dangjian.kernel.evidence import Actor
from dangjian.kernel.models import HolidayNotice
from dangjian.kernel.refusal import Refused
from tests.kernel.test_holiday_notices import NOTICE_2027


def test_the_second_of_two_clerks_is_refused_and_nothing_is_doubled(committed_db: str) -> None:
    gate, told = threading.Barrier(2), []

    def one(account: int) -> None:
        gate.wait()
        try:
            calendar.import_notice(
                NOTICE_2027, by=Actor(account, "clerk"), on=dt.date(2026, 11, 23)
            )
            told.append("imported")
        except Refused as refusal:
            told.append(refusal.sentence[:10])
        finally:
            connections.close_all()

    clerks = [threading.Thread(target=one, args=(account,)) for account in (1, 2)]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join()
    assert sorted(told) == sorted(["imported", "2027年的放假通知"])
    assert HolidayNotice.objects.in_force().filter(year=2027).count() == 1
