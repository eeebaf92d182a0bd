"""Known weaknesses of the pinned packages, told from a snapshot that was brought (ASVS V15.2.1)."""

from __future__ import annotations

import datetime as dt
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from dangjian.config import advisories
from dangjian.config.cli import commands
from dangjian.config.cluster import ClusterError
from tests.environment import PROJECT

NOW = dt.datetime.now(dt.UTC)
PINNED = {"django": ["5.2.19"], "pillow": ["12.0.0"], "zope-event": ["5.0"]}


def record(package: str, *events: dict[str, str], **more: Any) -> dict[str, Any]:
    affected = {
        "package": {"ecosystem": "PyPI", "name": package},
        "ranges": [{"type": "ECOSYSTEM", "events": list(events)}],
    }
    told = {"id": "PYSEC-2026-1", "modified": NOW.isoformat(), "summary": "编的漏洞"}
    return told | {"affected": [affected]} | more


def hits(folder: Path, *records: dict[str, Any]) -> list[str]:
    for number, one in enumerate(records):
        (folder / f"{number}.json").write_text(json.dumps(one))
    return [hit.sentence for hit in advisories.check(folder, PINNED).hits]


def test_a_pinned_version_within_a_range_is_told_with_the_version_that_cures_it(
    tmp_path: Path,
) -> None:
    named = record("Django", {"introduced": "5.2"}, {"fixed": "5.2.20"}, aliases=["CVE-2026-9"])
    cured = record("django", {"introduced": "0"}, {"fixed": "5.2.19"}, id="PYSEC-2026-2")
    later = record("django", {"introduced": "6.0"}, id="PYSEC-2026-3")
    gone = record("django", {"introduced": "0"}, id="PYSEC-2026-4", withdrawn=NOW.isoformat())
    other = record("flask", {"introduced": "0"}, id="PYSEC-2026-5")
    last = record("zope.event", {"introduced": "0"}, {"last_affected": "5.0"}, id="PYSEC-2026-6")
    assert hits(tmp_path, named, cured, later, gone, other, last) == [
        "django 5.2.19：CVE-2026-9 编的漏洞（升级到 5.2.20 就好）",
        "zope-event 5.0：PYSEC-2026-6 编的漏洞（公告里没有写修好的版本）",
    ]


def test_a_version_that_is_listed_by_name_is_found_without_a_range(tmp_path: Path) -> None:
    listed = record("pillow")
    listed["affected"][0] |= {"ranges": [], "versions": ["11.9", "12.0.0"]}
    assert len(hits(tmp_path, listed)) == 1


NUMBERS = st.integers(1, 30)


@given(NUMBERS, NUMBERS, NUMBERS)
def test_a_version_is_affected_from_where_it_came_in_until_it_was_cured(
    began: int, long: int, at: int
) -> None:
    events = [{"introduced": f"1.{began}"}, {"fixed": f"1.{began + long}"}]
    told = record("django", *events)
    found = list(advisories._hits(told, {"django": [f"1.{at}"]}))
    assert bool(found) == (began <= at < began + long)


def test_every_pin_of_the_platform_is_read() -> None:
    """The twin: a lock file that is read in part would call the rest safe."""
    text = (PROJECT / "requirements" / "base.txt").read_text()
    lines = [line for line in text.splitlines() if line and line[0] not in " #"]
    pinned = advisories.pins(text)
    assert sum(map(len, pinned.values())) == len(lines) > 80
    assert [version[:3] for version in pinned["django"]] == ["5.2"]


@pytest.mark.parametrize(
    ("content", "told"),
    [("[]", "不是 OSV 格式"), ("{", "不是 JSON"), ("{}", "不是 OSV 格式"), ('{"id": 1}', "OSV")],
)
def test_a_file_that_is_no_snapshot_calls_nothing_safe(
    tmp_path: Path, content: str, told: str
) -> None:
    (tmp_path / "one.json").write_text(content)
    with pytest.raises(ClusterError, match=told):
        advisories.check(tmp_path, PINNED)


def test_the_operator_is_told_in_sentences_and_an_old_snapshot_is_no_answer(tmp_path: Path) -> None:
    lock, packed = tmp_path / "base.txt", tmp_path / "all.zip"
    lock.write_text("django==5.2.19 \\\n    --hash=sha256:00\n")

    def run(*records: dict[str, Any]) -> tuple[int, str]:
        with zipfile.ZipFile(packed, "w") as file:
            for number, one in enumerate(records):
                file.writestr(f"{number}.json", json.dumps(one))
        words = ["advisories", str(packed), "--requirements", str(lock)]
        answer = CliRunner().invoke(commands, words)
        return answer.exit_code, answer.output

    fine = record("django", {"introduced": "0"}, {"fixed": "5.0"})
    assert run(fine)[0] == 0 and "没有发现漏洞" in run(fine)[1]
    status, told = run(record("django", {"introduced": "0"}))
    assert status == 1 and "有 1 处要处理" in told
    status, told = run(fine | {"modified": (NOW - dt.timedelta(days=31)).isoformat()})
    assert status == 2 and "公告旧了" in told
