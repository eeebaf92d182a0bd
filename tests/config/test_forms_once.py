"""A form sent twice happens once; one that fails, not at all; nothing typed is lost."""

from __future__ import annotations

import re
import threading

import pytest
from django.core import signing
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from dangjian.kernel import idempotency
from dangjian.kernel.models import HolidayNotice, Leaf, UsedFormKey
from tests.desk.test_front_door import NOTICE_2027
from tests.district import District

pytestmark = pytest.mark.urls("tests.config.once_urls")


def greetings() -> int:
    return Leaf.objects.filter(verb="greet").count()


def key_from(client: Client) -> str:
    page = client.get("/greet/").content.decode()
    return re.search(r'name="form_key" value="([^"]+)"', page).group(1)  # type: ignore[union-attr]


@pytest.mark.django_db
def test_a_double_click_greets_once_and_leads_to_the_same_page(client: Client) -> None:
    key = key_from(client)
    first = client.post("/greet/", {"form_key": key, "name": "a"})
    second = client.post("/greet/", {"form_key": key, "name": "a"})
    assert (first.status_code, first["Location"]) == (302, "/greeted/a/")
    assert (second.status_code, second["Location"]) == (302, "/greeted/a/")
    assert greetings() == 1


@pytest.mark.django_db
def test_two_forms_greet_twice(client: Client) -> None:
    for _ in range(2):
        client.post("/greet/", {"form_key": key_from(client), "name": "a"})
    assert greetings() == 2


@pytest.mark.django_db
def test_a_mistake_stores_nothing_and_the_same_form_can_be_sent_again(client: Client) -> None:
    key = key_from(client)
    assert client.post("/greet/", {"form_key": key, "name": "mistake"}).status_code == 422
    assert (greetings(), UsedFormKey.objects.count()) == (0, 0)
    assert client.post("/greet/", {"form_key": key, "name": "a"}).status_code == 302
    assert greetings() == 1


@pytest.mark.django_db
def test_a_refusal_stores_nothing_and_names_its_clause(client: Client) -> None:
    answer = client.post("/greet/", {"form_key": key_from(client), "name": "refused"})
    assert answer.status_code == 422
    assert "不行。" in answer.content.decode()
    assert "第一条" in answer.content.decode()
    assert greetings() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "made-up", signing.dumps(["0" * 32, None], salt="other")])
def test_a_form_that_is_not_ours_is_refused_with_a_sentence(client: Client, key: str) -> None:
    answer = client.post("/greet/", {"form_key": key, "name": "a"})
    assert answer.status_code == 400
    assert "没有保存" in answer.content.decode()
    assert greetings() == 0


@pytest.mark.django_db
def test_a_form_opened_with_another_account_is_refused(client: Client) -> None:
    answer = client.post("/greet/", {"form_key": idempotency.issue(5), "name": "a"})
    assert answer.status_code == 400
    assert greetings() == 0


@pytest.mark.django_db
def test_an_outage_offers_what_was_typed_again_with_the_same_key(client: Client) -> None:
    client.raise_request_exception = False
    key = key_from(client)
    answer = client.post("/greet/", {"form_key": key, "name": "outage"})
    page = answer.content.decode()
    assert answer.status_code == 503
    assert key in page
    assert 'value="outage"' in page
    assert greetings() == 0


@pytest.mark.django_db
def test_a_fault_of_ours_stores_nothing_and_says_so(client: Client) -> None:
    client.raise_request_exception = False
    answer = client.post("/greet/", {"form_key": key_from(client), "name": "bug"})
    assert answer.status_code == 500
    assert greetings() == 0


@pytest.mark.django_db
def test_a_stale_security_mark_keeps_what_was_typed_only_on_a_form_of_ours() -> None:
    browser = Client(enforce_csrf_checks=True)
    ours = browser.post("/greet/", {"form_key": key_from(browser), "name": "kept text"})
    assert ours.status_code == 403
    assert "kept text" in ours.content.decode()
    foreign = browser.post("/greet/", {"form_key": "forged", "name": "planted text"})
    assert foreign.status_code == 403
    assert "planted text" not in foreign.content.decode()


@pytest.mark.django_db
def test_a_form_sent_after_the_session_ended_is_kept_and_happens_after_signing_in_again(
    client: Client, district: District
) -> None:
    district.sign_in(client, "system_officer")
    address = reverse("calendar_import")
    key = idempotency.issue(district.accounts["system_officer"].pk)
    form = {"form_key": key, "text": NOTICE_2027}
    client.logout()
    kept = client.post(address, form)
    assert kept.status_code == 401
    assert key in kept.content.decode()
    assert "国庆节 2027-10-01" in kept.content.decode()
    district.sign_in(client, "system_officer")
    assert client.post(address, form).status_code == 302
    assert HolidayNotice.objects.filter(year=2027).count() == 1


@pytest.mark.django_db
def test_a_form_of_nobody_we_know_is_not_kept_for_a_visitor(district: District) -> None:
    answer = Client().post(reverse("calendar_import"), {"form_key": "forged", "text": "planted"})
    assert answer.status_code == 302
    assert "planted" not in answer.content.decode()


def test_two_posts_at_the_same_moment_greet_once(committed_db: str) -> None:
    key = idempotency.issue(None)
    answers: list[tuple[int, str]] = []

    def send() -> None:
        answer = Client().post("/greet/", {"form_key": key, "name": "a"})
        answers.append((answer.status_code, answer["Location"]))
        connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [(302, "/greeted/a/")] * 8
    assert greetings() == 1


@pytest.mark.django_db
def test_keys_of_forms_nobody_can_send_any_more_are_forgotten() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_usedformkey (key, path, used_at, outcome) VALUES"
            " (gen_random_uuid(), '/', now() - interval '61 days', '/'),"
            " (gen_random_uuid(), '/', now() - interval '59 days', '/')"
        )
    assert idempotency.forget_old() == 1
