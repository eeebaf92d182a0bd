"""Changing the data key: everything sealed is sealed anew, piece by piece, while people work.

A new key goes into the keyring file; every process sees it within a second and seals with it, and
opens what either sealed. Then each sealed column is gone through as the owner of the tables: rows
that somebody holds are passed over and met again in the next round, so nobody waits for more than
a piece and nobody's words are written over. How far it is stands in the rows themselves (a sealed
value names its key): whoever breaks off goes on later with `resume`. An old key stays in the file
until nothing is sealed with it any more (`drop_old`).
"""

from __future__ import annotations

import datetime as dt
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import OperationalError, connections, transaction
from psycopg import sql

from dangjian.kernel import crypto, evidence, keyring
from dangjian.kernel.crypto import SealBroken, Sealer
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused

PIECE = 200
"""Rows sealed anew in one transaction: how long others may have to wait for one of them."""
_MOST_BYTES = 16 << 20
_PATIENCE = "2s"  # for a table whose triggers are put aside: else the next round
_ROUNDS = 200
REST = dt.timedelta(hours=1)
"""How long a new key is in use before an old one may go: no act is open for so long."""

_KEYRING = uuid.UUID("5f7d6c0e-6a5b-5a1e-9d0a-8d6f5b1c2e79")
"""The subject of leaves about keys: the keyring itself."""
_GUARDED = """
SELECT EXISTS (SELECT 1 FROM pg_trigger
               WHERE tgrelid = %s::regclass AND NOT tgisinternal AND tgtype & 16 <> 0)
"""


@dataclass(frozen=True)
class Table:
    """A table with sealed columns."""

    name: str
    pk: str
    columns: tuple[str, ...]


@dataclass
class Resealed:
    """What a going through did: values sealed anew, and those that do not open (table → row and
    column), which are left as they are."""

    values: int = 0
    broken: dict[str, set[tuple[int, str]]] = field(default_factory=dict)

    def many_broken(self) -> int:
        return sum(map(len, self.broken.values()))


def tables() -> list[Table]:
    """Every table with sealed columns, by name."""
    found: dict[str, list[str]] = {}
    pks: dict[str, str] = {}
    for (table, column), model in sorted(crypto.sealed_columns().items()):
        found.setdefault(table, []).append(column)
        pks[table] = str(model._meta.pk.column)
    return [Table(name, pks[name], tuple(columns)) for name, columns in found.items()]


def counts() -> Counter[int]:
    """How many values are sealed with which key."""
    found: Counter[int] = Counter()
    with _as_owner() as cursor:
        for table in tables():
            for column in table.columns:
                cursor.execute(
                    sql.SQL(
                        "SELECT substr({c}, 2, 1), count(*) FROM {t}"
                        " WHERE {c} IS NOT NULL GROUP BY 1"
                    ).format(c=sql.Identifier(column), t=sql.Identifier(table.name))
                )
                for byte, many in cursor.fetchall():
                    found[bytes(byte)[0] if byte else 0] += many
    return found


@evidence.action
def begin(profile: str | None, *, by: Actor) -> int:
    """Make a new data key and seal with it from now on; its number. profile: to change to."""
    number = keyring.add_key(Path(settings.KEYRING), profile)
    ring = crypto.keyring(afresh=True)
    evidence.record(by, "rotate_key", "keyring", _KEYRING, number=number, profile=ring.profile)
    return number


def resume(
    *, by: Actor, tell: Callable[[int], object] = lambda done: None, piece: int = PIECE
) -> Resealed:
    """Seal everything anew that another key than the one in use sealed; may be broken off at any
    moment. tell: is given how many values were done since it was told before.

    Refused where rows stay held by others through all rounds.
    """
    done = Resealed()
    for _ in range(_ROUNDS):
        met = {table.name: _round(table, done, tell, piece) for table in tables()}
        if not any(met.values()):
            break
        time.sleep(0.05)
    else:
        raise Refused("有的记录一直被占着，没有换完。过一会儿再运行 dangjian keys resume。")
    _keep(done, by=by)
    return done


@evidence.action
def _keep(done: Resealed, *, by: Actor) -> None:
    evidence.record(
        by, "reseal", "keyring", _KEYRING, values=done.values, broken=done.many_broken()
    )


@evidence.action
def drop_old(*, now: dt.datetime, by: Actor) -> list[int]:
    """Take every key off the file with which nothing is sealed any more; their numbers.

    Refused while the one in use is younger than an hour, or where another sealed something still.
    """
    path = Path(settings.KEYRING)
    ring = crypto.keyring(afresh=True)
    old = sorted(ring.keys.keys() - {ring.current})
    if not old:
        raise Refused("没有旧密钥。")
    since = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
    if now - since < REST:
        raise Refused("新密钥用了还不到一小时，可能还有没办完的事用着旧密钥，请过一小时再来。")
    left = {number: many for number, many in counts().items() if number in old}
    if left:
        told = "、".join(f"{number} 号 {many:,} 处" for number, many in sorted(left.items()))
        raise Refused(f"旧密钥还封着内容（{told}），先运行 dangjian keys resume。")
    keyring.drop_keys(path, old)
    crypto.keyring(afresh=True)
    evidence.record(by, "drop_keys", "keyring", _KEYRING, numbers=old)
    return old


