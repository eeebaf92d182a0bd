"""The authorization matrix: every address × every role × GET and POST × own and foreign object.

An address or a cell that is not declared fails; so does a declared address that is gone.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import replace
from typing import Any, NamedTuple

import pytest
from django.db import transaction
from django.template.base import Template
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from dangjian.kernel import idempotency
from dangjian.kernel.models import Leaf
from dangjian.kit import frames
from dangjian.registry.authority import Viewer, viewer_of
from dangjian.registry.models import Account
from tests.conftest import forget_pace
from tests.district import District
from tests.guards.matrix import EVERYBODY, MATRIX, SIGNED_IN, VISITOR, Door
from tests.guards.objects import kin_of, shared

pytestmark = [pytest.mark.guards, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def nothing_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who gets in is decided before a page is drawn; `journeys/test_every_page` draws them all.

    The frames of pages are kept in the process: those without a word stay in this file.
    """
    monkeypatch.setattr(Template, "render", lambda self, context: "")
    monkeypatch.setattr(frames, "_kept", OrderedDict())


def patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry)
        else:
            yield entry


NAMES = {pattern.name for pattern in patterns()}


def test_every_address_is_declared_and_every_declared_address_exists() -> None:
    assert {name for name in NAMES if name is None} == set(), "an address without a name"
    assert NAMES - set(MATRIX) == set(), "undeclared"
    assert set(MATRIX) - NAMES == set(), "declared but gone"


AT_ONCE = 16


class Asker(NamedTuple):
    """A browser, and whose account it is signed in with."""

    client: Client
    account: int | None


def neighbours() -> list[list[str]]:
    """The addresses in groups that share a district and its objects, built once for each group."""
    kins = itertools.groupby(sorted(MATRIX, key=lambda name: (kin_of(name), name)), kin_of)
    groups = [list(names) for _, names in kins]
    return [names[n : n + AT_ONCE] for names in groups for n in range(0, len(names), AT_ONCE)]


