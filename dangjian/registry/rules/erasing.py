"""When the words of evidence about a person may be erased at his request."""

from __future__ import annotations

import datetime as dt

from dateutil.relativedelta import relativedelta

from dangjian.kernel.refusal import Refused

KEPT_MONTHS = 6
"""So long evidence keeps its words whoever asks. The number is the house's own: that of Art. 21 of
网络安全法 (2016) for records of what happened on a network, not compared with its text here."""

MOST = 2_000
"""Leaves erased in one act: one transaction, and one page that somebody can still look over."""


def check_day(until: dt.date, today: dt.date) -> None:
    """Refused (field "until") where the leaves of that day are too young."""
    latest = today - relativedelta(months=KEPT_MONTHS)
    if until > latest:
        raise Refused(
            f"证据的内容至少保留 {KEPT_MONTHS} 个月，最晚只能抹到 {latest:%Y-%m-%d}。",
            field="until",
        )
