"""How well and how fast things are found.

Quality: nDCG@10 on the shared queries and on our own (tests/search/data/queries.json, texts of the
demo). Our own were written together with the lists of words and looked at while they were
corrected: expect less of new ones.

Speed: invented texts (words of the demo's texts, drawn by Zipf's law, so that
the commonest stands in most of them), indexed through the room's own action. The floor is one
indexed word of the same index, unranked.

The goal (p95 of 50 ms while being written to) is meant for a hundred thousand and two idle cores;
cpu_ms, ours and the server's together, tells more where others work on the machine.

python -m bench.search [--documents 100000]
"""

from __future__ import annotations

import argparse
import bisect
import itertools
import json
import random
import statistics
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Say = Callable[..., None]
PROJECT = Path(__file__).resolve().parent.parent
SHARED = PROJECT.parent / "shared" / "data" / "library"
DEMO = PROJECT / "demo" / "library"
OWN = PROJECT / "tests" / "search" / "data" / "queries.json"
BATCH = 2_000
WORDS, TITLE = (60, 160), (3, 7)
ROUNDS = 6
USUAL, GOAL_MS = 10_000, 50
"""Texts of a usual run, so that it stays short; p95 of one search."""


def measure(say: Say, documents: int = USUAL) -> None:
    """Quality on both collections, then speed; each in a database of its own."""
    from dangjian.config import cluster

    home = cluster.home()
    for name, folder, queries in (("shared", SHARED, SHARED / "queries.json"), ("own", DEMO, OWN)):
        if not queries.is_file():
            say(f"search quality, {name}", skipped="the shared data are not beside this checkout")
            continue
        with _database(home, f"bench_search_{name}"):
            say(f"search quality, {name}", **_quality(folder, queries))
    with _database(home, "bench_search_many"):
        _speed(say, documents)


class _database:  # noqa: N801 - reads as a word
    """A database of its own, installed, gone afterwards."""

    def __init__(self, home: Path, name: str) -> None:
        self.home, self.name = home, name

    def __enter__(self) -> None:
        from bench.pages import _use
        from dangjian.config import cluster
        from dangjian.config.install import install

        cluster.drop_database(self.home, self.name)
        cluster.create_database(self.home, self.name)
        _use(self.name)
        install(say=lambda _: None)

    def __exit__(self, *_: object) -> None:
        from django.db import connections

        from dangjian.config import cluster

        for alias in ("default", "owner", "auditor"):
            connections[alias].close()
        cluster.drop_database(self.home, self.name)


def _quality(folder: Path, queries: Path) -> dict[str, object]:
    from tests.search.measure import graded, ndcg
    from tests.search.shelves import codes, shelved

    shelved(folder)
    kinds: dict[str, list[float]] = {}
    empty = 0
    for one in graded(queries):
        if one["relevant"]:
            given = codes(one["query"])[:10]
            kinds.setdefault(one["kind"], []).append(ndcg(one["relevant"], given))
            empty += not given
    every = [score for scores in kinds.values() for score in scores]
    return {
        "ndcg_at_10": round(statistics.mean(every), 3),
        "queries": len(every),
        "empty": empty,
        "goal": 0.85,
        "by_kind": {kind: round(statistics.mean(scores), 3) for kind, scores in kinds.items()},
    }


# ---- Speed -------------------------------------------------------------------------------------
def _speed(say: Say, documents: int) -> None:
    from django.db import connection

    from dangjian.search import actions as search

    began, cpu = time.perf_counter(), time.process_time()
    made = _documents(documents)
    while batch := list(itertools.islice(made, BATCH)):
        search.index_many(batch)
    indexed = time.perf_counter() - began
    spent = time.process_time() - cpu
    began = time.perf_counter()
    search.learn()
    counted = time.perf_counter() - began
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE") if _owner() else None
        cursor.execute("SELECT pg_total_relation_size('search_passage') / 1048576")
        size = cursor.fetchone()[0]
    say(
        "search index, built",
        documents=documents,
        wall_s=round(indexed, 1),
        our_cpu_s=round(spent, 1),
        count_words_s=round(counted, 1),
        passages_mib=int(size),
        a_document_ms=round(indexed / documents * 1000, 3),
    )
    floor = _times([lambda: _bare("党费")] * 40)
    say("search floor: one word, unranked, first 20", **floor)
    quiet = _mix()
    say("search, quiet", documents=documents, **quiet, **_to(quiet, floor))
    before = _written()
    with _writing():
        busy = _mix()
    say(
        "search, while being written to",
        documents=documents,
        **busy,
        **_to(busy, floor),
        written_meanwhile=_written() - before,
        goal_p95_ms=GOAL_MS,
        met=busy["p95_ms"] <= GOAL_MS,
    )


