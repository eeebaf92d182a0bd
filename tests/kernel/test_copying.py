"""Many rows at once: packed beside the database, they arrive as they would one by one (K2)."""

from __future__ import annotations

import os
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction

from dangjian.kernel import randomness
from dangjian.kernel.copying import FEW, copy_packed, copy_rows, pack, packer

COLUMNS = ("id", "uid", "name", "sealed", "there")
TYPES = ("int8", "uuid", "varchar", "bytea", "bool")


def rows(count: int) -> list[tuple[Any, ...]]:
    names = ("张伟", "a\tb\\n\nc", "", "\\N", "欧阳“娜娜”")
    return [
        (n, uuid.UUID(int=n), names[n % 5], None if n % 3 else os.urandom(9), n % 2 == 0)
        for n in range(count)
    ]


@pytest.fixture
def table(db: None) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE packed_rows"
            " (id int8, uid uuid, name varchar(100), sealed bytea, there bool) ON COMMIT DROP"
        )
    return "packed_rows"


def stored(table: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(COLUMNS)} FROM {table} ORDER BY id")  # noqa: S608
        return [
            (*one, None if sealed is None else bytes(sealed), there)
            for *one, sealed, there in cursor
        ]


@pytest.mark.parametrize("types", [TYPES, None])
@pytest.mark.parametrize("guarded", [True, False])
@pytest.mark.parametrize("count", [0, 1, FEW - 1, FEW, FEW + 1, 700])
def test_what_several_threads_packed_is_stored_as_it_was(
    table: str, types: tuple[str, ...] | None, guarded: bool, count: int
) -> None:
    """Each thread packs its own part at the same time; to the value, nothing differs. (K2)"""
    made, by, start = rows(count), packer(), threading.Barrier(3)

    def part(of: int) -> Any:
        start.wait()
        return pack(by, table, COLUMNS, made[of::3], types, guarded=guarded)

    with ThreadPoolExecutor(3) as threads:
        parts = list(threads.map(part, range(3)))
    with transaction.atomic():
        assert sum(copy_packed(one) for one in parts) == count
    assert stored(table) == made


def test_rows_that_are_packed_and_rows_that_are_not_are_the_same(table: str) -> None:
    """Two ways into a table, one outcome. (K2)"""
    made = rows(60)
    copy_rows(table, COLUMNS, made[:30], TYPES)
    copy_packed(pack(packer(), table, COLUMNS, made[30:], TYPES))
    assert stored(table) == made


@pytest.mark.django_db(transaction=True)
def test_outside_an_act_nothing_is_written() -> None:
    """Rows without the transaction of their act would stand there when the act fails. (L9)"""
    with pytest.raises(RuntimeError):
        copy_packed(pack(packer(), "nowhere", COLUMNS, rows(1), TYPES))


def test_random_bytes_are_given_out_once() -> None:
    """A nonce that came twice would open what is sealed: neither threads nor the next draw, nor a
    process that was forked, get bytes that somebody had. (L6)"""

    def many(_: int = 0) -> list[bytes]:
        return [randomness.random_bytes(n % 5 + 12) for n in range(2_000)]

    with ThreadPoolExecutor(3) as threads:
        drawn = [one for some in threads.map(many, range(3)) for one in some] + many()
    assert len({one[:12] for one in drawn}) == len(drawn)
    assert {len(one) for one in drawn} == set(range(12, 17))
    assert len({randomness.random_uuid() for _ in range(1_000)}) == 1_000
    assert randomness.random_uuid().version == 4

    randomness.random_bytes(12)  # so that something drawn before is left over
    reading, writing = os.pipe()
    if (child := os.fork()) == 0:
        os.write(writing, randomness.random_bytes(12))
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(reading, 12) != randomness.random_bytes(12)
