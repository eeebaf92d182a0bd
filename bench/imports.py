"""A district comes in: organizations and 38,216 members, as a clerk waits for them; a million rows.

The floor is a plain COPY of the same values, unsealed and unjudged, in the same database.
"""

from __future__ import annotations

import csv
import datetime as dt
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psutil
from django.db import connection, connections, transaction
from stdnum.cn import ric

from bench.pages import _use
from dangjian.config import cluster
from dangjian.config.install import install
from dangjian.kernel import clock, files
from dangjian.kernel.evidence import SYSTEM
from dangjian.registry.actions import imports
from dangjian.registry.models import Import

Say = Callable[..., None]
AS_OF = dt.date(2025, 12, 31)
DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
MILLION = 1_000_000


def measure(say: Say, *, million: bool = True, deep: int = 0) -> None:
    """Bring the real-shaped tables into a database of its own; drops it afterwards.

    deep: so many rows are also entered, each with a number and a name of its own.
    """
    if not DATA.is_dir():
        say("imports", skipped="the shared data are not beside this checkout")
        return
    name, home = "bench_imports", cluster.home()
    cluster.drop_database(home, name)
    cluster.create_database(home, name)
    _use(name)
    try:
        install(say=lambda _: None)
        floor = _floor(say)
        _bring("organizations", DATA / "organizations.xlsx", say, floor)
        run = _bring("roster", DATA / "roster.xlsx", say, floor)
        with _measured(say, "undo the import of a roster", floor, rows=run.entered):
            imports.undo(run, reason="测量", by=SYSTEM)
        if million:
            _million(say, floor)
        if deep:
            _deep(deep, say, floor)
    finally:
        for alias in ("default", "owner", "auditor"):
            connections[alias].close()
        cluster.drop_database(home, name)


def _floor(say: Say) -> float:
    """Seconds a plain COPY of the roster's cells takes."""
    rows = [
        "\t".join(str(cell) for cell in row)
        for part in files.read(DATA / "roster.xlsx", "roster.xlsx")
        for row in part.rows
    ]
    began = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        columns = len(rows[0].split("\t"))
        names = ", ".join(f"c{n} text" for n in range(columns))
        cursor.execute(f"CREATE TEMPORARY TABLE plain ({names}) ON COMMIT DROP")
        with cursor.copy("COPY plain FROM STDIN") as copy:
            for row in rows:
                copy.write(f"{row}\n")
    took = time.perf_counter() - began
    say("plain COPY of the roster", rows=len(rows), wall_s=round(took, 3))
    return took


@contextmanager
def _measured(say: Say, what: str, floor: float, **figures: Any) -> Iterator[None]:
    """Wall and CPU of an act: ours and the database's."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        database = psutil.Process(cursor.fetchone()[0])
    own, theirs, began = time.process_time(), _cpu(database), time.perf_counter()
    yield
    wall = time.perf_counter() - began
    say(
        what,
        wall_s=round(wall, 2),
        cpu_s=round(time.process_time() - own, 2),
        database_cpu_s=round(_cpu(database) - theirs, 2),
        peak_mib=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10,
        to_floor=round(wall / floor, 1),
        **figures,
    )


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _start(kind: str, path: Path) -> Import:
    return imports.start(
        path,
        name=path.name,
        kind=kind,
        as_of=AS_OF,
        today=clock.today(),
        at=clock.now(),
        by=SYSTEM,
    )


def _bring(kind: str, path: Path, say: Say, floor: float) -> Import:
    run = _start(kind, path)
    with _measured(say, f"read, judge and store {path.name}", floor):
        run = imports.read(run, by=SYSTEM)
    with _measured(say, f"enter {path.name} with evidence", floor, rows=run.counts["rows"]):
        return imports.enter(run, today=clock.today(), by=SYSTEM)


def _million(say: Say, floor: float) -> None:
    """A million streamed rows, judged and stored, then rolled back: memory must not grow."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "million.csv"
        _write_million(path)
        run = _start("roster", path)
        with (
            _measured(say, "read, judge and store a million rows of CSV", floor, rows=MILLION),
            transaction.atomic(),
        ):
            imports.read(run, by=SYSTEM)
            transaction.set_rollback(True)


def _deep(count: int, say: Say, floor: float) -> None:
    """So many people read, judged, stored and entered with their evidence, then rolled back."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "deep.csv"
        _write_strangers(path, count)
        run = _start("roster", path)
        with transaction.atomic():
            with _measured(say, "read, judge and store strangers", floor, rows=count):
                run = imports.read(run, by=SYSTEM)
            with _measured(say, "enter strangers with evidence", floor, rows=run.counts["rows"]):
                run = imports.enter(run, today=clock.today(), by=SYSTEM)
            say("strangers", rows=count, entered=run.entered)
            transaction.set_rollback(True)


def _write_strangers(path: Path, count: int) -> None:
    """The roster again and again, with numbers, names and telephones that come only once."""
    rows = [row for part in files.read(DATA / "roster.xlsx", "roster.xlsx") for row in part.rows]
    head, people = rows[0], rows[1:]
    name, number, mobile = (head.index(column) for column in ("姓名", "公民身份号码", "手机号"))
    drawn: Counter[tuple[str, bool]] = Counter()
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        for n in range(count):
            row = [*people[n % len(people)]]
            day, odd = str(row[number])[6:14], int(str(row[number])[16]) % 2 == 1
            drawn[day, odd] += 1
            order = 2 * drawn[day, odd] + odd  # of a region that no card bears
            stem = f"{110100 + order // 1000}{day}{order % 1000:03d}"
            row[number] = stem + ric.calc_check_digit(f"{stem}0")
            row[name] = f"{str(row[name])[:2]}{chr(0x4E00 + n // len(people))}"
            row[mobile] = f"154{n:08d}"
            writer.writerow(row)


def _write_million(path: Path) -> None:
    """The roster again and again, each time with other names and telephones."""
    rows = [row for part in files.read(DATA / "roster.xlsx", "roster.xlsx") for row in part.rows]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(rows[0])
        for n in range(MILLION):
            row = [*rows[1 + n % (len(rows) - 1)]]
            row[13] = f"{row[13]}{n}"
            writer.writerow(row)
