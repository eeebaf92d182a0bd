"""What a page asked the database while it was drawn, so that all of it can be asked again at once.

A visitor's page says nothing but what its address, the day and the answers of the database say.
While all of them answer as they did when it was drawn, it would be drawn the same: one statement
tells, where drawing takes a dozen and the templates besides.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from dangjian.kernel import row_scope
from dangjian.kernel.row_scope import RowScope

_READS = re.compile(r"\s*(?:SELECT|WITH)\b", re.IGNORECASE)
_MORE = re.compile(r"\b(?:INSERT|UPDATE|DELETE|MERGE|nextval|random|now)\b", re.IGNORECASE)
_BETWEEN, _ROWS = r"E'\x1f'", r"E'\x1e'"


@dataclass
class Asked:
    """The statements of a page, as the server gets them, by the scope they were asked in.

    again: whether they may be asked again; not where one writes or names this very moment.
    """

    statements: dict[RowScope, list[str]] = field(default_factory=dict)
    again: bool = True

    def answers(self) -> str:
        """A digest of all answers as they are now; one statement for each scope."""
        told = []
        for scope, statements in self.statements.items():
            with row_scope.seeing(scope), connection.cursor() as cursor:
                cursor.execute(_all_of(statements))
                told.append(str(cursor.fetchone()[0]))
        return " ".join(told)

    def note(self, sql: str, params: Any) -> None:
        """Take a statement down."""
        if not self.again:
            return
        given = params.values() if isinstance(params, Mapping) else params or ()
        moment = any(isinstance(one, dt.datetime) for one in given)
        if moment or _READS.match(sql) is None or _MORE.search(sql):
            self.again = False
            return
        with connection.cursor() as cursor:
            bound = cursor.mogrify(sql, params) if params else sql
        self.statements.setdefault(row_scope.now(), []).append(bound)


def _all_of(statements: list[str]) -> str:
    answers = (f"(SELECT string_agg(t::text, {_ROWS}) FROM ({one}) t)" for one in statements)  # noqa: S608
    return (
        f"SELECT encode(sha256(convert_to(concat_ws({_BETWEEN}, "  # noqa: S608
        + ", ".join(f"coalesce({one}, '')" for one in answers)
        + "), 'UTF8')), 'hex')"
    )


@contextmanager
def noting() -> Iterator[Asked]:
    """Note what is asked within the block."""
    asked = Asked()

    def noted(
        execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        asked.note(str(sql), params)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(noted):
        yield asked
