"""Queries asked at every request: Django makes their SQL once, afterwards only values go in.

Making the SQL of a query takes several times as long as asking it. What a query says stays where
everybody reads it, in a queryset:

    _open_grants = Compiled(lambda person, on: RoleGrant.objects.on(on).filter(holder=person)
                            .values_list("role"))
    _open_grants.rows(person.pk, today)
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import QuerySet

Value = int | str | dt.date  # and a moment, which is a day to Python


class Compiled:
    """One query whose form never changes, whatever its values are.

    build(*values): a queryset of tuples (`values_list`) made of as many whole numbers, texts, days
    or moments. It is called once, with stand-ins, and must treat every value alike: nothing in it
    may depend on what a value is.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self._build = build
        self._made: tuple[str, tuple[int | None, ...], tuple[Any, ...]] | None = None

    def rows(self, *values: Value) -> list[tuple[Any, ...]]:
        """The rows for these values, as the database gives them (no model fields convert them)."""
        sql, places, fixed = self._made or self._make(values)
        given = [
            constant if place is None else values[place]
            for place, constant in zip(places, fixed, strict=True)
        ]
        with connection.cursor() as cursor:
            cursor.execute(sql, given)
            return cursor.fetchall()

    def _make(self, values: tuple[Value, ...]) -> tuple[str, Any, Any]:
        marks = [_stand_in(value, at) for at, value in enumerate(values)]
        sql, params = self._build(*marks).query.sql_with_params()
        at = {mark: place for place, mark in enumerate(marks)}
        places = tuple(at.get(one) if isinstance(one, Value) else None for one in params)
        if missing := set(range(len(values))) - set(places):
            raise ValueError(f"values {sorted(missing)} do not come out in the query as they go in")
        self._made = sql, places, tuple(params)
        return self._made


def _stand_in(value: Value, at: int) -> Value:
    """A value of the same kind that nothing else in a query is."""
    if isinstance(value, bool):
        raise TypeError("of what is yes or no, each has a query of its own")
    if isinstance(value, dt.datetime):
        return dt.datetime(9998, 1 + at // 28, 1 + at % 28, tzinfo=value.tzinfo)
    if isinstance(value, dt.date):
        return dt.date(9998, 1 + at // 28, 1 + at % 28)
    return 2_147_000_000 + at if isinstance(value, int) else f"\ue000{at}/"
