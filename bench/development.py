"""Ten thousand running developments: "what is due this month" for a district, against a floor."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.conf import settings
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench import scale
from dangjian.config import cluster
from dangjian.config.install import install
from dangjian.development.actions.restating import restate_all
from dangjian.development.models import OPEN, Applicant, Development, State, StepTaken
from dangjian.development.queries.cases import Wanted, developments, figures
from dangjian.flow.models import Case, Edition
from dangjian.registry.authority import Purpose, viewer_of
from dangjian.registry.models import Organization

Say = Callable[..., None]
Timed = Callable[[Callable[[], object], int], dict[str, float]]


def measure(rounds: int, say: Say, timed: Timed, cases: int = 10_000) -> None:
    """Fill a database of its own; the list, its figures, its page, and the night's reckoning.

    The floor: one indexed count of the same rows.
    """
    from bench.pages import _clerk, _get, _use

    settings.ALLOWED_HOSTS.append("testserver")
    name, home = "bench_development", cluster.home()
    cluster.drop_database(home, name)
    cluster.create_database(home, name)
    _use(name)
    try:
        install(say=lambda _: None)
        scale.fill(2000)
        account = _clerk("district", "/1/")
        today = dt.date.today()
        fill(cases, today)
        scope = viewer_of(account, today).scope(Purpose.READ)
        due = developments(scope, Wanted(due="month"), today)
        running = Development.objects.filter(ended_on__isnull=True, due_on__lte=today)
        floor = timed(running.count, rounds)
        say("floor: count of what is due, one table", cases=cases, **floor)
        for what, act in (
            ("due this month, 30 rows", lambda: list(due[:30])),
            ("figures above the list", lambda: figures(scope, today)),
        ):
            told = timed(act, rounds)
            ratio = round(told["median_ms"] / floor["median_ms"], 1)
            say(what, cases=cases, **told, ratio_to_floor=ratio)
        client = Client()
        client.force_login(account)
        address = "/developments/?due=month"
        with CaptureQueriesContext(connection) as queries:
            _get(client, address)
        asked = len(queries)
        told = timed(lambda: _get(client, address), rounds)
        ratio = round(told["median_ms"] / floor["median_ms"], 1)
        say(address, cases=cases, queries=asked, **told, ratio_to_floor=ratio)
        began = timezone.now()
        changed = restate_all(today)
        seconds = (timezone.now() - began).total_seconds()
        say("the night's reckoning", cases=cases, changed=changed, seconds=round(seconds, 2))
    finally:
        for alias in ("default", "owner", "auditor"):
            connections[alias].close()
        cluster.drop_database(home, name)


def fill(cases: int, today: dt.date) -> None:
    """Rows as the actions write them: applicants and activists, due over a year."""
    now = timezone.now()
    edition = Edition.objects.get(procedure__key="development")
    places = list(Organization.objects.filter(form="branch").order_by("pk"))
    root = Organization.objects.get(path="/1/")
    at = [places[n % len(places)] for n in range(cases)]
    flows = Case.objects.bulk_create(
        [Case(edition=edition, organization=place, opened_at=now) for place in at], 2000
    )
    people = Applicant.objects.bulk_create(
        [
            Applicant(name=f"申请人{n}", sex="12"[n % 2], born_on=dt.date(1995, 1, 1), unit="职工")
            for n in range(cases)
        ],
        2000,
    )
    rows = Development.objects.bulk_create(
        [
            Development(
                case=flows[n],
                applicant=people[n],
                organization=at[n],
                applied_on=max(dt.date(2026, 5, 11), today - dt.timedelta(days=n % 180)),
                edition="2026",
                state=State.APPLICANT if n % 3 else State.ACTIVIST,
                next_step="talk" if n % 3 else "examine_activist",
                next_part="branch",
                due_on=today + dt.timedelta(days=n % 365 - 20),
            )
            for n in range(cases)
        ],
        2000,
    )
    steps = []
    for n, row in enumerate(rows):
        names = ("apply",) if n % 3 else ("apply", "talk", "recommend", "name_activist")
        steps += [
            StepTaken(
                development=row, step=name, done_on=row.applied_on, office=root, entered_at=now
            )
            for name in names
        ]
    StepTaken.objects.bulk_create(steps, 5000)
    assert set(OPEN) >= {row.state for row in rows}
    with connections["owner"].cursor() as cursor:
        for table in ("development", "applicant", "steptaken"):
            cursor.execute(f"VACUUM ANALYZE development_{table}")
