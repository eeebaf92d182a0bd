"""What the policies of rows cost: the same question with them and without, in turns, in one run.

The goal is at most 1.6 times (docs/decisions/0013). A district of one size; a tenth of the members
came from another branch, every branch has a secretary.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable

from django.db import connection, connections, transaction

from bench import development, pages, scale
from dangjian.config import cluster, guarded
from dangjian.config.install import install
from dangjian.development.queries.cases import Wanted as CasesWanted
from dangjian.development.queries.cases import developments, figures
from dangjian.development.queries.records import records_of
from dangjian.dues.queries.payers import unbooked
from dangjian.dues.queries.sheet import sheet
from dangjian.kernel import row_scope
from dangjian.kernel.row_scope import RowScope
from dangjian.registry.authority import Scope
from dangjian.registry.models import Membership, Organization, Person, Standing
from dangjian.registry.queries import people, people_past
from dangjian.registry.queries.people import Wanted

TODAY, PAST = dt.date(2026, 11, 23), dt.date(2019, 6, 30)
PLACES = {
    "branch": ("/1/2/100/",),
    "street": ("/1/2/",),
    "two streets": ("/1/2/", "/1/3/"),
    "district": ("/1/",),
}

Say = Callable[..., None]


def measure(members: int, rounds: int, say: Say) -> None:
    """One line for each place and question: milliseconds without, with, and their ratio."""
    name, home = f"bench_rows_{members}", cluster.home()
    cluster.drop_database(home, name)
    cluster.create_database(home, name)
    pages._use(name)
    try:
        row_scope.widen_here()
        install(say=lambda _: None)
        scale.fill(members)
        _lived_in()
        _dues_paid()
        development.fill(10_000, TODAY)
        with connections["owner"].cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        for place, paths in PLACES.items():
            for what, ask in _questions(Scope(paths)).items():
                without, held = _in_turns(ask, RowScope(paths, 5), rounds)
                say(
                    "policy of rows",
                    place=place,
                    question=what,
                    without_ms=round(without, 2),
                    with_ms=round(held, 2),
                    ratio=round(held / without, 2),
                )
    finally:
        for alias in ("default", "owner", "auditor"):
            connections[alias].close()
        cluster.drop_database(home, name)


def _lived_in() -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE registry_membership SET valid = daterange('2015-01-01', NULL)"
            " WHERE person_id % 10 = 0"
        )
        cursor.execute(
            "INSERT INTO registry_membership (person_id, organization_id, arrival, document, valid)"
            " SELECT id, 100 + (id * 7 + 13) %% %s, 'registered', '',"
            " daterange('2010-01-01', '2015-01-01') FROM registry_person WHERE id %% 10 = 0",
            [scale.STREETS * scale.BRANCHES_PER_STREET],
        )
        cursor.execute(
            "INSERT INTO registry_post (organization_id, person_id, title, valid, document)"
            " SELECT DISTINCT ON (organization_id) organization_id, id, 'secretary',"
            " daterange('2020-01-01', NULL), '' FROM registry_person ORDER BY organization_id, id"
        )


def _dues_paid() -> None:
    """Four of five paid for two months, each in his branch."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute(
            'INSERT INTO dues_entry (uid, organization_id, kind, amount, "on", way, payer_id,'
            " from_month, to_month, to_centre, document, note, year, serial, reason, booked_at)"
            " SELECT gen_random_uuid(), organization_id, 'receipt', 20, '2026-10-08', 'cash', id,"
            " '2026-09-01', '2026-10-01', false, '', '', 2026,"
            " row_number() OVER (PARTITION BY organization_id ORDER BY id), '', now()"
            " FROM registry_person WHERE id % 5 > 0"
        )
        cursor.execute(
            "INSERT INTO dues_share (entry_id, month, amount)"
            " SELECT id, month, 10 FROM dues_entry,"
            " unnest('{2026-09-01,2026-10-01}'::date[]) month"
        )


def _questions(scope: Scope) -> dict[str, Callable[[], object]]:
    some = list(Person.objects.filter(scope.q()).values_list("pk", flat=True)[:50])
    everybody, by_two = Wanted(), Wanted(text="员12")
    branches = list(Organization.objects.filter(scope.q(), form="branch").order_by("pk"))
    ids, month = [one.pk for one in branches], dt.date(2026, 10, 1)
    cases = list(developments(scope, CasesWanted(), TODAY)[:30])
    return {
        "list": lambda: people.page_today(scope, everybody, TODAY, limit=50),
        "list of a past day": lambda: people_past.page_on(scope, everybody, PAST, limit=50),
        "two characters of a name": lambda: people.page_today(scope, by_two, TODAY, limit=50),
        "key": lambda: [Person.objects.get(pk=pk) for pk in some[:10]],
        "count": lambda: Person.objects.filter(scope.q()).count(),
        "memberships counted": lambda: (
            Membership.objects.current().filter(scope.q("organization__path")).count()
        ),
        "standings of a page": lambda: list(Standing.objects.on(TODAY).filter(person__in=some)),
        "standings counted": lambda: (
            Standing.objects.on(TODAY).filter(scope.q("person__path")).count()
        ),
        "developments counted": lambda: figures(scope, TODAY),
        "developments of a page": lambda: list(developments(scope, CasesWanted(), TODAY)[:30]),
        "their records": lambda: records_of(cases, TODAY),
        "dues of a branch and a month": lambda: sheet(branches[0], month, TODAY),
        "dues not booked": lambda: unbooked(ids, month, TODAY),
    }


def _in_turns(ask: Callable[[], object], scope: RowScope, rounds: int) -> tuple[float, float]:
    """The least milliseconds without and with the policies, asked in turns."""
    least = {False: float("inf"), True: float("inf")}
    with row_scope.seeing(scope):
        connection.ensure_connection()
        for turn in range(2 * max(3, rounds // 5)):
            guarding = turn % 2 == 1
            _guard(guarding)
            ask()
            for _ in range(3):
                at = time.perf_counter()
                ask()
                least[guarding] = min(least[guarding], (time.perf_counter() - at) * 1000)
    return least[False], least[True]


def _guard(guarding: bool) -> None:
    verb = "ENABLE" if guarding else "DISABLE"
    with connections["owner"].cursor() as cursor:
        for table in guarded.GUARDED:
            cursor.execute(f"ALTER TABLE {table} {verb} ROW LEVEL SECURITY")
