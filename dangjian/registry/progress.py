"""How far a long act is, for whoever looks while its transaction is still open."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from dangjian.registry.models import Export, Import

_EVERY = 0.4  # seconds
Tell = Callable[[int, int], object]


@contextmanager
def shown(run: Import | Export, state: str, also: Tell | None = None) -> Iterator[Tell]:
    """Within it the import or export is seen in that state; tell(done, total) says how far it is.

    Written on a connection of its own, since the act's own transaction is seen by nobody yet; so
    the act must not touch the row of its noun before this has ended. A failure puts the state
    back. A row that is itself not committed yet is left alone.
    """
    connection = connections["default"].copy()
    writer = _Writer(run, connection, also)
    try:
        writer.write("state = %s, done = 0, total = 0", state)
        yield writer.tell
    except BaseException:
        writer.write("state = %s", run.state)
        raise
    finally:
        connection.close()


class _Writer:
    def __init__(
        self, run: Import | Export, connection: BaseDatabaseWrapper, also: Tell | None
    ) -> None:
        self.run, self.connection, self.also = run, connection, also
        self.next = 0.0

    def tell(self, done: int, total: int) -> None:
        if self.also:
            self.also(done, total)
        if time.monotonic() >= self.next:
            self.next = time.monotonic() + _EVERY
            self.write("done = %s, total = %s", done, total)

    def write(self, what: str, *values: int | str) -> None:
        table = self.run._meta.db_table
        with self.connection.cursor() as cursor:
            # Never waits: whoever holds the row may be the very act that is told of.
            cursor.execute(
                f"UPDATE {table} SET {what} WHERE id IN"  # noqa: S608 - ours
                f" (SELECT id FROM {table} WHERE id = %s FOR NO KEY UPDATE SKIP LOCKED)",
                [*values, self.run.pk],
            )