def _written() -> int:
    """The number of the latest entry: the writer replaces texts by the same."""
    from django.db.models import Max

    from dangjian.search.models import Entry

    return int(Entry.objects.aggregate(last=Max("pk"))["last"] or 0)


def _owner() -> bool:
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE search_entry, search_passage, search_term")
    return False


def _to(figures: dict[str, float], floor: dict[str, float]) -> dict[str, float]:
    return {"p50_to_floor": round(figures["p50_ms"] / floor["p50_ms"], 1)}


def _documents(count: int) -> Iterator[Any]:
    """Texts of words by Zipf's law; the same every time."""
    from dangjian.search.actions import Findable
    from dangjian.search.models import Kind

    chance = random.Random("禾丰区 搜索")
    words = _vocabulary()
    weights = list(itertools.accumulate(1 / (n + 2) for n in range(len(words))))

    def drawn(most: int) -> str:
        return "".join(
            words[bisect.bisect(weights, chance.random() * weights[-1])] for _ in range(most)
        )

    for _ in range(count):
        sentences = [drawn(chance.randint(6, 14)) for _ in range(chance.randint(*WORDS) // 10)]
        yield Findable(
            kind=Kind.DOCUMENT,
            noun=uuid.UUID(int=chance.getrandbits(128)),
            title=drawn(chance.randint(*TITLE)),
            text="。".join(sentences),
            issuer="禾丰区委组织部",
            column="文献资料",
        )


def _vocabulary() -> list[str]:
    """Words of the demo's texts and of the lists, the commonest first."""
    from collections import Counter

    import rjieba

    from dangjian.search.rules.packaged import wordings

    counted: Counter[str] = Counter()
    for path in sorted(DEMO.glob("*.md")):
        counted.update(w for w in rjieba.cut(path.read_text("utf-8")) if "一" <= w[0] <= "龥")
    counted.update(dict.fromkeys(wordings(), 1))
    return [word for word, _ in counted.most_common()]


def _mix() -> dict[str, float]:
    """The queries of both collections, as they come, several times over."""
    from dangjian.search.queries import find

    asked = [one["query"] for one in json.loads(OWN.read_text("utf-8"))["queries"]]
    asked += ["党员", "支部", "组织", "党员 支部 组织 工作", "的", "一", "怎么办", "支部党员大会"]
    return _times(
        [lambda text=text: find(text, viewer=None).hits(0, 10) for text in asked] * ROUNDS
    )


def _bare(word: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM search_passage WHERE words @@ %s::tsquery LIMIT 20", [f"'{word}'"]
        )
        cursor.fetchall()


def _times(acts: list[Callable[[], object]]) -> dict[str, float]:
    for act in acts[:20]:
        act()
    walls, began, server = [], time.process_time(), _server_cpu()
    for act in acts:
        at = time.perf_counter()
        act()
        walls.append((time.perf_counter() - at) * 1000)
    walls.sort()
    return {
        "asked": len(walls),
        "p50_ms": round(statistics.median(walls), 2),
        "p95_ms": round(walls[int(len(walls) * 0.95) - 1], 2),
        "worst_ms": round(walls[-1], 1),
        "cpu_ms": round(
            ((time.process_time() - began) * 1000 + _server_cpu() - server) / len(walls), 2
        ),
    }


def _server_cpu() -> float:
    """Milliseconds of CPU the server spent on this connection so far; 0 for a server elsewhere."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        told = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
    return int(told.read_text().split()[0]) / 1e6 if told.is_file() else 0.0


class _writing:  # noqa: N801 - reads as a word
    """Another process that keeps putting texts into the index, one in each transaction."""

    def __enter__(self) -> None:
        from django.db import connection

        name = str(connection.settings_dict["NAME"])
        self.child = subprocess.Popen([sys.executable, "-m", "bench.search", "--write", name])
        time.sleep(3)

    def __exit__(self, *_: object) -> None:
        if self.child.poll() is not None:
            raise RuntimeError("nobody was writing meanwhile: the figure would say nothing")
        self.child.terminate()
        self.child.wait(20)


def _write(database: str) -> None:
    from bench.pages import _use
    from dangjian.search import actions as search

    _use(database)
    for one in _documents(10**9):
        search.index(one)
        time.sleep(0.02)


def main() -> None:
    from bench import __main__ as command
    from dangjian.config import cluster

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=USUAL)
    parser.add_argument("--write", default="")
    options = parser.parse_args()
    home = cluster.home()
    cluster.ensure_running(home, say=lambda _: None)
    from dangjian.kernel.keyring import ensure_keyring

    ensure_keyring(home)
    import django

    django.setup()
    from dangjian.kernel import row_scope

    row_scope.widen_here()
    if options.write:
        _write(options.write)
    measure(command.say, options.documents)


if __name__ == "__main__":
    main()
