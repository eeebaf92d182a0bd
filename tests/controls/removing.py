"""Taking each protection away, one at a time, to see its test go red: `make removed`.

docs/controls/removed.toml says which lines of the code, or which trigger, policy or constraint of
the database, keep a promise, and which test watches over it. Here they are removed in a copy of the
checkout, never in the checkout itself, and that test has to fail there; before, untouched, it has
to pass. `python -m tests.controls.removing [key …]` takes all of them or the named ones.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.controls import FOLDER, PROJECT, between_marks, tests_in

LIST, TABLE = FOLDER / "removed.toml", FOLDER / "removed.md"
STATEMENTS = "DANGJIAN_TESTS_WITHOUT"
"""Names the environment variable with the statements `tests.controls.without` runs."""
_NEITHER = shutil.ignore_patterns(".venv", ".data*", ".git", ".*_cache", "__pycache__", "shots")
_NEEDED = {"of", "promise", "by", "test"}

Entry = Mapping[str, str]


def read() -> dict[str, Entry]:
    """Key → what is promised, by which mechanism, what is removed, and the test that goes red."""
    return tomllib.loads(LIST.read_text("utf-8"))


def amiss(entries: Mapping[str, Entry]) -> list[str]:
    """Entries that name no test there is, or lines that do not stand exactly once in their file."""
    found = []
    for key, entry in entries.items():
        if not entry.keys() >= _NEEDED or ("sql" in entry) == ("file" in entry):
            found.append(f"{key}: not whole")
            continue
        file, _, name = entry["test"].partition("::")
        if name.partition("[")[0] not in tests_in(file):
            found.append(f"{key}: no such test")
        if "file" in entry and not _stands_once(entry):
            found.append(f"{key}: the lines do not stand once in {entry['file']}")
    return found


def _stands_once(entry: Entry) -> bool:
    path = PROJECT / entry["file"]
    return path.is_file() and path.read_text("utf-8").count(entry["old"]) == 1


def table(entries: Mapping[str, Entry]) -> str:
    """The rows of removed.md."""
    rows = ["| 编号 | 承诺 | 靠什么 | 拿掉的 | 变红的测试 |", "|---|---|---|---|---|"]
    for key, entry in entries.items():
        rows.append(
            f"| {key}<br>{entry['of']} | {entry['promise']} | {entry['by']} | {_told(entry)}"
            f" | `{entry['test']}` |"
        )
    return "\n".join([*rows, "", f"共 {len(entries)} 项。", ""])


def _told(entry: Entry) -> str:
    """What is removed, in one line: the statement, or the first line that goes with its file."""
    what = " ".join(entry["sql"].split()) if "sql" in entry else entry["old"].strip()
    line = f"`{what.splitlines()[0].strip()}`".replace("|", "\\|")
    return line if "sql" in entry else f"`{entry['file']}`<br>{line}"


def with_table(page: str) -> str:
    """The page with the table of today."""
    return between_marks(page, table(read()))


# --- removing -------------------------------------------------------------------------------------


def main(keys: Sequence[str]) -> int:
    """Remove the named ones (none named: all); 1 where a test stayed green."""
    entries = read()
    wanted = {key: entries[key] for key in keys or entries}
    with _a_copy() as copy:
        tests = sorted({entry["test"] for entry in wanted.values()})
        whole = _run(copy, tests)
        print(f"untouched: {whole.told}", flush=True)
        if whole.code:
            return 1
        green = [key for key, entry in wanted.items() if not _goes_red(copy, key, entry)]
    print(f"{len(wanted) - len(green)} of {len(wanted)} went red")
    return 1 if green else 0


class _Run:
    """What a run of tests ended with: its status, its last line, the first thing that failed."""

    def __init__(self, done: subprocess.CompletedProcess[str]) -> None:
        lines = done.stdout.strip().splitlines() or [done.stderr.strip()[-300:]]
        self.code, self.told = done.returncode, lines[-1]
        self.why = next((one[1:].strip() for one in lines if one.startswith("E  ")), lines[-1])


def _goes_red(copy: Path, key: str, entry: Entry) -> bool:
    """Whether the test fails (an error on the way to it would prove nothing)."""
    with _removed(copy, entry):
        run = _run(copy, [entry["test"]], entry.get("sql", ""))
    red = run.code == 1 and " failed" in run.told
    print(f"{'red  ' if red else 'GREEN'} {key}: {run.why[:150]}", flush=True)
    return red


@contextmanager
def _removed(copy: Path, entry: Entry) -> Iterator[None]:
    if "file" not in entry:
        yield
        return
    path = copy / entry["file"]
    whole = path.read_text("utf-8")
    if whole.count(entry["old"]) != 1:
        raise ValueError(f"not once in {entry['file']}: {entry['old']}")
    path.write_text(whole.replace(entry["old"], entry["new"]), "utf-8")
    try:
        yield
    finally:
        path.write_text(whole, "utf-8")


def _run(copy: Path, tests: Sequence[str], statements: str = "") -> _Run:
    rest = ["-q", "--tb=short", "-p", "tests.controls.without"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *rest, *tests],
        cwd=copy,
        env=os.environ
        | {
            "PYTHONPATH": str(copy),
            "DANGJIAN_HOME": str(copy / ".data-test"),
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONPYCACHEPREFIX": str(copy / ".compiled"),
            STATEMENTS: statements,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    return _Run(done)


@contextmanager
def _a_copy() -> Iterator[Path]:
    """The checkout as it stands, elsewhere; its database is stopped in the end."""
    with tempfile.TemporaryDirectory(prefix="dangjian-removed-") as folder:
        Path(folder).chmod(0o755)
        copy = Path(folder) / "checkout"
        shutil.copytree(PROJECT, copy, ignore=_NEITHER)
        (copy / ".venv").symlink_to(PROJECT / ".venv")
        try:
            yield copy
        finally:
            _stop(copy)


def _stop(copy: Path) -> None:
    from dangjian.config import cluster

    cluster.stop(copy / ".data-test", lambda _: None)


if __name__ == "__main__":
    # Told to end, it stops the copy's database first.
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, lambda *_: sys.exit("stopped"))
    sys.exit(main(sys.argv[1:]))
