"""A visitor's page is drawn anew when something it shows has changed, and only then."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dangjian.kernel import clock, row_scope
from dangjian.portal import caching, drawn_from
from dangjian.portal.models import Generation, Publication
from dangjian.registry.models import Organization
from dangjian.registry.queries import public
from tests.district import District


def _home(visitor: Client) -> tuple[str, int]:
    """The page, and in how many queries."""
    with CaptureQueriesContext(connection) as queries:
        page = visitor.get("/").content.decode()
    return page, len(queries)


def _rename(district: District, name: str) -> None:
    """Past every action: nothing counts it, as if another room had forgotten to."""
    Organization.objects.filter(pk=district.street.pk).update(short_name=name)


@pytest.fixture
def asking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page is too old to be shown without asking."""
    monkeypatch.setattr(caching, "SECONDS", 0.0)


def test_what_would_be_drawn_the_same_is_asked_for_and_not_drawn_again(
    client: Client, district: District, asking: None
) -> None:
    """I1: once it was drawn twice in the same way, one statement for each scope tells."""
    first, drawn = [_home(client) for _ in range(3)][0]  # what a process reads once is read
    again, asked = _home(client)
    assert again == first and asked <= 3 < drawn
    _rename(district, "改了名的街道")
    assert "改了名的街道" in _home(client)[0], "no room has to count its changes"
    page, asked = _home(client)
    assert "改了名的街道" in page and asked <= 3


def test_the_check_of_the_answers_can_fail(
    client: Client, district: District, asking: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The broken twin: whoever does not ask shows the old name."""
    monkeypatch.setattr(drawn_from.Asked, "answers", lambda self: "the same as ever")
    for _ in range(3):
        _home(client)
    _rename(district, "改了名的街道")
    assert "改了名的街道" not in _home(client)[0]


def test_a_page_is_drawn_anew_after_a_minute_whatever_the_answers(
    client: Client, district: District, asking: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caching, "OLDEST", 0.0)
    counts = [_home(client)[1] for _ in range(4)]
    assert min(counts) > 3


@pytest.mark.django_db
def test_statements_are_asked_again_in_the_scope_they_were_asked_in() -> None:
    with drawn_from.noting() as asked:
        public.totals()
        public.district()
    assert set(asked.statements) == {row_scope.WHOLE, row_scope.now()}
    before = asked.answers()
    assert asked.answers() == before and asked.again


@pytest.mark.django_db
def test_what_names_this_moment_or_writes_is_never_asked_again() -> None:
    with drawn_from.noting() as moment:
        list(Publication.objects.filter(expire_at__lte=clock.now()))
    with drawn_from.noting() as writing:
        Generation.objects.update(number=7)
    assert (moment.again, writing.again) == (False, False)
    assert not (moment.statements or writing.statements)