# --- one table ------------------------------------------------------------------------------------


def _round(table: Table, done: Resealed, tell: Callable[[int], object], piece: int) -> int:
    """Go through a table once; how many rows were met that had to be sealed anew."""
    after, met = -1, 0
    while True:
        try:
            last, many, values = _piece(table, after, done, piece)
        except OperationalError:  # others keep the table's lock: the next round
            return met + 1
        if not many:
            # Those that somebody held were not met.
            return met or _left(table, done.broken.get(table.name, set()))
        after, met, done.values = last, met + values, done.values + values
        tell(values)


def _piece(table: Table, after: int, done: Resealed, piece: int) -> tuple[int, int, int]:
    """Seal one piece of rows anew: the last row looked at, how many, and how many values."""
    current = crypto.keyring().current
    sealers = {column: Sealer(table.name, column) for column in table.columns}
    with _as_owner() as cursor, _triggers_aside(cursor, table):
        rows = _rows(cursor, table, current, after, piece)
        values = 0
        for at, column in enumerate(table.columns):
            changed = []
            for pk, uid, *blobs in rows:
                blob = bytes(blobs[at]) if blobs[at] is not None else b""
                if blobs[at] is None or blob[1:2] == bytes([current]):
                    continue
                try:
                    plain = sealers[column].unseal(uid, blob)
                except SealBroken:
                    done.broken.setdefault(table.name, set()).add((pk, column))
                    continue
                changed.append((pk, blob, sealers[column].seal(uid, plain)))
            values += _write(cursor, table, column, changed)
    return (rows[-1][0] if rows else after), len(rows), values


def _rows(cursor: Any, table: Table, current: int, after: int, piece: int) -> list[Any]:
    """The next rows with a value of another key, none that somebody else holds: he would wait."""
    names = [sql.Identifier(column) for column in table.columns]
    words = {
        "t": sql.Identifier(table.name),
        "pk": sql.Identifier(table.pk),
        "columns": sql.SQL(", ").join(names),
        "old": _old(table),
        "size": sql.SQL(" + ").join(
            sql.SQL("coalesce(octet_length({}), 0)").format(name) for name in names
        ),
    }
    cursor.execute(
        sql.SQL(
            "SELECT {pk}, {size} FROM {t} WHERE {pk} > %(after)s AND ({old})"
            " ORDER BY {pk} LIMIT %(piece)s FOR UPDATE SKIP LOCKED"
        ).format(**words),
        {"after": after, "current": bytes([current]), "piece": piece},
    )
    taken: list[int] = []
    size = 0
    for pk, many in cursor.fetchall():
        if taken and size + many > _MOST_BYTES:
            break
        taken.append(pk)
        size += many
    cursor.execute(
        sql.SQL("SELECT {pk}, uid, {columns} FROM {t} WHERE {pk} = ANY(%s) ORDER BY {pk}").format(
            **words
        ),
        [taken],
    )
    return list(cursor.fetchall())


def _old(table: Table) -> sql.Composable:
    """A condition: one of the columns was sealed with another key."""
    return sql.SQL(" OR ").join(
        sql.SQL("substr({}, 2, 1) <> %(current)s").format(sql.Identifier(column))
        for column in table.columns
    )


def _left(table: Table, broken: set[tuple[int, str]]) -> int:
    """How many rows are still to be sealed anew, those that do not open aside."""
    with _as_owner() as cursor:
        cursor.execute(
            sql.SQL("SELECT count(*) FROM {t} WHERE {old}").format(
                t=sql.Identifier(table.name), old=_old(table)
            ),
            {"current": bytes([crypto.keyring().current])},
        )
        many = int(cursor.fetchone()[0])
    return max(0, many - len({pk for pk, _ in broken}))


def _write(cursor: Any, table: Table, column: str, changed: list[tuple[int, bytes, bytes]]) -> int:
    if not changed:
        return 0
    cursor.execute(
        sql.SQL(
            "UPDATE {t} AS t SET {c} = v.fresh"
            " FROM unnest(%s::int8[], %s::bytea[], %s::bytea[]) AS v(pk, stale, fresh)"
            " WHERE t.{pk} = v.pk AND t.{c} = v.stale"
        ).format(
            t=sql.Identifier(table.name),
            c=sql.Identifier(column),
            pk=sql.Identifier(table.pk),
        ),
        [list(values) for values in zip(*changed, strict=True)],
    )
    return int(cursor.rowcount)


@contextmanager
def _as_owner() -> Iterator[Any]:
    """A transaction of the owner, who sees every row: an error where a policy would hide some."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SET LOCAL row_security = off")
        yield cursor


@contextmanager
def _triggers_aside(cursor: Any, table: Table) -> Iterator[None]:
    """What keeps a published row from being changed does not know that its words stay the same.

    Only in this transaction: others wait for its end with their changes, and meet the triggers.
    """
    cursor.execute(_GUARDED, [table.name])
    if not cursor.fetchone()[0]:
        yield
        return
    name = sql.Identifier(table.name)
    cursor.execute(sql.SQL("SET LOCAL lock_timeout = {}").format(sql.Literal(_PATIENCE)))
    cursor.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(name))
    yield
    cursor.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(name))