@pytest.fixture
def known_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who somebody is, asked once for each role: every cell is taken back, so it stays the same."""
    found: dict[int, Viewer] = {}

    def viewer(account: Account, on: dt.date) -> Viewer:
        if account.pk not in found:
            found[account.pk] = viewer_of(account, on)
        return found[account.pk]

    monkeypatch.setattr("dangjian.registry.viewer.viewer_of", viewer)


def by_turns() -> list[Any]:
    """Of every three groups one in `make test`, the others by `make guards`."""
    return [
        pytest.param(names, marks=[pytest.mark.full] if n % 3 else [], id=f"{names[0]}-{names[-1]}")
        for n, names in enumerate(neighbours())
    ]


@pytest.mark.parametrize("names", by_turns())
def test_only_the_declared_roles_get_in(
    names: list[str], district: District, known_once: None
) -> None:
    """Each cell in a transaction of its own, taken back. Everybody asks for his own page; who sends
    its form, and who stands at the foreign door, says `_nearest`: all the others by `make guards`.
    """
    assert _faults(names, district, _nearest) == []


@pytest.mark.full
@pytest.mark.parametrize("names", neighbours(), ids=lambda names: f"{names[0]}-{names[-1]}")
def test_nobody_else_gets_in_at_a_foreign_door_either(names: list[str], district: District) -> None:
    assert _faults(names, district, lambda door: ALL) == []


class Near(NamedTuple):
    """Who sends the form of an address, and who stands at its foreign door."""

    sends: Collection[str]
    abroad: Collection[str]


ALL = Near(EVERYBODY, EVERYBODY)


def _nearest(door: Door) -> Near:
    """The form: two of those who get in there or at the page, the member and the visitor. The
    foreign door: one of those let in there, one of those at home here, and the member."""
    home = sorted({*door.own, *(door.post_own or ())} - {VISITOR, "member"})
    let_in = sorted({*(door.foreign or ()), *(door.post_foreign or ())} - {VISITOR, "member"})
    return Near({*home[:1], *home[-1:], "member", VISITOR}, {"member", *let_in[:1], *home[:1]})


def _faults(
    names: list[str], district: District, near: Callable[[Door], Near]
) -> list[str]:
    own, other = shared(district, False, names), shared(district, True, names)
    clients = {role: _asker(role, district) for role in EVERYBODY}
    faults: list[str] = []
    for name in names:
        found = (own.get(name, []), other.get(name, []))
        faults += _cells(name, *found, clients, near(MATRIX[name]))
    return faults


def _cells(
    name: str,
    own: list[Any],
    other: list[Any],
    clients: dict[str, Asker],
    near: Near = ALL,
) -> Iterator[str]:
    """What is wrong at one address: one sentence for each cell."""
    door, before = MATRIX[name], Leaf.objects.count()
    gone = _methods_gone(door, reverse(name, args=own), clients)
    for role, foreign in itertools.product(sorted(EVERYBODY), (False, True)):
        get = door.foreign if foreign else door.own
        post = door.post_foreign if foreign else door.post_own
        if foreign and (role not in near.abroad or (get is None and post is None)):
            continue
        address = reverse(name, args=other if foreign else own)
        for method, allowed in (("GET", get), ("POST", post)):
            if method in gone or (method == "POST" and not foreign and role not in near.sends):
                continue
            answer = _asked(clients[role], method, address)
            judged = _judged_get if method == "GET" else _judged_post
            if not judged(answer, role, role in (allowed or ()), before):
                whose = "foreign" if foreign else "own"
                yield f"{method} {name} by {role}, {whose}: {answer.status_code}"


def _methods_gone(door: Door, address: str, clients: dict[str, Asker]) -> set[str]:
    """The methods an address does not have: declared for nobody, and whoever gets in by the other
    one is told so (405, said by the decorator around the view, whoever asks)."""
    by = {"GET": {*door.own, *(door.foreign or ())}}
    by["POST"] = {*(door.post_own or ()), *(door.post_foreign or ())}
    gone = set()
    for method, other in (("GET", "POST"), ("POST", "GET")):
        welcome = sorted(by[other] - {VISITOR}) if not by[method] else []
        if welcome and _asked(clients[welcome[0]], method, address).status_code == 405:
            gone.add(method)
    return gone


def _asked(by: Asker, method: str, address: str) -> Any:
    """One cell: asked, and taken back with everything it did."""
    with as_before(by.client) as client, transaction.atomic():
        if method == "GET":
            answer = client.get(address)
        else:
            answer = client.post(address, {"form_key": idempotency.issue(by.account)})
        transaction.set_rollback(True)
    return answer


@contextmanager
def as_before(client: Client) -> Iterator[Client]:
    """A browser that has its cookies back afterwards, as the session behind them is taken back."""
    forget_pace()
    held = deepcopy(client.cookies)
    yield client
    client.cookies = held


def _asker(role: str, district: District) -> Asker:
    # A refusal is told in a sentence, not on a page: of many thousand cells most are refused.
    client = Client(raise_request_exception=False, headers={"accept": "text/plain"})
    if role == VISITOR:
        return Asker(client, None)
    return Asker(district.sign_in(client, role), district.accounts[role].pk)


def _judged_get(answer: Any, role: str, allowed: bool, before: int) -> bool:
    if allowed or _got_in(answer):
        return allowed and _got_in(answer)
    return _turned_away(answer, role) and Leaf.objects.count() == before


def _judged_post(answer: Any, role: str, allowed: bool, before: int) -> bool:
    if allowed:
        return _got_in(answer) or answer.status_code in (400, 409, 422)
    away = _turned_away(answer, role) or answer.status_code == 405
    return away and Leaf.objects.count() == before


def _got_in(answer: Any) -> bool:
    if answer.status_code in (301, 302):
        return "/sign-in" not in answer["Location"] and "/login" not in answer["Location"]
    return answer.status_code == 200


def _turned_away(answer: Any, role: str) -> bool:
    if answer.status_code in (301, 302):
        return role == VISITOR and not _got_in(answer)
    # 401: a form of ours, sent by nobody, is kept on a page that asks to sign in.
    return answer.status_code in (403, 404, 405) or (role, answer.status_code) == (VISITOR, 401)


def test_the_matrix_can_fail(district: District, monkeypatch: pytest.MonkeyPatch) -> None:
    """The broken twin: one right too many in the declaration, and the cell goes red."""
    name = "organization_open"
    door = MATRIX[name]
    monkeypatch.setitem(MATRIX, name, replace(door, own=door.own | {"member"}))
    own, other = [district.east.pk], [district.foreign.pk]
    clients = {role: _asker(role, district) for role in EVERYBODY}
    assert list(_cells(name, own, other, clients)) == ["GET organization_open by member, own: 404"]


def test_the_roles_of_the_matrix_are_the_roles_of_the_house() -> None:
    from dangjian.registry.models import Role

    assert {role.value for role in Role} == SIGNED_IN
