"""Every act leaves its leaf in its own transaction, and no leaf is ever changed."""

from __future__ import annotations

import hashlib
import json
import uuid

import pytest
from django.db import DatabaseError, connection, connections, transaction

from dangjian.kernel import evidence
from dangjian.kernel.evidence import SYSTEM, Actor, Trace
from dangjian.kernel.models import Leaf

pytestmark = pytest.mark.django_db


@evidence.action
def greet(*, by: Actor, people: int = 1, fails: bool = False) -> None:
    evidence.record_many(by, "greet", (Trace("person", uuid.uuid4()) for _ in range(people)))
    if fails:
        raise LookupError


def test_an_act_names_who_did_it_and_for_whom() -> None:
    asked_for = uuid.uuid4()
    clerk = Actor(7, "clerk", uuid.uuid4(), on_behalf_of=asked_for)
    before = Leaf.objects.count()
    greet(by=clerk)
    leaf = Leaf.objects.latest("id")
    assert Leaf.objects.count() == before + 1
    assert (leaf.actor_account, leaf.actor_role, leaf.behalf_person) == (7, "clerk", asked_for)
    assert json.loads(leaf.body)["behalf"] == str(asked_for)


def test_a_bulk_act_leaves_one_leaf_for_each_person() -> None:
    before = Leaf.objects.count()
    greet(by=SYSTEM, people=300)
    assert Leaf.objects.count() == before + 300


def test_every_body_is_the_one_text_of_its_content_whatever_leaves_share() -> None:
    shared, one, other = {"subject": None, "document": "“文”"}, uuid.uuid4(), uuid.uuid4()
    traces = [
        Trace("person", one, "/1/", shared),
        Trace("person", other, "/1/", shared),
        Trace("person", one, "/2/", shared),
        Trace("group", one, "/2/", shared),
        Trace("group", one, "/2/", {"document": ""}),
    ]

    @evidence.action
    def act() -> None:
        evidence.record_many(Actor(7, "clerk", other), 'a "verb"', traces)

    act()
    leaves = Leaf.objects.order_by("-id")[:5][::-1]
    assert [leaf.subject_uid for leaf in leaves] == [trace.subject_uid for trace in traces]
    for leaf, trace in zip(leaves, traces, strict=True):
        told = json.loads(leaf.body)
        assert leaf.body == evidence.canonical(told)
        assert (told["kind"], told["subject"]) == (trace.subject_kind, str(trace.subject_uid))
        assert (told["path"], told["detail"]) == (trace.path, trace.detail)


def test_an_act_that_fails_leaves_nothing() -> None:
    before = Leaf.objects.count()
    with pytest.raises(LookupError):
        greet(by=SYSTEM, fails=True)
    assert Leaf.objects.count() == before


def test_an_act_without_evidence_does_not_happen() -> None:
    @evidence.action
    def silent() -> None:
        pass

    with pytest.raises(RuntimeError, match="left no evidence"):
        silent()


def test_the_database_makes_the_digest_from_salt_and_body() -> None:
    greet(by=SYSTEM)
    leaf = Leaf.objects.latest("id")
    expected = hashlib.sha256(bytes(leaf.salt) + leaf.body.encode()).digest()
    assert bytes(leaf.digest) == expected


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE kernel_leaf SET verb = 'other'",
        "DELETE FROM kernel_leaf",
        "TRUNCATE kernel_leaf",
        "ALTER TABLE kernel_leaf DISABLE TRIGGER leaf_stays",
        "DROP TRIGGER leaf_stays ON kernel_leaf",
    ],
)
def test_the_application_can_neither_change_nor_remove_a_leaf(statement: str) -> None:
    greet(by=SYSTEM)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db(databases=["default", "owner"])
@pytest.mark.parametrize(
    "statement", ["UPDATE kernel_leaf SET verb = 'other'", "DELETE FROM kernel_leaf"]
)
def test_not_even_the_owner_changes_a_leaf_by_accident(statement: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_leaf (at, actor_role, verb, subject_kind, subject_uid, path, salt,"
            " body, digest) VALUES (now(), 'system', 'x', 'person', gen_random_uuid(), '', '\\x00',"
            " '{}', '')"
        )
        with pytest.raises(DatabaseError, match="neither changed nor removed"):
            cursor.execute(statement)
