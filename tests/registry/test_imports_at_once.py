"""Two clerks bring the same people in at once: everybody is in the register once (K2)."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connections

from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Refused
from dangjian.registry.actions import imports, people
from dangjian.registry.actions.people import NewMember
from dangjian.registry.models import Import, Organization, Person
from tests.district import TODAY, District, build
from tests.registry.imports_brought import bring, line, rows_of, said, table
from tests.registry.test_imports_known import listed
from tests.registry.test_imports_known import table as organizations_table

MANY = 300


@pytest.fixture
def live(committed_db: str) -> Iterator[District]:
    yield build()


def at_once(*acts: Callable[[], object]) -> list[Refused]:
    start = threading.Barrier(len(acts))
    failures: list[Refused] = []

    def run(act: Callable[[], object]) -> None:
        start.wait()
        try:
            act()
        except Refused as failure:
            failures.append(failure)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


def test_the_second_clerk_finds_them_in_the_register_and_his_others_go_in(
    live: District, tmp_path: Path
) -> None:
    both = [line(live.west, f"共{chr(0x4E00 + n)}", n) for n in range(MANY)]
    own = [line(live.east, f"独{chr(0x4E00 + n)}", MANY + n) for n in range(2)]
    first = bring(table(tmp_path, [*both, own[0]], "一.csv"), enter=False)
    second = bring(table(tmp_path, [*both, own[1]], "二.csv"), enter=False)

    def act(run: Import) -> Callable[[], object]:
        return lambda: imports.enter(run, today=TODAY, by=SYSTEM)

    assert at_once(act(first), act(second)) == []
    assert Person.objects.filter(name__startswith="共").count() == MANY
    assert Person.objects.filter(name__startswith="独").count() == 2
    entered = sorted(Import.objects.get(pk=run.pk).entered for run in (first, second))
    assert entered == [1, MANY + 1]
    loser = first if Import.objects.get(pk=first.pk).entered == 1 else second
    states = said(rows_of(Import.objects.get(pk=loser.pk)))
    assert states.count(("skip", "skipped", ("S-IN-REGISTER",))) == MANY
    assert Leaf.objects.filter(verb="register_member", body__contains="花名册导入").count() == (
        MANY + 2
    )


def test_somebody_registered_by_a_form_at_that_moment_stops_nobody_else(
    live: District, tmp_path: Path
) -> None:
    rows = [line(live.west, f"共{chr(0x4E00 + n)}", n) for n in range(MANY)]
    run = bring(table(tmp_path, rows), enter=False)
    last = rows[-1]
    by_form = NewMember(
        organization=live.west,
        name=last["姓名"],
        sex="1",
        born_on=dt.date.fromisoformat(last["出生日期"]),
        id_number=last["公民身份号码"],
        joined_on=dt.date(2015, 7, 1),
        full_on=dt.date(2016, 7, 1),
    )
    failures = at_once(
        lambda: imports.enter(run, today=TODAY, by=SYSTEM),
        lambda: people.register_member(by_form, today=TODAY, by=SYSTEM),
    )
    assert len(failures) <= 1  # the form, where the table was first
    assert Person.objects.filter(name__startswith="共").count() == MANY


def test_two_clerks_with_the_same_organizations_found_each_of_them_once(
    live: District, tmp_path: Path
) -> None:
    both = [listed(live, f"新{chr(0x4E00 + n)}党支部") for n in range(40)]
    first, second = (
        bring(organizations_table(tmp_path, *both, name=name), kind="organizations", enter=False)
        for name in ("一.csv", "二.csv")
    )

    def act(run: Import) -> Callable[[], object]:
        return lambda: imports.enter(run, today=TODAY, by=SYSTEM)

    assert at_once(act(first), act(second)) == []
    assert Organization.objects.filter(short_name__startswith="新").count() == 40
    entered = {run.pk: Import.objects.get(pk=run.pk).entered for run in (first, second)}
    assert sorted(entered.values()) == [0, 40]
    loser = min(entered, key=lambda pk: entered[pk])
    states = said(rows_of(Import.objects.get(pk=loser)))
    assert states == [("skip", "skipped", ("S-IN-REGISTER",))] * 40
    assert Leaf.objects.filter(verb="found_organization").count() == 40
