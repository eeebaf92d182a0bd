"""Text tables: what they are, where they end, and what is none (M1)."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from dangjian.kernel.files import FileError, read

Rows = Callable[..., list]


def test_quoted_cells_keep_commas_quotes_and_line_ends(rows_of: Rows) -> None:
    data = '姓名,住址\r\n"张三","一路,二号\r\n""甲""楼"\r\n'.encode()
    assert rows_of(data) == [["姓名", "住址"], ["张三", '一路,二号\r\n"甲"楼']]


def test_all_cells_are_text_and_blank_lines_are_rows(rows_of: Rows) -> None:
    assert rows_of(b"a,001\n\nb,=1+1") == [["a", "001"], [], ["b", "=1+1"]]


def test_commas_in_addresses_do_not_make_a_tab_file_a_comma_file(rows_of: Rows) -> None:
    assert rows_of("姓名\t住址\t电话\n张三\t一,二,三\t1\n李四\t四,五\t2\n".encode()) == [
        ["姓名", "住址", "电话"],
        ["张三", "一,二,三", "1"],
        ["李四", "四,五", "2"],
    ]


@pytest.mark.parametrize("data", [b"", b"\n\n \n" * 0 + b"\n\n", b",,,\n,,,\n", b"\xef\xbb\xbf"])
def test_nothing_is_said_to_be_nothing(refusal_of: Callable, data: bytes) -> None:
    assert refusal_of(data).code == "F-EMPTY"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"\xff\xd8\xff\xe0", "image"),
        (b"Rar!\x1a\x07", "archive"),
        (b"7z\xbc\xaf\x27\x1c", "archive"),
        (b"{\\rtf1", "rtf"),
        (b"MZ\x90\0", "program"),
        (b"\n<HTML><body><table>", "html"),
        (b"<table><tr><td>", "html"),
        (b"<?xml version='1.0'?><html>", "html"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><Workbook>", "xml"),
        (b"\x09\x08\x10\0\0\x06", "old"),
    ],
)
def test_what_is_no_table_is_called_by_its_name(
    refusal_of: Callable, data: bytes, why: str
) -> None:
    refusal = refusal_of(data, "名册.xls")
    assert (refusal.code, refusal.why) == ("F-NOT-A-WORKBOOK", why)


def test_a_broken_character_anywhere_gives_no_row_at_all(tmp_path: Path) -> None:
    path = tmp_path / "名册.csv"
    path.write_bytes("姓名,电话\n".encode("gb18030") * 200_000 + b"\x81,")
    with pytest.raises(FileError) as caught:
        next(read(path, path.name))
    assert caught.value.code == "F-DAMAGED"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'a,"' + b"b\n" * 700_000, "F-TOO-LARGE"),  # a quotation mark that never closes
        (b"a" * 3_000_000, "F-DAMAGED"),
        (b"," * 900_000 + b"\n", "F-TOO-LARGE"),
        (b'"' + b"b" * 200_000 + b'"\n', "F-TOO-LARGE"),
        (b"a,b\0\0\0c\n", "F-DAMAGED"),
        (b"a,b\x07\n", "F-DAMAGED"),
    ],
)
def test_text_that_is_no_table_is_refused(refusal_of: Callable, data: bytes, code: str) -> None:
    assert refusal_of(data, "名册.csv").code == code


def test_a_long_text_file_takes_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "名册.csv"
    line = ",".join(f"第{n}列" for n in range(20)) + "\n"
    path.write_text(line * 40_000)
    tracemalloc.start()
    rows = sum(len(part.rows) for part in read(path, path.name))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert rows == 40_000
    assert peak < 24 * 1024 * 1024
