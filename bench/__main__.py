"""`make bench`: prints one JSON line for each figure, with its ratio to the floor of this run.

python -m bench [--members 38216,1000000] [--rounds 30] [--skip-start] [--documents 100000]
                [--rows 1000000]
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
os.environ.setdefault("DANGJIAN_HOME", str(PROJECT / ".data-bench"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dangjian.config.settings")

from bench import files, letters, start  # noqa: E402 - the environment comes first
from dangjian.config import cluster  # noqa: E402


def say(what: str, **figures: object) -> None:
    print(json.dumps({"what": what, **figures}, ensure_ascii=False), flush=True)


def timed(act: Callable[[], object], rounds: int) -> dict[str, float]:
    """Median, 95th percentile (ms) and CPU (ms) of an act, after three rounds of warming up."""
    for _ in range(3):
        act()
    walls, began = [], time.process_time()
    for _ in range(rounds):
        at = time.perf_counter()
        act()
        walls.append((time.perf_counter() - at) * 1000)
    cpu = (time.process_time() - began) * 1000 / rounds
    walls.sort()
    return {
        "median_ms": round(statistics.median(walls), 2),
        "p95_ms": round(walls[int(len(walls) * 0.95) - 1], 2),
        "cpu_ms": round(cpu, 2),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", default="38216,1000000")
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--skip-start", action="store_true")
    parser.add_argument("--documents", type=int, default=10_000, help="texts to search in")
    parser.add_argument("--rows", type=int, default=100_000, help="of a text table to be entered")
    options = parser.parse_args()
    say("machine", python=platform.python_version(), cores=os.cpu_count())
    if not options.skip_start:
        for figure in start.measure():
            say(**figure)
    for figure in files.measure():
        say(**figure)
    letters.measure(say)
    home = cluster.home()
    cluster.ensure_running(home, say=lambda _: None)
    from dangjian.kernel.keyring import ensure_keyring

    ensure_keyring(home)
    import django

    django.setup()
    from dangjian.kernel import row_scope as shown

    shown.widen_here()
    from django.core.management import call_command

    from bench import (
        alike,
        answered,
        development,
        imports,
        inbox,
        pages,
        portal,
        proofs,
        row_scope,
        search,
        submissions,
    )

    call_command("collectstatic", interactive=False, verbosity=0)

    submissions.measure(say)
    proofs.measure(say)
    inbox.measure(options.rounds, say, timed)
    development.measure(options.rounds, say, timed)
    alike.measure(options.rounds, say, timed)
    answered.measure(options.rounds, say, timed)
    portal.measure(options.rounds, say, timed)
    search.measure(say, options.documents)
    imports.measure(say, options.rows)
    row_scope.measure(38_216, options.rounds, say)
    for members in (int(number) for number in options.members.split(",")):
        pages.measure(members, options.rounds, say, timed)


if __name__ == "__main__":
    sys.exit(main())
