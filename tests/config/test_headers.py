"""What every answer tells the browser, whatever it is: a page, a file, a mistake."""

from __future__ import annotations

import logging
import sys

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client, RequestFactory

from dangjian.config.log_lines import OneLine
from dangjian.registry import signin
from tests.district import PASSWORD, District
from tests.registry.browser import signed_in

ANSWERS = {
    "/": 200,
    "/sign-in/": 200,
    "/me/": 302,
    "/no-such-page/": 404,
    "/feeds/articles.atom": 200,
    "/robots.txt": 200,
    "STYLE": 200,
}
TOLD = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
POLICY = (
    *("default-src 'self'", "script-src 'self'", "style-src 'self'", "object-src 'none'"),
    *("base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"),
)


def path_of(name: str) -> str:
    return str(staticfiles_storage.url("kit/app.css")) if name == "STYLE" else name


@pytest.mark.django_db
@pytest.mark.parametrize("name", ANSWERS)
def test_every_kind_of_answer_has_the_headers_and_says_what_it_is(
    name: str, client: Client
) -> None:
    answer = client.get(path_of(name))
    assert answer.status_code == ANSWERS[name]
    assert {one: answer.headers.get(one) for one in TOLD} == TOLD
    policy = answer.headers["Content-Security-Policy"].split("; ")
    assert set(POLICY) <= set(policy)
    assert "unsafe" not in " ".join(policy)
    if name != "/me/":
        assert "charset" in answer.headers["Content-Type"]
    assert "Access-Control-Allow-Origin" not in answer.headers or name == "STYLE"
    answer.close()


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "CONNECT", "PROPFIND"])
def test_a_method_nobody_needs_is_known_nowhere(method: str, client: Client) -> None:
    for path in ("/", "/sign-in/", "/me/"):
        answer = client.generic(method, path)
        assert answer.status_code == 405
        assert answer.headers["Allow"] == "GET, HEAD, OPTIONS, POST"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    ["/.git/HEAD", "/.env", "/static/", "/static/../pyproject.toml", "/admin/", "/metrics"]
    + ["/server-status", "/api/", "/docs/", "/settings.py", "/.data/secrets/keyring.json"],
)
def test_nothing_of_the_installation_and_no_list_of_files_is_given_away(
    path: str, client: Client
) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.django_db
def test_the_site_answers_to_its_own_names_only(client: Client) -> None:
    """And in no other way than to everybody: a foreign name is a bad request, told shortly."""
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
    assert settings.DEBUG is False


@pytest.mark.parametrize(
    ("proxies", "told", "seen"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        (2, "6.6.6.6, 203.0.113.9, 198.51.100.7", "203.0.113.9"),
    ],
)
def test_nobody_names_his_own_address(
    rf: RequestFactory, proxies: int, told: str, seen: str, settings: pytest.FixtureRequest
) -> None:
    """Only what our own proxies added is read: the brake counts whom they saw."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = rf.get("/", HTTP_X_FORWARDED_FOR=told, REMOTE_ADDR="192.0.2.1")
    assert signin.address_of(request) == seen


def test_what_a_session_is_shown_stays_in_no_cache(district: District) -> None:
    visitor, clerk = Client(), district.sign_in(Client(), "clerk")
    pages = ("/", "/me/", "/members/", f"/members/{district.people['member'].pk}/", "/overview/")
    for path in pages:
        answer = clerk.get(path)
        assert (path, answer.status_code) == (path, 200)
        assert "no-store" in answer.headers["Cache-Control"], path
    assert "no-store" not in visitor.get("/").headers.get("Cache-Control", "")


@pytest.mark.django_db
def test_the_address_is_no_place_for_what_a_form_asks_for(district: District) -> None:
    """A name given twice, or beside the form in the address, is not read as something else."""
    client = Client()
    asked = f"/sign-in/?login=member&password={PASSWORD}"
    assert client.post(asked, {}).status_code == 422
    assert client.post(asked, {"login": "member", "password": ["x", "y"]}).status_code == 422
    assert not signed_in(client)


def line(text: str, *, failure: bool = False) -> str:
    try:
        raise ValueError(text)
    except ValueError:
        told = sys.exc_info() if failure else None
    record = logging.LogRecord("dangjian", logging.ERROR, "", 0, "at %s", (text,), told)
    record.created = 1_795_000_000.25
    return OneLine().format(record)


def test_nobody_writes_a_line_of_his_own_into_the_log() -> None:
    forged = "/x\n2026-11-23 ERROR dangjian all is well\x1b[2J\u2028more"
    assert line(forged) == (
        "2026-11-18T11:06:40.250+00:00 ERROR dangjian at "
        r"/x\n2026-11-23 ERROR dangjian all is well\x1b[2J\u2028more"
    )
    head, *trace = line(forged, failure=True).split("\n")
    assert head == line(forged)
    assert [one for one in trace if not one.startswith("    ")] == []
    console = next(one for one in logging.getLogger().handlers if one.name == "console")
    assert isinstance(console.formatter, OneLine)
    assert set(settings.LOGGING["handlers"]) == {"console"}, "an undocumented place for logs"


def test_the_twin_with_an_ordinary_formatter_is_found_out() -> None:
    record = logging.LogRecord("dangjian", logging.ERROR, "", 0, "at %s", ("a\nb",), None)
    assert "\n" in logging.Formatter("%(message)s").format(record)
