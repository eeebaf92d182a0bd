"""After the kills: what the clerks were told is compared with what is stored, form by form."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest

from dangjian.config import cluster
from tests.config.installation import quiet
from tests.faults.clerks import WORK, Tally

GOAL = 10.0  # seconds in which the site should be back; reports say so, no test fails of it


@dataclass
class Verdict:
    """What became of every form. `check` says whether it is what was promised."""

    injections: Counter[str] = field(default_factory=Counter)
    recovery: dict[str, float] = field(default_factory=dict)  # longest for each kind, seconds
    posts: int = 0
    forms: int = 0
    acknowledged: int = 0
    unanswered: int = 0
    outages: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    half_done: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def check(self) -> None:
        """Nothing acknowledged lost, nothing doubled or half done, no answer but the right ones."""
        assert not self.complaints, self.complaints[:5]
        assert (self.lost, self.doubled, self.half_done, self.unknown) == ([], [], [], [])
        assert self.acknowledged > 0

    def __str__(self) -> str:
        slowest = max(self.recovery, key=lambda kind: self.recovery[kind], default="")
        return (
            f"injections {self.injections.total()}, posts {self.posts}, forms {self.forms}, "
            f"acknowledged {self.acknowledged}, never answered {self.unanswered}, "
            f"503 with the form {self.outages}, lost {len(self.lost)}, "
            f"doubled {len(self.doubled)}, half done {len(self.half_done)}, "
            f"other complaints {len(self.complaints)}, "
            f"recovery max {self.recovery.get(slowest, 0):.1f} s ({slowest}; goal {GOAL:.0f} s)"
        )


def report(capsys: pytest.CaptureFixture[str], title: str, verdict: Verdict) -> None:
    """One line with the counts and one with the longest recovery after each kind of injection.

    (To stderr: of a worker process of the tests nothing else reaches the terminal.)
    """
    slowest = (
        f"{kind} {count}x {verdict.recovery[kind]:.1f} s"
        for kind, count in sorted(verdict.injections.items())
    )
    with capsys.disabled():
        print(f"\n{title}: {verdict}\n  {', '.join(slowest)}", file=sys.stderr)


def judge(home: Path, tally: Tally, verdict: Verdict) -> None:
    """Compare what the clerks were told with what is stored, form by form."""
    with psycopg.connect(cluster.ensure_running(home, quiet).owner) as books:
        times = _times(books)
        verdict.half_done = _half_done(books)
    verdict.posts, verdict.outages = tally.posts, tally.outages
    verdict.forms = len(tally.sheets)
    verdict.complaints = tally.complaints
    for sheet in tally.sheets:
        found = times.pop(sheet.mark, 0)
        verdict.acknowledged += sheet.acknowledged
        verdict.unanswered += not sheet.acknowledged
        if sheet.acknowledged and not found:
            verdict.lost.append(sheet.mark)
        if found > 1:
            verdict.doubled.append(sheet.mark)
    verdict.unknown = list(times)


def lost_so_far(home: Path, tally: Tally) -> list[str]:
    """What was acknowledged up to now and is not stored."""
    told = [sheet.mark for sheet in tally.sheets if sheet.acknowledged]
    with psycopg.connect(cluster.ensure_running(home, quiet).owner) as books:
        times = _times(books)
    return [mark for mark in told if mark not in times]


def _times(books: psycopg.Connection[tuple[object, ...]]) -> dict[str, int]:
    """How often each sheet happened: rows of work, openings on record."""
    return dict(
        books.execute(  # type: ignore[arg-type]
            "SELECT unit, count(*) FROM registry_employment WHERE unit LIKE %s GROUP BY 1"
            " UNION ALL SELECT body::json->'detail'->>'reason', count(*) FROM kernel_leaf"
            " WHERE verb = 'reveal' GROUP BY 1",
            [f"{WORK.wording} %"],
        )
    )


def _half_done(books: psycopg.Connection[tuple[object, ...]]) -> list[str]:
    """Rows without their leaf or leaves without their row, and keys claimed without an outcome."""
    return [
        str(row[0])
        for row in books.execute(
            "SELECT coalesce('row ' || e.id, 'leaf for row ' || l.row) FROM registry_employment e"
            " FULL JOIN (SELECT (body::json->'detail'->>'row')::bigint AS row FROM kernel_leaf"
            " WHERE verb = 'add_fact') l ON l.row = e.id WHERE e.id IS NULL OR l.row IS NULL"
            " UNION ALL SELECT 'key ' || key FROM kernel_usedformkey WHERE outcome = ''"
        )
    ]
