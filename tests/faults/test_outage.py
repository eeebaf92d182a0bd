"""A database that goes away at an awkward moment is told for what it is: an outage.

While the session is saved (after the answer was made) Django calls it "a bad request", and the page
of that says that nothing was saved; within a COPY it is psycopg's failure and not Django's.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterator

import pytest
from django.db import OperationalError, connection, transaction
from django.test import Client
from django.urls import reverse

from dangjian.kernel import evidence, idempotency
from dangjian.registry.models import Session
from tests.faults.outage_urls import lose_the_database

pytestmark = pytest.mark.urls("tests.faults.outage_urls")


@pytest.fixture
def browser(committed_db: str) -> Iterator[Client]:
    browser = Client(raise_request_exception=False)
    assert browser.get("/noted/first/").status_code == 200
    yield browser
    connection.close()


def test_a_database_that_goes_away_meanwhile_is_an_outage_told_in_one_line(
    browser: Client, caplog: pytest.LogCaptureFixture
) -> None:
    """Many requests meet the same outage, and the disk for the log may be what is full."""
    answer = browser.get("/noted/outage/")
    assert answer.status_code == 503
    assert "系统暂时用不了" in answer.content.decode()
    console = next(h for h in logging.getLogger().handlers if h.name == "console")
    told = [record for record in caplog.records if console.filter(record)]
    assert [(one.name, one.exc_info) for one in told] == [("dangjian", None)]
    assert "/noted/outage/: " in told[0].getMessage()
    connection.close()
    assert browser.get("/noted/again/").status_code == 200


def test_a_post_is_offered_again_with_what_was_typed(browser: Client) -> None:
    answer = browser.post("/noted/outage/", {"form_key": idempotency.issue(None), "name": "周望禾"})
    assert answer.status_code == 503
    assert 'value="周望禾"' in answer.content.decode()


def test_a_session_that_was_ended_in_another_window_leads_to_the_sign_in(browser: Client) -> None:
    answer = browser.get("/noted/signed-out/")
    assert (answer.status_code, answer["Location"]) == (302, reverse("account_login"))
    assert Session.objects.count() == 0


def test_a_database_that_goes_away_while_evidence_is_written_is_an_outage(
    committed_db: str,
) -> None:
    with pytest.raises(OperationalError), transaction.atomic():
        lose_the_database()
        evidence.record(evidence.SYSTEM, "greet", "person", uuid.uuid4())
    connection.close()
