"""How a person wants to see the pages is kept in cookies that only a choice sets."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from dangjian.kit.preferences import Preferences, PreferencesMiddleware, set_preferences

URL = "/kit/preferences"


def _seen(request: object) -> Preferences:
    PreferencesMiddleware(lambda _: HttpResponse())(request)
    return request.prefs  # type: ignore[attr-defined]


def test_a_visitor_who_chose_nothing_sees_the_standard_page(rf: RequestFactory) -> None:
    assert _seen(rf.get("/")) == Preferences(view="std", size="m", theme="light")


def test_a_visitor_who_chose_nothing_is_given_no_cookie(rf: RequestFactory) -> None:
    response = PreferencesMiddleware(lambda _: HttpResponse())(rf.get("/"))
    assert response.cookies == {}
    assert response["Vary"] == "Cookie"


def test_an_elder_finds_the_elder_view_again(rf: RequestFactory) -> None:
    rf.cookies.load({"view": "elder", "size": "xl"})
    assert _seen(rf.get("/")) == Preferences(view="elder", size="xl")


def test_an_unknown_value_counts_as_not_chosen(rf: RequestFactory) -> None:
    rf.cookies.load({"view": '"><script>', "theme": "pink"})
    assert _seen(rf.get("/")) == Preferences()


def test_a_choice_is_kept_for_a_year_and_leads_back(rf: RequestFactory) -> None:
    response = set_preferences(rf.post(URL, {"view": "elder", "next": "/tree?page=2"}))
    cookie = response.cookies["view"]
    assert (response.status_code, response["Location"]) == (302, "/tree?page=2")
    assert (cookie.value, cookie["max-age"]) == ("elder", 31_536_000)
    assert (cookie["samesite"], cookie["httponly"]) == ("Lax", True)
    assert set(response.cookies) == {"view"}


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_nobody_is_led_to_another_site(rf: RequestFactory, elsewhere: str) -> None:
    response = set_preferences(rf.post(URL, {"view": "elder", "next": elsewhere}))
    assert response["Location"] == "/"


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_ORIGIN": "https://evil.example"},
        {"HTTP_ORIGIN": "null"},
    ],
)
@pytest.mark.django_db
def test_another_site_cannot_choose_for_a_person(
    rf: RequestFactory, headers: dict[str, str]
) -> None:
    response = set_preferences(rf.post(URL, {"view": "elder"}, **headers))
    assert response.status_code == 403
    assert response.cookies == {}


def test_the_script_that_has_shown_the_choice_already_needs_no_page(rf: RequestFactory) -> None:
    request = rf.post(URL, {"theme": "dark"}, HTTP_SEC_FETCH_DEST="empty")
    response = set_preferences(request)
    assert (response.status_code, response.cookies["theme"].value) == (204, "dark")


@pytest.mark.django_db
def test_every_choice_is_on_one_page_for_telephones_too(rf: RequestFactory) -> None:
    request = rf.get(URL, HTTP_REFERER="http://testserver/tree?page=2")
    request.prefs = Preferences(theme="auto")
    page = set_preferences(request).content.decode()
    assert '<input type="hidden" name="next" value="/tree?page=2">' in page
    assert 'value="auto" checked' in page
