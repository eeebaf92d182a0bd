"""Which rows of people the database shows, whatever a query forgot to ask: the second line.

The first line is every list's own filter (`registry.authority`). Tables with personal data have a
policy besides (`config/guarded.py`), which compares each row with what this module has put on the
connection: a few paths of the tree, who is asking, and where he knows the others. Nothing put
there, nothing shown.

    with row_scope.seeing(RowScope(viewer_paths, person_id)): ...    a request
    with row_scope.widened("what for"): ...                          what looks beyond on purpose

A block puts back what held before it, also when it fails. The setting lives on the connection, not
in a transaction: pages are read outside one. A connection opened anew gets it again.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import connection
from psycopg import OperationalError
from psycopg.pq import TransactionStatus

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class RowScope:
    """Paths of the tree, each ended by a slash, and the person who is asking (his own rows).

    roster: paths of which only is known who belongs to them, with name and standing. written_as:
    the writer of a letter whom the code of a receipt has opened it for, with an account or without.
    """

    paths: tuple[str, ...] = ()
    person_id: int | None = None
    roster: tuple[str, ...] = ()
    written_as: int | None = None

    def __post_init__(self) -> None:
        for path in (*self.paths, *self.roster):
            # One that did not end there would reach into its sibling: /1/2 begins /1/20/ as well.
            if not (path.startswith("/") and path.endswith("/")) or "," in path:
                raise ValueError(f"{path!r} is no path of the tree")


NOTHING = RowScope()
WHOLE = RowScope(("/",))
"""Every row, also of people who belong to no organization. Only this module uses it."""


class _Here(threading.local):
    scope: RowScope = NOTHING


_here = _Here()


def now() -> RowScope:
    """What holds in this thread."""
    return _here.scope


@contextmanager
def seeing(scope: RowScope) -> Iterator[None]:
    """Within the block the database shows the rows of this scope; then what it showed before."""
    before = _here.scope
    see(scope)
    try:
        yield
    finally:
        see(before)


@contextmanager
def widened(reason: str) -> Iterator[None]:
    """Within the block every row is shown. reason: what for, in the words of docs/words.md; each is
    listed in tests/guards/test_row_scope.py. ValueError without one."""
    if not reason:
        raise ValueError("a wider look has a reason")
    with seeing(WHOLE):
        yield


def widening(reason: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Decorator: the whole function looks beyond the scope, for this reason."""

    def wrapper(act: Callable[P, R]) -> Callable[P, R]:
        @wraps(act)
        def acted(*args: P.args, **kwargs: P.kwargs) -> R:
            with widened(reason):
                return act(*args, **kwargs)

        return acted

    return wrapper


def widen_here() -> None:
    """Every row until something else holds: a command that an operator typed, a page on which
    somebody signs in."""
    see(WHOLE)


def see(scope: RowScope) -> None:
    """Show the rows of this scope from here on. For the outermost layer, which puts it back."""
    if scope == _here.scope:
        return
    _here.scope = scope
    if connection.connection is not None:
        _put(connection.connection, scope)


def put_on_new(connection: Any, **_: object) -> None:
    """Receiver of Django's `connection_created`: a new connection knows nothing yet."""
    if connection.alias == "default" and _here.scope != NOTHING:
        _put(connection.connection, _here.scope)


def _put(raw: Any, scope: RowScope) -> None:
    # Past Django's own counting of queries: it is no question of a page. A transaction that failed
    # takes nothing any more, and is undone to before the block.
    if raw.closed or raw.info.transaction_status == TransactionStatus.INERROR:
        return
    try:
        raw.execute(
            "SELECT set_config('dangjian.paths', %s, false),"
            " set_config('dangjian.person', %s, false),"
            " set_config('dangjian.roster', %s, false),"
            " set_config('dangjian.writer', %s, false)",
            [
                ",".join(scope.paths),
                str(scope.person_id or ""),
                ",".join(scope.roster),
                str(scope.written_as or ""),
            ],
        )
    except OperationalError:
        # Gone, or nearly: nobody shall go on with what was there. Whoever asks next is told.
        raw.close()
