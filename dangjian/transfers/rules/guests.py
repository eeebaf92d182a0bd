"""When somebody should be in touch with a floating member again. Reminders, never decisions."""

from __future__ import annotations

import datetime as dt

from dateutil.relativedelta import relativedelta

from dangjian.kernel.rules import Book

CONTACT = "mobile.contact.max_months"


def contact_due(last_on: dt.date, book: Book) -> dt.date:
    """The day by which somebody should be in touch again after a contact (or after leaving)."""
    return last_on + relativedelta(months=book.value(CONTACT).number)


def contacted_by(today: dt.date, book: Book) -> dt.date:
    """Whoever was last in touch on that day or earlier is due today."""
    months = book.value(CONTACT).number
    day = today - relativedelta(months=months)
    while contact_due(day + dt.timedelta(days=1), book) <= today:
        day += dt.timedelta(days=1)
    return day
