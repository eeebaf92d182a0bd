"""`dangjian import organizations|roster FILE`: a table from outside, from the command line (K2).

Exit status: 0 read (and, without --dry-run, entered), 2 a file that is not there or no table.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

if TYPE_CHECKING:
    from dangjian.registry.models import Import
    from dangjian.registry.progress import Tell

_BAR = 30


def bring_in(
    kind: str, path: Path, *, dry_run: bool, as_of: dt.date | None, out: Path | None
) -> int:
    """Read a table, check it against the register and let the doubtless rows in; the exit status.

    dry_run: nothing is stored, the verdicts are the same. The rest waits for the web pages.
    """
    from django.db import transaction

    from dangjian.kernel import clock

    if not path.is_file():
        raise click.UsageError(f"没有找到文件“{path}”，请核对路径。")
    if out is not None and (out.is_dir() or not out.absolute().parent.is_dir()):
        raise click.UsageError(f"结果写不到“{out}”，请换一个路径。")
    today = clock.today()
    if dry_run:
        with transaction.atomic():
            run = _read(kind, path, as_of or today, today)
            status = _report(run, out, dry_run=True)
            transaction.set_rollback(True)
        _forget(run)
        return status
    run = _read(kind, path, as_of or today, today)
    if run.error_code:
        return _report(run, out)
    _report_rows(run, out)
    from dangjian.kernel.evidence import SYSTEM
    from dangjian.registry.actions import imports

    with _bar("入册") as tell:
        run = imports.enter(run, today=today, by=SYSTEM, also=tell)
    _say_counts(run)
    return 0


def _read(kind: str, path: Path, as_of: dt.date, today: dt.date) -> Import:
    from dangjian.kernel import clock
    from dangjian.kernel.evidence import SYSTEM
    from dangjian.registry.actions import imports

    run = imports.start(
        path, name=path.name, kind=kind, as_of=as_of, today=today, at=clock.now(), by=SYSTEM
    )
    with _bar("读取和核对") as tell:
        return imports.read(run, by=SYSTEM, also=tell)


def _forget(run: Import) -> None:
    from dangjian.registry.importing import spool

    spool.drop(run.uid)


# --- what is said -----------------------------------------------------------------------------


def _report(run: Import, out: Path | None, *, dry_run: bool = False) -> int:
    if not run.error_code:
        _report_rows(run, out)
        _say_counts(run, dry_run=dry_run)
        return 0
    if out is not None:
        error = {"file_error": run.error_code, "message": run.error}
        out.write_text(json.dumps(error, ensure_ascii=False), encoding="utf-8")
    click.echo(run.error, err=True)
    return 2


def _report_rows(run: Import, out: Path | None) -> None:
    """The verdict on every row, in the shape of an answer key; written row by row."""
    if out is None:
        return
    with out.open("w", encoding="utf-8") as file:
        file.write(f'{{"counts":{_json(run.counts)},"rows":[')
        for place, row in enumerate(_rows(run)):
            file.write(("," if place else "") + "\n" + _json(row))
        file.write("]}\n")


def _rows(run: Import) -> Iterator[dict[str, Any]]:
    from dangjian.registry.models import ImportRow

    rows = ImportRow.objects.filter(run=run).order_by("position")
    for row in rows.iterator(chunk_size=2000):
        yield {
            "sheet": row.sheet,
            "row": row.row,
            "verdict": row.verdict,
            "issues": row.told,
            "normalised": row.normalised,
        }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _say_counts(run: Import, *, dry_run: bool = False) -> None:
    from dangjian.registry.rules.imports import VERDICTS

    for verdict, label in VERDICTS.items():
        click.echo(f"{label}\t{run.counts.get(verdict, 0)}")
    click.echo(f"共\t{run.counts['rows']}")
    for layout in run.layouts:
        if layout["left_out"]:
            click.echo(f"{'、'.join(layout['sheets'])}：没有采用 {'、'.join(layout['left_out'])}")
    for note in run.notes:
        click.echo(note)
    if dry_run:
        click.echo("只核对，没有保存。")
        return
    click.echo(f"已入册 {run.entered} 行。")
    left = sum(run.counts.get(verdict, 0) for verdict in ("human", "reject"))
    if left:
        click.echo(f"还有 {left} 行要人看，请在网站的导入页上处理。")


@contextmanager
def _bar(phase: str, stream: TextIO | None = None) -> Iterator[Tell]:
    """How far a phase is, on one line of the terminal (or a line each tenth, where it is none)."""
    stream = stream or sys.stderr
    shown = -1
    alive = stream.isatty()

    def tell(done: int, total: int) -> None:
        nonlocal shown
        percent = done * 100 // total if total else 0
        step = percent if alive else percent // 10 * 10
        if step <= shown:
            return
        shown = step
        bar = "█" * (step * _BAR // 100)
        line = f"{phase} {bar:　<{_BAR}} {step:3d}%" if alive else f"{phase} {step}%"
        stream.write(f"\r{line}" if alive else f"{line}\n")
        stream.flush()

    tell(0, 100)
    yield tell
    tell(100, 100)
    if alive:
        stream.write("\n")
