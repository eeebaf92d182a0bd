"""Reads every file of a folder and says what came of it: one line of JSON each, then the peaks.

A process of its own, so that its children's memory is that of the reading alone.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from dangjian.kernel.files import FileError, read


def main(folder: Path) -> None:
    for path in sorted(folder.iterdir()):
        began = time.monotonic()
        try:
            rows = sum(len(part.rows) for part in read(path, path.name))
            outcome = {"code": "rows", "rows": rows}
        except FileError as refusal:
            outcome = {"code": refusal.code, "why": refusal.why, "sentence": refusal.sentence}
        seconds = round(time.monotonic() - began, 2)
        print(json.dumps({"name": path.name, "seconds": seconds, **outcome}))
    print(
        json.dumps({"child": _peak(resource.RUSAGE_CHILDREN), "own": _peak(resource.RUSAGE_SELF)})
    )


def _peak(whose: int) -> float:
    """Peak resident memory in MiB."""
    return resource.getrusage(whose).ru_maxrss / 1024


if __name__ == "__main__":
    main(Path(sys.argv[1]))
