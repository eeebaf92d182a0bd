"""Whatever somebody puts behind the question mark, or into a form, is answered and never a fault.

Every address without an object of its own is asked with nonsense for every name any page reads.
"""

from __future__ import annotations

import functools
import inspect
import itertools
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.template.base import Template
from django.test import Client
from django.urls import reverse

from dangjian.kernel import idempotency
from tests.district import District
from tests.guards.matrix import MATRIX, VISITOR
from tests.guards.test_matrix import as_before, patterns

pytestmark = [pytest.mark.guards, pytest.mark.django_db]

OURS = Path(__file__).resolve().parents[2] / "dangjian"
FORM = "application/x-www-form-urlencoded"
NOT_ASKED = {idempotency.FIELD, "next"}
READS = re.compile(r"""(?:GET|asked)(?:\.get|\.getlist)?[(\[]\s*"(\w+)\"""")
FIELDS = re.compile(r"^    (\w+) = (?:forms\.|[A-Z])\w*(?:Field|Choice|Text|Day|\()", re.MULTILINE)
NONSENSE = (
    *("", "\x00", "-1", "0", "9" * 30, "1.5", "²", "１２", "2026-02-30", "0000-00-00"),
    *("99999-12-31", "' OR 1=1 --", "<script>", "%00", "../../etc/passwd", "{{7*7}}", "%s%n"),
    *("\u202e\u2028\ufeff", "💥" * 40, "a" * 3000, "NaN", "1e309", "null", "[]"),
)


@pytest.fixture(autouse=True)
def nothing_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Template, "render", lambda self, context: "")


def read_by(callback: Callable[..., Any]) -> list[str]:
    """The names a view's own file reads from an address."""
    view = inspect.unwrap(getattr(callback, "view_class", callback))
    return sorted(set(READS.findall(source(inspect.getfile(view)))) - NOT_ASKED)


@functools.cache
def source(file: str) -> str:
    return Path(file).read_text()


@functools.cache
def fields() -> list[str]:
    """Every name any form asks for."""
    files = [*OURS.glob("*/forms/*.py"), *OURS.glob("*/forms.py")]
    return sorted({name for path in files for name in FIELDS.findall(path.read_text())} - NOT_ASKED)


@functools.cache
def addresses() -> list[tuple[str, str, list[str]]]:
    """(name, path, names it reads) of every address that takes no object."""
    plain = [one for one in patterns() if one.name and not one.pattern.converters]
    found = [(one.name, reverse(one.name), read_by(one.callback)) for one in plain]
    return sorted(one for one in found if one[0] != "account_logout")


def questions(name: str, path: str, read: list[str], round_: int) -> Iterator[tuple[str, str]]:
    """(method, what is sent): each name of the address alone, since the first that is refused
    hides the others; a form tells all its mistakes at once."""
    seed = sum(name.encode()) + round_
    for at, one in enumerate(read):
        yield "GET", urlencode({one: NONSENSE[(seed + at) % len(NONSENSE)]})
    turn = itertools.cycle(NONSENSE[round_:] + NONSENSE[:round_])
    yield "POST", urlencode(list(zip(fields(), turn, strict=False)))


class Asker(NamedTuple):
    client: Client
    account: int | None

    def fault(self, method: str, path: str, sent: str) -> int:
        """The status where it is one of ours, else 0; everything it did is taken back."""
        with as_before(self.client), transaction.atomic():
            if method == "GET":
                answer = self.client.get(f"{path}?{sent}")
            else:
                form = f"{sent}&{urlencode({idempotency.FIELD: idempotency.issue(self.account)})}"
                answer = self.client.post(path, form, content_type=FORM)
            transaction.set_rollback(True)
        return answer.status_code if answer.status_code >= 500 else 0


def askers(district: District) -> tuple[Asker, Asker]:
    plain = {"accept": "text/plain"}
    visitor = Client(raise_request_exception=False, headers=plain)
    office = district.sign_in(Client(raise_request_exception=False, headers=plain), "office")
    return Asker(visitor, None), Asker(office, district.accounts["office"].pk)


def swept(district: District, round_: int, every: int = 1) -> list[str]:
    """One sentence for each fault. every: only each so-manieth address."""
    visitor, office = askers(district)
    found: list[str] = []
    for name, path, read in addresses()[::every]:
        asker = visitor if VISITOR in MATRIX[name].own else office
        for method, sent in questions(name, path, read, round_):
            status = asker.fault(method, path, sent)
            if status:
                found.append(f"{method} {name} {sent[:80]}: {status}")
    assert office.client.get("/me/").status_code == 200, "still signed in"
    return found


def test_nonsense_in_any_address_or_form_is_answered_and_never_a_fault(district: District) -> None:
    """Some of them; all, with every nonsense at every name, by `make guards`."""
    assert len(addresses()) > 100
    assert len(fields()) > 100
    assert sum(len(read) for _, _, read in addresses()) > 100
    assert swept(district, 0, every=8) == []


@pytest.mark.full
@pytest.mark.parametrize("round_", range(len(NONSENSE)))
def test_any_nonsense_at_any_name_is_answered(district: District, round_: int) -> None:
    assert swept(district, round_) == []


def test_the_sweep_can_fail(district: District, monkeypatch: pytest.MonkeyPatch) -> None:
    """The broken twin: a view that takes what was typed for a number."""
    from dangjian.registry.views import trees

    monkeypatch.setattr(trees, "number_in", int)
    _, office = askers(district)
    assert office.fault("GET", reverse("tree"), urlencode({"at": "x"})) == 500
