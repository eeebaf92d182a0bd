"""Reading bytes as if a clerk had brought them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dangjian.kernel.files import Cell, FileError, Part, read
from dangjian.kernel.files.workbook.limits import LIMITS, Limits


@pytest.fixture
def parts_of(tmp_path: Path) -> Callable[..., list[Part]]:
    """parts_of(data, name="名册.xlsx", limits=…): all parts of a file with these bytes."""

    def parts_of(data: bytes, name: str = "名册.xlsx", limits: Limits = LIMITS) -> list[Part]:
        path = tmp_path / "upload"
        path.write_bytes(data)
        return list(read(path, name, limits=limits))

    return parts_of


@pytest.fixture
def rows_of(parts_of: Callable[..., list[Part]]) -> Callable[..., list[list[Cell]]]:
    """rows_of(data, …): the rows of all sheets."""
    return lambda *given, **more: [row for part in parts_of(*given, **more) for row in part.rows]


@pytest.fixture
def refusal_of(parts_of: Callable[..., list[Part]]) -> Callable[..., FileError]:
    """refusal_of(data, …): how it is refused."""

    def refusal_of(*given: object, **more: object) -> FileError:
        with pytest.raises(FileError) as caught:
            parts_of(*given, **more)
        return caught.value

    return refusal_of
