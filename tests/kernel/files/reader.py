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
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(json.dumps({"child": children, "own": _own_peak()}))


def _own_peak() -> float:
    """Peak resident memory in MiB (what getrusage says of us counts what we were forked from)."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


if __name__ == "__main__":
    main(Path(sys.argv[1]))
