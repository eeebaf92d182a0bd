"""The workbook of a list of members: who took it, when, why and of whom stands in it (L9)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from dangjian.kernel.files.writing import Column, Mark, write_workbook
from dangjian.registry.authority import Viewer
from dangjian.registry.models import Organization, Role

if TYPE_CHECKING:
    from dangjian.registry.actions.exports import Order
    from dangjian.registry.progress import Tell

_WIDTHS = {"所在党支部": 28, "公民身份号码": 21, "家庭住址": 36, "党内职务": 20, "工作岗位": 18}
"""In characters, where twelve are not enough."""


@dataclass(frozen=True)
class Book:
    """One table to be written. place_told: the organizations it is of, as people read them.

    tell: is told how many rows are written, every `often` rows.
    """

    who: Viewer
    order: Order
    place: Organization
    place_told: str
    now: dt.datetime
    tell: Tell | None = None
    often: int = 1

    @property
    def title(self) -> str:
        return f"{self.place.short_name}党员名单"

    @property
    def file_name(self) -> str:
        return f"{self.title}-{self.order.on:%Y%m%d}.xlsx"

    def write(
        self, file: BinaryIO, heads: Sequence[str], count: int, rows: Iterable[Sequence[str]]
    ) -> None:
        """Write it into an open file. Memory does not grow with the rows."""
        columns = [Column(head, width=_WIDTHS.get(head, 12)) for head in heads]
        told = self._told(rows, count)
        write_workbook(file, title=self.title, columns=columns, rows=told, mark=self._mark(count))

    def _told(self, rows: Iterable[Sequence[str]], count: int) -> Iterator[Sequence[str]]:
        for done, row in enumerate(rows):
            if self.tell and done % self.often == 0:
                self.tell(done, count)
            yield row

    def _mark(self, count: int) -> Mark:
        held = next(held for held in self.who.held if held.role is not Role.MEMBER)
        told = "，".join(f"{label}：{value}" for label, value in self.order.told.items())
        about = f"范围：{self.place_told}　条件：{told or '全体党员'}　共 {count:,} 人"
        by = f"{self.who.name}（{held.place}{held.role.label}）"
        return Mark(by, self.now, f"{self.order.reason}　{about}")
