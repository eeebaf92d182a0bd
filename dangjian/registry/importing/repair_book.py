"""The workbook in which clerks repair doubtful rows: written here, and its rows known again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import BinaryIO

from django.core import signing
from django.db.models import QuerySet

from dangjian.kernel.files import Cell
from dangjian.kernel.files.writing import Column, Doubtful, Mark, write_workbook
from dangjian.registry.models import Import, ImportKind, ImportRow
from dangjian.registry.rules.imports import CONFIRMABLE, ROSTER_COLUMNS, SENTENCES
from dangjian.registry.rules.imports.cells import as_written
from dangjian.registry.rules.imports.organizations import COLUMNS as OF_ORGANIZATIONS

KEY, WHAT, DECISION, REASON = "行号码（请勿改动）", "要看什么", "怎么办", "理由"
AS_IT_STANDS, LEAVE_OUT = "照此登记", "不导入"
_SALT = "dangjian.import-row"


def columns_of(run: Import) -> tuple[str, ...]:
    """The canonical columns of this kind of table."""
    return ROSTER_COLUMNS if run.kind == ImportKind.ROSTER else OF_ORGANIZATIONS


def write(run: Import, rows: QuerySet[ImportRow], file: BinaryIO, mark: Mark) -> int:
    """Write rows of an import into an open file; how many.

    Doubtful cells are marked, with what is wrong and what may be chosen. The row is found again by
    its key, wherever it stands when the workbook is brought again.
    """
    title = f"待核对的行：{run.file_name}"[:60]
    return write_workbook(
        file, title=title, columns=_columns(run), rows=_rows(run, rows), mark=mark
    )


def _columns(run: Import) -> list[Column]:
    return [
        Column(KEY, key=True),
        Column(WHAT, width=48),
        Column(DECISION, choices=(AS_IT_STANDS, LEAVE_OUT)),
        Column(REASON, width=24),
        *(Column(column) for column in columns_of(run)),
    ]


def _rows(run: Import, rows: QuerySet[ImportRow]) -> Iterator[list[str | Doubtful]]:
    for row in rows.iterator(chunk_size=1000):
        row.run = run
        told = row.told
        values, by_column = row.values, _by_column(told)
        cells = [
            Doubtful(values.get(column, ""), *by_column[column])
            if column in by_column
            else values.get(column, "")
            for column in columns_of(run)
        ]
        yield [key_of(row), what(told), "", "", *cells]


def what(told: list[dict[str, object]]) -> str:
    """What is to be looked at in a row, in sentences."""
    return "".join(
        f"【{issue['column']}】{sentence(issue)}" if issue["column"] != "*" else sentence(issue)
        for issue in told
        if str(issue["code"])[0] in "HR" and not issue.get("confirmed")
    )


def sentence(issue: Mapping[str, object]) -> str:
    """What a clerk reads of one issue: the register's own words where it gave some."""
    return str(issue.get("sentence") or SENTENCES.get(str(issue["code"]), issue["code"]))


def may_stand(issue: Mapping[str, object]) -> bool:
    """Whether a person may let the row in with this issue, for a reason."""
    return issue["code"] in CONFIRMABLE


def _by_column(told: list[dict[str, object]]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Of each doubtful column: what is wrong, and what may be chosen."""
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for issue in told:
        if str(issue["code"])[0] not in "HR" or issue.get("confirmed"):
            continue
        column = str(issue["column"])
        note, choices = found.get(column, ("", ()))
        offered = [str(c) for c in issue.get("candidates", ())]  # type: ignore[attr-defined]
        if "suggestion" in issue:
            offered.append(str(issue["suggestion"]))
        found[column] = (note + sentence(issue), (*choices, *offered))
    return found


def key_of(row: ImportRow) -> str:
    """What names a row in the workbook: signed, so that no other row can be put in its place."""
    return signing.dumps([str(row.run.uid), str(row.uid), row.version], salt=_SALT)


def read_key(key: str) -> tuple[str, str, int] | None:
    """The import, row and version a key names; None for one we did not write."""
    try:
        run_uid, row_uid, version = signing.loads(key, salt=_SALT)
    except signing.BadSignature:
        return None
    return str(run_uid), str(row_uid), int(version)


def text(cell: Cell) -> str:
    """A cell of the workbook as text; the ' that keeps a spreadsheet from running it is dropped."""
    written = as_written(cell).strip()
    return written[1:] if written.startswith("'") else written


def kept(row: ImportRow) -> list[str]:
    """The columns of which it may be said that they are right as they stand."""
    return sorted({str(i["column"]) for i in row.told if may_stand(i) and not i.get("confirmed")})
