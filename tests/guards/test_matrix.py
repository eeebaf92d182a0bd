"""The authorization matrix: every address × every role × GET and POST × own and foreign object.

An address or a cell that is not declared fails; so does a declared address that is gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from dangjian.kernel import idempotency
from dangjian.kernel.models import Leaf
from tests.district import District
from tests.guards.matrix import EVERYBODY, MATRIX, SIGNED_IN, VISITOR
from tests.guards.objects import objects

pytestmark = [pytest.mark.guards, pytest.mark.django_db]


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


@pytest.mark.parametrize("name", sorted(MATRIX))
def test_only_the_declared_roles_get_in(name: str, district: District) -> None:
    door = MATRIX[name]
    own, other = objects(district, False, name), objects(district, True, name)
    clients = {role: _client(role, district) for role in EVERYBODY}
    for role in sorted(EVERYBODY):
        for foreign in (False, True):
            wanted_get = door.foreign if foreign else door.own
            wanted_post = door.post_foreign if foreign else door.post_own
            if foreign and wanted_get is None and wanted_post is None:
                continue
            address = reverse(name, args=(other if foreign else own).get(name, []))
            with transaction.atomic():
                _get(name, address, role, foreign, role in (wanted_get or ()), clients[role])
                transaction.set_rollback(True)
            with transaction.atomic():
                _post(name, address, role, foreign, wanted_post, clients[role], district)
                transaction.set_rollback(True)


def _client(role: str, district: District) -> Client:
    client = Client(raise_request_exception=False)
    return client if role == VISITOR else district.sign_in(client, role)


def _get(name: str, address: str, role: str, foreign: bool, allowed: bool, client: Client) -> None:
    before = Leaf.objects.count()
    answer = client.get(address)
    cell = f"GET {name} by {role}, {'foreign' if foreign else 'own'}: {answer.status_code}"
    assert _got_in(answer) == allowed, cell
    if not allowed:
        assert _turned_away(answer, role), cell
        assert Leaf.objects.count() == before, cell


def _post(
    name: str,
    address: str,
    role: str,
    foreign: bool,
    wanted: frozenset[str] | None,
    client: Client,
    district: District,
) -> None:
    before = Leaf.objects.count()
    account = None if role == VISITOR else district.accounts[role].pk
    answer = client.post(address, {"form_key": idempotency.issue(account)})
    cell = f"POST {name} by {role}, {'foreign' if foreign else 'own'}: {answer.status_code}"
    if wanted is not None and role in wanted:
        assert _got_in(answer) or answer.status_code in (400, 409, 422), cell
    else:
        assert _turned_away(answer, role) or answer.status_code == 405, cell
        assert Leaf.objects.count() == before, cell


def _got_in(answer: Any) -> bool:
    if answer.status_code in (301, 302):
        return "/sign-in" not in answer["Location"] and "/login" not in answer["Location"]
    return answer.status_code == 200


def _turned_away(answer: Any, role: str) -> bool:
    if answer.status_code in (301, 302):
        return role == VISITOR and not _got_in(answer)
    # 401: a form of ours, sent by nobody, is kept on a page that asks to sign in.
    return answer.status_code in (403, 404, 405) or (role, answer.status_code) == (VISITOR, 401)


def test_the_matrix_can_fail(district: District) -> None:
    """The broken twin: one right too many in the declaration, and the cell goes red."""
    address = reverse("organization_open", args=[district.east.pk])
    with pytest.raises(AssertionError, match="GET organization_open by member"):
        _get("organization_open", address, "member", False, True, _client("member", district))


def test_the_roles_of_the_matrix_are_the_roles_of_the_house() -> None:
    from dangjian.registry.models import Role

    assert {role.value for role in Role} == SIGNED_IN
