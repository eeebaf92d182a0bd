"""Facts that hold from a day on, until a day or for good: `valid` is a half-open range of days."""

from __future__ import annotations

import datetime as dt

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Greatest


def since(day: dt.date) -> DateRange:
    """The open range that begins on a day."""
    return DateRange(day, None, "[)")


def once_at_a_time(
    name: str, *columns: str, only: Q | None = None, sentence: str
) -> ExclusionConstraint:
    """Two rows that agree in the columns may not hold on the same day."""
    return ExclusionConstraint(
        name=name,
        expressions=[
            *((column, RangeOperators.EQUAL) for column in columns),
            ("valid", RangeOperators.OVERLAPS),
        ],
        condition=only,
        violation_error_message=sentence,
    )


class ValidQuerySet(models.QuerySet):
    """Questions every dated fact answers."""

    def on(self, day: dt.date) -> ValidQuerySet:
        """The facts that held on that day."""
        return self.filter(valid__contains=day)

    def current(self) -> ValidQuerySet:
        """The facts without an end. (One that was made empty never held.)"""
        return self.filter(valid__upper_inf=True)

    def end(self, on: dt.date) -> int:
        """Close every range: from that day on none of the facts holds; how many there were.

        One that began on that day or later never held: its range becomes empty.
        """
        first = F("valid__startswith")
        until = Greatest(first, Value(on, models.DateField()))
        return self.update(
            valid=Func(first, until, function="daterange", output_field=DateRangeField())
        )


class Dated(models.Model):
    """A fact with its range of days. Ending it closes the range; nothing is deleted."""

    valid = DateRangeField()

    objects = ValidQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def began_on(self) -> dt.date | None:
        return self.valid.lower

    @property
    def ended_on(self) -> dt.date | None:
        """The first day on which it no longer held, or None while it holds."""
        return self.valid.upper

    @property
    def last_day(self) -> dt.date | None:
        """The last day on which it held, or None while it holds."""
        return self.valid.upper - dt.timedelta(days=1) if self.valid.upper else None

    def end(self, on: dt.date) -> None:
        """Close the range: from that day on the fact no longer holds. Saves.

        Ended on its first day it never held: its range becomes empty.
        """
        lower = self.valid.lower
        self.valid = DateRange(lower, on, "[)") if lower < on else DateRange(empty=True)
        self.save(update_fields=["valid"])
