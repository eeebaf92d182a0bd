"""Every committed leaf gets one place in the public log, whatever the order of the commits."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from dangjian.config.log_keeping import PAUSE, log_kept
from dangjian.kernel.models import Leaf, LogCheckpoint, Position, TreeNode
from dangjian.kernel.proofs import log, sequencing, tree
from dangjian.kernel.proofs.sequencing import Sequencer
from tests.kernel.proofs.written import (
    Writer,
    head_size,
    kinds,
    leave,
    placed,
    verified,
    writers,
)

pytestmark = pytest.mark.guards
STATEMENTS = (
    "UPDATE {} SET {} = {}",
    "DELETE FROM {}",
    "TRUNCATE {}",
    "ALTER TABLE {} DISABLE TRIGGER USER",
)
TABLES = (
    ("kernel_position", "leaf_id"),
    ("kernel_treenode", "level"),
    ("kernel_logcheckpoint", "size"),
)


@pytest.mark.django_db
def test_leaves_are_placed_in_batches_each_with_a_signed_head() -> None:
    leave(25)
    before, ids = LogCheckpoint.objects.count(), list(Leaf.objects.order_by("id"))
    assert Sequencer(batch=10).step() == len(ids)
    assert placed() == [leaf.pk for leaf in ids]
    sizes = list(LogCheckpoint.objects.order_by("number").values_list("size", flat=True))
    assert sizes[before:] == [*range(10, len(ids), 10), len(ids)]
    assert head_size() == len(ids) == log.head().size
    assert verified().good


@pytest.mark.django_db
def test_the_stored_tree_is_that_of_the_digests() -> None:
    leave(9)
    sequencing.sequence()
    leave(30)
    sequencing.sequence()
    edge, nodes = tree.Edge(), {}
    for leaf in Leaf.objects.order_by("id"):
        nodes |= dict(edge.append(tree.leaf_hash(bytes(leaf.digest))))
    stored = {tree.Node(n.level, n.number): bytes(n.hash) for n in TreeNode.objects.all()}
    assert stored == nodes
    assert bytes(LogCheckpoint.objects.latest("number").root) == edge.root()


@pytest.mark.django_db
def test_where_nothing_was_written_one_question_is_asked_and_nothing_is_signed() -> None:
    leave()
    sequencer = Sequencer()
    sequencer.step()
    heads = LogCheckpoint.objects.count()
    with CaptureQueriesContext(connection) as asked:
        assert sequencer.step() == 0
    assert len(asked) == 1
    assert LogCheckpoint.objects.count() == heads


@pytest.mark.django_db
@pytest.mark.parametrize("many", [3, 300])
def test_placing_and_proving_cost_the_same_number_of_queries_for_3_and_300(many: int) -> None:
    sequencing.sequence()
    leave(many)
    with CaptureQueriesContext(connection) as asked:
        assert sequencing.sequence() == many
    placing = len(asked)
    with CaptureQueriesContext(connection) as asked:
        size = log.head().size
        path = log.inclusion(size // 3, size)
    assert (placing, len(asked)) == (13, 3)
    root = bytes(LogCheckpoint.objects.latest("number").root)
    hashed = bytes(Position.objects.get(position=size // 3).hash)
    assert tree.includes(hashed, size // 3, size, path, root)


@pytest.mark.django_db
def test_every_older_head_is_shown_to_be_continued() -> None:
    for many in (1, 6, 13):
        leave(many)
        sequencing.sequence()
    heads = list(LogCheckpoint.objects.order_by("number"))
    last = heads[-1]
    for old in heads:
        path = log.consistency(old.size, last.size)
        given = (old.size, last.size, bytes(old.root), bytes(last.root), path)
        assert tree.continues(*given)


def test_a_leaf_that_is_committed_late_is_not_forgotten(committed_db: str) -> None:
    """Its id is lower than those placed long before."""
    sequencer = Sequencer()
    sequencer.step()
    with writers() as (slow,):
        late = slow.write()
        leave(5)
        assert sequencer.step() == 5
        assert late not in placed()
        assert log.head().settled < late
        leave(2)
        assert sequencer.step() == 2
        slow.connection.commit()
    assert sequencer.step() == 1
    assert placed()[-1] == late
    leave()
    sequencer.step()
    assert log.head().settled > late
    assert verified().good


def test_a_sequencer_that_only_looks_ahead_forgets_it_and_is_found_out(committed_db: str) -> None:
    """The broken twin: it takes the last id it saw for settled."""

    class Careless(Sequencer):
        def _settled(self, look: sequencing._Look) -> int:
            return look.drawn

    careless = Careless()
    careless.step()
    with writers() as (slow,):
        late = slow.write()
        leave(5)
        careless.step()
        slow.connection.commit()
    careless.step()
    assert late not in placed()
    assert [one.leaf for one in verified().findings.named] == [late]


def test_what_was_never_committed_leaves_no_gap_in_the_log(committed_db: str) -> None:
    with writers() as (one,):
        one.write()
        one.connection.rollback()
        one.write()
        one.connection.commit()
        one.write()
    sequencing.sequence()
    assert placed() == sorted(Leaf.objects.values_list("id", flat=True))
    leave()
    sequencing.sequence()
    assert log.head().settled == Leaf.objects.latest("id").pk
    assert verified().good


def test_one_that_fails_before_any_of_its_statements_is_followed_by_one_that_ends_it(
    committed_db: str,
) -> None:
    """What tests/faults does with processes that are killed, in a second."""
    sequencing.sequence()
    for number in itertools.count(1):
        leave(9)
        asked = itertools.count(1)

        def statement(
            execute: Any, *rest: Any, asked: Iterator[int] = asked, last: int = number
        ) -> Any:
            if next(asked) == last:
                raise InterruptedError
            return execute(*rest)

        try:
            with connection.execute_wrapper(statement):
                Sequencer(batch=5).step()
            break
        except InterruptedError:
            assert verified().good
            if number % 4 == 0:  # not always, so that it finds what several left behind
                sequencing.sequence()
    assert number > 16
    assert placed() == sorted(Leaf.objects.values_list("id", flat=True))
    assert verified().good


def test_of_two_sequencers_one_works_and_the_other_leaves_it_to_it(committed_db: str) -> None:
    leave(3)
    with writers() as (other,):
        lock = sequencing._LOCK.format("pg_advisory_xact_lock")
        other.connection.execute(lock)
        assert Sequencer().step() == 0
        other.connection.rollback()
    leaves = Leaf.objects.count()
    assert Sequencer().step() == leaves
    assert Sequencer().step() == 0


def test_a_leaf_is_in_a_signed_head_within_a_second_of_its_commit(committed_db: str) -> None:
    with log_kept():
        leave()
        _until_placed(10)
        waited = []
        for _ in range(4):
            leave(3)
            waited.append(_until_placed(5))
    assert PAUSE <= 0.5
    assert sorted(waited)[1] < 1.0, waited
    assert max(waited) < 2.0, waited  # a machine that is busy with other tests
    assert verified().good


def _until_placed(patience: float) -> float:
    began, leaves = time.monotonic(), Leaf.objects.count()
    while log.head().size < leaves:
        assert time.monotonic() - began < patience
        time.sleep(0.02)
    return time.monotonic() - began


# --- written once ---------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table[0])
@pytest.mark.parametrize("statement", [*STATEMENTS, "DROP TABLE {}"])
def test_the_application_can_neither_change_nor_remove_the_log(
    statement: str, table: tuple[str, str]
) -> None:
    leave(2)
    sequencing.sequence()
    with pytest.raises(DatabaseError, match="permission denied|owner"), transaction.atomic():
        _do("default", statement, table)


@pytest.mark.django_db(databases=["default", "owner"])
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table[0])
@pytest.mark.parametrize("statement", STATEMENTS[:3])
def test_not_even_the_owner_changes_the_log_by_accident(
    statement: str, table: tuple[str, str]
) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("INSERT INTO kernel_position VALUES (0, '\\x00', 1)")
        cursor.execute("INSERT INTO kernel_treenode VALUES (1, 0, '\\x00')")
        cursor.execute("INSERT INTO kernel_logcheckpoint VALUES (1, 1, '\\x00', '', 1)")
    with pytest.raises(DatabaseError, match="neither changed nor removed"):
        _do("owner", statement, table)


@pytest.mark.django_db(databases=["auditor"])
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table[0])
def test_the_auditor_reads_the_log_and_writes_nothing(table: tuple[str, str]) -> None:
    _do("auditor", "SELECT count(*) FROM {}", table)
    for statement in STATEMENTS[:3]:
        with pytest.raises(DatabaseError, match="denied"), transaction.atomic(using="auditor"):
            _do("auditor", statement, table)


def _do(using: str, statement: str, table: tuple[str, str]) -> None:
    with connections[using].cursor() as cursor:
        cursor.execute(statement.format(table[0], table[1], table[1]))


@pytest.mark.django_db
@pytest.mark.parametrize("positions", [(1,), (2,), (-1,), (0, 2), (1, 2)])
def test_the_database_refuses_a_place_that_does_not_follow(positions: tuple[int, ...]) -> None:
    assert not Position.objects.exists()
    with pytest.raises(DatabaseError, match="follow one another"), transaction.atomic():
        rows = [Position(position=n, leaf_id=n + 10, hash=b"x") for n in positions]
        Position.objects.bulk_create(rows)


@pytest.mark.django_db
def test_a_leaf_has_no_second_place() -> None:
    leave()
    sequencing.sequence()
    leaf, size = Leaf.objects.latest("id"), log.head().size
    with pytest.raises(DatabaseError, match="unique"), transaction.atomic():
        Position.objects.create(position=size, leaf=leaf, hash=b"x")


# --- any order whatsoever -------------------------------------------------------------------------


class AnyOrder(RuleBasedStateMachine):
    """Acts that begin, write, commit or fail in any order, while sequencers come and go."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[Writer] = []
        self.sequencers = [Sequencer(batch=3), Sequencer(batch=2)]
        self.committed = set(Leaf.objects.values_list("id", flat=True))
        self.written: dict[Writer, list[int]] = {}

    acts = Bundle("acts")

    @rule(target=acts)
    def begin(self) -> Writer:
        writer = Writer()
        self.open.append(writer)
        self.written[writer] = []
        return writer

    @rule(act=acts, leaves=st.integers(1, 4))
    def write(self, act: Writer, leaves: int) -> None:
        self.written[act] += [act.write() for _ in range(leaves)]

    @rule(act=consumes(acts))
    def commit(self, act: Writer) -> None:
        act.connection.commit()
        self.committed |= set(self.written[act])
        act.connection.close()

    @rule(act=consumes(acts))
    def fail(self, act: Writer) -> None:
        act.connection.close()

    @rule(which=st.integers(0, 1))
    def place(self, which: int) -> None:
        self.sequencers[which].step()
        assert set(placed()) == self.committed

    @rule(which=st.integers(0, 1))
    def start_anew(self, which: int) -> None:
        self.sequencers[which] = Sequencer(batch=3)

    @invariant()
    def nothing_is_placed_that_was_not_committed(self) -> None:
        assert set(placed()) <= self.committed

    def teardown(self) -> None:
        for writer in self.open:
            if not writer.connection.closed:
                writer.connection.rollback()
                writer.connection.close()
        sequencing.sequence()
        assert set(placed()) == self.committed
        assert kinds(verified()) == set()


@pytest.mark.parametrize(
    "examples", [6, pytest.param(150, marks=pytest.mark.full)], ids=["some", "many"]
)
def test_no_order_of_acts_and_sequencers_forgets_or_doubles_a_leaf(
    committed_db: str, examples: int
) -> None:
    from hypothesis.stateful import run_state_machine_as_test

    checks = list(HealthCheck)
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        AnyOrder,
        settings=settings(
            max_examples=examples,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=checks,
        ),
    )
