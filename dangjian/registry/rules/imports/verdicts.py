"""What is said of a row of an import: its issues, its verdict, its cells before and after.

Codes are those of the reasons a clerk reads (sentences.py): N- a change that loses nothing, H- a
person must choose, R- goes back to the sender, S- not a person or an exact repeat.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from dangjian.registry.rules.imports.cells import NOTHING
from dangjian.registry.rules.imports.columns import ROSTER

Entry = TypeVar("Entry")

WHOLE_ROW = "*"

VERDICTS: Mapping[str, str] = {
    "accept": "直接入册",
    "normalise": "已规整",
    "human": "要人看",
    "reject": "退回",
    "skip": "跳过",
}
"""Verdict: its label."""

DOUBTLESS = frozenset({"accept", "normalise"})
"""Verdicts of rows that go in without anybody's looking."""

CONFIRMABLE = frozenset(
    {
        "H-PROBATION-GAP",
        "H-ID-SEX",
        "H-ID-BIRTH",
        "H-POST-UNMAPPED",
        "H-NAME",
        "H-HIDDEN-ROW",
        "H-HIDDEN-SHEET",
        "H-DUP-SAME-PERSON",
        "R-ID-CHECKSUM",
    }
)
"""Codes of what may be right as it stands: with a reason a person may let such a row in. A row with
any other H- or R- code has no entry until it is repaired."""

SAME_EVERYWHERE = frozenset(
    {
        "H-ORG-AMBIGUOUS",
        "H-POST-UNMAPPED",
        "R-CODE-UNKNOWN",
        "R-ORG-CLOSED",
        "R-ORG-SCOPE",
        "R-ORG-UNKNOWN",
        "R-SUPERIOR-UNKNOWN",
    }
)
"""Codes of a word nobody knows, which means the same in whatever row it stands: one answer will do
for all of them."""

_GRAVITY = {"R": 3, "H": 2, "N": 1}
_VERDICT_OF = {3: "reject", 2: "human", 1: "normalise", 0: "accept"}


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing said of one cell; column "*" is the whole row.

    more: candidates (full names of branches), suggestion (a value), months (of probation).
    """

    column: str
    code: str
    more: Mapping[str, object] = field(default_factory=lambda: NOTHING)


Raw = dict[str, str] | tuple[Any, ...]


@dataclass(slots=True)
class Judged(Generic[Entry]):
    """One row of a sheet, judged by itself (doubles of other rows are found later).

    raw:   what `cells` is made of when asked for: a dictionary, or the texts of the nineteen
           columns of a roster (a quarter of the room, for the many rows nobody asks about).
    entry: typed values ready for the act, where all the register needs could be read; None else.
    Issues and normalised of an accepted row are shared by all such rows: replace, never change.
    """

    sheet: str
    row: int
    verdict: str
    issues: list[Issue]
    raw: Raw
    normalised: dict[str, str]
    entry: Entry | None

    @property
    def cells(self) -> dict[str, str]:
        """Canonical column -> text as it stood in the file.

        Columns the register does not take keep their own header.
        """
        return self.raw if isinstance(self.raw, dict) else dict(zip(ROSTER, self.raw, strict=True))

    def keep(self, header: str, text: str) -> None:
        """Keep the text of a column the register does not take."""
        self.raw = self.cells
        self.raw.setdefault(header, text)

    def text(self, column: str) -> str:
        """The canonical text of a cell; "" where the file has none."""
        changed = self.normalised.get(column)
        return self.cells.get(column, "") if changed is None else changed

    def texts(self) -> dict[str, str]:
        """All cells in their canonical text: what `again` takes."""
        return self.cells | self.normalised

    def has(self, *codes: str) -> bool:
        return any(issue.code in codes for issue in self.issues)

    def is_wrong(self, column: str) -> bool:
        """Whether a cell could not be read, or only by guessing."""
        return any(i.column == column and i.code[0] in "HR" for i in self.issues)

    def amend(self, *issues: Issue) -> None:
        """Say more of the row; the verdict follows."""
        self.issues = [*self.issues, *issues]
        self.verdict = gravest(issue.code for issue in self.issues)


def gravest(codes: Iterable[str]) -> str:
    """The verdict that follows from codes: skip > reject > human > normalise > accept."""
    gravity = 0
    for code in codes:
        if code[0] == "S":
            return "skip"
        gravity = max(gravity, _GRAVITY[code[0]])
    return _VERDICT_OF[gravity]
