"""The brake on guessing: failed tries against one account, or from one address, cost patience.

A try is counted before it is judged, by one statement that is committed at once. So the count stays
whatever becomes of the request, and tries sent side by side to several processes cannot slip past
it. Passwords, second-factor codes, recovery codes and activation codes all share the same counters:
who knows the password still cannot try codes without end.

Three counters, because each alone can be turned against somebody:
- account and address together: the strict one. A stranger elsewhere does not lock the owner out;
- the account from anywhere: for guessing spread over many addresses;
- the address for anybody: for one password tried on many accounts. Mild, since a whole office or
  a classroom of members may stand behind one address.
Delays grow and have an end; failures are forgiven with time; nothing locks for good. Only keyed
hashes are stored: the table tells nobody who tried from where.
"""

from __future__ import annotations

import math
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection, transaction

from dangjian.kernel import crypto, evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused


@dataclass(frozen=True)
class Limit:
    """free: failures that cost nothing; then 1, 2, 4 … seconds, at most `longest`.

    forgives: one failure is forgotten each time so many seconds passed since the last.
    """

    free: int
    longest: int
    forgives: int

    def delay(self, failures: int) -> int:
        """Seconds to wait after that many failures."""
        return 0 if failures < self.free else min(self.longest, 2 ** min(failures - self.free, 20))


ACCOUNT_AT_ADDRESS = Limit(free=5, longest=900, forgives=900)
ACCOUNT = Limit(free=20, longest=300, forgives=300)
ADDRESS = Limit(free=100, longest=60, forgives=30)

# One statement: counts, unless the last failure is too fresh; then it changes and returns nothing.
_COUNT = """
INSERT INTO registry_signinbrake AS b (key, failures, failed_at)
VALUES (%(key)s, 1, clock_timestamp())
ON CONFLICT (key) DO UPDATE SET
    failed_at = clock_timestamp(),
    failures = 1 + greatest(0, b.failures
        - floor(extract(epoch FROM clock_timestamp() - b.failed_at) / %(forgives)s)::int)
WHERE b.failures < %(free)s OR b.failed_at <= clock_timestamp()
    - make_interval(secs => least(%(longest)s, power(2, least(b.failures - %(free)s, 20))))
RETURNING failures
"""
_SINCE = """
SELECT failures, extract(epoch FROM clock_timestamp() - failed_at)
FROM registry_signinbrake WHERE key = %s
"""
_GIVE_BACK = (
    "UPDATE registry_signinbrake SET failures = failures - 1 WHERE key = %s AND failures > 0"
)


class Braked(Refused):
    """Not judged at all: the person has to wait. seconds: for how long."""

    status = 429

    def __init__(self, seconds: int) -> None:
        super().__init__(f"输错的次数多了，请等 {in_words(seconds)}再试。")
        self.seconds = seconds


@dataclass(frozen=True)
class Counter:
    """One of the counters a try runs against."""

    kind: str
    key: bytes
    limit: Limit


@dataclass(frozen=True)
class Try:
    """A try that was counted and not yet judged. failures: what each counter says with it."""

    counters: tuple[Counter, ...]
    failures: tuple[int, ...]

    def failed(self, whose: uuid.UUID | None = None, path: str = "") -> None:
        """It was wrong. Where waiting begins with it, that is put on record.

        whose, path: the person whose account it was, where there is one.
        """
        for counter, failures in zip(self.counters, self.failures, strict=True):
            if failures == counter.limit.free:
                _record(counter, whose, path)

    def right(self) -> None:
        """It was right, as far as it went: it does not count. Earlier failures do."""
        _give_back(self.counters)


def begin(mark: str, address: str) -> Try:
    """Count a try against what is marked ("account:7", "name:zhang") from an address.

    Braked if one of the counters says to wait; then nothing is judged. RuntimeError inside a
    transaction: the count would be rolled back with the refusal it leads to.
    """
    counters = _counters(mark, address)
    failures: list[int] = []
    for counter in counters:
        counted = _count(counter)
        if counted is None:
            _give_back(counters[: len(failures)])
            raise Braked(_left(counter))
        failures.append(counted)
    return Try(counters, tuple(failures))


def clear(mark: str, address: str) -> None:
    """The owner is in: forget the account's failures. The address keeps its own."""
    with connection.cursor() as cursor:
        for counter in _counters(mark, address)[:2]:
            cursor.execute("DELETE FROM registry_signinbrake WHERE key = %s", [counter.key])


def forget_old() -> int:
    """Drop counters that no longer say anything; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM registry_signinbrake WHERE failed_at < now() - interval '1 day'"
        )
        return int(cursor.rowcount)


def in_words(seconds: int) -> str:
    """8 秒, or whole minutes from two minutes on: 4 分钟."""
    return f"{seconds} 秒" if seconds < 120 else f"{math.ceil(seconds / 60)} 分钟"


def _counters(mark: str, address: str) -> tuple[Counter, ...]:
    return (
        Counter("account_at_address", _key(f"{mark}|{address}"), ACCOUNT_AT_ADDRESS),
        Counter("account", _key(mark), ACCOUNT),
        Counter("address", _key(f"address:{address}"), ADDRESS),
    )


def _key(mark: str) -> bytes:
    return crypto.blind("registry_signinbrake", "key", mark)


def _count(counter: Counter) -> int | None:
    values: dict[str, bytes | int] = {
        "key": counter.key,
        "free": counter.limit.free,
        "longest": counter.limit.longest,
        "forgives": counter.limit.forgives,
    }
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(_COUNT, values)
        row = cursor.fetchone()
    return int(row[0]) if row else None


def _give_back(counters: Iterable[Counter]) -> None:
    with connection.cursor() as cursor:
        for counter in counters:
            cursor.execute(_GIVE_BACK, [counter.key])


def _left(counter: Counter) -> int:
    """Whole seconds still to wait, at least one."""
    with connection.cursor() as cursor:
        cursor.execute(_SINCE, [counter.key])
        row = cursor.fetchone()
    failures, since = row if row else (0, 0)
    return max(1, math.ceil(counter.limit.delay(failures) - float(since)))


@evidence.action
def _record(counter: Counter, whose: uuid.UUID | None, path: str) -> None:
    subject = ("person", whose) if whose else (counter.kind, uuid.UUID(bytes=counter.key))
    evidence.record(Actor(None, "visitor"), "brake", *subject, path, counter=counter.kind)
