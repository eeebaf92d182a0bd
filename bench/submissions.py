"""Letters taken in and acknowledged after commit, as a share of the bare insert-commit floor."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.db import connection, connections, transaction

from bench import scale
from dangjian.config import cluster
from dangjian.config.install import install
from dangjian.kernel import clock
from dangjian.kernel.evidence import SYSTEM
from dangjian.registry.models import Organization
from dangjian.voices.actions.receiving import NewWriter, receive
from dangjian.voices.models import Kind
from dangjian.voices.reading.routes import read
from dangjian.voices.rules.stopping import stopped

Say = Callable[..., None]
TEXT = (
    "怡庭社区的化粪池满了，污水冒到一楼院子里，孩子起了一身疹子。物业说要动用维修资金，"
    "业主签不齐字。请派车来抽一抽，再查原因。第{}次来信。"
)


def measure(say: Say, letters: int = 150) -> None:
    """One writer after another on one connection; every letter is read, checked, stored, committed
    with its case, its to-do, its terms and its evidence."""
    from bench.pages import _use

    name, home = "bench_submissions", cluster.home()
    cluster.drop_database(home, name)
    cluster.create_database(home, name)
    _use(name)
    try:
        install(say=lambda _: None)
        scale.fill(2000)
        root = Organization.objects.get(path="/1/")
        floor = _per_second(lambda n: _insert(n), letters * 4)
        took = _per_second(lambda n: _letter(root, n), letters)
        reading = _per_second(lambda n: (stopped(TEXT.format(n)), read(TEXT.format(n))), 60)
        say(
            "letters taken in",
            per_s=round(took, 1),
            floor_per_s=round(floor, 1),
            of_floor=round(took / floor, 3),
            ms_each=round(1000 / took, 1),
            of_which_reading_ms=round(1000 / reading, 1),
        )
    finally:
        for alias in ("default", "owner", "auditor"):
            connections[alias].close()
        cluster.drop_database(home, name)


def _insert(number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_usedformkey (key, path, used_at, outcome)"
            " VALUES (gen_random_uuid(), %s, now(), '')",
            [f"/{number}/"],
        )


def _letter(root: Organization, number: int) -> None:
    text = TEXT.format(number)
    stopped(text)
    with transaction.atomic():
        receive(
            text,
            kind=Kind.PETITION,
            at=root,
            writers=[NewWriter(name="方禾")],
            now=clock.now(),
            by=SYSTEM,
        )


def _per_second(act: Callable[[int], object], times: int) -> float:
    for number in range(5):
        act(number)
    began = time.perf_counter()
    for number in range(times):
        act(number)
    return times / (time.perf_counter() - began)
