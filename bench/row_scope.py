"""What the policies of rows cost: the same question with them and without, in turns, in one run.

The goal is at most 1.6 times (docs/decisions/0013). A district of one size; a tenth of the members
came from another branch, every branch has a secretary. A part of a name is held against the pattern
without policies, which it replaces.
"""

from __future__ import annotations

import datetime as dt
import time
import uuid
from collections.abc import Callable
from math import inf

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
from dangjian.registry.authority import Held, Scope, Viewer
from dangjian.registry.models import Membership, Organization, Person, Role, Standing
from dangjian.registry.queries import people, people_past
from dangjian.registry.queries.people import Wanted
from dangjian.voices.queries import office
from dangjian.voices.queries.alike import candidates
from dangjian.voices.queries.sight import letter_for, letters_seen

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
        _names_given()
        _letters_written(20_000)
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
            for part in ("明", "李明", "李红梅"):
                pattern, held = _found_by(part, paths, rounds)
                say(
                    "part of a name",
                    place=place,
                    characters=len(part),
                    pattern_without_ms=round(pattern, 2),
                    with_ms=round(held, 2),
                    ratio=round(held / pattern, 2),
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


def _names_given() -> None:
    """Invented names of two and three characters, some surnames much more frequent than others."""
    surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余"
    given = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉力红梅玲建华国志海春雪云飞鹏子轩涵"
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT setseed(0.4)")
        cursor.execute(
            "UPDATE registry_person SET"
            " name = substr(%s, 1 + floor(40 * power(random(), 2))::int, 1)"
            " || substr(%s, 1 + floor(42 * random())::int, 1)"
            " || CASE WHEN random() < 0.25 THEN ''"
            " ELSE substr(%s, 1 + floor(42 * random())::int, 1) END",
            [surnames, given, given],
        )


def _letters_written(count: int) -> None:
    """Petitions, each given to a street and by it to one of its branches; marks of wording at
    random among so many that a few hundred share one."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO flow_case (id, uid, opened_at, round, organization_id, edition_id)"
            " SELECT 1000000 + n, gen_random_uuid(), now(), 1, 2 + n %% %s,"
            " (SELECT max(e.id) FROM flow_edition e JOIN flow_procedure p"
            " ON p.id = e.procedure_id WHERE p.key = 'petition')"
            " FROM generate_series(1, %s) n",
            [scale.STREETS, count],
        )
        cursor.execute(
            "INSERT INTO voices_letter (state, uid, number, kind, way, received_on, text, matter,"
            " category, route, refused_because, shingles, again, may_publish, public_text,"
            " public_answer, public_office, case_id, organization_id)"
            " SELECT 'handling', gen_random_uuid(), 'B' || id, 'petition', 'online',"
            " date '2026-01-01' + (id % 300)::int, '-', '', '', '', '', ARRAY(SELECT"
            " (hashint8(id * 100 + n) & 4095) FROM generate_series(1, 64) n), 0, false, '', '', '',"
            " id, organization_id FROM flow_case WHERE id > 1000000"
        )
        for place in ("c.organization_id", _ONE_BELOW):
            cursor.execute(
                'INSERT INTO flow_todo (uid, what, note, "right", opened_at, outcome, task,'
                " case_id, for_organization_id)"
                " SELECT gen_random_uuid(), '办理来信', '', 'LETTERS', now(), '', 'lead', c.id,"
                f" {place} FROM flow_case c WHERE c.id > 1000000"
            )


_ONE_BELOW = (
    "(SELECT o.id FROM registry_organization o WHERE o.parent_id = c.organization_id"
    " ORDER BY hashint8(o.id + c.id) LIMIT 1)"
)


def _found_by(part: str, paths: tuple[str, ...], rounds: int) -> tuple[float, float]:
    """Milliseconds of a page by the pattern without policies, and as it is asked with them."""
    wanted, scope, least = Wanted(text=part), Scope(paths), {False: inf, True: inf}
    pattern = people.members(scope, Wanted()).filter(name__contains=part)

    def by_pattern() -> object:
        found, _ = people._page(pattern, people._listed(), "name_key", 50, 0)
        return people.rows_today(found, TODAY)

    asked: dict[bool, Callable[[], object]] = {
        False: by_pattern,
        True: lambda: people.page_today(scope, wanted, TODAY, limit=50),
    }
    with row_scope.seeing(RowScope(paths, 5)):
        for turn in range(2 * max(3, rounds // 5)):
            guarding = turn % 2 == 1
            _guard(guarding)
            asked[guarding]()
            for _ in range(3):
                at = time.perf_counter()
                asked[guarding]()
                least[guarding] = min(least[guarding], (time.perf_counter() - at) * 1000)
    return least[False], least[True]


def _officer(paths: tuple[str, ...]) -> Viewer:
    held = tuple(Held(Role.CLERK, int(path.split("/")[-2]), path, "") for path in paths)
    return Viewer(1, 5, uuid.uuid4(), "", held)


def _questions(scope: Scope) -> dict[str, Callable[[], object]]:
    some = list(Person.objects.filter(scope.q()).values_list("pk", flat=True)[:50])
    everybody, officer = Wanted(), _officer(scope.paths)
    letter = letters_seen(officer, TODAY).latest("pk")
    branches = list(Organization.objects.filter(scope.q(), form="branch").order_by("pk"))
    ids, month = [one.pk for one in branches], dt.date(2026, 10, 1)
    cases = list(developments(scope, CasesWanted(), TODAY)[:30])
    return {
        "list": lambda: people.page_today(scope, everybody, TODAY, limit=50),
        "list of a past day": lambda: people_past.page_on(scope, everybody, PAST, limit=50),
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
        "letters of a page": lambda: list(office.letters(officer, TODAY)[:50]),
        "letters counted": lambda: office.letters(officer, TODAY).count(),
        "a letter": lambda: letter_for(officer, letter.pk, TODAY),
        "letters alike": lambda: candidates(officer, letter.shingles, TODAY, letter.pk),
    }


def _in_turns(ask: Callable[[], object], scope: RowScope, rounds: int) -> tuple[float, float]:
    """The least milliseconds without and with the policies, asked in turns."""
    least = {False: inf, True: inf}
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
