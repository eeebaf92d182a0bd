"""Whatever parses a file that somebody sent does so in a process that may do nothing else (T13)."""

from __future__ import annotations

from pathlib import Path

import pytest

from dangjian.kernel.files.confined import Caps, Failed, said

CAPS = Caps(memory=256 * 2**20, cpu=1, patience=20, longest=2**20)


def ended(tmp_path: Path, work: str) -> str:
    """What became of a program with this body: "done", or why it was ended."""
    program, file = tmp_path / "program.py", tmp_path / "sent"
    program.write_text(
        f"import os, time\n\ndef work(data):\n    {work}\n    yield {{'done': True}}\n"
    )
    file.write_bytes(b"sent by somebody")
    try:
        assert list(said(program, path=file, caps=CAPS)) == [{"done": True}]
    except Failed as failure:
        return failure.why
    return "done"


@pytest.mark.parametrize(
    ("work", "why"),
    [
        ("assert data == b'sent by somebody'", "done"),
        ("bytearray(2**30)", "large"),
        ("while time.process_time() < 2.5: pass", "large"),
        ("os.write(os.open({place!r}, os.O_WRONLY | os.O_CREAT), b'taken')", "damaged"),
        ("raise ValueError", "damaged"),
    ],
    ids=["sound", "memory", "time", "writes", "fails"],
)
def test_what_parses_a_file_is_ended_where_it_takes_more_than_it_may(
    tmp_path: Path, work: str, why: str
) -> None:
    """Memory, time and files of its own; each limit alone."""
    taken = tmp_path / "taken"
    assert ended(tmp_path, work.format(place=str(taken))) == why
    assert not taken.exists() or taken.read_bytes() == b""
