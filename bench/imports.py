"""A district comes in: organizations and 38,216 members, as a clerk waits for them; a million rows.

Two floors of the same run: a plain COPY of the same cells, unsealed and unjudged, into a table
without an index; and a COPY of the very rows that were stored into twins of their tables, which
have the same columns, indexes and constraints, but no references and no triggers.
"""

from __future__ import annotations

import csv
import datetime as dt
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
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
STORED = ("registry_importrow",)
ENTERED = (
    "registry_person",
    "registry_membership",
    "registry_standing",
    "registry_lostcontact",
    "registry_floating",
    "kernel_leaf",
)


def measure(say: Say, rows: int) -> None:
    """Bring the real-shaped tables into a database of its own; drops it afterwards.

    rows: so many of a streamed text table are brought in after them, each with a number and a name
    of its own, and a tenth of them before: the memory of both must be the same.
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
        for what, tables in (("stored", STORED), ("entered", ENTERED)):
            _twins(f"COPY of the {what} rows into twins of their tables", tables, say)
        with _measured(say, "undo the import of a roster", floor, rows=run.entered):
            imports.undo(run, reason="测量", by=SYSTEM)
        for count in (rows // 10, rows):
            _strangers(count, say, floor)
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


def _twins(what: str, tables: Sequence[str], say: Say) -> None:
    """What it costs the database to hold these rows at all: CPU of both ends, and the wall."""
    with TemporaryDirectory() as folder, transaction.atomic(), connection.cursor() as cursor:
        for table in tables:
            with (
                (Path(folder) / table).open("wb") as file,
                cursor.copy(f"COPY {table} TO STDOUT (FORMAT BINARY)") as copy,
            ):
                file.writelines(copy)
            cursor.execute(f"CREATE TEMPORARY TABLE twin_{table} (LIKE {table} INCLUDING ALL)")
        with _measured(say, what, None):
            for table in tables:
                with (
                    (Path(folder) / table).open("rb") as file,
                    cursor.copy(f"COPY twin_{table} FROM STDIN (FORMAT BINARY)") as copy,
                ):
                    while piece := file.read(1 << 16):
                        copy.write(piece)
        transaction.set_rollback(True)


@contextmanager
def _measured(say: Say, what: str, floor: float | None, **figures: Any) -> Iterator[None]:
    """Wall, CPU and the most memory of an act: ours, our readers' and the database's."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        database = psutil.Process(cursor.fetchone()[0])
    _forget_peak()
    own, theirs, began = time.process_time(), _cpu(database), time.perf_counter()
    readers = _readers()
    yield
    wall = time.perf_counter() - began
    if floor is not None:
        figures["to_floor"] = round(wall / floor, 1)
    if (spent := _readers() - readers) > 0:
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        figures |= {"reader_cpu_s": round(spent, 2), "reader_peak_mib": usage.ru_maxrss >> 10}
    say(
        what,
        wall_s=round(wall, 2),
        cpu_s=round(time.process_time() - own, 2),
        database_cpu_s=round(_cpu(database) - theirs, 2),
        peak_mib=_peak(),
        **figures,
    )


def _forget_peak() -> None:
    """Have the kernel count this process's most memory from here."""
    Path("/proc/self/clear_refs").write_text("5")


def _peak() -> int:
    """MiB this process held at most since `_forget_peak`."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) >> 10


def _readers() -> float:
    """CPU seconds of the readers of workbooks that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


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


def _strangers(count: int, say: Say, floor: float) -> None:
    """So many people read, judged, stored and entered with their evidence, then rolled back."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "strangers.csv"
        _write_strangers(path, count)
        run = _start("roster", path)
        with transaction.atomic():
            with _measured(say, "read, judge and store a text table", floor, rows=count):
                run = imports.read(run, by=SYSTEM)
            with _measured(say, "enter the text table with evidence", floor, rows=count):
                run = imports.enter(run, today=clock.today(), by=SYSTEM)
            say("the text table", rows=count, entered=run.entered)
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
