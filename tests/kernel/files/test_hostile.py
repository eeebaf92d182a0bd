"""No file stops, fills or fools the reader: it is read, or refused with a sentence (M1, T13)."""

from __future__ import annotations

import ast
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from dangjian.kernel.files import FileError, child, read
from dangjian.kernel.files.workbook import wire
from dangjian.kernel.files.workbook.limits import LIMITS, MIB
from tests.environment import PROJECT
from tests.kernel.files import hostile, makers

MOST_SECONDS = 30


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict]:
    """What came of every hostile file, and the peak memory of the readers (name "")."""
    folder = tmp_path_factory.mktemp("hostile")
    names = {}
    for number, (name, data, _) in enumerate(hostile.every()):
        (folder / f"{number:03}").write_bytes(data)
        names[f"{number:03}"] = name
    lines = subprocess.check_output(
        [sys.executable, "-m", "tests.kernel.files.reader", str(folder)], cwd=PROJECT, text=True
    ).splitlines()
    *each, peaks = map(json.loads, lines)
    return {names[line["name"]]: line for line in each} | {"": peaks}


def test_every_hostile_file_is_read_or_refused_as_it_should_be(outcomes: dict[str, dict]) -> None:
    wrong = {
        name: outcomes[name]
        for name, _, codes in hostile.every()
        if outcomes[name]["code"] not in codes
    }
    assert wrong == {}
    assert len(outcomes) > 120


def test_no_reader_takes_more_than_its_memory_or_hangs(outcomes: dict[str, dict]) -> None:
    assert outcomes[""]["child"] <= LIMITS.memory / MIB
    assert outcomes[""]["own"] <= 128
    slow = {name: line for name, line in outcomes.items() if line.get("seconds", 0) > MOST_SECONDS}
    assert slow == {}


def test_every_refusal_is_a_sentence_with_advice(outcomes: dict[str, dict]) -> None:
    sentences = {line["sentence"] for line in outcomes.values() if "sentence" in line}
    assert len(sentences) > 12
    for sentence in sentences:
        assert sentence.endswith("。") and sentence.count("。") >= 2
        assert "请" in sentence
        assert not re.search(r"[,;!?()]", sentence)


def test_with_the_ratio_lifted_the_bomb_goes_off(rows_of: Callable[..., list]) -> None:
    """The guard is what stops it: without it the same bytes are read (3 MiB, harmless)."""
    small = hostile.bomb(3)
    with pytest.raises(FileError) as caught:
        rows_of(small)
    assert (caught.value.code, caught.value.why) == ("F-TOO-LARGE", "unpacked")
    lifted = LIMITS._replace(ratio=10_000, cell_text=4 * MIB)
    assert [len(cell) for (cell,) in rows_of(small, limits=lifted)] == [3 * MIB]


@pytest.mark.parametrize(
    "lowered",
    [
        {"wait": 0},
        {"rows": 99},
        {"columns": 5},
        {"cells": 500},
        {"cell_text": 1},
        {"text": 999},
        {"part_text": 999},
        {"entries": 5},
        {"unpacked": 2_000},
        {"file": 200},
        {"sheets": 0},
    ],
    ids=str,
)
def test_each_cap_alone_can_refuse_a_sound_file(
    rows_of: Callable[..., list], lowered: dict[str, int]
) -> None:
    rows = [
        makers.row(n, *[makers.text(f"{c}{n}", f"第{n}行") for c in "ABCDEF"])
        for n in range(1, 101)
    ]
    sound = makers.xlsx("".join(rows))
    assert len(rows_of(sound)) == 100
    with pytest.raises(FileError) as caught:
        rows_of(sound, limits=LIMITS._replace(**lowered))
    assert caught.value.code == "F-TOO-LARGE"


def test_a_reader_that_wants_more_memory_than_it_may_have_is_ended(
    rows_of: Callable[..., list],
) -> None:
    rows = "".join(makers.row(n, *["<c><v>1</v></c>"] * 20) for n in range(1, 10_001))
    data = makers.xlsx(rows)
    lifted = LIMITS._replace(ratio=10_000)
    assert len(rows_of(data, limits=lifted)) == 10_000
    with pytest.raises(FileError) as caught:
        rows_of(data, limits=lifted._replace(memory=44 * MIB))
    assert (caught.value.code, caught.value.why) == ("F-TOO-LARGE", "work")


def test_a_reader_that_computes_too_long_is_ended(rows_of: Callable[..., list]) -> None:
    sheet = hostile.many_cells(1_000, 1_000)
    with pytest.raises(FileError) as caught:
        rows_of(makers.xlsx(sheet), limits=LIMITS._replace(cpu=0, ratio=10_000))
    assert caught.value.code == "F-TOO-LARGE"


def test_a_reader_dies_with_whoever_started_it(tmp_path: Path) -> None:
    rows = "".join(makers.row(n, makers.text(f"A{n}", "甲" * 200)) for n in range(1, 20_000))
    path = tmp_path / "名册.xlsx"
    path.write_bytes(makers.xlsx(rows))
    script = (
        "import sys, time; from pathlib import Path; from dangjian.kernel.files import read;"
        "parts = read(Path(sys.argv[1]), 'x'); next(parts); print('read', flush=True);"
        "time.sleep(60)"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", script, str(path)], cwd=PROJECT, stdout=subprocess.PIPE
    )
    assert parent.stdout and parent.stdout.readline() == b"read\n"
    (reader,) = psutil.Process(parent.pid).children()
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 10
    while reader.is_running() and reader.status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_caller_who_stops_early_leaves_no_reader_behind(tmp_path: Path) -> None:
    rows = "".join(makers.row(n, makers.text(f"A{n}", "甲" * 200)) for n in range(1, 20_000))
    path = tmp_path / "名册.xlsx"
    path.write_bytes(makers.xlsx(rows))
    before = set(psutil.Process().children())
    parts = read(path, "名册.xlsx")
    next(parts)
    assert len(set(psutil.Process().children()) - before) == 1
    parts.close()
    assert set(psutil.Process().children()) - before == set()


@pytest.mark.parametrize(
    "written",
    [b"", b"0000000", b"zzzzzzzz", b"ffffffff", b"00000002{}", b"00000002[]", b"00000004null"]
    + [wire.message({"stop": "F-UNHEARD", "why": ""}), wire.message({"done": "x"})]
    + [wire.message({"sheet": "x", "done": 1.0}, "\x1dq"), b"00000002\xff\xff"],
)
def test_a_reader_that_was_taken_over_can_only_say_that_the_file_is_damaged(
    written: bytes,
) -> None:
    script = f"import sys; sys.stdout.buffer.write({written!r})"
    taken_over = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)
    with taken_over, pytest.raises(FileError) as caught:
        list(child._received(taken_over, LIMITS))
    assert caught.value.code == "F-DAMAGED"


def test_what_runs_in_the_child_imports_nothing_of_ours() -> None:
    """Neither the platform nor Django is within reach of a parser that was taken over."""
    allowed = set(sys.stdlib_module_names) | {"python_calamine", "olefile", "xlrd"}
    files = list((PROJECT / "dangjian/kernel/files/workbook").glob("*.py"))
    assert len(files) >= 8
    for file in files:
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Import):
                roots = {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                roots = {str(node.module).partition(".")[0]}
            else:
                continue
            assert roots <= allowed, (file.name, roots)
