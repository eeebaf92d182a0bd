"""What is publicly stated of a text: who acted is not in it, and the text is found again."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections
from hypothesis import given
from hypothesis import strategies as st

from dangjian.kernel import evidence
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.kernel.proofs import bundles, statements
from dangjian.kernel.proofs.statements import State, Statement, plain, text_digest
from tests.kernel.proofs.offline import check_proof
from tests.kernel.proofs.written import declare

DAY = dt.date(2026, 11, 23)
GOOD: dict[str, Any] = {"text_digest": "0" * 64, "state": State.SHOWN, "since": DAY}


@pytest.mark.django_db
def test_a_public_statement_stands_beside_the_ordinary_leaf_and_names_nobody() -> None:
    uid = uuid.uuid4()
    assert declare(uid, until=DAY + dt.timedelta(7), result="没有收到异议。") == 1
    ordinary, public = Leaf.objects.filter(subject_uid=uid).order_by("id")
    assert (ordinary.verb, ordinary.actor_account, ordinary.path) == ("publish", 7, "/1/")
    assert ordinary.actor_person is not None
    told = json.loads(ordinary.body)["detail"]
    assert (told["number"], told["document"]) == (1, "文")
    assert (public.actor_account, public.actor_person, public.behalf_person) == (None, None, None)
    assert (public.verb, public.actor_role, public.path) == ("declare", "", "")
    assert json.loads(public.body) == {
        "at": public.at.isoformat(),
        "public": True,
        "number": 1,
        "statement": {
            "what": f"notice:{uid}",
            "text_digest": told["statement"]["text_digest"],
            "state": "shown",
            "from": "2026-11-23",
            "to": "2026-11-30",
            "result": "没有收到异议。",
        },
    }
    assert str(ordinary.actor_person) not in public.body
    assert bytes(ordinary.salt) != bytes(public.salt)
    assert [bundles.is_public(leaf) for leaf in (ordinary, public)] == [False, True]


@pytest.mark.django_db
def test_statements_of_one_thing_are_numbered_apart_from_those_of_others() -> None:
    one, other = uuid.uuid4(), uuid.uuid4()
    assert [declare(one), declare(other), declare(one, State.CHANGED)] == [1, 1, 2]


@pytest.mark.usefixtures("committed_db")
def test_of_statements_made_at_once_none_has_the_number_of_another() -> None:
    uid = uuid.uuid4()

    def one_of_several(_: int) -> int:
        try:
            return declare(uid)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as several:
        numbers = list(several.map(one_of_several, range(12)))
    assert sorted(numbers) == list(range(1, 13))
    public = Leaf.objects.filter(subject_uid=uid, verb="declare").order_by("id")
    assert [json.loads(leaf.body)["number"] for leaf in public] == list(range(1, 13))


@pytest.mark.django_db
def test_a_history_begins_with_the_text_being_shown() -> None:
    uid = uuid.uuid4()
    with pytest.raises(ValueError, match="begins with"):
        declare(uid, State.EXPIRED)
    assert not Leaf.objects.filter(subject_uid=uid).exists()


@pytest.mark.usefixtures("committed_db")
def test_a_statement_apart_from_its_act_is_refused() -> None:
    with pytest.raises(RuntimeError, match="own transaction"):
        evidence.declare_publicly(
            SYSTEM, "publish", "notice", uuid.uuid4(), statement=Statement(**GOOD)
        )


@pytest.mark.parametrize(
    "wrong",
    [
        {"text_digest": "0" * 63},
        {"text_digest": "G" * 64},
        {"until": DAY - dt.timedelta(1)},
        {"until": dt.datetime(2026, 11, 24)},
        {"since": dt.datetime(2026, 11, 23, tzinfo=dt.UTC), "until": dt.date(2026, 11, 22)},
        {"result": ""},
        {"result": "好" * 501},
    ],
)
def test_a_statement_that_says_nothing_clear_is_not_made(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"."):
        Statement(**GOOD | wrong)


def test_a_period_may_end_on_the_day_it_begins() -> None:
    assert Statement(**GOOD | {"until": DAY}).content("x")["to"] == "2026-11-23"
    Statement(**GOOD | {"until": dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)})


@given(st.text())
def test_the_stand_alone_script_reads_a_text_as_the_platform_does(text: str) -> None:
    assert check_proof.plain(text) == plain(text)
    assert check_proof.digest(text) == text_digest(text)


@given(st.lists(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1), min_size=1))
def test_what_editors_do_to_a_text_does_not_change_it(lines: list[str]) -> None:
    text = "\n".join(lines)
    for same in ("\ufeff" + text, text + "\n\n", "\r\n".join(lines), " \n".join(lines) + "\u3000"):
        assert text_digest(same) == text_digest(text)
    assert text_digest(text + "。") != text_digest(text)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{}",
        '{"at":"","public":true,"number":1}',
        '{"at":"","public":true,"number":1,"statement":{}}',
        '{"at":"","public":1,"number":1,"statement":'
        '{"what":"","text_digest":"","state":"","from":"","to":"","result":""}}',
        '{"at":"","public":true,"number":1,"account":7,"statement":'
        '{"what":"","text_digest":"","state":"","from":"","to":"","result":""}}',
        '{"at":"","public":true,"number":1,"statement":'
        '{"what":"","text_digest":"","state":"","from":"","to":"","result":"","by":"方禾"}}',
    ],
)
def test_a_body_with_anything_less_or_more_is_not_public(body: str) -> None:
    assert statements.read(body) is None
