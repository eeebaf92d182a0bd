"""Tables in and out, in CPU seconds of all processes, against the bare library in the same run.

The register is an invented one of 38,216 rows and 19 columns, written by ourselves first.
"""

from __future__ import annotations

import csv
import datetime as dt
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import python_calamine

from dangjian.kernel.files import read
from dangjian.kernel.files.writing import Column, Mark, write_csv, write_workbook

ROWS, COLUMNS, TEXT_ROWS = 38_216, 19, 200_000
ROUNDS = 3


def measure() -> Iterator[dict[str, object]]:
    """Write a workbook and a text file, read both; a figure for each."""
    with tempfile.TemporaryDirectory(prefix="dj-bench-") as folder:
        book, text = Path(folder) / "register.xlsx", Path(folder) / "register.csv"
        yield {"what": "write a workbook", "rows": ROWS, **_cpu(lambda: _write(book))}
        figures = _beside(book, _bare_workbook)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        yield {"what": "read a workbook", "rows": ROWS, **figures, "reader_peak_mib": peak}
        with text.open("wb") as file:
            write_csv(file, heads=_heads(), rows=_rows(TEXT_ROWS))
        yield {"what": "read a text table", "rows": TEXT_ROWS, **_beside(text, _bare_text)}


def _beside(path: Path, bare: Callable[[Path], object]) -> dict[str, object]:
    floor = _cpu(lambda: bare(path))
    ours = _cpu(lambda: sum(len(part.rows) for part in read(path, path.name)))
    return {
        **ours,
        "floor_cpu_s": floor["cpu_s"],
        "to_floor": round(ours["cpu_s"] / floor["cpu_s"], 2),
    }


def _bare_workbook(path: Path) -> object:
    return python_calamine.load_workbook(path).get_sheet_by_index(0).to_python()


def _bare_text(path: Path) -> object:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return sum(1 for _ in csv.reader(file))


def _cpu(act: Callable[[], object]) -> dict[str, float]:
    """The least CPU and wall seconds of some rounds, those of ended child processes included."""
    spent = []
    for _ in range(ROUNDS):
        wall, began = time.perf_counter(), _seconds()
        act()
        spent.append((_seconds() - began, time.perf_counter() - wall))
    cpu, wall = min(spent)
    return {"cpu_s": round(cpu, 3), "wall_s": round(wall, 3)}


def _seconds() -> float:
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def _write(path: Path) -> None:
    mark = Mark("测速", dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC), "测速")
    columns = [Column(head) for head in _heads()]
    with path.open("w+b") as file:
        write_workbook(file, title="名册", columns=columns, rows=_rows(ROWS), mark=mark)


def _heads() -> list[str]:
    return [f"第{n}项" for n in range(1, COLUMNS + 1)]


def _rows(count: int) -> Iterator[list[str]]:
    rest = ["汉族", "1984-11-23", "大学本科", "正式党员", "2003-12-17", "2004-12-17", "会计"]
    rest += ["15405677277", "", "正常", "否", "", "否", "", "女", ""]
    for n in range(count):
        branch = f"中共禾丰区青石街道第{n // 25}支部委员会"
        yield [f"第{n}人", branch, f"11010019841123{n % 10000:04}", *rest]
