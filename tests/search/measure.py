"""nDCG as the graders of the queries mean it; shared with the benchmark."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

OWN = Path(__file__).parent / "data" / "queries.json"


def graded(path: Path) -> list[dict[str, Any]]:
    """Queries of a file, each with `query` and `relevant` (id -> 1 or 2)."""
    found: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))["queries"]
    return found


def ndcg(relevant: dict[str, int], given: Sequence[str], at: int = 10) -> float:
    """Normalised discounted cumulative gain of the first answers, gain 2^grade - 1."""

    def gained(grades: Sequence[int]) -> float:
        return sum((2**grade - 1) / math.log2(n + 2) for n, grade in enumerate(grades[:at]))

    best = gained(sorted(relevant.values(), reverse=True))
    return gained([relevant.get(one, 0) for one in given]) / best
