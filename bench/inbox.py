"""The inbox of an officer with ten thousand open cases: milliseconds, queries, and the indexes."""

from __future__ import annotations

import datetime as dt
import itertools
import uuid
from collections.abc import Callable

from django.conf import settings
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench import scale
from dangjian.config import cluster
from dangjian.config.install import install
from dangjian.flow.models import Bar, Case, CaseTerm, Edition, Task, ToDo
from dangjian.flow.queries import Show, listed
from dangjian.registry.authority import viewer_of
from dangjian.registry.models import Account, Organization

Say = Callable[..., None]
Timed = Callable[[Callable[[], object], int], dict[str, float]]
CLOSED = 200_000


def measure(rounds: int, say: Say, timed: Timed, cases: int = 10_000) -> None:
    """Fill a database of its own: open cases of one office, as many of others, and old ones."""
    from bench.pages import _clerk, _get, _use

    settings.ALLOWED_HOSTS.append("testserver")
    name, home = "bench_inbox", cluster.home()
    cluster.drop_database(home, name)
    cluster.create_database(home, name)
    _use(name)
    try:
        install(say=lambda _: None)
        scale.fill(2000)
        account = _clerk("district", "/1/")
        _fill(cases)
        client = Client()
        client.force_login(account)
        for address in ("/inbox/", *(f"/inbox/?kind={show.value}" for show in Show)):
            with CaptureQueriesContext(connection) as queries:
                _get(client, address)
            count = len(queries)
            slowest = max(float(query["time"]) for query in queries) * 1000
            figures = timed(lambda address=address: _get(client, address), rounds)
            say(
                f"{address} of an officer",
                open_cases=cases,
                queries=count,
                slowest_query_ms=round(slowest, 1),
                **figures,
            )
        say("inbox query", plan=_plan(account))
    finally:
        for alias in ("default", "owner", "auditor"):
            connections[alias].close()
        cluster.drop_database(home, name)


def _fill(cases: int) -> None:
    """Rows as the actions write them; the actions themselves are measured elsewhere."""
    now, today = timezone.now(), dt.date.today()
    edition = Edition.objects.get(procedure__key="petition")
    root = Organization.objects.get(path="/1/")
    others = list(Organization.objects.exclude(path="/1/")[:50])
    places = itertools.chain(
        itertools.repeat(root, cases), itertools.islice(itertools.cycle(others), cases)
    )
    made = Case.objects.bulk_create(
        [Case(edition=edition, organization=place, opened_at=now) for place in places], 2000
    )
    ToDo.objects.bulk_create(
        [
            ToDo(
                what="登记一封来信",
                for_organization=case.organization,
                right="LETTERS",
                case=case,
                task=Task.LEAD,
                opened_at=now,
                due_on=today + dt.timedelta(days=n % 40 - 10),
            )
            for n, case in enumerate(made)
        ],
        2000,
    )
    CaseTerm.objects.bulk_create(
        [
            CaseTerm(
                case=case,
                clock="register",
                rule=uuid.uuid4(),
                started_on=today,
                days=15,
                unit="natural",
                due_on=today + dt.timedelta(days=n % 40 - 10),
            )
            for n, case in enumerate(made)
        ],
        2000,
    )
    Bar.objects.bulk_create(
        [Bar(case=case, organization=others[0], at=now) for case in made[::100]]
    )
    ended = now - dt.timedelta(days=100)
    ToDo.objects.bulk_create(
        (
            ToDo(
                what="登记一封来信",
                for_organization=root,
                right="LETTERS",
                case=made[n % cases],
                opened_at=ended,
                closed_at=ended,
                outcome="done",
            )
            for n in range(CLOSED)
        ),
        5000,
    )
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")


def _plan(account: Account) -> list[str]:
    """The lines of the plan that name how rows are found."""
    viewer = viewer_of(account, dt.date.today())
    with CaptureQueriesContext(connection) as queries:
        listed(viewer, dt.date.today(), Show.TODO)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {queries[-1]['sql']}")
        lines = [line for (line,) in cursor.fetchall()]
    return [line.strip() for line in lines if "Scan" in line]
