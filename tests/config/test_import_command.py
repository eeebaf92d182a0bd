"""`dangjian import` as an operator types it: the real command on a real installation (K2)."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import psycopg
import pytest

from dangjian.config import cluster
from dangjian.registry.rules.imports import ROSTER_COLUMNS
from dangjian.registry.rules.imports.organizations import COLUMNS
from tests.config.installation import CLEAN, PROJECT, copy_of, no_real_server, quiet
from tests.kernel.files import makers
from tests.registry.imports_rows import OTHER, RIGHT

BINARY = PROJECT / ".venv" / "bin" / "dangjian"
AS_OF = ("--as-of", "2025-12-31")
ROOT, BRANCH = "中共禾丰区委员会", RIGHT["所在党支部"]


@pytest.fixture(scope="module")
def home(installed: Path) -> Iterator[Path]:
    """An installation with one branch in it, brought in by the command itself."""
    if not BINARY.exists():
        pytest.skip("this checkout was not installed by make install")
    with copy_of(installed) as home:
        try:
            table = home.parent / "党组织.xlsx"
            _organizations(table)
            done = _typed(home, "organizations", str(table))
            assert (done.returncode, "已入册 2 行。" in done.stdout) == (0, True), done.stderr
            yield home
        finally:
            with no_real_server():
                cluster.stop(home, quiet)


def _organizations(path: Path) -> None:
    given = ("组织名称", "组织简称", "上级党组织", "组织类别", "成立日期")
    root = dict(zip(given, (ROOT, "禾丰区委", "", "地方委员会", "1987-11-20"), strict=True))
    branch = dict(zip(given, (BRANCH, "怡坪中学党支部", ROOT, "党支部", "1999-01-01"), strict=True))
    _workbook(path, COLUMNS, [root, branch])


def _workbook(path: Path, columns: tuple[str, ...], rows: list[dict[str, str]]) -> Path:
    book = openpyxl.Workbook()
    book.active.append(columns)
    for row in rows:
        book.active.append([row.get(column, "") for column in columns])
    book.save(path)
    return path


def _typed(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(BINARY), "import", *words],
        env=CLEAN | {"DANGJIAN_HOME": str(home), "DANGJIAN_CLOCK": "2026-11-23"},
        cwd=home.parent,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def _kept(home: Path, table: str) -> int:
    with no_real_server(), psycopg.connect(cluster.addresses(home).owner) as connection:
        row = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 - ours
    assert row is not None
    return int(row[0])


def test_a_dry_run_says_what_it_found_and_keeps_nothing(home: Path, tmp_path: Path) -> None:
    wrong = OTHER | {"公民身份号码": OTHER["公民身份号码"][:-1] + "0"}
    sheet = _workbook(tmp_path / "花名册.xlsx", tuple(ROSTER_COLUMNS), [RIGHT, wrong])
    before, out = _kept(home, "registry_importrow"), tmp_path / "out.json"
    done = _typed(home, "roster", str(sheet), "--dry-run", *AS_OF, "--json", str(out))
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "直接入册\t1",
        "已规整\t0",
        "要人看\t0",
        "退回\t1",
        "跳过\t1",
        "共\t3",
        "只核对，没有保存。",
    ]
    told = json.loads(out.read_text(encoding="utf-8"))
    assert [row["verdict"] for row in told["rows"]] == ["skip", "accept", "reject"]
    assert [issue["code"] for issue in told["rows"][2]["issues"]] == ["R-ID-CHECKSUM"]
    assert told["counts"] == {"skip": 1, "accept": 1, "reject": 1, "rows": 3}
    assert (_kept(home, "registry_importrow"), _kept(home, "registry_person")) == (before, 0)
    assert list((home / "imports").iterdir()) == []


def test_a_file_with_a_password_is_named_as_such_with_status_2(home: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "加密.xlsx"
    sheet.write_bytes(makers.compound({"EncryptionInfo": b"x" * 64, "EncryptedPackage": b"x"}))
    out = tmp_path / "out.json"
    done = _typed(home, "roster", str(sheet), "--dry-run", *AS_OF, "--json", str(out))
    told = json.loads(out.read_text(encoding="utf-8"))
    assert (done.returncode, done.stdout, told["file_error"]) == (2, "", "F-ENCRYPTED")
    assert told["message"] in done.stderr


def test_a_missing_file_is_a_sentence(home: Path, tmp_path: Path) -> None:
    missing, out = tmp_path / "没有.xlsx", tmp_path / "out.json"
    done = _typed(home, "roster", str(missing), "--dry-run", *AS_OF, "--json", str(out))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1] == f"没有找到文件“{missing}”，请核对路径。"
    assert not out.exists()


def test_a_place_for_the_verdicts_that_is_none_is_said_before_anything_is_read(
    home: Path, tmp_path: Path
) -> None:
    sheet = _workbook(tmp_path / "花名册.xlsx", tuple(ROSTER_COLUMNS), [RIGHT])
    for out in (tmp_path / "没有" / "out.json", tmp_path):
        done = _typed(home, "roster", str(sheet), "--dry-run", "--json", str(out))
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.splitlines()[-1] == f"结果写不到“{out}”，请换一个路径。"
